//! A QR code as one vector path: it scales, photocopies and weighs nothing.

use super::PrintError;
use super::canvas::{Canvas, Ink};
use super::structure::Role;
use qrcodegen::{DataTooLong, QrCode, QrCodeEcc, QrSegment, Version};

/// Empty modules around the code that readers need (ISO/IEC 18004).
const QUIET: u16 = 4;

/// The largest code in which more modules are better spent on surviving stains than on
/// being large: of a certificate that is scanned from a photocopy, each has half a millimetre.
const LARGEST: u8 = 11;

/// Draws the code of an address, quiet zone included, in a square whose upper
/// left corner is given.
///
/// A quarter of the code may be lost to stains and photocopies (level Q), and more where
/// that makes it no larger; of one with a signed statement 15 in a hundred, or 7 where it
/// would else be too fine.
pub fn draw(canvas: &mut Canvas, address: &str, x: f32, y: f32, side: f32) -> Result<(), PrintError> {
    modules(canvas, address, QUIET, (x, y), side)
}

/// Draws the code without its quiet zone, where the page leaves that white.
pub fn draw_bare(canvas: &mut Canvas, text: &str, x: f32, y: f32, side: f32) -> Result<(), PrintError> {
    modules(canvas, text, 0, (x, y), side)
}

fn modules(canvas: &mut Canvas, text: &str, quiet: u16, (x, y): (f32, f32), side: f32) -> Result<(), PrintError> {
    let code = encoded(text).map_err(|_| PrintError::QrTooLong(super::excerpt(text)))?;
    // At most 177 modules a side.
    let modules = u16::try_from(code.size()).unwrap_or(u16::MAX);
    let module = side / f32::from(modules + 2 * quiet);
    let mut dark: Vec<(u16, u16, u16, u16)> = Vec::new();
    // Those that reach the row above.
    let mut reaching: Vec<usize> = Vec::new();
    for row in 0..modules {
        let is_dark = |column: u16| code.get_module(i32::from(column), i32::from(row));
        let (mut column, mut here) = (0, Vec::new());
        while column < modules {
            let start = column;
            while column < modules && is_dark(column) {
                column += 1;
            }
            if column > start {
                let (x, y, wide) = (start + quiet, row + quiet, column - start);
                // What stands under the very same goes on in it.
                let above = reaching.iter().copied().find(|place| (dark[*place].0, dark[*place].2) == (x, wide));
                let place = above.unwrap_or_else(|| {
                    dark.push((x, y, wide, 0));
                    dark.len() - 1
                });
                dark[place].3 += 1;
                here.push(place);
            }
            column += 1;
        }
        reaching = here;
    }
    // "QR" is said so in French and in English.
    canvas.within(Role::Figure(format!("QR – {text}")), |canvas| canvas.grid((x, y), module, &dark, Ink::BLACK));
    Ok(())
}

/// An address with a statement is written as bytes up to the `#` and in the denser
/// alphanumeric mode behind it.
fn encoded(text: &str) -> Result<QrCode, DataTooLong> {
    let statement = text.split_once('#').filter(|(_, statement)| QrSegment::is_alphanumeric(statement));
    let Some((address, statement)) = statement else {
        return QrCode::encode_segments(&QrSegment::make_segments(text), QrCodeEcc::Quartile);
    };
    let before = QrSegment::make_bytes(format!("{address}#").as_bytes());
    let segments = [before, QrSegment::make_alphanumeric(statement)];
    let within = |level, largest| QrCode::encode_segments_advanced(&segments, level, Version::MIN, largest, None, true);
    within(QrCodeEcc::Medium, Version::new(LARGEST)).or_else(|_| within(QrCodeEcc::Low, Version::MAX))
}
