//! The verifier: every hard rule and every wish, read off the dates of a plan.
//!
//! Written apart from the model on purpose: it shares only the types of problem
//! and plan with the rest, so that a mistake has to be made twice to go unseen.

mod people;
mod places;
mod wishes;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::problem::{Problem, Workshop};

/// A rule that a plan breaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Which.
    pub broken: Broken,
    /// Key of the trainer, room, city or wish that it is about.
    pub about: String,
    /// The workshops it shows in; empty where a whole city is meant.
    pub workshops: Vec<Workshop>,
}

/// The rules of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Broken {
    /// A fixed workshop is not in the plan.
    FixedMissing,
    /// A key names nothing in the problem.
    Unknown,
    /// A workshop runs outside the campaign's window.
    Window,
    /// A workshop runs on a rest day or a holiday.
    RestDay,
    /// A workshop is shorter or longer than asked.
    Length,
    /// The room is in another city.
    VenueElsewhere,
    /// The room is too small.
    VenueCapacity,
    /// The room is closed.
    VenueClosed,
    /// Two workshops share a room.
    VenueTwice,
    /// The lead is also the second.
    OneTrainer,
    /// A trainer does not know the curriculum.
    Competence,
    /// The lead may not lead.
    Lead,
    /// A trainer is away, or would be on the road.
    Away,
    /// A trainer is in two places.
    TwoPlaces,
    /// A trainer has no time for the road between two cities.
    Road,
    /// A trainer has more workshops than they take.
    TooManyWorkshops,
    /// The cohorts of a city are not its people.
    People,
    /// A cohort is smaller or larger than asked.
    Cohort,
    /// A wish does not hold.
    Wish,
    /// The plan's total cost is not that of its workshops.
    Cost,
}

/// All that a plan breaks; empty for a good one. Fixed workshops are not judged
/// by themselves, only together with new ones.
pub fn check(problem: &Problem, plan: &Plan) -> Vec<Violation> {
    let mut left = problem.fixed.clone();
    let mut new = Vec::new();
    for workshop in &plan.workshops {
        match left.iter().position(|fixed| fixed == workshop) {
            Some(at) => {
                left.remove(at);
            }
            None => new.push(workshop),
        }
    }
    let mut check = Check { problem, plan, new, found: Vec::new() };
    for missing in left {
        check.report(Broken::FixedMissing, &missing.city, &[&missing]);
    }
    check.dates();
    check.venues();
    check.teams();
    check.travel();
    check.cohorts();
    check.wishes();
    check.money();
    check.found
}

struct Check<'a> {
    problem: &'a Problem,
    plan: &'a Plan,
    /// Workshops that are not fixed.
    new: Vec<&'a Workshop>,
    found: Vec<Violation>,
}

impl<'a> Check<'a> {
    fn report(&mut self, broken: Broken, about: &str, workshops: &[&Workshop]) {
        let workshops = workshops.iter().map(|workshop| (*workshop).clone()).collect();
        self.found.push(Violation { broken, about: about.to_owned(), workshops });
    }

    fn is_new(&self, workshop: &Workshop) -> bool {
        self.new.contains(&workshop)
    }

    /// Pairs of workshops, one of them new at least, the earlier first.
    fn pairs(&self) -> Vec<(&'a Workshop, &'a Workshop)> {
        let all = &self.plan.workshops;
        let mut pairs = Vec::new();
        for (at, one) in all.iter().enumerate() {
            for other in &all[at + 1..] {
                if self.is_new(one) || self.is_new(other) {
                    let ordered = (one.start, one.end) <= (other.start, other.end);
                    pairs.push(if ordered { (one, other) } else { (other, one) });
                }
            }
        }
        pairs
    }

    fn dates(&mut self) {
        for workshop in self.new.clone() {
            if workshop.start < self.problem.window.first || self.problem.window.last < workshop.end {
                self.report(Broken::Window, &workshop.city, &[workshop]);
            }
            if (workshop.end - workshop.start).num_days() + 1 != i64::from(self.problem.length_days) {
                self.report(Broken::Length, &workshop.city, &[workshop]);
            }
            let free = |day: NaiveDate| {
                self.problem.rest_days.contains(&day.weekday()) || self.problem.holidays.contains(&day)
            };
            if workshop.start.iter_days().take_while(|day| *day <= workshop.end).any(free) {
                self.report(Broken::RestDay, &workshop.city, &[workshop]);
            }
        }
    }
}
