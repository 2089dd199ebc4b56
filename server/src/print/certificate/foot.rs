//! The foot of a certificate: who signs, the highest at the right, and where it is verified.

use super::layout::{Sheet, balanced};
use super::{Certificate, place, words};
use crate::print::canvas::{Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::picture::Picture;
use crate::print::text::{Line, Paragraph, Place, Style, fit, single};
use crate::print::typography::spaced;
use crate::print::{Locale, PrintError, qr};
use app::certificates::templates::model::{Language, Signatory};
use std::sync::Arc;

/// The QR code with its quiet zone: what it carries is long.
const QR_SIDE: f32 = mm(38.0);
/// The column of the QR code and what is written under it.
const QR_COLUMN: f32 = mm(42.0);
/// Between that column and who signs.
const APART: f32 = mm(5.0);
/// The room for a signature.
const SIGNATURE: f32 = mm(17.0);
/// The narrowest column in which an office and a name are read well.
const NARROWEST: f32 = mm(46.0);

/// Draws the foot at the bottom of an area; returns where it begins.
pub fn draw(canvas: &mut Canvas, certificate: &Certificate, sheet: Sheet, inside: Area) -> Result<f32, PrintError> {
    let signs = columns(certificate, inside.width - QR_COLUMN - APART)?;
    let is_tight = sheet.upright && signs.len() > 2 && signs.iter().any(|one| one.width + mm(5.0) < NARROWEST);
    if is_tight {
        // Upright, many sign in a row of their own, and the QR code stands below them, in the middle.
        let signs = columns(certificate, inside.width)?;
        let x = inside.x + (inside.width - QR_COLUMN) / 2.0;
        let top = verification(canvas, certificate, x, inside.bottom())?;
        return Ok(sign(canvas, &signs, inside.right(), top - mm(4.0)));
    }
    let top = verification(canvas, certificate, inside.x, inside.bottom())?;
    let signed = sign(canvas, &signs, inside.right(), inside.bottom());
    Ok(top.min(signed))
}

/// The QR code above its number and address; returns where its dark modules begin.
fn verification(canvas: &mut Canvas, certificate: &Certificate, x: f32, bottom: f32) -> Result<f32, PrintError> {
    // What stands behind the hash is for the reader of the code alone.
    let printed = certificate.verify_url.split('#').next().unwrap_or_default();
    let place = |what, lines, smallest| Place { what, width: QR_COLUMN, lines, smallest };
    let (size, address) = fit(printed, Style::new(Face::Sans, 6.8), place(place::ADDRESS, 3, 4.5))?;
    let (_, number) = fit(&words::number(certificate), Style::new(Face::SansBold, 8.6), place(place::NUMBER, 1, 5.0))?;
    let verify = single(words::verify(certificate.design.language), Style::new(Face::Sans, 6.8).ink(Ink::GREY))?;
    let mut y = bottom;
    for line in address.iter().rev() {
        canvas.text(line, x, y);
        let area = Area { x, y: y - size, width: line.width, height: size * 1.3 };
        canvas.link(area, &Target::Address(certificate.verify_url.clone()));
        y -= size * 1.3;
    }
    canvas.text(&verify, x, y);
    y -= 10.2;
    for line in &number {
        canvas.text(line, x, y);
    }
    y -= 9.4;
    // The quiet zone is part of the code: its modules, not its edge, stand on the margin.
    let quiet = qr::quiet_zone(&certificate.verify_url, QR_SIDE)?;
    qr::draw(canvas, &certificate.verify_url, x - quiet, y - QR_SIDE + quiet, QR_SIDE)?;
    Ok(y - QR_SIDE + 2.0 * quiet)
}

/// One who signs, set in their column.
struct Column {
    width: f32,
    office: Vec<(f32, Line)>,
    name: Vec<Line>,
    picture: Option<Arc<Picture>>,
}

fn columns(certificate: &Certificate, width: f32) -> Result<Vec<Column>, PrintError> {
    let signatories = &certificate.design.signatories;
    let count = u16::try_from(signatories.len()).unwrap_or(u16::MAX).max(2);
    let width = width / f32::from(count) - mm(5.0);
    signatories.iter().map(|signatory| column(certificate, signatory, width)).collect()
}

fn column(certificate: &Certificate, signatory: &Signatory, width: f32) -> Result<Column, PrintError> {
    let language = certificate.first_language();
    let mut office = Vec::new();
    let first = signatory.office(language);
    office.extend(office_lines(first, language, Style::new(Face::Serif, 10.0), width)?);
    let second = signatory.office(Locale::en);
    if certificate.design.language == Language::Both && second != first {
        let style = Style::new(Face::SerifItalic, 8.8).ink(Ink::GREY);
        office.extend(office_lines(second, Locale::en, style, width)?);
    }
    let name = words::plain(certificate, &signatory.name, language);
    let place = Place { what: place::SIGNATORY, width, lines: 2, smallest: 6.0 };
    let (size, mut lines) = fit(name.trim(), Style::new(Face::SerifBold, 11.0), place)?;
    if lines.len() > 1 {
        lines = balanced(&Paragraph::plain(name.trim(), Style::new(Face::SerifBold, size))?, width)?;
    }
    let picture = signatory.image.map(|image| certificate.picture(image)).transpose()?.flatten();
    Ok(Column { width, office, name: lines, picture })
}

/// Offices stand side by side: all at one size, on as many lines as they need, and smaller
/// only if that is not enough.
fn office_lines(text: &str, language: Locale, style: Style, width: f32) -> Result<Vec<(f32, Line)>, PrintError> {
    const LINES: usize = 3;
    let text = spaced(text, None, language);
    let paragraph = Paragraph::plain(&text, style)?;
    let mut lines = balanced(&paragraph, width)?;
    let mut size = style.size;
    if lines.len() > LINES || paragraph.longest_word() > width {
        (size, lines) = fit(&text, style, Place { what: place::OFFICE, width, lines: LINES, smallest: 6.0 })?;
    }
    Ok(lines.into_iter().map(|line| (size * 1.3, line)).collect())
}

/// Offices above, names below on one height, signatures between; returns where they begin.
fn sign(canvas: &mut Canvas, columns: &[Column], right: f32, bottom: f32) -> f32 {
    const LEADING: f32 = 13.0;
    let offices =
        columns.iter().map(|one| one.office.iter().map(|(leading, _)| *leading).sum::<f32>()).fold(0.0, f32::max);
    let lines = columns.iter().map(|one| one.name.len()).max().unwrap_or_default();
    let names = LEADING * f32::from(u16::try_from(lines).unwrap_or(u16::MAX));
    let top = bottom - names - SIGNATURE - offices;
    let mut right = right;
    for column in columns {
        let whole = column.width + mm(5.0);
        let centre = right - whole / 2.0;
        let mut y = top;
        for (leading, line) in &column.office {
            canvas.text_centred(line, centre, y + leading * 0.76);
            y += leading;
        }
        let first = bottom - names + LEADING * 0.9;
        for (index, line) in column.name.iter().enumerate() {
            let down = LEADING * f32::from(u16::try_from(index).unwrap_or(u16::MAX));
            canvas.text_centred(line, centre, first + down);
        }
        if let Some(picture) = &column.picture {
            let room =
                Area { x: centre - column.width / 2.0, y: top + offices, width: column.width, height: SIGNATURE };
            canvas.picture(picture, within(picture, room.inset(mm(0.8))));
        }
        right -= whole;
    }
    if columns.is_empty() { bottom } else { top }
}

/// As large as it can be in a room, on its floor, in its middle.
fn within(picture: &Picture, room: Area) -> Area {
    let width = room.width.min(room.height * picture.aspect);
    let height = width / picture.aspect;
    Area { x: room.x + (room.width - width) / 2.0, y: room.bottom() - height, width, height }
}
