//! Queries and writes about messages.

pub mod inviting;
pub mod notices;
pub mod outbox;
mod writing;
