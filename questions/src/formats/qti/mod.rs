//! QTI (<https://www.1edtech.org/standards/qti/index>): items in XML and packages in zip,
//! of the versions 2.1, 2.2 and 3.0. Within this module elements and attributes have
//! their names of 2.1, `simpleChoice`, whatever the version.

mod body;
mod build;
mod interactions;
mod item;
mod manifest;
mod package;
mod packing;
mod processing;
mod response;
mod typed;
mod unzip;
mod version;
mod writing;
mod writing_kinds;
mod writing_rules;
mod writing_typed;

pub use package::read;
pub use packing::{write, write_version};
pub use version::Version;

// How our own writer marks what QTI has no place for. A class may be on any element of
// any version.
const CLASS_ANSWER: &str = "relais-answer";
const CLASS_UNIT: &str = "relais-unit";
const CLASS_PLACES: &str = "relais-places";
const CLASS_NEIGHBOURS: &str = "relais-neighbours";
// The outcome that shows the general feedback.
const GENERAL: &str = "GENERAL";
