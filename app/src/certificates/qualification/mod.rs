//! The rule that certifies: composed, tried with other bars, and decided against.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod people;
pub mod store;
