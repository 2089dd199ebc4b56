//! Wishes.

use chrono::{Datelike, Duration, NaiveDate};

use super::{Broken, Check};
use crate::problem::{DateRange, WishKind, Workshop};

impl<'a> Check<'a> {
    pub(super) fn wishes(&mut self) {
        for wish in &self.problem.wishes {
            let against = match &wish.kind {
                WishKind::CityWithin { city, range } => {
                    self.of(city, |one| one.start < range.first || range.last < one.end)
                }
                WishKind::CityNotWithin { city, range } => {
                    self.of(city, |one| one.start <= range.last && range.first <= one.end)
                }
                WishKind::LeadOf { city, trainer } => self.of(city, |one| one.lead != *trainer),
                WishKind::TrainerNotWithin { trainer, range } => self.away_from(trainer, *range),
                WishKind::ApartDays { a, b, days } => {
                    let close = |one: &Workshop, other: &Workshop| {
                        (one.start - other.start).num_days().abs() < i64::from(*days)
                    };
                    self.together(a, b, close)
                }
                WishKind::NotSameWeek { a, b } => {
                    self.together(a, b, |one, other| monday(one.start) == monday(other.start))
                }
                WishKind::AtMostPerWeek { most } => self.beyond(*most),
                WishKind::TrainerRests { days } => self.restless(i64::from(*days)),
                WishKind::BudgetAtMost { most } => {
                    if self.spent() > *most {
                        self.report(Broken::Wish, &wish.key, &[]);
                    }
                    Vec::new()
                }
            };
            if !against.is_empty() {
                self.report(Broken::Wish, &wish.key, &against);
            }
        }
    }

    /// New workshops of a city that are as told.
    fn of(&self, city: &str, told: impl Fn(&Workshop) -> bool) -> Vec<&'a Workshop> {
        self.new.iter().copied().filter(|one| one.city == city && told(one)).collect()
    }

    /// New workshops of a trainer that, with the way from home and back, touch these days.
    fn away_from(&self, key: &str, range: DateRange) -> Vec<&'a Workshop> {
        let Some(trainer) = self.problem.trainers.iter().find(|trainer| trainer.key == key) else { return Vec::new() };
        let touched = |one: &&Workshop| {
            let leaves = one.start - Duration::days(self.road(&trainer.home, &one.city));
            let returns = one.end + Duration::days(self.road(&one.city, &trainer.home));
            (one.lead == key || one.second == key) && range.touches(leaves, returns)
        };
        self.new.iter().copied().filter(touched).collect()
    }

    /// Workshops of two cities that are too close.
    fn together(&self, a: &str, b: &str, close: impl Fn(&Workshop, &Workshop) -> bool) -> Vec<&'a Workshop> {
        let pairs = self.pairs().into_iter().filter(|(one, other)| {
            let cities = (one.city.as_str(), other.city.as_str());
            (cities == (a, b) || cities == (b, a)) && close(one, other)
        });
        pairs.flat_map(|(one, other)| [one, other]).collect()
    }

    /// Workshops of weeks that have more than so many, one of them new at least.
    fn beyond(&self, most: u32) -> Vec<&'a Workshop> {
        let full = |week: NaiveDate| {
            let count = self.plan.workshops.iter().filter(|one| monday(one.start) == week).count();
            count > most as usize
        };
        self.new.iter().copied().filter(|one| full(monday(one.start))).collect()
    }

    /// Workshops between which a trainer does not rest so many days.
    fn restless(&self, days: i64) -> Vec<&'a Workshop> {
        let pairs = self.pairs().into_iter().filter(|(first, then)| {
            let shared = [&first.lead, &first.second].iter().any(|key| **key == then.lead || **key == then.second);
            shared && first.end < then.start && then.start <= first.end + Duration::days(days)
        });
        pairs.flat_map(|(first, then)| [first, then]).collect()
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}
