//! What is known of a figure beside its file. No I/O.

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
