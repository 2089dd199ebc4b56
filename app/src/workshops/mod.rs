//! Workshops: when and where, who trains, who is enrolled, and what each half-day holds.

pub mod arranging;
pub mod calendar;
pub mod drafting;
pub mod edits;
pub mod letters;
pub mod model;
pub mod timetable;

#[cfg(any(feature = "ssr", feature = "office"))]
#[allow(missing_docs, reason = "the macro makes a public type of each island, with its arguments")]
pub mod islands;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod store;
