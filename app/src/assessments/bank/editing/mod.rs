//! A question written in a form of fields, line by line, without script.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod typed;
pub mod views;
