//! What somebody answered.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An answer. Indices count from 0 in the stored order of the question, so that showing
/// its options in another order changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "given", rename_all = "snake_case")]
pub enum Answer {
    /// The chosen option.
    Single(Option<usize>),
    /// The chosen options.
    Multiple(BTreeSet<usize>),
    /// Whether it is true.
    TrueFalse(Option<bool>),
    /// For each pair, the right side chosen for its left one: the right sides of the
    /// pairs count first, then the extras. Or nothing at all.
    Matching(Vec<Option<usize>>),
    /// The steps in the order given: each once. Or nothing at all.
    Ordering(Vec<usize>),
    /// The number as it was typed.
    Numeric(String),
    /// The words as they were typed.
    Short(String),
    /// The chosen point of the scale.
    Likert(Option<usize>),
    /// The words as they were typed.
    Open(String),
    /// For each criterion, the level at which the rater saw it. Or nothing at all.
    Rubric(Vec<Option<usize>>),
}

impl Answer {
    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Single(chosen) | Self::Likert(chosen) => chosen.is_none(),
            Self::Multiple(chosen) => chosen.is_empty(),
            Self::TrueFalse(said) => said.is_none(),
            Self::Matching(chosen) | Self::Rubric(chosen) => chosen.iter().all(Option::is_none),
            Self::Ordering(steps) => steps.is_empty(),
            Self::Numeric(typed) | Self::Short(typed) | Self::Open(typed) => typed.trim().is_empty(),
        }
    }
}
