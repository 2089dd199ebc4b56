//! Wilcoxon's signed-rank test.

use serde::{Deserialize, Serialize};

use super::differences;
use crate::Undefined;
use crate::moments::real;
use crate::tails::normal_two_sided;

/// Up to so many differences the exact distribution serves.
const EXACT_UP_TO: usize = 25;

/// How the p value was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// From all 2^n assignments of signs to the ranks.
    Exact,
    /// From the normal approximation, corrected for ties and for continuity.
    Normal,
}

/// Wilcoxon's signed-rank test of differences after − before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SignedRank {
    /// How many differences are not 0.
    pub pairs: usize,
    /// How many are 0, and left out, as Wilcoxon did.
    pub zeros: usize,
    /// The rank sum of the positive differences.
    pub positive: f64,
    /// The rank sum of the negative differences.
    pub negative: f64,
    /// The two-sided p value, 0 to 1.
    pub p: f64,
    /// How p was computed.
    pub method: Method,
    /// Matched-pairs rank-biserial correlation: (positive − negative) / their sum, -1 to
    /// 1. Kerby (2014), *Comprehensive Psychology* 3, 11.IT.3.1.
    pub rank_biserial: f64,
}

/// Wilcoxon's signed-rank test: Wilcoxon (1945), *Biometrics Bulletin* 1, 80–83.
/// Differences of 0 are dropped, equal ones get their mean rank. Exact for at most 25
/// differences without ties or zeros, as R has it; else by the normal approximation with
/// the corrections of Hollander & Wolfe (1973), *Nonparametric Statistical Methods*,
/// section 3.1. Values that differ by less than 1e-9 of the greatest count as equal:
/// 1.3 − 0.7 is to tie with 0.6.
///
/// # Errors
///
/// [`Undefined`] for lists of different length, values that are no numbers, or where all
/// differences are 0.
pub fn signed_rank(before: &[f64], after: &[f64]) -> Result<SignedRank, Undefined> {
    let differences = differences(before, after)?;
    let equal = 1e-9 * differences.scale;
    let mut values = differences.values;
    let all = values.len();
    values.retain(|value| value.abs() > equal);
    let pairs = values.len();
    if pairs == 0 {
        return Err(Undefined::TooFew { needed: 1, given: 0 });
    }
    values.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    let mut positive = 0.0;
    let mut tie_correction = 0.0;
    let mut ranked = 0;
    for ties in values.chunk_by(|a, b| (a.abs() - b.abs()).abs() <= equal) {
        let rank = real(2 * ranked + ties.len() + 1) / 2.0;
        positive += rank * real(ties.iter().filter(|value| **value > 0.0).count());
        tie_correction += real(ties.len()).powi(3) - real(ties.len());
        ranked += ties.len();
    }
    let sum = real(pairs * (pairs + 1)) / 2.0;
    let negative = sum - positive;
    let exact = pairs <= EXACT_UP_TO && pairs == all && tie_correction <= 0.0;
    let (p, method) = if exact {
        (exact_p(pairs, positive.min(negative)), Method::Exact)
    } else {
        (normal_p(pairs, positive, tie_correction), Method::Normal)
    };
    let rank_biserial = (positive - negative) / sum;
    Ok(SignedRank { pairs, zeros: all - pairs, positive, negative, p, method, rank_biserial })
}

/// Twice P(W ≤ w), at most 1. The number of subsets of ranks 1 to n with each sum,
/// counted rank by rank.
fn exact_p(pairs: usize, smaller: f64) -> f64 {
    let most = pairs * (pairs + 1) / 2;
    let mut ways = vec![0.0; most + 1];
    ways[0] = 1.0;
    for rank in 1..=pairs {
        for sum in (rank..=most).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    let below: f64 = ways.iter().enumerate().filter(|(sum, _)| real(*sum) <= smaller).map(|(_, ways)| ways).sum();
    (2.0 * below / ways.iter().sum::<f64>()).min(1.0)
}

fn normal_p(pairs: usize, positive: f64, tie_correction: f64) -> f64 {
    let n = real(pairs);
    let from_mean = (positive - n * (n + 1.0) / 4.0).abs();
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - tie_correction / 48.0;
    // Half a rank towards the mean, and never beyond it.
    normal_two_sided((from_mean - 0.5).max(0.0) / variance.sqrt())
}
