//! How scores are distributed.

use serde::{Deserialize, Serialize};

use crate::Undefined;
use crate::moments::{mean, real, squares};
use crate::undefined::{at_least, finite};

/// The figures of a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// How many values there are.
    pub count: usize,
    /// The arithmetic mean.
    pub mean: f64,
    /// The standard deviation of these people: denominator n.
    pub population_deviation: f64,
    /// The standard deviation estimated for those whom they stand for: denominator
    /// n − 1. `None` of one value.
    pub sample_deviation: Option<f64>,
    /// The least value.
    pub least: f64,
    /// The first quartile.
    pub lower_quartile: f64,
    /// The median.
    pub median: f64,
    /// The third quartile.
    pub upper_quartile: f64,
    /// The greatest value.
    pub greatest: f64,
    /// Skewness g1 = m3 / m2^(3/2), with moments of denominator n: positive for a long
    /// tail of high values. Joanes & Gill (1998), *The Statistician* 47, 183–189.
    /// `None` where the values do not vary.
    pub skewness: Option<f64>,
}

/// Summarises values.
///
/// # Errors
///
/// [`Undefined`] without values, or where one is not a finite number.
pub fn summary(values: &[f64]) -> Result<Summary, Undefined> {
    at_least(1, values.len())?;
    finite(values)?;
    let sorted = sorted(values);
    let mean = mean(values).unwrap_or_default();
    let sum = squares(values);
    let count = values.len();
    let of = |denominator: usize| (sum.unwrap_or(0.0) / real(denominator)).sqrt();
    let skewness = sum.map(|sum| {
        let third = values.iter().map(|value| (value - mean).powi(3)).sum::<f64>() / real(count);
        third / (sum / real(count)).powf(1.5)
    });
    Ok(Summary {
        count,
        mean,
        population_deviation: of(count),
        sample_deviation: (count > 1).then(|| of(count - 1)),
        least: at(&sorted, 0.0),
        lower_quartile: at(&sorted, 0.25),
        median: at(&sorted, 0.5),
        upper_quartile: at(&sorted, 0.75),
        greatest: at(&sorted, 1.0),
        skewness,
    })
}

/// The quantile at a share from 0 to 1: definition 7 of Hyndman & Fan (1996), *The
/// American Statistician* 50, 361–365, which R and spreadsheets use.
///
/// # Errors
///
/// [`Undefined`] without values, where one is not a finite number, or for another share.
pub fn quantile(values: &[f64], share: f64) -> Result<f64, Undefined> {
    at_least(1, values.len())?;
    finite(values)?;
    if !(0.0..=1.0).contains(&share) {
        return Err(Undefined::OutOfScale);
    }
    Ok(at(&sorted(values), share))
}

pub(crate) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Definition 7 on sorted values, which must not be empty.
fn at(sorted: &[f64], share: f64) -> f64 {
    let position = real(sorted.len() - 1) * share;
    let below = floor(position).min(sorted.len() - 1);
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - real(below)) * (sorted[above] - sorted[below])
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position in a list")]
fn floor(position: f64) -> usize {
    position.max(0.0) as usize
}

/// One bar of a histogram.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bin {
    /// Where it begins, itself included.
    pub from: f64,
    /// Where it ends, itself excluded, but where it is the maximum.
    pub to: f64,
    /// How many values lie within.
    pub count: usize,
}

/// The histogram of scores from 0 to `maximum` in bins of one width: 1, 2 or 5 times a
/// power of ten, the least that makes at most twice as many bins as Sturges (1926),
/// *Journal of the American Statistical Association* 21, 65–66, asks for: 1 + log₂ n.
/// Whole scores get no bins narrower than 1, and the last bin ends beyond the maximum,
/// lest the two highest scores share a bin. For other scores it may end there, and
/// includes its end.
///
/// # Errors
///
/// [`Undefined`] without values, for a value outside 0 to the maximum, or a maximum not
/// above 0.
pub fn histogram(values: &[f64], maximum: f64) -> Result<Vec<Bin>, Undefined> {
    at_least(1, values.len())?;
    finite(values)?;
    let possible = maximum.is_finite() && maximum > 0.0;
    if !possible || values.iter().any(|value| *value < 0.0 || *value > maximum) {
        return Err(Undefined::OutOfScale);
    }
    let whole = values.iter().all(|value| value.fract() == 0.0);
    let most = 2.0 * (1.0 + real(values.len()).log2()).ceil().max(5.0);
    let width = bin_width(maximum, most, if whole { 1.0 } else { 0.0 });
    let bins = if whole { floor(maximum / width) + 1 } else { floor((maximum / width - 1e-9).ceil()).max(1) };
    // Not index · width: five times 0.1 is not quite one half.
    let edge = |index: usize| if width < 1.0 { real(index) / (1.0 / width).round() } else { real(index) * width };
    let mut histogram: Vec<_> = (0..bins).map(|bin| Bin { from: edge(bin), to: edge(bin + 1), count: 0 }).collect();
    for value in values {
        let bin = histogram.iter().rposition(|bin| *value >= bin.from).unwrap_or(0);
        histogram[bin].count += 1;
    }
    Ok(histogram)
}

/// The least of 1, 2, 5, 10 … that fits, and of their tenths.
fn bin_width(maximum: f64, most: f64, narrowest: f64) -> f64 {
    let mut power = 10.0_f64.powf((maximum / most).log10().floor());
    loop {
        for width in [power, 2.0 * power, 5.0 * power] {
            if width >= narrowest && maximum / width <= most + 1e-9 {
                return width;
            }
        }
        power *= 10.0;
    }
}
