//! What phones that did not know of each other make of a half-day: disputes, and who
//! settles them; half-days that are closed; queues that come as files.

use crate::client::Client;
use crate::marks::Phone;
use serde_json::{Value, json};
use uuid::Uuid;

impl Phone {
    /// A mark of a device that has seen these.
    fn seeing(&mut self, enrolment: usize, status: &str, after: &[&Value]) -> Value {
        let mut mark = self.mark(enrolment, 4, status);
        mark["after"] = after.iter().map(|mark| mark["id"].clone()).collect();
        mark["device"] = json!(Uuid::from_u128(7));
        mark
    }

    fn workshop(&self) -> String {
        format!("/workshops/{}", self.world.demo().workshop_running)
    }

    /// Everyone present in a half-day, but for what stands already.
    async fn fill(&mut self, session: usize) {
        let marks: Vec<Value> = (0..self.enrolments.len()).map(|who| self.mark(who, session, "present")).collect();
        self.send(&marks).await;
    }

    async fn turn(&self, client: &mut Client, fields: &[(&str, &str)]) -> u16 {
        let session = ("session", self.sessions[4].as_str());
        let fields: Vec<(&str, &str)> = std::iter::once(session).chain(fields.iter().copied()).collect();
        client.post(&format!("{}/attendance/closing", self.workshop()), &fields).await.status.as_u16()
    }
}

#[tokio::test]
async fn phones_that_did_not_know_of_each_other_disagree_in_whatever_order_they_send() {
    for reversed in [false, true] {
        let mut phone = Phone::new().await;
        let mut sent = vec![phone.seeing(0, "present", &[]), phone.seeing(0, "absent", &[])];
        if reversed {
            sent.reverse();
        }
        for mark in &sent {
            assert_eq!(phone.send_one(mark).await, "kept ");
        }
        assert_eq!(phone.status(0, 4).await, Value::Null, "nothing is agreed");
        let read = phone.client.get(&phone.roster.clone()).await.json();
        let heads = &read["participants"][0]["heads"][&phone.sessions[4]];
        assert_eq!(heads.as_array().map(Vec::len), Some(2), "{heads}");
        let informed = phone.seeing(0, "late", &[&sent[0], &sent[1]]);
        phone.send_one(&informed).await;
        assert_eq!(phone.status(0, 4).await, "late");
    }
}

#[tokio::test]
async fn only_an_organiser_settles_and_only_what_stands_in_dispute() {
    let mut phone = Phone::new().await;
    let (one, other) = (phone.seeing(0, "present", &[]), phone.seeing(0, "excused", &[]));
    phone.send(&[one.clone(), other.clone()]).await;
    let (enrolment, session) = (phone.enrolments[0].clone(), phone.sessions[4].clone());
    let right = other["id"].as_str().expect("an identifier").to_owned();
    let fields =
        [("session", session.as_str()), ("enrolment", &enrolment), ("right", &right), ("reason", "vue au bar")];
    let address = format!("{}/attendance/settle", phone.workshop());
    assert_eq!(phone.client.post(&address, &fields).await.status, 403);
    let mut organiser = phone.world.organiser().await;
    let page = format!("{}/attendance", phone.workshop());
    assert!(organiser.get(&page).await.text().contains("/attendance/history?session="), "the organiser is led to it");
    assert_eq!(organiser.post(&address, &fields).await.status, 303);
    assert_eq!(phone.status(0, 4).await, "excused");
    assert_eq!(organiser.post(&address, &fields).await.status, 422, "nothing is left to settle");
    let history = organiser.get(&format!("{page}/history?session={session}")).await.prose();
    assert!(history.contains("vue au bar"), "{history}");
}

#[tokio::test]
async fn a_half_day_is_closed_when_all_are_marked_and_nothing_changes_until_it_is_opened_for_a_reason() {
    let mut phone = Phone::new().await;
    let mut trainer = phone.client.clone();
    assert_eq!(phone.turn(&mut trainer, &[]).await, 422, "some are not marked");
    phone.fill(4).await;
    let disputed = [phone.seeing(0, "absent", &[]), phone.seeing(0, "excused", &[])];
    phone.send(&disputed).await;
    assert_eq!(phone.turn(&mut trainer, &[]).await, 422, "one is in dispute");
    let settled = phone.mark(0, 4, "present");
    phone.send_one(&settled).await;
    assert_eq!(phone.turn(&mut trainer, &[]).await, 303);
    assert_eq!(phone.turn(&mut trainer, &[]).await, 303, "closing twice is closing once");

    let late = phone.mark(1, 4, "late");
    assert_eq!(phone.send_one(&late).await, "refused closed");
    let reopen = [("reopen", "reopen"), ("reason", "feuille retrouvée")];
    assert_eq!(phone.turn(&mut trainer, &reopen).await, 403, "a trainer cannot");
    let mut organiser = phone.world.organiser().await;
    assert_eq!(phone.turn(&mut organiser, &[("reopen", "reopen"), ("reason", "  ")]).await, 422);
    assert_eq!(phone.turn(&mut organiser, &reopen).await, 303);
    assert_eq!(phone.send_one(&late).await, "refused reason_missing");
    let mut explained = late;
    explained["reason"] = "bus en panne".into();
    assert_eq!(phone.send_one(&explained).await, "kept ");
    assert_eq!(phone.status(1, 4).await, "late");
}

#[tokio::test]
async fn a_phone_on_which_someone_else_has_signed_in_sends_nothing_as_theirs() {
    let mut phone = Phone::new().await;
    let mark = phone.mark(0, 4, "late");
    let body = json!({ "account": Uuid::from_u128(1), "events": [mark] });
    let address = format!("{}/events", phone.roster);
    assert_eq!(phone.client.post_json(&address, &body).await.status, 403);
    assert_eq!(phone.send_one(&mark).await, "kept ");
}

#[tokio::test]
async fn minutes_are_kept_and_are_part_of_what_a_mark_says() {
    let mut phone = Phone::new().await;
    let mut mark = phone.mark(0, 4, "late");
    mark["minutes"] = 25.into();
    assert_eq!(phone.send_one(&mark).await, "kept ");
    let read = phone.client.get(&phone.roster.clone()).await.json();
    assert_eq!(read["participants"][0]["heads"][&phone.sessions[4]][0]["minutes"], 25);
    mark["minutes"] = 26.into();
    assert_eq!(phone.send_one(&mark).await, "refused identifier_used");
    let mut absurd = phone.mark(1, 4, "absent");
    absurd["minutes"] = 5.into();
    assert_eq!(phone.send_one(&absurd).await, "refused malformed");
}

#[tokio::test]
async fn a_form_made_before_others_marked_overwrites_nothing() {
    let mut phone = Phone::new().await;
    let first = phone.seeing(0, "present", &[]);
    phone.send_one(&first).await;
    let seen = first["id"].as_str().expect("an identifier").to_owned();
    let meanwhile = phone.seeing(0, "late", &[&first]);
    phone.send_one(&meanwhile).await;
    let (enrolment, session) = (phone.enrolments[0].clone(), phone.sessions[4].clone());
    let (status, was) = (format!("status-{enrolment}"), format!("seen-{enrolment}"));
    let address = format!("{}/attendance", phone.workshop());
    let untouched = [("session", session.as_str()), (&status, "present"), (&was, &seen)];
    assert_eq!(phone.client.post(&address, &untouched).await.status, 303);
    assert_eq!(phone.status(0, 4).await, "late", "what the form did not change is left");
    let changed = [("session", session.as_str()), (&status, "absent"), (&was, &seen)];
    assert_eq!(phone.client.post(&address, &changed).await.status, 303);
    assert_eq!(phone.status(0, 4).await, Value::Null, "what both changed is a dispute");
}

#[tokio::test]
async fn a_queue_brought_as_a_file_is_taken_in_once() {
    let mut phone = Phone::new().await;
    let (sound, mut foreign) = (phone.mark(0, 4, "late"), phone.mark(1, 4, "late"));
    foreign["enrolment"] = json!(Uuid::from_u128(9));
    let file = json!({ "relais": "attendance", "events": [sound, foreign, { "id": 3 }] }).to_string();
    let address = format!("{}/attendance/queue", phone.workshop());
    let mut organiser = phone.world.organiser().await;
    for told in ["1 · déjà connus : 0 · refusés : 2", "0 · déjà connus : 1 · refusés : 2"] {
        let reply = organiser.post_parts(&address, &[], Some(("file", "relais.json", file.as_bytes()))).await;
        assert_eq!(reply.status, 200);
        let prose = reply.prose();
        assert!(prose.contains(told), "{prose}");
    }
    assert_eq!(phone.status(0, 4).await, "late");
    let other = organiser.post_parts(&address, &[], Some(("file", "liste.csv", b"nom;prenom"))).await;
    assert_eq!(other.status, 422);
}

#[tokio::test]
async fn batches_that_come_together_are_answered_each_for_itself() {
    let mut phone = Phone::new().await;
    let marks: Vec<Value> = (0..24).map(|n| phone.mark(n % phone.enrolments.len(), n % 5, "late")).collect();
    let mut stranger = phone.world.signed_in_as(crate::world::TRAINER_OF_OTHERS).await;
    let foreign = json!({ "events": [phone.mark(0, 4, "absent")] });
    let address = format!("{}/events", phone.roster);
    let sending: Vec<_> = marks
        .iter()
        .map(|mark| {
            let (mut client, address, body) = (phone.client.clone(), address.clone(), json!({ "events": [mark] }));
            tokio::spawn(async move { client.post_json(&address, &body).await.json() })
        })
        .collect();
    let refused = tokio::spawn(async move { stranger.post_json(&address, &foreign).await.status.as_u16() });
    for (sent, mark) in sending.into_iter().zip(&marks) {
        let answer = sent.await.expect("sent");
        assert_eq!((&answer["answers"][0]["id"], &answer["answers"][0]["outcome"]), (&mark["id"], &json!("kept")));
    }
    assert_eq!(refused.await.expect("sent"), 403);
}
