//! When an evaluation is held, what it asks, how answers are kept so that nobody can tell
//! whose they are, and what is told of them. No I/O.

pub mod bag;
pub mod defaults;
pub mod occasion;
pub mod pooling;
pub mod questionnaire;
pub mod telling;
