//! Small campaigns for the tests.
#![allow(dead_code, missing_docs, clippy::missing_panics_doc, reason = "shared by tests that use parts of it")]

use chrono::{NaiveDate, Weekday};
use planner::{
    City, Cohort, DateRange, Options, Outcome, Plan, Problem, Trainer, Travel, Venue, Weights, Wish, WishKind, Workshop,
};

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date of 2022")
}

pub fn days(first: (u32, u32), last: (u32, u32)) -> DateRange {
    DateRange { first: day(first.0, first.1), last: day(last.0, last.1) }
}

pub fn trainer(key: &str, home: &str, can_lead: bool) -> Trainer {
    Trainer {
        key: key.into(),
        name: key.into(),
        home: home.into(),
        can_lead,
        competent: true,
        away: Vec::new(),
        per_diem: 30_000,
        most_workshops: None,
    }
}

pub fn wish(key: &str, kind: WishKind) -> Wish {
    Wish { key: key.into(), kind }
}

/// Cities a day from each other, 20 people and one room in each, from 3 October
/// to 4 November 2022 (five weeks), workshops of five days.
pub fn campaign(cities: &[&str], trainers: Vec<Trainer>) -> Problem {
    let size = cities.len();
    let matrix = |from: usize, to: usize| u16::from(from != to);
    Problem {
        window: days((10, 3), (11, 4)),
        rest_days: vec![Weekday::Sat, Weekday::Sun],
        holidays: Vec::new(),
        length_days: 5,
        cities: cities.iter().map(|key| City { key: (*key).into(), name: (*key).into(), people: 20 }).collect(),
        venues: cities
            .iter()
            .map(|key| Venue {
                key: format!("hall of {key}"),
                city: (*key).into(),
                capacity: 25,
                cost_per_day: 100_000,
                closed: Vec::new(),
            })
            .collect(),
        trainers,
        travel: Travel {
            days: (0..size).map(|a| (0..size).map(|b| matrix(a, b)).collect()).collect(),
            cost: (0..size).map(|a| (0..size).map(|b| 20_000 * i64::from(matrix(a, b))).collect()).collect(),
        },
        cohort: Cohort { least: 1, most: 25 },
        weights: Weights { cost: 1, early: 1_000, even: 10_000, load: 20_000, change: 50_000 },
        wishes: Vec::new(),
        fixed: Vec::new(),
        previous: Vec::new(),
    }
}

pub fn outcome(problem: &Problem) -> Outcome {
    planner::plan(problem, &Options { seed: 1, stop: &|| false }, &mut |_| {}).expect("a sensible problem")
}

/// The plan of a problem that has one, verified.
pub fn planned(problem: &Problem) -> Plan {
    match outcome(problem) {
        Outcome::Planned(plan) => {
            assert_eq!(planner::check(problem, &plan), []);
            plan
        }
        other => panic!("no plan: {other:?}"),
    }
}

pub fn at<'a>(plan: &'a Plan, city: &str) -> Vec<&'a Workshop> {
    plan.workshops.iter().filter(|workshop| workshop.city == city).collect()
}
