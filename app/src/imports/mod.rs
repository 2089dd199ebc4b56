//! People who come from elsewhere: lists in spreadsheets, read, looked at,
//! taken into the register all or none, and given back if need be.

pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
#[allow(clippy::implicit_hasher, reason = "extractors are called by the router alone")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod sheet;
#[cfg(feature = "ssr")]
pub mod store;
