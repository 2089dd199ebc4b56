//! Badges, ten to a sheet of A4: 85 × 54 mm each, as holders are sold, with marks to cut
//! along. Each has the QR code that the sign-in sheet has too, for the scanner.

mod card;
mod words;

use super::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use super::finish::{About, finish};
use super::fonts::Face;
use super::text::{Style, single};
use super::{Heading, Locale, PrintError, foot};
use chrono::NaiveDate;

/// The size of a badge.
const CARD: (f32, f32) = (mm(85.0), mm(54.0));
/// How many stand beside and below each other.
const GRID: (u16, u16) = (2, 5);
/// The corner of the first.
const CORNER: (f32, f32) = (mm(20.0), mm(13.5));

/// Whose badge it is. What is empty is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wearer {
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// Institution.
    pub institution: String,
    /// Function there.
    pub function: String,
    /// What people read and type.
    pub code: String,
    /// What the QR code holds.
    pub payload: String,
}

/// The badges of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badges {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who holds the workshop.
    pub heading: Heading,
    /// The campaign or programme.
    pub programme: String,
    /// The workshop.
    pub workshop: String,
    /// Where it is held.
    pub city: String,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Who wears them.
    pub wearers: Vec<Wearer>,
}

/// Prints the badges, a sheet for each ten.
///
/// # Errors
///
/// [`PrintError::Nothing`] if there is nobody; [`PrintError::MissingGlyph`].
pub fn render(badges: &Badges) -> Result<Vec<u8>, PrintError> {
    if badges.wearers.is_empty() {
        return Err(PrintError::Nothing("nobody wears a badge"));
    }
    let sheets: Vec<&[Wearer]> = badges.wearers.chunks(usize::from(GRID.0 * GRID.1)).collect();
    let mut pages = Vec::with_capacity(sheets.len());
    for (number, wearers) in (1..).zip(&sheets) {
        let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
        let corners = (0..GRID.1).flat_map(|row| (0..GRID.0).map(move |column| corner(column, row)));
        for (wearer, (x, y)) in wearers.iter().zip(corners) {
            card::draw(&mut canvas, badges, wearer, Area { x, y, width: CARD.0, height: CARD.1 })?;
        }
        marks(&mut canvas);
        canvas.ornament(|canvas| edge(canvas, badges.language, number, sheets.len()))?;
        pages.push(canvas.into_page());
    }
    let about = About {
        title: format!("{} – {}", words::TITLE, badges.workshop),
        subject: &badges.programme,
        language: badges.language,
        dated: badges.days.0,
    };
    finish(&about, pages, &[])
}

/// The upper left corner of a badge.
fn corner(column: u16, row: u16) -> (f32, f32) {
    (CORNER.0 + CARD.0 * f32::from(column), CORNER.1 + CARD.1 * f32::from(row))
}

/// Where to cut: in the margins, so that nothing is left of it on a badge, and a small
/// cross where four meet.
fn marks(canvas: &mut Canvas) {
    const AWAY: f32 = mm(1.5);
    const LONG: f32 = mm(5.0);
    const CROSS: f32 = mm(1.2);
    let (left, top) = corner(0, 0);
    let (right, bottom) = corner(GRID.0, GRID.1);
    for column in 0..=GRID.0 {
        let (x, _) = corner(column, 0);
        canvas.rule((x, top - AWAY - LONG), (x, top - AWAY), 0.5, Ink::BLACK);
        canvas.rule((x, bottom + AWAY), (x, bottom + AWAY + LONG), 0.5, Ink::BLACK);
    }
    for row in 0..=GRID.1 {
        let (_, y) = corner(0, row);
        canvas.rule((left - AWAY - LONG, y), (left - AWAY, y), 0.5, Ink::BLACK);
        canvas.rule((right + AWAY, y), (right + AWAY + LONG, y), 0.5, Ink::BLACK);
    }
    for (column, row) in (1..GRID.0).flat_map(|column| (1..GRID.1).map(move |row| (column, row))) {
        let (x, y) = corner(column, row);
        canvas.rule((x - CROSS, y), (x + CROSS, y), 0.4, Ink::RULE);
        canvas.rule((x, y - CROSS), (x, y + CROSS), 0.4, Ink::RULE);
    }
}

/// How to print and cut, and which sheet it is, below the badges.
fn edge(canvas: &mut Canvas, language: Locale, page: usize, pages: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 7.0).ink(Ink::GREY);
    let (left, _) = corner(0, 0);
    let (right, bottom) = corner(GRID.0, GRID.1);
    let y = bottom + mm(5.5);
    canvas.text(&single(words::how(language), style)?, left + mm(2.5), y);
    canvas.text_right(&single(&foot::page_of(page, pages, language), style)?, right - mm(2.5), y);
    Ok(())
}

#[cfg(test)]
mod tests;
