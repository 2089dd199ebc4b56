//! The half-days of a workshop, drafted from its curriculum. No I/O.
//!
//! A day is a morning from 8:30 to 13:00 with coffee at 10:30, and an afternoon
//! from 14:00 to 16:30; lunch and prayer lie between. On Friday the afternoon
//! begins at 14:30 and the morning ends at 12:30. Sundays are free. These are
//! the customs of such workshops, not rules: a draft is there to be changed.

use crate::ids::ModuleId;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::str::FromStr;

/// The shortest piece of a module that is worth a place of its own, in minutes.
const SHORTEST_PIECE: i32 = 30;

/// Morning or afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Until lunch.
    Morning,
    /// After lunch and prayer.
    Afternoon,
}

impl Half {
    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
        }
    }
}

impl FromStr for Half {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Morning, Self::Afternoon].into_iter().find(|half| half.as_str() == text).ok_or(())
    }
}

/// What is done for a while: a module, or one of the fixed moments of a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Arrival and registration.
    Registration,
    /// Opening ceremony.
    Opening,
    /// Rules and expectations.
    Expectations,
    /// Pre-test.
    PreTest,
    /// The rapporteur's summary of the day before.
    Summary,
    /// Coffee.
    Break,
    /// A module, or a piece of one.
    Module,
    /// Plan of action for the cascade.
    ActionPlan,
    /// Post-test.
    PostTest,
    /// Final evaluation.
    Evaluation,
    /// Closing ceremony, certificates.
    Closing,
}

impl Activity {
    const ALL: [Self; 11] = [
        Self::Registration,
        Self::Opening,
        Self::Expectations,
        Self::PreTest,
        Self::Summary,
        Self::Break,
        Self::Module,
        Self::ActionPlan,
        Self::PostTest,
        Self::Evaluation,
        Self::Closing,
    ];

    /// What is not a module.
    pub const MOMENTS: [Self; 10] = [
        Self::Break,
        Self::Summary,
        Self::Registration,
        Self::Opening,
        Self::Expectations,
        Self::PreTest,
        Self::ActionPlan,
        Self::PostTest,
        Self::Evaluation,
        Self::Closing,
    ];

    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Opening => "opening",
            Self::Expectations => "expectations",
            Self::PreTest => "pre_test",
            Self::Summary => "summary",
            Self::Break => "break",
            Self::Module => "module",
            Self::ActionPlan => "action_plan",
            Self::PostTest => "post_test",
            Self::Evaluation => "evaluation",
            Self::Closing => "closing",
        }
    }
}

impl FromStr for Activity {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|activity| activity.as_str() == text).ok_or(())
    }
}

/// A line of a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Minutes after midnight.
    pub starts_at: i32,
    /// How long.
    pub minutes: i32,
    /// What is done.
    pub activity: Activity,
    /// Which module, if it is one.
    pub module: Option<ModuleId>,
}

/// A drafted half-day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfDay {
    /// The day.
    pub held_on: NaiveDate,
    /// Morning or afternoon.
    pub half: Half,
    /// Its lines, in order of time, without overlap.
    pub items: Vec<Item>,
}

/// A drafted timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Every half-day of the workshop.
    pub half_days: Vec<HalfDay>,
    /// Modules, and their minutes, for which there was no time left.
    pub left_over: Vec<(ModuleId, i32)>,
}

/// Drafts the timetable of a workshop of these dates from modules and their
/// lengths in minutes, in the order of the curriculum.
#[must_use]
pub fn draft(starts_on: NaiveDate, ends_on: NaiveDate, modules: &[(ModuleId, i32)]) -> Draft {
    let slots = slots(starts_on, ends_on);
    let last = slots.len().saturating_sub(1);
    let mut waiting: VecDeque<(ModuleId, i32)> = modules.iter().copied().filter(|(_, minutes)| *minutes > 0).collect();
    let half_days = slots
        .iter()
        .enumerate()
        .map(|(place, (held_on, half))| {
            let mut filling = Filling::new(*held_on, *half, if place == last { closing(*half) } else { &[] });
            for (activity, minutes) in beginning(place, *half) {
                filling.put(*activity, *minutes, None);
            }
            filling.take_modules(&mut waiting);
            HalfDay { held_on: *held_on, half: *half, items: filling.finish() }
        })
        .collect();
    Draft { half_days, left_over: waiting.into_iter().collect() }
}

/// Both halves of every day that is not a Sunday; of a Sunday only if there is
/// no other day.
fn slots(starts_on: NaiveDate, ends_on: NaiveDate) -> Vec<(NaiveDate, Half)> {
    let days: Vec<NaiveDate> = starts_on.iter_days().take_while(|day| *day <= ends_on).collect();
    let worked: Vec<NaiveDate> = days.iter().copied().filter(|day| day.weekday() != Weekday::Sun).collect();
    let days = if worked.is_empty() { days } else { worked };
    days.into_iter().flat_map(|day| [(day, Half::Morning), (day, Half::Afternoon)]).collect()
}

fn beginning(place: usize, half: Half) -> &'static [(Activity, i32)] {
    match (place, half) {
        (0, _) => &[
            (Activity::Registration, 30),
            (Activity::Opening, 45),
            (Activity::Expectations, 15),
            (Activity::PreTest, 30),
        ],
        (_, Half::Morning) => &[(Activity::Summary, 15)],
        (_, Half::Afternoon) => &[],
    }
}

fn closing(half: Half) -> &'static [(Activity, i32)] {
    match half {
        Half::Afternoon => {
            &[(Activity::ActionPlan, 30), (Activity::PostTest, 30), (Activity::Evaluation, 15), (Activity::Closing, 30)]
        }
        Half::Morning => &[(Activity::PostTest, 30), (Activity::Closing, 30)],
    }
}

/// From when to when a half-day is by custom, in minutes after midnight.
#[must_use]
pub fn customary_hours(held_on: NaiveDate, half: Half) -> (i32, i32) {
    match (half, held_on.weekday() == Weekday::Fri) {
        (Half::Morning, false) => (8 * 60 + 30, 13 * 60),
        (Half::Morning, true) => (8 * 60 + 30, 12 * 60 + 30),
        (Half::Afternoon, false) => (14 * 60, 16 * 60 + 30),
        (Half::Afternoon, true) => (14 * 60 + 30, 16 * 60 + 30),
    }
}

/// A half-day being filled from its beginning, with its end kept free.
struct Filling {
    now: i32,
    until: i32,
    coffee: Option<i32>,
    closing: &'static [(Activity, i32)],
    items: Vec<Item>,
}

impl Filling {
    fn new(held_on: NaiveDate, half: Half, closing: &'static [(Activity, i32)]) -> Self {
        let (from, to) = customary_hours(held_on, half);
        let kept: i32 = closing.iter().map(|(_, minutes)| minutes).sum();
        let coffee = (half == Half::Morning).then_some(10 * 60 + 30);
        Self { now: from, until: to - kept, coffee, closing, items: Vec::new() }
    }

    fn put(&mut self, activity: Activity, minutes: i32, module: Option<ModuleId>) {
        self.items.push(Item { starts_at: self.now, minutes, activity, module });
        self.now += minutes;
        if self.coffee.is_some_and(|time| self.now >= time) {
            self.coffee = None;
            self.items.push(Item { starts_at: self.now, minutes: 15, activity: Activity::Break, module: None });
            self.now += 15;
        }
    }

    /// Places modules while there is time. One that does not fit before coffee or
    /// before the end is cut, so that no piece is too short to teach.
    fn take_modules(&mut self, waiting: &mut VecDeque<(ModuleId, i32)>) {
        while let Some((module, minutes)) = waiting.pop_front() {
            let room = self.coffee.unwrap_or(self.until).min(self.until) - self.now;
            let piece = room.min(minutes - SHORTEST_PIECE);
            if minutes <= room {
                self.put(Activity::Module, minutes, Some(module));
            } else if piece >= SHORTEST_PIECE {
                self.put(Activity::Module, piece, Some(module));
                waiting.push_front((module, minutes - piece));
            } else if self.coffee.take().is_some() {
                // Coffee comes early rather than in the middle of a short piece.
                waiting.push_front((module, minutes));
                if self.now + 15 < self.until {
                    self.items.push(Item { starts_at: self.now, minutes: 15, activity: Activity::Break, module: None });
                    self.now += 15;
                }
            } else {
                waiting.push_front((module, minutes));
                return;
            }
        }
    }

    fn finish(mut self) -> Vec<Item> {
        self.coffee = None;
        for (activity, minutes) in self.closing {
            self.put(*activity, *minutes, None);
        }
        self.items
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn module(n: u128) -> ModuleId {
        ModuleId(Uuid::from_u128(n))
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_day_reads_like_a_programme() {
        // A Wednesday.
        let drafted = draft(day("2022-09-14"), day("2022-09-14"), &[(module(1), 90), (module(2), 60)]);
        let lines: Vec<String> = drafted
            .half_days
            .iter()
            .flat_map(|half_day| &half_day.items)
            .map(|item| {
                format!(
                    "{}:{:02} {} {}",
                    item.starts_at / 60,
                    item.starts_at % 60,
                    item.activity.as_str(),
                    item.minutes
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                "8:30 registration 30",
                "9:00 opening 45",
                "9:45 expectations 15",
                "10:00 pre_test 30",
                "10:30 break 15",
                "10:45 module 90",
                "12:15 module 30",
                "14:00 module 30",
                "14:30 action_plan 30",
                "15:00 post_test 30",
                "15:30 evaluation 15",
                "15:45 closing 30",
            ]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overlaps(
            offset in 0i64..400,
            days in 1i64..10,
            lengths in proptest::collection::vec(1i32..240, 0..30),
        ) {
            let start = day("2022-01-01") + chrono::TimeDelta::days(offset);
            let end = start + chrono::TimeDelta::days(days - 1);
            let modules: Vec<_> = (0..).zip(lengths).map(|(n, minutes)| (module(n), minutes)).collect();
            let drafted = draft(start, end, &modules);

            for half_day in &drafted.half_days {
                prop_assert!((start..=end).contains(&half_day.held_on));
                for pair in half_day.items.windows(2) {
                    prop_assert!(pair[0].starts_at + pair[0].minutes <= pair[1].starts_at);
                }
                let friday = half_day.held_on.weekday() == Weekday::Fri;
                for item in &half_day.items {
                    let end = item.starts_at + item.minutes;
                    let closes = if half_day.half == Half::Morning { 13 * 60 } else { 17 * 60 };
                    prop_assert!(end <= closes);
                    if friday && half_day.half == Half::Afternoon {
                        prop_assert!(item.starts_at >= 14 * 60 + 30);
                    }
                }
            }
            for (id, minutes) in &modules {
                let placed: i32 = drafted
                    .half_days
                    .iter()
                    .flat_map(|half_day| &half_day.items)
                    .filter(|item| item.module == Some(*id))
                    .map(|item| item.minutes)
                    .sum();
                let left: i32 =
                    drafted.left_over.iter().filter(|(left, _)| left == id).map(|(_, minutes)| minutes).sum();
                prop_assert_eq!(placed + left, *minutes);
            }
            let count = |activity| {
                drafted.half_days.iter().flat_map(|half_day| &half_day.items).filter(|item| item.activity == activity).count()
            };
            prop_assert_eq!(count(Activity::PreTest), 1);
            prop_assert_eq!(count(Activity::PostTest), 1);
        }
    }
}
