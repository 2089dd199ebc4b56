//! Answers kept so that nobody can tell whose they are.
//!
//! Each question's answers are a heap of their own, in the order of their content. What
//! one person answered to one question therefore stands nowhere beside what they answered
//! to another: who is known by their words is not known by their judgement. And whoever
//! sees a bag sees neither who came first nor who came last.

use super::questionnaire::most;
use crate::assessments::answering::model::{Typed, answer, field};
use crate::fields::{Problem, Refusal};
use questions::answer::Answer;
use questions::question::{Kind, Question};
use serde::{Deserialize, Serialize};

/// What someone answers to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// A point of the scale, from 0.
    Point(u8),
    /// A whole number.
    Number(u32),
    /// Words.
    Words(String),
}

/// What someone answers: to each question something, or nothing.
pub type Sheet = Vec<Option<Given>>;

/// Reads what was typed.
///
/// # Errors
/// [`Problem::OutOfRange`] for what is no such number; [`Problem::NothingAnswered`] where
/// all is empty.
pub fn read(questions: &[Question], typed: &Typed) -> Result<Sheet, Vec<Refusal>> {
    let (mut sheet, mut refusals) = (Sheet::new(), Vec::new());
    for (place, question) in questions.iter().enumerate() {
        match given(place, question, typed) {
            Ok(given) => sheet.push(given),
            Err(problem) => refusals.push(Refusal::new(&field(place, None), problem)),
        }
    }
    if refusals.is_empty() && sheet.iter().all(Option::is_none) {
        refusals.push(Refusal::new(&field(0, None), Problem::NothingAnswered));
    }
    if refusals.is_empty() { Ok(sheet) } else { Err(refusals) }
}

fn given(place: usize, question: &Question, typed: &Typed) -> Result<Option<Given>, Problem> {
    Ok(match answer(place, question, typed)? {
        Answer::Likert(point) => point.and_then(|point| u8::try_from(point).ok()).map(Given::Point),
        Answer::Numeric(text) => number(&text, most(question))?.map(Given::Number),
        Answer::Open(text) => words(&text).map(Given::Words),
        // No evaluation asks anything else.
        _ => None,
    })
}

/// A whole number; spaces between its thousands are no part of it.
fn number(text: &str, most: u32) -> Result<Option<u32>, Problem> {
    let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let found = digits.parse::<u32>().ok().filter(|number| *number <= most);
    let refused = || Problem::OutOfRange { min: 0, max: i32::try_from(most).unwrap_or(i32::MAX) };
    found.map(Some).ok_or_else(refused)
}

/// The words without what tells one browser from another: how it ends a line.
fn words(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let words = lines.join("\n").trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// All answers to one question, in the order of their content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heap {
    /// Points of its scale, from 0.
    Points(Vec<u8>),
    /// Whole numbers.
    Numbers(Vec<u32>),
    /// Words.
    Words(Vec<String>),
}

impl Heap {
    /// The empty heap of a question.
    #[must_use]
    pub fn of(question: &Question) -> Self {
        match question.kind {
            Kind::Likert { .. } => Self::Points(Vec::new()),
            Kind::Numeric { .. } => Self::Numbers(Vec::new()),
            _ => Self::Words(Vec::new()),
        }
    }

    /// How many answers it holds.
    #[must_use]
    pub fn count(&self) -> usize {
        match self {
            Self::Points(points) => points.len(),
            Self::Numbers(numbers) => numbers.len(),
            Self::Words(words) => words.len(),
        }
    }

    /// Puts an answer to its place; one of another kind is left out.
    fn put(&mut self, given: Given) {
        match (self, given) {
            (Self::Points(heap), Given::Point(point)) => insert(heap, point),
            (Self::Numbers(heap), Given::Number(number)) => insert(heap, number),
            (Self::Words(heap), Given::Words(words)) => insert(heap, words),
            _ => {}
        }
    }

    /// Puts all of another heap to their places.
    pub fn pour(&mut self, other: &Self) {
        match (self, other) {
            (Self::Points(heap), Self::Points(more)) => merge(heap, more),
            (Self::Numbers(heap), Self::Numbers(more)) => merge(heap, more),
            (Self::Words(heap), Self::Words(more)) => merge(heap, more),
            _ => {}
        }
    }
}

fn insert<T: Ord>(heap: &mut Vec<T>, value: T) {
    let place = heap.partition_point(|known| *known < value);
    heap.insert(place, value);
}

fn merge<T: Ord + Clone>(heap: &mut Vec<T>, more: &[T]) {
    heap.extend_from_slice(more);
    heap.sort();
}

/// All answers of an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bag {
    /// How many people answered.
    pub sheets: usize,
    /// The answers to each question, in the order of the questions.
    pub heaps: Vec<Heap>,
}

impl Bag {
    /// A bag for the answers to these questions, with nothing in it.
    #[must_use]
    pub fn of(questions: &[Question]) -> Self {
        Self { sheets: 0, heaps: questions.iter().map(Heap::of).collect() }
    }

    /// Takes what someone answered. The bag is the same whoever came first.
    pub fn put(&mut self, sheet: Sheet) {
        self.sheets += 1;
        for (heap, given) in self.heaps.iter_mut().zip(sheet) {
            if let Some(given) = given {
                heap.put(given);
            }
        }
    }

    /// As it is kept: the same answers are always the same text.
    ///
    /// # Panics
    /// Never: it holds lists of numbers and of text.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("lists of numbers and text are JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessments::evaluations::model::questionnaire::Questionnaire;
    use proptest::prelude::*;

    fn questions() -> Vec<Question> {
        let asked = Questionnaire { statements: "a\nb".into(), numbers: "c".into(), words: "d".into() };
        asked.read().expect("in order")
    }

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn what_was_typed_is_read_and_what_is_no_number_refused() {
        let all = typed(&[("q1", "4"), ("q3", "1 200"), ("q4", " Merci.\r\n\r\nBravo \r\n")]);
        let expected = vec![
            Some(Given::Point(4)),
            None,
            Some(Given::Number(1_200)),
            Some(Given::Words("Merci.\n\nBravo".to_owned())),
        ];
        assert_eq!(read(&questions(), &all), Ok(expected));
        for wrong in ["-1", "2,5", "douze", "1000001", "99999999999"] {
            let refused = read(&questions(), &typed(&[("q1", "4"), ("q3", wrong)]));
            assert_eq!(
                refused,
                Err(vec![Refusal::new("q3", Problem::OutOfRange { min: 0, max: 1_000_000 })]),
                "{wrong}"
            );
        }
        // Nothing, or what no form of ours sends, is no answer.
        for nothing in [typed(&[]), typed(&[("q1", "5"), ("q4", "  \n")]), typed(&[("q9", "1")])] {
            assert_eq!(read(&questions(), &nothing), Err(vec![Refusal::new("q1", Problem::NothingAnswered)]));
        }
    }

    #[test]
    fn what_one_person_answered_stands_in_no_common_place() {
        let mut bag = Bag::of(&questions());
        for (point, words) in [(4, "b"), (0, "c"), (2, "a")] {
            bag.put(vec![Some(Given::Point(point)), None, None, Some(Given::Words(words.to_owned()))]);
        }
        let expected =
            r#"{"sheets":3,"heaps":[{"points":[0,2,4]},{"points":[]},{"numbers":[]},{"words":["a","b","c"]}]}"#;
        assert_eq!(bag.text(), expected);
    }

    fn sheet() -> impl Strategy<Value = Sheet> {
        let point = || prop::option::of((0..5_u8).prop_map(Given::Point));
        let number = prop::option::of((0..50_u32).prop_map(Given::Number));
        let words = prop::option::of("[a-c é\n\"]{1,3}".prop_map(Given::Words));
        (point(), point(), number, words).prop_map(|(one, other, number, words)| vec![one, other, number, words])
    }

    fn bag(sheets: impl IntoIterator<Item = Sheet>) -> Bag {
        let mut bag = Bag::of(&questions());
        for sheet in sheets {
            bag.put(sheet);
        }
        bag
    }

    proptest! {
        #[test]
        fn whoever_comes_first_the_bag_is_the_same(
            (sheets, turned) in prop::collection::vec(sheet(), 0..12)
                .prop_flat_map(|sheets| (Just(sheets.clone()), Just(sheets).prop_shuffle()))
        ) {
            let (one, other) = (bag(sheets.clone()), bag(turned));
            prop_assert_eq!(one.text(), other.text());
            prop_assert_eq!(one.sheets, sheets.len());
        }

        #[test]
        fn nothing_is_lost_nor_kept_twice(sheets in prop::collection::vec(sheet(), 0..12)) {
            let bag = bag(sheets.clone());
            for (place, heap) in bag.heaps.iter().enumerate() {
                prop_assert_eq!(heap.count(), sheets.iter().filter(|sheet| sheet[place].is_some()).count());
            }
            let read: Bag = serde_json::from_str(&bag.text()).expect("as it was kept");
            prop_assert_eq!(read, bag);
        }

        #[test]
        fn poured_together_or_put_one_by_one(
            one in prop::collection::vec(sheet(), 0..8),
            other in prop::collection::vec(sheet(), 0..8)
        ) {
            let (mut left, right) = (bag(one.clone()), bag(other.clone()));
            for (heap, more) in left.heaps.iter_mut().zip(&right.heaps) {
                heap.pour(more);
            }
            prop_assert_eq!(left.heaps, bag(one.into_iter().chain(other)).heaps);
        }
    }
}
