//! How much of a campaign was attended: by workshop, city, sex and institution.

pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;
