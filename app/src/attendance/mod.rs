//! Attendance: who was there, half-day by half-day.

pub mod model;

#[cfg(feature = "ssr")]
pub mod store;
