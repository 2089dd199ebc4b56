//! Queries and writes about lists that came from elsewhere.

pub mod applying;
pub mod deciding;
pub mod judging;
pub mod telling;
pub mod uploads;
