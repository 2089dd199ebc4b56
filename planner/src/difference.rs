//! What changes between two plans.

use serde::{Deserialize, Serialize};

use crate::problem::Workshop;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A workshop that was not there.
    Added(Workshop),
    /// A workshop that is no longer there.
    Removed(Workshop),
    /// A workshop of the same city with another date, room, team or size.
    Changed {
        /// As it was.
        before: Workshop,
        /// As it is.
        after: Workshop,
    },
}

/// What changes from one set of workshops to another, by date. Workshops of a
/// city are matched with those they have most in common with.
pub fn difference(before: &[Workshop], after: &[Workshop]) -> Vec<Change> {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (old, one) in before.iter().enumerate() {
        for (new, other) in after.iter().enumerate().filter(|(_, other)| other.city == one.city) {
            pairs.push((unlike(one, other), old, new));
        }
    }
    pairs.sort_unstable();
    let mut partner_of_old = vec![None; before.len()];
    let mut partner_of_new = vec![None; after.len()];
    for (_, old, new) in pairs {
        if partner_of_old[old].is_none() && partner_of_new[new].is_none() {
            partner_of_old[old] = Some(new);
            partner_of_new[new] = Some(old);
        }
    }
    let removed = (0..before.len()).filter(|old| partner_of_old[*old].is_none());
    let mut changes: Vec<Change> = removed.map(|old| Change::Removed(before[old].clone())).collect();
    for (new, workshop) in after.iter().enumerate() {
        match partner_of_new[new].map(|old| &before[old]) {
            None => changes.push(Change::Added(workshop.clone())),
            Some(old) if old == workshop => {}
            Some(old) => changes.push(Change::Changed { before: old.clone(), after: workshop.clone() }),
        }
    }
    changes.sort_by_key(|change| match change {
        Change::Added(workshop) | Change::Removed(workshop) | Change::Changed { before: workshop, .. } => {
            (workshop.start, workshop.city.clone())
        }
    });
    changes
}

/// How little two workshops have in common; the date weighs most.
fn unlike(one: &Workshop, other: &Workshop) -> u32 {
    4 * u32::from(one.start != other.start)
        + 2 * u32::from(one.venue != other.venue)
        + 2 * u32::from(one.lead != other.lead)
        + 2 * u32::from(one.second != other.second)
        + u32::from(one.people != other.people)
}
