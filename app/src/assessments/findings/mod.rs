//! What the tests of a workshop or of a campaign say: did people learn, and was each
//! question any good.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod groups;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod report;
pub mod sides;
pub mod store;
pub mod words;
pub mod writing;
