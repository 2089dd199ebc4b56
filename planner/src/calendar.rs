//! Days as numbers, and the days on which a workshop may run.

use chrono::{Datelike, NaiveDate};

use crate::problem::{DateRange, Problem};

/// A day, counted from the first of the window.
pub(crate) type Day = i32;

/// The window's days, and what may run on them.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    first: NaiveDate,
    days: Day,
    length: Day,
    rest: Vec<bool>,
    holiday: Vec<bool>,
}

impl Calendar {
    pub(crate) fn new(problem: &Problem) -> Self {
        let first = problem.window.first;
        let dates: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= problem.window.last).collect();
        Self {
            first,
            days: Day::try_from(dates.len()).unwrap_or(Day::MAX),
            length: Day::from(problem.length_days),
            rest: dates.iter().map(|day| problem.rest_days.contains(&day.weekday())).collect(),
            holiday: dates.iter().map(|day| problem.holidays.contains(day)).collect(),
        }
    }

    pub(crate) fn day(&self, date: NaiveDate) -> Day {
        Day::try_from((date - self.first).num_days()).unwrap_or(Day::MAX)
    }

    pub(crate) fn date(&self, day: Day) -> NaiveDate {
        self.first + chrono::Duration::days(i64::from(day))
    }

    /// The week of a day, Monday to Sunday; the window's first day is in week 0.
    pub(crate) fn week(&self, day: Day) -> i32 {
        let offset = Day::try_from(self.first.weekday().num_days_from_monday()).unwrap_or(0);
        (day + offset).div_euclid(7)
    }

    /// First and last day of a range.
    pub(crate) fn span(&self, range: DateRange) -> (Day, Day) {
        (self.day(range.first), self.day(range.last))
    }

    /// Last day of a workshop that starts on `start`.
    pub(crate) fn end(&self, start: Day) -> Day {
        start + self.length - 1
    }

    /// Days on which a workshop may start, so that it ends within the window.
    pub(crate) fn starts(&self, holidays: bool) -> Vec<Day> {
        let works = |day: Day| {
            usize::try_from(day)
                .is_ok_and(|day| self.rest.get(day).is_some_and(|rest| !rest) && !(holidays && self.holiday[day]))
        };
        (0..self.days).filter(|start| (*start..=self.end(*start)).all(works)).collect()
    }

    /// Weeks in which a workshop may start.
    pub(crate) fn weeks(&self) -> usize {
        let mut weeks: Vec<i32> = self.starts(true).into_iter().map(|start| self.week(start)).collect();
        weeks.dedup();
        weeks.len()
    }
}
