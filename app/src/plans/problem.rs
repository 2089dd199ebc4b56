//! A campaign told to the planner, and what it answers told back. Keys are identifiers.

use super::model::{Asked, CHANGE};
use super::wish::Wish;
use crate::fields::{Problem as Refused, Refusal};
use crate::ids::{AccountId, CampaignId, CityId, WishId};
use crate::scheduling::model::Days;
use crate::workshops::model::WorkshopForm;
use crate::workshops::store::ground::{Booked, Ground, Place, Room};
use crate::workshops::store::replanning::Move;
use chrono::{NaiveDate, TimeDelta, Weekday};
use planner::{
    Change, City, Cohort, DateRange, Plan, Problem, ProblemError, Trainer, Travel, Venue, Weights, WishKind, Workshop,
    difference,
};
use std::collections::HashMap;
use std::str::FromStr;
use uuid::Uuid;

/// The campaign as the planner knows it today.
///
/// # Errors
/// What must be put right first, beside its field.
pub fn problem(
    ground: &Ground,
    asked: &Asked,
    wishes: &[(WishId, Wish)],
    today: NaiveDate,
) -> Result<Problem, Vec<Refusal>> {
    let (fixed, movable) = standing(ground, asked, today);
    let cities: Vec<City> = ground.places.iter().map(|place| city(place, asked, &fixed, &movable)).collect();
    let largest = cities.iter().max_by_key(|city| city.people).map(|city| city.key.clone());
    let usual = largest.ok_or_else(|| vec![Refusal::new("people", Refused::NoRoom)])?;
    let problem = Problem {
        window: window(ground, asked, today)?,
        rest_days: if asked.saturdays { vec![Weekday::Sun] } else { vec![Weekday::Sat, Weekday::Sun] },
        holidays: ground.conditions.holidays.iter().map(|(_, day, _)| *day).collect(),
        length_days: asked.days,
        venues: venues(ground, asked, &fixed),
        trainers: trainers(ground, asked, &fixed, &usual),
        travel: travel(ground, asked),
        cohort: Cohort { least: asked.least, most: asked.most },
        weights: Weights {
            cost: 1,
            early: asked.early,
            even: asked.even,
            load: asked.load,
            change: if movable.is_empty() { 0 } else { CHANGE },
        },
        wishes: wishes.iter().filter_map(|(id, wish)| told(ground, *id, wish)).collect(),
        fixed: fixed.iter().map(|one| workshop(one, one.people)).collect(),
        previous: movable.iter().map(|one| workshop(one, asked.most)).collect(),
        cities,
    };
    planner::validate(&problem).map_err(|error| vec![refusal(ground, &error)])?;
    Ok(problem)
}

/// What is wrong with a problem, beside the field that puts it right.
fn refusal(ground: &Ground, error: &ProblemError) -> Refusal {
    match error {
        ProblemError::NoCohorts { city, people } => {
            let people = i32::try_from(*people).unwrap_or(i32::MAX);
            Refusal::new("people", Refused::NoCohorts { city: Names::of(ground).name(city).to_owned(), people })
        }
        ProblemError::Length(_) => Refusal::new("days", Refused::OutOfRange { min: 1, max: 5 }),
        ProblemError::Cohort { least, .. } => {
            let least = i32::try_from(*least).unwrap_or(i32::MAX);
            Refusal::new("most", Refused::OutOfRange { min: least, max: 500 })
        }
        ProblemError::Unknown(_) => Refusal::new("home", Refused::Unknown),
        _ => Refusal::new("per_diem", Refused::OutOfRange { min: 0, max: i32::MAX }),
    }
}

/// The campaign's workshops that stay as they are, and those that may be moved.
fn standing<'a>(ground: &'a Ground, asked: &Asked, today: NaiveDate) -> (Vec<&'a Booked>, Vec<&'a Booked>) {
    let ours = ground.booked.iter().filter(|one| one.ours && !asked.afresh);
    ours.partition(|one| one.days.from <= today || !asked.movable.contains(&one.id))
}

/// A city with those it has seats for and those for whom one is to be found. Too few
/// of the register for a workshop of their own wait.
fn city(place: &Place, asked: &Asked, fixed: &[&Booked], movable: &[&Booked]) -> City {
    let here = |one: &&&Booked| one.city == place.id;
    let free: u32 = fixed.iter().chain(movable).filter(here).map(|one| one.free).sum();
    let lacking = asked.people.get(&place.id).copied().unwrap_or(place.waiting).saturating_sub(free);
    let waits = !asked.people.contains_key(&place.id) && lacking < asked.least;
    City {
        people: counted(place.id, asked, fixed, movable) + if waits { 0 } else { lacking },
        name: place.name.clone(),
        key: place.id.to_string(),
    }
}

/// People of a city that a plan counts in the workshops that are there. One that may be
/// moved is planned anew as a full one, so that as many come back.
fn counted(city: CityId, asked: &Asked, fixed: &[&Booked], movable: &[&Booked]) -> u32 {
    let here = |one: &&&Booked| one.city == city;
    let seated: u32 = fixed.iter().filter(here).map(|one| one.people).sum();
    seated + u32::try_from(movable.iter().filter(here).count()).unwrap_or_default() * asked.most
}

/// The campaign's window, from tomorrow on if workshops are to be held and not only thought of.
fn window(ground: &Ground, asked: &Asked, today: NaiveDate) -> Result<DateRange, Vec<Refusal>> {
    let (starts_on, last) = (ground.campaign.starts_on, ground.campaign.ends_on);
    let first = if asked.afresh { starts_on } else { starts_on.max(today + TimeDelta::days(1)) };
    if first > last {
        return Err(vec![Refusal::new("days", Refused::OutsideCampaign { starts_on, ends_on: last })]);
    }
    Ok(DateRange { first, last })
}

fn workshop(one: &Booked, people: u32) -> Workshop {
    let trainer = |place: usize| one.trainers.get(place).map(ToString::to_string).unwrap_or_default();
    Workshop {
        start: one.days.from,
        end: one.days.to,
        city: one.city.to_string(),
        venue: one.venue.to_string(),
        lead: trainer(0),
        second: trainer(1),
        people,
    }
}

/// Rooms that hold the largest workshop, closed while other campaigns have them.
fn venues(ground: &Ground, asked: &Asked, fixed: &[&Booked]) -> Vec<Venue> {
    let needed = |room: &&Room| room.capacity >= asked.most || fixed.iter().any(|one| one.venue == room.id);
    let rooms = ground.rooms.iter().filter(needed);
    rooms
        .map(|room| Venue {
            key: room.id.to_string(),
            city: room.city.to_string(),
            capacity: room.capacity,
            cost_per_day: asked.hire,
            closed: taken(ground.booked.iter().filter(|one| !one.ours && one.venue == room.id)),
        })
        .collect()
}

/// The trainers, away also while they teach in other campaigns, or beyond the two of
/// a team that the planner knows.
fn trainers(ground: &Ground, asked: &Asked, fixed: &[&Booked], usual: &str) -> Vec<Trainer> {
    let taught = taught(ground, asked);
    let lines = ground.trainers().iter();
    lines
        .map(|one| {
            let absent = one.away.iter().map(|(_, days)| range(*days));
            let elsewhere = ground.booked.iter().filter(|other| !other.ours && other.trainers.contains(&one.account));
            let third =
                fixed.iter().copied().filter(|other| other.trainers.iter().skip(2).any(|id| *id == one.account));
            Trainer {
                key: one.account.to_string(),
                name: one.name.clone(),
                home: asked.homes.get(&one.account).map_or_else(|| usual.to_owned(), ToString::to_string),
                can_lead: true,
                competent: one.teaches.is_empty() || taught.is_some_and(|id| one.teaches.iter().any(|it| it.0 == id)),
                away: absent.chain(taken(elsewhere)).chain(taken(third)).collect(),
                per_diem: asked.per_diem,
                most_workshops: None,
            }
        })
        .collect()
}

/// What is taught: what is asked for, or the programme's latest.
fn taught(ground: &Ground, asked: &Asked) -> Option<Uuid> {
    asked.curriculum.map(|id| id.0).or_else(|| ground.curricula.first().copied())
}

fn range(days: Days) -> DateRange {
    DateRange { first: days.from, last: days.to }
}

fn taken<'a>(booked: impl Iterator<Item = &'a Booked>) -> Vec<DateRange> {
    booked.map(|one| range(one.days)).collect()
}

fn travel(ground: &Ground, asked: &Asked) -> Travel {
    let all = || 0..ground.places.len();
    let between = |one: usize, other: usize| ground.journeys.days(ground.places[one].id, ground.places[other].id);
    let days = |one| all().map(|other| u16::try_from(between(one, other)).unwrap_or_default()).collect();
    let fare =
        |one| all().map(|other| i64::from(between(one, other).max(i32::from(one != other))) * asked.fare).collect();
    Travel { days: all().map(days).collect(), cost: all().map(fare).collect() }
}

/// A wish, if all that it names can still be had.
fn told(ground: &Ground, id: WishId, wish: &Wish) -> Option<planner::Wish> {
    let city = |id: CityId| ground.places.iter().any(|place| place.id == id).then(|| id.to_string());
    let trainer = |id: AccountId| ground.trainers().iter().any(|one| one.account == id).then(|| id.to_string());
    let kind = match *wish {
        Wish::CityWithin(one, days) => WishKind::CityWithin { city: city(one)?, range: range(days) },
        Wish::CityNotWithin(one, days) => WishKind::CityNotWithin { city: city(one)?, range: range(days) },
        Wish::Apart(one, other, days) => WishKind::ApartDays { a: city(one)?, b: city(other)?, days },
        Wish::NotSameWeek(one, other) => WishKind::NotSameWeek { a: city(one)?, b: city(other)? },
        Wish::AtMostPerWeek(most) => WishKind::AtMostPerWeek { most },
        Wish::LeadOf(one, who) => WishKind::LeadOf { city: city(one)?, trainer: trainer(who)? },
        Wish::TrainerNotWithin(who, days) => WishKind::TrainerNotWithin { trainer: trainer(who)?, range: range(days) },
        Wish::BudgetAtMost(most) => WishKind::BudgetAtMost { most },
        Wish::TrainersRest(days) => WishKind::TrainerRests { days },
    };
    Some(planner::Wish { key: id.to_string(), kind })
}

/// The names behind the keys of a plan.
pub struct Names(HashMap<String, String>);

impl Names {
    /// Of all that the ground has.
    #[must_use]
    pub fn of(ground: &Ground) -> Self {
        let places = ground.places.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let rooms = ground.rooms.iter().map(|one| (one.id.to_string(), one.name.clone()));
        let trainers = ground.trainers().iter().map(|one| (one.account.to_string(), one.name.clone()));
        Self(places.chain(rooms).chain(trainers).collect())
    }

    /// The name behind a key; the key itself where there is none.
    #[must_use]
    pub fn name<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }
}

/// The campaign's workshops as they stand, without their people, who come and go.
#[must_use]
pub fn standing_today(ground: &Ground) -> Vec<Workshop> {
    let mut standing: Vec<Workshop> = ground.booked.iter().filter(|one| one.ours).map(|one| workshop(one, 0)).collect();
    standing.sort();
    standing
}

/// What adopting a plan would change, by date; people are no part of it, because those
/// who have a seat keep it.
#[must_use]
pub fn changes(ground: &Ground, asked: &Asked, plan: &Plan) -> Vec<Change> {
    let booked = if asked.afresh { Vec::new() } else { standing_today(ground) };
    let planned: Vec<Workshop> = plan.workshops.iter().map(|one| Workshop { people: 0, ..one.clone() }).collect();
    difference(&booked, &planned)
}

/// What is to be written when a plan is adopted: workshops to move, and new ones.
pub struct Writing {
    /// To be moved.
    pub moves: Vec<Move>,
    /// To be created.
    pub forms: Vec<WorkshopForm>,
}

/// What is to be written when a plan is adopted today. `title` names the workshop of
/// a city by its place among them.
///
/// # Errors
/// If the calendar is no longer what the plan was made for.
pub fn writing(
    ground: &Ground,
    asked: &Asked,
    plan: &Plan,
    today: NaiveDate,
    title: &dyn Fn(&str, usize) -> String,
) -> Result<Writing, Vec<Refusal>> {
    let outdated = || vec![Refusal::new("plan", Refused::Outdated)];
    let names = Names::of(ground);
    let (fixed, movable) = standing(ground, asked, today);
    let curriculum = taught(ground, asked);
    let mut held =
        ground.booked.iter().filter(|one| one.ours).fold(HashMap::<String, usize>::new(), |mut held, one| {
            *held.entry(one.city.to_string()).or_default() += 1;
            held
        });
    let mut writing = Writing { moves: Vec::new(), forms: Vec::new() };
    let changes = changes(ground, asked, plan);
    let added = |city: &str| changes.iter().filter(|one| matches!(one, Change::Added(new) if new.city == city)).count();
    for change in &changes {
        match change {
            Change::Removed(_) => return Err(outdated()),
            Change::Changed { before, after } => {
                let moved = ground.booked.iter().find(|one| one.ours && workshop(one, 0) == *before);
                let moved = moved.filter(|one| movable.iter().any(|may| may.id == one.id)).ok_or_else(outdated)?;
                writing.moves.push(movement(moved, after).ok_or_else(outdated)?);
            }
            Change::Added(new) => {
                let place = held.entry(new.city.clone()).or_default();
                *place += 1;
                let here = plan.workshops.iter().filter(|one| one.city == new.city).map(|one| one.people);
                let there = new.city.parse().map_or(0, |city| counted(city, asked, &fixed, &movable));
                let lacking = here.sum::<u32>().saturating_sub(there) as usize;
                writing.forms.push(WorkshopForm {
                    title: title(names.name(&new.city), *place),
                    city: new.city.clone(),
                    venue: names.name(&new.venue).to_owned(),
                    starts_on: new.start.to_string(),
                    ends_on: new.end.to_string(),
                    curriculum: curriculum.map(|id| id.to_string()).unwrap_or_default(),
                    capacity: lacking.div_ceil(added(&new.city).max(1)).clamp(1, asked.most as usize).to_string(),
                    lead: new.lead.clone(),
                    trainers: vec![new.second.clone()],
                });
            }
        }
    }
    Ok(writing)
}

fn movement(moved: &Booked, after: &Workshop) -> Option<Move> {
    Some(Move {
        workshop: moved.id,
        venue: after.venue.parse().ok()?,
        days: Days { from: after.start, to: after.end },
        lead: after.lead.parse().ok()?,
        second: AccountId::from_str(&after.second).ok(),
    })
}

/// The address of a campaign's planning page.
#[must_use]
pub fn address(campaign: CampaignId) -> String {
    format!("/campaigns/{campaign}/plan")
}
