//! Who waits gets the next seat, and never one too many; what those invited answer.

use crate::seats::{SEATS, small_workshop};
use crate::world::World;
use app::fields::Problem;
use app::ids::{EnrolmentId, PersonId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::waiting::{confirm, decline, declined, stop_waiting, wait, waiting};
use chrono::TimeDelta;

/// A workshop with all seats taken, and those who have none.
async fn full_workshop(world: &World) -> (Caller, WorkshopId, Vec<EnrolmentId>, Vec<PersonId>) {
    let (organiser, workshop, mut people) = small_workshop(world).await;
    let others = people.split_off(SEATS);
    let mut seats = Vec::new();
    for person in people {
        seats.push(enrol(&organiser, workshop, person).await.expect("a seat"));
    }
    (organiser, workshop, seats, others)
}

async fn seated(caller: &Caller, workshop: WorkshopId) -> Vec<PersonId> {
    participants(caller, workshop).await.expect("participants").into_iter().map(|seat| seat.person).collect()
}

async fn in_line(caller: &Caller, workshop: WorkshopId) -> Vec<PersonId> {
    waiting(caller, workshop).await.expect("a list").into_iter().map(|one| one.person).collect()
}

/// The participant of a seat, as they sign in.
async fn holder(organiser: &Caller, workshop: WorkshopId, seat: EnrolmentId) -> Caller {
    let all = participants(organiser, workshop).await.expect("participants");
    let person = all.into_iter().find(|one| one.enrolment == seat).expect("the seat").person;
    Caller { actor: Actor::Participant(person), ..organiser.clone() }
}

#[tokio::test]
async fn a_seat_given_back_goes_to_whoever_waits_longest() {
    let world = World::new().await;
    let (organiser, workshop, seats, others) = full_workshop(&world).await;
    for (minutes, person) in [(0, others[1]), (1, others[0]), (2, others[2])] {
        let later = Caller { now: organiser.now + TimeDelta::minutes(minutes), ..organiser.clone() };
        wait(&later, workshop, person).await.expect("on the list");
    }
    assert_eq!(in_line(&organiser, workshop).await, [others[1], others[0], others[2]]);
    withdraw(&organiser, workshop, seats[0]).await.expect("withdrawn");
    assert!(seated(&organiser, workshop).await.contains(&others[1]));
    let holder = holder(&organiser, workshop, seats[1]).await;
    decline(&holder, seats[1]).await.expect("declined");
    assert!(seated(&organiser, workshop).await.contains(&others[0]));
    assert_eq!(in_line(&organiser, workshop).await, [others[2]]);
    assert_eq!(declined(&organiser, workshop).await.expect("a list").len(), 1);
    stop_waiting(&organiser, workshop, others[2]).await.expect("off the list");
    withdraw(&organiser, workshop, seats[2]).await.expect("withdrawn");
    assert_eq!(seated(&organiser, workshop).await.len(), SEATS - 1);
}

#[tokio::test]
async fn nobody_waits_twice_nor_for_a_seat_that_is_free() {
    let world = World::new().await;
    let (organiser, workshop, seats, others) = full_workshop(&world).await;
    let taken = |result: Result<(), UseError>| match result {
        Err(UseError::Refused(refusals)) => assert_eq!(refusals[0].problem, Problem::Taken),
        other => panic!("not refused: {other:?}"),
    };
    wait(&organiser, workshop, others[0]).await.expect("on the list");
    taken(wait(&organiser, workshop, others[0]).await);
    let seat = seated(&organiser, workshop).await[0];
    taken(wait(&organiser, workshop, seat).await);
    stop_waiting(&organiser, workshop, others[0]).await.expect("off the list");
    assert!(matches!(stop_waiting(&organiser, workshop, others[0]).await, Err(UseError::NotFound)));
    withdraw(&organiser, workshop, seats[0]).await.expect("withdrawn");
    wait(&organiser, workshop, others[1]).await.expect("a seat at once");
    assert!(seated(&organiser, workshop).await.contains(&others[1]));
    assert!(in_line(&organiser, workshop).await.is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn seats_given_back_at_once_are_passed_on_once_each() {
    let world = World::new().await;
    let (organiser, workshop, seats, others) = full_workshop(&world).await;
    for person in &others[..5] {
        wait(&organiser, workshop, *person).await.expect("on the list");
    }
    let late = others[6];
    let mut tasks: Vec<tokio::task::JoinHandle<Result<(), UseError>>> = Vec::new();
    for seat in seats[..4].iter().copied() {
        let organiser = organiser.clone();
        tasks.push(tokio::spawn(async move { withdraw(&organiser, workshop, seat).await }));
        let organiser = world.caller("organisateur.demo").await;
        tasks.push(tokio::spawn(async move { enrol(&organiser, workshop, late).await.map(drop) }));
    }
    for task in tasks {
        match task.await.expect("it does not panic") {
            Ok(()) | Err(UseError::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(seated(&organiser, workshop).await.len(), SEATS);
    let passed_on = 5 - in_line(&organiser, workshop).await.len();
    assert!(passed_on == 4, "{passed_on} of 4 seats were passed on");
}

#[tokio::test]
async fn an_answer_is_ones_own_and_stands_until_the_first_day() {
    let world = World::new().await;
    let (organiser, workshop, seats, others) = full_workshop(&world).await;
    wait(&organiser, workshop, others[0]).await.expect("on the list");
    let me = holder(&organiser, workshop, seats[0]).await;
    confirm(&me, seats[0]).await.expect("confirmed");
    confirm(&me, seats[0]).await.expect("again");
    let all = participants(&organiser, workshop).await.expect("participants");
    assert_eq!(all.iter().filter(|one| one.confirmed).map(|one| one.enrolment).collect::<Vec<_>>(), [seats[0]]);
    assert!(matches!(decline(&me, seats[1]).await, Err(UseError::NotFound)), "another's seat");
    assert!(matches!(decline(&organiser, seats[1]).await, Err(UseError::Forbidden)));
    let first_day = Caller { now: "2022-11-19T07:00:00Z".parse().expect("a time"), ..me.clone() };
    assert!(matches!(decline(&first_day, seats[0]).await, Err(UseError::NotFound)));
    let late = Caller { now: first_day.now, ..organiser.clone() };
    withdraw(&late, workshop, seats[0]).await.expect("withdrawn");
    assert_eq!(in_line(&organiser, workshop).await, [others[0]], "from the first day on the organiser decides");
    enrol(&late, workshop, me.actor.person().expect("a person")).await.expect("again");
    let again = participants(&organiser, workshop).await.expect("participants");
    assert!(again.iter().all(|one| !one.confirmed), "what was answered before no longer counts");
}
