//! QR codes for browsers that cannot read them themselves: out of grey pixels, and
//! drawn. Compiled to a WebAssembly file of its own, which `app/assets/scan.js`
//! loads when somebody scans; knows nothing of badges or marks.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a picture are small, and looked at only where they lie inside"
)]

mod drawing;
mod finders;
mod reading;
mod sampling;
mod threshold;

use wasm_bindgen::prelude::wasm_bindgen;

/// The texts of the QR codes in a picture, each once; grey goes line by line from
/// 0, black, to 255. A picture that is not as large as it claims holds none.
#[wasm_bindgen]
#[must_use]
pub fn read(grey: &[u8], width: u32, height: u32) -> Vec<String> {
    reading::texts(grey, width as usize, height as usize)
}

/// A text as a QR code in SVG, quiet zone included; nothing if it is too long.
#[wasm_bindgen]
#[must_use]
pub fn svg(text: &str) -> Option<String> {
    drawing::svg(text)
}
