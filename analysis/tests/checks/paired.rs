use analysis::paired::{Method, paired_t, signed_rank};
use analysis::{Level, Undefined};

use crate::{all_close, close};

/// Student's (1908) sleep data, as in R's `sleep`: hours gained under two drugs.
const FIRST: [f64; 10] = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const SECOND: [f64; 10] = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

// R: t = 4.0621, p = 0.002833, interval 0.7001142 to 2.4598858. All digits: SciPy.
#[test]
fn students_sleep() {
    let test = paired_t(&FIRST, &SECOND, Level::default()).unwrap();
    assert!((test.t - 4.0621).abs() < 5e-5 && (test.p - 0.002_833).abs() < 5e-7);
    all_close(
        [test.t, test.p, test.interval.lower, test.interval.upper, test.dz, test.corrected_dz.unwrap(), test.deviation],
        &[
            4.062_127_683_382_037,
            0.002_832_890_197_384_273,
            0.700_114_236_723_017_5,
            2.459_885_763_276_983,
            1.284_557_562_591_054_6,
            1.173_924_903_514_204_8,
            1.229_995_483_279_873_2,
        ],
    );
    assert_eq!((test.pairs, test.freedom), (10, 9));
    close(test.difference, 1.58);
}

// R: V = 0, p = 0.009091, with a zero and a tie. All digits: SciPy.
#[test]
fn students_sleep_by_ranks() {
    let test = signed_rank(&FIRST, &SECOND).unwrap();
    assert_eq!((test.pairs, test.zeros, test.method), (9, 1, Method::Normal));
    all_close([test.positive, test.negative, test.rank_biserial, test.p], &[45.0, 0.0, 1.0, 0.009_090_698_015_925_044]);
}

// Hollander & Wolfe (1973), table 3.1: depression of nine patients. R's help page:
// V = 40, one-sided p = 0.01953.
#[test]
#[expect(clippy::approx_constant, reason = "3.14 was measured")]
fn depression_by_ranks_exactly() {
    let before = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
    let after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    let test = signed_rank(&before, &after).unwrap();
    assert_eq!(test.method, Method::Exact);
    all_close([test.positive, test.negative, test.p], &[5.0, 40.0, 0.039_062_5]);
}

// SciPy, method "exact".
#[test]
fn twenty_five_pairs_are_still_exact() {
    let differences: Vec<f64> = (1..=25)
        .map(|rank| if [4, 5, 7, 15, 22].contains(&rank) { -f64::from(rank) } else { f64::from(rank) })
        .collect();
    let test = signed_rank(&[0.0; 25], &differences).unwrap();
    assert_eq!((test.method, test.pairs), (Method::Exact, 25));
    all_close([test.negative, test.p], &[53.0, 0.002_255_260_944_366_455]);
    let more: Vec<f64> = differences.iter().copied().chain([26.0]).collect();
    assert_eq!(signed_rank(&[0.0; 26], &more).unwrap().method, Method::Normal);
}

// SciPy: 40 pairs with 7 zeros and many ties; a level of 0.99.
#[test]
fn ties_and_zeros() {
    let before = [
        5, 12, 16, 13, 3, 10, 5, 19, 17, 3, 10, 18, 16, 14, 12, 0, 14, 9, 1, 4, 10, 14, 10, 12, 17, 13, 7, 12, 11, 2,
        1, 13, 7, 11, 6, 4, 3, 7, 16, 8,
    ]
    .map(f64::from);
    let after = [
        5, 14, 21, 13, 5, 10, 7, 20, 19, 4, 13, 23, 14, 16, 12, 0, 13, 6, 1, 8, 7, 14, 15, 17, 15, 10, 10, 9, 10, 3, 5,
        10, 9, 12, 4, 8, 7, 8, 21, 10,
    ]
    .map(f64::from);
    let ranks = signed_rank(&before, &after).unwrap();
    assert_eq!((ranks.pairs, ranks.zeros, ranks.method), (33, 7, Method::Normal));
    all_close([ranks.negative, ranks.p], &[150.5, 0.019_902_026_252_660_694]);
    let test = paired_t(&before, &after, Level::new(0.99).unwrap()).unwrap();
    all_close(
        [test.t, test.p, test.interval.lower, test.interval.upper],
        &[2.670_568_388_147_904_8, 0.010_986_151_462_474_49, -0.015_032_625_713_933_045, 2.165_032_625_713_933],
    );
}

#[test]
fn what_is_not_defined() {
    let level = Level::default();
    assert_eq!(paired_t(&[1.0], &[2.0], level), Err(Undefined::TooFew { needed: 2, given: 1 }));
    // 0.4 − 0.1 and 0.7 − 0.4 differ in their last digits only.
    assert_eq!(paired_t(&[0.1, 0.4], &[0.4, 0.7], level), Err(Undefined::NoVariance));
    assert_eq!(paired_t(&[1.0, f64::NAN], &[2.0, 3.0], level), Err(Undefined::NotFinite));
    assert_eq!(signed_rank(&[1.0, 2.0], &[1.0, 2.0]), Err(Undefined::TooFew { needed: 1, given: 0 }));
    assert_eq!(paired_t(&[1.0, 2.0], &[2.0, 5.0], level).unwrap().corrected_dz, None);
    assert_eq!(Level::new(1.0), Err(Undefined::OutOfScale));
    close(signed_rank(&[0.0], &[1.0]).unwrap().p, 1.0);
}
