//! The rooms of today: what the page says, and the events by which it stays true.

use crate::client::{Client, Events};
use crate::world::World;
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// Long for a test; a look comes every fifty milliseconds.
const SOON: Duration = Duration::from_secs(10);

/// The events of the demonstration's campaign.
async fn events(world: &World, client: &mut Client) -> Events {
    let (reply, events) = client.listen(&format!("/campaigns/{}/today/events", world.demo().campaign)).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "text/event-stream"));
    assert_eq!(reply.header("content-encoding"), "", "what is compressed is kept back");
    events
}

/// The next event with its name and what it says.
async fn next(events: &mut Events) -> Option<(String, String)> {
    timeout(SOON, events.next()).await.expect("an event, or the end")
}

async fn next_board(events: &mut Events) -> String {
    let (name, board) = next(events).await.expect("an event");
    assert_eq!(name, "board");
    crate::client::prose(&board)
}

/// The roster of the workshop that runs, and its half-day of this morning.
async fn morning(world: &World, trainer: &mut Client) -> (Vec<Value>, String) {
    let roster = format!("/api/v1/workshops/{}/attendance", world.demo().workshop_running);
    let read = trainer.get(&roster).await.json();
    let sessions = read["sessions"].as_array().expect("half-days").iter();
    let mut today = sessions.filter(|one| one["date"] == "2022-10-26" && one["half"] == "morning");
    let session = today.next().expect("a half-day of today")["id"].as_str().expect("an identifier").to_owned();
    (read["participants"].as_array().expect("people").clone(), session)
}

/// Marks someone as the trainer's phone does.
async fn mark(world: &World, trainer: &mut Client, number: u128, enrolment: &Value, session: &str, status: &str) {
    let address = format!("/api/v1/workshops/{}/attendance/events", world.demo().workshop_running);
    let event = json!({
        "id": Uuid::from_u128(0x0184_13a8_0000_7000_8000_0000_0001_0000 + number),
        "enrolment": enrolment,
        "session": session,
        "status": status,
        "device_time": "2022-10-26T09:59:00Z",
    });
    let reply = trainer.post_json(&address, &json!({ "events": [event] })).await;
    assert_eq!(reply.json()["answers"][0]["outcome"], "kept", "{}", reply.text());
}

#[tokio::test]
async fn a_mark_is_seen_by_who_listens() {
    let world = World::new().await;
    let (mut organiser, mut trainer) = (world.organiser().await, world.trainer().await);
    let mut organiser_too = organiser.clone();
    let (people, session) = morning(&world, &mut trainer).await;
    let (mut first, mut second) = (events(&world, &mut organiser).await, events(&world, &mut organiser_too).await);
    let before = next_board(&mut first).await;
    assert_eq!(next_board(&mut second).await, before);
    // Of someone who has a mark already, another changes who was there, too.
    let marked = |person: &&Value| person["marks"].get(&session).is_some_and(|mark| mark == "present");
    let known = people.iter().find(marked);
    let (person, status) = match known {
        Some(person) => (person, "absent"),
        None => (&people[0], "present"),
    };
    mark(&world, &mut trainer, 1, &person["enrolment"], &session, status).await;
    let after = next_board(&mut first).await;
    assert_ne!(after, before);
    assert_eq!(next_board(&mut second).await, after);
    let page = organiser.get(&format!("/campaigns/{}/today", world.demo().campaign)).await;
    assert!(page.prose().contains(&after), "the page says what the event says: {}", page.prose());
}

#[tokio::test]
async fn what_time_alone_changes_is_told() {
    let world = World::new().await;
    let (mut organiser, mut trainer) = (world.organiser().await, world.trainer().await);
    let (people, _) = morning(&world, &mut trainer).await;
    let mut events = events(&world, &mut organiser).await;
    let before = next_board(&mut events).await;
    assert!(before.contains("pas commencée"), "{before}");
    // The afternoon begins at two o'clock; at three, nobody is marked.
    world.wait(TimeDelta::hours(4) + TimeDelta::minutes(1));
    let begun = next_board(&mut events).await;
    assert!(begun.contains("rien encore"), "{begun}");
    world.wait(TimeDelta::hours(1));
    let late = next_board(&mut events).await;
    assert!(late.contains("en retard de saisie"), "{late}");
    // The day after, it is listed among what lacks of days before.
    world.wait(TimeDelta::hours(24));
    let next_day = next_board(&mut events).await;
    let lacking = format!("hier, après-midi · il manque {0} sur {0}", people.len());
    assert!(next_day.contains(&lacking), "{lacking}: {next_day}");
}

#[tokio::test]
async fn nothing_is_told_while_nothing_changes() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let mut events = events(&world, &mut organiser).await;
    next_board(&mut events).await;
    assert!(timeout(Duration::from_millis(600), events.next()).await.is_err(), "an event without news");
}

#[tokio::test]
async fn listening_ends_with_the_sign_in() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let mut events = events(&world, &mut organiser).await;
    next_board(&mut events).await;
    organiser.post("/sign-out", &[]).await;
    assert_eq!(next(&mut events).await.map(|(name, _)| name).as_deref(), Some("ended"));
    assert_eq!(next(&mut events).await, None);
}

#[tokio::test]
async fn listening_ends_when_the_server_stops_and_does_not_begin_again() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let mut listening = events(&world, &mut organiser).await;
    next_board(&mut listening).await;
    world.state.live.close();
    assert_eq!(next(&mut listening).await, None);
    let mut late = events(&world, &mut organiser).await;
    assert_eq!(next(&mut late).await, None);
}

#[tokio::test]
async fn the_page_is_read_again_where_no_script_runs() {
    let world = World::new().await;
    let page = world.organiser().await.get(&format!("/campaigns/{}/today", world.demo().campaign)).await.text();
    assert!(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"30\""), "{page}");
}

#[tokio::test]
async fn a_workshop_that_is_cancelled_is_in_no_room() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let page = format!("/campaigns/{}/today", world.demo().campaign);
    assert!(!organiser.get(&page).await.prose().contains("Aucun atelier"));
    let all = "UPDATE workshop SET cancelled_at = created_at";
    world.db.writer().execute_unprepared(all).await.expect("all are cancelled");
    assert!(organiser.get(&page).await.prose().contains("Aucun atelier"));
}

#[tokio::test]
async fn the_first_page_leads_to_the_rooms_while_there_are_any() {
    let world = World::new().await;
    let link = format!("/campaigns/{}/today", world.demo().campaign);
    let mut organiser = world.organiser().await;
    assert!(organiser.get("/").await.text().contains(&link));
    assert!(!world.trainer().await.get("/").await.text().contains(&link), "a trainer has no use for it");
    world.wait(TimeDelta::days(200));
    assert!(!organiser.get("/").await.text().contains(&link), "no workshop runs");
}
