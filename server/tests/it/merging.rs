//! Entries that are one person, made one and made two again: nothing that names
//! a person is forgotten, and homonyms stay apart.

use crate::database::Kind;
use crate::messages::{filling, wording};
use crate::world::World;
use app::fields::Problem;
use app::ids::{PersonId, WorkshopId};
use app::messages::store::inviting::{Whom, invite};
use app::nominations::model::NewLink;
use app::nominations::store::links::make_link;
use app::nominations::store::naming::name_by_link;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::likeness::PROBABLE;
use app::people::model::{NewPerson, PersonName};
use app::people::store::duplicates::{like, pairs};
use app::people::store::finding::search;
use app::people::store::merging::{MOVED, NOT_MOVED, keep_apart, merge, undo_merge};
use app::people::store::register::{Seen, add, find, load_entry};
use app::schema::error::UseError;
use app::schema::{access_code, enrolment, person_merge_row};
use app::workshops::store::calendar;
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::reading::of_campaign;
use app::workshops::store::waiting::wait;
use chrono::TimeDelta;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Statement};
use std::collections::BTreeSet;

/// A participant of the demonstration, and the same person written again by ear.
async fn twice(world: &World) -> (Caller, PersonId, PersonId) {
    let organiser = world.caller("organisateur.demo").await;
    let workshop: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let first = participants(&organiser, workshop).await.expect("participants").remove(0).person;
    let entry = load_entry(world.db.reader(), first).await.expect("an entry").person;
    let again = NewPerson {
        name: PersonName { family: entry.name.given.to_uppercase(), given: entry.name.family.clone() },
        email: Some("nouvelle@example.org".into()),
        ..entry.clone()
    };
    let campaign = world.demo().campaign.parse().expect("an identifier");
    name_and_invite(&organiser, workshop, &entry).await;
    let myself = Caller { actor: Actor::Participant(first), ..organiser.clone() };
    calendar::make_link(&myself, "fr").await.expect("a link");
    let second = add(&organiser, campaign, again).await.expect("added");
    let full = of_campaign(&organiser, campaign).await.expect("workshops").pop().expect("the last one");
    wait(&organiser, full, first).await.expect("waiting");
    (organiser, first, second)
}

/// Names whoever this entry certainly is for the workshop, and invites everyone.
async fn name_and_invite(organiser: &Caller, workshop: WorkshopId, entry: &NewPerson) {
    let link = NewLink { institution: entry.institution, places: 1, open_until: organiser.today() };
    let token = make_link(organiser, workshop, link).await.expect("a link");
    name_by_link(organiser, token.reveal(), "x", entry.clone()).await.expect("named");
    invite(organiser, workshop, Whom::NotYet, &wording(), filling).await.expect("invited");
}

async fn entry(world: &World, id: PersonId) -> NewPerson {
    load_entry(world.db.reader(), id).await.expect("an entry").person
}

/// How many rows of each table that is moved name a person.
async fn named(world: &World, id: PersonId) -> Vec<usize> {
    let mut counts = Vec::new();
    for (table, column) in MOVED {
        let backend = world.db.reader().get_database_backend();
        let mark = if backend == sea_orm::DbBackend::Sqlite { "?" } else { "$1" };
        let sql = format!("SELECT {column} FROM {table} WHERE {column} = {mark}");
        let rows = world.db.reader().query_all_raw(Statement::from_sql_and_values(backend, sql, [id.0.into()])).await;
        counts.push(rows.expect("rows").len());
    }
    counts
}

/// The columns that name a person, each with its table.
pub async fn naming_people(world: &World) -> BTreeSet<String> {
    let sql = match world.kind() {
        Kind::Sqlite => {
            "SELECT t.name || ' ' || k.\"from\" AS line FROM sqlite_schema t
             JOIN pragma_foreign_key_list(t.name) k WHERE t.type = 'table' AND k.\"table\" = 'person'"
        }
        Kind::Postgres => {
            "SELECT concat_ws(' ', k.conrelid::regclass, a.attname) AS line FROM pg_constraint k
             JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' AND k.confrelid = 'person'::regclass"
        }
    };
    let statement = Statement::from_string(world.db.reader().get_database_backend(), sql);
    let rows = world.db.reader().query_all_raw(statement).await.expect("the schema");
    rows.iter().map(|row| row.try_get("", "line").expect("a line")).collect()
}

#[tokio::test]
async fn every_column_that_names_a_person_is_moved_or_said_why_not() {
    let there = naming_people(&World::new().await).await;
    let moved = MOVED.iter().map(|(table, column)| format!("{table} {column}"));
    let stays = NOT_MOVED.iter().map(|(table, column, _)| format!("{table} {column}"));
    assert_eq!(there, moved.chain(stays).collect());
}

#[tokio::test]
async fn someone_written_twice_is_found_as_probable() {
    let world = World::new().await;
    let (organiser, first, second) = twice(&world).await;
    let pairs = pairs(&organiser, 50).await.expect("pairs");
    let both = [first.min(second), first.max(second)];
    let pair = pairs.iter().find(|pair| [pair.one.id, pair.other.id] == both).expect("the pair");
    assert!(pair.likeness.points() >= PROBABLE, "{:?}", pair.likeness);
    let likes = like(&organiser, first, 5).await.expect("likes");
    assert_eq!(likes[0].0.id, second);
    keep_apart(&organiser, second, first).await.expect("kept apart");
    assert!(!pairs_of(&organiser).await.contains(&both));
    assert!(like(&organiser, first, 5).await.expect("likes").iter().all(|(other, _)| other.id != second));
}

async fn pairs_of(caller: &Caller) -> Vec<[PersonId; 2]> {
    pairs(caller, 500).await.expect("pairs").into_iter().map(|pair| [pair.one.id, pair.other.id]).collect()
}

#[tokio::test]
async fn merged_and_undone_everything_is_as_before() {
    let world = World::new().await;
    let (organiser, first, second) = twice(&world).await;
    let (one, two) = (entry(&world, first).await, entry(&world, second).await);
    let (before_one, before_two) = (named(&world, first).await, named(&world, second).await);
    assert!(before_one.iter().all(|count| *count > 0), "each kind of row is there to be moved: {before_one:?}");

    // The younger entry is kept: all of the older one's history must follow.
    let id = merge(&organiser, second, first, &["phone".into(), "email".into()]).await.expect("merged");
    let sum: Vec<usize> = before_one.iter().zip(&before_two).map(|(one, two)| one + two).collect();
    assert_eq!(named(&world, second).await, sum);
    assert_eq!(named(&world, first).await, vec![0; MOVED.len()]);
    assert_eq!(entry(&world, second).await.email, one.email, "the value chosen");
    assert_eq!(entry(&world, second).await.name, two.name, "the value not chosen");
    let found = search(&organiser, &one.name.family, None, 200).await.expect("found").lines;
    assert!(found.iter().all(|line| line.id != first) && found.iter().any(|line| line.id == second));
    assert!(matches!(merge(&organiser, second, first, &[]).await, Err(UseError::NotFound)), "only once");

    assert_eq!(undo_merge(&organiser, id).await.expect("undone"), first);
    assert_eq!((entry(&world, first).await, entry(&world, second).await), (one.clone(), two));
    assert_eq!((named(&world, first).await, named(&world, second).await), (before_one, before_two));
    let found = search(&organiser, &one.name.family, None, 200).await.expect("found").lines;
    assert!(found.iter().any(|line| line.id == first) && found.iter().any(|line| line.id == second));
    assert!(matches!(undo_merge(&organiser, id).await, Err(UseError::NotFound)), "only once");
}

#[tokio::test]
async fn a_code_of_either_entry_opens_the_page_of_the_one_that_is_kept() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let mut client = world.participant().await;
    let code = access_code::Entity::find()
        .filter(access_code::COLUMN.revoked_at.is_null())
        .all(world.db.reader())
        .await
        .expect("codes")
        .remove(0);
    let first = PersonId(code.person_id);
    let entry = load_entry(world.db.reader(), first).await.expect("an entry").person;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let second = add(&organiser, campaign, entry).await.expect("added");
    merge(&organiser, second, first, &[]).await.expect("merged");
    let page = client.get("/").await;
    assert_eq!(page.status.as_u16(), 200);
    assert!(page.text().contains("/certificates/"), "the history came along");
}

#[tokio::test]
async fn two_participants_of_one_workshop_stay_two_people() {
    let world = World::new().await;
    let (organiser, first, second) = twice(&world).await;
    let workshop = WorkshopId(
        enrolment::Entity::find()
            .filter(enrolment::COLUMN.person_id.eq(first.0))
            .one(world.db.reader())
            .await
            .expect("rows")
            .expect("an enrolment")
            .workshop_id,
    );
    // Room for one more, whatever the demonstration has filled.
    world.db.writer().execute_unprepared("UPDATE workshop SET capacity = 100").await.expect("room");
    let doubled = enrol(&organiser, workshop, second).await.expect("enrolled twice");
    let before = world.rows().await;
    let refused = merge(&organiser, first, second, &[]).await;
    let Err(UseError::Refused(refusals)) = refused else { panic!("not refused: {refused:?}") };
    assert!(matches!(refusals[0].problem, Problem::BothEnrolled { .. }));
    assert_eq!(world.rows().await, before, "nothing has changed");

    withdraw(&organiser, workshop, doubled).await.expect("withdrawn");
    let refused = merge(&organiser, second, first, &[]).await;
    let Err(UseError::Refused(refusals)) = refused else { panic!("not refused: {refused:?}") };
    assert!(matches!(refusals[0].problem, Problem::KeepTheOther { .. }));
    merge(&organiser, first, second, &[]).await.expect("merged");
    let moved = person_merge_row::Entity::find().all(world.db.reader()).await.expect("rows");
    assert!(moved.iter().all(|row| row.row_id != doubled.0), "the withdrawn enrolment stays");
}

#[tokio::test]
async fn nobody_merges_people_whom_no_campaign_of_theirs_works_with() {
    let world = World::new().await;
    let (_, first, second) = twice(&world).await;
    let trainer = world.caller("formatrice.demo").await;
    assert!(matches!(merge(&trainer, first, second, &[]).await, Err(UseError::Forbidden)));
    assert!(matches!(pairs(&trainer, 5).await, Err(UseError::Forbidden)));
    let stranger = crate::register::stranger(&world).await;
    assert!(matches!(merge(&stranger, first, second, &[]).await, Err(UseError::Forbidden)));
    assert!(matches!(keep_apart(&stranger, first, second).await, Err(UseError::Forbidden)));
    assert!(pairs(&stranger, 50).await.expect("pairs").is_empty());
    assert!(matches!(find(&stranger, first).await, Ok(Seen::Least(_))));
}

#[tokio::test]
async fn only_the_latest_of_two_merges_is_undone_first() {
    let world = World::new().await;
    let (organiser, first, second) = twice(&world).await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let third = add(&organiser, campaign, entry(&world, first).await).await.expect("added");
    let earlier = merge(&organiser, first, second, &["email".into()]).await.expect("merged");
    world.wait(TimeDelta::seconds(1));
    let organiser = Caller { now: world.now(), ..organiser };
    let later = merge(&organiser, first, third, &["email".into()]).await.expect("merged");
    assert!(matches!(undo_merge(&organiser, earlier).await, Err(UseError::NotFound)));
    undo_merge(&organiser, later).await.expect("undone");
    undo_merge(&organiser, earlier).await.expect("undone");
    assert_eq!(entry(&world, second).await.email.as_deref(), Some("nouvelle@example.org"));
}
