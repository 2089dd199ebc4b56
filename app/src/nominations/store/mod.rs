//! Queries and writes about nominations and quotas.

pub mod choosing;
pub mod links;
pub mod naming;
pub mod quotas;
