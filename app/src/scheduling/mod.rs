//! What workshops must be reconciled with: the campaign's window and holidays,
//! rooms, journeys, and the days and competence of trainers. Whatever writes a
//! workshop asks [`store::checking::check_in`] in its own transaction.

pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
