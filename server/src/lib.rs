//! How Relais runs: the only place where its parts are joined.
#![recursion_limit = "256"]

mod calendar;
pub mod cli;
pub mod config;
pub mod demo;
pub mod duties;
pub mod gateways;
pub mod jobs;
pub mod papers;
pub mod print;
pub mod routes;
pub mod seals;
pub mod sheaves;

pub use routes::router;
