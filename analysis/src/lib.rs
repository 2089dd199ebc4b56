//! The statistics of tests and evaluations: what a test's items are worth, how far
//! its scores can be trusted, what a training changed, whether raters agree, and
//! what of a table may be published.
//!
//! Nothing here reads a file, a clock or a source of chance. A figure that is not
//! defined is never made up and never `NaN`: it is `None`, or an [`Undefined`] that
//! says why. Every function names the source of its formula.

pub mod agreement;
mod confidence;
pub mod distribution;
pub mod gain;
pub mod items;
pub mod matrix;
mod moments;
pub mod paired;
pub mod reliability;
pub mod suppression;
pub mod survey;
mod tails;
mod undefined;

pub use confidence::{Interval, Level};
pub use undefined::Undefined;
