//! What can go wrong on the server while a use is carried out.

use crate::error::AppError;
use crate::fields::{Problem, Refusal};
use sea_orm::DbErr;
use uuid::Uuid;

/// A failure of ours; its text stays on the server.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("database: {0}")]
    Db(#[from] DbErr),
    /// A stored value that no code of ours could have written.
    #[error("inconsistent {table}.{column} in row {row}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's identifier.
        row: String,
    },
}

impl StoreError {
    /// The stored text, read as one of the values that we write.
    ///
    /// # Errors
    /// [`StoreError::Inconsistent`] if it is none of them.
    pub fn read<T: std::str::FromStr>(
        text: &str,
        table: &'static str,
        column: &'static str,
        row: impl std::fmt::Display,
    ) -> Result<T, Self> {
        text.parse().map_err(|_| Self::Inconsistent { table, column, row: row.to_string() })
    }

    /// Whether this constraint or index, by name, refused the write. `SQLite`
    /// names the columns of a unique constraint instead: give both.
    #[must_use]
    pub fn broke(error: &DbErr, constraint: &str, columns: &str) -> bool {
        let text = error.to_string();
        text.contains(constraint) || text.contains(&format!("UNIQUE constraint failed: {columns}"))
    }
}

/// Why a use was not carried out. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum UseError {
    /// The actor may not.
    #[error("forbidden")]
    Forbidden,
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// What was sent breaks a rule.
    #[error("refused")]
    Refused(Vec<Refusal>),
    /// The database failed, or holds what it should not.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UseError {
    /// One field refused.
    #[must_use]
    pub fn refused(field: &str, problem: Problem) -> Self {
        Self::Refused(vec![Refusal::new(field, problem)])
    }
}

impl From<DbErr> for UseError {
    fn from(error: DbErr) -> Self {
        Self::Store(StoreError::Db(error))
    }
}

/// For whoever asked from outside. Failures of ours are logged here, once, and
/// leave with a reference instead of their text.
impl From<UseError> for AppError {
    fn from(error: UseError) -> Self {
        match error {
            UseError::Forbidden => Self::Forbidden,
            UseError::NotFound => Self::NotFound,
            UseError::Refused(refusals) => Self::Refused { refusals },
            UseError::Store(cause) => {
                let reference = Uuid::new_v4().simple().to_string()[..8].to_owned();
                tracing::error!(reference, %cause, "a use failed");
                Self::Internal { reference }
            }
        }
    }
}
