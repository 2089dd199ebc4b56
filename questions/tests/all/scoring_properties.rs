use crate::some::{answered, question};
use num_traits::Zero;
use proptest::prelude::*;
use questions::answer::Answer;
use questions::exact::Exact;
use questions::faults::faults;
use questions::question::{Kind, Question};
use questions::scoring::{score, shown};

// The place where each part comes to stand.
fn moved(places: &[usize], index: usize) -> usize {
    places.iter().position(|from| *from == index).unwrap()
}

fn reordered<T: Clone>(items: &[T], places: &[usize]) -> Vec<T> {
    places.iter().map(|from| items[*from].clone()).collect()
}

// The same question with its options or pairs in another order, and the same answer to it.
fn permuted(question: &Question, answer: &Answer, places: &[usize]) -> Option<(Question, Answer)> {
    let mut other = question.clone();
    let answer = match (&mut other.kind, answer) {
        (Kind::Single { options, .. }, Answer::Single(chosen)) => {
            *options = reordered(options, places);
            Answer::Single(chosen.map(|option| moved(places, option)))
        }
        (Kind::Multiple { options, .. }, Answer::Multiple(chosen)) => {
            *options = reordered(options, places);
            Answer::Multiple(chosen.iter().map(|option| moved(places, *option)).collect())
        }
        (Kind::Matching { pairs, .. }, Answer::Matching(chosen)) => {
            *pairs = reordered(pairs, places);
            let to = |right: usize| if right < places.len() { moved(places, right) } else { right };
            Answer::Matching(reordered(chosen, places).into_iter().map(|right| right.map(to)).collect())
        }
        (Kind::Rubric { criteria }, Answer::Rubric(levels)) => {
            *criteria = reordered(criteria, places);
            Answer::Rubric(reordered(levels, places))
        }
        _ => return None,
    };
    Some((other, answer))
}

fn length(question: &Question) -> usize {
    match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => options.len(),
        Kind::Matching { pairs, .. } => pairs.len(),
        Kind::Rubric { criteria } => criteria.len(),
        _ => 0,
    }
}

proptest! {
    #[test]
    fn points_lie_within_and_the_trace_gives_them((question, answer) in answered()) {
        let scored = score(&question, &answer).unwrap();
        prop_assert!(scored.points >= Exact::zero() && scored.points <= Exact::from_integer(i64::from(scored.of)));
        let sum = scored.trace.iter().fold(Exact::zero(), |sum, step| sum + step.points);
        prop_assert_eq!(sum, scored.points);
        prop_assert!(!scored.trace.is_empty());
        prop_assert!(!answer.is_empty() || scored.points.is_zero());
        prop_assert!(scored.of == 0 || scored.of == question.points);
        let _ = shown(scored.points, questions::question::Language::Fr);
    }

    #[test]
    fn the_order_of_parts_does_not_matter(
        (question, answer, places) in answered().prop_flat_map(|(question, answer)| {
            let places = Just((0..length(&question)).collect::<Vec<_>>()).prop_shuffle();
            (Just(question), Just(answer), places)
        })
    ) {
        if let Some((other, moved)) = permuted(&question, &answer, &places) {
            prop_assert_eq!(score(&question, &answer).unwrap().points, score(&other, &moved).unwrap().points);
        }
    }

    #[test]
    fn any_answer_to_any_question_is_scored_or_refused((question, _) in answered(), (_, answer) in answered()) {
        let _ = score(&question, &answer);
        let _ = score(&question, &Answer::Ordering(vec![usize::MAX; 3]));
        let _ = score(&question, &Answer::Matching(vec![Some(usize::MAX); 3]));
    }

    #[test]
    fn faults_never_panic(question in question()) {
        let found = faults(&question);
        for fault in found {
            prop_assert!(!fault.to_string().is_empty());
        }
    }

    #[test]
    fn answers_are_kept_as_json((_, answer) in answered()) {
        let kept = serde_json::to_string(&answer).unwrap();
        prop_assert_eq!(serde_json::from_str::<Answer>(&kept).unwrap(), answer);
    }
}
