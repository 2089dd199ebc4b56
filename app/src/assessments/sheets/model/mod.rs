//! Between a sheet of paper and the line that a trainer types for it. No I/O.

mod line;

#[cfg(test)]
mod tests;

pub use line::{LineProblem, MAX_LINE, read_line, write_line};

use crate::assessments::answering::model::order;
use crate::people::secrets::digest;
use questions::answer::Answer;
use questions::question::{Kind, Question, Text};
use uuid::Uuid;

/// Every paper of a test shows its parts in the same order, or no line would say which.
const SEED: i32 = 1;
/// How many signs tell a paper from one of other letters.
const EDITION: usize = 6;

/// The letter of a part, by its place on paper. Beyond Z there is none.
#[must_use]
pub fn letter(place: usize) -> char {
    u8::try_from(place).ok().filter(|place| *place < 26).map_or('?', |place| char::from(b'A' + place))
}

/// The parts of a question that have letters, in the order in which paper shows them: the
/// options as they are stored; right sides and steps by chance, as their order would be the
/// answer. Empty where an answer names no part.
#[must_use]
pub fn lettered(place: usize, question: &Question) -> Vec<usize> {
    match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => (0..options.len()).collect(),
        Kind::Likert { scale } => (0..scale.len()).collect(),
        Kind::Matching { pairs, extras, .. } => shuffled(place, pairs.len() + extras.len()),
        Kind::Ordering { steps, .. } => shuffled(place, steps.len()),
        Kind::TrueFalse { .. } | Kind::Numeric { .. } | Kind::Short { .. } | Kind::Open | Kind::Rubric { .. } => {
            Vec::new()
        }
    }
}

fn shuffled(place: usize, parts: usize) -> Vec<usize> {
    let mut shown = order(SEED, place, parts);
    // By chance it may be the answer after all.
    if shown.is_sorted() {
        shown.reverse();
    }
    shown
}

/// Whether a line may be typed as one word: every question takes a single letter.
#[must_use]
pub fn stands_together(questions: &[Question]) -> bool {
    let single = |question: &Question| {
        matches!(question.kind, Kind::Single { .. } | Kind::TrueFalse { .. } | Kind::Likert { .. })
    };
    questions.iter().all(single)
}

/// A few signs that stand on every paper of the same questions and letters, and on no other:
/// what was printed before the questions changed is known by them.
#[must_use]
pub fn edition(questions: &[Question]) -> String {
    let mut told = String::new();
    for (place, question) in questions.iter().enumerate() {
        told.push('\u{1e}');
        for text in parts(place, question) {
            told.push('\u{1f}');
            told.push_str(&text.fr);
            told.push('\u{1d}');
            told.push_str(&text.en);
        }
    }
    digest(told.as_bytes()).chars().take(EDITION).collect::<String>().to_uppercase()
}

/// What stands behind the letters of a question, in their order.
fn parts(place: usize, question: &Question) -> Vec<&Text> {
    let shown = lettered(place, question);
    match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => {
            options.iter().map(|option| &option.text).collect()
        }
        Kind::Likert { scale } => scale.iter().collect(),
        Kind::Matching { pairs, .. } => {
            let lefts = pairs.iter().map(|pair| &pair.left);
            let rights = right_sides(question);
            lefts.chain(shown.iter().map(|side| rights[*side])).collect()
        }
        Kind::Ordering { steps, .. } => shown.iter().map(|step| &steps[*step]).collect(),
        Kind::Rubric { criteria } => criteria
            .iter()
            .flat_map(|criterion| [&criterion.text].into_iter().chain(criterion.levels.iter().map(|level| &level.text)))
            .collect(),
        Kind::TrueFalse { .. } | Kind::Numeric { .. } | Kind::Short { .. } | Kind::Open => Vec::new(),
    }
}

/// The right sides of a matching question as answers count them; none of any other.
#[must_use]
pub fn right_sides(question: &Question) -> Vec<&Text> {
    match &question.kind {
        Kind::Matching { pairs, extras, .. } => pairs.iter().map(|pair| &pair.right).chain(extras).collect(),
        _ => Vec::new(),
    }
}

/// A score that stands already.
#[derive(Clone, Debug, PartialEq)]
pub struct Stands {
    /// Which.
    pub score: Uuid,
    /// Its points.
    pub points: i32,
    /// The answers behind it, where all are known.
    pub answers: Option<Vec<Answer>>,
}

/// Why a line is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It cannot be read.
    Line(LineProblem),
    /// Another score stands already, of so many points.
    Stands {
        /// Which.
        score: Uuid,
        /// Its points.
        points: i32,
    },
    /// Nobody who has a seat there.
    Nobody,
}

/// What is to be done with a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It says what stands already.
    Known,
    /// To be kept, instead of the score that stands if there is one.
    Keep(Vec<Answer>),
    /// Not to be kept.
    Refuse(Wrong),
}

/// Judges a line beside the score that stands, which gives way only where the trainer has
/// seen that very one and asked for it.
#[must_use]
pub fn judge(questions: &[Question], line: &str, stands: Option<&Stands>, instead_of: Option<Uuid>) -> Verdict {
    match (read_line(questions, line), stands) {
        (Err(problem), _) => Verdict::Refuse(Wrong::Line(problem)),
        (Ok(answers), Some(stands)) if stands.answers.as_ref() == Some(&answers) => Verdict::Known,
        (Ok(_), Some(stands)) if instead_of != Some(stands.score) => {
            Verdict::Refuse(Wrong::Stands { score: stands.score, points: stands.points })
        }
        (Ok(answers), _) => Verdict::Keep(answers),
    }
}
