//! Attendance: who was there, half-day by half-day.

pub mod model;

pub mod api;
pub mod islands;

#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
