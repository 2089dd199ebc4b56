//! From characters to lines of placed glyphs.
//!
//! `shape` turns words into glyphs, `paragraph` finds where a text may break,
//! `lines` chooses where it does, `fit` makes a text fit its place.

mod fit;
mod hyphens;
mod lines;
mod paragraph;
mod shape;

pub use fit::{Place, cut, fit, fit_or_cut, single};
pub use lines::{Chunk, Fill, Line};
pub use paragraph::{Paragraph, space_glyph};
pub use shape::Source;

use super::canvas::Ink;
use super::fonts::Face;
use std::borrow::Cow;

/// How a text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// The size in points.
    pub size: f32,
    /// The colour.
    pub ink: Ink,
    /// Space added after each letter, in thousandths of an em: for capitals.
    pub tracking: f32,
    /// How far above the line it stands, in points: scripts, calls of footnotes.
    pub rise: f32,
    /// Which of the paper's links the text belongs to.
    pub link: Option<usize>,
    /// Which footnote it calls.
    pub note: Option<usize>,
}

impl Style {
    /// Black, without tracking.
    pub const fn new(face: Face, size: f32) -> Self {
        Self { face, size, ink: Ink::BLACK, tracking: 0.0, rise: 0.0, link: None, note: None }
    }

    /// The same in another colour.
    pub const fn ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same, spaced.
    pub const fn tracked(self, tracking: f32) -> Self {
        Self { tracking, ..self }
    }

    /// The same, lifted.
    pub const fn raised(self, rise: f32) -> Self {
        Self { rise, ..self }
    }

    /// The same at another size.
    pub const fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }

    /// The same in another face.
    pub const fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }
}

/// A stretch of text in one style.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The text; line feeds break lines.
    pub text: String,
    /// Its look.
    pub style: Style,
}

impl Span {
    /// A span of cleaned text.
    pub fn new(text: &str, style: Style) -> Self {
        Self { text: clean(text).into_owned(), style }
    }
}

/// The letters of a text that some face does not draw, each with its line from 1.
pub fn undrawn_letters(text: &str) -> Vec<(u32, char)> {
    let lines = (1..).zip(text.split('\n'));
    lines
        .flat_map(|(number, line)| line.chars().filter(|sign| !is_drawn(*sign)).map(move |sign| (number, sign)))
        .collect()
}

/// A text from elsewhere, with a box for each character that no face draws: better than
/// no paper at all, where what is missing is read elsewhere too.
pub fn drawable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_drawn) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|sign| if is_drawn(sign) { sign } else { '□' }).collect())
}

fn is_drawn(sign: char) -> bool {
    sign.is_control() || has_no_shape(sign) || is_in_every_face(sign)
}

fn is_in_every_face(sign: char) -> bool {
    let mut faces = Face::ALL.into_iter().filter(|face| *face != Face::Signs);
    Face::Signs.covers(sign) || faces.all(|face| face.covers(sign))
}

/// Drops what has no shape (controls, joiners, variation selectors) and makes
/// every other separator a space: what is left must have a glyph.
fn clean(text: &str) -> Cow<'_, str> {
    let is_clean = |sign: char| sign == '\n' || !(sign.is_control() || has_no_shape(sign));
    if text.chars().all(is_clean) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '\t' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push(' '),
            sign if is_clean(sign) => out.push(sign),
            _ => {}
        }
    }
    Cow::Owned(out)
}

fn has_no_shape(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
