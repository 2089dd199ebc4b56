//! Tests before and after a workshop, and what each person scored.

pub mod model;

#[cfg(feature = "ssr")]
pub mod answering;
#[cfg(feature = "ssr")]
pub mod bank;
#[cfg(feature = "ssr")]
pub mod composing;
#[cfg(feature = "ssr")]
pub mod evaluations;
#[cfg(feature = "ssr")]
pub mod findings;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod practice;
#[cfg(feature = "ssr")]
pub mod rescoring;
#[cfg(feature = "ssr")]
pub mod sheets;
#[cfg(feature = "ssr")]
pub mod store;
