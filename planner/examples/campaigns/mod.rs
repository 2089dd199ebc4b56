//! Campaigns to measure the planner on.

mod drawn;
mod mali;

use chrono::{NaiveDate, Weekday};
use planner::{Cohort, DateRange, Problem, Travel, Weights};

/// A problem, its name, and the seconds it is given.
pub struct Campaign {
    /// What it is.
    pub name: String,
    /// The problem.
    pub problem: Problem,
    /// When to stop.
    pub seconds: u64,
}

/// The campaigns, small to large.
pub fn all() -> Vec<Campaign> {
    let mut all = Vec::new();
    for length in [3, 4, 5] {
        for (aim, weights) in aims() {
            let problem = Problem { weights, ..mali::campaign(length) };
            all.push(Campaign { name: format!("2022, {length} days, {aim}"), problem, seconds: 10 });
        }
    }
    for (cities, workshops, trainers) in [(2, 2, 4), (8, 9, 8), (12, 20, 16), (20, 40, 30)] {
        for length in [5, 3] {
            let problem = drawn::campaign(cities, workshops, trainers, length);
            let name = format!("{cities} cities, {workshops} workshops of {length} days, {trainers} trainers");
            all.push(Campaign { name, problem, seconds: 60 });
        }
    }
    all
}

/// What an organiser may want most, in XOF a unit.
fn aims() -> [(&'static str, Weights); 4] {
    let mixed = Weights { cost: 1, early: 2_000, even: 50_000, load: 50_000, change: 25_000 };
    [
        ("mixed", mixed),
        ("early", Weights { early: 20_000, even: 0, ..mixed }),
        ("even", Weights { early: 0, even: 200_000, ..mixed }),
        ("cheap", Weights { early: 0, even: 0, load: 0, ..mixed }),
    ]
}

/// 14 September to 22 November 2022 in Mali, with nobody in it.
fn window(length_days: u8) -> Problem {
    Problem {
        window: DateRange { first: date(9, 14), last: date(11, 22) },
        rest_days: vec![Weekday::Sat, Weekday::Sun],
        // Independence; Mawlid and the naming day, by the moon.
        holidays: vec![date(9, 22), date(10, 8), date(10, 15)],
        length_days,
        cities: Vec::new(),
        venues: Vec::new(),
        trainers: Vec::new(),
        travel: Travel { days: Vec::new(), cost: Vec::new() },
        cohort: Cohort { least: 15, most: 25 },
        weights: aims()[0].1,
        wishes: Vec::new(),
        fixed: Vec::new(),
        previous: Vec::new(),
    }
}

/// Roads of so many kilometres: whole days, and 25 XOF a kilometre.
fn roads(kilometres: &[Vec<u32>]) -> Travel {
    let days = |km: &u32| match km {
        0..300 => 0,
        300..1200 => 1,
        _ => 2,
    };
    Travel {
        days: kilometres.iter().map(|row| row.iter().map(days).collect()).collect(),
        cost: kilometres.iter().map(|row| row.iter().map(|km| i64::from(*km) * 25).collect()).collect(),
    }
}

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date of 2022")
}
