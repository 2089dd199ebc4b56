use analysis::Undefined;
use analysis::distribution::{histogram, quantile, summary};

use crate::{all_close, close, partial};

// NumPy and SciPy (`quantile` by default is type 7, `skew` by default g1).
#[test]
fn figures_of_totals() {
    let totals: Vec<f64> = partial().iter().map(|row| row.iter().sum()).collect();
    let found = summary(&totals).unwrap();
    all_close(
        [
            found.mean,
            found.population_deviation,
            found.sample_deviation.unwrap(),
            found.least,
            found.lower_quartile,
            found.median,
            found.upper_quartile,
            found.greatest,
            found.skewness.unwrap(),
        ],
        &[
            8.625,
            3.824_945_533_381_270_7,
            3.995_025_315_655_368,
            2.0,
            6.75,
            8.75,
            11.0,
            15.0,
            -0.193_568_256_789_876_06,
        ],
    );
    close(quantile(&[1.0, 2.0, 3.0, 4.0], 0.1).unwrap(), 1.3);
}

#[test]
fn one_value_and_none() {
    let one = summary(&[3.0]).unwrap();
    assert_eq!((one.sample_deviation, one.skewness, one.median), (None, None, 3.0));
    assert_eq!(summary(&[0.1; 10]).unwrap().skewness, None);
    assert_eq!(summary(&[]), Err(Undefined::TooFew { needed: 1, given: 0 }));
    assert_eq!(summary(&[f64::INFINITY]), Err(Undefined::NotFinite));
    assert_eq!(quantile(&[1.0], 1.1), Err(Undefined::OutOfScale));
}

#[test]
fn whole_scores_keep_the_highest_apart() {
    let bins = histogram(&[0.0, 9.0, 10.0, 10.0], 10.0).unwrap();
    assert_eq!(bins.len(), 11);
    assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
    // 30 people: at most 12 bars, so widths of 2; 20 has its own.
    let bins = histogram(&[20.0; 30], 20.0).unwrap();
    assert_eq!((bins.len(), bins[10].from, bins[10].to, bins[10].count), (11, 20.0, 22.0, 30));
}

#[test]
fn other_scores_end_at_the_maximum() {
    let bins = histogram(&[0.0, 0.1, 0.3, 0.95, 1.0], 1.0).unwrap();
    assert_eq!(bins.len(), 10);
    assert_eq!(bins.iter().map(|bin| bin.count).collect::<Vec<_>>(), [1, 1, 0, 1, 0, 0, 0, 0, 0, 2]);
    assert_eq!(bins.last().map(|bin| bin.to), Some(1.0));
    let hundred = histogram(&[33.3, 99.5], 100.0).unwrap();
    assert_eq!((hundred.len(), hundred[1].from, hundred[9].to), (10, 10.0, 100.0));
    assert_eq!(histogram(&[1.5], 1.0), Err(Undefined::OutOfScale));
    assert_eq!(histogram(&[0.0], 0.0), Err(Undefined::OutOfScale));
}
