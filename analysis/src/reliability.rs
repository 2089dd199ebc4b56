//! How far a test's scores can be trusted.
//!
//! All variances, of items and of totals, have the number of people as their
//! denominator. KR-20 is defined so (p·q is that variance of a 0/1 item), and alpha is
//! a ratio in which the denominator cancels, so that both agree on 0/1 items.

use serde::{Deserialize, Serialize};

use crate::matrix::{Scores, is_dichotomous};
use crate::moments::{correlation, real, squares, varies};
use crate::tails::fisher_quantile;
use crate::undefined::{at_least, finite};
use crate::{Interval, Level, Undefined};

/// k/(k − 1) · (1 − Σ item squares / total squares), from sums of squares.
pub(crate) fn alpha_of(items: usize, item_squares: f64, total_squares: f64) -> f64 {
    real(items) / (real(items) - 1.0) * (1.0 - item_squares / total_squares)
}

/// Cronbach's alpha: k/(k − 1) · (1 − Σ item variances / variance of totals), at most 1,
/// and negative where items contradict each other. Cronbach (1951), *Psychometrika* 16,
/// 297–334, formula 2.
///
/// # Errors
///
/// [`Undefined`] with fewer than two people or two items, or where totals do not vary.
pub fn cronbach_alpha(scores: &Scores) -> Result<f64, Undefined> {
    at_least_items(2, scores)?;
    at_least(2, scores.people())?;
    let total = squares(scores.totals()).ok_or(Undefined::NoVariance)?;
    let means = scores.item_means().unwrap_or_default();
    let mut sums = vec![0.0; means.len()];
    for row in scores.rows() {
        for ((sum, points), mean) in sums.iter_mut().zip(row).zip(&means) {
            *sum += (points - mean) * (points - mean);
        }
    }
    let items = sums.iter().zip(scores.items());
    let item_squares = items.map(|(sum, item)| varies(*sum, scores.people(), item.maximum).unwrap_or(0.0)).sum();
    Ok(alpha_of(scores.items().len(), item_squares, total))
}

/// KR-20: k/(k − 1) · (1 − Σ p·q / variance of totals), for items of 0 or 1 point.
/// Kuder & Richardson (1937), *Psychometrika* 2, 151–160, formula 20.
///
/// # Errors
///
/// [`Undefined::NotDichotomous`] for other points; else as [`cronbach_alpha`].
pub fn kr20(scores: &Scores) -> Result<f64, Undefined> {
    at_least_items(2, scores)?;
    at_least(2, scores.people())?;
    if scores.rows().flatten().any(|points| !is_dichotomous(*points)) {
        return Err(Undefined::NotDichotomous);
    }
    let total = squares(scores.totals()).ok_or(Undefined::NoVariance)? / real(scores.people());
    let shares = scores.item_means().unwrap_or_default();
    let item_variances = shares.iter().map(|p| p * (1.0 - p)).sum();
    Ok(alpha_of(scores.items().len(), item_variances, total))
}

/// The confidence interval of alpha or KR-20: (1 − α)/(1 − a) has Fisher's F
/// distribution with people − 1 and (people − 1)(items − 1) degrees of freedom, for
/// normally distributed scores of essentially parallel items. Feldt (1965),
/// *Psychometrika* 30, 357–370; the limits as in Feldt, Woodruff & Salih (1987),
/// *Applied Psychological Measurement* 11, 93–103.
///
/// # Errors
///
/// [`Undefined`] with fewer than two people or items, or for an alpha above 1.
pub fn alpha_interval(alpha: f64, people: usize, items: usize, level: Level) -> Result<Interval, Undefined> {
    at_least(2, people)?;
    if items < 2 {
        return Err(Undefined::TooFewItems { needed: 2, given: items });
    }
    if !alpha.is_finite() || alpha > 1.0 {
        return Err(Undefined::OutOfScale);
    }
    let freedom = real(people) - 1.0;
    let error_freedom = freedom * (real(items) - 1.0);
    let limit = |below: f64| fisher_quantile(below, freedom, error_freedom).map(|f| 1.0 - (1.0 - alpha) * f);
    let (lower, upper) = (limit(1.0 - level.tail()), limit(level.tail()));
    let (lower, upper) = lower.zip(upper).ok_or(Undefined::NotFinite)?;
    Ok(Interval { lower, upper, level })
}

/// The standard error of measurement, in points: the totals' standard deviation
/// (denominator: people) times √(1 − reliability). Lord & Novick (1968), *Statistical
/// Theories of Mental Test Scores*, formula 3.8.2.
///
/// # Errors
///
/// [`Undefined::NegativeReliability`] below 0, [`Undefined::OutOfScale`] above 1,
/// [`Undefined::TooFew`] with fewer than two people, [`Undefined::NotFinite`].
pub fn measurement_error(totals: &[f64], reliability: f64) -> Result<f64, Undefined> {
    at_least(2, totals.len())?;
    finite(totals)?;
    if reliability < 0.0 {
        return Err(Undefined::NegativeReliability);
    }
    if reliability.is_nan() || reliability > 1.0 {
        return Err(Undefined::OutOfScale);
    }
    let variance = squares(totals).unwrap_or(0.0) / real(totals.len());
    Ok((variance * (1.0 - reliability)).sqrt())
}

/// Reliability by halves.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SplitHalf {
    /// Pearson's correlation of both halves, -1 to 1.
    pub halves: f64,
    /// That of the whole test by Spearman–Brown, 0 to 1; `None` where the halves
    /// correlate negatively, for then they measure nothing in common.
    pub whole: Option<f64>,
}

/// Split-half reliability: items 1, 3, 5 … against 2, 4, 6 …, stepped up to the full
/// length by [`spearman_brown`]. It assumes halves of equal variance, and depends on
/// the order of items, as alpha does not.
///
/// # Errors
///
/// [`Undefined`] with fewer than two people or items, or where a half does not vary.
pub fn split_half(scores: &Scores) -> Result<SplitHalf, Undefined> {
    at_least_items(2, scores)?;
    at_least(2, scores.people())?;
    let half = |row: &[f64], first: usize| row.iter().skip(first).step_by(2).sum::<f64>();
    let odd: Vec<f64> = scores.rows().map(|row| half(row, 0)).collect();
    let even: Vec<f64> = scores.rows().map(|row| half(row, 1)).collect();
    let halves = correlation(&odd, &even).ok_or(Undefined::NoVariance)?;
    Ok(SplitHalf { halves, whole: spearman_brown(halves, 2.0).ok() })
}

/// The reliability of a test `length` times as long: length·r / (1 + (length − 1)·r).
/// Spearman (1910), *British Journal of Psychology* 3, 271–295; Brown (1910), ibid.
/// 296–322.
///
/// # Errors
///
/// [`Undefined::NegativeReliability`] below 0; [`Undefined::OutOfScale`] above 1 or for
/// a length that is not above 0.
pub fn spearman_brown(reliability: f64, length: f64) -> Result<f64, Undefined> {
    if reliability < 0.0 {
        return Err(Undefined::NegativeReliability);
    }
    if reliability.is_nan() || reliability > 1.0 || !length.is_finite() || length <= 0.0 {
        return Err(Undefined::OutOfScale);
    }
    Ok(length * reliability / (1.0 - reliability + length * reliability))
}

fn at_least_items(needed: usize, scores: &Scores) -> Result<(), Undefined> {
    let given = scores.items().len();
    if given < needed { Err(Undefined::TooFewItems { needed, given }) } else { Ok(()) }
}
