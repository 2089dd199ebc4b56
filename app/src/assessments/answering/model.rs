//! From what was typed to answers, and from these to points. No I/O.

use crate::fields::{Problem, Refusal};
use crate::people::secrets::keyed;
use questions::answer::Answer;
use questions::exact::Exact;
use questions::question::{Kind, Question};
use questions::scoring::{Scored, score};
use std::collections::BTreeSet;

/// The longest that is kept of one field, in characters.
const MAX_FIELD: usize = 4_000;
/// The most fields that a test has.
const MAX_FIELDS: usize = 2_000;

/// What stands in the fields of a test's form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The fields of a form that are of questions, cut to what is kept.
    #[must_use]
    pub fn of(form: Vec<(String, String)>) -> Self {
        let is_answer = |name: &str| {
            name.len() < 20 && name.starts_with('q') && name.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        };
        let kept = form.into_iter().filter(|(name, value)| is_answer(name) && !value.is_empty()).take(MAX_FIELDS);
        Self(kept.map(|(name, value)| (name, value.chars().take(MAX_FIELD).collect())).collect())
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether this is among what was chosen in a field.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(known, chosen)| known == name && chosen == value)
    }
}

/// The name of a question's field; a part of it, where it has several.
#[must_use]
pub fn field(place: usize, part: Option<usize>) -> String {
    match part {
        None => format!("q{}", place + 1),
        Some(part) => format!("q{}-{part}", place + 1),
    }
}

/// The parts of a question in the order in which they are shown to someone: by chance,
/// but always the same for the same seed.
#[must_use]
pub fn order(seed: i32, place: usize, parts: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..parts).collect();
    order.sort_by_key(|part| keyed(&seed.to_string(), format!("{place}:{part}").as_bytes()));
    order
}

/// The answer to a question, from what was typed.
///
/// # Errors
/// [`Problem::NotAnOrder`] for steps of which some have a place and others none, or two
/// the same.
pub fn answer(place: usize, question: &Question, typed: &Typed) -> Result<Answer, Problem> {
    let name = field(place, None);
    let value = || typed.value(&name).unwrap_or_default();
    let index = |text: &str, parts: usize| text.parse().ok().filter(|index| *index < parts);
    let part = |part: usize| typed.value(&field(place, Some(part))).unwrap_or_default();
    Ok(match &question.kind {
        Kind::Single { options, .. } => Answer::Single(index(value(), options.len())),
        Kind::Multiple { options, .. } => {
            let chosen = (0..options.len()).filter(|option| typed.has(&name, &option.to_string()));
            Answer::Multiple(chosen.collect::<BTreeSet<_>>())
        }
        Kind::TrueFalse { .. } => Answer::TrueFalse(value().parse().ok()),
        Kind::Matching { pairs, extras, .. } => {
            let sides = pairs.len() + extras.len();
            Answer::Matching((0..pairs.len()).map(|pair| index(part(pair), sides)).collect())
        }
        Kind::Ordering { steps, .. } => Answer::Ordering(ordered(steps.len(), part)?),
        Kind::Numeric { .. } => Answer::Numeric(value().to_owned()),
        Kind::Short { .. } => Answer::Short(value().to_owned()),
        Kind::Likert { scale } => Answer::Likert(index(value(), scale.len())),
        Kind::Open => Answer::Open(value().to_owned()),
        Kind::Rubric { criteria } => {
            let level = |at: usize| index(part(at), criteria[at].levels.len());
            Answer::Rubric((0..criteria.len()).map(level).collect())
        }
    })
}

/// The steps by the places that were typed, from 1; none where no place was.
fn ordered<'t>(steps: usize, part: impl Fn(usize) -> &'t str) -> Result<Vec<usize>, Problem> {
    let places: Vec<Option<usize>> = (0..steps).map(|step| part(step).trim().parse().ok()).collect();
    if places.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let by_place = |place: usize| places.iter().position(|found| *found == Some(place));
    (1..=steps).map(by_place).collect::<Option<Vec<_>>>().ok_or(Problem::NotAnOrder)
}

/// A test that was handed in.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// Each answer with what it is worth, in the order of the test.
    pub answers: Vec<(Answer, Scored)>,
    /// The sum in whole points, a half rounded up; the parts stay exact.
    pub points: i32,
}

/// Scores a test.
///
/// # Errors
/// What cannot be read as an answer, each with its field.
pub fn mark(questions: &[Question], typed: &Typed) -> Result<Marked, Vec<Refusal>> {
    let (mut answers, mut refusals) = (Vec::new(), Vec::new());
    for (place, question) in questions.iter().enumerate() {
        match answer(place, question, typed) {
            Ok(answer) => answers.push(answer),
            Err(problem) => refusals.push(Refusal::new(&field(place, None), problem)),
        }
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    // What does not fit its question is not from our form.
    mark_answers(questions, answers).map_err(|place| vec![Refusal::new(&field(place, None), Problem::Outdated)])
}

/// Scores the answers to a test, one for each of its questions.
///
/// # Errors
/// The place of the first that does not answer its question.
pub fn mark_answers(questions: &[Question], answers: Vec<Answer>) -> Result<Marked, usize> {
    let (mut scored_answers, mut sum) = (Vec::with_capacity(answers.len()), Exact::from_integer(0));
    for (place, (question, answer)) in questions.iter().zip(answers).enumerate() {
        let scored = score(question, &answer).map_err(|_| place)?;
        sum += scored.points;
        scored_answers.push((answer, scored));
    }
    let whole = (sum + Exact::new(1, 2)).floor().to_integer();
    Ok(Marked { answers: scored_answers, points: i32::try_from(whole).unwrap_or(i32::MAX) })
}

/// The numbers, from 1, of questions without an answer.
#[must_use]
pub fn unanswered(questions: &[Question], typed: &Typed) -> Vec<usize> {
    let is_empty = |(place, question): (usize, &Question)| {
        let empty = answer(place, question, typed).is_ok_and(|answer| answer.is_empty());
        empty.then_some(place + 1)
    };
    questions.iter().enumerate().filter_map(is_empty).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use questions::exact::Share;
    use questions::question::{Choice, Credit, Language, OrderCredit, Text};

    fn text(words: &str) -> Text {
        Text::said(Language::Fr, words)
    }

    fn question(kind: Kind) -> Question {
        Question { name: String::new(), text: text("?"), points: 2, kind, feedback: Text::default(), tags: Vec::new() }
    }

    fn choice(words: &str, share: Share) -> Choice {
        Choice { text: text(words), share, feedback: Text::default() }
    }

    fn test() -> Vec<Question> {
        let half = Share::one_of(2).expect("a half");
        vec![
            question(Kind::Single {
                options: vec![choice("a", Share::nothing()), choice("b", Share::whole())],
                shuffle: true,
            }),
            question(Kind::Multiple {
                options: vec![choice("a", half), choice("b", half), choice("c", -half)],
                credit: Credit::Shares,
                shuffle: true,
            }),
            question(Kind::Ordering { steps: ["1", "2", "3"].map(text).into(), credit: OrderCredit::Places }),
        ]
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_test_is_scored_from_what_was_typed() {
        let all = typed(&[("q1", "1"), ("q2", "0"), ("q2", "1"), ("q3-0", "1"), ("q3-1", "2"), ("q3-2", "3")]);
        assert_eq!(mark(&test(), &all).expect("in order").points, 6);
        // Half of two points, and a third of two points: 1 + 2/3, to the whole point.
        let part = typed(&[("q2", "1"), ("q3-0", "1"), ("q3-1", "3"), ("q3-2", "2")]);
        let marked = mark(&test(), &part).expect("in order");
        assert_eq!((marked.points, marked.answers[2].1.points), (2, Exact::new(2, 3)));
        assert_eq!(unanswered(&test(), &part), [1]);
    }

    #[test]
    fn what_was_typed_badly_is_told_or_counts_as_nothing() {
        let refused = mark(&test(), &typed(&[("q3-0", "1"), ("q3-1", "1"), ("q3-2", "2")]));
        assert_eq!(refused, Err(vec![Refusal::new("q3", Problem::NotAnOrder)]));
        let nonsense = typed(&[("q1", "7"), ("q1", "x"), ("q2", "-1"), ("session", "1"), ("q99", "1")]);
        assert_eq!(mark(&test(), &nonsense).expect("in order").points, 0);
    }

    proptest! {
        #[test]
        fn every_part_is_shown_once(seed: i32, place in 0..60_usize, parts in 0..20_usize) {
            let mut shown = order(seed, place, parts);
            prop_assert_eq!(&shown, &order(seed, place, parts));
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..parts).collect::<Vec<_>>());
        }

        #[test]
        fn points_are_within_the_test(fields in prop::collection::vec(("q[1-3](-[0-2])?", "[0-3]"), 0..12)) {
            if let Ok(marked) = mark(&test(), &Typed::of(fields)) {
                prop_assert!((0..=6).contains(&marked.points));
            }
        }
    }
}
