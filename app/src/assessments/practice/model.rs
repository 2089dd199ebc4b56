//! A rubric, what raters gave by it, and what it is worth. No I/O.

use crate::assessments::answering::model::{Typed, answer, field};
use crate::assessments::model::Score;
use crate::fields::{Problem, Refusal};
use crate::ids::{AccountId, BankQuestionId, EnrolmentId};
use chrono::{DateTime, Utc};
use questions::answer::Answer;
use questions::exact::Exact;
use questions::question::{Criterion, Kind, Question, Text};
use questions::scoring::score;

/// The longest remark, in characters.
pub const MAX_REMARK: u32 = 1_000;

/// A rubric in the version by which a workshop's people are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rubric {
    /// Which version.
    pub id: BankQuestionId,
    /// The number of the version, from 1.
    pub version: i32,
    /// Whether it is the one that stands in the bank; another may stand since.
    pub in_force: bool,
    /// As the bank keeps it.
    pub question: Question,
}

impl Rubric {
    /// What is looked at.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        criteria(&self.question)
    }

    /// The most points that a rater can give.
    #[must_use]
    pub fn most(&self) -> i32 {
        self.criteria().iter().map(|criterion| i32::from(most(criterion))).sum()
    }

    /// What these levels give, one for each criterion, in whole points of the levels: the
    /// share that [`score`] gives of the question's points, of [`Self::most`]. The two are
    /// in proportion, so nothing is rounded. `None` if they are not levels of this rubric.
    #[must_use]
    pub fn points(&self, levels: &[usize]) -> Option<i32> {
        if levels.len() != self.criteria().len() {
            return None;
        }
        let given = Answer::Rubric(levels.iter().copied().map(Some).collect());
        let scored = score(&self.question, &given).ok().filter(|scored| scored.of > 0)?;
        let share = scored.points / Exact::from_integer(i64::from(scored.of));
        i32::try_from((share * i64::from(self.most())).to_integer()).ok()
    }
}

/// The criteria of a question, none if it is no rubric.
#[must_use]
pub fn criteria(question: &Question) -> &[Criterion] {
    match &question.kind {
        Kind::Rubric { criteria } => criteria,
        _ => &[],
    }
}

/// The most points that a criterion gives.
#[must_use]
pub fn most(criterion: &Criterion) -> u16 {
    criterion.levels.iter().map(|level| level.points).max().unwrap_or_default()
}

/// What one rater gave someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Who judged.
    pub rater: AccountId,
    /// The level of each criterion, from 0.
    pub levels: Vec<usize>,
    /// What they wrote for the one whom they judged.
    pub remark: Option<String>,
    /// When they last did.
    pub rated_at: DateTime<Utc>,
}

/// What all raters gave someone together: the sum of their points, out of the most that so
/// many can give. Its share is the mean of theirs. `None` if nobody judged them.
#[must_use]
pub fn together(rubric: &Rubric, ratings: &[Rating]) -> Option<Score> {
    let given: Vec<i32> = ratings.iter().filter_map(|rating| rubric.points(&rating.levels)).collect();
    let raters = i32::try_from(given.len()).ok().filter(|raters| *raters > 0)?;
    Some(Score { points: given.into_iter().sum(), max: raters * rubric.most() })
}

/// Who reads what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Whoever organises sees all.
    Organiser,
    /// Whoever trains sees what others gave someone once they have judged them, too.
    Rater(AccountId),
}

/// What of someone's ratings the reader sees, and how many they do not see yet: nobody's
/// judgement is to be led by another's.
#[must_use]
pub fn visible(ratings: Vec<Rating>, reader: Reader) -> (Vec<Rating>, usize) {
    match reader {
        Reader::Rater(account) if !ratings.iter().any(|rating| rating.rater == account) => (Vec::new(), ratings.len()),
        _ => (ratings, 0),
    }
}

/// Whom to judge after this one: the next in the list whom the rater has not judged, from
/// the top again after its end. `None` once all are.
#[must_use]
pub fn next(people: &[(EnrolmentId, bool)], after: EnrolmentId) -> Option<EnrolmentId> {
    let place = people.iter().position(|(id, _)| *id == after).map_or(0, |place| place + 1);
    let (before, behind) = people.split_at(place);
    behind.iter().chain(before).find(|(_, judged)| !judged).map(|(id, _)| *id)
}

/// The levels that were chosen.
///
/// # Errors
/// [`Problem::NotJudged`] at every criterion without one.
pub fn levels(rubric: &Rubric, typed: &Typed) -> Result<Vec<usize>, Vec<Refusal>> {
    let chosen = match answer(0, &rubric.question, typed) {
        Ok(Answer::Rubric(chosen)) => chosen,
        _ => Vec::new(),
    };
    let missing = |(place, level): (usize, &Option<usize>)| {
        level.is_none().then(|| Refusal::new(&field(0, Some(place)), Problem::NotJudged))
    };
    let refusals: Vec<Refusal> = chosen.iter().enumerate().filter_map(missing).collect();
    if refusals.is_empty() { Ok(chosen.into_iter().flatten().collect()) } else { Err(refusals) }
}

/// The fields of a form in which these levels are chosen.
#[must_use]
pub fn chosen(levels: &[usize]) -> Typed {
    Typed(levels.iter().enumerate().map(|(place, level)| (field(0, Some(place)), level.to_string())).collect())
}

/// A criterion as whoever was judged reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What was looked at.
    pub criterion: Text,
    /// How it showed, if all raters saw the same level.
    pub level: Option<Text>,
    /// The mean of their points.
    pub points: Exact,
    /// The most points.
    pub most: u16,
}

/// What was given, criterion by criterion, for whoever was judged. Nothing if nobody did.
#[must_use]
pub fn told(rubric: &Rubric, ratings: &[Rating]) -> Vec<Told> {
    let of = |(place, criterion): (usize, &Criterion)| {
        let seen: Vec<usize> = ratings.iter().filter_map(|rating| rating.levels.get(place)).copied().collect();
        let first = *seen.first()?;
        let points = seen.iter().filter_map(|level| criterion.levels.get(*level)).map(|level| i64::from(level.points));
        let raters = i64::try_from(seen.len()).unwrap_or(i64::MAX);
        Some(Told {
            criterion: criterion.text.clone(),
            level: criterion
                .levels
                .get(first)
                .filter(|_| seen.iter().all(|level| *level == first))
                .map(|level| level.text.clone()),
            points: Exact::new(points.sum(), raters),
            most: most(criterion),
        })
    };
    rubric.criteria().iter().enumerate().filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessments::practice::starting::rubric as starting;
    use proptest::prelude::*;
    use questions::question::{Language, Level};
    use uuid::Uuid;

    fn rubric(points: u16, criteria: &[Vec<u16>]) -> Rubric {
        let text = |words: String| Text::said(Language::Fr, words);
        let level = |(place, points): (usize, &u16)| Level { text: text(format!("niveau {place}")), points: *points };
        let criterion = |(place, levels): (usize, &Vec<u16>)| Criterion {
            text: text(format!("critère {place}")),
            levels: levels.iter().enumerate().map(level).collect(),
        };
        let kind = Kind::Rubric { criteria: criteria.iter().enumerate().map(criterion).collect() };
        let question = Question { points, kind, ..starting() };
        Rubric { id: BankQuestionId(Uuid::from_u128(1)), version: 1, in_force: true, question }
    }

    fn rating(rater: u128, levels: &[usize]) -> Rating {
        Rating {
            rater: AccountId(Uuid::from_u128(rater)),
            levels: levels.to_vec(),
            remark: None,
            rated_at: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn points_are_those_of_the_levels_whatever_the_question_is_worth() {
        for worth in [1, 7, 20] {
            let rubric = rubric(worth, &[vec![0, 1, 3], vec![0, 5]]);
            assert_eq!((rubric.most(), rubric.points(&[2, 1]), rubric.points(&[1, 0])), (8, Some(8), Some(1)));
            assert_eq!((rubric.points(&[2]), rubric.points(&[3, 0]), rubric.points(&[])), (None, None, None));
        }
    }

    #[test]
    fn what_two_gave_is_told_by_criterion() {
        let rubric = rubric(8, &[vec![0, 1, 3], vec![0, 5]]);
        let ratings = [rating(1, &[1, 1]), rating(2, &[2, 1])];
        assert_eq!(together(&rubric, &ratings), Some(Score { points: 14, max: 16 }));
        let told = told(&rubric, &ratings);
        assert_eq!((told[0].level.clone(), told[0].points, told[0].most), (None, Exact::from_integer(2), 3));
        assert_eq!(told[1].level.as_ref().map(|text| text.fr.as_str()), Some("niveau 1"));
        assert_eq!((together(&rubric, &[]), super::told(&rubric, &[])), (None, Vec::new()));
    }

    #[test]
    fn nobody_sees_what_others_gave_before_they_judge() {
        let ratings = vec![rating(1, &[0]), rating(2, &[1])];
        let rater = |account| Reader::Rater(AccountId(Uuid::from_u128(account)));
        assert_eq!(visible(ratings.clone(), rater(3)), (Vec::new(), 2));
        assert_eq!(visible(ratings.clone(), rater(2)), (ratings.clone(), 0));
        assert_eq!(visible(ratings.clone(), Reader::Organiser), (ratings, 0));
    }

    #[test]
    fn the_next_one_is_the_next_who_was_not_judged() {
        let id = |n| EnrolmentId(Uuid::from_u128(n));
        let people = [(id(1), false), (id(2), true), (id(3), true), (id(4), false)];
        assert_eq!((next(&people, id(1)), next(&people, id(4))), (Some(id(4)), Some(id(1))));
        assert_eq!(next(&people, id(9)), Some(id(1)), "who is not in the list comes before it");
        assert_eq!(next(&[(id(1), true)], id(1)), None);
    }

    #[test]
    fn each_criterion_without_a_level_is_named() {
        let rubric = rubric(8, &[vec![0, 1, 3], vec![0, 5]]);
        let typed = |fields: &[(&str, &str)]| {
            Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
        };
        let refused = |name| vec![Refusal::new(name, Problem::NotJudged)];
        assert_eq!(levels(&rubric, &typed(&[("q1-0", "2"), ("q1-1", "2")])), Err(refused("q1-1")));
        assert_eq!(levels(&rubric, &typed(&[("q1-1", "0")])), Err(refused("q1-0")));
        assert_eq!(levels(&rubric, &chosen(&[2, 1])), Ok(vec![2, 1]));
    }

    /// Points of the levels of some criteria, and raters who each chose one of every
    /// criterion.
    fn rated() -> impl Strategy<Value = (Vec<Vec<u16>>, Vec<Vec<usize>>)> {
        let criterion = prop::collection::vec(0..=100_u16, 2..5).prop_map(|mut points| {
            points.sort_unstable();
            let best = points.len() - 1;
            points[best] = points[best].max(1);
            points
        });
        prop::collection::vec(criterion, 1..6).prop_flat_map(|criteria| {
            let one: Vec<_> = criteria.iter().map(|levels| 0..levels.len()).collect();
            (Just(criteria), prop::collection::vec(one, 1..5))
        })
    }

    proptest! {
        #[test]
        fn points_are_within_and_exactly_the_share_that_scoring_gives((criteria, raters) in rated(), worth in 1..=100_u16) {
            let rubric = rubric(worth, &criteria);
            for levels in &raters {
                let points = rubric.points(levels).expect("levels of it");
                prop_assert!((0..=rubric.most()).contains(&points));
                let given = Answer::Rubric(levels.iter().copied().map(Some).collect());
                let scored = score(&rubric.question, &given).expect("an answer");
                let share = Exact::new(i64::from(points), i64::from(rubric.most()));
                prop_assert_eq!(scored.points, share * i64::from(worth));
            }
        }

        #[test]
        fn the_order_of_raters_changes_nothing((criteria, raters) in rated(), turn in 0..5_usize) {
            let rubric = rubric(1, &criteria);
            let ratings: Vec<Rating> = (1..).zip(&raters).map(|(n, levels)| rating(n, levels)).collect();
            let mut turned = ratings.clone();
            turned.rotate_left(turn % ratings.len());
            prop_assert_eq!(together(&rubric, &ratings), together(&rubric, &turned));
            prop_assert_eq!(told(&rubric, &ratings), told(&rubric, &turned));
            let all = together(&rubric, &ratings).expect("somebody judged");
            prop_assert!((0..=all.max).contains(&all.points));
        }
    }
}
