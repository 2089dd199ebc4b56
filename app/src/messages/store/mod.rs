//! Queries and writes about messages.

pub mod inviting;
pub mod outbox;
