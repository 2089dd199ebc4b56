//! One side of a sign: who holds the workshop, the name as large as there is room for,
//! who sends the person, and what for.

use super::{Sitter, TableSigns};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Fill, Line, Paragraph, Place, Style, drawable, fit_or_cut};
use crate::print::typography::spaced;
use crate::print::{PrintError, heading};
use app::ui::format::range;

const LEFT: f32 = mm(14.0);
const WIDTH: f32 = A4_LONG - 2.0 * LEFT;
/// The name at its largest and at its smallest.
const LARGEST: f32 = 84.0;
const SMALLEST: f32 = 9.0;
const LEADING: f32 = 1.14;

/// Draws the lower half of a sign.
pub fn draw(canvas: &mut Canvas, signs: &TableSigns, sitter: &Sitter) -> Result<(), PrintError> {
    let language = signs.language;
    let area = Area { x: LEFT, y: A4_SHORT / 2.0 + mm(5.0), width: WIDTH, height: 0.0 };
    let top = heading::draw(canvas, &signs.heading, language, area, 7.2)? + mm(2.0);
    let bottom = foot(canvas, signs)?;
    let sent = [
        (&sitter.institution, Style::new(Face::SansBold, 19.0), 2),
        (&sitter.role, Style::new(Face::Sans, 17.0).ink(Ink::GREY), 1),
    ];
    let mut below = Vec::new();
    for (text, style, lines) in sent {
        let text = spaced(&drawable(text.trim()), None, language);
        if !text.is_empty() {
            below.push(fit_or_cut(&text, style, Place { what: "sender", width: WIDTH * 0.92, lines, smallest: 9.0 })?);
        }
    }
    let sent: f32 = below.iter().map(|(size, lines)| stacked(*size, lines)).sum();
    let room = (bottom - top - sent - mm(3.0)).max(SMALLEST * LEADING);
    let (size, lines) = largest(&drawable(sitter.name.trim()), room)?;
    let mut y = top + (room - stacked(size, &lines)).max(0.0) / 2.0;
    y = canvas.within(Role::Heading(1), |canvas| centred(canvas, size, &lines, y)) + mm(1.0);
    for (size, lines) in &below {
        y = canvas.within(Role::Paragraph, |canvas| centred(canvas, *size, lines, y));
    }
    Ok(())
}

fn stacked(size: f32, lines: &[Line]) -> f32 {
    lines.iter().map(|_| size * LEADING).sum()
}

/// Lines below each other in the middle of the page; returns where they end.
fn centred(canvas: &mut Canvas, size: f32, lines: &[Line], mut y: f32) -> f32 {
    for line in lines {
        canvas.text_centred(line, A4_LONG / 2.0, y + size * 0.9);
        y += size * LEADING;
    }
    y
}

/// The name at the largest size at which it fits in whole words; torn only where nothing
/// else is left.
fn largest(name: &str, room: f32) -> Result<(f32, Vec<Line>), PrintError> {
    let mut size = LARGEST;
    while size > SMALLEST {
        let paragraph = Paragraph::plain(name, Style::new(Face::SansBold, size))?;
        if paragraph.longest_word() <= WIDTH {
            let lines = paragraph.lines(WIDTH, Fill::Ragged)?;
            if lines.len() <= 3 && stacked(size, &lines) <= room {
                return Ok((size, lines));
            }
        }
        size *= 0.96;
    }
    let place = Place { what: "name", width: WIDTH, lines: 3, smallest: SMALLEST };
    fit_or_cut(name, Style::new(Face::SansBold, SMALLEST), place)
}

/// To what, where and when; returns where the room above it ends.
fn foot(canvas: &mut Canvas, signs: &TableSigns) -> Result<f32, PrintError> {
    let style = Style::new(Face::Sans, 9.0).ink(Ink::GREY);
    let days = range(signs.language, signs.days.0, signs.days.1);
    let workshop = spaced(&drawable(signs.workshop.trim()), None, signs.language);
    let text = format!("{workshop} · {} · {days}", drawable(&signs.city));
    let y = A4_SHORT - mm(7.0);
    let lines = fit_or_cut(&text, style, Place { what: "workshop", width: WIDTH, lines: 1, smallest: 6.5 })?.1;
    canvas.within(Role::Paragraph, |canvas| {
        for line in &lines {
            canvas.text_centred(line, A4_LONG / 2.0, y);
        }
    });
    let rule = y - mm(5.0);
    canvas.rule((A4_LONG / 2.0 - mm(30.0), rule), (A4_LONG / 2.0 + mm(30.0), rule), 0.9, Ink::GREEN);
    Ok(rule - mm(3.0))
}
