//! A curriculum's bank of questions: brought from files of other programs, kept in
//! versions, given back in the same files.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
pub mod views;
pub mod words;
