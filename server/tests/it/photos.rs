//! Photos: sent by organisers, seen by few, let go by whoever is on them.

use crate::world::World;
use app::ids::PersonId;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::store::merging::{merge, undo_merge};
use app::people::store::photos::{has_photo, photo, remove_photo, set_photo};
use app::people::store::register::{add, load_entry};
use app::rights::store::copy::copy;
use app::rights::store::erasure::erase;
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use chrono::TimeDelta;

const DRAWING: &[u8] = include_bytes!("../../assets/demo/portrait.png");

/// The organiser, and someone of whom there is no photo.
async fn someone(world: &World) -> (Caller, PersonId) {
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_running.parse().expect("an identifier");
    let person = participants(&organiser, workshop).await.expect("participants").pop().expect("someone").person;
    (organiser, person)
}

#[tokio::test]
async fn a_photo_is_sent_seen_changed_and_removed() {
    let world = World::new().await;
    let (_, person) = someone(&world).await;
    let mut organiser = world.signed_in_as("organisateur.demo").await;
    let (address, form) = (format!("/people/{person}"), format!("/people/{person}/photo"));
    assert!(!organiser.get(&address).await.text().contains("photo.jpg"));

    for wrong in [&b"GIF89a"[..], b"", &DRAWING[..200]] {
        let before = world.rows().await;
        let refused = organiser.post_parts(&form, &[], Some(("photo", "moi.png", wrong))).await;
        assert_eq!(refused.status.as_u16(), 422);
        assert!(!refused.error_at("photo").is_empty(), "told beside the field: {}", refused.prose());
        assert_eq!(world.rows().await, before, "nothing has changed");
    }
    for _ in 0..2 {
        let sent = organiser.post_parts(&form, &[], Some(("photo", "moi.png", DRAWING))).await;
        assert_eq!((sent.status.as_u16(), sent.location()), (303, Some(address.as_str())));
    }
    assert_eq!(world.count("person_photo").await, 2, "the demonstration's, and the one that took the other's place");
    assert!(organiser.get(&address).await.text().contains("photo.jpg"));
    let seen = organiser.get(&format!("{address}/photo.jpg")).await;
    assert_eq!((seen.header("content-type"), seen.header("cache-control")), ("image/jpeg", "no-store"));
    assert_eq!(&seen.body[..2], [0xFF, 0xD8]);

    assert_eq!(organiser.post(&format!("{form}/remove"), &[]).await.location(), Some(address.as_str()));
    assert_eq!(organiser.get(&format!("{address}/photo.jpg")).await.status.as_u16(), 404);
    assert_eq!(world.count("audit_entry WHERE verb IN ('photo.added', 'photo.removed')").await, 4);
}

#[tokio::test]
async fn only_who_works_with_someone_and_they_themselves_see_their_photo() {
    let world = World::new().await;
    let (organiser, person) = someone(&world).await;
    set_photo(&organiser, person, vec![1]).await.expect("kept");
    let own = Caller { actor: Actor::Participant(person), ..organiser.clone() };
    assert_eq!(photo(&own, person).await.expect("one's own"), [1]);
    let another = Caller { actor: Actor::Participant(PersonId(organiser.new_id())), ..organiser.clone() };
    let stranger = crate::register::stranger(&world).await;
    for caller in [&another, &stranger, &world.caller("formatrice.demo").await] {
        assert!(matches!(photo(caller, person).await, Err(UseError::Forbidden)));
        assert!(matches!(has_photo(caller, person).await, Err(UseError::Forbidden)));
        assert!(matches!(remove_photo(caller, person).await, Err(UseError::Forbidden)));
    }
    for caller in [&own, &stranger, &world.caller("formatrice.demo").await] {
        assert!(matches!(set_photo(caller, person, vec![2]).await, Err(UseError::Forbidden)));
    }
    assert!(copy(&own, person).await.expect("a copy").photos.iter().any(|(_, jpeg)| jpeg == &[1]));
    remove_photo(&own, person).await.expect("removed without asking");
    assert!(!has_photo(&organiser, person).await.expect("asked"));
}

#[tokio::test]
async fn a_photo_follows_into_the_entry_that_is_kept_and_back() {
    let world = World::new().await;
    let (organiser, first) = someone(&world).await;
    let entry = load_entry(world.db.reader(), first).await.expect("an entry").person;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let second = add(&organiser, campaign, entry).await.expect("added");
    set_photo(&organiser, first, vec![1]).await.expect("kept");
    let later = Caller { now: organiser.now + TimeDelta::seconds(1), ..organiser.clone() };
    set_photo(&later, second, vec![2]).await.expect("kept");
    let merged = merge(&organiser, first, second, &[]).await.expect("merged");
    assert_eq!(photo(&organiser, first).await.expect("the latest"), [2]);
    assert!(matches!(set_photo(&organiser, second, vec![3]).await, Err(UseError::NotFound)), "merged");
    undo_merge(&organiser, merged).await.expect("undone");
    assert_eq!(photo(&organiser, first).await.expect("its own"), [1]);
    assert_eq!(photo(&organiser, second).await.expect("its own"), [2]);

    let family = load_entry(world.db.reader(), second).await.expect("an entry").person.name.family;
    let before = world.count("person_photo").await;
    erase(&organiser, second, &family).await.expect("erased");
    assert_eq!(world.count("person_photo").await, before - 1);
}
