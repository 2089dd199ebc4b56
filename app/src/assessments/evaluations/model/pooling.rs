//! Evaluations of many workshops together, so that what is told of all and what is told of
//! each do not tell of a few.
//!
//! Each workshop's own results are told where at least [`LEAST`] answered a question. What
//! fewer answered must then not follow by taking these from the whole: it enters the whole
//! only together with others of its kind, in the order in which the evaluations were closed,
//! once they are [`LEAST`]. As closing is for good, who looks before and after another is
//! closed sees the whole grow by nothing or by as many at least.

use super::bag::{Bag, Heap};
use super::questionnaire::POINTS;
use super::telling::{Told, ToldQuestion, rate, told};
use crate::assessments::findings::groups::LEAST;
use analysis::survey::RatingSummary;
use questions::question::{Kind, Question};

/// An evaluation that is closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// What was asked.
    pub questions: Vec<Question>,
    /// What was answered.
    pub bag: Bag,
}

/// What is told of evaluations together, in the order in which they were closed: of each
/// question, but for words, which are read workshop by workshop. The same question of two
/// versions is one.
#[must_use]
pub fn pool(closed: &[&Closed]) -> Vec<ToldQuestion> {
    let mut heaps: Vec<(&Question, Vec<&Heap>)> = Vec::new();
    for (question, heap) in closed.iter().flat_map(|one| one.questions.iter().zip(&one.bag.heaps)) {
        match heaps.iter_mut().find(|(known, _)| *known == question) {
            Some((_, heaps)) => heaps.push(heap),
            None => heaps.push((question, vec![heap])),
        }
    }
    heaps.retain(|(question, _)| question.kind != Kind::Open);
    let one = |(question, heaps): (&Question, Vec<&Heap>)| {
        let heap = together(question, &heaps);
        ToldQuestion { told: told(question, &heap, heap.count()), question: question.clone() }
    };
    let pooled = heaps.into_iter().map(one);
    pooled.filter(|question| question.told != Told::TooFew).collect()
}

/// What may be told of the heaps of one question together.
fn together(question: &Question, heaps: &[&Heap]) -> Heap {
    let (mut whole, mut waiting) = (Heap::of(question), Heap::of(question));
    for heap in heaps {
        if heap.count() >= LEAST {
            whole.pour(heap);
            continue;
        }
        waiting.pour(heap);
        if waiting.count() >= LEAST {
            whole.pour(&std::mem::replace(&mut waiting, Heap::of(question)));
        }
    }
    whole
}

/// How all statements of some evaluations are agreed with, taken together: of those that
/// are told by themselves, and of no other.
#[must_use]
pub fn overall(closed: &[&Closed]) -> Option<RatingSummary> {
    let heaps = closed.iter().flat_map(|one| &one.bag.heaps);
    let told = heaps.filter_map(|heap| match heap {
        Heap::Points(points) if points.len() >= LEAST => Some(points.as_slice()),
        _ => None,
    });
    let points = told.collect::<Vec<_>>().concat();
    rate(POINTS, &points, points.len())
}

#[cfg(test)]
mod tests {
    use super::super::bag::Given;
    use super::super::questionnaire::Questionnaire;
    use super::*;
    use proptest::prelude::*;

    /// An evaluation in which so many agreed wholly, each adding a number and words.
    fn closed(sheets: usize) -> Closed {
        let asked = Questionnaire { statements: "a".into(), numbers: "b".into(), words: "c".into() };
        let questions = asked.read().expect("in order");
        let mut bag = Bag::of(&questions);
        for _ in 0..sheets {
            bag.put(vec![Some(Given::Point(4)), Some(Given::Number(2)), Some(Given::Words("Bien".to_owned()))]);
        }
        Closed { questions, bag }
    }

    /// How many answered the statement, as far as it is told.
    fn answered(sheets: &[usize]) -> usize {
        let closed: Vec<Closed> = sheets.iter().map(|sheets| closed(*sheets)).collect();
        match pool(&closed.iter().collect::<Vec<_>>()).first().map(|question| &question.told) {
            Some(Told::Rating(rating)) => rating.answered,
            None => 0,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_few_are_told_with_others_who_are_few_or_not_at_all() {
        assert_eq!(answered(&[9, 6]), 15);
        // Three alone would follow from the whole and from what is told of nine and six.
        assert_eq!(answered(&[9, 3, 6]), 15);
        assert_eq!(answered(&[9, 3, 6, 2]), 20);
        // One more is closed: they wait for others.
        assert_eq!(answered(&[9, 3, 6, 2, 1]), 20);
        assert_eq!(answered(&[2, 2]), 0);
    }

    #[test]
    fn numbers_add_up_and_words_stay_with_their_workshop() {
        let (one, other) = (closed(6), closed(5));
        let found = pool(&[&one, &other]);
        assert_eq!(found.len(), 2);
        let Told::Numbers(numbers) = &found[1].told else { panic!("{found:?}") };
        assert_eq!((numbers.count, numbers.sum), (11, 22));
    }

    #[test]
    fn overall_leaves_out_what_is_not_told_by_itself() {
        let (many, few) = (closed(7), closed(4));
        assert_eq!(overall(&[&many, &few]).map(|rating| rating.answered), Some(7));
        assert_eq!(overall(&[&few]), None);
    }

    proptest! {
        #[test]
        fn nothing_that_fewer_answered_follows_by_subtraction(sheets in prop::collection::vec(0..9_usize, 0..12)) {
            let told: usize = sheets.iter().filter(|sheets| **sheets >= LEAST).sum();
            let rest = answered(&sheets) - told;
            prop_assert!(rest == 0 || rest >= LEAST);
        }

        #[test]
        fn whoever_looks_before_and_after_sees_no_few(sheets in prop::collection::vec(0..9_usize, 0..12), next in 0..9_usize) {
            let before = answered(&sheets);
            let after = answered(&[sheets, vec![next]].concat());
            prop_assert!(after == before || after >= before + LEAST);
        }
    }
}
