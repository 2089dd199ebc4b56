//! A QR code as one vector path: it scales, photocopies and weighs nothing.

use super::PrintError;
use super::canvas::{Area, Canvas, Ink};
use super::structure::Role;
use fast_qr::{ECL, QRBuilder};

/// Empty modules around the code that readers need (ISO/IEC 18004).
const QUIET: u16 = 4;

/// Draws the code of an address, quiet zone included, in a square whose upper
/// left corner is given.
///
/// A quarter of the code may be lost to stains and photocopies (level Q).
pub fn draw(canvas: &mut Canvas, address: &str, x: f32, y: f32, side: f32) -> Result<(), PrintError> {
    modules(canvas, address, QUIET, (x, y), side)
}

/// How wide the quiet zone is within a square of this side.
pub fn quiet_zone(address: &str, side: f32) -> Result<f32, PrintError> {
    let code =
        QRBuilder::new(address).ecl(ECL::Q).build().map_err(|_| PrintError::QrTooLong(super::excerpt(address)))?;
    let modules = u16::try_from(code.size).unwrap_or(u16::MAX);
    Ok(side * f32::from(QUIET) / f32::from(modules + 2 * QUIET))
}

/// Draws the code without its quiet zone, where the page leaves that white.
pub fn draw_bare(canvas: &mut Canvas, text: &str, x: f32, y: f32, side: f32) -> Result<(), PrintError> {
    modules(canvas, text, 0, (x, y), side)
}

fn modules(canvas: &mut Canvas, text: &str, quiet: u16, (x, y): (f32, f32), side: f32) -> Result<(), PrintError> {
    let code = QRBuilder::new(text).ecl(ECL::Q).build().map_err(|_| PrintError::QrTooLong(super::excerpt(text)))?;
    // At most 177 modules a side.
    let modules = u16::try_from(code.size).unwrap_or(u16::MAX);
    let module = side / f32::from(modules + 2 * quiet);
    let mut dark = Vec::new();
    for row in 0..modules {
        let bits = &code[usize::from(row)];
        let mut column = 0;
        while column < modules {
            let start = column;
            while column < modules && bits[usize::from(column)].value() {
                column += 1;
            }
            if column > start {
                dark.push(Area {
                    x: x + f32::from(start + quiet) * module,
                    y: y + f32::from(row + quiet) * module,
                    width: f32::from(column - start) * module,
                    height: module,
                });
            }
            column += 1;
        }
    }
    // "QR" is said so in French and in English.
    canvas.within(Role::Figure(format!("QR – {text}")), |canvas| canvas.fill_together(&dark, Ink::BLACK));
    Ok(())
}
