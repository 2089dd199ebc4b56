//! Plans.

mod active;
mod aims;
mod calendar;
mod cliques;
mod decode;
mod error;
mod instance;
mod model;
mod plan;
mod planning;
mod problem;
mod program;
mod score;
mod solve;
mod wishes;

pub use error::ProblemError;
pub use plan::{Conflict, Cost, Load, Outcome, Plan, Progress, Rule};
pub use planning::{Options, plan};
pub use problem::*;
