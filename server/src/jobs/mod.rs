//! Work that takes long, done on a thread of its own.

pub mod planning;
