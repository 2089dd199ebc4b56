//! The register of people: finding them, who sees what, and changing entries.

use crate::world::World;
use app::ids::{CampaignId, PersonId};
use app::people::access::{Actor, Grant};
use app::people::caller::Caller;
use app::people::model::{Age, NewPerson, PersonName, Sex};
use app::people::store::finding::{PersonLine, search};
use app::people::store::places;
use app::people::store::register::{Seen, add, change, find};
use app::schema::error::UseError;
use app::schema::{audit_entry, consent};
use sea_orm::{EntityTrait, QueryFilter};

async fn new_person(caller: &Caller, family: &str, given: &str) -> NewPerson {
    NewPerson {
        name: PersonName { family: family.into(), given: given.into() },
        sex: Sex::Female,
        age: Some(Age::Born { year: 1980, about: true }),
        institution: places::institutions(caller).await.expect("institutions")[0].0,
        job_title: "Assistante sociale".into(),
        region: places::regions(caller).await.expect("regions")[0].0,
        locality: None,
        phone: Some("+22379998877".into()),
        email: Some("nana@example.org".into()),
        languages: vec!["fr", "bm"],
        accessibility: "Interprète en langue des signes".into(),
        consents: true,
    }
}

fn campaign(world: &World) -> CampaignId {
    world.demo().campaign.parse().expect("an identifier")
}

/// An organiser of a campaign that works with nobody.
pub async fn stranger(world: &World) -> Caller {
    let organiser = world.caller("organisateur.demo").await;
    let account = organiser.actor.account().expect("an account");
    let elsewhere = CampaignId(world.system().new_id());
    Caller {
        actor: Actor::Member { account, grants: vec![Grant::Organiser(elsewhere)], assigned: Vec::new() },
        ..organiser
    }
}

async fn added(world: &World, family: &str, given: &str) -> (Caller, PersonId) {
    let organiser = world.caller("organisateur.demo").await;
    let new = new_person(&organiser, family, given).await;
    let id = add(&organiser, campaign(world), new).await.expect("added");
    (organiser, id)
}

async fn found(caller: &Caller, typed: &str) -> Vec<PersonLine> {
    search(caller, typed, None, 50).await.expect("found").lines
}

#[tokio::test]
async fn a_person_is_found_however_the_name_is_typed() {
    let world = World::new().await;
    let (organiser, id) = added(&world, "Ɲangadou-Coulibaly", "Aïssétou N’Deye").await;
    for typed in
        ["nyangadou", "NYANG aiss", "deye coul", "kulibali niangadu", "79 99 88 77", "+22379998877", "0022379998"]
    {
        let ids: Vec<PersonId> = found(&organiser, typed).await.iter().map(|line| line.id).collect();
        assert!(ids.contains(&id), "{typed}");
    }
    for typed in ["coulibaly zz", "angadou", "79998878", "%", "_"] {
        assert!(found(&organiser, typed).await.iter().all(|line| line.id != id) || typed.len() == 1, "{typed}");
    }
}

#[tokio::test]
async fn a_changed_name_is_found_and_the_old_one_no_longer() {
    let world = World::new().await;
    let (organiser, id) = added(&world, "Xaabo", "Yiriba").await;
    let mut new = new_person(&organiser, "Zuuxe", "Yiriba").await;
    new.phone = None;
    change(&organiser, id, new).await.expect("changed");
    assert!(found(&organiser, "xaabo").await.is_empty());
    assert!(found(&organiser, "79998877").await.is_empty());
    assert_eq!(found(&organiser, "zuuxe").await[0].id, id);
}

#[tokio::test]
async fn stretches_of_the_list_hold_everyone_once() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = search(&organiser, "", after, 37).await.expect("a stretch");
        all.extend(page.lines.iter().map(|line| line.id));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut once = all.clone();
    once.sort();
    once.dedup();
    assert_eq!((all.len(), once.len()), (220, 220));
}

#[tokio::test]
async fn another_campaigns_organiser_sees_the_least() {
    let world = World::new().await;
    let (organiser, id) = added(&world, "Xaabo", "Yiriba").await;
    let stranger = stranger(&world).await;
    let line = found(&stranger, "xaabo").await.remove(0);
    assert_eq!((line.phone, line.birth_year), (None, None));
    assert!(found(&organiser, "xaabo").await[0].phone.is_some());
    let Seen::Least(entry) = find(&stranger, id).await.expect("found") else { panic!("all of it") };
    assert_eq!((entry.person.phone, entry.person.email, entry.person.age), (None, None, None));
    assert_eq!((entry.person.accessibility.as_str(), entry.consent), ("", None));
    assert!(matches!(find(&organiser, id).await, Ok(Seen::Whole(_))));
    let new = new_person(&organiser, "Autre", "Nom").await;
    assert!(matches!(change(&stranger, id, new).await, Err(UseError::Forbidden)));
    assert_eq!(found(&organiser, "xaabo").await.len(), 1);
}

#[tokio::test]
async fn whoever_organises_nothing_sees_no_register() {
    let world = World::new().await;
    let (_, id) = added(&world, "Xaabo", "Yiriba").await;
    let trainer = world.caller("formatrice.demo").await;
    let participant = Caller { actor: Actor::Participant(id), ..world.system() };
    let public = Caller { actor: Actor::Public, ..world.system() };
    for caller in [&trainer, &participant, &public] {
        assert!(matches!(search(caller, "xaabo", None, 5).await, Err(UseError::Forbidden)));
        assert!(matches!(find(caller, id).await, Err(UseError::Forbidden)));
        let new = new_person(&world.system(), "Autre", "Nom").await;
        assert!(matches!(change(caller, id, new).await, Err(UseError::Forbidden)));
    }
}

#[tokio::test]
async fn reading_and_changing_leave_who_and_which_fields() {
    let world = World::new().await;
    let (organiser, id) = added(&world, "Xaabo", "Yiriba").await;
    find(&organiser, id).await.expect("read");
    let new = NewPerson { phone: None, consents: false, ..new_person(&organiser, "Xaabo", "Yiriba").await };
    change(&organiser, id, new.clone()).await.expect("changed");
    change(&organiser, id, new).await.expect("nothing to change");
    let trail = audit_entry::Entity::find()
        .filter(audit_entry::COLUMN.subject_id.eq(id.0))
        .all(world.db.reader())
        .await
        .expect("the trail");
    // All of one moment: a database answers them in any order.
    let mut verbs: Vec<&str> = trail.iter().map(|line| line.verb.as_str()).collect();
    verbs.sort_unstable();
    assert_eq!(verbs, ["person.added", "person.changed", "person.read"]);
    let changed = trail.iter().find(|line| line.verb == "person.changed").expect("the change");
    assert_eq!(changed.detail, r#"{"fields":["phone","consent"]}"#);
    let consents = consent::Entity::find().filter(consent::COLUMN.person_id.eq(id.0)).all(world.db.reader()).await;
    let consents = consents.expect("consents");
    assert_eq!(consents.len(), 1);
    assert!(consents[0].withdrawn_at.is_some(), "kept, and ended");
}

#[tokio::test]
async fn wrong_places_change_nothing() {
    let world = World::new().await;
    let (organiser, id) = added(&world, "Xaabo", "Yiriba").await;
    let before = world.rows().await;
    let mut wrong = new_person(&organiser, "Xaabo", "Yiriba").await;
    wrong.locality = Some(app::ids::LocalityId(organiser.new_id()));
    assert!(matches!(add(&organiser, campaign(&world), wrong.clone()).await, Err(UseError::Refused(_))));
    assert!(matches!(change(&organiser, id, wrong).await, Err(UseError::Refused(_))));
    assert_eq!(world.rows().await, before);
}
