//! Tests by example and by property.

// Clippy takes only the tests themselves for tests, not what they call.
#![allow(clippy::unwrap_used)]

mod faults;
mod scoring;
mod scoring_properties;
mod some;

#[cfg(feature = "formats")]
mod aiken;
#[cfg(feature = "formats")]
mod gift;
#[cfg(feature = "formats")]
mod gift_writing;
#[cfg(feature = "formats")]
mod hostile;
#[cfg(feature = "formats")]
mod json;
#[cfg(feature = "formats")]
mod round_trips;
#[cfg(feature = "formats")]
mod sheet;
