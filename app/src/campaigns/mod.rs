//! Programmes, their campaigns, venues and curricula.

pub mod model;
pub mod module;
pub mod rule;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
