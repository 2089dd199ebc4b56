//! What each item of a test is worth: difficulty, discrimination, distractors.

mod distractors;
mod flags;
mod groups;

use serde::{Deserialize, Serialize};

pub use distractors::{Distractors, OptionStatistics, distractors};
pub use flags::{Flag, Thresholds};
pub(crate) use groups::Groups;

use crate::matrix::{Item, Scores};
use crate::moments::{real, squares, varies};
use crate::undefined::at_least;
use crate::{Undefined, reliability};

/// The statistics of one item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemStatistics {
    /// The item, its maximum and where that comes from.
    pub item: Item,
    /// How many answered it; whoever did not counts with 0 points.
    pub answered: usize,
    /// The mean, in points.
    pub mean: f64,
    /// The standard deviation, in points, its denominator the number of people.
    pub deviation: f64,
    /// Difficulty p: the mean over the maximum, 0 (nobody has a point) to 1 (everybody
    /// has all). The greater, the easier. Lord & Novick (1968), *Statistical Theories
    /// of Mental Test Scores*, chapter 15.
    pub difficulty: f64,
    /// Corrected item-total correlation: Pearson's correlation of the item with the sum
    /// of all other items, -1 to 1; the point-biserial correlation where points are 0
    /// or 1. Henrysson (1963), *Psychometrika* 28, 211–218. `None` with fewer than two
    /// items, or where the item or the sum of the others does not vary.
    pub item_rest: Option<f64>,
    /// Discrimination D: the difficulty within the upper 27 % of people less that
    /// within the lower, -1 to 1. Johnson (1951), *Journal of Educational Psychology*
    /// 42, 499–504; the share is Kelley's (1939), ibid. 30, 17–24. People with equal
    /// totals at a cut share the places left, each counting in part, so that the order
    /// of people changes nothing. `None` where all totals are the same.
    pub discrimination: Option<f64>,
    /// Cronbach's alpha of the test without the item; `None` with fewer than three
    /// items, or where the others' sum does not vary.
    pub alpha_if_deleted: Option<f64>,
    /// What should be looked at, by the thresholds given.
    pub flags: Vec<Flag>,
}

/// The statistics of all items of a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemAnalysis {
    /// How many people count.
    pub people: usize,
    /// How many people are in the upper group, and in the lower: 27 %, rounded, at least 1.
    /// With few, `discrimination` says little.
    pub group: usize,
    /// Cronbach's alpha of the whole test; `None` with fewer than two items or without
    /// variance.
    pub alpha: Option<f64>,
    /// The items, in the order of the test.
    pub items: Vec<ItemStatistics>,
}

/// All statistics of all items, in time proportional to people × items.
///
/// # Errors
///
/// [`Undefined::TooFew`] with fewer than two people.
pub fn analyse(scores: &Scores, thresholds: &Thresholds) -> Result<ItemAnalysis, Undefined> {
    at_least(2, scores.people())?;
    let groups = Groups::of(scores.totals())?;
    let means = scores.item_means().unwrap_or_default();
    let sums = Sums::of(scores, &means, &groups);
    let alpha = reliability::cronbach_alpha(scores).ok();
    let total_varies = squares(scores.totals()).is_some();
    let items = scores.items().iter().enumerate().map(|(index, item)| {
        let mut statistics = ItemStatistics {
            item: item.clone(),
            answered: scores.answered()[index],
            mean: means[index],
            deviation: (sums.items[index].squares / real(scores.people())).sqrt(),
            difficulty: means[index] / item.maximum,
            item_rest: sums.item_rest(index),
            discrimination: total_varies.then(|| sums.items[index].contrast / (groups.size() * item.maximum)),
            alpha_if_deleted: sums.alpha_without(index),
            flags: Vec::new(),
        };
        statistics.flags = flags::of_item(&statistics, alpha, thresholds);
        statistics
    });
    Ok(ItemAnalysis { people: scores.people(), group: groups.people(), alpha, items: items.collect() })
}

/// The sums that everything follows from, of deviations from the means.
struct Sums {
    people: usize,
    items: Vec<ItemSums>,
    total_squares: f64,
    greatest_total: f64,
}

#[derive(Clone, Default)]
struct ItemSums {
    /// Σ (x − mean)², 0 where that is but rounding.
    squares: f64,
    /// Σ (x − mean)(total − mean total).
    products: f64,
    /// The points of the upper group less those of the lower.
    contrast: f64,
}

impl Sums {
    fn of(scores: &Scores, means: &[f64], groups: &Groups) -> Self {
        let total_mean: f64 = means.iter().sum();
        let mut items = vec![ItemSums::default(); means.len()];
        let mut total_squares = 0.0;
        let mut greatest_total = 0.0_f64;
        for (person, (row, total)) in scores.rows().zip(scores.totals()).enumerate() {
            let deviation = total - total_mean;
            let contrast = groups.upper(person) - groups.lower(person);
            total_squares += deviation * deviation;
            greatest_total = greatest_total.max(*total);
            for ((sums, points), mean) in items.iter_mut().zip(row).zip(means) {
                sums.squares += (points - mean) * (points - mean);
                sums.products += (points - mean) * deviation;
                sums.contrast += points * contrast;
            }
        }
        for (sums, item) in items.iter_mut().zip(scores.items()) {
            sums.squares = varies(sums.squares, scores.people(), item.maximum).unwrap_or(0.0);
        }
        Self { people: scores.people(), items, total_squares, greatest_total }
    }

    /// Σ (rest − mean rest)², where rest = total − x: Var(T − x) = Var T − 2 Cov(T, x) + Var x.
    fn rest_squares(&self, item: usize) -> Option<f64> {
        let sums = &self.items[item];
        let rest = self.total_squares - 2.0 * sums.products + sums.squares;
        // The terms cancel where the rest is constant; what remains then is their rounding.
        (rest > 1e-12 * self.total_squares).then_some(rest)?;
        varies(rest, self.people, self.greatest_total)
    }

    fn item_rest(&self, item: usize) -> Option<f64> {
        let sums = &self.items[item];
        let rest = self.rest_squares(item)?;
        (sums.squares > 0.0).then(|| ((sums.products - sums.squares) / (sums.squares * rest).sqrt()).clamp(-1.0, 1.0))
    }

    fn alpha_without(&self, item: usize) -> Option<f64> {
        let left = self.items.len().checked_sub(1).filter(|left| *left >= 2)?;
        let rest = self.rest_squares(item)?;
        let others: f64 = self.items.iter().map(|sums| sums.squares).sum::<f64>() - self.items[item].squares;
        Some(reliability::alpha_of(left, others, rest))
    }
}
