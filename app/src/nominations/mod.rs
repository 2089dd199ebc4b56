//! Who shall come: institutions name people, the organiser chooses among them
//! against quotas, and one may take another's seat.

#[cfg(any(feature = "ssr", feature = "office"))]
#[allow(missing_docs, reason = "the macro makes a public type of each island, with its arguments")]
pub mod islands;
pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
