//! Figures of a curriculum: pictures that its texts name, kept for good.

pub mod model;
pub mod pages;
pub mod picture;
pub mod store;
