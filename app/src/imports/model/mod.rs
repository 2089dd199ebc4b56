//! Columns, values and what becomes of a row. No I/O.

mod columns;
mod outcome;
mod values;

pub use columns::*;
pub use outcome::*;
pub use values::*;
