//! The room's changing code: where an organiser allows it, whoever comes late marks
//! themselves with it.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
