//! Who qualifies in a workshop, all about one certificate, and those of a campaign.

pub mod campaign;
pub mod changing;
pub mod one;
mod standings;

pub(super) use standings::standing_state;
pub use standings::{Shown, list_standings, standings_sheet};
