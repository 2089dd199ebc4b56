//! The texts of a question, each with the part of it that says it.

use crate::question::{Choice, Kind, Question, Text};
use serde::{Deserialize, Serialize};

/// A part of a question that says something. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What is asked.
    Text,
    /// What everyone is told afterwards.
    Feedback,
    /// An option.
    Option(usize),
    /// What is told to who chose an option.
    OptionFeedback(usize),
    /// What is told to who said that it is true.
    IfTrue,
    /// What is told to who said that it is false.
    IfFalse,
    /// The left side of a pair.
    Left(usize),
    /// The right side of a pair.
    Right(usize),
    /// A right side that belongs to nothing.
    Extra(usize),
    /// A step.
    Step(usize),
    /// An accepted number, or accepted words.
    Accepted(usize),
    /// What is told to who answered so.
    AcceptedFeedback(usize),
    /// The unit of a number.
    Unit,
    /// A point of a scale.
    ScalePoint(usize),
    /// A criterion.
    Criterion(usize),
    /// A level of a criterion.
    Level {
        /// The criterion.
        criterion: usize,
        /// The level.
        level: usize,
    },
}

impl Part {
    /// Whether a question is whole without it.
    #[must_use]
    pub fn is_optional(self) -> bool {
        matches!(
            self,
            Self::Feedback
                | Self::OptionFeedback(_)
                | Self::IfTrue
                | Self::IfFalse
                | Self::AcceptedFeedback(_)
                | Self::Unit
        )
    }
}

/// All texts of a question, also the empty ones.
#[must_use]
pub fn texts(question: &Question) -> Vec<(Part, &Text)> {
    let mut texts = vec![(Part::Text, &question.text), (Part::Feedback, &question.feedback)];
    match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => add_options(&mut texts, options),
        Kind::TrueFalse { if_true, if_false, .. } => {
            texts.extend([(Part::IfTrue, if_true), (Part::IfFalse, if_false)]);
        }
        Kind::Matching { pairs, extras, .. } => {
            for (index, pair) in pairs.iter().enumerate() {
                texts.extend([(Part::Left(index), &pair.left), (Part::Right(index), &pair.right)]);
            }
            add(&mut texts, extras, Part::Extra);
        }
        Kind::Ordering { steps, .. } => add(&mut texts, steps, Part::Step),
        Kind::Numeric { accepted, unit } => {
            texts.push((Part::Unit, unit));
            add(&mut texts, accepted.iter().map(|number| &number.feedback), Part::AcceptedFeedback);
        }
        Kind::Short { accepted, .. } => {
            add(&mut texts, accepted.iter().map(|words| &words.pattern), Part::Accepted);
            add(&mut texts, accepted.iter().map(|words| &words.feedback), Part::AcceptedFeedback);
        }
        Kind::Likert { scale } => add(&mut texts, scale, Part::ScalePoint),
        Kind::Open => (),
        Kind::Rubric { criteria } => {
            add(&mut texts, criteria.iter().map(|criterion| &criterion.text), Part::Criterion);
            for (criterion, levels) in criteria.iter().map(|criterion| &criterion.levels).enumerate() {
                add(&mut texts, levels.iter().map(|level| &level.text), |level| Part::Level { criterion, level });
            }
        }
    }
    texts
}

/// Whether something is said in both languages: writing the question in one alone would
/// lose the other.
#[must_use]
pub fn is_bilingual(question: &Question) -> bool {
    texts(question).iter().any(|(_, text)| !text.fr.is_empty() && !text.en.is_empty())
}

fn add<'a>(texts: &mut Vec<(Part, &'a Text)>, more: impl IntoIterator<Item = &'a Text>, part: impl Fn(usize) -> Part) {
    texts.extend(more.into_iter().enumerate().map(|(index, text)| (part(index), text)));
}

fn add_options<'a>(texts: &mut Vec<(Part, &'a Text)>, options: &'a [Choice]) {
    for (index, option) in options.iter().enumerate() {
        texts.extend([(Part::Option(index), &option.text), (Part::OptionFeedback(index), &option.feedback)]);
    }
}
