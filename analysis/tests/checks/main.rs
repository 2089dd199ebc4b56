//! Every figure against a published example, or against `SciPy` 1.17.1, pingouin 0.7.0 and
//! statsmodels 0.15.0 on the same data; and what must hold for any data.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod agreement;
mod distribution;
mod gain;
mod items;
mod paired;
mod properties;
mod reading;
mod suppression;
mod survey;

use analysis::matrix::{Matrix, Maxima, Missing, Scores};

/// Agreement to 1e-9, relative to values above 1.
#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[track_caller]
fn all_close(found: impl IntoIterator<Item = f64>, expected: &[f64]) {
    let found: Vec<f64> = found.into_iter().collect();
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        close(*found, *expected);
    }
}

fn scores(rows: &[Vec<f64>], maxima: &Maxima) -> Scores {
    let names = (1..=rows[0].len()).map(|item| format!("Q{item}")).collect();
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    Matrix::new(names, &rows, maxima).unwrap().scores(Missing::Zero)
}

/// A test of ten items and ten people, by K. L. Wuensch (East Carolina University,
/// *The Kuder-Richardson 20*), who gives Σpq = 2.18 and the totals' variance 5.84.
fn wuensch() -> Vec<Vec<f64>> {
    let rows = [
        "1111110110",
        "1011011101",
        "1111011001",
        "0010001000",
        "0000010010",
        "1110111111",
        "1101110111",
        "1111111101",
        "0101111101",
        "1101101110",
    ];
    rows.iter().map(|row| row.bytes().map(|digit| f64::from(digit - b'0')).collect()).collect()
}

/// Twelve people and five items of 4, 1, 3, 5 and 2 points, made up for these checks.
fn partial() -> Vec<Vec<f64>> {
    [
        [4.0, 1.0, 3.0, 5.0, 2.0],
        [3.0, 1.0, 2.5, 4.0, 0.0],
        [2.0, 0.0, 2.0, 3.0, 1.0],
        [4.0, 1.0, 1.0, 4.5, 2.0],
        [1.0, 0.0, 0.5, 1.0, 2.0],
        [0.0, 0.0, 0.0, 2.0, 1.0],
        [3.0, 1.0, 3.0, 3.0, 0.0],
        [2.0, 1.0, 1.5, 2.0, 1.0],
        [4.0, 0.0, 2.0, 5.0, 2.0],
        [1.0, 0.0, 1.0, 0.0, 0.0],
        [2.0, 1.0, 2.0, 3.5, 1.0],
        [3.0, 0.0, 1.0, 2.0, 2.0],
    ]
    .map(Vec::from)
    .to_vec()
}
