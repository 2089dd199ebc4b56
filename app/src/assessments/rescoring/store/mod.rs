//! Queries and writes about keys that are corrected.

pub mod applying;
pub mod reading;
