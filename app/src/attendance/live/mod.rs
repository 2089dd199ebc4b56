//! The rooms of today as they are marked, for the organiser, while it happens.

pub mod model;

#[cfg(any(feature = "ssr", feature = "office"))]
#[allow(missing_docs, reason = "the macro makes a public type of each island, with its arguments")]
pub mod islands;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod events;
#[cfg(feature = "ssr")]
pub mod hub;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
