//! What is wrong with a problem before it is planned.

use thiserror::Error;

/// A problem that does not make sense. Mistakes of the caller; a sensible problem
/// without a plan is an outcome, not an error.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProblemError {
    /// The window, or a range of days, ends before it begins.
    #[error("a range of days ends before it begins")]
    BackwardRange,
    /// `length_days` is not 1 to 5.
    #[error("a workshop of {0} days: 1 to 5 are possible")]
    Length(u8),
    /// The bounds of a cohort are zero or crossed.
    #[error("a cohort of {least} to {most} people")]
    Cohort {
        /// The least people.
        least: u32,
        /// The most people.
        most: u32,
    },
    /// The people left in a city cannot be split into cohorts within the bounds.
    #[error("{people} people in {city} cannot be split into cohorts within the bounds")]
    NoCohorts {
        /// Key of the city.
        city: String,
        /// People left there.
        people: u32,
    },
    /// A key is used twice among the cities, venues, trainers or wishes.
    #[error("{0} is used twice")]
    Twice(String),
    /// A key names nothing.
    #[error("{0} is unknown")]
    Unknown(String),
    /// The travel matrices are not as wide and as high as there are cities.
    #[error("travel must have a row and a column for each city")]
    Matrix,
    /// A weight, a cost or a per diem is negative, or their sum could not be told in XOF.
    #[error("an amount is negative or too large")]
    Amount,
}
