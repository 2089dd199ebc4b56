//! The four levels at which training is judged, on one page (Kirkpatrick & Kirkpatrick,
//! *Evaluating Training Programs*, 1994): reaction, learning, behaviour, results.

#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod pages;
pub mod store;
