//! When and where a workshop can be held: rules over what is known of days, rooms,
//! journeys and trainers.

use crate::clash::Clash;
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{AccountId, CityId, CurriculumId};
use chrono::{NaiveDate, TimeDelta, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The longest journey in days, from and to which other workshops are looked for.
pub const LONGEST_JOURNEY: i32 = 14;

/// Days from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The first.
    pub from: NaiveDate,
    /// The last, not before the first.
    pub to: NaiveDate,
}

impl Days {
    /// Whether there is a day in both.
    #[must_use]
    pub fn overlap(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn hold(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// Weeks from Monday to Sunday, cut where the days begin and end.
    #[must_use]
    pub fn weeks(self) -> Vec<Self> {
        let mut weeks = Vec::new();
        let mut from = self.from;
        while from <= self.to {
            let sunday = from.week(Weekday::Mon).last_day();
            weeks.push(Self { from, to: sunday.min(self.to) });
            from = sunday + TimeDelta::days(1);
        }
        weeks
    }

    /// How many days lie between them and others; negative if they overlap.
    #[must_use]
    pub fn apart(self, other: Self) -> i64 {
        let gap = |before: Self, after: Self| (after.from - before.to).num_days() - 1;
        gap(self, other).max(gap(other, self))
    }
}

/// Whole days of travel between cities. Nothing is kept free for a journey that
/// nobody has stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journeys(HashMap<(CityId, CityId), i32>);

impl Journeys {
    /// States a journey; both directions take as long.
    pub fn set(&mut self, one: CityId, other: CityId, days: i32) {
        self.0.insert(pair(one, other), days);
    }

    /// The days that must be free between a workshop here and one there.
    #[must_use]
    pub fn days(&self, one: CityId, other: CityId) -> i32 {
        if one == other { 0 } else { self.0.get(&pair(one, other)).copied().unwrap_or_default() }
    }
}

/// Two cities as a journey is kept: the smaller identifier first.
#[must_use]
pub fn pair(one: CityId, other: CityId) -> (CityId, CityId) {
    (one.min(other), one.max(other))
}

/// A workshop that a room or a trainer is booked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// Its title.
    pub title: String,
    /// Where.
    pub city: CityId,
    /// The name of the city.
    pub city_name: String,
    /// When.
    pub days: Days,
}

/// What is known of a trainer around the days that are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trainer {
    /// As shown.
    pub name: String,
    /// Whether they are to lead.
    pub leads: bool,
    /// Other workshops of theirs.
    pub booked: Vec<Booking>,
    /// Days on which they cannot.
    pub away: Vec<Days>,
    /// The curricula they teach; of whom none is stated, may teach all.
    pub teaches: Vec<CurriculumId>,
}

/// A workshop as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where.
    pub city: CityId,
    /// When.
    pub days: Days,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// How many seats.
    pub seats: i32,
}

/// What it must be reconciled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The campaign's first and last day.
    pub window: Days,
    /// Days on which no workshop is held, and why.
    pub holidays: Vec<(NaiveDate, String)>,
    /// How many the room holds, where somebody has counted.
    pub room: Option<i32>,
    /// Other workshops in the room.
    pub room_booked: Vec<Booking>,
    /// The trainers.
    pub trainers: Vec<Trainer>,
    /// Travel between cities.
    pub journeys: Journeys,
}

/// Everything that keeps a workshop from being held so, each beside its field;
/// nothing if it can be.
#[must_use]
pub fn clashes(wanted: &Wanted, facts: &Facts) -> Vec<Refusal> {
    let days = wanted.days;
    let mut found = Vec::new();
    if days.from < facts.window.from || days.to > facts.window.to {
        let problem = Problem::OutsideCampaign { starts_on: facts.window.from, ends_on: facts.window.to };
        found.push(Refusal::new("starts_on", problem));
    }
    if let Some((day, name)) = facts.holidays.iter().find(|(day, _)| days.hold(*day)) {
        found.push(Refusal::new("starts_on", Clash::OnHoliday { day: *day, name: name.clone() }.into()));
    }
    if let Some(max) = facts.room.filter(|room| *room < wanted.seats) {
        found.push(Refusal::new("capacity", Problem::OverVenueCapacity { max }));
    }
    if let Some(other) = facts.room_booked.iter().find(|other| days.overlap(other.days)) {
        let Days { from, to } = other.days;
        found.push(Refusal::new(
            "venue",
            Clash::VenueTaken { workshop: other.title.clone(), starts_on: from, ends_on: to }.into(),
        ));
    }
    for trainer in &facts.trainers {
        let field = if trainer.leads { "lead" } else { "trainers" };
        found.extend(hindrance(wanted, trainer, &facts.journeys).map(|clash| Refusal::new(field, clash.into())));
    }
    found
}

/// The first thing that keeps a trainer from it.
fn hindrance(wanted: &Wanted, trainer: &Trainer, journeys: &Journeys) -> Option<Clash> {
    let name = || trainer.name.clone();
    if !trainer.teaches.is_empty() && !trainer.teaches.contains(&wanted.curriculum) {
        return Some(Clash::NotCompetent { trainer: name() });
    }
    if let Some(away) = trainer.away.iter().find(|away| away.overlap(wanted.days)) {
        return Some(Clash::TrainerAway { trainer: name(), starts_on: away.from, ends_on: away.to });
    }
    let needed = |other: &Booking| journeys.days(wanted.city, other.city);
    let other = trainer.booked.iter().find(|other| wanted.days.apart(other.days) < i64::from(needed(other)))?;
    let workshop = other.title.clone();
    Some(if wanted.days.overlap(other.days) {
        Clash::TrainerTaken { trainer: name(), workshop, starts_on: other.days.from, ends_on: other.days.to }
    } else {
        Clash::TrainerTravels { trainer: name(), workshop, city: other.city_name.clone(), days: needed(other) }
    })
}

/// A holiday, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct HolidayForm {
    /// The day.
    pub held_on: String,
    /// What it is called.
    pub name: String,
}

impl HolidayForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<(NaiveDate, String), Vec<Refusal>> {
        let mut fields = Fields::default();
        let held_on = fields.date("held_on", &self.held_on);
        let name = fields.line("name", &self.name, 80);
        fields.accept(held_on.map(|day| (day, name)))
    }
}

/// An absence of a trainer, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct AbsenceForm {
    /// Identifier of the trainer's account.
    pub trainer: String,
    /// The first day.
    pub away_from: String,
    /// The last day.
    pub away_to: String,
}

impl AbsenceForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<(AccountId, Days), Vec<Refusal>> {
        let mut fields = Fields::default();
        let trainer = fields.choice("trainer", &self.trainer);
        let (from, to) = (fields.date("away_from", &self.away_from), fields.date("away_to", &self.away_to));
        if let Some((from, to)) = from.zip(to)
            && to < from
        {
            fields.refuse("away_to", Problem::EndsBeforeStart);
        }
        fields.accept(trainer.zip(from.zip(to)).map(|(trainer, (from, to))| (trainer, Days { from, to })))
    }
}

/// A journey, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JourneyForm {
    /// Identifier of a city.
    pub one: String,
    /// Identifier of another.
    pub other: String,
    /// Whole days.
    pub days: String,
}

impl JourneyForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<(CityId, CityId, i32), Vec<Refusal>> {
        let mut fields = Fields::default();
        let one: Option<CityId> = fields.choice("one", &self.one);
        let other = fields.choice("other", &self.other);
        if one.is_some() && one == other {
            fields.refuse("other", Problem::NotTheSame);
        }
        let days = fields.number("days", &self.days, 0, LONGEST_JOURNEY);
        fields.accept(one.zip(other).map(|(one, other)| (one, other, days)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn days(from: &str, to: &str) -> Days {
        Days { from: day(from), to: day(to) }
    }

    fn city(number: u128) -> CityId {
        CityId(Uuid::from_u128(number))
    }

    fn booked(city_number: u128, from: &str, to: &str) -> Booking {
        Booking { title: "Gao".into(), city: city(city_number), city_name: "Gao".into(), days: days(from, to) }
    }

    const CURRICULUM: CurriculumId = CurriculumId(Uuid::from_u128(9));

    fn wanted() -> Wanted {
        Wanted { city: city(1), days: days("2022-10-04", "2022-10-07"), curriculum: CURRICULUM, seats: 30 }
    }

    fn facts() -> Facts {
        let mut journeys = Journeys::default();
        journeys.set(city(2), city(1), 1);
        Facts {
            window: days("2022-09-14", "2022-11-22"),
            holidays: vec![(day("2022-09-22"), "Indépendance".into()), (day("2022-10-08"), "Maouloud".into())],
            room: Some(30),
            room_booked: vec![booked(1, "2022-10-10", "2022-10-13"), booked(1, "2022-10-01", "2022-10-03")],
            trainers: vec![Trainer { name: "Kadiatou".into(), leads: true, ..Trainer::default() }],
            journeys,
        }
    }

    fn with(trainer: Trainer) -> Vec<Problem> {
        let facts = Facts { trainers: vec![Trainer { name: "Oumou".into(), ..trainer }], ..facts() };
        clashes(&wanted(), &facts).into_iter().map(|refusal| refusal.problem).collect()
    }

    #[test]
    fn weeks_begin_on_monday_and_are_cut_at_the_ends() {
        let weeks = days("2022-09-14", "2022-09-27").weeks();
        assert_eq!(
            weeks,
            [days("2022-09-14", "2022-09-18"), days("2022-09-19", "2022-09-25"), days("2022-09-26", "2022-09-27")]
        );
        assert_eq!(days("2022-09-18", "2022-09-18").weeks().len(), 1);
    }

    #[test]
    fn what_is_free_can_be_had() {
        assert_eq!(clashes(&wanted(), &facts()), []);
    }

    #[test]
    fn window_holiday_room_and_capacity_are_each_told_at_their_field() {
        let asked = Wanted { days: days("2022-10-08", "2022-10-11"), seats: 31, ..wanted() };
        let found = clashes(&asked, &facts());
        assert_eq!(found.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["starts_on", "capacity", "venue"]);
        let late = Wanted { days: days("2022-11-21", "2022-11-23"), ..wanted() };
        assert!(matches!(clashes(&late, &facts())[0].problem, Problem::OutsideCampaign { .. }));
    }

    #[test]
    fn a_trainer_is_in_one_place_and_has_time_to_travel() {
        let other = |city, from, to| Trainer { booked: vec![booked(city, from, to)], ..Trainer::default() };
        assert!(matches!(with(other(1, "2022-10-07", "2022-10-10"))[..], [Problem::Clash(Clash::TrainerTaken { .. })]));
        assert_eq!(with(other(1, "2022-10-08", "2022-10-10")), [], "the next day in the same city");
        let next_day = with(other(2, "2022-10-08", "2022-10-10"));
        assert!(matches!(next_day[..], [Problem::Clash(Clash::TrainerTravels { days: 1, .. })]), "{next_day:?}");
        assert_eq!(with(other(2, "2022-10-09", "2022-10-10")), [], "a day to travel lies between");
        assert!(matches!(
            with(other(2, "2022-09-30", "2022-10-03"))[..],
            [Problem::Clash(Clash::TrainerTravels { .. })]
        ));
        assert_eq!(with(other(3, "2022-10-08", "2022-10-10")), [], "nobody stated that journey");
    }

    #[test]
    fn a_trainer_who_is_away_or_teaches_other_things_is_not_to_be_had() {
        let away = Trainer { away: vec![days("2022-10-07", "2022-10-20")], ..Trainer::default() };
        assert!(matches!(with(away)[..], [Problem::Clash(Clash::TrainerAway { .. })]));
        let other = Trainer { teaches: vec![CurriculumId(Uuid::nil())], ..Trainer::default() };
        assert!(matches!(with(other)[..], [Problem::Clash(Clash::NotCompetent { .. })]));
        let both = Trainer { teaches: vec![CURRICULUM, CurriculumId(Uuid::nil())], ..Trainer::default() };
        assert_eq!(with(both), []);
    }

    #[test]
    fn forms_are_refused_at_their_fields() {
        let fields = |refused: Vec<Refusal>| refused.into_iter().map(|it| it.field).collect::<Vec<_>>();
        assert_eq!(fields(HolidayForm::default().read().expect_err("refused")), ["held_on", "name"]);
        let absence = AbsenceForm {
            trainer: Uuid::nil().to_string(),
            away_from: "2022-10-02".into(),
            away_to: "2022-10-01".into(),
        };
        assert_eq!(fields(absence.read().expect_err("refused")), ["away_to"]);
        let journey = JourneyForm { one: Uuid::nil().to_string(), other: Uuid::nil().to_string(), days: "15".into() };
        assert_eq!(fields(journey.read().expect_err("refused")), ["other", "days"]);
    }

    proptest! {
        #[test]
        fn days_overlap_or_lie_apart(a in 0i64..40, m in 0i64..6, b in 0i64..40, n in 0i64..6) {
            let span = |start: i64, more: i64| {
                let from = day("2022-09-14") + TimeDelta::days(start);
                Days { from, to: from + TimeDelta::days(more) }
            };
            let (one, other) = (span(a, m), span(b, n));
            let common = one.from.iter_days().take_while(|it| *it <= one.to).any(|it| other.hold(it));
            prop_assert_eq!(one.overlap(other), common);
            prop_assert_eq!(one.overlap(other), one.apart(other) < 0);
            prop_assert_eq!(one.apart(other), other.apart(one));
        }
    }
}
