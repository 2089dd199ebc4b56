//! The one error that crosses the wire, and what it stands for.

use crate::fields::{Problem, Refusal};
use serde::{Deserialize, Serialize};

/// What a person or a program is told when something could not be done. It
/// never carries a database's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// What was sent breaks a rule; nothing was changed.
    #[error("refused")]
    Refused {
        /// Which fields, and why.
        refusals: Vec<Refusal>,
    },
    /// There is no such thing, or not for this asker.
    #[error("not found")]
    NotFound,
    /// Sign in first.
    #[error("sign in first")]
    SignInNeeded,
    /// The asker's roles do not allow it.
    #[error("forbidden")]
    Forbidden,
    /// Our fault; the log holds the cause under this reference.
    #[error("internal error {reference}")]
    Internal {
        /// What to quote when reporting it.
        reference: String,
    },
}

impl AppError {
    /// One field refused.
    #[must_use]
    pub fn refused(field: &str, problem: Problem) -> Self {
        Self::Refused { refusals: vec![Refusal::new(field, problem)] }
    }
}
