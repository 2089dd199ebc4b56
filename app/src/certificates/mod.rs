//! Certificates: who qualifies, issuing, and whether one is genuine.

pub mod model;

#[cfg(feature = "ssr")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
