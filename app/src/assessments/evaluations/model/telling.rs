//! What is told of the answers to an evaluation that is closed. The formulas are those of
//! the crate `analysis`, each with its source there.

use super::bag::{Bag, Heap};
use crate::assessments::findings::groups::LEAST;
use analysis::distribution::quantile;
use analysis::suppression::Least;
use analysis::survey::{RatingSummary, Summary, rating};
use questions::question::{Kind, Question};

/// What is told of the answers to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// How they agree.
    Rating(RatingSummary),
    /// The numbers, in all.
    Numbers(Numbers),
    /// The words, in the order of their letters.
    Words(Vec<String>),
    /// Nothing: fewer than [`LEAST`] answered it.
    TooFew,
}

/// Whole numbers in all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numbers {
    /// How many answered.
    pub count: usize,
    /// Their sum.
    pub sum: u64,
    /// The median, halfway where it falls between two.
    pub median: f64,
    /// The least.
    pub least: u32,
    /// The greatest.
    pub greatest: u32,
}

/// A question with what is told of its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldQuestion {
    /// What was asked.
    pub question: Question,
    /// What is told.
    pub told: Told,
}

/// What is told of an evaluation; nothing if fewer than [`LEAST`] answered it.
#[must_use]
pub fn tell(questions: Vec<Question>, bag: &Bag) -> Vec<ToldQuestion> {
    if bag.sheets < LEAST {
        return Vec::new();
    }
    let told = |(question, heap): (Question, &Heap)| ToldQuestion { told: told(&question, heap, bag.sheets), question };
    questions.into_iter().zip(&bag.heaps).map(told).collect()
}

/// What is told of a heap of answers, out of so many who were asked.
#[must_use]
pub fn told(question: &Question, heap: &Heap, asked: usize) -> Told {
    match heap {
        Heap::Points(points) => rated(question, points, asked).map_or(Told::TooFew, Told::Rating),
        Heap::Numbers(numbers) => counted(numbers).map_or(Told::TooFew, Told::Numbers),
        // Whose they are, of all who answered anything, nobody can tell.
        Heap::Words(words) => Told::Words(words.clone()),
    }
}

fn rated(question: &Question, points: &[u8], asked: usize) -> Option<RatingSummary> {
    let Kind::Likert { scale } = &question.kind else { return None };
    rate(scale.len(), points, asked)
}

/// How answers from 0 on a scale of so many points agree.
pub(super) fn rate(scale: usize, points: &[u8], asked: usize) -> Option<RatingSummary> {
    let given = points.iter().map(|point| Some(point.saturating_add(1)));
    let unanswered = asked.saturating_sub(points.len());
    let answers: Vec<Option<u8>> = given.chain(std::iter::repeat_n(None, unanswered)).collect();
    match rating(&answers, u8::try_from(scale).ok()?, Least::default()).ok()? {
        Summary::Shown(summary) => Some(summary),
        Summary::Withheld => None,
    }
}

fn counted(numbers: &[u32]) -> Option<Numbers> {
    if numbers.len() < LEAST {
        return None;
    }
    let values: Vec<f64> = numbers.iter().map(|number| f64::from(*number)).collect();
    Some(Numbers {
        count: numbers.len(),
        sum: numbers.iter().map(|number| u64::from(*number)).sum(),
        median: quantile(&values, 0.5).ok()?,
        least: numbers.iter().min().copied()?,
        greatest: numbers.iter().max().copied()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::bag::Given;
    use super::super::questionnaire::Questionnaire;
    use super::*;

    fn questions() -> Vec<Question> {
        let asked = Questionnaire { statements: "a".into(), numbers: "b".into(), words: "c".into() };
        asked.read().expect("in order")
    }

    /// So many sheets: points 0 to 4 over and over, every number, and one of words.
    fn bag(sheets: u8) -> Bag {
        let mut bag = Bag::of(&questions());
        for place in 0..sheets {
            let words = (place == 0).then(|| Given::Words("Merci".to_owned()));
            bag.put(vec![Some(Given::Point(place % 5)), Some(Given::Number(place.into())), words]);
        }
        bag
    }

    #[test]
    fn five_are_told_and_four_are_not() {
        assert_eq!(tell(questions(), &bag(4)), []);
        let told: Vec<Told> = tell(questions(), &bag(5)).into_iter().map(|question| question.told).collect();
        let [Told::Rating(rating), Told::Numbers(numbers), Told::Words(words)] = told.as_slice() else {
            panic!("{told:?}")
        };
        assert_eq!((rating.counts.as_slice(), rating.answered), ([1, 1, 1, 1, 1].as_slice(), 5));
        assert!(
            (rating.mean - 3.0).abs() < 1e-12 && rating.favourable.is_some_and(|share| (share - 0.4).abs() < 1e-12)
        );
        assert_eq!(*numbers, Numbers { count: 5, sum: 10, median: 2.0, least: 0, greatest: 4 });
        assert_eq!(words, &["Merci"]);
    }

    #[test]
    fn a_question_that_four_answered_is_not_told_though_five_answered_others() {
        let mut bag = bag(4);
        bag.put(vec![None, None, Some(Given::Words("Rien".to_owned()))]);
        let told: Vec<Told> = tell(questions(), &bag).into_iter().map(|question| question.told).collect();
        assert_eq!(told, [Told::TooFew, Told::TooFew, Told::Words(vec!["Merci".to_owned(), "Rien".to_owned()])]);
    }
}
