//! The upper and the lower 27 % of people.

use std::cmp::Ordering;

use crate::Undefined;
use crate::moments::real;
use crate::undefined::at_least;

/// How far each person belongs to the upper and to the lower group, from 0 to 1.
#[derive(Debug)]
pub(crate) struct Groups {
    upper: Vec<f64>,
    lower: Vec<f64>,
    people: usize,
}

impl Groups {
    /// The groups by scores; people with equal scores at a cut share the places left.
    pub(crate) fn of(scores: &[f64]) -> Result<Self, Undefined> {
        at_least(2, scores.len())?;
        let people = group_size(scores.len());
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_by(|a, b| scores[*a].partial_cmp(&scores[*b]).unwrap_or(Ordering::Equal));
        let lower = shares(scores, order.iter().copied(), people);
        let upper = shares(scores, order.iter().rev().copied(), people);
        Ok(Self { upper, lower, people })
    }

    pub(crate) fn people(&self) -> usize {
        self.people
    }

    pub(crate) fn size(&self) -> f64 {
        real(self.people)
    }

    pub(crate) fn upper(&self, person: usize) -> f64 {
        self.upper[person]
    }

    pub(crate) fn lower(&self, person: usize) -> f64 {
        self.lower[person]
    }

    /// What of a person is in neither group.
    pub(crate) fn middle(&self, person: usize) -> f64 {
        (1.0 - self.upper[person] - self.lower[person]).max(0.0)
    }
}

/// 27 % of the people, rounded, at least one: Kelley's (1939) share, which tells apart
/// best where totals are normally distributed.
fn group_size(people: usize) -> usize {
    ((people * 27 + 50) / 100).max(1)
}

fn shares(scores: &[f64], order: impl Iterator<Item = usize>, places: usize) -> Vec<f64> {
    let order: Vec<usize> = order.collect();
    let greatest = scores.iter().fold(0.0_f64, |greatest, score| greatest.max(score.abs()));
    // Sums of tenths of points differ in their last digits and are equal all the same.
    let tied = |a: &usize, b: &usize| (scores[*a] - scores[*b]).abs() <= 1e-9 * greatest;
    let mut shares = vec![0.0; scores.len()];
    let mut left = places;
    for equals in order.chunk_by(tied) {
        if left == 0 {
            break;
        }
        let taken = left.min(equals.len());
        for person in equals {
            shares[*person] = real(taken) / real(equals.len());
        }
        left -= taken;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_scores_share_the_places() {
        let groups = Groups::of(&[1.0, 2.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.0, 6.0, 7.0]).unwrap();
        assert_eq!(groups.people(), 3);
        assert_eq!(groups.lower, [1.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(groups.upper, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 1.0]);
    }

    #[test]
    fn sums_of_tenths_tie() {
        let groups = Groups::of(&[0.1 + 0.2, 0.3, 0.0]).unwrap();
        assert_eq!(groups.upper, [0.5, 0.5, 0.0]);
    }
}
