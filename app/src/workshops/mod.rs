//! Workshops: when and where, who trains, who is enrolled, and what each half-day holds.

pub mod model;
pub mod timetable;

#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
