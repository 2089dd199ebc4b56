//! Queries and writes about what people ask of their data, and what goes away.

pub mod copy;
pub mod erasure;
pub mod processing;
pub mod requests;
pub mod retention;
