//! Queries and writes about tests that are answered.

pub mod opening;
pub mod sending;
pub(in crate::assessments) mod scoring;
pub mod sitting;
