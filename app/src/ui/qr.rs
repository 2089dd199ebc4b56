//! A QR code on a page: one path, black on white in every colour scheme, since
//! readers need it so.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Empty modules around the code that readers need (ISO/IEC 18004).
const QUIET: i32 = 4;

/// The code of this text, with what it is called for those who do not see it. Nothing
/// for a text too long for any code.
pub fn qr(text: &str, label: &str) -> Option<impl IntoView + use<>> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for row in 0..code.size() {
        let dark = |column: i32| code.get_module(column, row);
        let mut column = 0;
        while column < code.size() {
            let end = (column..code.size()).find(|place| !dark(*place)).unwrap_or(code.size());
            let length = end - column;
            if length > 0 {
                // Writing into a text does not fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET);
            }
            column += length.max(1);
        }
    }
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <svg class="qr" role="img" aria-label=label.to_owned() viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff"/>
            <path d=path fill="#000"/>
        </svg>
    })
}
