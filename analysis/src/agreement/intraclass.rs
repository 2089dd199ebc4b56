//! The intraclass correlation of raters who give numbers.

use serde::{Deserialize, Serialize};

use crate::moments::real;
use crate::tails::fisher_quantile;
use crate::undefined::{at_least, finite, same_length};
use crate::{Interval, Level, Undefined};

/// ICC(2,1), and how certain it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Intraclass {
    /// ICC(2,1): the share of a single rating's variance that is due to whom it rates;
    /// at most 1, and below 0 where raters agree less than by chance.
    pub correlation: f64,
    /// Its confidence interval (ibid., p. 424), for normally distributed effects; `None`
    /// where the raters agree in all, or in all but their level.
    pub interval: Option<Interval>,
}

/// ICC(2,1), two-way random effects, absolute agreement, single rating: every one of
/// the rows was rated by the same raters (columns), who stand for others. Shrout &
/// Fleiss (1979), *Psychological Bulletin* 86, 420–428.
///
/// # Errors
///
/// [`Undefined`] with fewer than two rows or raters, rows of different length, ratings
/// that are no numbers, or all the same.
pub fn intraclass(ratings: &[Vec<f64>], level: Level) -> Result<Intraclass, Undefined> {
    at_least(2, ratings.len())?;
    let raters = ratings[0].len();
    if raters < 2 {
        return Err(Undefined::TooFewItems { needed: 2, given: raters });
    }
    for row in ratings {
        same_length(raters, row.len())?;
        finite(row)?;
    }
    let squares = MeanSquares::of(ratings).ok_or(Undefined::NoVariance)?;
    let (n, k) = (real(ratings.len()), real(raters));
    let between = squares.rows - squares.error;
    let whole = squares.rows + (k - 1.0) * squares.error + k * (squares.columns - squares.error) / n;
    if whole.abs() <= 1e-12 * (squares.rows + squares.columns + squares.error) {
        return Err(Undefined::NoVariance);
    }
    let correlation = between / whole;
    Ok(Intraclass { correlation, interval: squares.interval(correlation, n, k, level) })
}

/// The mean squares of the two-way analysis of variance without replication.
struct MeanSquares {
    rows: f64,
    columns: f64,
    error: f64,
}

impl MeanSquares {
    /// `None` where nothing varies.
    fn of(ratings: &[Vec<f64>]) -> Option<Self> {
        let (n, k) = (real(ratings.len()), real(ratings[0].len()));
        let all: Vec<f64> = ratings.iter().flatten().copied().collect();
        crate::moments::squares(&all)?;
        let mean = all.iter().sum::<f64>() / (n * k);
        let row_means: Vec<f64> = ratings.iter().map(|row| row.iter().sum::<f64>() / k).collect();
        let column_means: Vec<f64> =
            (0..ratings[0].len()).map(|column| ratings.iter().map(|row| row[column]).sum::<f64>() / n).collect();
        let from_mean = |means: &[f64]| means.iter().map(|value| (value - mean).powi(2)).sum::<f64>();
        let mut error = 0.0;
        for (row, row_mean) in ratings.iter().zip(&row_means) {
            for (rating, column_mean) in row.iter().zip(&column_means) {
                error += (rating - row_mean - column_mean + mean).powi(2);
            }
        }
        Some(Self {
            rows: k * from_mean(&row_means) / (n - 1.0),
            columns: n * from_mean(&column_means) / (k - 1.0),
            error: error / ((n - 1.0) * (k - 1.0)),
        })
    }

    fn interval(&self, correlation: f64, n: f64, k: f64, level: Level) -> Option<Interval> {
        // Without error the F ratio of the raters is infinite.
        if self.error <= 1e-12 * (self.rows + self.columns) {
            return None;
        }
        let ratio = self.columns / self.error;
        let weighted = k * correlation * ratio;
        let rest = n * (1.0 + (k - 1.0) * correlation) - k * correlation;
        let freedom = (k - 1.0) * (n - 1.0) * (weighted + rest).powi(2) / ((n - 1.0) * weighted.powi(2) + rest.powi(2));
        let above = fisher_quantile(1.0 - level.tail(), n - 1.0, freedom)?;
        let below = fisher_quantile(1.0 - level.tail(), freedom, n - 1.0)?;
        let within = k * self.columns + (k * n - k - n) * self.error;
        Some(Interval {
            lower: n * (self.rows - above * self.error) / (above * within + n * self.rows),
            upper: n * (below * self.rows - self.error) / (within + n * below * self.rows),
            level,
        })
    }
}
