use analysis::Level;
use analysis::agreement::{Weights, cohen_kappa, fleiss_kappa};
use analysis::distribution::{histogram, summary};
use analysis::gain::gains;
use analysis::items::{ItemAnalysis, Thresholds, analyse, distractors};
use analysis::matrix::Maxima;
use analysis::paired::{paired_t, signed_rank};
use analysis::reliability::{alpha_interval, cronbach_alpha, kr20};
use proptest::prelude::*;

use crate::scores;

fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-9,
        (left, right) => left == right,
    }
}

fn dichotomous() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2..30_usize, 2..9_usize).prop_flat_map(|(people, items)| {
        prop::collection::vec(prop::collection::vec(prop_oneof![Just(0.0), Just(1.0)], items), people)
    })
}

/// Points in quarters, up to 4.
fn partial() -> impl Strategy<Value = Vec<Vec<f64>>> {
    (2..30_usize, 1..9_usize).prop_flat_map(|(people, items)| {
        prop::collection::vec(
            prop::collection::vec((0..=16_u8).prop_map(|quarters| f64::from(quarters) / 4.0), items),
            people,
        )
    })
}

fn analysis_of(rows: &[Vec<f64>]) -> ItemAnalysis {
    analyse(&scores(rows, &Maxima::Given(vec![4.0; rows[0].len()])), &Thresholds::default()).unwrap()
}

fn same(left: &ItemAnalysis, right: &ItemAnalysis, order: impl Fn(usize) -> usize) -> bool {
    near(left.alpha, right.alpha)
        && left.items.iter().enumerate().all(|(index, item)| {
            let other = &right.items[order(index)];
            near(Some(item.difficulty), Some(other.difficulty))
                && near(item.item_rest, other.item_rest)
                && near(item.discrimination, other.discrimination)
                && near(item.alpha_if_deleted, other.alpha_if_deleted)
                && near(Some(item.deviation), Some(other.deviation))
        })
}

proptest! {
    #[test]
    fn alpha_is_kr20_where_answers_are_right_or_wrong(rows in dichotomous()) {
        let scores = scores(&rows, &Maxima::Seen);
        prop_assert!(near(cronbach_alpha(&scores).ok(), kr20(&scores).ok()));
    }

    #[test]
    fn the_order_of_people_changes_nothing(rows in partial(), turn in 0..30_usize) {
        let mut turned = rows.clone();
        let by = turn % rows.len();
        turned.rotate_left(by);
        turned.reverse();
        prop_assert!(same(&analysis_of(&rows), &analysis_of(&turned), |item| item));
    }

    #[test]
    fn the_order_of_items_changes_nothing(rows in partial()) {
        let turned: Vec<Vec<f64>> = rows.iter().map(|row| row.iter().rev().copied().collect()).collect();
        let last = rows[0].len() - 1;
        prop_assert!(same(&analysis_of(&rows), &analysis_of(&turned), |item| last - item));
    }

    /// Alpha without an item is alpha of the table without it, and so is the rest.
    #[test]
    fn sums_do_what_recomputing_does(rows in partial(), item in 0..9_usize) {
        let item = item % rows[0].len();
        let whole = analysis_of(&rows);
        let statistics = &whole.items[item];
        if rows[0].len() > 2 {
            let shorter: Vec<Vec<f64>> = rows
                .iter()
                .map(|row| row.iter().enumerate().filter(|(other, _)| *other != item).map(|(_, points)| *points).collect())
                .collect();
            let expected = cronbach_alpha(&scores(&shorter, &Maxima::Given(vec![4.0; rows[0].len() - 1]))).ok();
            prop_assert!(near(statistics.alpha_if_deleted, expected), "{:?} {:?}", statistics, expected);
        }
        for figure in [statistics.item_rest, statistics.discrimination].into_iter().flatten() {
            prop_assert!((-1.0 - 1e-12..=1.0 + 1e-12).contains(&figure));
        }
        prop_assert!((0.0..=1.0).contains(&statistics.difficulty));
    }

    #[test]
    fn a_perfect_paper_never_lowers_a_mean(rows in partial()) {
        let before = analysis_of(&rows);
        let mut more = rows.clone();
        more.push(vec![4.0; rows[0].len()]);
        let after = analysis_of(&more);
        for (before, after) in before.items.iter().zip(&after.items) {
            prop_assert!(after.mean >= before.mean - 1e-12);
            prop_assert!(after.difficulty >= before.difficulty - 1e-12);
        }
        let totals = |rows: &[Vec<f64>]| rows.iter().map(|row| row.iter().sum()).collect::<Vec<f64>>();
        prop_assert!(summary(&totals(&more)).unwrap().mean >= summary(&totals(&rows)).unwrap().mean - 1e-12);
    }

    #[test]
    fn the_order_of_options_changes_nothing(
        answers in prop::collection::vec((prop::option::of(0..4_usize), 0..8_u8), 2..40),
        key in 0..4_usize,
    ) {
        let chosen: Vec<Option<usize>> = answers.iter().map(|(option, _)| *option).collect();
        let rest: Vec<f64> = answers.iter().map(|(_, points)| f64::from(*points)).collect();
        let turned: Vec<Option<usize>> = chosen.iter().map(|option| option.map(|option| 3 - option)).collect();
        let here = distractors(&chosen, 4, key, &rest, &Thresholds::default()).unwrap();
        let mut there = distractors(&turned, 4, 3 - key, &rest, &Thresholds::default()).unwrap();
        there.options.reverse();
        prop_assert_eq!(&here.options, &there.options);
        prop_assert_eq!(here.flags.len(), there.flags.len());
        // Everybody is counted once, in whatever group.
        let counted: f64 = here.options.iter().map(|option| option.upper + option.middle + option.lower).sum();
        prop_assert!((counted - f64::from(u32::try_from(chosen.iter().flatten().count()).unwrap())).abs() < 1e-9);
    }

    #[test]
    fn alpha_lies_within_its_interval(alpha in -2.0..0.999_f64, people in 2..400_usize, items in 2..60_usize) {
        let interval = alpha_interval(alpha, people, items, Level::default()).unwrap();
        prop_assert!(interval.lower.is_finite() && interval.upper <= 1.0);
        prop_assert!(interval.lower < interval.upper);
        // With two people F's median is far from 1, so that the estimate may lie outside.
        prop_assert!(people < 5 || (interval.lower < alpha && alpha < interval.upper));
    }

    #[test]
    fn before_and_after_mirror_each_other(pairs in prop::collection::vec((0..40_u8, 0..40_u8), 2..40)) {
        let before: Vec<f64> = pairs.iter().map(|(before, _)| f64::from(*before) / 2.0).collect();
        let after: Vec<f64> = pairs.iter().map(|(_, after)| f64::from(*after) / 2.0).collect();
        let level = Level::default();
        if let (Ok(there), Ok(back)) = (paired_t(&before, &after, level), paired_t(&after, &before, level)) {
            prop_assert!(near(Some(there.p), Some(back.p)) && near(Some(there.t), Some(-back.t)));
            prop_assert!((0.0..=1.0).contains(&there.p));
            prop_assert!(there.corrected_dz.is_none_or(|corrected| corrected.abs() <= there.dz.abs()));
        }
        if let (Ok(there), Ok(back)) = (signed_rank(&before, &after), signed_rank(&after, &before)) {
            prop_assert!(near(Some(there.p), Some(back.p)) && near(Some(there.positive), Some(back.negative)));
            prop_assert!((0.0..=1.0).contains(&there.p));
        }
        let gains = gains(&before, &after, 20.0).unwrap();
        prop_assert!(gains.individual.iter().flatten().all(|gain| *gain <= 1.0));
        prop_assert!(gains.change.iter().flatten().all(|change| (-1.0..=1.0).contains(change)));
    }

    #[test]
    fn kappas_stay_within_their_range(table in prop::collection::vec(prop::collection::vec(0..9_u64, 3), 3)) {
        for weights in [Weights::Plain, Weights::Linear, Weights::Quadratic] {
            if let Ok(found) = cohen_kappa(&table, weights, Level::default()) {
                prop_assert!((-1.0..=1.0).contains(&found.kappa) && found.standard_error >= 0.0);
                let turned: Vec<Vec<u64>> = (0..3).map(|i| (0..3).map(|j| table[2 - j][2 - i]).collect()).collect();
                let other = cohen_kappa(&turned, weights, Level::default()).unwrap();
                prop_assert!(near(Some(found.kappa), Some(other.kappa)));
                prop_assert!(near(Some(found.standard_error), Some(other.standard_error)));
            }
        }
    }

    /// Of two raters and any categories, Fleiss' kappa is Scott's pi, never above Cohen's kappa.
    #[test]
    fn fleiss_of_two_raters_is_below_cohen(table in prop::collection::vec(prop::collection::vec(0..5_usize, 2), 2)) {
        let mut rated = Vec::new();
        for (row, counts) in table.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                let mut pair = vec![0; 2];
                pair[row] += 1;
                pair[column] += 1;
                rated.extend(std::iter::repeat_n(pair, *count));
            }
        }
        let counts: Vec<Vec<u64>> = table.iter().map(|row| row.iter().map(|count| *count as u64).collect()).collect();
        if let (Ok(many), Ok(two)) = (fleiss_kappa(&rated), cohen_kappa(&counts, Weights::Plain, Level::default())) {
            prop_assert!(many <= two.kappa + 1e-12);
        }
    }

    #[test]
    fn a_histogram_loses_nobody(values in prop::collection::vec(0..=400_u16, 1..200), divisor in prop_oneof![Just(1.0), Just(4.0), Just(10.0)]) {
        let maximum = 400.0 / divisor;
        let values: Vec<f64> = values.iter().map(|value| f64::from(*value) / divisor).collect();
        let bins = histogram(&values, maximum).unwrap();
        prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<usize>(), values.len());
        prop_assert!(bins.len() <= 40 && bins[0].from == 0.0 && bins[bins.len() - 1].to >= maximum);
        for value in &values {
            prop_assert!(bins.iter().any(|bin| bin.count > 0 && *value >= bin.from && *value <= bin.to));
        }
    }
}
