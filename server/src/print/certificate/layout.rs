//! Where things stand on a certificate: heading and logos above, signatures and the QR code
//! below, and between them the text, as far apart as there is room.

use super::foot::Foot;
use super::{Certificate, frame, head, middle};
use crate::print::PrintError;
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use crate::print::text::{Fill, Line, Paragraph};
use app::certificates::templates::model::Orientation;

/// Within the border.
const PADDING: f32 = mm(8.0);

/// How a page is composed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sheet {
    /// Whether it stands upright.
    pub upright: bool,
    /// The colour of title and ornaments.
    pub ink: Ink,
}

/// Draws the page.
pub fn page(certificate: &Certificate) -> Result<Canvas, PrintError> {
    let upright = certificate.design.orientation == Orientation::Portrait;
    let (width, height) = if upright { (A4_SHORT, A4_LONG) } else { (A4_LONG, A4_SHORT) };
    let (red, green, blue) = certificate.design.colour.rgb();
    let sheet = Sheet { upright, ink: Ink(red, green, blue) };
    let mut canvas = Canvas::new(width, height);
    let inside = frame::draw(&mut canvas, certificate.design.frame, sheet.ink)?.inset(PADDING);
    let top = head::draw(&mut canvas, certificate, sheet, inside)?;
    let foot = Foot::set(certificate, sheet, inside)?;
    let area = Area { y: top + mm(3.0), height: foot.top - top - mm(6.0), ..inside };
    middle::draw(&mut canvas, certificate, sheet, area)?;
    foot.draw(&mut canvas)?;
    Ok(canvas)
}

/// As few lines as the width allows, but of even length, as centred text wants.
pub fn balanced(paragraph: &Paragraph, width: f32) -> Result<Vec<Line>, PrintError> {
    let mut best = paragraph.lines(width, Fill::Ragged)?;
    let even = paragraph.natural_width() / f32::from(u16::try_from(best.len()).unwrap_or(1)).max(1.0);
    for step in 0..8_u8 {
        let narrower = width - (width - even) * f32::from(8 - step) / 9.0;
        let lines = paragraph.lines(narrower, Fill::Ragged)?;
        if lines.len() <= best.len() && lines.iter().all(|line| line.width <= width) {
            best = lines;
            break;
        }
    }
    Ok(best)
}
