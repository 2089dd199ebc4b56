//! How marks fold into what stands.
//!
//! A mark names those that stood on its device when it was made, and follows them.
//! What stands is what the marks say that nothing follows. Time plays no part, so
//! that neither wrong clocks nor the order of arrival can change it: the same marks
//! fold into the same state, whoever folds them. Where devices that did not know of
//! each other say different things, that is a dispute, which a later mark settles by
//! following both.

use super::count::Marks;
use super::mark::Status;
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId};
use std::collections::BTreeMap;

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Said {
    /// How they attended.
    pub status: Status,
    /// Minutes missed, if they were said.
    pub minutes: Option<u16>,
}

/// A mark as folding sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Which mark.
    pub id: AttendanceEventId,
    /// What it says.
    pub said: Said,
    /// Those that it follows.
    pub after: Vec<AttendanceEventId>,
}

/// What stands of someone's half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody marked it.
    Unmarked,
    /// Everyone who marked it agrees.
    Agreed(Said),
    /// Devices that did not know of each other say different things.
    Disputed,
}

impl Standing {
    /// What is agreed.
    #[must_use]
    pub fn agreed(self) -> Option<Said> {
        match self {
            Self::Agreed(said) => Some(said),
            Self::Unmarked | Self::Disputed => None,
        }
    }
}

/// Marks by person and half-day.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    cells: BTreeMap<(EnrolmentId, SessionId), Vec<Event>>,
}

impl Ledger {
    /// Adds a mark; one that is known already changes nothing.
    pub fn add(&mut self, enrolment: EnrolmentId, session: SessionId, event: Event) {
        let cell = self.cells.entry((enrolment, session)).or_default();
        if cell.iter().all(|known| known.id != event.id) {
            cell.push(event);
        }
    }

    /// The marks of someone's half-day that nothing follows, by identifier.
    #[must_use]
    pub fn heads(&self, enrolment: EnrolmentId, session: SessionId) -> Vec<&Event> {
        self.cells.get(&(enrolment, session)).map(|cell| heads(cell)).unwrap_or_default()
    }

    /// What stands of someone's half-day.
    #[must_use]
    pub fn standing(&self, enrolment: EnrolmentId, session: SessionId) -> Standing {
        standing(&self.heads(enrolment, session))
    }

    /// What stood of someone's half-day when these were its marks.
    #[must_use]
    pub fn standing_of(&self, enrolment: EnrolmentId, session: SessionId, marks: &[AttendanceEventId]) -> Standing {
        let cell = self.cells.get(&(enrolment, session)).map(Vec::as_slice).unwrap_or_default();
        standing(&cell.iter().filter(|event| marks.contains(&event.id)).collect::<Vec<_>>())
    }

    /// What is agreed. A half-day in dispute counts as unmarked until it is settled.
    #[must_use]
    pub fn marks(&self) -> Marks {
        let agreed = |cell: &Vec<Event>| standing(&heads(cell)).agreed();
        self.cells.iter().filter_map(|(key, cell)| Some((*key, agreed(cell)?.status))).collect()
    }

    /// Whose half-days are in dispute, in the order of their identifiers.
    #[must_use]
    pub fn disputes(&self) -> Vec<(EnrolmentId, SessionId)> {
        let disputed = |cell: &Vec<Event>| standing(&heads(cell)) == Standing::Disputed;
        self.cells.iter().filter(|(_, cell)| disputed(cell)).map(|(key, _)| *key).collect()
    }
}

fn heads(cell: &[Event]) -> Vec<&Event> {
    let followed = |event: &Event| cell.iter().any(|other| other.id != event.id && other.after.contains(&event.id));
    let heads = in_order(cell.iter().filter(|event| !followed(event)));
    // Marks that follow each other in a circle are a device's mistake: none is before the others.
    if heads.is_empty() { in_order(cell.iter()) } else { heads }
}

/// By identifier. They are few: each is put into its place, as sorting weighs on a phone.
fn in_order<'a>(events: impl Iterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut ordered: Vec<&Event> = Vec::new();
    for event in events {
        let place = ordered.iter().position(|other| other.id > event.id).unwrap_or(ordered.len());
        ordered.insert(place, event);
    }
    ordered
}

fn standing(heads: &[&Event]) -> Standing {
    let Some(first) = heads.first() else { return Standing::Unmarked };
    if heads.iter().all(|other| other.said == first.said) { Standing::Agreed(first.said) } else { Standing::Disputed }
}

#[cfg(test)]
mod tests;
