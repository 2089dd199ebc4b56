//! The register of trained actors, and who may sign in and do what.

pub mod model;

pub mod access;

#[cfg(feature = "ssr")]
pub mod caller;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
#[allow(clippy::implicit_hasher, reason = "extractors are called by the router alone")]
pub mod forms;
#[cfg(feature = "ssr")]
pub mod limits;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod photo;
#[cfg(feature = "ssr")]
pub mod picture;
#[cfg(feature = "ssr")]
pub mod secrets;
#[cfg(feature = "ssr")]
pub mod store;
