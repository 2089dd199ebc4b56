//! Who read whose data: every page that shows people leaves its line, which says
//! how many and never what was searched for.

use crate::access::Names;
use crate::client::escaped;
use crate::world::World;
use app::people::model::trail::READING;
use app::rights::pages::VERBS;
use app::schema::audit_entry;
use chrono::TimeDelta;
use sea_orm::{EntityTrait, QueryFilter};
use std::collections::BTreeSet;

/// The lines that were written since, each as its verb and its detail.
async fn reading(world: &World) -> Vec<(String, String)> {
    let lines = audit_entry::Entity::find()
        .filter(audit_entry::COLUMN.at.eq(world.now()))
        .filter(audit_entry::COLUMN.verb.is_in(READING))
        .all(world.db.reader())
        .await
        .expect("the trail");
    lines.into_iter().map(|line| (line.verb, line.detail)).collect()
}

#[tokio::test]
async fn every_page_that_shows_people_leaves_one_line() {
    let world = World::new().await;
    let names = Names::of(&world).await;
    let mut organiser = world.organiser().await;
    let (workshop, person, import) = (&names.workshop, &names.person, &names.import);
    for (address, verb) in [
        ("/people".to_owned(), "people.searched"),
        ("/people?search=traor%C3%A9".to_owned(), "people.searched"),
        (format!("/people/{person}"), "person.read"),
        (format!("/people/{person}/change"), "person.read"),
        (format!("/people/{person}/trail"), "trail.read"),
        ("/people/duplicates".to_owned(), "people.compared"),
        (format!("/imports/{import}"), "import.read"),
        (format!("/imports/{import}/corrections.xlsx"), "import.read"),
        (format!("/workshops/{workshop}/participants"), "participants.read"),
        (format!("/workshops/{workshop}/attendance"), "roster.read"),
        (format!("/workshops/{workshop}/attendance-sheet.pdf"), "roster.read"),
        (format!("/api/v1/workshops/{workshop}/attendance"), "roster.read"),
        (format!("/workshops/{workshop}/scores"), "scores.read"),
        (format!("/workshops/{workshop}/certificates"), "standings.read"),
        (format!("/certificates/{}", world.demo().certificate), "certificate.read"),
        (format!("/workshops/{workshop}/certificates.zip"), "certificates.read"),
        (format!("/certificates/{}.pdf", world.demo().certificate), "certificate.read"),
    ] {
        world.wait(TimeDelta::seconds(1));
        assert_eq!(organiser.get(&address).await.status, 200, "{address}");
        let lines = reading(&world).await;
        let verbs: Vec<&str> = lines.iter().map(|(verb, _)| verb.as_str()).collect();
        // Beside a row of a list stands the entry that it may be the same as.
        let others = verbs.iter().filter(|other| **other != verb);
        assert_eq!(verbs.iter().filter(|one| **one == verb).count(), 1, "{address}: {verbs:?}");
        assert!(
            others.clone().count() == 0 || verb == "import.read" && others.clone().all(|one| *one == "person.read")
        );
    }
}

#[tokio::test]
async fn what_was_searched_for_is_not_kept() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    world.wait(TimeDelta::seconds(1));
    organiser.get(&format!("/people?search={}", escaped("Fanta Zzyzx"))).await;
    assert_eq!(reading(&world).await, [("people.searched".to_owned(), r#"{"by":"words","people":0}"#.to_owned())]);
}

#[tokio::test]
async fn ones_own_certificate_is_ones_own() {
    let world = World::new().await;
    let mut participant = world.participant().await;
    world.wait(TimeDelta::seconds(1));
    assert_eq!(participant.get(&format!("/certificates/{}.pdf", world.demo().certificate)).await.status, 200);
    assert_eq!(participant.get("/").await.status, 200);
    assert!(reading(&world).await.is_empty());
}

#[tokio::test]
async fn an_organiser_sees_who_saw_a_person_in_the_entry_and_on_lists() {
    let world = World::new().await;
    let names = Names::of(&world).await;
    let mut organiser = world.organiser().await;
    let mut trainer = world.trainer().await;
    world.wait(TimeDelta::seconds(1));
    trainer.get(&format!("/workshops/{}/attendance", names.workshop)).await;
    world.wait(TimeDelta::seconds(1));
    organiser.get(&format!("/people/{}", names.person)).await;
    assert!(organiser.get(&format!("/people/{}", names.person)).await.text().contains("/trail"));
    let told = organiser.get(&format!("/people/{}/trail", names.person)).await.prose();
    let (entry, list) = (told.find("Fiche lue"), told.find("Liste de présence lue"));
    assert!(entry.is_some() && entry < list, "the latest first: {told}");
    assert!(told.contains("Kadiatou Formatrice") && told.contains("Inscription"), "{told}");
}

#[tokio::test]
async fn the_administrator_filters_and_turns_pages() {
    let world = World::new().await;
    let mut administrator = world.administrator().await;
    let rows = |text: &str| text.matches("<th scope=\"row\">").count();
    let first = administrator.get("/audit").await.text();
    assert_eq!(rows(&first), 100);
    let next = first.split("name=\"after\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("more");
    let second = administrator.get(&format!("/audit?after={next}")).await.text();
    assert_eq!(rows(&second), 100);
    assert_ne!(first.split("<tbody>").nth(1), second.split("<tbody>").nth(1));

    let merged = administrator.get("/audit?verb=person.merged").await;
    assert_eq!(rows(&merged.text()), 1);
    assert!(merged.prose().contains("Fiches fusionnées") && merged.prose().contains("Organisateur (démonstration)"));
    assert_eq!(rows(&administrator.get("/audit?verb=person.merged&from=2022-10-27").await.text()), 0);
    assert_eq!(rows(&administrator.get("/audit?verb=person.merged&until=2022-10-26").await.text()), 1);
    assert_eq!(rows(&administrator.get("/audit?verb=person.merged&until=2022-10-25").await.text()), 0);
    let account = merged.choices("account");
    assert_eq!(account.len(), 6);
    let of_each: usize = {
        let mut found = 0;
        for id in account {
            found += rows(&administrator.get(&format!("/audit?verb=person.merged&account={id}")).await.text());
        }
        found
    };
    assert_eq!(of_each, 1, "by one account alone");
    let names = Names::of(&world).await;
    let of_person = administrator.get(&format!("/audit?person={}&verb=enrolment.added", names.person)).await.text();
    assert_eq!(rows(&of_person), 1);
}

/// The verbs that the sources note.
fn noted() -> BTreeSet<String> {
    let mut verbs = BTreeSet::new();
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src");
    for text in crate::schema::sources(&top) {
        let product = text.split("#[cfg(test)]").next().unwrap_or_default();
        for call in ["note(", "note_many(", "note_reading("] {
            for rest in product.split(call).skip(1) {
                let arguments: String = rest.chars().take(120).collect();
                let verb = arguments.split('"').nth(1).filter(|verb| {
                    verb.split_once('.').is_some_and(|(one, two)| [one, two].iter().all(|word| is_word(word)))
                });
                verbs.extend(verb.map(ToOwned::to_owned));
            }
        }
    }
    verbs
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

#[test]
fn every_verb_that_is_noted_has_its_words() {
    let listed: BTreeSet<String> = VERBS.iter().map(ToString::to_string).collect();
    let missing: Vec<String> = noted().difference(&listed).cloned().collect();
    assert!(noted().len() > 35 && missing.is_empty(), "without words in rights/pages/words.rs: {missing:?}");
}
