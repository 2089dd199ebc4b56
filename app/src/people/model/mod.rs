//! People and accounts: types and rules. No I/O.

mod account;
pub mod blocking;
pub mod likeness;
pub mod merging;
mod name;
mod person;
pub mod trail;

pub use account::*;
pub use name::*;
pub use person::*;
