//! Cohen's kappa of two raters, plain and weighted.

use serde::{Deserialize, Serialize};

use crate::moments::real;
use crate::tails::{normal_quantile, normal_two_sided};
use crate::undefined::same_length;
use crate::{Interval, Level, Undefined};

/// What a disagreement between two categories counts, of k that are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// All disagreements alike: for categories without an order.
    Plain,
    /// By distance: agreement 1 − |i − j|/(k − 1). Cicchetti & Allison (1971), *American
    /// Journal of EEG Technology* 11, 101–110.
    Linear,
    /// By squared distance: agreement 1 − ((i − j)/(k − 1))². Fleiss & Cohen (1973),
    /// *Educational and Psychological Measurement* 33, 613–619.
    Quadratic,
}

impl Weights {
    fn agreement(self, row: usize, column: usize, categories: usize) -> f64 {
        let distance = real(row.abs_diff(column)) / real(categories - 1);
        match self {
            Self::Plain => f64::from(u8::from(row == column)),
            Self::Linear => 1.0 - distance,
            Self::Quadratic => 1.0 - distance * distance,
        }
    }
}

/// Cohen's kappa, and how certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Kappa {
    /// How many were rated by both.
    pub rated: u64,
    /// The weighted share of agreement, 0 to 1.
    pub observed: f64,
    /// The weighted share of agreement that chance would bring about, 0 to below 1.
    pub expected: f64,
    /// (observed − expected) / (1 − expected): at most 1; 0 is what chance does.
    pub kappa: f64,
    /// Its large-sample standard error: Fleiss, Cohen & Everitt (1969), *Psychological
    /// Bulletin* 72, 323–327, formula 13 (with plain weights, formula 8).
    pub standard_error: f64,
    /// kappa ± z · standard error, no further than 1 and -1; for large samples.
    pub interval: Interval,
    /// Two-sided p value of kappa = 0, with the standard error that holds then (ibid.,
    /// formula 9); `None` where that is 0.
    pub p: Option<f64>,
}

/// The table of two raters' categories: rows the first's, columns the second's; whoever
/// lacks a rating is left out.
///
/// # Errors
///
/// [`Undefined::UnequalLengths`], or [`Undefined::OutOfScale`] for a category that is not
/// below `categories`.
pub fn cross_table(
    first: &[Option<usize>],
    second: &[Option<usize>],
    categories: usize,
) -> Result<Vec<Vec<u64>>, Undefined> {
    same_length(first.len(), second.len())?;
    let mut table = vec![vec![0; categories]; categories];
    for (row, column) in first.iter().zip(second).filter_map(|(first, second)| Some(((*first)?, (*second)?))) {
        let cell = table.get_mut(row).and_then(|row| row.get_mut(column)).ok_or(Undefined::OutOfScale)?;
        *cell += 1;
    }
    Ok(table)
}

/// Cohen's kappa of a square table of counts, the categories in order: Cohen (1960),
/// *Educational and Psychological Measurement* 20, 37–46; weighted: Cohen (1968),
/// *Psychological Bulletin* 70, 213–220.
///
/// # Errors
///
/// [`Undefined`] with fewer than two categories or two rated, a table that is not
/// square, or where both raters used but one and the same category.
pub fn cohen_kappa(table: &[Vec<u64>], weights: Weights, level: Level) -> Result<Kappa, Undefined> {
    let categories = table.len();
    if categories < 2 {
        return Err(Undefined::TooFewItems { needed: 2, given: categories });
    }
    let shares = Shares::of(table)?;
    let agreement = |row, column| weights.agreement(row, column, categories);
    shares.kappa(agreement, level)
}

/// The shares of a table's cells and margins.
struct Shares {
    rated: u64,
    cells: Vec<Vec<f64>>,
    rows: Vec<f64>,
    columns: Vec<f64>,
}

impl Shares {
    fn of(table: &[Vec<u64>]) -> Result<Self, Undefined> {
        for row in table {
            same_length(table.len(), row.len())?;
        }
        let rated: u64 = table.iter().flatten().sum();
        if rated < 2 {
            return Err(Undefined::TooFew { needed: 2, given: usize::from(rated > 0) });
        }
        let sum = |counts: &mut dyn Iterator<Item = u64>| share(counts.sum(), rated);
        Ok(Self {
            rated,
            cells: table.iter().map(|row| row.iter().map(|count| share(*count, rated)).collect()).collect(),
            rows: table.iter().map(|row| sum(&mut row.iter().copied())).collect(),
            columns: (0..table.len()).map(|column| sum(&mut table.iter().map(|row| row[column]))).collect(),
        })
    }

    fn kappa(&self, agreement: impl Fn(usize, usize) -> f64, level: Level) -> Result<Kappa, Undefined> {
        let size = self.rows.len();
        let pairs = || (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        let observed: f64 = pairs().map(|(i, j)| agreement(i, j) * self.cells[i][j]).sum();
        let expected: f64 = pairs().map(|(i, j)| agreement(i, j) * self.rows[i] * self.columns[j]).sum();
        let beyond = 1.0 - expected;
        if beyond < 1e-12 {
            return Err(Undefined::NoVariance);
        }
        let kappa = (observed - expected) / beyond;
        // The mean agreement of each category with what the other rater chooses.
        let of_row: Vec<f64> = (0..size).map(|i| (0..size).map(|j| self.columns[j] * agreement(i, j)).sum()).collect();
        let of_column: Vec<f64> = (0..size).map(|j| (0..size).map(|i| self.rows[i] * agreement(i, j)).sum()).collect();
        let spread: f64 = pairs()
            .map(|(i, j)| {
                let term = agreement(i, j) * beyond - (of_row[i] + of_column[j]) * (1.0 - observed);
                self.cells[i][j] * term * term
            })
            .sum();
        let center = observed * expected - 2.0 * expected + observed;
        let rated = real_count(self.rated);
        let standard_error = (spread - center * center).max(0.0).sqrt() / (beyond * beyond * rated.sqrt());
        let null_spread: f64 = pairs()
            .map(|(i, j)| self.rows[i] * self.columns[j] * (agreement(i, j) - of_row[i] - of_column[j]).powi(2))
            .sum();
        let null_error = (null_spread - expected * expected).max(0.0).sqrt() / (beyond * rated.sqrt());
        let reach = normal_quantile(level.tail()) * standard_error;
        let interval = Interval { lower: (kappa - reach).max(-1.0), upper: (kappa + reach).min(1.0), level };
        let p = (null_error > 1e-12).then(|| normal_two_sided(kappa / null_error));
        Ok(Kappa { rated: self.rated, observed, expected, kappa, standard_error, interval, p })
    }
}

fn share(count: u64, of: u64) -> f64 {
    real_count(count) / real_count(of)
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
fn real_count(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    // Cohen (1968): two psychiatrists, 200 patients, weights of his own; he gives 0.492
    // and 0.348.
    #[test]
    fn cohens_own_weights() {
        let table = [vec![88, 10, 2], vec![14, 40, 6], vec![18, 10, 12]];
        let disagreement = [[0.0, 1.0, 3.0], [1.0, 0.0, 6.0], [3.0, 6.0, 0.0]];
        let plain = cohen_kappa(&table, Weights::Plain, Level::default()).unwrap();
        let weighted =
            Shares::of(&table).unwrap().kappa(|i, j| 1.0 - disagreement[i][j] / 6.0, Level::default()).unwrap();
        assert!((plain.kappa - 0.492).abs() < 5e-4);
        assert!((weighted.kappa - 0.348).abs() < 5e-4);
    }

    // The table and the weights of Fleiss, Cohen & Everitt (1969); all digits: statsmodels.
    #[test]
    fn the_standard_error_for_any_weights() {
        let table = [vec![106, 10, 4], vec![22, 28, 10], vec![2, 12, 6]];
        let agreement = [[1.0, 0.0, 0.4444], [0.0, 1.0, 0.6667], [0.4444, 0.6667, 1.0]];
        let found = Shares::of(&table).unwrap().kappa(|i, j| agreement[i][j], Level::default()).unwrap();
        assert!((found.kappa - 0.507_069_964_866_797_6).abs() < 1e-12);
        assert!((found.standard_error - 0.056_993_884_703_257_65).abs() < 1e-12);
    }
}
