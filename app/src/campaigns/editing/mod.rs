//! The text of a curriculum, written: drafts of modules, kept apart from what was handed
//! out until an edition is made of them.

pub mod forms;
pub mod model;
pub mod pages;
pub mod store;
