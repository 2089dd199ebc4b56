//! Figures of a curriculum: pictures that its texts name, kept for good.

pub mod pages;
pub mod picture;
pub mod store;

/// A figure without its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What texts call it.
    pub name: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
}
