//! One badge: who issues it, the name as large as there is room for, below it who sends
//! the wearer and to what, beside the code.

use super::{Badges, Wearer};
use crate::print::canvas::{Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Line, Place, Style, drawable, fit_or_cut, single};
use crate::print::typography::spaced;
use crate::print::{Locale, PrintError, qr};
use app::ui::format::range;

/// From the edge of a badge to what stands on it.
const PADDING: f32 = mm(4.0);
/// Where the name begins, and where what is below it does.
const NAME: f32 = mm(14.2);
const BELOW: f32 = mm(29.4);
/// The side of the code: 21 modules, of which each is more than three dots of a picture
/// of 100 dpi.
const CODE: f32 = mm(18.6);
/// Between the code and the text: four modules, as ISO/IEC 18004 wants.
const QUIET: f32 = mm(3.6);

/// Lines of a size.
type Set = (f32, Vec<Line>);

/// Draws a badge.
pub fn draw(canvas: &mut Canvas, badges: &Badges, wearer: &Wearer, card: Area) -> Result<(), PrintError> {
    let inner = Area { x: card.x + PADDING, width: card.width - 2.0 * PADDING, ..card };
    head(canvas, badges, inner)?;
    name(canvas, wearer, Area { y: card.y + NAME, height: BELOW - NAME - mm(1.2), ..inner })?;
    let column = Area { y: card.y + BELOW, width: inner.width - CODE - QUIET, height: mm(21.8), ..inner };
    sender(canvas, badges, wearer, column)?;
    code(canvas, wearer, (inner.right() - CODE, card.y + BELOW - mm(0.4)))
}

fn said(text: &str, language: Locale) -> String {
    spaced(&drawable(text.trim()), None, language)
}

fn set(text: &str, style: Style, width: f32, lines: usize, smallest: f32) -> Result<Set, PrintError> {
    if text.is_empty() {
        return Ok((style.size, Vec::new()));
    }
    fit_or_cut(text, style, Place { what: "badge", width, lines, smallest })
}

fn height((size, lines): &Set, leading: f32) -> f32 {
    lines.iter().map(|_| size * leading).sum()
}

/// A paragraph from `y`; returns where it ends.
fn stack(canvas: &mut Canvas, set: &Set, x: f32, y: f32, leading: f32) -> f32 {
    if set.1.is_empty() {
        return y;
    }
    canvas.within(Role::Paragraph, |canvas| lines(canvas, set, x, y, leading))
}

/// Lines below each other from `y`; returns where they end.
fn lines(canvas: &mut Canvas, (size, lines): &Set, x: f32, mut y: f32, leading: f32) -> f32 {
    for line in lines {
        canvas.text(line, x, y + size * (leading - 0.3));
        y += size * leading;
    }
    y
}

/// The State and its ministry at the left, partners at the right, the programme below.
fn head(canvas: &mut Canvas, badges: &Badges, inner: Area) -> Result<(), PrintError> {
    const SIZE: f32 = 5.2;
    const LEADING: f32 = 1.22;
    let language = badges.language;
    let heading = &badges.heading;
    let width = inner.width * 0.48;
    let top = inner.y + mm(2.6);
    let state = set(
        &said(&heading.state.to_uppercase(), language),
        Style::new(Face::SansBold, SIZE).tracked(40.0),
        width,
        1,
        4.4,
    )?;
    let y = stack(canvas, &state, inner.x, top, LEADING);
    let ministry = set(
        &said(heading.ministry.first().map_or("", String::as_str), language),
        Style::new(Face::Sans, SIZE),
        width,
        2,
        4.4,
    )?;
    stack(canvas, &ministry, inner.x, y, LEADING);
    let partners = said(&heading.partners.join(" · "), language);
    let (size, lines) = set(&partners, Style::new(Face::Sans, SIZE).ink(Ink::GREY), width, 3, 4.4)?;
    canvas.within(Role::Paragraph, |canvas| {
        for (line, place) in lines.iter().zip(0_u8..) {
            canvas.text_right(line, inner.right(), top + size * (LEADING - 0.3) + size * LEADING * f32::from(place));
        }
    });
    let bottom = inner.y + NAME - mm(0.9);
    let programme =
        set(&said(&badges.programme, language), Style::new(Face::SansBold, 6.0).ink(Ink::GREEN), inner.width, 1, 4.8)?;
    let above = bottom - mm(0.9) - height(&programme, 1.1);
    stack(canvas, &programme, inner.x, above, 1.1);
    canvas.rule((inner.x, bottom), (inner.right(), bottom), 0.9, Ink::GREEN);
    Ok(())
}

/// The family name large, given names below it; both smaller until they fit together.
fn name(canvas: &mut Canvas, wearer: &Wearer, room: Area) -> Result<(), PrintError> {
    const LEADING: f32 = 1.16;
    let (family, given) = (drawable(wearer.family_name.trim()), drawable(wearer.given_names.trim()));
    let mut sets = Vec::new();
    for scale in [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42] {
        sets.clear();
        for (text, face, size) in [(&family, Face::SansBold, 19.0), (&given, Face::Sans, 14.0)] {
            // At the last there are as many lines as fill the room.
            let most = if scale < 0.5 { 3 } else { 2 };
            sets.push(set(text, Style::new(face, size * scale), room.width, most, 5.2_f32.min(size * scale))?);
        }
        if sets.iter().map(|set| height(set, LEADING)).sum::<f32>() <= room.height {
            break;
        }
    }
    let used: f32 = sets.iter().map(|set| height(set, LEADING)).sum();
    let mut y = room.y + (room.height - used).max(0.0) / 2.0;
    canvas.within(Role::Heading(1), |canvas| {
        for set in &sets {
            y = lines(canvas, set, room.x, y, LEADING);
        }
    });
    Ok(())
}

/// Who sends the wearer, from above; to which workshop, from below.
fn sender(canvas: &mut Canvas, badges: &Badges, wearer: &Wearer, column: Area) -> Result<(), PrintError> {
    const LEADING: f32 = 1.2;
    let language = badges.language;
    let institution = set(&said(&wearer.institution, language), Style::new(Face::SansBold, 7.6), column.width, 2, 5.2)?;
    let function = set(&said(&wearer.function, language), Style::new(Face::Sans, 7.4), column.width, 2, 5.2)?;
    let y = stack(canvas, &institution, column.x, column.y, LEADING);
    stack(canvas, &function, column.x, y + mm(0.4), LEADING);
    let style = Style::new(Face::Sans, 6.2).ink(Ink::GREY);
    let workshop = set(&said(&badges.workshop, language), style, column.width, 2, 5.0)?;
    let days = range(language, badges.days.0, badges.days.1);
    let place = set(&format!("{} · {days}", said(&badges.city, language)), style, column.width, 1, 4.6)?;
    let top = column.bottom() - height(&workshop, LEADING) - height(&place, LEADING);
    let y = stack(canvas, &workshop, column.x, top, LEADING);
    stack(canvas, &place, column.x, y, LEADING);
    Ok(())
}

/// The code for a camera, and the same for people below it.
fn code(canvas: &mut Canvas, wearer: &Wearer, (x, y): (f32, f32)) -> Result<(), PrintError> {
    qr::draw_bare(canvas, &wearer.payload, x, y, CODE)?;
    let line = single(&wearer.code, Style::new(Face::SansBold, 7.6).tracked(60.0))?;
    canvas.within(Role::Paragraph, |canvas| canvas.text_centred(&line, x + CODE / 2.0, y + CODE + mm(4.0)));
    Ok(())
}
