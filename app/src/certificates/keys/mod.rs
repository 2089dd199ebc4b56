//! The keys that sign what certificates state: made when there is none, rotated, taken out
//! of the installation and back.

pub mod file;
pub mod pages;
pub mod store;
