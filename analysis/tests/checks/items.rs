use analysis::items::{Flag, Thresholds, analyse, distractors};
use analysis::matrix::{Maxima, MaximumSource};
use analysis::reliability::{alpha_interval, cronbach_alpha, kr20, measurement_error, spearman_brown, split_half};
use analysis::{Level, Undefined};

use crate::{all_close, close, partial, scores, wuensch};

// KR-20 from the published Σpq and variance; all else from NumPy and pingouin. D is the
// mean of the plain D over every order of people with equal totals.
#[test]
fn a_published_test_of_right_and_wrong() {
    let scores = scores(&wuensch(), &Maxima::Seen);
    let alpha = kr20(&scores).unwrap();
    close(alpha, 10.0 / 9.0 * (1.0 - 2.18 / 5.84));
    close(cronbach_alpha(&scores).unwrap(), alpha);
    let interval = alpha_interval(alpha, 10, 10, Level::default()).unwrap();
    all_close([interval.lower, interval.upper], &[0.309_070_428_899_089, 0.911_203_712_162_764_2]);
    let analysis = analyse(&scores, &Thresholds::default()).unwrap();
    assert_eq!(analysis.group, 3);
    all_close(analysis.items.iter().map(|item| item.difficulty), &[0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]);
    all_close(
        analysis.items.iter().filter_map(|item| item.discrimination),
        &[0.75, 0.75, 1.0 / 3.0, 1.0 / 3.0, 5.0 / 6.0, 5.0 / 12.0, 0.0, 0.75, 0.25, 7.0 / 12.0],
    );
    let item_rest = [
        0.705_889_154_385_799,
        0.705_889_154_385_799_1,
        0.0,
        0.473_589_199_219_344_6,
        0.583_874_208_121_142_2,
        0.286_146_544_555_827_6,
        -0.027_444_509_554_644_156,
        0.705_889_154_385_799_1,
        -0.123_612_846_514_549_36,
        0.475_866_867_266_800_8,
    ];
    all_close(analysis.items.iter().filter_map(|item| item.item_rest), &item_rest);
    let negative = |flag: &Flag| matches!(flag, Flag::NegativeDiscrimination { .. });
    let suspects = analysis.items.iter().filter(|item| item.flags.iter().any(negative));
    assert_eq!(suspects.map(|item| item.item.name.as_str()).collect::<Vec<_>>(), ["Q7", "Q9"]);
}

// NumPy and pingouin.
#[test]
fn points_in_part() {
    let scores = scores(&partial(), &Maxima::Given(vec![4.0, 1.0, 3.0, 5.0, 2.0]));
    let analysis = analyse(&scores, &Thresholds::default()).unwrap();
    let items = || analysis.items.iter();
    all_close(items().map(|item| item.mean), &[29.0 / 12.0, 0.5, 1.625, 35.0 / 12.0, 14.0 / 12.0]);
    all_close(items().map(|item| item.difficulty), &[29.0 / 48.0, 0.5, 13.0 / 24.0, 7.0 / 12.0, 7.0 / 12.0]);
    all_close(
        items().map(|item| item.deviation),
        &[1.255_543_264_443_280_5, 0.5, 0.915_719_207_326_496_3, 1.511_529_762_268_087_9, 0.799_305_253_885_453_3],
    );
    all_close(
        items().filter_map(|item| item.item_rest),
        &[
            0.863_069_614_137_498_6,
            0.479_901_574_600_759_44,
            0.562_801_421_993_456_8,
            0.844_453_433_441_819_3,
            0.161_070_257_796_901_7,
        ],
    );
    all_close(
        items().filter_map(|item| item.alpha_if_deleted),
        &[
            0.593_161_982_544_639_3,
            0.771_612_549_664_337_6,
            0.727_755_644_090_305_4,
            0.606_511_983_194_882,
            0.828_038_459_834_285_8,
        ],
    );
    all_close(items().filter_map(|item| item.discrimination), &[5.0 / 6.0, 2.0 / 3.0, 0.5, 23.0 / 30.0, 0.5]);
    let alpha = analysis.alpha.unwrap();
    close(alpha, 0.772_516_909_932_360_2);
    assert_eq!(items().map(|item| item.flags.len()).collect::<Vec<_>>(), [0, 0, 0, 0, 1]);
    assert!(matches!(analysis.items[4].flags[0], Flag::LowersAlpha { without, .. } if without > alpha));
    let interval = alpha_interval(alpha, 12, 5, Level::new(0.9).unwrap()).unwrap();
    all_close([interval.lower, interval.upper], &[0.541_838_589_532_764_2, 0.909_725_580_852_555_3]);
    close(measurement_error(scores.totals(), alpha).unwrap(), 1.824_314_939_915_803_2);
    let halves = split_half(&scores).unwrap();
    all_close([halves.halves, halves.whole.unwrap()], &[0.813_186_451_774_797_5, 0.896_969_477_109_017_5]);
    assert_eq!(kr20(&scores), Err(Undefined::NotDichotomous));
}

#[test]
fn what_does_not_vary_has_no_discrimination() {
    // Tenths, whose sums are not exact.
    let same = scores(&vec![vec![0.1, 0.7, 0.3]; 10], &Maxima::Given(vec![1.0; 3]));
    let analysis = analyse(&same, &Thresholds::default()).unwrap();
    assert_eq!(analysis.alpha, None);
    for item in &analysis.items {
        assert_eq!((item.item_rest, item.discrimination, item.alpha_if_deleted), (None, None, None));
        assert!(item.flags.contains(&Flag::NoVariance));
    }
    assert_eq!(cronbach_alpha(&same), Err(Undefined::NoVariance));
    assert_eq!(split_half(&same), Err(Undefined::NoVariance));
    // One item varies, and the rest does not: total − item is constant.
    let one = scores(&[vec![0.1, 0.3, 0.3], vec![0.2, 0.3, 0.3], vec![0.9, 0.3, 0.3]], &Maxima::Given(vec![1.0; 3]));
    let analysis = analyse(&one, &Thresholds::default()).unwrap();
    assert_eq!((analysis.items[0].item_rest, analysis.items[0].alpha_if_deleted), (None, None));
    assert_eq!(analysis.items[1].item_rest, None);
    close(analysis.items[0].discrimination.unwrap(), 0.8);
}

#[test]
fn too_few_are_refused() {
    let one = scores(&[vec![1.0, 0.0]], &Maxima::Seen);
    let few = Undefined::TooFew { needed: 2, given: 1 };
    assert_eq!(analyse(&one, &Thresholds::default()), Err(few));
    assert_eq!(kr20(&one), Err(few));
    let narrow = scores(&[vec![1.0], vec![0.0]], &Maxima::Seen);
    assert_eq!(cronbach_alpha(&narrow), Err(Undefined::TooFewItems { needed: 2, given: 1 }));
    let analysis = analyse(&narrow, &Thresholds::default()).unwrap();
    assert_eq!(analysis.items[0].item_rest, None);
    assert_eq!(analysis.items[0].discrimination, Some(1.0));
    assert_eq!(measurement_error(&[1.0, 2.0], -0.1), Err(Undefined::NegativeReliability));
    assert_eq!(spearman_brown(0.5, 0.0), Err(Undefined::OutOfScale));
    close(spearman_brown(0.6, 2.0).unwrap(), 0.75);
    assert_eq!(alpha_interval(1.5, 10, 10, Level::default()), Err(Undefined::OutOfScale));
}

#[test]
fn maxima_say_where_they_come_from() {
    let seen = scores(&[vec![0.0, 0.0, 1.5], vec![1.0, 0.0, 3.0]], &Maxima::Seen);
    let sources: Vec<_> = seen.items().iter().map(|item| (item.maximum, item.source)).collect();
    let (dichotomous, greatest) = (MaximumSource::Dichotomous, MaximumSource::GreatestSeen);
    assert_eq!(sources, [(1.0, dichotomous), (1.0, dichotomous), (3.0, greatest)]);
    close(seen.maximum(), 5.0);
}

#[test]
fn distractors_are_counted_by_group() {
    // Eleven people: groups of three; those with rest scores 4 share the last place below.
    let rest = [10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 4.0, 3.0, 2.0, 7.5];
    let chosen = [Some(0), Some(2), Some(0), Some(1), Some(0), Some(0), Some(1), Some(0), Some(1), None, Some(2)];
    let found = distractors(&chosen, 4, 0, &rest, &Thresholds::default()).unwrap();
    assert_eq!((found.unanswered, found.group), (1, 3));
    assert_eq!(found.options.iter().map(|option| option.chosen).collect::<Vec<_>>(), [5, 3, 2, 0]);
    all_close(found.options.iter().map(|option| option.upper), &[2.0, 0.0, 1.0, 0.0]);
    all_close(found.options.iter().map(|option| option.lower), &[0.5, 1.5, 0.0, 0.0]);
    all_close(found.options.iter().map(|option| option.middle), &[2.5, 1.5, 1.0, 0.0]);
    all_close(found.options.iter().filter_map(|option| option.rest), &[33.0 / 5.0, 14.0 / 3.0, 8.25]);
    let expected = [
        Flag::DistractorBetterThanKey { option: 2, rest: 8.25, key_rest: 6.6 },
        Flag::DistractorNeverChosen { option: 3 },
    ];
    assert_eq!(found.flags, expected);
    assert_eq!(distractors(&chosen, 2, 0, &rest, &Thresholds::default()), Err(Undefined::OutOfScale));
}
