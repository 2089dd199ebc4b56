//! The chain that seals the audit trail: whatever is done to the lines behind the
//! back of the program shows, and where.

use crate::database::Kind;
use crate::world::World;
use app::people::model::trail::{Fault, Head};
use app::people::store::audit::{note, note_many};
use app::people::store::sealing::{Chain, head, seal, seal_all, verify_chain};
use app::schema::{audit_entry, audit_seal};
use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::json;
use uuid::Uuid;

async fn chain(world: &World, expected: Option<&Head>) -> Chain {
    verify_chain(&world.system(), expected).await.expect("a walk")
}

async fn broken(world: &World) -> Option<(i64, Fault)> {
    chain(world, None).await.broken
}

/// The demonstration, all of it sealed.
async fn sealed() -> (World, Head) {
    let world = World::new().await;
    seal(&world.system()).await.expect("sealed");
    let head = head(&world.system()).await.expect("a head");
    assert!(head.place > 500, "{head}");
    (world, head)
}

/// The line that was sealed at a place.
async fn line_at(world: &World, place: i64) -> audit_entry::Model {
    let found = audit_seal::Entity::find_by_id(place).find_also_related(audit_entry::Entity).one(world.db.reader());
    found.await.expect("a query").and_then(|(_, line)| line).expect("a line")
}

async fn run(world: &World, sql: &str) {
    world.db.writer().execute_unprepared(sql).await.expect(sql);
}

/// Takes rows out as only someone can who is at the database itself.
async fn without_references(world: &World, sql: &str) {
    match world.kind() {
        Kind::Sqlite => run(world, &format!("PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON")).await,
        Kind::Postgres => {
            run(world, &format!("ALTER TABLE audit_seal DROP CONSTRAINT audit_seal_entry; {sql}")).await;
        }
    }
}

#[tokio::test]
async fn every_line_is_sealed_once_and_the_chain_holds() {
    let (world, head_before) = sealed().await;
    assert_eq!(chain(&world, None).await, Chain { head: head_before.clone(), broken: None, unsealed: 0, late: 0 });
    assert_eq!(seal(&world.system()).await.expect("sealed"), 0, "nothing twice");
    note(world.db.writer(), &world.system(), "person.read", "person", Uuid::nil(), json!({})).await.expect("a line");
    assert_eq!(chain(&world, None).await.unsealed, 1);
    assert_eq!(seal(&world.system()).await.expect("sealed"), 1);
    let after = chain(&world, Some(&head_before)).await;
    assert_eq!((after.head.place, after.broken, after.unsealed), (head_before.place + 1, None, 0));
    assert_eq!(world.count("audit_entry").await, world.count("audit_seal").await);
}

#[tokio::test]
async fn many_lines_are_sealed_in_pieces_by_several_at_once() {
    let (world, before) = sealed().await;
    let many: Vec<Uuid> = (0..2_500).map(Uuid::from_u128).collect();
    note_many(world.db.writer(), &world.system(), "person.added", "person", &many, &json!({})).await.expect("lines");
    let system = world.system();
    let (one, two, three) = tokio::join!(seal(&system), seal(&system), seal(&system));
    assert_eq!(one.expect("sealed") + two.expect("sealed") + three.expect("sealed"), 2_500, "each line once");
    let after = chain(&world, Some(&before)).await;
    assert_eq!((after.head.place, after.broken, after.unsealed), (before.place + 2_500, None, 0));
}

#[tokio::test]
async fn a_changed_column_shows_whichever_it_is() {
    let (world, _) = sealed().await;
    let line = line_at(&world, 7).await;
    let account = audit_entry::Entity::find().all(world.db.reader()).await.expect("lines");
    let account = account.iter().filter_map(|line| line.account_id).find(|id| Some(*id) != line.account_id);
    let person = app::schema::person::Entity::find().one(world.db.reader()).await.expect("a query").map(|row| row.id);
    let changed = [
        audit_entry::Model { at: line.at + TimeDelta::microseconds(1), ..line.clone() },
        audit_entry::Model { account_id: account, ..line.clone() },
        audit_entry::Model { person_id: person, ..line.clone() },
        audit_entry::Model { verb: format!("{}.", line.verb), ..line.clone() },
        audit_entry::Model { subject: "x".into(), ..line.clone() },
        audit_entry::Model { subject_id: Uuid::from_u128(9), ..line.clone() },
        audit_entry::Model { detail: r#"{"x":1}"#.into(), ..line.clone() },
    ];
    for model in changed {
        assert_ne!(model, line);
        model.clone().into_active_model().reset_all().update(world.db.writer()).await.expect("changed");
        assert_eq!(broken(&world).await, Some((7, Fault::Altered)), "{model:?}");
        line.clone().into_active_model().reset_all().update(world.db.writer()).await.expect("as before");
        assert_eq!(broken(&world).await, None);
    }
}

#[tokio::test]
async fn a_removed_line_shows_with_its_seal_or_without() {
    let (world, _) = sealed().await;
    let line = line_at(&world, 12).await;
    let removed = audit_entry::Entity::delete_by_id(line.id).exec(world.db.writer()).await;
    assert!(removed.is_err(), "the database itself keeps what is sealed");
    run(&world, "DELETE FROM audit_seal WHERE place = 12").await;
    assert_eq!(broken(&world).await, Some((12, Fault::Missing)), "the seal");
    audit_entry::Entity::delete_by_id(line.id).exec(world.db.writer()).await.expect("removed");
    assert_eq!(broken(&world).await, Some((12, Fault::Missing)), "both");
    // Closing the gap does not help.
    run(&world, "UPDATE audit_seal SET place = -place WHERE place > 12").await;
    run(&world, "UPDATE audit_seal SET place = -place - 1 WHERE place < 0").await;
    assert_eq!(broken(&world).await, Some((12, Fault::Altered)));
}

#[tokio::test]
async fn a_line_removed_from_under_its_seal_shows() {
    let (world, _) = sealed().await;
    without_references(&world, "DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE place = 5)")
        .await;
    assert_eq!(broken(&world).await, Some((5, Fault::LineGone)));
}

#[tokio::test]
async fn lines_that_are_exchanged_or_inserted_show() {
    let (world, head) = sealed().await;
    let (third, fourth) = (line_at(&world, 3).await, line_at(&world, 4).await);
    let spare = note_and_find(&world).await;
    let at = |place: i64, entry: Uuid| audit_seal::ActiveModel {
        place: Set(place),
        entry_id: Set(entry),
        ..Default::default()
    };
    // By way of a third, as no line may be sealed twice.
    for (place, entry) in [(3, spare.id), (4, third.id), (3, fourth.id)] {
        audit_seal::Entity::update(at(place, entry)).exec(world.db.writer()).await.expect("exchanged");
    }
    assert_eq!(broken(&world).await, Some((3, Fault::Altered)), "exchanged");
    for (place, entry) in [(3, spare.id), (4, fourth.id), (3, third.id)] {
        audit_seal::Entity::update(at(place, entry)).exec(world.db.writer()).await.expect("back");
    }
    assert_eq!(broken(&world).await, None);

    run(&world, "UPDATE audit_seal SET place = -place WHERE place >= 9").await;
    run(&world, "UPDATE audit_seal SET place = -place + 1 WHERE place < 0").await;
    let hash = app::people::secrets::chained(&head.hash, b"anything");
    let between = audit_seal::Model { place: 9, entry_id: spare.id, hash };
    audit_seal::Entity::insert(between.into_active_model()).exec(world.db.writer()).await.expect("inserted");
    assert_eq!(broken(&world).await, Some((9, Fault::Altered)), "inserted");
}

async fn note_and_find(world: &World) -> audit_entry::Model {
    let marked = Uuid::from_u128(77);
    note(world.db.writer(), &world.system(), "person.read", "person", marked, json!({})).await.expect("a line");
    let lines = audit_entry::Entity::find().order_by_desc(audit_entry::Column::At).all(world.db.reader()).await;
    lines.expect("lines").into_iter().find(|line| line.subject_id == marked).expect("the line")
}

#[tokio::test]
async fn an_end_that_was_cut_off_shows_against_the_head_that_was_written_down() {
    let (world, written) = sealed().await;
    let last = line_at(&world, written.place).await;
    run(&world, &format!("DELETE FROM audit_seal WHERE place = {}", written.place)).await;
    audit_entry::Entity::delete_by_id(last.id).exec(world.db.writer()).await.expect("removed");
    assert_eq!(broken(&world).await, None, "the chain alone cannot know");
    assert_eq!(chain(&world, Some(&written)).await.broken, Some((written.place, Fault::CutOff)));

    // Made anew from what is left, it holds in itself, and is not the one written down.
    run(&world, "DELETE FROM audit_seal").await;
    note(world.db.writer(), &world.system(), "person.read", "person", Uuid::nil(), json!({})).await.expect("a line");
    seal_all(&world.system()).await.expect("sealed");
    assert_eq!(broken(&world).await, None);
    assert_eq!(chain(&world, Some(&written)).await.broken, Some((written.place, Fault::NotAsExpected)));
}

#[tokio::test]
async fn a_line_from_before_is_sealed_in_the_daily_round_and_told_of() {
    let (world, head) = sealed().await;
    let mut earlier = world.system();
    earlier.now -= TimeDelta::days(2);
    note(world.db.writer(), &earlier, "person.read", "person", Uuid::nil(), json!({})).await.expect("a line");
    assert_eq!(seal(&world.system()).await.expect("sealed"), 0, "too old to be looked for every few seconds");
    assert_eq!(seal_all(&world.system()).await.expect("sealed"), 1);
    let chain = chain(&world, Some(&head)).await;
    assert_eq!((chain.broken, chain.unsealed, chain.late), (None, 0, 1));
}

#[tokio::test]
async fn only_administrators_seal_and_verify() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    assert!(seal(&organiser).await.is_err() && seal_all(&organiser).await.is_err());
    assert!(head(&organiser).await.is_err() && verify_chain(&organiser, None).await.is_err());
}
