//! Changing a timetable line by line: what follows moves, and what would be against
//! custom is told, not forbidden. No I/O.

use super::timetable::{Activity, Half, Item, customary_hours};
use crate::fields::{Problem, Refusal};
use crate::ids::{ItemId, ModuleId, SessionId};
use chrono::{Datelike, NaiveDate, Weekday};

/// The earliest beginning and the latest end of a half-day, in minutes after midnight.
pub const DAY: (i32, i32) = (6 * 60, 21 * 60);

/// A line that can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: ItemId,
    /// What it says.
    pub item: Item,
}

/// A half-day being arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arranged {
    /// Which.
    pub session: SessionId,
    /// The day.
    pub held_on: NaiveDate,
    /// Morning or afternoon.
    pub half: Half,
    /// Its lines, one after the other.
    pub lines: Vec<Line>,
}

/// A change of a timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A line goes to this place of a half-day, counted from nought as if it were not there.
    Move(ItemId, SessionId, usize),
    /// A line goes one up, to the end of the half-day before if it is the first.
    Up(ItemId),
    /// A line goes one down, to the beginning of the next half-day if it is the last.
    Down(ItemId),
    /// A line lasts so many minutes.
    Last(ItemId, i32),
    /// A line goes.
    Remove(ItemId),
    /// A line comes at the end of a half-day, under this identifier.
    Add(ItemId, SessionId, Activity, Option<ModuleId>, i32),
    /// A half-day begins at this minute of the day.
    Begin(SessionId, i32),
}

/// Changes the half-days of a workshop, which are in order of time. Lines follow one
/// another without a gap from when the half-day begins.
///
/// # Errors
/// [`Problem::Unknown`] for a line or a half-day that is not there;
/// [`Problem::OutOfRange`] for a half-day that would begin or end outside [`DAY`].
/// Nothing is changed then.
pub fn arrange(half_days: &mut [Arranged], edit: Edit) -> Result<(), Refusal> {
    let mut changed = half_days.to_vec();
    let begins: Vec<i32> = changed.iter().map(Arranged::begins).collect();
    let begins = apply(&mut changed, edit, begins).ok_or_else(|| Refusal::new("line", Problem::Unknown))?;
    for (half_day, begins) in changed.iter_mut().zip(begins) {
        half_day.begin_at(begins);
        if begins < DAY.0 || half_day.ends() > DAY.1 {
            let field = if matches!(edit, Edit::Begin(..)) { "begins" } else { "minutes" };
            return Err(Refusal::new(field, Problem::OutOfRange { min: DAY.0, max: DAY.1 }));
        }
    }
    half_days.clone_from_slice(&changed);
    Ok(())
}

/// Applies an edit; gives when each half-day begins then, or nothing for what is not there.
fn apply(half_days: &mut [Arranged], edit: Edit, mut begins: Vec<i32>) -> Option<Vec<i32>> {
    let of = |half_days: &[Arranged], session| half_days.iter().position(|one| one.session == session);
    match edit {
        Edit::Move(id, session, place) => {
            let to = of(half_days, session)?;
            let line = take(half_days, id)?;
            let lines = &mut half_days[to].lines;
            lines.insert(place.min(lines.len()), line);
        }
        Edit::Up(id) => match find(half_days, id)? {
            (0, 0) => {}
            (half, 0) => {
                let line = half_days[half].lines.remove(0);
                half_days[half - 1].lines.push(line);
            }
            (half, line) => half_days[half].lines.swap(line - 1, line),
        },
        Edit::Down(id) => {
            let (half, line) = find(half_days, id)?;
            if line + 1 < half_days[half].lines.len() {
                half_days[half].lines.swap(line, line + 1);
            } else if half + 1 < half_days.len() {
                let line = half_days[half].lines.remove(line);
                half_days[half + 1].lines.insert(0, line);
            }
        }
        Edit::Last(id, minutes) => {
            let (half, line) = find(half_days, id)?;
            half_days[half].lines[line].item.minutes = minutes;
        }
        Edit::Remove(id) => {
            take(half_days, id)?;
        }
        Edit::Add(id, session, activity, module, minutes) => {
            let half = of(half_days, session)?;
            let item = Item { starts_at: 0, minutes, activity, module };
            half_days[half].lines.push(Line { id, item });
        }
        Edit::Begin(session, at) => begins[of(half_days, session)?] = at,
    }
    Some(begins)
}

fn find(half_days: &[Arranged], id: ItemId) -> Option<(usize, usize)> {
    half_days
        .iter()
        .enumerate()
        .find_map(|(half, one)| one.lines.iter().position(|line| line.id == id).map(|line| (half, line)))
}

fn take(half_days: &mut [Arranged], id: ItemId) -> Option<Line> {
    let (half, line) = find(half_days, id)?;
    Some(half_days[half].lines.remove(line))
}

/// What is against custom, or against the curriculum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The half-day ends later than is the custom.
    Late,
    /// It reaches into the time of the Friday prayer.
    Prayer,
    /// A morning without a break.
    NoBreak,
    /// A module is taught before one that it needs.
    OutOfOrder(ModuleId),
}

impl Arranged {
    /// When it begins, in minutes after midnight: with its first line, or by custom.
    #[must_use]
    pub fn begins(&self) -> i32 {
        let first = self.lines.iter().map(|line| line.item.starts_at).min();
        first.unwrap_or_else(|| customary_hours(self.held_on, self.half).0)
    }

    /// When it ends.
    #[must_use]
    pub fn ends(&self) -> i32 {
        self.lines.last().map_or_else(|| self.begins(), |line| line.item.starts_at + line.item.minutes)
    }

    fn begin_at(&mut self, mut now: i32) {
        for line in &mut self.lines {
            line.item.starts_at = now;
            now += line.item.minutes;
        }
    }

    /// What of it is against custom.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        let mut warnings = Vec::new();
        if self.lines.is_empty() {
            return warnings;
        }
        let (from, until) = customary_hours(self.held_on, self.half);
        let prays = self.held_on.weekday() == Weekday::Fri
            && match self.half {
                Half::Morning => self.ends() > until,
                Half::Afternoon => self.begins() < from,
            };
        if prays {
            warnings.push(Warning::Prayer);
        } else if self.ends() > until + 30 {
            warnings.push(Warning::Late);
        }
        let breaks = self.lines.iter().any(|line| line.item.activity == Activity::Break);
        if self.half == Half::Morning && !breaks && self.ends() - self.begins() > 150 {
            warnings.push(Warning::NoBreak);
        }
        warnings
    }
}

/// The modules that are taught before one that they need; `needs` says which needs which.
#[must_use]
pub fn out_of_order(half_days: &[Arranged], needs: &[(ModuleId, ModuleId)]) -> Vec<Warning> {
    let taught: Vec<ModuleId> =
        half_days.iter().flat_map(|one| &one.lines).filter_map(|line| line.item.module).collect();
    let first = |id: ModuleId| taught.iter().position(|one| *one == id);
    let mut early: Vec<Warning> = Vec::new();
    for (module, needed) in needs {
        let warning = Warning::OutOfOrder(*module);
        if first(*module).zip(first(*needed)).is_some_and(|(one, other)| one < other) && !early.contains(&warning) {
            early.push(warning);
        }
    }
    early
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn item(number: u128) -> ItemId {
        ItemId(Uuid::from_u128(number))
    }

    fn session(number: u128) -> SessionId {
        SessionId(Uuid::from_u128(number))
    }

    fn module(number: u128) -> ModuleId {
        ModuleId(Uuid::from_u128(number))
    }

    /// A Thursday's two halves and a Friday's morning, three lines of an hour each.
    fn half_days() -> Vec<Arranged> {
        let half_day = |number: u128, day: &str, half, begins: i32| Arranged {
            session: session(number),
            held_on: day.parse().expect("a day"),
            half,
            lines: (0..3)
                .map(|place| {
                    let number = number * 10 + place;
                    let starts_at = begins + 60 * i32::try_from(place).expect("small");
                    let what =
                        Item { starts_at, minutes: 60, activity: Activity::Module, module: Some(module(number)) };
                    Line { id: item(number), item: what }
                })
                .collect(),
        };
        vec![
            half_day(1, "2022-11-10", Half::Morning, 510),
            half_day(2, "2022-11-10", Half::Afternoon, 840),
            half_day(3, "2022-11-11", Half::Morning, 510),
        ]
    }

    fn edited(edit: Edit) -> Vec<Arranged> {
        let mut half_days = half_days();
        arrange(&mut half_days, edit).expect("it can be");
        half_days
    }

    fn order(half_days: &[Arranged]) -> Vec<Vec<u128>> {
        half_days.iter().map(|one| one.lines.iter().map(|line| line.id.0.as_u128()).collect()).collect()
    }

    #[test]
    fn lines_go_up_and_down_over_the_edges_of_half_days() {
        assert_eq!(order(&edited(Edit::Up(item(11)))), [vec![11, 10, 12], vec![20, 21, 22], vec![30, 31, 32]]);
        assert_eq!(order(&edited(Edit::Up(item(20)))), [vec![10, 11, 12, 20], vec![21, 22], vec![30, 31, 32]]);
        assert_eq!(order(&edited(Edit::Down(item(22)))), [vec![10, 11, 12], vec![20, 21], vec![22, 30, 31, 32]]);
        assert_eq!(order(&edited(Edit::Up(item(10)))), order(&half_days()), "nothing is above the first");
        assert_eq!(order(&edited(Edit::Down(item(32)))), order(&half_days()));
    }

    #[test]
    fn what_follows_moves() {
        let longer = edited(Edit::Last(item(10), 90));
        let starts: Vec<i32> = longer[0].lines.iter().map(|line| line.item.starts_at).collect();
        assert_eq!((starts, longer[0].ends()), (vec![510, 600, 660], 720));
        let later = edited(Edit::Begin(session(2), 870));
        assert_eq!((later[1].begins(), later[1].ends()), (870, 1050));
        let moved = edited(Edit::Move(item(10), session(3), 1));
        assert_eq!(order(&moved), [vec![11, 12], vec![20, 21, 22], vec![30, 10, 31, 32]]);
        assert_eq!((moved[0].begins(), moved[2].ends()), (510, 750), "what is left begins when it did");
        let empty = edited(Edit::Remove(item(11)));
        assert_eq!((empty[0].ends(), empty[0].lines.len()), (630, 2));
    }

    #[test]
    fn what_is_not_there_or_lasts_into_the_night_is_refused_and_nothing_changes() {
        let mut days = half_days();
        for edit in [Edit::Up(item(99)), Edit::Move(item(10), session(9), 0), Edit::Begin(session(9), 600)] {
            assert_eq!(arrange(&mut days, edit), Err(Refusal::new("line", Problem::Unknown)));
        }
        let late = Problem::OutOfRange { min: DAY.0, max: DAY.1 };
        assert_eq!(arrange(&mut days, Edit::Last(item(22), 360)), Err(Refusal::new("minutes", late.clone())));
        assert_eq!(arrange(&mut days, Edit::Begin(session(1), 0)), Err(Refusal::new("begins", late)));
        assert_eq!(days, half_days());
    }

    #[test]
    fn custom_and_curriculum_are_told_not_forbidden() {
        assert_eq!(half_days()[0].warnings(), [Warning::NoBreak]);
        let friday = edited(Edit::Last(item(32), 180));
        assert_eq!(friday[2].warnings(), [Warning::Prayer, Warning::NoBreak]);
        assert_eq!(edited(Edit::Last(item(22), 180))[1].warnings(), [Warning::Late]);
        let needs = [(module(11), module(10)), (module(12), module(10))];
        assert_eq!(out_of_order(&half_days(), &needs), []);
        let swapped = edited(Edit::Up(item(11)));
        assert_eq!(out_of_order(&swapped, &needs), [Warning::OutOfOrder(module(11))]);
    }

    proptest! {
        #[test]
        fn no_edit_loses_a_line_or_leaves_a_gap(
            edits in prop::collection::vec((0u8..5, 0u128..3, 0u128..3, 0usize..5, 5i32..120), 0..40),
        ) {
            let mut days = half_days();
            let mut count = 9;
            for (kind, half, line, place, minutes) in edits {
                let id = item((half + 1) * 10 + line);
                let edit = match kind {
                    0 => Edit::Up(id),
                    1 => Edit::Down(id),
                    2 => Edit::Move(id, session(half + 1), place),
                    3 => Edit::Last(id, minutes),
                    _ => Edit::Remove(id),
                };
                if arrange(&mut days, edit).is_ok() && matches!(edit, Edit::Remove(_)) {
                    count -= 1;
                }
                prop_assert_eq!(days.iter().map(|one| one.lines.len()).sum::<usize>(), count);
                for half_day in &days {
                    for two in half_day.lines.windows(2) {
                        prop_assert_eq!(two[0].item.starts_at + two[0].item.minutes, two[1].item.starts_at);
                    }
                }
            }
        }
    }
}
