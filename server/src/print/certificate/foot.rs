//! The foot of a certificate: who signs, the highest at the right, and where it is verified.

use super::layout::{Sheet, balanced};
use super::{Certificate, place, words};
use crate::print::canvas::{Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::picture::Picture;
use crate::print::structure::Role;
use crate::print::text::{Line, Paragraph, Place, Style, fit, single};
use crate::print::typography::spaced;
use crate::print::{Locale, PrintError, qr};
use app::certificates::templates::model::{Language, Signatory};
use std::sync::Arc;

/// The QR code without its quiet zone, which is white paper: what it carries is long.
const QR_SIDE: f32 = mm(38.0);
/// The column of the QR code and what is written under it.
const QR_COLUMN: f32 = mm(42.0);
/// Between that column and who signs.
const APART: f32 = mm(5.0);
/// The room for a signature.
const SIGNATURE: f32 = mm(17.0);
/// The narrowest column in which an office and a name are read well.
const NARROWEST: f32 = mm(46.0);

/// The foot, set but not drawn: the text above it takes what room it leaves.
pub struct Foot {
    columns: Vec<Column>,
    right: f32,
    signed: f32,
    verification: Verification,
    x: f32,
    bottom: f32,
    /// Where it begins.
    pub top: f32,
}

impl Foot {
    /// Sets the foot at the bottom of an area.
    pub fn set(certificate: &Certificate, sheet: Sheet, inside: Area) -> Result<Self, PrintError> {
        let verification = Verification::set(certificate)?;
        let (right, bottom) = (inside.right(), inside.bottom());
        let beside = columns(certificate, inside.width - QR_COLUMN - APART)?;
        let is_tight = sheet.upright && beside.len() > 2 && beside.iter().any(|one| one.width + mm(5.0) < NARROWEST);
        let above = bottom - verification.height;
        // Upright, many sign in a row of their own, and the QR code stands below them, in the middle.
        let (columns, x, signed) = if is_tight {
            (columns(certificate, inside.width)?, inside.x + (inside.width - QR_COLUMN) / 2.0, above - mm(4.0))
        } else {
            (beside, inside.x, bottom)
        };
        let top = above.min(signed - height(&columns));
        Ok(Self { columns, right, signed, verification, x, bottom, top })
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas) -> Result<(), PrintError> {
        sign(canvas, &self.columns, self.right, self.signed);
        self.verification.draw(canvas, self.x, self.bottom)
    }
}

/// The QR code above its number and address.
struct Verification {
    number: Vec<Line>,
    verify: Line,
    address: Vec<Line>,
    size: f32,
    /// What the code and the link carry: the address, and behind it what is signed.
    carried: String,
    /// From where the code begins to its last line.
    height: f32,
}

impl Verification {
    /// From the number to what stands before the address.
    const NUMBER: f32 = 10.2;
    /// From the code to the number: its quiet zone, of four modules, is left free.
    const CODE: f32 = 14.5;

    fn set(certificate: &Certificate) -> Result<Self, PrintError> {
        let place = |what, lines, smallest| Place { what, width: QR_COLUMN, lines, smallest };
        let (size, address) = fit(&certificate.verify_url, Style::new(Face::Sans, 6.8), place(place::ADDRESS, 3, 4.5))?;
        let style = Style::new(Face::SansBold, 8.6);
        let (_, number) = fit(&words::number(certificate), style, place(place::NUMBER, 1, 5.0))?;
        let style = Style::new(Face::Sans, 6.8).ink(Ink::GREY);
        let verify = single(words::verify(certificate.design.language), style)?;
        let statement = certificate.statement.as_ref().map(|statement| format!("#{statement}"));
        let carried = format!("{}{}", certificate.verify_url, statement.unwrap_or_default());
        let lines: f32 = address.iter().map(|_| size * 1.3).sum();
        let height = lines + Self::NUMBER + Self::CODE + QR_SIDE;
        Ok(Self { number, verify, address, size, carried, height })
    }

    fn draw(&self, canvas: &mut Canvas, x: f32, bottom: f32) -> Result<(), PrintError> {
        let leading = self.size * 1.3;
        let above = bottom - self.address.iter().map(|_| leading).sum::<f32>();
        let top = bottom - self.height;
        qr::draw_bare(canvas, &self.carried, x, top, QR_SIDE)?;
        canvas.within(Role::Paragraph, |canvas| {
            for line in &self.number {
                canvas.text(line, x, above - Self::NUMBER);
            }
        });
        canvas.within(Role::Paragraph, |canvas| {
            canvas.text(&self.verify, x, above);
            canvas.within(Role::Link, |canvas| {
                let mut y = above;
                for line in &self.address {
                    y += leading;
                    canvas.text(line, x, y);
                    let area = Area { x, y: y - self.size, width: line.width, height: leading };
                    canvas.link(area, &Target::Address(self.carried.clone()));
                }
            });
        });
        Ok(())
    }
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

/// Between lines of names.
const LEADING: f32 = 13.0;

fn offices(columns: &[Column]) -> f32 {
    columns.iter().map(|one| one.office.iter().map(|(leading, _)| *leading).sum::<f32>()).fold(0.0, f32::max)
}

fn names(columns: &[Column]) -> f32 {
    let lines = columns.iter().map(|one| one.name.len()).max().unwrap_or_default();
    LEADING * f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

/// The height of those who sign.
fn height(columns: &[Column]) -> f32 {
    if columns.is_empty() { 0.0 } else { offices(columns) + SIGNATURE + names(columns) }
}

/// Offices above, names below on one height, signatures between.
fn sign(canvas: &mut Canvas, columns: &[Column], right: f32, bottom: f32) {
    let top = bottom - height(columns);
    let mut right = right;
    for column in columns {
        let whole = column.width + mm(5.0);
        let centre = right - whole / 2.0;
        canvas.within(Role::Paragraph, |canvas| {
            let mut y = top;
            for (leading, line) in &column.office {
                canvas.text_centred(line, centre, y + leading * 0.76);
                y += leading;
            }
            y = bottom - names(columns) + LEADING * 0.9;
            for line in &column.name {
                canvas.text_centred(line, centre, y);
                y += LEADING;
            }
        });
        if let Some(picture) = &column.picture {
            let y = top + offices(columns);
            let room = Area { x: centre - column.width / 2.0, y, width: column.width, height: SIGNATURE };
            canvas.picture(picture, within(picture, room.inset(mm(0.8))));
        }
        right -= whole;
    }
}

/// As large as it can be in a room, on its floor, in its middle.
fn within(picture: &Picture, room: Area) -> Area {
    let width = room.width.min(room.height * picture.aspect());
    let height = width / picture.aspect();
    Area { x: room.x + (room.width - width) / 2.0, y: room.bottom() - height, width, height }
}
