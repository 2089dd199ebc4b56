//! What people are told unasked: of a seat that came free, and of what is other than
//! they were told; once, and not before a slip can be put right.

use crate::messages::{filling, wording};
use crate::seats::{SEATS, small_workshop};
use crate::world::World;
use app::clash::Clash;
use app::fields::{Problem, Refusal};
use app::ids::{PersonId, WorkshopId};
use app::messages::news::Kind;
use app::messages::store::inviting::{Whom, invite};
use app::messages::store::notices::{Notice, tell_due};
use app::messages::wording::notice;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::schema::{attendance_event, message, person};
use app::workshops::model::{Stage, TOLD_AFTER};
use app::workshops::store::cancelling::{cancel, reinstate};
use app::workshops::store::changing::{as_form, change};
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::planning::create;
use app::workshops::store::reading::find;
use app::workshops::store::waiting::wait;
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter};

/// A full workshop, and people who have no seat; whom it is about can be reached.
async fn full(world: &World) -> (Caller, WorkshopId, Vec<PersonId>) {
    let (organiser, workshop, mut people) = small_workshop(world).await;
    message::Entity::delete_many().exec(world.db.writer()).await.expect("an empty outbox");
    person::Entity::update_many()
        .col_expr(person::Column::Email, Expr::value("quelqu.un@example.org"))
        .filter(person::COLUMN.id.is_in(people.iter().map(|id| id.0)))
        .exec(world.db.writer())
        .await
        .expect("addresses");
    let others = people.split_off(SEATS);
    for person in people {
        enrol(&organiser, workshop, person).await.expect("a seat");
    }
    (organiser, workshop, others)
}

fn in_words(told: &Notice) -> app::messages::model::Wording {
    notice("https://relais.example.org", told)
}

/// What is due so long from the beginning of the test is told; the kinds and persons of the messages since.
async fn told(world: &World, after: TimeDelta) -> Vec<message::Model> {
    let before = message::Entity::find().all(world.db.reader()).await.expect("messages").len();
    let system = world.system();
    let then = Caller { now: system.now + after, ..system };
    let written = tell_due(&then, &in_words).await.expect("told");
    let mut rows = message::Entity::find().all(world.db.reader()).await.expect("messages");
    assert_eq!(rows.len(), before + written);
    rows.sort_by_key(|row| row.created_at);
    rows.split_off(before)
}

async fn invite_all(caller: &Caller, workshop: WorkshopId) {
    assert_eq!(invite(caller, workshop, Whom::NotYet, &wording(), filling).await.expect("invited"), SEATS);
}

async fn move_by(caller: &Caller, workshop: WorkshopId, starts_on: &str, ends_on: &str) {
    let (_, mut form) = as_form(caller, workshop).await.expect("a form");
    (form.starts_on, form.ends_on) = (starts_on.into(), ends_on.into());
    change(caller, workshop, &form).await.expect("moved");
}

fn of_kind(rows: &[message::Model], kind: Kind) -> usize {
    rows.iter().filter(|row| row.kind == kind.as_str()).count()
}

#[tokio::test]
async fn whoever_gets_a_seat_from_the_waiting_list_is_told_once_with_a_code() {
    let world = World::new().await;
    let (organiser, workshop, others) = full(&world).await;
    wait(&organiser, workshop, others[0]).await.expect("on the list");
    assert!(told(&world, TOLD_AFTER).await.is_empty());
    let seat = participants(&organiser, workshop).await.expect("people")[0].enrolment;
    withdraw(&organiser, workshop, seat).await.expect("withdrawn");
    let rows = told(&world, TimeDelta::zero()).await;
    assert_eq!((rows.len(), of_kind(&rows, Kind::Promotion)), (1, 1));
    assert_eq!(rows[0].person_id, others[0].0);
    assert!(rows[0].subject.contains("Petite salle"), "{}", rows[0].subject);
    let link = rows[0].body.split_whitespace().find(|word| word.contains("code=")).expect("a link");
    let code = link.rsplit('=').next().expect("a code");
    assert_eq!(world.public().post("/sign-in", &[("code", code)]).await.location(), Some("/"));
    assert!(told(&world, TOLD_AFTER).await.is_empty(), "once");
}

#[tokio::test]
async fn those_invited_are_told_of_other_days_after_a_while_and_others_never() {
    let world = World::new().await;
    let (organiser, workshop, _) = full(&world).await;
    move_by(&organiser, workshop, "2022-11-20", "2022-11-22").await;
    assert!(told(&world, TOLD_AFTER).await.is_empty(), "nobody was told of it yet");
    invite_all(&organiser, workshop).await;
    move_by(&organiser, workshop, "2022-11-19", "2022-11-21").await;
    assert!(told(&world, TOLD_AFTER - TimeDelta::seconds(1)).await.is_empty(), "a slip can be put right");
    let rows = told(&world, TOLD_AFTER).await;
    assert_eq!((rows.len(), of_kind(&rows, Kind::Change)), (SEATS, SEATS));
    assert!(rows[0].body.replace('\u{2060}', "").contains("19–21"), "{}", rows[0].body);
    assert!(told(&world, TOLD_AFTER * 2).await.is_empty(), "once");
    move_by(&organiser, workshop, "2022-11-20", "2022-11-22").await;
    move_by(&organiser, workshop, "2022-11-19", "2022-11-21").await;
    assert!(told(&world, TOLD_AFTER * 3).await.is_empty(), "there and back is no news");
}

#[tokio::test]
async fn a_workshop_that_is_cancelled_tells_so_and_frees_what_it_held() {
    let world = World::new().await;
    let (organiser, workshop, others) = full(&world).await;
    invite_all(&organiser, workshop).await;
    let (campaign, form) = as_form(&organiser, workshop).await.expect("a form");
    assert!(matches!(create(&organiser, campaign, &form).await, Err(UseError::Refused(_))), "the room is taken");
    cancel(&organiser, workshop).await.expect("cancelled");
    let line = find(&organiser, workshop).await.expect("a workshop").line;
    assert_eq!(line.stage(organiser.today()), Stage::Cancelled);
    let rows = told(&world, TOLD_AFTER).await;
    assert_eq!((rows.len(), of_kind(&rows, Kind::Cancellation)), (SEATS, SEATS));
    assert!(told(&world, TOLD_AFTER * 2).await.is_empty(), "once");
    match enrol(&organiser, workshop, others[0]).await {
        Err(UseError::Refused(found)) => assert_eq!(found, [Refusal::new("workshop", Problem::Cancelled)]),
        other => panic!("not refused: {other:?}"),
    }
    let other = create(&organiser, campaign, &form).await.expect("the room is free");
    match reinstate(&organiser, workshop).await {
        Err(UseError::Refused(found)) => {
            assert!(matches!(found[0].problem, Problem::Clash(Clash::VenueTaken { .. })), "{found:?}");
        }
        unexpected => panic!("not refused: {unexpected:?}"),
    }
    cancel(&organiser, other).await.expect("cancelled");
    reinstate(&organiser, workshop).await.expect("held after all");
    let rows = told(&world, TOLD_AFTER * 3).await;
    assert_eq!((rows.len(), of_kind(&rows, Kind::Change)), (SEATS, SEATS));
}

#[tokio::test]
async fn cancelled_and_reinstated_in_time_sends_nothing() {
    let world = World::new().await;
    let (organiser, workshop, _) = full(&world).await;
    invite_all(&organiser, workshop).await;
    cancel(&organiser, workshop).await.expect("cancelled");
    assert!(matches!(cancel(&organiser, workshop).await, Err(UseError::Refused(_))), "not twice");
    reinstate(&organiser, workshop).await.expect("held after all");
    assert!(matches!(reinstate(&organiser, workshop).await, Err(UseError::NotFound)));
    assert!(told(&world, TOLD_AFTER).await.is_empty());
}

#[tokio::test]
async fn what_was_held_cannot_be_cancelled() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let running: WorkshopId = world.demo().workshop_running.parse().expect("an identifier");
    assert!(attendance_event::Entity::find().one(world.db.reader()).await.expect("marks").is_some());
    match cancel(&organiser, running).await {
        Err(UseError::Refused(found)) => assert_eq!(found, [Refusal::new("workshop", Clash::Marked.into())]),
        other => panic!("not refused: {other:?}"),
    }
}
