//! Why a figure does not exist.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a figure is not defined for the data given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Undefined {
    /// Fewer people, pairs or values than the formula needs.
    #[error("{needed} observations are needed, {given} are given")]
    TooFew {
        /// The fewest that the formula is defined for.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// Fewer items, categories or raters than the formula needs.
    #[error("{needed} items or raters are needed, {given} are given")]
    TooFewItems {
        /// The fewest that the formula is defined for.
        needed: usize,
        /// How many there are.
        given: usize,
    },
    /// All values are the same, so that the formula would divide by zero.
    #[error("the values do not vary")]
    NoVariance,
    /// KR-20 is asked of points other than 0 and 1.
    #[error("the points are not all 0 or 1")]
    NotDichotomous,
    /// Lists that must pair differ in length, or rows in theirs.
    #[error("{left} values against {right}")]
    UnequalLengths {
        /// The length that was expected, or that of the first list.
        left: usize,
        /// The length that was found.
        right: usize,
    },
    /// A value is infinite or not a number.
    #[error("a value is not a finite number")]
    NotFinite,
    /// A value lies outside its scale, or a category or option does not exist.
    #[error("a value lies outside its scale")]
    OutOfScale,
    /// A reliability below zero estimates nothing.
    #[error("the reliability is negative")]
    NegativeReliability,
}

/// Refuses infinite values and those that are not numbers.
pub(crate) fn finite(values: &[f64]) -> Result<(), Undefined> {
    if values.iter().all(|value| value.is_finite()) { Ok(()) } else { Err(Undefined::NotFinite) }
}

/// Refuses fewer observations than are needed.
pub(crate) fn at_least(needed: usize, given: usize) -> Result<(), Undefined> {
    if given < needed { Err(Undefined::TooFew { needed, given }) } else { Ok(()) }
}

/// Refuses lists that do not pair.
pub(crate) fn same_length(left: usize, right: usize) -> Result<(), Undefined> {
    if left == right { Ok(()) } else { Err(Undefined::UnequalLengths { left, right }) }
}
