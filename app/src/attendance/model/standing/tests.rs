//! The same marks fold into the same state, whatever the clocks, the order and the repeats.

use super::super::mark::Mark;
use super::*;
use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use uuid::Uuid;

const WHO: EnrolmentId = EnrolmentId(Uuid::from_u128(1));
const WHEN: SessionId = SessionId(Uuid::from_u128(2));

fn event(id: u128, status: Status, after: &[u128]) -> Event {
    let after = after.iter().map(|id| AttendanceEventId(Uuid::from_u128(*id))).collect();
    Event { id: AttendanceEventId(Uuid::from_u128(id)), said: Said { status, minutes: None }, after }
}

fn ledger(events: impl IntoIterator<Item = Event>) -> Ledger {
    let mut ledger = Ledger::default();
    for event in events {
        ledger.add(WHO, WHEN, event);
    }
    ledger
}

fn agreed(status: Status) -> Standing {
    Standing::Agreed(Said { status, minutes: None })
}

#[test]
fn a_mark_that_follows_another_stands_in_its_place() {
    let marks = [event(1, Status::Present, &[]), event(2, Status::Absent, &[1])];
    assert_eq!(ledger(marks.clone()).standing(WHO, WHEN), agreed(Status::Absent));
    assert_eq!(ledger(marks.into_iter().rev()).standing(WHO, WHEN), agreed(Status::Absent), "in any order");
}

#[test]
fn devices_that_did_not_know_of_each_other_disagree_openly() {
    let disputed = ledger([event(1, Status::Present, &[]), event(2, Status::Absent, &[])]);
    assert_eq!(disputed.standing(WHO, WHEN), Standing::Disputed);
    assert!(disputed.marks().is_empty());
    assert_eq!(disputed.disputes(), [(WHO, WHEN)]);
}

#[test]
fn devices_that_say_the_same_agree() {
    let both = ledger([event(1, Status::Late, &[]), event(2, Status::Late, &[])]);
    assert_eq!(both.standing(WHO, WHEN), agreed(Status::Late));
    let mut minutes = event(3, Status::Late, &[]);
    minutes.said.minutes = Some(5);
    let more = ledger([event(1, Status::Late, &[]), minutes]);
    assert_eq!(more.standing(WHO, WHEN), Standing::Disputed, "other minutes are another thing said");
}

#[test]
fn a_mark_that_follows_both_settles_and_one_that_follows_one_does_not() {
    let dispute = [event(1, Status::Present, &[]), event(2, Status::Absent, &[])];
    let settled = ledger(dispute.clone().into_iter().chain([event(3, Status::Excused, &[1, 2])]));
    assert_eq!(settled.standing(WHO, WHEN), agreed(Status::Excused));
    let half = ledger(dispute.into_iter().chain([event(3, Status::Excused, &[1])]));
    assert_eq!(half.standing(WHO, WHEN), Standing::Disputed);
}

#[test]
fn what_is_followed_may_arrive_later_or_never() {
    assert_eq!(ledger([event(2, Status::Late, &[1])]).standing(WHO, WHEN), agreed(Status::Late));
}

#[test]
fn marks_in_a_circle_are_a_dispute_and_not_nothing() {
    let circle = ledger([event(1, Status::Present, &[2]), event(2, Status::Absent, &[1])]);
    assert_eq!(circle.standing(WHO, WHEN), Standing::Disputed);
}

/// What a device does.
#[derive(Clone, Debug)]
enum Deed {
    /// Marks someone so.
    Mark(u128, Status),
    /// Sends what it has and hears what has arrived.
    Exchange,
}

const DEVICES: usize = 8;
const PEOPLE: u128 = 3;

fn deed() -> impl Strategy<Value = (usize, Deed)> {
    let mark = (0..PEOPLE, proptest::sample::select(Status::ALL.to_vec())).prop_map(|(who, how)| Deed::Mark(who, how));
    (0..DEVICES, prop_oneof![3 => mark, 1 => Just(Deed::Exchange)])
}

fn whom(who: u128) -> EnrolmentId {
    EnrolmentId(Uuid::from_u128(100 + who))
}

/// Lets the devices do their deeds, each with a clock of its own; all marks made.
fn campaign(deeds: &[(usize, Deed)], clocks: &[i64]) -> Vec<Mark> {
    let mut devices = vec![Ledger::default(); DEVICES];
    let mut server = Ledger::default();
    let (mut made, mut unsent): (Vec<Mark>, Vec<Vec<Mark>>) = (Vec::new(), vec![Vec::new(); DEVICES]);
    for (minute, (device, deed)) in deeds.iter().enumerate() {
        match deed {
            Deed::Mark(who, status) => {
                let after = devices[*device].heads(whom(*who), WHEN).iter().map(|event| event.id).collect();
                let mark = Mark {
                    id: AttendanceEventId(Uuid::from_u128(1_000 + minute as u128)),
                    enrolment: whom(*who),
                    session: WHEN,
                    status: *status,
                    minutes: None,
                    after: Some(after),
                    reason: None,
                    device: None,
                    device_time: DateTime::UNIX_EPOCH
                        + TimeDelta::minutes(clocks[*device] + i64::try_from(minute).expect("few")),
                };
                devices[*device].add(mark.enrolment, WHEN, mark.event());
                unsent[*device].push(mark.clone());
                made.push(mark);
            }
            Deed::Exchange => {
                for mark in unsent[*device].drain(..) {
                    server.add(mark.enrolment, WHEN, mark.event());
                }
                for who in 0..PEOPLE {
                    for head in server.heads(whom(who), WHEN) {
                        devices[*device].add(whom(who), WHEN, head.clone());
                    }
                }
            }
        }
    }
    made
}

fn state(marks: &[Mark]) -> Vec<Standing> {
    let mut ledger = Ledger::default();
    for mark in marks {
        ledger.add(mark.enrolment, WHEN, mark.event());
    }
    (0..PEOPLE).map(|who| ledger.standing(whom(who), WHEN)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, rng_seed: RngSeed::Fixed(20_221_122), ..ProptestConfig::default() })]

    /// Eight devices, clocks wrong by up to two days, everything sent ten times and shuffled.
    #[test]
    fn order_repeats_and_clocks_change_nothing(
        deeds in proptest::collection::vec(deed(), 0..24),
        clocks in proptest::collection::vec(-2_880i64..=2_880, DEVICES),
        keys in proptest::collection::vec(any::<u32>(), 240),
    ) {
        let made = campaign(&deeds, &clocks);
        let expected = state(&made);
        let mut sent: Vec<(u32, Mark)> =
            keys.into_iter().zip(made.iter().cycle().take(made.len() * 10).cloned()).collect();
        sent.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<Mark> = sent.into_iter().map(|(_, mark)| mark).collect();
        prop_assert_eq!(state(&shuffled), expected.clone());
        let right_clocks = campaign(&deeds, &[0; DEVICES]);
        prop_assert_eq!(state(&right_clocks), expected);
    }

    /// Nobody's last word is overwritten unseen: what a device said last stands, is in
    /// dispute, or was followed by someone who had seen it.
    #[test]
    fn no_mark_is_overwritten_by_who_had_not_seen_it(
        deeds in proptest::collection::vec(deed(), 0..24),
        clocks in proptest::collection::vec(-2_880i64..=2_880, DEVICES),
    ) {
        let made = campaign(&deeds, &clocks);
        let standing = state(&made);
        for mark in &made {
            let followed = made.iter().any(|other| other.after.as_ref().is_some_and(|after| after.contains(&mark.id)));
            let who = usize::try_from(mark.enrolment.0.as_u128() - 100).expect("few");
            prop_assert!(followed || standing[who] == Standing::Disputed || standing[who] == Standing::Agreed(mark.said()));
        }
    }
}
