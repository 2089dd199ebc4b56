//! What many do at once: never one seat too many, never one certificate twice.

use crate::world::World;
use app::certificates::model::Kind;
use app::certificates::store::issue;
use app::certificates::store::standing::standings;
use app::ids::{PersonId, WorkshopId};
use app::people::caller::Caller;
use app::people::store::accounts::by_login;
use app::people::store::places;
use app::people::store::register::{add, load_entry};
use app::schema::error::UseError;
use app::schema::{certificate, person};
use app::workshops::model::WorkshopForm;
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::planning::create;
use sea_orm::{ConnectionTrait, EntityTrait};
use server::print::undrawn;
use std::collections::HashSet;

pub const SEATS: usize = 7;
const AT_ONCE: usize = 20;

/// The form for a workshop of so many seats.
async fn small_form(world: &World, organiser: &Caller, seats: usize) -> WorkshopForm {
    WorkshopForm {
        title: "Petite salle".into(),
        city: places::cities(organiser).await.expect("cities")[0].0.to_string(),
        venue: "Salle des archives".into(),
        starts_on: "2022-11-19".into(),
        ends_on: "2022-11-21".into(),
        curriculum: world.demo().curriculum.clone(),
        capacity: seats.to_string(),
        lead: by_login(&world.system(), "formatrice.demo").await.expect("an account").to_string(),
        trainers: Vec::new(),
    }
}

/// A workshop of few seats, its organiser, and people to enrol.
pub async fn small_workshop(world: &World) -> (Caller, WorkshopId, Vec<PersonId>) {
    let organiser = world.caller("organisateur.demo").await;
    let form = small_form(world, &organiser, SEATS).await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let workshop = create(&organiser, campaign, &form).await.expect("a workshop");
    let people = person::Entity::find().all(world.db.reader()).await.expect("people");
    (organiser, workshop, people.into_iter().take(AT_ONCE).map(|row| PersonId(row.id)).collect())
}

/// Enrols everyone at once; answers with how many were.
async fn enrol_at_once(organiser: &Caller, workshop: WorkshopId, people: Vec<PersonId>) -> usize {
    let tasks: Vec<_> = people
        .into_iter()
        .map(|person| {
            let organiser = organiser.clone();
            tokio::spawn(async move { enrol(&organiser, workshop, person).await })
        })
        .collect();
    let mut enrolled = 0;
    for task in tasks {
        match task.await.expect("it does not panic") {
            Ok(_) => enrolled += 1,
            Err(UseError::Refused(_)) => {}
            Err(other) => panic!("neither enrolled nor refused: {other}"),
        }
    }
    enrolled
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_who_enrol_at_once_fill_the_seats_and_no_more() {
    let world = World::new().await;
    let (organiser, workshop, people) = small_workshop(&world).await;
    assert_eq!(enrol_at_once(&organiser, workshop, people).await, SEATS);
    assert_eq!(participants(&organiser, workshop).await.expect("people").len(), SEATS);
}

/// Run by `make fuzz`: 500 at once on 20 seats, `SEATS_ROUNDS` times (200).
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "takes minutes"]
async fn five_hundred_on_twenty_seats_again_and_again() {
    let rounds = std::env::var("SEATS_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    let world = World::new().await;
    let (organiser, _, mut people) = small_workshop(&world).await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let entry = load_entry(world.db.reader(), people[0]).await.expect("an entry").person;
    while people.len() < 500 {
        people.push(add(&organiser, campaign, entry.clone()).await.expect("added"));
    }
    // In a room of its own, by another trainer.
    let lead = by_login(&world.system(), "formateur3.demo").await.expect("an account").to_string();
    let form = small_form(&world, &organiser, 20).await;
    let form = WorkshopForm { title: "Tours".into(), venue: "Grande salle".into(), lead, ..form };
    let workshop = create(&organiser, campaign, &form).await.expect("a workshop");
    for round in 0..rounds {
        assert_eq!(enrol_at_once(&organiser, workshop, people.clone()).await, 20, "round {round}");
        assert_eq!(participants(&organiser, workshop).await.expect("people").len(), 20, "round {round}");
        let emptied = "DELETE FROM enrolment WHERE workshop_id IN (SELECT id FROM workshop WHERE title = 'Tours')";
        world.db.writer().execute_unprepared(emptied).await.expect("emptied");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_person_enrolled_twenty_times_at_once_takes_one_seat() {
    let world = World::new().await;
    let (organiser, workshop, people) = small_workshop(&world).await;
    assert_eq!(enrol_at_once(&organiser, workshop, vec![people[0]; AT_ONCE]).await, 1);
    assert_eq!(participants(&organiser, workshop).await.expect("people").len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_come_back_at_once_find_no_seat_too_many() {
    let world = World::new().await;
    let (organiser, workshop, people) = small_workshop(&world).await;
    for person in &people {
        let enrolment = enrol(&organiser, workshop, *person).await.expect("a seat");
        withdraw(&organiser, workshop, enrolment).await.expect("withdrawn");
    }
    assert_eq!(enrol_at_once(&organiser, workshop, people).await, SEATS);
    assert_eq!(participants(&organiser, workshop).await.expect("people").len(), SEATS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eighty_who_issue_at_once_make_one_certificate_each() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    certificate::Entity::delete_many().exec(world.db.writer()).await.expect("none");
    let tasks: Vec<_> = (0..80)
        .map(|_| {
            let organiser = organiser.clone();
            tokio::spawn(
                async move { issue(&organiser, finished, Kind::Trainer, undrawn).await.expect("issued").len() },
            )
        })
        .collect();
    let mut issued = 0;
    for task in tasks {
        issued += task.await.expect("it does not panic");
    }
    let (_, standings) = standings(&organiser, finished).await.expect("standings");
    let holders = standings.iter().filter(|one| one.certificate(Kind::Trainer).is_some()).count();
    let rows = certificate::Entity::find().all(world.db.reader()).await.expect("rows");
    let enrolments: HashSet<_> = rows.iter().map(|row| row.enrolment_id).collect();
    assert!(holders > 10);
    assert_eq!((issued, rows.len(), enrolments.len()), (holders, holders, holders));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_seat_given_up_can_be_taken_again() {
    let world = World::new().await;
    let (organiser, workshop, people) = small_workshop(&world).await;
    let mut enrolments = Vec::new();
    for person in &people[..SEATS] {
        enrolments.push(enrol(&organiser, workshop, *person).await.expect("a seat"));
    }
    assert!(matches!(enrol(&organiser, workshop, people[SEATS]).await, Err(UseError::Refused(_))));
    withdraw(&organiser, workshop, enrolments[0]).await.expect("withdrawn");
    enrol(&organiser, workshop, people[SEATS]).await.expect("the seat given up");
    let back = enrol(&organiser, workshop, people[0]).await;
    assert!(matches!(back, Err(UseError::Refused(_))), "whoever gave it up has none");
}
