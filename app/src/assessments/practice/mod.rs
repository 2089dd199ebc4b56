//! Teaching before peers (*restitution*, *micro-enseignement*): trainers judge each person
//! by a rubric of the bank, each without knowing what the others gave; how far they agree
//! is told.

pub mod agreement;
pub mod draft;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod forms;
pub mod model;
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod starting;
pub mod store;
pub mod views;
pub mod words;
