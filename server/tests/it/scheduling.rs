//! Nothing is stored that cannot be held: no trainer, room or participant in two
//! places, no workshop on a holiday, whatever is asked, in whatever order, at once.

use crate::world::World;
use app::clash::Clash;
use app::fields::{Problem, Refusal};
use app::ids::{AccountId, CampaignId, CityId, CurriculumId, PersonId, WorkshopId};
use app::people::caller::Caller;
use app::people::store::accounts::by_login;
use app::people::store::merging::merge;
use app::people::store::places;
use app::people::store::register::{add, load_entry};
use app::scheduling::model::Days;
use app::scheduling::store::conditions::{
    add_absence, add_holiday, conditions, remove_absence, remove_holiday, set_competence, set_journey,
};
use app::schema::error::UseError;
use app::schema::{enrolment, holiday, timetable_session, venue, workshop, workshop_trainer};
use app::workshops::model::WorkshopForm;
use app::workshops::store::cancelling::{cancel, reinstate};
use app::workshops::store::changing::{as_form, change};
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::planning::create;
use app::workshops::store::replanning::{Move, replan};
use app::workshops::store::waiting::{wait, waiting};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// What the tests stand on: the organiser, the campaign, two trainers and three cities.
pub struct Stage {
    pub world: World,
    pub organiser: Caller,
    campaign: CampaignId,
    pub trainers: Vec<AccountId>,
    cities: Vec<(CityId, String)>,
}

impl Stage {
    pub async fn new() -> Self {
        let world = World::new().await;
        let organiser = world.caller("organisateur.demo").await;
        let mut trainers = Vec::new();
        for login in ["formateur3.demo", "formateur4.demo"] {
            trainers.push(by_login(&world.system(), login).await.expect("an account"));
        }
        let cities = places::cities(&organiser).await.expect("cities");
        let campaign = world.demo().campaign.parse().expect("an identifier");
        Self { world, organiser, campaign, trainers, cities }
    }

    fn city(&self, name: &str) -> String {
        self.cities.iter().find(|(_, it)| it == name).expect("a city").0.to_string()
    }

    /// A workshop in a hall of this name, in days in which nothing else is.
    pub fn form(&self, hall: &str, city: &str, (from, to): (&str, &str), lead: usize) -> WorkshopForm {
        WorkshopForm {
            title: format!("{hall} {from}"),
            city: self.city(city),
            venue: hall.into(),
            starts_on: from.into(),
            ends_on: to.into(),
            curriculum: self.world.demo().curriculum.clone(),
            capacity: "10".into(),
            lead: self.trainers[lead].to_string(),
            trainers: Vec::new(),
        }
    }

    async fn create(&self, form: &WorkshopForm) -> Result<WorkshopId, UseError> {
        create(&self.organiser, self.campaign, form).await
    }

    pub async fn created(&self, form: &WorkshopForm) -> WorkshopId {
        self.create(form).await.expect("a workshop")
    }

    /// A workshop on other days with another team, in a room of its city.
    async fn movement(&self, workshop: WorkshopId, from: NaiveDate, to: NaiveDate, chance: usize) -> Move {
        let row = workshop::Entity::find_by_id(workshop.0).one(self.world.db.reader()).await.expect("rows");
        let venue = row.expect("the workshop").venue_id;
        Move {
            workshop,
            venue,
            days: Days { from, to },
            lead: self.trainers[chance % 2],
            second: chance.is_multiple_of(3).then(|| self.trainers[(chance + 1) % 2]),
        }
    }

    fn curriculum(&self) -> CurriculumId {
        self.world.demo().curriculum.parse().expect("an identifier")
    }
}

fn refused<T: std::fmt::Debug>(answer: Result<T, UseError>) -> Vec<Refusal> {
    match answer {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

const FREE: (&str, &str) = ("2022-11-19", "2022-11-21");

#[tokio::test]
async fn a_workshop_that_cannot_be_held_is_refused_with_the_reason_and_nothing_is_written() {
    let stage = Stage::new().await;
    stage.created(&stage.form("Alpha", "Kayes", FREE, 0)).await;
    set_journey(&stage.organiser, stage.cities[0].0, stage.cities[1].0, 1).await.expect("set");
    let before = stage.world.rows().await;

    let room = refused(stage.create(&stage.form("Alpha", "Kayes", ("2022-11-21", "2022-11-22"), 1)).await);
    assert!(
        matches!(&room[0].problem, Problem::Clash(Clash::VenueTaken { workshop, .. }) if workshop == "Alpha 2022-11-19")
    );
    let taken = refused(stage.create(&stage.form("Beta", "Gao", ("2022-11-20", "2022-11-22"), 0)).await);
    assert_eq!(taken[0].field, "lead");
    assert!(matches!(&taken[0].problem, Problem::Clash(Clash::TrainerTaken { .. })), "{taken:?}");
    let feast = refused(stage.create(&stage.form("Beta", "Kayes", ("2022-10-14", "2022-10-15"), 1)).await);
    assert!(feast.iter().any(
        |it| matches!(&it.problem, Problem::Clash(Clash::OnHoliday { name, .. }) if name == "Baptême du Prophète")
    ));
    let other = WorkshopForm {
        lead: stage.trainers[1].to_string(),
        trainers: vec![stage.trainers[0].to_string()],
        ..stage.form("Beta", "Kayes", FREE, 1)
    };
    assert_eq!(refused(stage.create(&other).await)[0].field, "trainers");
    assert_eq!(stage.world.rows().await, before, "nothing was written, not even a room");
}

#[tokio::test]
async fn a_trainer_needs_the_days_of_the_journey() {
    let stage = Stage::new().await;
    let (kayes, gao) = (stage.city("Kayes"), stage.city("Gao"));
    let id = |text: &str| -> CityId { text.parse().expect("an identifier") };
    stage.created(&stage.form("Alpha", "Kayes", ("2022-11-16", "2022-11-17"), 0)).await;
    set_journey(&stage.organiser, id(&kayes), id(&gao), 2).await.expect("set");
    let late = refused(stage.create(&stage.form("Beta", "Gao", ("2022-11-19", "2022-11-20"), 0)).await);
    assert!(matches!(late[0].problem, Problem::Clash(Clash::TrainerTravels { days: 2, .. })), "{late:?}");
    let beta = stage.created(&stage.form("Beta", "Gao", ("2022-11-20", "2022-11-21"), 0)).await;
    // Now the road takes longer than lies between.
    let before = stage.world.rows().await;
    let longer = refused(set_journey(&stage.organiser, id(&gao), id(&kayes), 3).await);
    assert!(matches!(longer[0].problem, Problem::Clash(Clash::Breaks { .. })));
    assert_eq!(stage.world.rows().await, before);
    let (_, form) = as_form(&stage.organiser, beta).await.expect("a form");
    let moved = WorkshopForm { starts_on: "2022-11-21".into(), ends_on: "2022-11-22".into(), ..form };
    change(&stage.organiser, beta, &moved).await.expect("moved");
    set_journey(&stage.organiser, id(&gao), id(&kayes), 3).await.expect("longer");
}

#[tokio::test]
async fn what_is_stated_against_a_workshop_to_come_is_refused_and_names_it() {
    let stage = Stage::new().await;
    let alpha = stage.created(&stage.form("Alpha", "Kayes", FREE, 0)).await;
    let (who, trainer, campaign) = (&stage.organiser, stage.trainers[0], stage.campaign);
    let before = stage.world.rows().await;
    let breaks = |refusals: Vec<Refusal>| matches!(&refusals[0].problem, Problem::Clash(Clash::Breaks { workshop, .. }) if workshop.starts_with("Alpha"));
    assert!(breaks(refused(add_holiday(who, campaign, day("2022-11-20"), "Deuil").await)));
    let days = Days { from: day("2022-11-21"), to: day("2022-11-25") };
    assert!(breaks(refused(add_absence(who, campaign, trainer, days).await)));
    assert_eq!(stage.world.rows().await, before);
    add_absence(who, campaign, trainer, Days { from: day("2022-11-22"), to: day("2022-11-25") }).await.expect("stated");
    let (_, form) = as_form(who, alpha).await.expect("a form");
    let later = WorkshopForm { ends_on: "2022-11-22".into(), ..form };
    let away = refused(change(who, alpha, &later).await);
    assert!(matches!(away[0].problem, Problem::Clash(Clash::TrainerAway { .. })));
    let stated = conditions(who, campaign).await.expect("conditions");
    let absence = stated.trainers.iter().find(|one| one.account == trainer).expect("the trainer").away[0].0;
    remove_absence(who, campaign, absence).await.expect("back");
    change(who, alpha, &later).await.expect("a day more");
    // Who teaches nothing else teaches this.
    set_competence(who, campaign, trainer, &[stage.curriculum()]).await.expect("stated");
    assert!(matches!(
        set_competence(&stage.world.caller("formatrice.demo").await, campaign, trainer, &[]).await,
        Err(UseError::Forbidden)
    ));
}

#[tokio::test]
async fn a_workshop_that_moves_keeps_its_half_days_until_attendance_is_marked() {
    let stage = Stage::new().await;
    let alpha = stage.created(&stage.form("Alpha", "Kayes", FREE, 0)).await;
    let sessions = || async {
        let rows = timetable_session::Entity::find()
            .filter(timetable_session::COLUMN.workshop_id.eq(alpha.0))
            .order_by_asc(timetable_session::Column::HeldOn)
            .order_by_desc(timetable_session::Column::Half)
            .all(stage.world.db.reader());
        rows.await.expect("rows").into_iter().map(|row| (row.id, row.held_on)).collect::<Vec<_>>()
    };
    let before = sessions().await;
    let (_, form) = as_form(&stage.organiser, alpha).await.expect("a form");
    assert_eq!(form, stage.form("Alpha", "Kayes", FREE, 0), "the form says what stands");
    let moved = WorkshopForm { starts_on: "2022-11-21".into(), ends_on: "2022-11-22".into(), ..form };
    change(&stage.organiser, alpha, &moved).await.expect("moved");
    let after = sessions().await;
    assert_eq!(after.len(), 4);
    assert!(after.iter().zip(&before).all(|(new, old)| new.0 == old.0), "the same half-days in order");
    assert_eq!(after[0].1, day("2022-11-21"));

    let marked: WorkshopId = stage.world.demo().workshop_finished.parse().expect("an identifier");
    let (_, form) = as_form(&stage.organiser, marked).await.expect("a form");
    let later = WorkshopForm { ends_on: "2022-09-15".into(), ..form.clone() };
    assert!(matches!(
        refused(change(&stage.organiser, marked, &later).await)[0].problem,
        Problem::Clash(Clash::Marked)
    ));
    let few = WorkshopForm { capacity: "3".into(), ..form };
    assert!(matches!(refused(change(&stage.organiser, marked, &few).await)[0].problem, Problem::OutOfRange { .. }));
}

#[tokio::test]
async fn nobody_has_a_seat_in_two_workshops_on_one_day() {
    let stage = Stage::new().await;
    let who = &stage.organiser;
    let alpha = stage.created(&stage.form("Alpha", "Kayes", FREE, 0)).await;
    let beta = stage.created(&stage.form("Beta", "Gao", ("2022-11-21", "2022-11-22"), 1)).await;
    let running: WorkshopId = stage.world.demo().workshop_running.parse().expect("an identifier");
    let people: Vec<PersonId> =
        participants(who, running).await.expect("people").into_iter().map(|one| one.person).collect();
    let seat = enrol(who, alpha, people[0]).await.expect("a seat");
    let twice = refused(enrol(who, beta, people[0]).await);
    assert!(matches!(twice[0].problem, Problem::Clash(Clash::Elsewhere { people: 1, .. })), "{twice:?}");

    // Moving one onto the other is refused too.
    enrol(who, beta, people[1]).await.expect("a seat");
    let (_, form) = as_form(who, beta).await.expect("a form");
    let earlier = WorkshopForm { starts_on: "2022-11-16".into(), ends_on: "2022-11-18".into(), ..form.clone() };
    change(who, beta, &earlier).await.expect("moved away");
    enrol(who, beta, people[0]).await.expect("on other days");
    assert!(matches!(
        refused(change(who, beta, &form).await)[0].problem,
        Problem::Clash(Clash::Elsewhere { people: 1, .. })
    ));

    // An entry that is enrolled elsewhere on these days is another person.
    let entry = load_entry(stage.world.db.reader(), people[0]).await.expect("an entry").person;
    let again = add(who, stage.campaign, entry).await.expect("added");
    let gamma = stage.created(&stage.form("Gamma", "Ségou", FREE, 1)).await;
    enrol(who, gamma, again).await.expect("a seat");
    let merged = refused(merge(who, people[0], again, &[]).await);
    assert!(matches!(merged[0].problem, Problem::Clash(Clash::Elsewhere { .. })));
    withdraw(who, alpha, seat).await.expect("withdrawn");
    merge(who, people[0], again, &[]).await.expect("one person after all");
}

#[tokio::test]
async fn a_seat_passes_over_whoever_is_elsewhere_on_these_days() {
    let stage = Stage::new().await;
    let who = &stage.organiser;
    let form = WorkshopForm { capacity: "1".into(), ..stage.form("Alpha", "Kayes", FREE, 0) };
    let alpha = stage.created(&form).await;
    let beta = stage.created(&stage.form("Beta", "Gao", FREE, 1)).await;
    let running: WorkshopId = stage.world.demo().workshop_running.parse().expect("an identifier");
    let people: Vec<PersonId> =
        participants(who, running).await.expect("people").into_iter().map(|one| one.person).collect();
    let seat = enrol(who, alpha, people[0]).await.expect("a seat");
    for person in &people[1..3] {
        wait(who, alpha, *person).await.expect("waiting");
    }
    enrol(who, beta, people[1]).await.expect("elsewhere meanwhile");
    withdraw(who, alpha, seat).await.expect("withdrawn");
    let seated: Vec<PersonId> = participants(who, alpha).await.expect("people").iter().map(|one| one.person).collect();
    assert_eq!(seated, [people[2]], "the first who waited cannot, the second can");
    assert_eq!(waiting(who, alpha).await.expect("waiting").len(), 1, "and keeps their place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_book_one_room_or_trainer_at_once_one_succeeds() {
    let stage = Stage::new().await;
    for (halls, leads) in [(["Alpha"; 6], [0, 1, 0, 1, 0, 1]), (["B1", "B2", "B3", "B4", "B5", "B6"], [0; 6])] {
        let days = if halls[0] == "Alpha" { ("2022-11-19", "2022-11-19") } else { ("2022-11-21", "2022-11-22") };
        let tasks = halls.iter().zip(leads).map(|(hall, lead)| {
            let (form, who, campaign) =
                (stage.form(hall, "Kayes", days, lead), stage.organiser.clone(), stage.campaign);
            tokio::spawn(async move { create(&who, campaign, &form).await })
        });
        let tasks: Vec<_> = tasks.collect();
        let mut created = 0;
        for task in tasks {
            match task.await.expect("it does not panic") {
                Ok(_) => created += 1,
                Err(UseError::Refused(refusals)) => assert!(matches!(
                    refusals[0].problem,
                    Problem::Clash(Clash::VenueTaken { .. } | Clash::TrainerTaken { .. })
                )),
                Err(other) => panic!("neither created nor refused: {other}"),
            }
        }
        assert_eq!(created, 1, "{halls:?}");
    }
}

/// The next of a sequence that is the same at every run (Knuth's MMIX constants).
fn next(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 40).expect("24 bits")
}

#[tokio::test]
async fn no_sequence_of_edits_stores_a_violation() {
    let stage = Stage::new().await;
    let (who, campaign) = (&stage.organiser, stage.campaign);
    let running: WorkshopId = stage.world.demo().workshop_running.parse().expect("an identifier");
    let people: Vec<PersonId> =
        participants(who, running).await.expect("people").into_iter().map(|one| one.person).take(4).collect();
    let (mut created, mut done) = (Vec::new(), [0; 8]);
    let mut seed = 2022;
    for _ in 0..160 {
        let from = day("2022-11-12") + TimeDelta::days(i64::try_from(next(&mut seed) % 10).expect("small"));
        let to = from + TimeDelta::days(i64::try_from(next(&mut seed) % 3).expect("small"));
        let city = ["Kayes", "Gao", "Ségou"][next(&mut seed) % 3];
        let hall = ["Alpha", "Beta"][next(&mut seed) % 2];
        let form = stage.form(hall, city, (&from.to_string(), &to.to_string()), next(&mut seed) % 2);
        let kind = next(&mut seed) % 8;
        let known = created.get(next(&mut seed) % created.len().max(1)).copied();
        let answer = match (kind, known) {
            (0, _) | (_, None) => stage.create(&form).await.map(|id| created.push(id)),
            (1, Some(id)) => change(who, id, &form).await,
            (2, Some(id)) => enrol(who, id, people[next(&mut seed) % people.len()]).await.map(drop),
            (3, _) => add_holiday(who, campaign, from, "Fête").await,
            (4, _) => add_absence(who, campaign, stage.trainers[next(&mut seed) % 2], Days { from, to }).await,
            (6, Some(id)) => match cancel(who, id).await {
                Err(UseError::Refused(_)) => reinstate(who, id).await,
                answer => answer,
            },
            (7, Some(id)) => {
                // Two at once, as a plan does: each may take the other's place.
                let chance = next(&mut seed);
                let mut moves = vec![stage.movement(id, from, to, chance).await];
                if let Some(other) = created.iter().find(|other| **other != id && chance.is_multiple_of(2)) {
                    moves.push(stage.movement(*other, to, to, next(&mut seed)).await);
                }
                replan(who, campaign, &moves, &[]).await
            }
            (_, Some(_)) => {
                let (one, other) = (next(&mut seed) % stage.cities.len(), next(&mut seed) % stage.cities.len());
                let days = i32::try_from(next(&mut seed) % 3).expect("small");
                if one == other {
                    continue;
                }
                set_journey(who, stage.cities[one].0, stage.cities[other].0, days).await
            }
        };
        match answer {
            Ok(()) => done[kind] += 1,
            Err(UseError::Refused(_)) => {}
            Err(other) => panic!("neither done nor refused: {other}"),
        }
        if next(&mut seed).is_multiple_of(4) {
            loosen(&stage).await;
        }
        assert_holds(&stage).await;
    }
    assert!(done.iter().all(|count| *count > 0), "each kind of edit was done at least once: {done:?}");
}

/// Takes holidays and absences back, so that there is room again.
async fn loosen(stage: &Stage) {
    let stated = conditions(&stage.organiser, stage.campaign).await.expect("conditions");
    if let Some((id, ..)) = stated.holidays.last() {
        remove_holiday(&stage.organiser, stage.campaign, *id).await.expect("back");
    }
    for (id, _) in stated.trainers.iter().flat_map(|one| &one.away).take(1) {
        remove_absence(&stage.organiser, stage.campaign, *id).await.expect("back");
    }
}

/// Looks at all rows, without the rules of the application.
async fn assert_holds(stage: &Stage) {
    let db = stage.world.db.reader();
    let held = workshop::Entity::find().filter(workshop::COLUMN.cancelled_at.is_null());
    let rows = held.find_also_related(venue::Entity).all(db).await.expect("rows");
    let teams = workshop_trainer::Entity::find().all(db).await.expect("rows");
    let seats = enrolment::Entity::find().filter(enrolment::COLUMN.withdrawn_at.is_null()).all(db).await.expect("rows");
    let holidays = holiday::Entity::find().all(db).await.expect("rows");
    let team = |id| teams.iter().filter(move |one| one.workshop_id == id).map(|one| one.account_id);
    let seated = |id| seats.iter().filter(move |one| one.workshop_id == id).map(|one| one.person_id);
    for (place, (one, room)) in rows.iter().enumerate() {
        assert!(holidays.iter().all(|it| it.held_on < one.starts_on || one.ends_on < it.held_on), "{}", one.title);
        let room = room.as_ref().expect("a room");
        for (other, other_room) in &rows[place + 1..] {
            if one.ends_on < other.starts_on || other.ends_on < one.starts_on {
                continue;
            }
            let both = format!("{} {}", one.title, other.title);
            assert_ne!(room.id, other_room.as_ref().expect("a room").id, "{both}");
            assert!(team(one.id).all(|trainer| team(other.id).all(|it| it != trainer)), "{both}");
            assert!(seated(one.id).all(|person| seated(other.id).all(|it| it != person)));
        }
    }
}
