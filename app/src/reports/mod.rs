//! Reports on workshops, for those who paid for them (*rapports d’atelier*): what people
//! write in them, beside what Relais has counted. Participants are counted and never named.

pub mod model;

#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod proposal;
#[cfg(feature = "ssr")]
pub mod store;
#[cfg(feature = "ssr")]
pub mod telling;
