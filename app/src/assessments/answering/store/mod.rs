//! Queries and writes about tests that are answered.

pub mod opening;
pub(in crate::assessments) mod scoring;
pub mod sending;
pub mod sitting;
