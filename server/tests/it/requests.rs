//! What participants ask about their own data, and what organisers decide.

use crate::client::Client;
use crate::world::World;
use app::ids::{PersonId, RequestId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::{NewPerson, PersonForm};
use app::people::store::register::{change, load_entry};
use app::rights::model::{NAMING, Outcome};
use app::rights::store::copy::copy;
use app::rights::store::requests::{Own, accept, ask_erasure, decline, own, propose, take_back, to_decide};
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// The organiser, and a participant of the finished workshop who asked nothing yet.
async fn two(world: &World) -> (Caller, Caller) {
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_finished.parse().expect("an identifier");
    let person = participants(&organiser, workshop).await.expect("participants").pop().expect("someone").person;
    (organiser, Caller { actor: Actor::Participant(person), ..world.system() })
}

fn id(participant: &Caller) -> PersonId {
    participant.actor.person().expect("a participant")
}

async fn entry(world: &World, id: PersonId) -> NewPerson {
    load_entry(world.db.reader(), id).await.expect("an entry").person
}

async fn asked(participant: &Caller) -> Own {
    own(participant).await.expect("their own")
}

/// The request of this participant that an organiser has to decide.
async fn undecided(organiser: &Caller, person: PersonId) -> RequestId {
    let open = to_decide(organiser).await.expect("requests");
    open.into_iter().find(|(request, _)| request.person == person).expect("a request").0.id
}

#[tokio::test]
async fn nothing_changes_before_the_organiser_decides() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    let person = id(&participant);
    let before = entry(&world, person).await;
    let wanted = NewPerson { job_title: "Magistrate".into(), phone: Some("+22370000001".into()), ..before.clone() };
    propose(&participant, &wanted).await.expect("proposed");
    assert_eq!(entry(&world, person).await, before);
    let request = undecided(&organiser, person).await;
    accept(&organiser, request).await.expect("accepted");
    assert_eq!(entry(&world, person).await, wanted);
    assert!(matches!(accept(&organiser, request).await, Err(UseError::NotFound)), "once");
    let closed = asked(&participant).await.requests.remove(0);
    assert_eq!(closed.closed.map(|(outcome, _)| outcome), Some(Outcome::Accepted));
    let found = app::people::store::finding::search(&organiser, "70000001", None, 5).await.expect("found").lines;
    assert_eq!(found.len(), 1, "found by the new number");
}

#[tokio::test]
async fn what_the_organiser_changed_meanwhile_stays() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    let person = id(&participant);
    let before = entry(&world, person).await;
    propose(&participant, &NewPerson { phone: None, ..before.clone() }).await.expect("proposed");
    change(&organiser, person, NewPerson { job_title: "Greffière".into(), ..before.clone() }).await.expect("changed");
    accept(&organiser, undecided(&organiser, person).await).await.expect("accepted");
    assert_eq!(entry(&world, person).await, NewPerson { job_title: "Greffière".into(), phone: None, ..before });
}

#[tokio::test]
async fn a_declined_request_says_why_and_a_later_one_takes_the_place_of_an_earlier() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    let person = id(&participant);
    let before = entry(&world, person).await;
    for job_title in ["Juge", "Procureure"] {
        let wanted = NewPerson { job_title: job_title.into(), ..before.clone() };
        propose(&participant, &wanted).await.expect("proposed");
    }
    let open = to_decide(&organiser).await.expect("requests");
    assert_eq!(open.iter().filter(|(request, _)| request.person == person).count(), 1);
    let request = undecided(&organiser, person).await;
    assert!(matches!(decline(&organiser, request, "  ").await, Err(UseError::Refused(_))), "without a reason");
    decline(&organiser, request, "Apportez la nomination.").await.expect("declined");
    assert_eq!(entry(&world, person).await, before);
    let requests = asked(&participant).await.requests;
    assert!(requests.iter().any(|request| request.reason == "Apportez la nomination."), "{requests:?}");
    let outcomes: BTreeSet<&str> = requests.iter().filter_map(|request| Some(request.closed?.0.as_str())).collect();
    assert_eq!(outcomes, ["declined", "withdrawn"].into());
}

#[tokio::test]
async fn asking_twice_for_erasure_is_asking_once_and_can_be_taken_back() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    ask_erasure(&participant).await.expect("asked");
    ask_erasure(&participant).await.expect("asked again");
    let request = undecided(&organiser, id(&participant)).await;
    assert_eq!(asked(&participant).await.requests.len(), 1);
    let other = Caller { actor: Actor::Participant(PersonId(world.system().new_id())), ..participant.clone() };
    assert!(matches!(take_back(&other, request).await, Err(UseError::NotFound)));
    take_back(&participant, request).await.expect("taken back");
    assert!(matches!(accept(&organiser, request).await, Err(UseError::NotFound)));
    assert!(matches!(take_back(&participant, request).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn only_those_who_reach_the_person_decide() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    ask_erasure(&participant).await.expect("asked");
    let request = undecided(&organiser, id(&participant)).await;
    let stranger = crate::register::stranger(&world).await;
    assert!(to_decide(&stranger).await.expect("requests").is_empty());
    let trainer = world.caller("formatrice.demo").await;
    for caller in [&stranger, &trainer, &participant] {
        assert!(matches!(accept(caller, request).await, Err(UseError::Forbidden)));
        assert!(matches!(decline(caller, request, "Non").await, Err(UseError::Forbidden)));
    }
    assert!(matches!(ask_erasure(&organiser).await, Err(UseError::Forbidden)), "for another, there is a page");
}

#[tokio::test]
async fn places_that_cannot_be_chosen_and_nothing_at_all_are_refused() {
    let world = World::new().await;
    let (_, participant) = two(&world).await;
    let before = entry(&world, id(&participant)).await;
    let rows = world.rows().await;
    assert!(matches!(propose(&participant, &before).await, Err(UseError::Refused(_))));
    let nowhere = NewPerson { region: app::ids::RegionId(participant.new_id()), locality: None, ..before };
    assert!(matches!(propose(&participant, &nowhere).await, Err(UseError::Refused(_))));
    assert_eq!(world.rows().await, rows);
}

/// The values of the form, as a browser sends them.
fn fields(form: &PersonForm) -> Vec<(String, String)> {
    let Value::Object(values) = serde_json::to_value(form).expect("JSON") else { panic!("no object") };
    let mut fields = Vec::new();
    for (name, value) in values {
        match value {
            Value::String(text) => fields.push((name, text)),
            Value::Array(texts) => {
                fields.extend(texts.iter().filter_map(Value::as_str).map(|text| (name.clone(), text.to_owned())));
            }
            other => panic!("{other}"),
        }
    }
    fields
}

async fn send(client: &mut Client, address: &str, form: &PersonForm) -> crate::client::Reply {
    let fields = fields(form);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(address, &fields).await
}

#[tokio::test]
async fn a_participant_and_an_organiser_go_the_whole_way_by_page() {
    let world = World::new().await;
    let mut participant = world.participant().await;
    let page = participant.get("/my-data").await.prose();
    assert!(page.contains("Ce qui est gardé de moi") && page.contains("Demander l’effacement"), "{page}");
    assert!(participant.get("/").await.text().contains("href=\"/my-data\""));
    let person = {
        let (organiser, _) = two(&world).await;
        let workshop = world.demo().workshop_finished.parse().expect("an identifier");
        participants(&organiser, workshop).await.expect("participants").remove(0).person
    };
    let mut form = PersonForm::from(&entry(&world, person).await);
    let unchanged = send(&mut participant, "/my-data/correction", &form).await;
    assert_eq!(unchanged.status, 422);
    assert!(unchanged.prose().contains("Rien ne diffère"), "{}", unchanged.prose());
    form.job_title = "Coordinatrice régionale".into();
    assert_eq!(send(&mut participant, "/my-data/correction", &form).await.location(), Some("/my-data"));
    assert!(participant.get("/my-data").await.prose().contains("Correction (Fonction)"));

    let mut organiser = world.organiser().await;
    assert!(organiser.get("/").await.prose().contains("Demandes à décider sur des données personnelles : 2"));
    let list = organiser.get("/requests").await.text();
    let address =
        list.split("href=\"").filter_map(|part| part.split('"').next()).filter(|to| to.starts_with("/requests/"));
    let mut chosen = None;
    for address in address {
        let page = organiser.get(address).await.prose();
        if page.contains("Coordinatrice régionale") {
            assert!(page.contains("Accepter et corriger") && page.contains("Point focal") || page.contains("Proposé"));
            chosen = Some(address.to_owned());
        }
    }
    let chosen = chosen.expect("the request");
    let without = organiser.post(&format!("{chosen}/decline"), &[]).await;
    assert_eq!((without.status.as_u16(), without.error_at("reason").is_empty()), (422, false));
    assert_eq!(organiser.post(&format!("{chosen}/accept"), &[]).await.location(), Some("/requests"));
    assert!(participant.get("/my-data").await.prose().contains("Coordinatrice régionale"));
}

#[tokio::test]
async fn the_copy_is_a_zip_with_a_page_and_the_same_as_json() {
    let world = World::new().await;
    let mut participant = world.participant().await;
    world.wait(chrono::TimeDelta::seconds(1));
    let reply = participant.get("/my-data/copy.zip").await;
    assert_eq!(reply.header("content-type"), "application/zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.body.to_vec())).expect("a zip");
    let mut text = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).expect("a file").read_to_string(&mut text).expect("UTF-8");
        text
    };
    let (html, json): (String, Value) =
        (text("mes-donnees.html"), serde_json::from_str(&text("mes-donnees.json")).expect("JSON"));
    assert_eq!(json["certificates"][0]["serial"], world.demo().certificate.as_str());
    for part in
        ["entries", "consents", "campaigns", "enrolments", "attendance", "scores", "answers", "codes", "sign_ins"]
    {
        assert!(json[part].as_array().is_some_and(|rows| !rows.is_empty()), "{part}: {json}");
    }
    let last = &json["trail"][0];
    assert_eq!((last["act"].as_str(), last["by"].as_str()), (Some("person.copied"), Some("participant")), "of itself");
    assert!(
        html.contains(&world.demo().certificate) && html.contains("Qui a lu ou changé") && !html.contains("<script")
    );
    for name in ["Organisateur (démonstration)", "organisateur.demo", "Formatrice"] {
        assert!(!html.contains(name) && !json.to_string().contains(name), "roles, not names: {name}");
    }
    assert!(json["trail"].to_string().contains("organiser"));
}

#[tokio::test]
async fn every_column_that_names_a_person_stands_in_the_copy_and_has_its_place_in_erasure() {
    let world = World::new().await;
    let there: BTreeSet<String> = crate::merging::naming_people(&world).await;
    let listed: BTreeSet<String> = NAMING.iter().map(|(table, column, ..)| format!("{table} {column}")).collect();
    assert_eq!(there, listed);
    let (organiser, participant) = two(&world).await;
    let copy = copy(&organiser, id(&participant)).await.expect("a copy");
    for (table, _, _, part) in NAMING {
        assert!(copy.sections.iter().any(|section| section.key == part), "{table}");
    }
}

#[tokio::test]
async fn a_copy_of_another_is_for_those_who_reach_them() {
    let world = World::new().await;
    let (organiser, participant) = two(&world).await;
    let person = id(&participant);
    assert!(copy(&organiser, person).await.is_ok() && copy(&participant, person).await.is_ok());
    let other = Caller { actor: Actor::Participant(PersonId(participant.new_id())), ..participant };
    let stranger = crate::register::stranger(&world).await;
    for caller in [&other, &stranger, &world.caller("formatrice.demo").await] {
        assert!(matches!(copy(caller, person).await, Err(UseError::Forbidden)));
    }
    assert_eq!(world.count("audit_entry WHERE verb = 'person.copied'").await, 2, "each copy left its line");
}
