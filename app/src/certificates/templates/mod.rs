//! How a campaign's certificates look: composed on a page, seen as they will be printed,
//! and kept in versions.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod glyphs;
pub mod image;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
pub mod typed;
mod usual;
pub mod wording;
