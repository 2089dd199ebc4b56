//! Turns a training campaign into a plan of workshops: dates, rooms and teams.
//!
//! [`plan`] proposes the best plan, or says what cannot hold together; [`validate`]
//! says whether a problem makes sense; [`check`]
//! verifies any plan, whoever made it; [`difference`] compares two. Nothing here
//! reads a clock, a file or a source of chance: the caller says when to stop and
//! from which seed to start.

mod active;
mod aims;
mod calendar;
mod check;
mod cliques;
mod conflict;
mod decode;
mod difference;
mod dive;
mod error;
mod instance;
mod model;
mod pace;
mod plan;
mod planning;
mod problem;
mod program;
mod score;
mod solve;
mod wishes;

pub use check::{Broken, Violation, check};
pub use difference::{Change, difference};
pub use error::ProblemError;
pub use plan::{Conflict, Cost, Load, Outcome, Plan, Progress, Rule};
pub use planning::{Options, plan, validate};
pub use problem::{City, Cohort, DateRange, Problem, Trainer, Travel, Venue, Weights, Wish, WishKind, Workshop};
