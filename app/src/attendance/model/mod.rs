//! Marks, how they fold into what stands, and what they count for. No I/O.
//!
//! The phone and the server fold with the same code: `standing`.

mod count;
mod mark;
mod standing;

pub use count::{Attendance, Marks, count};
pub use mark::{Answer, MAX_AFTER, MAX_MINUTES, MAX_REASON, Mark, Status};
pub use standing::{Event, Ledger, Said, Standing};
