//! The timetable of a workshop, drafted from its curriculum. No I/O.
//!
//! A day is a morning from 8:30 to 13:00 with coffee at 10:30, and an afternoon
//! from 14:00 to 16:30; lunch and prayer lie between. On Friday the afternoon
//! begins at 14:30 and the morning ends at 12:30. Sundays are free. These are
//! the customs of such workshops, not rules: a draft is there to be changed.

use super::timetable::{Activity, Half, Item, customary_hours};
use crate::ids::ModuleId;
use chrono::{Datelike, NaiveDate, Weekday};

/// The shortest piece of a module that is worth a place of its own, in minutes.
const SHORTEST_PIECE: i32 = 30;

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

/// A module as a timetable is drafted from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Teachable {
    /// Which.
    pub id: ModuleId,
    /// How long it takes, in minutes.
    pub minutes: i32,
    /// When it is best taught, if that matters.
    pub prefers: Option<Half>,
    /// The modules that come before it.
    pub needs: Vec<ModuleId>,
}

/// Drafts the timetable of a workshop of these dates from modules, in the order of the
/// curriculum but for what prefers the other half-day; none before what it needs.
#[must_use]
pub fn draft(starts_on: NaiveDate, ends_on: NaiveDate, modules: &[Teachable]) -> Draft {
    let slots = slots(starts_on, ends_on);
    let last = slots.len().saturating_sub(1);
    let waiting = modules.iter().filter(|module| module.minutes > 0).cloned().collect();
    let mut queue = Queue { waiting, begun: None };
    let half_days = slots
        .iter()
        .enumerate()
        .map(|(place, (held_on, half))| {
            let mut filling = Filling::new(*held_on, *half, if place == last { closing(*half) } else { &[] });
            for (activity, minutes) in beginning(place, *half) {
                filling.put(*activity, *minutes, None);
            }
            filling.take_modules(&mut queue);
            HalfDay { held_on: *held_on, half: *half, items: filling.finish() }
        })
        .collect();
    Draft { half_days, left_over: queue.waiting.into_iter().map(|module| (module.id, module.minutes)).collect() }
}

/// The modules that are still to be taught.
struct Queue {
    waiting: Vec<Teachable>,
    /// One that was cut: it goes on before any other.
    begun: Option<ModuleId>,
}

impl Queue {
    /// The place of what is taught next in a half-day: what was begun, then what prefers
    /// this half, then what prefers neither, then the first that may.
    fn next(&self, half: Half) -> Option<usize> {
        let place = |is: &dyn Fn(&Teachable) -> bool| self.waiting.iter().position(is);
        let may = |module: &Teachable| !self.waiting.iter().any(|other| module.needs.contains(&other.id));
        let of = |prefers: Option<Half>| place(&|module| may(module) && module.prefers == prefers);
        let begun = place(&|module| Some(module.id) == self.begun);
        let next = begun.or_else(|| of(Some(half))).or_else(|| of(None)).or_else(|| place(&may));
        // A circle of needs, which no curriculum should have, is taught in its order.
        next.or(if self.waiting.is_empty() { None } else { Some(0) })
    }

    /// So many minutes of a module were placed.
    fn taught(&mut self, place: usize, minutes: i32) {
        let module = &mut self.waiting[place];
        module.minutes -= minutes;
        self.begun = (module.minutes > 0).then_some(module.id);
        if self.begun.is_none() {
            self.waiting.remove(place);
        }
    }
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

/// A half-day being filled from its beginning, with its end kept free.
struct Filling {
    half: Half,
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
        Self { half, now: from, until: to - kept, coffee, closing, items: Vec::new() }
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
    /// before the end is cut, so that no piece is too short to teach; it goes on first.
    fn take_modules(&mut self, queue: &mut Queue) {
        while let Some(place) = queue.next(self.half) {
            let (module, minutes) = (queue.waiting[place].id, queue.waiting[place].minutes);
            let room = self.coffee.unwrap_or(self.until).min(self.until) - self.now;
            let piece = if minutes <= room { minutes } else { room.min(minutes - SHORTEST_PIECE) };
            if minutes <= room || piece >= SHORTEST_PIECE {
                self.put(Activity::Module, piece, Some(module));
                queue.taught(place, piece);
            } else if self.coffee.take().is_some() {
                // Coffee comes early rather than in the middle of a short piece.
                if self.now + 15 < self.until {
                    self.items.push(Item { starts_at: self.now, minutes: 15, activity: Activity::Break, module: None });
                    self.now += 15;
                }
            } else {
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

    fn teachable(n: u128, minutes: i32) -> Teachable {
        Teachable { id: module(n), minutes, prefers: None, needs: Vec::new() }
    }

    /// Modules in the order in which they are begun.
    fn order(drafted: &Draft) -> Vec<ModuleId> {
        let mut order: Vec<ModuleId> =
            drafted.half_days.iter().flat_map(|half_day| &half_day.items).filter_map(|item| item.module).collect();
        let mut seen = Vec::new();
        order.retain(|id| {
            let new = !seen.contains(id);
            seen.push(*id);
            new
        });
        order
    }

    #[test]
    fn what_prefers_a_half_day_gets_it_where_its_needs_allow() {
        let prefers = |n, half| Teachable { prefers: Some(half), ..teachable(n, 60) };
        let needs = |module: Teachable, n| Teachable { needs: vec![self::module(n)], ..module };
        let modules =
            [prefers(1, Half::Afternoon), teachable(2, 60), needs(prefers(3, Half::Morning), 4), teachable(4, 60)];
        let drafted = draft(day("2022-09-14"), day("2022-09-16"), &modules);
        assert_eq!(order(&drafted), [2, 4, 1, 3].map(module), "1 waits for the afternoon, 3 for 4 and a morning");
        let circle = [needs(teachable(1, 60), 2), needs(teachable(2, 60), 1)];
        assert_eq!(order(&draft(day("2022-09-14"), day("2022-09-15"), &circle)), [1, 2].map(module));
    }

    #[test]
    fn a_day_reads_like_a_programme() {
        // A Wednesday.
        let drafted = draft(day("2022-09-14"), day("2022-09-14"), &[teachable(1, 90), teachable(2, 60)]);
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
            lengths in proptest::collection::vec((1i32..240, 0..3u8, 0usize..40), 0..30),
        ) {
            let start = day("2022-01-01") + chrono::TimeDelta::days(offset);
            let end = start + chrono::TimeDelta::days(days - 1);
            let modules: Vec<Teachable> = (0..).zip(&lengths).map(|(n, (minutes, prefers, needs))| Teachable {
                id: module(n),
                minutes: *minutes,
                prefers: [None, Some(Half::Morning), Some(Half::Afternoon)][usize::from(*prefers)],
                // Of one that comes before it, so that there is no circle.
                needs: (*needs < usize::try_from(n).expect("small")).then(|| module(*needs as u128)).into_iter().collect(),
            }).collect();
            let drafted = draft(start, end, &modules);
            let order = order(&drafted);
            for (place, id) in order.iter().enumerate() {
                let taught = modules.iter().find(|module| module.id == *id).expect("known");
                prop_assert!(taught.needs.iter().all(|needed| order[..place].contains(needed)), "{taught:?}");
            }

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
            for Teachable { id, minutes, .. } in &modules {
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
