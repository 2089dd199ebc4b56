//! Columns, values and what becomes of a row. No I/O.

mod columns;
mod names;
mod outcome;
mod said;
mod values;

pub use columns::*;
pub use names::*;
pub use outcome::*;
pub use said::*;
pub use values::*;
