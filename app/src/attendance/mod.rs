//! Attendance: who was there, half-day by half-day.

pub mod badge;
pub mod model;

#[allow(missing_docs, reason = "the macro makes a public type of each function, with its arguments")]
pub mod api;
#[allow(missing_docs, reason = "as in api")]
pub mod islands;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod scans;
#[cfg(feature = "ssr")]
pub mod store;
