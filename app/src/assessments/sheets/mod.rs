//! Tests answered on paper: the page that is printed, and the grid in which a trainer types
//! a whole sheet as one line.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
pub mod words;
