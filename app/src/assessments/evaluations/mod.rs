//! What participants say of a workshop, so that nobody knows who said what: of a day, at
//! the end, three and six months after.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
pub mod words;
