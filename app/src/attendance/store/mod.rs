//! Queries and writes about attendance.

pub mod closing;
pub mod desk;
pub mod field;
pub mod history;
pub mod recording;
pub mod roster;

pub use recording::{MAX_BATCH, record};
pub use roster::{Roster, load_ledger, load_marks, roster};
