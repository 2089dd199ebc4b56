//! Marks as they stand in a spreadsheet: read, shown beside what stands, and taken in.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod headings;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
pub mod words;
pub mod writing;
