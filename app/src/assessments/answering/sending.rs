//! A test as a telephone sends it, perhaps long after it was handed in there. No I/O.

use crate::ids::PersonId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use uuid::Uuid;

/// For how long after a test was closed a sheet is taken that was handed in before: three
/// days, as the way back from a place without network may take.
pub const LATE_FOR: TimeDelta = TimeDelta::hours(72);

/// What stood in the fields of a test when it was saved or handed in on a telephone.
#[derive(Clone, Debug, Deserialize)]
pub struct SentSheet {
    /// Chosen by the telephone, so that what is sent twice is kept once.
    pub id: Uuid,
    /// Whose it is: a telephone on which someone else has signed in since must not send it
    /// as theirs.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// The fields of the form, as they would be sent without script.
    pub typed: Vec<(String, String)>,
    /// Whether it is handed in, not only saved.
    #[serde(default)]
    pub hand_in: bool,
    /// What the telephone's clock said when it was saved or handed in.
    #[serde(default)]
    pub device_time: Option<DateTime<Utc>>,
    /// What the same clock says when it is sent.
    #[serde(default)]
    pub sent_at: Option<DateTime<Utc>>,
    /// What the telephone knew to have been sent before, by it or by others. Who does not
    /// say is taken to know everything that has arrived.
    #[serde(default)]
    pub after: Option<Vec<Uuid>>,
}

impl SentSheet {
    /// How long it lay on the telephone, by that clock. What a clock shows does not matter
    /// so, only what passed on it: one that is wrong by two days is right about an hour.
    #[must_use]
    pub fn lay(&self) -> TimeDelta {
        let passed = self.device_time.zip(self.sent_at).map(|(begun, sent)| sent - begun);
        passed.unwrap_or_default().max(TimeDelta::zero())
    }

    /// Whether something has been sent since that the telephone does not know of.
    #[must_use]
    pub fn is_overtaken(&self, last: Option<Uuid>) -> bool {
        let is_news = |last: Uuid| self.after.as_ref().is_some_and(|known| !known.contains(&last));
        last.is_some_and(is_news)
    }
}

/// How a sheet that is handed in arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// While answers are taken.
    InTime,
    /// After the test was closed, but handed in before: at this time, as the telephone has it.
    Late(DateTime<Utc>),
    /// After that.
    TooLate,
}

/// How a sheet arrives now that lay so long on a telephone.
///
/// Nobody can prove when that was. Whoever turns a clock forward between handing in and
/// sending claims that more time passed than did, and may have answered after the test was
/// closed. This is not hidden but shown: such sheets have a verb of their own in the trail
/// and stand by name and claimed time on the page of scores, where the trainer empties the
/// points of whom they do not believe. A clock that was plainly wrong (it stood in 1970
/// after an empty battery, and the network set it right) shows there, too, and costs nobody
/// their test.
#[must_use]
pub fn arrival(closed_at: Option<DateTime<Utc>>, now: DateTime<Utc>, lay: TimeDelta) -> Arrival {
    let Some(closed_at) = closed_at else { return Arrival::InTime };
    let claimed = now.checked_sub_signed(lay).unwrap_or_default().max(DateTime::UNIX_EPOCH);
    if is_taken_late(closed_at, now) && claimed < closed_at { Arrival::Late(claimed) } else { Arrival::TooLate }
}

/// Whether sheets are still taken that were handed in before a test was closed.
#[must_use]
pub fn is_taken_late(closed_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - closed_at <= LATE_FOR
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_666_778_400 + seconds, 0).expect("a time")
    }

    fn sheet(device_time: Option<i64>, sent_at: Option<i64>) -> SentSheet {
        SentSheet {
            id: Uuid::from_u128(1),
            person: None,
            typed: Vec::new(),
            hand_in: true,
            device_time: device_time.map(at),
            sent_at: sent_at.map(at),
            after: None,
        }
    }

    #[test]
    fn what_was_handed_in_before_closing_is_taken_for_three_days() {
        let hour = TimeDelta::hours(1);
        let closed = Some(at(0));
        assert_eq!(arrival(closed, at(1800), hour), Arrival::Late(at(-1800)));
        assert_eq!(arrival(closed, at(1800), TimeDelta::minutes(20)), Arrival::TooLate, "answered after closing");
        let last = at(72 * 3600);
        assert_eq!(arrival(closed, last, TimeDelta::hours(73)), Arrival::Late(at(-3600)));
        assert_eq!(arrival(closed, last + TimeDelta::seconds(1), TimeDelta::hours(73)), Arrival::TooLate);
        assert_eq!(arrival(None, last, TimeDelta::zero()), Arrival::InTime);
    }

    #[test]
    fn a_clock_that_was_set_right_meanwhile_costs_nobody_their_test() {
        let sent = SentSheet { device_time: Some(DateTime::UNIX_EPOCH), ..sheet(None, Some(10)) };
        assert_eq!(arrival(Some(at(0)), at(10), sent.lay()), Arrival::Late(DateTime::UNIX_EPOCH));
        let from_ever = SentSheet { device_time: Some(DateTime::<Utc>::MIN_UTC), ..sent };
        assert_eq!(arrival(Some(at(0)), at(10), from_ever.lay()), Arrival::Late(DateTime::UNIX_EPOCH));
        assert_eq!(sheet(Some(20), Some(10)).lay(), TimeDelta::zero(), "turned back");
        assert_eq!(sheet(Some(20), None).lay(), TimeDelta::zero(), "not said");
    }

    #[test]
    fn a_phone_is_overtaken_by_what_it_does_not_know() {
        let (one, other) = (Uuid::from_u128(7), Uuid::from_u128(8));
        let knows = |after: Option<Vec<Uuid>>| SentSheet { after, ..sheet(None, None) };
        assert!(knows(Some(vec![])).is_overtaken(Some(one)));
        assert!(knows(Some(vec![other])).is_overtaken(Some(one)));
        assert!(!knows(Some(vec![other, one])).is_overtaken(Some(one)));
        assert!(!knows(Some(vec![])).is_overtaken(None));
        assert!(!knows(None).is_overtaken(Some(one)), "a simple program");
    }

    proptest! {
        #[test]
        fn a_clock_that_is_wrong_all_along_changes_nothing(
            wrong in -400_000_i64..400_000, begun in 0..300_000_i64, lay in 0..300_000_i64, closed in 0..300_000_i64,
        ) {
            let arrives = |wrong: i64| {
                let lay = sheet(Some(begun + wrong), Some(begun + lay + wrong)).lay();
                arrival(Some(at(closed)), at(300_000), lay)
            };
            prop_assert_eq!(arrives(wrong), arrives(0));
        }

        #[test]
        fn late_is_after_closing_within_the_time_and_handed_in_before(
            closed in 0..600_000_i64, now in 0..600_000_i64, lay in 0..600_000_i64,
        ) {
            let (closed, now) = (at(closed), at(now));
            if let Arrival::Late(claimed) = arrival(Some(closed), now, TimeDelta::seconds(lay)) {
                prop_assert!(claimed <= closed && now <= closed + LATE_FOR);
            } else {
                prop_assert!(now - TimeDelta::seconds(lay) > closed || now > closed + LATE_FOR);
            }
        }
    }
}
