//! From scores and answers to what is said of them. The formulas are those of the crate
//! `analysis`, each with its source there. No I/O.

use super::groups::Groups;
use crate::assessments::model::Moment;
use crate::ids::EnrolmentId;
use crate::people::model::Sex;
use analysis::distribution::{Bin, Summary, histogram, summary};
use analysis::gain::{Gains, gains};
use analysis::items::{ItemStatistics, Thresholds, analyse};
use analysis::matrix::{Matrix, Maxima, Missing};
use analysis::paired::{PairedT, SignedRank, paired_t, signed_rank};
use analysis::reliability::{alpha_interval, cronbach_alpha, kr20, measurement_error};
use analysis::{Interval, Level};
use std::collections::HashMap;

/// A test of a curriculum, with its questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// When it is given.
    pub moment: Moment,
    /// Its title.
    pub title: String,
    /// Points of the whole test.
    pub max_points: i32,
    /// Its questions in order: what is asked, and the most points of each.
    pub questions: Vec<(String, i32)>,
}

/// What someone did at a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Sitting {
    /// Points of the whole.
    pub points: i32,
    /// Points of each question, where the answers were entered one by one.
    pub answers: Option<Vec<Option<f64>>>,
}

/// Someone, with what they are counted under and what they did.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Whose seat.
    pub enrolment: EnrolmentId,
    /// Their workshop, as pages name it.
    pub workshop: String,
    /// Their sex.
    pub sex: Sex,
    /// The institution that sends them.
    pub institution: String,
    /// What they did, by moment.
    pub sittings: HashMap<Moment, Sitting>,
}

/// What is said of one test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestFindings {
    /// Which.
    pub test: Test,
    /// Mean, quartiles and the rest of the totals, in points.
    pub totals: Summary,
    /// How many scored how much.
    pub histogram: Vec<Bin>,
    /// What its questions are worth; nothing where no answers were entered one by one.
    pub items: Option<ItemFindings>,
}

/// What the questions of a test are worth.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFindings {
    /// How many people's answers count.
    pub people: usize,
    /// Each question, in order.
    pub items: Vec<ItemStatistics>,
    /// Cronbach's alpha with its interval, where it is defined.
    pub alpha: Option<(f64, Option<Interval>)>,
    /// KR-20, where all points are 0 or 1.
    pub kr20: Option<f64>,
    /// The standard error of measurement, in points.
    pub error: Option<f64>,
}

/// What changed from the first test to the last, of those who took both.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// How many took both.
    pub pairs: usize,
    /// Mean of the first, as a share of its maximum.
    pub before: f64,
    /// Mean of the last.
    pub after: f64,
    /// Normalised gains.
    pub gains: Gains,
    /// Paired t test with its effect; nothing where it is not defined.
    pub t: Option<PairedT>,
    /// Wilcoxon's signed ranks; nothing where it is not defined.
    pub ranks: Option<SignedRank>,
    /// How many scored less at the last test than at the first.
    pub lost: usize,
}

/// Whether people know more after than before, as far as their scores can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Chance alone would hardly make scores rise so.
    More,
    /// Chance alone would hardly make scores fall so.
    Less,
    /// Chance would be enough to make such a difference.
    Unsure,
    /// How sure it is cannot be computed: one person, or the same difference for all.
    Untested,
}

impl Change {
    /// What the interval of the mean difference says: all above nought, all below, or both.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match &self.t {
            None => Verdict::Untested,
            Some(t) if t.interval.lower > 0.0 => Verdict::More,
            Some(t) if t.interval.upper < 0.0 => Verdict::Less,
            Some(_) => Verdict::Unsure,
        }
    }
}

/// All that is said of a workshop's or a campaign's tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    /// How many took one test at least.
    pub people: usize,
    /// Of each test, before first.
    pub tests: Vec<TestFindings>,
    /// What changed; nothing if nobody took both tests, or they differ in their maximum.
    pub change: Option<Change>,
    /// The same by workshop, by sex, by institution.
    pub by_workshop: Vec<Told>,
    /// By sex.
    pub by_sex: Vec<(Option<Sex>, Told)>,
    /// By institution.
    pub by_institution: Vec<Told>,
}

/// What is told of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its name; nothing for those put together.
    pub name: Option<String>,
    /// How many groups are in it: more than one if they were put together.
    pub groups: usize,
    /// What changed; nothing for fewer than [`super::groups::LEAST`] people, or where it
    /// is not defined.
    pub change: Option<Change>,
}

/// All that can be said.
#[must_use]
pub fn findings(tests: Vec<Test>, people: &[Person]) -> Findings {
    let max = same_maximum(&tests);
    let pairs: Vec<(&Person, [f64; 2])> = people.iter().filter_map(|person| Some((person, pair(person)?))).collect();
    let told = |name: fn(&Person) -> String| {
        let groups = Groups::of(grouped(&pairs, name));
        tell(groups, max, Some)
    };
    let sexes = Groups::of(grouped(&pairs, |person| person.sex));
    let by_sex = told_by_sex(sexes, max);
    let (by_workshop, by_institution) =
        (told(|person| person.workshop.clone()), told(|person| person.institution.clone()));
    let all: Vec<[f64; 2]> = pairs.iter().map(|(_, pair)| *pair).collect();
    let change = max.and_then(|max| change(&all, max));
    let tests = tests.into_iter().filter_map(|test| of_test(test, people)).collect();
    let people = people.iter().filter(|person| !person.sittings.is_empty()).count();
    Findings { people, tests, change, by_workshop, by_sex, by_institution }
}

/// The points of both tests in common, if there are two of the same maximum.
fn same_maximum(tests: &[Test]) -> Option<f64> {
    match tests {
        [one, other] if one.max_points == other.max_points => Some(f64::from(one.max_points)),
        _ => None,
    }
}

fn pair(person: &Person) -> Option<[f64; 2]> {
    let points = |moment| person.sittings.get(&moment).map(|sitting| f64::from(sitting.points));
    Some([points(Moment::Before)?, points(Moment::After)?])
}

/// The pairs of each group, in the order in which the groups are met.
fn grouped<K: PartialEq>(pairs: &[(&Person, [f64; 2])], name: impl Fn(&Person) -> K) -> Vec<(K, Vec<[f64; 2]>)> {
    let mut groups: Vec<(K, Vec<[f64; 2]>)> = Vec::new();
    for (person, pair) in pairs {
        let name = name(person);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(*pair),
            None => groups.push((name, vec![*pair])),
        }
    }
    groups
}

fn tell<K>(groups: Groups<K, [f64; 2]>, max: Option<f64>, name: impl Fn(K) -> Option<String>) -> Vec<Told> {
    let change =
        |pairs: &[[f64; 2]]| max.filter(|_| pairs.len() >= super::groups::LEAST).and_then(|max| change(pairs, max));
    let mut told: Vec<Told> = groups
        .shown
        .into_iter()
        .map(|(key, pairs)| Told { change: change(&pairs), name: name(key), groups: 1 })
        .collect();
    if let Some((groups, pairs)) = groups.others {
        told.push(Told { name: None, groups, change: change(&pairs) });
    }
    told
}

fn told_by_sex(groups: Groups<Sex, [f64; 2]>, max: Option<f64>) -> Vec<(Option<Sex>, Told)> {
    let sexes: Vec<Option<Sex>> = groups.shown.iter().map(|(sex, _)| Some(*sex)).chain([None]).collect();
    sexes.into_iter().zip(tell(groups, max, |_| None)).collect()
}

/// What changed in these pairs of points out of so many; nothing for no pair.
fn change(pairs: &[[f64; 2]], max: f64) -> Option<Change> {
    let (before, after): (Vec<f64>, Vec<f64>) = pairs.iter().map(|[before, after]| (*before, *after)).unzip();
    let mean = |values: &[f64]| summary(values).ok().map(|summary| summary.mean / max);
    Some(Change {
        pairs: pairs.len(),
        before: mean(&before)?,
        after: mean(&after)?,
        gains: gains(&before, &after, max).ok()?,
        t: paired_t(&before, &after, Level::default()).ok(),
        ranks: signed_rank(&before, &after).ok(),
        lost: pairs.iter().filter(|[before, after]| after < before).count(),
    })
}

/// What is said of a test; nothing if nobody took it.
fn of_test(test: Test, people: &[Person]) -> Option<TestFindings> {
    let sittings: Vec<&Sitting> = people.iter().filter_map(|person| person.sittings.get(&test.moment)).collect();
    let totals: Vec<f64> = sittings.iter().map(|sitting| f64::from(sitting.points)).collect();
    Some(TestFindings {
        totals: summary(&totals).ok()?,
        histogram: histogram(&totals, f64::from(test.max_points)).ok()?,
        items: items(&test, &sittings),
        test,
    })
}

fn items(test: &Test, sittings: &[&Sitting]) -> Option<ItemFindings> {
    let rows: Vec<Vec<Option<f64>>> = sittings.iter().filter_map(|sitting| sitting.answers.as_ref()).cloned().collect();
    let (names, maxima): (Vec<String>, Vec<f64>) =
        test.questions.iter().map(|(wording, max)| (wording.clone(), f64::from(*max))).unzip();
    let matrix = Matrix::new(names, &rows, &Maxima::Given(maxima)).ok()?;
    let scores = matrix.scores(Missing::Zero);
    let found = analyse(&scores, &Thresholds::default()).ok()?;
    let alpha = cronbach_alpha(&scores).ok();
    let interval = |alpha| alpha_interval(alpha, found.people, found.items.len(), Level::default()).ok();
    Some(ItemFindings {
        people: found.people,
        alpha: alpha.map(|alpha| (alpha, interval(alpha))),
        kr20: kr20(&scores).ok(),
        error: alpha.and_then(|alpha| measurement_error(scores.totals(), alpha).ok()),
        items: found.items,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn test(moment: Moment, questions: usize) -> Test {
        let max_points = i32::try_from(questions).expect("few");
        Test { moment, title: String::new(), max_points, questions: vec![(String::new(), 1); questions] }
    }

    fn sitting(answers: &[i32]) -> Sitting {
        Sitting {
            points: answers.iter().sum(),
            answers: Some(answers.iter().map(|points| Some(f64::from(*points))).collect()),
        }
    }

    fn person(n: u128, workshop: &str, before: &[i32], after: &[i32]) -> Person {
        Person {
            enrolment: EnrolmentId(Uuid::from_u128(n)),
            workshop: workshop.to_owned(),
            sex: if n.is_multiple_of(2) { Sex::Female } else { Sex::Male },
            institution: String::new(),
            sittings: [(Moment::Before, sitting(before)), (Moment::After, sitting(after))].into(),
        }
    }

    fn tests() -> Vec<Test> {
        Moment::ALL.into_iter().map(|moment| test(moment, 4)).collect()
    }

    /// Six of Kayes and three of Gao.
    fn people() -> Vec<Person> {
        let before = [[1, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]];
        let after = [[1, 1, 0, 1], [1, 1, 1, 1], [1, 0, 0, 1]];
        (0..9)
            .map(|n| {
                let place = usize::try_from(n % 3).expect("small");
                person(n, if n < 6 { "Kayes" } else { "Gao" }, &before[place], &after[place])
            })
            .collect()
    }

    #[test]
    fn what_changed_by_hand() {
        let found = findings(tests(), &people());
        let change = found.change.expect("pairs");
        // Means of 1 and 3 points of 4: (3 − 1) / (4 − 1).
        assert_eq!((change.pairs, change.before, change.after, change.lost), (9, 0.25, 0.75, 0));
        assert!((change.gains.gain_of_averages.expect("defined") - 2.0 / 3.0).abs() < 1e-12);
        // Everybody gained two points: no test of what does not vary.
        assert_eq!((&change.t, change.verdict()), (&None, Verdict::Untested));
        assert_eq!(found.tests.len(), 2);
        let last = &found.tests[1].items.as_ref().expect("answers").items;
        let difficulties: Vec<f64> = last.iter().map(|item| item.difficulty).collect();
        assert!((difficulties[1] - 2.0 / 3.0).abs() < 1e-12 && (difficulties[2] - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_verdict_is_as_sure_as_its_interval() {
        let verdict = |differences: [f64; 4]| {
            let pairs = differences.map(|difference| [10.0, 10.0 + difference]);
            change(&pairs, 20.0).expect("pairs").verdict()
        };
        assert_eq!(verdict([3.0, 4.0, 5.0, 4.0]), Verdict::More);
        assert_eq!(verdict([-3.0, -4.0, -5.0, -4.0]), Verdict::Less);
        assert_eq!(verdict([-3.0, 4.0, -5.0, 6.0]), Verdict::Unsure);
    }

    #[test]
    fn few_people_are_not_told_of_alone() {
        let found = findings(tests(), &people());
        // The three of Gao would follow from the whole and the six of Kayes.
        let told: Vec<_> = found.by_workshop.iter().map(|told| (told.name.clone(), told.groups)).collect();
        assert_eq!(told, [(None, 2)]);
    }

    #[test]
    fn nothing_is_said_where_nothing_was_done() {
        let found = findings(tests(), &[]);
        assert_eq!((found.people, found.tests, found.change), (0, Vec::new(), None));
    }

    #[test]
    fn totals_entered_by_hand_count_without_their_answers() {
        let mut people = people();
        for sitting in people[0].sittings.values_mut() {
            sitting.answers = None;
        }
        let found = findings(tests(), &people);
        assert_eq!(found.change.expect("pairs").pairs, 9);
        assert_eq!(found.tests[0].items.as_ref().expect("answers").people, 8);
    }

    proptest! {
        #[test]
        fn the_order_of_people_changes_nothing(turn in 0..9_usize) {
            let (people, mut turned) = (people(), people());
            turned.rotate_left(turn);
            let (one, other) = (findings(tests(), &people), findings(tests(), &turned));
            let figures = |found: &Findings| -> Vec<f64> {
                let items = found.tests.iter().filter_map(|test| test.items.as_ref()).flat_map(|found| &found.items);
                let items = items.flat_map(|item| [Some(item.difficulty), item.item_rest, item.discrimination]);
                let gain = found.change.as_ref().and_then(|change| change.gains.gain_of_averages);
                items.chain([gain]).map(|figure| figure.unwrap_or(f64::MAX)).collect()
            };
            // Sums in another order differ in their last digits.
            let same = figures(&one).iter().zip(figures(&other)).all(|(one, other)| (one - other).abs() < 1e-9);
            prop_assert!(same && figures(&one).len() == figures(&other).len());
        }
    }
}
