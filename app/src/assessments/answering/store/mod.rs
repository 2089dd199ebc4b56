//! Queries and writes about tests that are answered on telephones.

pub mod opening;
pub mod sending;
pub mod sitting;
