//! A QR code as SVG, to be read off a screen.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Empty modules around the code that readers need (ISO/IEC 18004).
const QUIET: i32 = 4;

/// One path on white. Level M: screens have no stains, but cheap cameras and hands do
/// not hold still.
pub fn svg(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\""
    );
    for row in 0..code.size() {
        let is_dark = |column| code.get_module(column, row);
        let mut column = 0;
        while column < code.size() {
            let start = column;
            while column < code.size() && is_dark(column) {
                column += 1;
            }
            if column > start {
                let (x, y, width) = (start + QUIET, row + QUIET, column - start);
                // Writing into a text does not fail.
                let _ = write!(svg, "M{x} {y}h{width}v1h-{width}z");
            }
            column += 1;
        }
    }
    svg.push_str("\"/></svg>");
    Some(svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_small_and_what_is_too_long_is_nothing() {
        let badge = svg("RELAIS:ABC123").expect("a code");
        assert!(badge.contains("viewBox=\"0 0 29 29\""), "21 modules and the quiet zone: {badge}");
        assert!(svg(&"x".repeat(2_331)).is_some());
        assert_eq!(svg(&"x".repeat(2_332)), None);
    }

    #[test]
    fn the_text_itself_is_not_in_the_picture() {
        assert!(!svg("<script>\"'&").expect("a code").contains("script"));
    }
}
