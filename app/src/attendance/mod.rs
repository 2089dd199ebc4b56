//! Attendance: who was there, half-day by half-day.

pub mod badge;
pub mod live;
pub mod model;
pub mod rates;
pub mod snapshot;

#[cfg(any(feature = "ssr", feature = "field"))]
pub mod telling;

#[cfg(feature = "field")]
pub mod phone;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod lists;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queue;
#[cfg(feature = "ssr")]
pub mod room;
#[cfg(feature = "ssr")]
pub mod scans;
#[cfg(feature = "ssr")]
pub mod store;
