//! How far raters agree. The formulas are those of the crate `analysis`, each with its
//! source there. No I/O.

use crate::ids::AccountId;
use analysis::agreement::{Weights, cohen_kappa, cross_table, intraclass};
use analysis::{Interval, Level, Undefined};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// From so many people on, a criterion has a figure of its own; and so many people in
/// common make raters comparable, before more raters do.
pub const LEAST: usize = 5;
/// The most raters that are looked at: a workshop has two or three.
const MOST_RATERS: usize = 8;

/// What the raters of one person gave: who, and the level of each criterion.
pub type Marks<'r> = Vec<(AccountId, &'r [usize])>;

/// How far raters agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Who is compared.
    pub raters: Vec<AccountId>,
    /// How many people all of them judged.
    pub people: usize,
    /// Over all criteria.
    pub whole: Result<Figure, NoFigure>,
    /// Of each criterion, in order.
    pub criteria: Vec<OfCriterion>,
}

/// How far raters agree on a criterion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OfCriterion {
    /// The figure.
    pub figure: Result<Figure, NoFigure>,
    /// The share of people at whom all raters saw the same level.
    pub same: f64,
    /// By what part of the scale two raters differ on average.
    pub apart: f64,
}

/// What a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Cohen's kappa with quadratic weights, of two raters.
    Kappa,
    /// ICC(2,1), of more.
    Intraclass,
}

/// An agreement, and how certain it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub measure: Measure,
    /// At most 1; 0 is what chance does.
    pub value: f64,
    /// Its confidence interval, where there is one.
    pub interval: Option<Interval>,
}

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFigure {
    /// Fewer people than are needed.
    TooFew {
        /// How many are needed.
        needed: usize,
    },
    /// Everybody was seen at the same level: chance alone would bring that about.
    AllTheSame,
    /// The criteria have not the same number of levels.
    OtherScales,
}

impl From<Undefined> for NoFigure {
    fn from(why: Undefined) -> Self {
        match why {
            Undefined::TooFew { needed, .. } => Self::TooFew { needed },
            Undefined::NoVariance => Self::AllTheSame,
            _ => Self::OtherScales,
        }
    }
}

/// Why raters cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// Nobody judged, or one alone.
    OneRater,
    /// Several judged, but never the same person.
    NobodyTwice,
}

/// How far raters agree: `scales` says how many levels each criterion has, `people` what
/// each was given. Two raters are compared by Cohen's kappa with quadratic weights over all
/// pairs of a person and a criterion, more by ICC(2,1) over the same.
///
/// # Errors
/// [`Alone`] where no two judged the same person.
pub fn agreement(scales: &[usize], people: &[Marks<'_>]) -> Result<Agreement, Alone> {
    let raters = compared(people)?;
    let rows: Vec<Vec<&[usize]>> = people.iter().filter_map(|marks| of_all(&raters, marks)).collect();
    let of = |criterion: usize| -> Vec<Vec<usize>> {
        let level = |levels: &&[usize]| levels.get(criterion).copied().unwrap_or_default();
        rows.iter().map(|row| row.iter().map(level).collect()).collect()
    };
    let by_criterion: Vec<(usize, Vec<Vec<usize>>)> =
        scales.iter().enumerate().map(|(criterion, levels)| (*levels, of(criterion))).collect();
    let criteria = by_criterion.iter().map(|(levels, rows)| of_criterion(*levels, rows)).collect();
    Ok(Agreement { people: rows.len(), whole: figure(raters.len(), &by_criterion), criteria, raters })
}

/// The levels that each of these raters gave; nothing if one of them did not judge.
fn of_all<'r>(raters: &[AccountId], marks: &[(AccountId, &'r [usize])]) -> Option<Vec<&'r [usize]>> {
    let of = |rater: &AccountId| marks.iter().find(|(known, _)| known == rater).map(|(_, levels)| *levels);
    raters.iter().map(of).collect()
}

/// Whom to compare: as many as judged [`LEAST`] people in common, else as many as judged
/// one; among as many, those with most in common.
fn compared(people: &[Marks<'_>]) -> Result<Vec<AccountId>, Alone> {
    let mut counts: BTreeMap<AccountId, usize> = BTreeMap::new();
    for (rater, _) in people.iter().flatten() {
        *counts.entry(*rater).or_default() += 1;
    }
    let mut raters: Vec<AccountId> = counts.keys().copied().collect();
    if raters.len() < 2 {
        return Err(Alone::OneRater);
    }
    raters.sort_by_key(|rater| (Reverse(counts[rater]), *rater));
    raters.truncate(MOST_RATERS);
    // A set of raters is a number with a bit for each.
    let judged = |marks: &Marks<'_>| {
        let bit =
            |(place, rater): (usize, &AccountId)| u32::from(marks.iter().any(|(known, _)| known == rater)) << place;
        raters.iter().enumerate().map(bit).sum::<u32>()
    };
    let judged: Vec<u32> = people.iter().map(judged).collect();
    let sets = (0..1_u32 << raters.len()).filter(|set| set.count_ones() >= 2);
    let common = |set: u32| judged.iter().filter(|judged| *judged & set == set).count();
    let best = sets.map(|set| (common(set), set)).filter(|(common, _)| *common > 0);
    let best = best.max_by_key(|(common, set)| (*common >= LEAST, set.count_ones(), *common, Reverse(*set)));
    let (_, set) = best.ok_or(Alone::NobodyTwice)?;
    let mut chosen: Vec<AccountId> =
        raters.into_iter().enumerate().filter(|(place, _)| (set >> place) & 1 == 1).map(|(_, rater)| rater).collect();
    chosen.sort_unstable();
    Ok(chosen)
}

/// The figure of so many raters over these criteria, each with its number of levels and a
/// row for each person.
fn figure(raters: usize, criteria: &[(usize, Vec<Vec<usize>>)]) -> Result<Figure, NoFigure> {
    if raters == 2 { kappa(criteria) } else { correlation(criteria) }
}

fn kappa(criteria: &[(usize, Vec<Vec<usize>>)]) -> Result<Figure, NoFigure> {
    let levels = criteria.first().map_or(0, |(levels, _)| *levels);
    if criteria.iter().any(|(other, _)| *other != levels) {
        return Err(NoFigure::OtherScales);
    }
    let rows = || criteria.iter().flat_map(|(_, rows)| rows);
    let (first, second): (Vec<_>, Vec<_>) = rows().map(|row| (row.first().copied(), row.get(1).copied())).unzip();
    let table = cross_table(&first, &second, levels)?;
    let found = cohen_kappa(&table, Weights::Quadratic, Level::default())?;
    Ok(Figure { measure: Measure::Kappa, value: found.kappa, interval: Some(found.interval) })
}

/// Levels count as parts of their scale, so that those of other scales stand beside them.
fn correlation(criteria: &[(usize, Vec<Vec<usize>>)]) -> Result<Figure, NoFigure> {
    let of = |(levels, rows): &(usize, Vec<Vec<usize>>)| {
        let scale = real(levels.saturating_sub(1).max(1));
        rows.iter().map(move |row| row.iter().map(|level| real(*level) / scale).collect()).collect::<Vec<Vec<f64>>>()
    };
    let rows: Vec<Vec<f64>> = criteria.iter().flat_map(of).collect();
    let found = intraclass(&rows, Level::default())?;
    Ok(Figure { measure: Measure::Intraclass, value: found.correlation, interval: found.interval })
}

fn of_criterion(levels: usize, rows: &[Vec<usize>]) -> OfCriterion {
    let raters = rows.first().map_or(0, Vec::len);
    let figure = if rows.len() < LEAST {
        Err(NoFigure::TooFew { needed: LEAST })
    } else {
        figure(raters, &[(levels, rows.to_vec())])
    };
    let same = rows.iter().filter(|row| row.windows(2).all(|pair| pair[0] == pair[1])).count();
    let between = |row: &Vec<usize>| -> usize {
        let from = |place: usize| row[place + 1..].iter().map(|other| row[place].abs_diff(*other)).sum::<usize>();
        (0..row.len()).map(from).sum()
    };
    let distance: usize = rows.iter().map(between).sum();
    let whole = rows.len() * (raters * raters.saturating_sub(1) / 2) * levels.saturating_sub(1);
    OfCriterion { figure, same: real(same) / real(rows.len().max(1)), apart: real(distance) / real(whole.max(1)) }
}

/// The criteria on which raters part most, at most two, by their places; none where they
/// agree in all.
#[must_use]
pub fn most_apart(criteria: &[OfCriterion]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..criteria.len()).filter(|place| criteria[*place].apart > 0.0).collect();
    places.sort_by(|one, other| criteria[*other].apart.total_cmp(&criteria[*one].apart));
    places.truncate(2);
    places
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// What an agreement is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// Kappa below 0: less than by chance. ICC below 0.5.
    Poor,
    /// Kappa up to 0.20.
    Slight,
    /// Kappa up to 0.40.
    Fair,
    /// Kappa up to 0.60; ICC up to 0.75.
    Moderate,
    /// Kappa up to 0.80.
    Substantial,
    /// Kappa above that.
    AlmostPerfect,
    /// ICC up to 0.90.
    Good,
    /// ICC above that.
    Excellent,
}

impl Figure {
    /// What it is called: kappa by Landis & Koch (1977), *Biometrics* 33, 159–174; ICC by
    /// Koo & Li (2016), *Journal of Chiropractic Medicine* 15, 155–163.
    #[must_use]
    pub fn band(&self) -> Band {
        match (self.measure, self.value) {
            (Measure::Kappa, value) if value < 0.0 => Band::Poor,
            (Measure::Kappa, value) if value <= 0.20 => Band::Slight,
            (Measure::Kappa, value) if value <= 0.40 => Band::Fair,
            (Measure::Kappa, value) if value <= 0.60 => Band::Moderate,
            (Measure::Kappa, value) if value <= 0.80 => Band::Substantial,
            (Measure::Kappa, _) => Band::AlmostPerfect,
            (Measure::Intraclass, value) if value < 0.5 => Band::Poor,
            (Measure::Intraclass, value) if value < 0.75 => Band::Moderate,
            (Measure::Intraclass, value) if value <= 0.9 => Band::Good,
            (Measure::Intraclass, _) => Band::Excellent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn rater(n: u128) -> AccountId {
        AccountId(Uuid::from_u128(n))
    }

    /// What each rater gave someone: who, and the levels.
    type One = Vec<(u128, Vec<usize>)>;

    fn people(given: &[One]) -> Vec<Marks<'_>> {
        given.iter().map(|of| of.iter().map(|(n, levels)| (rater(*n), levels.as_slice())).collect()).collect()
    }

    fn close(one: f64, other: f64) -> bool {
        (one - other).abs() < 1e-12
    }

    #[test]
    fn two_raters_by_hand() {
        // One criterion of three levels, five people: once apart by one level.
        let pairs = [(0, 0), (1, 1), (2, 2), (2, 1), (0, 0)];
        let given: Vec<One> = pairs.iter().map(|(one, two)| vec![(1, vec![*one]), (2, vec![*two])]).collect();
        let found = agreement(&[3], &people(&given)).expect("two raters");
        // Disagreement seen: 1/5 of a quarter. By chance: rows 2, 1, 2 and columns 2, 2, 1 of
        // five: (2·2 + 1·2 + 1·1 + 2·2)/25 of a quarter, and (2·1 + 2·2)/25 of a whole.
        let (seen, chance) = (0.05, 11.0 / 100.0 + 6.0 / 25.0);
        let whole = found.whole.expect("defined");
        assert!(close(whole.value, 1.0 - seen / chance), "{whole:?}");
        assert_eq!((whole.measure, whole.band()), (Measure::Kappa, Band::AlmostPerfect));
        assert_eq!(found.criteria[0].figure, found.whole);
        assert!(close(found.criteria[0].same, 0.8) && close(found.criteria[0].apart, 0.1), "{found:?}");
        assert_eq!(most_apart(&found.criteria), [0]);
    }

    #[test]
    fn where_there_is_no_figure_it_is_said_why() {
        let alone: Vec<One> = vec![vec![(1, vec![0])], vec![(1, vec![1])]];
        assert_eq!(agreement(&[2], &people(&alone)), Err(Alone::OneRater));
        let never: Vec<One> = vec![vec![(1, vec![0])], vec![(2, vec![1])]];
        assert_eq!(agreement(&[2], &people(&never)), Err(Alone::NobodyTwice));
        let same: Vec<One> = vec![vec![(1, vec![1, 1]), (2, vec![1, 1])]; 6];
        let found = agreement(&[2, 2], &people(&same)).expect("two raters");
        assert_eq!((found.whole, found.criteria[0].figure), (Err(NoFigure::AllTheSame), Err(NoFigure::AllTheSame)));
        let scales = agreement(&[2, 3], &people(&same)).expect("two raters");
        assert_eq!(scales.whole, Err(NoFigure::OtherScales));
        let few = agreement(&[2, 2], &people(&same[..4])).expect("two raters");
        assert_eq!(few.criteria[1].figure, Err(NoFigure::TooFew { needed: LEAST }));
    }

    #[test]
    fn one_who_judged_a_single_person_does_not_hide_how_the_others_agree() {
        let mut given: Vec<One> = (0..6).map(|n| vec![(1, vec![n % 3]), (2, vec![n % 3])]).collect();
        given[0].push((3, vec![2]));
        let found = agreement(&[3], &people(&given)).expect("raters");
        assert_eq!((found.raters, found.people), (vec![rater(1), rater(2)], 6));
        for of in &mut given[1..] {
            let levels = of[0].1.clone();
            of.push((3, levels));
        }
        let three = agreement(&[3], &people(&given)).expect("raters");
        assert_eq!((three.raters.len(), three.whole.map(|figure| figure.measure)), (3, Ok(Measure::Intraclass)));
    }

    fn given(raters: std::ops::Range<usize>) -> impl Strategy<Value = (Vec<usize>, Vec<One>)> {
        (raters, 1..4_usize, 1..9_usize).prop_flat_map(|(raters, criteria, people)| {
            let levels = prop::collection::vec(0..4_usize, criteria);
            let of_one = prop::collection::vec(levels, raters).prop_map(|all| (1..).zip(all).collect::<Vec<_>>());
            (Just(vec![4; criteria]), prop::collection::vec(of_one, people))
        })
    }

    fn value(result: &Result<Figure, NoFigure>) -> Result<f64, NoFigure> {
        (*result).map(|figure| figure.value)
    }

    fn alike(one: &Result<Figure, NoFigure>, other: &Result<Figure, NoFigure>) -> bool {
        match (value(one), value(other)) {
            (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
            (one, other) => one == other,
        }
    }

    proptest! {
        #[test]
        fn the_order_of_raters_and_of_people_changes_nothing((scales, given) in given(2..4), turn in 0..9_usize) {
            let mut turned = given.clone();
            for of in &mut turned {
                let by = turn % of.len();
                of.rotate_left(by);
            }
            turned.reverse();
            let (one, other) = (agreement(&scales, &people(&given)), agreement(&scales, &people(&turned)));
            let (one, other) = (one.expect("raters"), other.expect("raters"));
            prop_assert_eq!(&one.raters, &other.raters);
            prop_assert!(alike(&one.whole, &other.whole), "{:?} {:?}", one, other);
            for (one, other) in one.criteria.iter().zip(&other.criteria) {
                prop_assert!(alike(&one.figure, &other.figure));
                prop_assert!((one.apart - other.apart).abs() < 1e-12);
            }
        }

        #[test]
        fn who_gives_what_another_gives_agrees_wholly((scales, given) in given(1..2), raters in 2..4_u128) {
            let given: Vec<One> = given
                .iter()
                .map(|of| (1..=raters).map(|n| (n, of[0].1.clone())).collect())
                .collect();
            let found = agreement(&scales, &people(&given)).expect("raters");
            match found.whole {
                Ok(figure) => prop_assert!((figure.value - 1.0).abs() < 1e-9, "{:?}", figure),
                Err(why) => prop_assert_ne!(why, NoFigure::OtherScales),
            }
            prop_assert!(most_apart(&found.criteria).is_empty());
            prop_assert!(found.criteria.iter().all(|of| (of.same - 1.0).abs() < 1e-12));
        }

        #[test]
        fn agreement_is_at_most_one((scales, given) in given(2..5)) {
            let found = agreement(&scales, &people(&given)).expect("raters");
            for figure in found.criteria.iter().map(|of| &of.figure).chain([&found.whole]).flatten() {
                prop_assert!(figure.value <= 1.0 + 1e-9, "{:?}", figure);
            }
            prop_assert!(found.criteria.iter().all(|of| (0.0..=1.0).contains(&of.apart)));
        }
    }
}
