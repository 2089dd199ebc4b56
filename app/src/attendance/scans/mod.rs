//! Sheets that were signed, scanned or photographed: kept with their half-day as
//! evidence, never altered, and given back byte for byte.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
