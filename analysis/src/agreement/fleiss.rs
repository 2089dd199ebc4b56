//! Fleiss' kappa of many raters.

use crate::Undefined;
use crate::moments::real;
use crate::undefined::{at_least, same_length};

/// Fleiss' kappa: rows are those who were rated, columns categories without an order,
/// cells how many raters chose the category; every row has the same number of raters,
/// who need not be the same people. At most 1; 0 is what chance does. Fleiss (1971),
/// *Psychological Bulletin* 76, 378–382.
///
/// # Errors
///
/// [`Undefined`] without rows, with fewer than two raters, rows of different length or
/// number of raters, or where all ratings are one category.
pub fn fleiss_kappa(table: &[Vec<usize>]) -> Result<f64, Undefined> {
    at_least(1, table.len())?;
    let categories = table[0].len();
    let raters: usize = table[0].iter().sum();
    if raters < 2 {
        return Err(Undefined::TooFewItems { needed: 2, given: raters });
    }
    let mut chosen = vec![0; categories];
    let mut agreeing = 0;
    for row in table {
        same_length(categories, row.len())?;
        same_length(raters, row.iter().sum())?;
        for (sum, count) in chosen.iter_mut().zip(row) {
            *sum += count;
            agreeing += count * count.saturating_sub(1);
        }
    }
    let ratings = table.len() * raters;
    if chosen.contains(&ratings) {
        return Err(Undefined::NoVariance);
    }
    let observed = real(agreeing) / real(ratings * (raters - 1));
    let expected: f64 = chosen.iter().map(|count| (real(*count) / real(ratings)).powi(2)).sum();
    Ok((observed - expected) / (1.0 - expected))
}
