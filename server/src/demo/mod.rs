//! The demonstration campaign: the dissemination of the MRN in 2022, with
//! invented people, drawn from a seed. It is loaded through the same uses as
//! everything else, each by whoever would do it.

mod accesses;
mod attendance;
mod cast;
mod cast_functions;
mod cast_names;
mod certificates;
mod conditions;
mod conduct;
mod curriculum;
mod evaluations;
mod figure;
mod frame;
mod instruments;
mod lists;
mod load;
mod nominations;
mod practice;
mod qualification;
mod reports;
mod rights;
mod sheets;
mod templates;

pub use accesses::{Access, Accesses, fresh_accesses};
pub use load::{is_loaded, load};

/// Which workshop, in the order of dates, is the one that runs today; those
/// before it are over, those after it are to come.
pub const RUNNING: usize = 5;

/// Why the demonstration could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds a real campaign.
    #[error("the database holds other campaigns; the demonstration is loaded only into an empty one")]
    NotEmpty,
    /// The files of the demonstration are not in order.
    #[error("the files of the demonstration cannot be read: {0}")]
    Files(#[from] toml::de::Error),
    /// A list of the demonstration is not in order.
    #[error("a list of the demonstration cannot be read: {0}")]
    List(app::imports::sheet::SheetError),
    /// The portrait of the demonstration, or an image of its certificates, is not in order.
    #[error("a picture of the demonstration cannot be drawn: {0}")]
    Picture(#[from] app::people::picture::PictureError),
    /// A use failed.
    #[error(transparent)]
    Use(#[from] app::schema::error::UseError),
}
