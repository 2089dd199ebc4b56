//! The slip at the foot: the code in groups that can be read aloud, and the same
//! as a QR code that a telephone opens.

use super::{Invited, Letters, words};
use crate::print::canvas::{A4_SHORT, Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Line, Place, Style, fit, single};
use crate::print::{PrintError, qr};

/// The QR code with its quiet zone.
const QR_SIDE: f32 = mm(45.0);
/// Between the frames of two groups.
const GAP: f32 = mm(3.0);
const FRAME: f32 = mm(14.0);

/// Draws the slip in an area whose upper edge is the line to tear along.
pub fn draw(canvas: &mut Canvas, letters: &Letters, invited: &Invited, area: Area) -> Result<(), PrintError> {
    let words = words::words(letters.language);
    tear_line(canvas, words.tear_off, area.y)?;
    let text = Area { width: area.width - QR_SIDE - mm(1.0), ..area };
    let mut y = area.y + mm(5.5);
    let name = invited.name.to_string();
    y = put(canvas, &name, Style::new(Face::SansBold, 12.0), place("name", text.width, 2), (text.x, y))?;
    let slip = words::slip(letters);
    let style = Style::new(Face::Sans, 8.8);
    y = put(canvas, &slip, style, place("workshop", text.width, 2), (text.x, y))? + mm(3.0);
    let style = Style::new(Face::SansBold, 9.0).tracked(40.0).ink(Ink::GREEN);
    y = put(canvas, words.code, style, place("label", text.width, 1), (text.x, y))? + mm(1.6);
    canvas.within(Role::Paragraph, |canvas| code(canvas, &invited.code, Area { y, height: FRAME, ..text }))?;
    y += FRAME + mm(2.2);
    let style = Style::new(Face::Sans, 9.2);
    y = put(canvas, &words::how_to_open(letters), style, place("address", text.width, 3), (text.x, y))? + mm(1.2);
    put(canvas, words.personal, Style::new(Face::SansBold, 9.2), place("warning", text.width, 2), (text.x, y))?;
    let square = Area { x: area.right() - QR_SIDE + mm(4.0), y: area.y + mm(6.5), width: QR_SIDE, height: QR_SIDE };
    canvas.within(Role::Link, |canvas| {
        canvas.link(square, &Target::Address(invited.address.clone()));
        qr::draw(canvas, &invited.address, square.x, square.y, QR_SIDE)
    })
}

/// The line along which the slip is torn off, from edge to edge of the sheet.
fn tear_line(canvas: &mut Canvas, words: &str, y: f32) -> Result<(), PrintError> {
    let label = single(words, Style::new(Face::SansItalic, 7.6))?;
    let middle = A4_SHORT / 2.0;
    let half = label.width / 2.0 + mm(2.0);
    canvas.dots((mm(5.0), y), (middle - half, y), Ink::BLACK);
    canvas.dots((middle + half, y), (A4_SHORT - mm(5.0), y), Ink::BLACK);
    canvas.within(Role::Paragraph, |canvas| canvas.text_centred(&label, middle, y + 2.6));
    Ok(())
}

fn place(what: &'static str, width: f32, lines: usize) -> Place {
    Place { what, width, lines, smallest: 5.5 }
}

/// Puts a text below a point; returns where it ends.
fn put(canvas: &mut Canvas, text: &str, style: Style, place: Place, at: (f32, f32)) -> Result<f32, PrintError> {
    let (size, lines) = fit(text.trim(), style, place)?;
    let mut y = at.1;
    canvas.within(Role::Paragraph, |canvas| {
        for line in &lines {
            y += size * 1.32;
            canvas.text(line, at.0, y - size * 0.22);
        }
    });
    Ok(y)
}

/// The groups of the code, each in a frame.
fn code(canvas: &mut Canvas, code: &str, area: Area) -> Result<(), PrintError> {
    let groups: Vec<&str> = code.split('-').collect();
    let count = f32::from(u16::try_from(groups.len()).unwrap_or(1));
    let width = (area.width - GAP * (count - 1.0)) / count;
    let mut frame = Area { width, ..area };
    for group in groups {
        let style = Style::new(Face::SansBold, 25.0).tracked(50.0);
        let (size, lines) =
            fit(group, style, Place { what: "code", width: width - mm(3.0), lines: 1, smallest: 12.0 })?;
        canvas.frame(frame, 1.0, Ink::BLACK);
        for line in &lines {
            canvas.text_centred(&untracked(line, size), frame.x + width / 2.0, frame.y + FRAME / 2.0 + size * 0.36);
        }
        frame.x += width + GAP;
    }
    Ok(())
}

/// The same without the space after its last letter, so that it stands in the middle.
fn untracked(line: &Line, size: f32) -> Line {
    Line { width: line.width - size * 0.05, ..line.clone() }
}
