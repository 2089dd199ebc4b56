//! Tests as telephones send them: late, twice, after others, with mistakes. What is kept,
//! what is refused, and what the trainer sees of it.

use crate::answering::{Room, fields};
use crate::client::{Client, Reply};
use crate::world::World;
use app::assessments::answering::sending::LATE_FOR;
use app::assessments::answering::store::opening::{Terms, close, open};
use app::ids::{OpeningId, WorkshopId};
use app::workshops::store::enrolment::participants;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

/// The telephone of someone in the room, which makes its own identifiers.
struct Phone<'w> {
    room: &'w Room<'w>,
    place: usize,
    opening: OpeningId,
    client: Client,
}

impl<'w> Phone<'w> {
    async fn of(room: &'w Room<'w>, place: usize) -> Self {
        let (opening, client) = (room.opening(place).await, room.browser(place).await);
        Self { room, place, opening, client }
    }

    /// A sheet with so many right answers.
    async fn sheet(&self, number: u128, right: usize, hands_in: bool) -> Value {
        json!({
            "id": identifier(number),
            "person": self.room.people[self.place].person,
            "typed": self.room.answers_at(self.place, self.opening, right).await,
            "hand_in": hands_in,
        })
    }

    async fn send(&mut self, sheet: &Value) -> Reply {
        self.client.post_json(&format!("/api/v1/tests/{}", self.opening), sheet).await
    }

    async fn page(&mut self) -> Reply {
        self.client.get(&format!("/tests/{}", self.opening)).await
    }

    async fn score(&self) -> Option<i32> {
        self.room.score(self.room.people[self.place].enrolment).await
    }
}

fn identifier(number: u128) -> Uuid {
    Uuid::from_u128(0x0184_13a8_0000_7000_8000_0000_0000_0000 + number)
}

/// The sheet as it was handed in at one time of the telephone's clock and sent at another.
fn timed(mut sheet: Value, device_time: DateTime<Utc>, sent_at: DateTime<Utc>) -> Value {
    sheet["device_time"] = json!(device_time);
    sheet["sent_at"] = json!(sent_at);
    sheet
}

/// Why the problem document says that it was refused.
fn why(reply: &Reply) -> String {
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (422, "application/problem+json"));
    reply.json()["refusals"][0]["problem"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn sent_twice_is_sent_once() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 3).await;
    let sheet = phone.sheet(1, 13, true).await;
    let first = phone.send(&sheet).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let told = first.json();
    assert_eq!((told["id"].clone(), told["outcome"].as_str()), (sheet["id"].clone(), Some("kept")));
    assert_eq!((told["late"].as_bool(), told["handed_in_at"].is_string()), (Some(false), true));
    let rows = world.rows().await;
    world.wait(TimeDelta::hours(2));
    let again = phone.send(&sheet).await.json();
    assert_eq!(again["outcome"], "known");
    assert_eq!(again["received_at"], told["received_at"], "when it arrived, not when it was sent again");
    assert_eq!(world.rows().await, rows);
    assert_eq!(phone.score().await, Some(13));

    // Neither the identifier nor a new one changes what was handed in.
    let mut other = phone.sheet(1, 20, true).await;
    assert_eq!(why(&phone.send(&other).await), "handed_in");
    other["id"] = json!(identifier(2));
    assert_eq!(why(&phone.send(&other).await), "handed_in");
    assert_eq!(why(&phone.send(&phone.sheet(3, 20, false).await).await), "handed_in");
    assert_eq!(phone.score().await, Some(13));
}

#[tokio::test]
async fn a_sheet_is_worth_what_the_form_is_worth() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (mut phone, mut form) = (Phone::of(&room, 3).await, Phone::of(&room, 4).await);
    phone.send(&phone.sheet(1, 11, true).await).await;
    let answers = room.answers(4, 11).await;
    let address = format!("/tests/{}", form.opening);
    let sent = form.client.post(&address, &[fields(&answers), vec![("hand_in", "yes")]].concat()).await;
    assert_eq!(sent.status, 303);
    assert_eq!((phone.score().await, form.score().await), (Some(11), Some(11)));
    // Question by question, as well.
    let twice = "response WHERE answer IS NOT NULL GROUP BY question_id, answer, points HAVING count(*) = 2";
    assert_eq!(world.count(&format!("(SELECT question_id FROM {twice}) AS alike")).await, 20);
}

#[tokio::test]
async fn only_they_themselves_send_their_test() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 1).await;
    let sheet = phone.sheet(1, 5, true).await;
    let address = format!("/api/v1/tests/{}", phone.opening);
    let mut anonymous = sheet.clone();
    anonymous["person"] = Value::Null;
    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let elsewhere = participants(&world.caller("organisateur.demo").await, finished).await.expect("people");
    let mut stranger = world.browser_of(elsewhere[0].person).await;
    let (mut neighbour, mut trainer) = (room.browser(2).await, world.trainer().await);
    let rows = world.rows().await;

    assert_eq!(stranger.post_json(&address, &anonymous).await.status, 404, "of another workshop");
    // Someone else has signed in on the telephone since.
    let refused = neighbour.post_json(&address, &sheet).await;
    assert_eq!((refused.status.as_u16(), refused.header("content-type")), (403, "application/problem+json"));
    assert_eq!(trainer.post_json(&address, &anonymous).await.status, 403);
    assert_eq!(world.public().post_json(&address, &anonymous).await.status, 401);
    assert_eq!(world.rows().await, rows);
    assert_eq!(phone.send(&sheet).await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_bounded() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 1).await;
    let rows = world.rows().await;
    let sheet = phone.sheet(1, 5, true).await;
    for (name, value) in [
        ("id", json!("7")),
        ("id", Value::Null),
        ("typed", json!({ "q1": "0" })),
        ("typed", json!([["q1"]])),
        ("typed", Value::Null),
        ("hand_in", json!("yes")),
        ("device_time", json!("yesterday")),
        ("after", json!(identifier(1))),
    ] {
        let mut wrong = sheet.clone();
        wrong[name] = value.clone();
        assert_eq!(why(&phone.send(&wrong).await), "not_text", "{name}: {value}");
    }
    let mut large = sheet.clone();
    large["typed"] = json!([["q1", "0".repeat(1 << 20)]]);
    assert_eq!(phone.send(&large).await.status, 422);
    assert_eq!(world.rows().await, rows);

    // Of fields that no test has nothing is kept.
    let mut odd = sheet;
    odd["typed"] = json!([["session", "1"], ["q1", "999"], ["q1", "x"], ["<b>", "1"]]);
    assert_eq!(phone.send(&odd).await.status, 200);
    assert_eq!(phone.score().await, Some(0));
}

#[tokio::test]
async fn what_is_saved_undoes_nothing_that_the_phone_does_not_know_of() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 5).await;
    let checked = |page: &Reply| page.text().matches(" checked").count();
    let mut first = phone.sheet(1, 20, false).await;
    first["typed"] = json!(room.answers(5, 20).await[..4]);
    first["after"] = json!([]);
    assert_eq!(phone.send(&first).await.json()["outcome"], "kept");
    assert_eq!(phone.send(&first).await.json()["outcome"], "known");
    let page = phone.page().await;
    assert_eq!(checked(&page), 4);
    assert!(page.text().contains(&identifier(1).to_string()), "the page says what was sent last");

    // Another browser saves more by the form; what the phone sends again must not undo it.
    let more = room.answers(5, 20).await;
    let form = room
        .browser(5)
        .await
        .post(&format!("/tests/{}", phone.opening), &[fields(&more[..9]), vec![("save", "yes")]].concat())
        .await;
    assert_eq!(form.status, 303);
    assert_eq!(why(&phone.send(&first).await), "saved_elsewhere");
    let mut second = first.clone();
    (second["id"], second["after"]) = (json!(identifier(2)), json!([identifier(1)]));
    assert_eq!(why(&phone.send(&second).await), "saved_elsewhere");
    assert_eq!(checked(&phone.page().await), 9);
    // Told so, they save once more and mean it.
    second["after"] = Value::Null;
    assert_eq!(phone.send(&second).await.json()["outcome"], "kept");
    assert_eq!(checked(&phone.page().await), 4);
    assert_eq!(phone.score().await, None);
}

#[tokio::test]
async fn what_was_handed_in_before_closing_is_taken_late_and_shown_to_the_trainer() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (mut away, mut wrong, mut after) =
        (Phone::of(&room, 6).await, Phone::of(&room, 7).await, Phone::of(&room, 8).await);
    let handed_in = world.now();
    world.wait(TimeDelta::hours(1));
    close(&room.trainer().await, room.workshop, room.test).await.expect("theirs");
    world.wait(TimeDelta::hours(1));
    assert_eq!(why(&away.send(&away.sheet(1, 12, true).await).await), "test_closed", "it does not say when");
    let saved = timed(away.sheet(2, 12, false).await, handed_in, world.now());
    assert_eq!(why(&away.send(&saved).await), "test_closed", "what was only saved counts for nothing");
    let since = timed(after.sheet(3, 20, true).await, handed_in + TimeDelta::minutes(61), world.now());
    assert_eq!(why(&after.send(&since).await), "test_closed", "handed in after closing");

    let page = away.page().await;
    assert!(page.text().contains("/answer.js") && !page.text().contains("<fieldset"), "what waits there may be sent");
    world.wait(LATE_FOR - TimeDelta::hours(1));
    let late = away.send(&timed(away.sheet(4, 12, true).await, handed_in, world.now())).await.json();
    assert_eq!((late["outcome"].as_str(), late["late"].as_bool()), (Some("kept"), Some(true)));
    // A clock that is two days ahead all along is right about how long it was.
    let ahead = TimeDelta::days(2);
    let sheet = timed(wrong.sheet(5, 7, true).await, handed_in + ahead, world.now() + ahead);
    assert_eq!(wrong.send(&sheet).await.status, 200);
    assert_eq!((away.score().await, wrong.score().await), (Some(12), Some(7)));

    world.wait(TimeDelta::seconds(1));
    let too_late = timed(after.sheet(6, 20, true).await, handed_in, world.now());
    assert_eq!(why(&after.send(&too_late).await), "test_closed");
    assert!(!after.page().await.text().contains("<script"), "nothing is taken any more");

    assert_eq!(world.count("audit_entry WHERE verb = 'test.arrived_late'").await, 2);
    assert_eq!(world.count("audit_entry WHERE verb = 'test.handed_in'").await, 0);
    let scores = world.trainer().await.get(&format!("/workshops/{}/scores", room.workshop)).await.prose();
    assert!(scores.contains("arrivés après : 2."), "{scores}");
    for place in [6, 7] {
        let name = room.people[place].name.to_string();
        assert!(scores.contains(&format!("{name} remis le")), "{name} is named: {scores}");
    }
}

#[tokio::test]
async fn a_test_that_is_opened_again_takes_what_it_had_refused() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 9).await;
    close(&room.trainer().await, room.workshop, room.test).await.expect("theirs");
    let sheet = phone.sheet(1, 9, true).await;
    assert_eq!(why(&phone.send(&sheet).await), "test_closed");
    open(&room.trainer().await, room.workshop, room.test, Terms::default()).await.expect("theirs");
    assert_eq!(phone.send(&sheet).await.json()["late"], false);
    assert_eq!(phone.score().await, Some(9));
}

#[tokio::test]
async fn the_page_loads_its_script_only_while_answers_are_taken() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut phone = Phone::of(&room, 2).await;
    let page = phone.page().await;
    assert_eq!(page.header("x-relais-version"), "test", "the phone keeps it with its files");
    assert!(page.header("content-security-policy").contains("script-src 'self' 'nonce-"));
    let text = page.text();
    assert!(text.contains("/answer.js") && !text.contains(".wasm"), "a script by hand, and no more");
    assert!(text.contains(&room.people[2].person.to_string()), "what is typed is kept by whose it is");
    phone.send(&phone.sheet(1, 3, true).await).await;
    let page = phone.page().await;
    assert!(page.prose().contains("Remis le") && !page.text().contains("<script"));
    assert_eq!(page.header("x-relais-version"), "");
}

#[tokio::test]
async fn a_room_whose_network_comes_back_sends_at_once_and_twice() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut sending = Vec::new();
    for place in 0..room.people.len() {
        let phone = Phone::of(&room, place).await;
        let sheet = phone.sheet(place as u128, place % 21, true).await;
        for _ in 0..2 {
            let (mut client, address) = (phone.client.clone(), format!("/api/v1/tests/{}", phone.opening));
            let sheet = sheet.clone();
            sending.push(tokio::spawn(async move { client.post_json(&address, &sheet).await }));
        }
    }
    let mut outcomes = [0, 0];
    for sent in sending {
        let told = sent.await.expect("it ends").json();
        outcomes[usize::from(told["outcome"] == "known")] += 1;
    }
    assert_eq!(outcomes, [room.people.len(); 2]);
    for (place, person) in room.people.iter().enumerate() {
        let right = i32::try_from(place % 21).expect("small");
        assert_eq!(room.score(person.enrolment).await, Some(right), "{place}");
    }
}
