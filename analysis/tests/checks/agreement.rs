use analysis::agreement::{Weights, cohen_kappa, cross_table, fleiss_kappa, intraclass};
use analysis::{Level, Undefined};

use crate::{all_close, close};

fn all_of(table: &[Vec<u64>], weights: Weights) -> [f64; 5] {
    let found = cohen_kappa(table, weights, Level::default()).unwrap();
    [found.kappa, found.standard_error, found.interval.lower, found.interval.upper, found.p.unwrap()]
}

// Fleiss, Levin & Paik (2003), table 18.1: kappa = 0.676. All digits: statsmodels.
#[test]
fn kappa_of_diagnoses() {
    let table = [vec![75, 1, 4], vec![5, 4, 1], vec![0, 0, 10]];
    let plain = all_of(&table, Weights::Plain);
    assert!((plain[0] - 0.676).abs() < 5e-4);
    all_close(
        plain,
        &[0.676_470_588_235_294, 0.087_702_953_475_212_54, 0.504_575_958_086_085_5, 0.848_365_218_384_502_6, 0.0],
    );
    close(plain[4] / 6.743_287_254_207_236e-19, 1.0);
    all_close(
        all_of(&table, Weights::Linear),
        &[0.722_222_222_222_222_3, 0.084_300_953_923_188_66, 0.556_995_388_670_402, 0.887_449_055_774_042_6, 0.0],
    );
    all_close(
        all_of(&table, Weights::Quadratic),
        &[0.755_319_148_936_170_2, 0.086_707_132_493_807_35, 0.585_376_292_045_565_2, 0.925_262_005_826_775_3, 0.0],
    );
}

// SAS PROC FREQ, as statsmodels' own tests quote it, to four decimals.
#[test]
fn kappa_as_sas_has_it() {
    let table = [vec![0, 4, 1], vec![0, 8, 0], vec![0, 1, 5]];
    let expected = [
        (Weights::Plain, [0.4842, 0.1380, 0.2137, 0.7547, 0.0011]),
        (Weights::Linear, [0.4701, 0.1457, 0.1845, 0.7558, 0.0010]),
    ];
    for (weights, expected) in expected {
        for (found, expected) in all_of(&table, weights).iter().zip(expected) {
            assert!((found - expected).abs() < 5.1e-5, "{found} instead of {expected}");
        }
    }
}

// statsmodels.
#[test]
fn kappa_of_four_grades() {
    let table = [vec![44, 5, 1, 0], vec![7, 20, 9, 2], vec![1, 6, 14, 8], vec![0, 1, 5, 27]];
    all_close(
        all_of(&table, Weights::Linear),
        &[0.742_921_779_666_826_6, 0.035_864_271_606_051_185, 0.672_629_098_987_203_8, 0.813_214_460_346_449_4, 0.0],
    );
    all_close(
        all_of(&table, Weights::Quadratic),
        &[0.853_444_064_484_611_6, 0.026_524_635_491_191_842, 0.801_456_734_218_822_7, 0.905_431_394_750_400_6, 0.0],
    );
}

#[test]
fn ratings_make_a_table() {
    let first = [Some(0), Some(1), None, Some(1)];
    let second = [Some(0), Some(0), Some(1), Some(1)];
    assert_eq!(cross_table(&first, &second, 2).unwrap(), [[1, 0], [1, 1]]);
    assert_eq!(cross_table(&first, &second, 1), Err(Undefined::OutOfScale));
}

// Fleiss (1971), table 1, as in R's `irr::diagnoses`: 30 patients, 6 psychiatrists; he
// gives 0.430.
#[test]
fn fleiss_of_diagnoses() {
    let table = [
        [0, 0, 0, 6, 0],
        [0, 3, 0, 0, 3],
        [0, 1, 4, 0, 1],
        [0, 0, 0, 0, 6],
        [0, 3, 0, 3, 0],
        [2, 0, 4, 0, 0],
        [0, 0, 4, 0, 2],
        [2, 0, 3, 1, 0],
        [2, 0, 0, 4, 0],
        [0, 0, 0, 0, 6],
        [1, 0, 0, 5, 0],
        [1, 1, 0, 4, 0],
        [0, 3, 3, 0, 0],
        [1, 0, 0, 5, 0],
        [0, 2, 0, 3, 1],
        [0, 0, 5, 0, 1],
        [3, 0, 0, 1, 2],
        [5, 1, 0, 0, 0],
        [0, 2, 0, 4, 0],
        [1, 0, 2, 0, 3],
        [0, 0, 0, 0, 6],
        [0, 1, 0, 5, 0],
        [0, 2, 0, 1, 3],
        [2, 0, 0, 4, 0],
        [1, 0, 0, 4, 1],
        [0, 5, 0, 1, 0],
        [4, 0, 0, 0, 2],
        [0, 2, 0, 4, 0],
        [1, 0, 5, 0, 0],
        [0, 0, 0, 0, 6],
    ]
    .map(Vec::from);
    let kappa = fleiss_kappa(&table).unwrap();
    assert!((kappa - 0.430).abs() < 5e-4);
    close(kappa, 0.430_244_520_060_140_74);
}

// The worked example of Wikipedia's "Fleiss' kappa": 0.210. All digits: statsmodels.
#[test]
fn fleiss_of_fourteen_raters() {
    let table = [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
    .map(Vec::from);
    close(fleiss_kappa(&table).unwrap(), 0.209_930_704_421_955_22);
}

// Shrout & Fleiss (1979), tables 2 to 4: six targets, four judges; they give 0.29, with
// an interval that pingouin rounds to 0.02 and 0.76. All digits: their formulas in NumPy.
#[test]
fn intraclass_of_four_judges() {
    let ratings = [
        [9.0, 2.0, 5.0, 8.0],
        [6.0, 1.0, 3.0, 2.0],
        [8.0, 4.0, 6.0, 8.0],
        [7.0, 1.0, 2.0, 6.0],
        [10.0, 5.0, 6.0, 9.0],
        [6.0, 2.0, 4.0, 7.0],
    ]
    .map(Vec::from);
    let found = intraclass(&ratings, Level::default()).unwrap();
    assert!((found.correlation - 0.29).abs() < 5e-3);
    let interval = found.interval.unwrap();
    all_close(
        [found.correlation, interval.lower, interval.upper],
        &[0.289_763_779_527_559_1, 0.018_786_513_374_712, 0.761_084_369_648_952_9],
    );
}

#[test]
fn what_is_not_defined() {
    let level = Level::default();
    let one_category = [vec![9, 0], vec![0, 0]];
    assert_eq!(cohen_kappa(&one_category, Weights::Plain, level), Err(Undefined::NoVariance));
    let ragged = [vec![9, 0], vec![0]];
    assert_eq!(cohen_kappa(&ragged, Weights::Plain, level), Err(Undefined::UnequalLengths { left: 2, right: 1 }));
    // One rater uses one category only: no better than chance, and no spread to test against.
    let constant = cohen_kappa(&[vec![5, 4], vec![0, 0]], Weights::Plain, level).unwrap();
    assert_eq!((constant.kappa, constant.p), (0.0, None));
    assert_eq!(fleiss_kappa(&[vec![3, 0], vec![3, 0]]), Err(Undefined::NoVariance));
    assert_eq!(fleiss_kappa(&[vec![3, 0], vec![2, 0]]), Err(Undefined::UnequalLengths { left: 3, right: 2 }));
    assert_eq!(fleiss_kappa(&[]), Err(Undefined::TooFew { needed: 1, given: 0 }));
    assert_eq!(intraclass(&[vec![0.1, 0.1], vec![0.1, 0.1]], level), Err(Undefined::NoVariance));
    let agreed = intraclass(&[vec![1.0, 1.0], vec![2.0, 2.0], vec![4.0, 4.0]], level).unwrap();
    close(agreed.correlation, 1.0);
    assert_eq!(agreed.interval, None);
}
