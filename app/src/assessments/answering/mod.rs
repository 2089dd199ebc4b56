//! Tests answered on one's own telephone: opened by a trainer, kept while they are being
//! answered, scored when they are handed in.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod sending;
pub mod store;
pub mod views;
pub mod words;
