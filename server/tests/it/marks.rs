//! Marks as phones send them: in batches, again and again, in any order, with
//! mistakes. What is kept, what is refused, and that nothing is kept twice.

use crate::client::Client;
use crate::world::World;
use app::attendance::store::MAX_BATCH;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Seed of everything that is drawn here.
const SEED: u64 = 20_221_026;
const STATUSES: [&str; 5] = ["present", "late", "absent", "excused", "left_early"];

/// The trainer's phone in the workshop that runs.
pub struct Phone {
    pub world: World,
    pub client: Client,
    pub roster: String,
    pub enrolments: Vec<String>,
    /// Half-days that have begun.
    pub sessions: Vec<String>,
    /// One that has not.
    future: String,
    next: u128,
}

impl Phone {
    pub async fn new() -> Self {
        let world = World::new().await;
        let mut client = world.trainer().await;
        let roster = format!("/api/v1/workshops/{}/attendance", world.demo().workshop_running);
        let read = client.get(&roster).await.json();
        let (begun, later): (Vec<&Value>, Vec<&Value>) =
            list(&read["sessions"]).iter().partition(|session| session["date"].as_str() <= Some("2022-10-26"));
        let (sessions, future) = (begun.into_iter().map(id).collect(), id(later[0]));
        let enrolments = list(&read["participants"]).iter().map(|one| text(&one["enrolment"])).collect();
        Self { world, client, roster, enrolments, sessions, future, next: 1 }
    }

    /// A mark with an identifier of its own.
    pub fn mark(&mut self, enrolment: usize, session: usize, status: &str) -> Value {
        let session = self.sessions[session].clone();
        self.mark_in(enrolment, &session, status)
    }

    fn mark_in(&mut self, enrolment: usize, session: &str, status: &str) -> Value {
        self.next += 1;
        json!({
            "id": Uuid::from_u128(0x0184_13a8_0000_7000_8000_0000_0000_0000 + self.next),
            "enrolment": self.enrolments[enrolment],
            "session": session,
            "status": status,
            "device_time": "2022-10-26T09:59:00Z",
        })
    }

    /// Sends a batch; answers with the outcome of each, and why.
    pub async fn send(&mut self, events: &[Value]) -> Vec<String> {
        let reply = self.client.post_json(&format!("{}/events", self.roster), &json!({ "events": events })).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        let answers = reply.json();
        let answers = list(&answers["answers"]);
        for (event, answer) in events.iter().zip(answers) {
            assert_eq!(event.get("id").cloned().unwrap_or_default(), answer["id"], "answers come in order");
        }
        assert_eq!(answers.len(), events.len());
        answers.iter().map(|answer| format!("{} {}", text(&answer["outcome"]), text(&answer["reason"]))).collect()
    }

    pub async fn send_one(&mut self, event: &Value) -> String {
        self.send(std::slice::from_ref(event)).await.concat()
    }

    /// The current marks: by enrolment, then by half-day.
    async fn marks(&mut self) -> BTreeMap<String, Value> {
        let read = self.client.get(&self.roster).await.json();
        list(&read["participants"]).iter().map(|one| (text(&one["enrolment"]), one["marks"].clone())).collect()
    }

    pub async fn status(&mut self, enrolment: usize, session: usize) -> Value {
        let (enrolment, session) = (self.enrolments[enrolment].clone(), self.sessions[session].clone());
        self.marks().await[&enrolment][&session].clone()
    }

    async fn events(&self) -> i64 {
        self.world.count("attendance_event").await
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn id(value: &Value) -> String {
    text(&value["id"])
}

#[tokio::test]
async fn a_mark_sent_twice_is_kept_once() {
    let mut phone = Phone::new().await;
    let (mark, before) = (phone.mark(0, 4, "late"), phone.events().await);
    assert_eq!(phone.send_one(&mark).await, "kept ");
    assert_eq!(phone.send(&[mark.clone(), mark.clone()]).await, ["known ", "known "]);
    assert_eq!(phone.status(0, 4).await, "late");
    let twice_at_once = phone.mark(1, 4, "present");
    assert_eq!(phone.send(&[twice_at_once.clone(), twice_at_once]).await, ["kept ", "known "]);
    assert_eq!(phone.events().await, before + 2);
}

#[tokio::test]
async fn an_identifier_used_for_another_mark_is_refused() {
    let mut phone = Phone::new().await;
    let mark = phone.mark(0, 4, "present");
    let other = |key: &str, value: String| {
        let mut other = mark.clone();
        other[key] = value.into();
        other
    };
    let others = [
        other("status", "absent".into()),
        other("enrolment", phone.enrolments[1].clone()),
        other("session", phone.sessions[0].clone()),
    ];
    phone.send_one(&mark).await;
    let before = phone.events().await;
    assert_eq!(phone.send(&others).await, ["refused identifier_used"; 3]);
    assert_eq!((phone.status(0, 4).await, phone.events().await), (json!("present"), before));
}

#[tokio::test]
async fn a_malformed_mark_does_not_keep_the_others_from_being_kept() {
    let mut phone = Phone::new().await;
    let (first, last) = (phone.mark(0, 4, "present"), phone.mark(1, 4, "absent"));
    let broken = |phone: &mut Phone, key: &str, value: Value| {
        let mut mark = phone.mark(2, 4, "present");
        mark[key] = value;
        mark
    };
    let batch = [
        json!(null),
        broken(&mut phone, "status", json!("asleep")),
        first,
        broken(&mut phone, "session", json!(7)),
        broken(&mut phone, "device_time", json!("yesterday")),
        json!({ "id": "x" }),
        broken(&mut phone, "id", json!("not-a-uuid")),
        last,
    ];
    let (kept, bad) = ("kept ", "refused malformed");
    assert_eq!(phone.send(&batch).await, [bad, bad, kept, bad, bad, bad, bad, kept]);
    assert_eq!((phone.status(0, 4).await, phone.status(1, 4).await), (json!("present"), json!("absent")));
    assert_eq!(phone.status(2, 4).await, Value::Null);
}

#[tokio::test]
async fn a_phone_whose_clock_is_absurd_loses_no_mark() {
    for time in ["-9999-01-01T00:00:00Z", "+262000-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2022-10-26T08:59:60Z"] {
        let mut phone = Phone::new().await;
        let (mut absurd, sound) = (phone.mark(0, 4, "late"), phone.mark(1, 4, "late"));
        absurd["device_time"] = time.into();
        let batch = [absurd, sound];
        assert_eq!(phone.send(&batch).await[1], "kept ", "{time}");
        assert_eq!(phone.send(&batch).await[1], "known ", "{time}, sent again");
        assert_eq!(phone.status(1, 4).await, "late", "{time}");
    }
}

#[tokio::test]
async fn a_mark_of_another_workshop_is_refused() {
    let mut phone = Phone::new().await;
    let finished = format!("/api/v1/workshops/{}/attendance", phone.world.demo().workshop_finished);
    let other = phone.client.get(&finished).await.json();
    let (session, enrolment) = (id(&other["sessions"][0]), text(&other["participants"][0]["enrolment"]));
    let foreign_session = phone.mark_in(0, &session, "present");
    let mut foreign_enrolment = phone.mark(0, 4, "present");
    foreign_enrolment["enrolment"] = enrolment.into();
    let before = phone.events().await;
    let answers = phone.send(&[foreign_session, foreign_enrolment]).await;
    assert_eq!(answers, ["refused not_of_this_workshop"; 2]);
    assert_eq!(phone.events().await, before);
}

#[tokio::test]
async fn a_half_day_that_has_not_come_cannot_be_marked() {
    let mut phone = Phone::new().await;
    let future = phone.future.clone();
    let mark = phone.mark_in(0, &future, "present");
    assert_eq!(phone.send_one(&mark).await, "refused not_yet");
    phone.world.wait(chrono::TimeDelta::days(1));
    assert_eq!(phone.send_one(&mark).await, "kept ", "the same mark, sent again on the day");
}

#[tokio::test]
async fn the_mark_that_arrives_later_stands_and_a_replay_does_not_undo_it() {
    let mut phone = Phone::new().await;
    let (first, second) = (phone.mark(0, 4, "absent"), phone.mark(0, 4, "late"));
    phone.send_one(&first).await;
    phone.send_one(&second).await;
    assert_eq!(phone.status(0, 4).await, "late");
    assert_eq!(phone.send_one(&first).await, "known ");
    assert_eq!(phone.status(0, 4).await, "late");
    let within = [phone.mark(0, 4, "present"), phone.mark(0, 4, "left_early")];
    phone.send(&within).await;
    assert_eq!(phone.status(0, 4).await, "left_early");
}

#[tokio::test]
async fn marks_sent_tenfold_and_shuffled_leave_what_sending_them_once_leaves() {
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut once = Phone::new().await;
    let mut marks = Vec::new();
    for enrolment in 0..once.enrolments.len() {
        for session in 0..once.sessions.len() {
            marks.push(once.mark(enrolment, session, STATUSES[rng.random_range(0..STATUSES.len())]));
        }
    }
    let before = once.events().await;
    once.send(&marks).await;
    let expected = (once.marks().await, before + i64::try_from(marks.len()).expect("few"));

    let mut tenfold = Phone::new().await;
    let mut sent: Vec<Value> = marks.iter().flat_map(|mark| vec![mark.clone(); 10]).collect();
    sent.shuffle(&mut rng);
    for batch in sent.chunks(97) {
        tenfold.send(batch).await;
    }
    assert_eq!((tenfold.marks().await, tenfold.events().await), expected, "seed {SEED}");
}

#[tokio::test]
async fn phones_that_send_at_once_lose_nothing() {
    let mut phone = Phone::new().await;
    let (before, people) = (phone.events().await, phone.enrolments.len());
    let batches: Vec<Vec<Value>> =
        (0..8).map(|_| (0..people).map(|enrolment| phone.mark(enrolment, 4, "present")).collect()).collect();
    let sending: Vec<_> = batches
        .into_iter()
        .map(|batch| {
            let (mut client, address) = (phone.client.clone(), format!("{}/events", phone.roster));
            tokio::spawn(async move { client.post_json(&address, &json!({ "events": batch })).await.status })
        })
        .collect();
    for sent in sending {
        assert_eq!(sent.await.expect("sent"), 200);
    }
    assert_eq!(phone.events().await, before + i64::try_from(8 * people).expect("few"));
}

#[tokio::test]
async fn a_full_batch_is_kept_and_a_fuller_one_refused_whole() {
    let mut phone = Phone::new().await;
    let people = phone.enrolments.len();
    let mut full: Vec<Value> = (0..MAX_BATCH).map(|n| phone.mark(n % people, n / people % 5, "present")).collect();
    let extra = phone.mark(0, 0, "absent");
    let before = phone.events().await;
    full.push(extra);
    let reply = phone.client.post_json(&format!("{}/events", phone.roster), &json!({ "events": full })).await;
    assert_eq!((reply.status.as_u16(), phone.events().await), (422, before));
    assert_eq!(reply.header("content-type"), "application/problem+json");
    full.pop();
    assert_eq!(phone.send(&full).await, vec!["kept "; MAX_BATCH]);
    assert_eq!(phone.events().await, before + i64::try_from(MAX_BATCH).expect("few"));
}
