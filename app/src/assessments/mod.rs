//! Tests before and after a workshop, and what each person scored.

pub mod model;

#[cfg(feature = "ssr")]
pub mod store;
