//! Queries and writes about plans.

pub mod adopting;
pub mod asking;
pub mod searching;
pub mod wishing;
