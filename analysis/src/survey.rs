//! Summaries of rating items (Likert 1932, *Archives of Psychology* 140), withheld
//! where too few answered.

use serde::{Deserialize, Serialize};

use crate::Undefined;
use crate::distribution::quantile;
use crate::moments::{mean, real};
use crate::suppression::{Cell, Least, suppress_row};

/// What is published of a rating item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Summary {
    /// Nothing, not even how many answered: they are too few, or would give away others
    /// who are.
    Withheld,
    /// The summary.
    Shown(RatingSummary),
}

/// The summary of a rating item, of those who answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RatingSummary {
    /// How many answered.
    pub answered: usize,
    /// How many did not. They count nowhere else.
    pub unanswered: usize,
    /// How many chose each point, from 1 upwards. Small counts are not hidden here, for
    /// the mean would give them away: a published table of answers by groups of people
    /// is for [`suppression`](crate::suppression).
    pub counts: Vec<usize>,
    /// The mean, in points.
    pub mean: f64,
    /// The median, in points, halfway where it falls between two.
    pub median: f64,
    /// The share of answers on the two highest points ("top two box"), 0 to 1; `None`
    /// on a scale of fewer than four points, of which they would be most.
    pub favourable: Option<f64>,
}

/// Summarises answers from 1 to `points`; `None` is no answer.
///
/// # Errors
///
/// [`Undefined::OutOfScale`] for an answer off the scale, or a scale of fewer than two
/// points.
pub fn rating(answers: &[Option<u8>], points: u8, least: Least) -> Result<Summary, Undefined> {
    if points < 2 || answers.iter().flatten().any(|answer| !(1..=points).contains(answer)) {
        return Err(Undefined::OutOfScale);
    }
    let given: Vec<u8> = answers.iter().flatten().copied().collect();
    // A least of 0 withholds nothing, but there is no mean of nothing.
    if given.is_empty() || real(given.len()) < f64::from(least.get()) {
        return Ok(Summary::Withheld);
    }
    let values: Vec<f64> = given.iter().map(|answer| f64::from(*answer)).collect();
    let mut counts = vec![0; usize::from(points)];
    for answer in &given {
        counts[usize::from(*answer) - 1] += 1;
    }
    let top_two: usize = counts.iter().rev().take(2).sum();
    let favourable = (points >= 4).then(|| real(top_two) / real(given.len()));
    Ok(Summary::Shown(RatingSummary {
        answered: given.len(),
        unanswered: answers.len() - given.len(),
        counts,
        mean: mean(&values).unwrap_or_default(),
        median: quantile(&values, 0.5)?,
        favourable,
    }))
}

/// The summaries of groups whose people are summarised together as well: `0` of all,
/// `1` of each group. Where a single group has too few answers, the next smallest is
/// withheld too, lest the first follow by subtraction.
///
/// # Errors
///
/// As [`rating`].
pub fn rating_by_group(
    groups: &[Vec<Option<u8>>],
    points: u8,
    least: Least,
) -> Result<(Summary, Vec<Summary>), Undefined> {
    let all: Vec<Option<u8>> = groups.iter().flatten().copied().collect();
    let answered: Vec<u32> = groups.iter().map(|group| group.iter().flatten().map(|_| 1).sum()).collect();
    let published = suppress_row(&answered, least);
    let summaries = groups.iter().zip(&published.cells).map(|(group, cell)| match cell {
        Cell::Shown(_) => rating(group, points, least),
        Cell::Hidden => rating(group, points, least).map(|_| Summary::Withheld),
    });
    let total = match published.total {
        Cell::Shown(_) => rating(&all, points, least)?,
        Cell::Hidden => Summary::Withheld,
    };
    Ok((total, summaries.collect::<Result<_, _>>()?))
}
