//! A curriculum's bank of questions: brought from files of other programs and
//! spreadsheets, or written in a form; kept in versions, given back in the same files.

pub mod editing;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod sheets;
pub mod store;
pub mod views;
pub mod words;
