//! The head of a certificate: logos in the order of protocol, the State's at the left, the
//! partners' at the right, and below them who issues it.

use super::layout::Sheet;
use super::{Certificate, place};
use crate::print::canvas::{Area, Canvas, mm};
use crate::print::heading::{self, Setting, with_support};
use crate::print::picture::Picture;
use crate::print::{Locale, PrintError};
use app::certificates::templates::model::{Language, Spot};
use std::sync::Arc;

/// Between logos of a row.
const GAP: f32 = mm(4.0);
/// The lowest that a logo may become.
const LOWEST: f32 = mm(5.0);

/// A row of logos.
struct Row {
    logos: Vec<(Arc<Picture>, f32, f32)>,
    width: f32,
    height: f32,
}

/// Draws the head in the upper part of an area; returns where it ends.
pub fn draw(canvas: &mut Canvas, certificate: &Certificate, sheet: Sheet, area: Area) -> Result<f32, PrintError> {
    let share = if sheet.upright { 0.46 } else { 0.4 };
    let has_head = certificate.design.logos.iter().any(|logo| logo.spot == Spot::Head);
    let room = if has_head { area.width / 3.0 - GAP } else { area.width * share };
    let tallest = if sheet.upright { mm(19.0) } else { mm(16.0) };
    let row = |spot| row(certificate, spot, room, tallest);
    let [state, head, partners] = [row(Spot::State)?, row(Spot::Head)?, row(Spot::Partners)?];
    let height = state.height.max(head.height).max(partners.height);
    let column = area.width * share;
    state.draw(canvas, area.x + column / 2.0, area.y, height);
    head.draw(canvas, area.x + area.width / 2.0, area.y, height);
    partners.draw(canvas, area.right() - column / 2.0, area.y, height);
    let below = if height > 0.0 { height + mm(2.6) } else { 0.0 };
    // Upright, the columns meet: what stands in the middle keeps them below it.
    let both = sheet.upright && has_head;
    let down = |row: &Row| if both || row.height > 0.0 { below } else { 0.0 };
    let label = match certificate.design.language {
        Language::Both => format!("{} · {}", with_support(Locale::fr), with_support(Locale::en)),
        _ => with_support(certificate.first_language()).to_owned(),
    };
    let setting = Setting { size: 9.5, share, down: (down(&state), down(&partners)), ink: sheet.ink, label: &label };
    let end = heading::draw_as(canvas, &certificate.heading, certificate.first_language(), area, setting)?;
    Ok(end.max(area.y + height))
}

/// The logos of a spot: all of about the same area, so that none looks larger than another,
/// and all smaller where they have no room.
fn row(certificate: &Certificate, spot: Spot, room: f32, tallest: f32) -> Result<Row, PrintError> {
    let mut logos = Vec::new();
    for logo in certificate.design.logos.iter().filter(|logo| logo.spot == spot) {
        let Some(picture) = certificate.picture(logo.image)? else { continue };
        let height = (tallest / picture.aspect().sqrt() * 0.92).min(tallest);
        logos.push((Arc::clone(&picture), height * picture.aspect(), height));
    }
    let gaps = GAP * f32::from(u16::try_from(logos.len().saturating_sub(1)).unwrap_or(u16::MAX));
    let natural: f32 = logos.iter().map(|(_, width, _)| width).sum();
    if natural + gaps > room {
        let scale = (room - gaps) / natural;
        for (_, width, height) in &mut logos {
            *width *= scale;
            *height *= scale;
        }
    }
    // A line that is drawn as a logo is as low as it is.
    let too_low = |(picture, _, height): &(Arc<Picture>, f32, f32)| *height < LOWEST && picture.aspect() < 8.0;
    if gaps >= room || logos.iter().any(too_low) {
        return Err(PrintError::too_long(place::LOGOS, spot.as_str()));
    }
    let width = logos.iter().map(|(_, width, _)| width).sum::<f32>() + gaps;
    let height = logos.iter().map(|(_, _, height)| *height).fold(0.0, f32::max);
    Ok(Row { logos, width, height })
}

impl Row {
    /// All on one middle line.
    fn draw(&self, canvas: &mut Canvas, centre: f32, top: f32, height: f32) {
        let mut x = centre - self.width / 2.0;
        for (picture, width, own) in &self.logos {
            canvas.picture(picture, Area { x, y: top + (height - own) / 2.0, width: *width, height: *own });
            x += width + GAP;
        }
    }
}
