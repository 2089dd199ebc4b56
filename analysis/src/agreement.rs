//! How far raters agree, beyond what chance would bring about.

mod cohen;
mod fleiss;
mod intraclass;

pub use cohen::{Kappa, Weights, cohen_kappa, cross_table};
pub use fleiss::fleiss_kappa;
pub use intraclass::{Intraclass, intraclass};
