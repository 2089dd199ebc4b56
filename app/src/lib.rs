//! What Relais is: the slices of its field, each with the same rooms.
#![recursion_limit = "256"]

pub mod assessments;
pub mod attendance;
pub mod campaigns;
pub mod certificates;
pub mod clash;
pub mod code;
pub mod error;
pub mod fields;
pub mod ids;
pub mod imports;
pub mod indicators;
pub mod messages;
pub mod nominations;
pub mod people;
pub mod plans;
pub mod reports;
pub mod rights;
pub mod scheduling;
pub mod ui;
pub mod workshops;

#[cfg(feature = "field")]
pub mod offline;

#[cfg(feature = "ssr")]
pub mod door;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod dossier;
#[cfg(feature = "ssr")]
#[allow(clippy::missing_errors_doc, reason = "handlers fail as door::Failed says")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;

#[cfg(feature = "ssr")]
#[allow(missing_docs, reason = "columns are named and explained in migrations/sql")]
pub mod schema;

#[cfg(feature = "ssr")]
mod texts {
    #![allow(clippy::all, clippy::pedantic, missing_docs, reason = "generated from locales/")]
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}
#[cfg(feature = "ssr")]
pub use texts::i18n;

/// The browser's half of the pages for the field begins.
#[cfg(feature = "field")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn begin() {
    attendance::phone::begin();
}

/// The browser's half of the other pages begins: makes their islands live.
#[cfg(feature = "office")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
