//! Certificates: who qualifies, issuing, and whether one is genuine.

pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod qualification;
#[cfg(feature = "ssr")]
pub mod seals;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod words;
