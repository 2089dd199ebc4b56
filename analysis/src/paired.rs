//! Two measurements of the same people: before and after.

mod wilcoxon;

use serde::{Deserialize, Serialize};
use statrs::function::gamma::ln_gamma;

pub use wilcoxon::{Method, SignedRank, signed_rank};

use crate::moments::{mean, real, varies};
use crate::tails::{student_quantile, student_two_sided};
use crate::undefined::{at_least, finite, same_length};
use crate::{Interval, Level, Undefined};

/// The paired t test and its effect size. All differences are after − before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairedT {
    /// How many pairs there are.
    pub pairs: usize,
    /// The mean difference, in points.
    pub difference: f64,
    /// The standard deviation of the differences, in points; denominator n − 1.
    pub deviation: f64,
    /// The confidence interval of the mean difference.
    pub interval: Interval,
    /// The mean difference over its standard error.
    pub t: f64,
    /// Degrees of freedom, n − 1.
    pub freedom: usize,
    /// The two-sided p value, 0 to 1.
    pub p: f64,
    /// Cohen's dz: the mean difference over the standard deviation of the differences.
    /// Cohen (1988), *Statistical Power Analysis*, 2nd edition, formula 2.3.5. Not
    /// comparable to the d of two groups.
    pub dz: f64,
    /// dz with Hedges' correction for small samples, in its exact form with the gamma
    /// function: Hedges (1981), *Journal of Educational Statistics* 6, 107–128, formula
    /// 6e, with n − 1 degrees of freedom. `None` with two pairs.
    pub corrected_dz: Option<f64>,
}

/// The paired t test: Student (1908), *Biometrika* 6, 1–25. The differences should come
/// near to a normal distribution, the less so the more pairs there are.
///
/// # Errors
///
/// [`Undefined`] with fewer than two pairs, lists of different length, values that are
/// no numbers, or where all differences are the same.
pub fn paired_t(before: &[f64], after: &[f64], level: Level) -> Result<PairedT, Undefined> {
    let differences = differences(before, after)?;
    let pairs = differences.values.len();
    at_least(2, pairs)?;
    let difference = mean(&differences.values).unwrap_or_default();
    let sum = differences.values.iter().map(|value| (value - difference).powi(2)).sum();
    let sum = varies(sum, pairs, differences.scale).ok_or(Undefined::NoVariance)?;
    let freedom = pairs - 1;
    let deviation = (sum / real(freedom)).sqrt();
    let error = deviation / real(pairs).sqrt();
    let t = difference / error;
    let quantile = student_quantile(level.tail(), real(freedom)).ok_or(Undefined::NotFinite)?;
    let p = student_two_sided(t, real(freedom)).ok_or(Undefined::NotFinite)?;
    let dz = difference / deviation;
    Ok(PairedT {
        pairs,
        difference,
        deviation,
        interval: Interval { lower: difference - quantile * error, upper: difference + quantile * error, level },
        t,
        freedom,
        p,
        dz,
        corrected_dz: hedges_factor(freedom).map(|factor| factor * dz),
    })
}

/// Hedges' c(m) = Γ(m/2) / (√(m/2) · Γ((m − 1)/2)), for m ≥ 2 degrees of freedom.
fn hedges_factor(freedom: usize) -> Option<f64> {
    let half = real(freedom) / 2.0;
    (freedom >= 2).then(|| (ln_gamma(half) - ln_gamma(half - 0.5) - 0.5 * half.ln()).exp())
}

/// Differences, and the greatest value that they were taken of, by which their rounding
/// is judged.
struct Differences {
    values: Vec<f64>,
    scale: f64,
}

fn differences(before: &[f64], after: &[f64]) -> Result<Differences, Undefined> {
    same_length(before.len(), after.len())?;
    finite(before)?;
    finite(after)?;
    let values: Vec<f64> = before.iter().zip(after).map(|(before, after)| after - before).collect();
    finite(&values)?;
    let scale = before.iter().chain(after).fold(0.0_f64, |greatest, value| greatest.max(value.abs()));
    Ok(Differences { values, scale })
}
