//! Papers: domain values in, PDF bytes out.
//!
//! Everything here is pure and deterministic: the same values give the same
//! bytes, dates are arguments, nothing reads a clock, draws a random number or
//! touches a disk. Layers, each knowing only those before it:
//!
//! `typography` (French dates and spaces) · `fonts` · `text` (shaping, lines)
//! · `structure` (what is read, as what) · `canvas` (a page) · `flow` (rows over
//! pages) · `finish` (a file) · the papers themselves.
//!
//! No text reaches a page without every character having a glyph: printpdf
//! would draw a box and lose the character without a word.

pub mod attendance_sheet;
pub mod badges;
pub mod certificate;
pub mod certificates_list;
pub mod handout;
pub mod letter;
pub mod plan;
pub mod results;
pub mod table_signs;

mod canvas;
mod finish;
mod flow;
mod fonts;
mod foot;
mod heading;
mod outline;
mod packing;
mod picture;
mod qr;
mod resource;
mod structure;
mod svg;
mod text;
mod typography;

pub use heading::Heading;

use app::i18n::Locale;

/// Why a paper could not be made.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// None of the embedded fonts draws this character.
    #[error("no font here draws {character:?} (U+{:04X}), in {text:?}", u32::from(*character))]
    MissingGlyph {
        /// The character.
        character: char,
        /// Where it stands, shortened.
        text: String,
    },
    /// A text does not fit where the paper has room for it, even at the smallest size.
    #[error("{what} is too long for its place: {text:?}")]
    TooLong {
        /// What the text is.
        what: &'static str,
        /// The text, shortened.
        text: String,
    },
    /// A formula that is none, or that no font here can set.
    #[error("in {module:?}, the formula {formula:?} cannot be set: {reason}")]
    Formula {
        /// The module that it stands in.
        module: String,
        /// The formula, shortened.
        formula: String,
        /// Why.
        reason: String,
    },
    /// A figure that is not kept, or cannot be read.
    #[error("in {module:?}, the figure {name:?} cannot be drawn")]
    Figure {
        /// The module that it stands in.
        module: String,
        /// What the text calls it.
        name: String,
    },
    /// The address is too long for a QR code.
    #[error("the address does not fit in a QR code: {0:?}")]
    QrTooLong(String),
    /// A paper about nothing.
    #[error("there is nothing to print: {0}")]
    Nothing(&'static str),
    /// The text could not be shaped or the file not be written: a defect of ours.
    #[error("the document could not be written: {0}")]
    Writing(String),
}

impl PrintError {
    /// The same, with the module in which it happened.
    fn in_module(self, title: &str) -> Self {
        let module = excerpt(title);
        match self {
            Self::Formula { formula, reason, .. } => Self::Formula { module, formula, reason },
            Self::Figure { name, .. } => Self::Figure { module, name },
            other => other,
        }
    }

    fn writing(error: impl std::fmt::Display) -> Self {
        Self::Writing(error.to_string())
    }

    fn too_long(what: &'static str, text: &str) -> Self {
        Self::TooLong { what, text: excerpt(text) }
    }
}

/// The letters of a text that some font does not draw, each with its line from 1.
#[must_use]
pub fn undrawn_letters(text: &str) -> Vec<(u32, char)> {
    text::undrawn_letters(text)
}

/// Whether every character of a text has a glyph.
#[must_use]
pub fn can_draw(text: &str) -> bool {
    text::Paragraph::plain(text, text::Style::new(fonts::Face::Serif, 10.0)).is_ok()
}

/// The first letter of a text that no font draws, by the face in which names are set.
#[must_use]
pub fn undrawn(text: &str) -> Option<char> {
    match text::Paragraph::plain(text, text::Style::new(fonts::Face::SerifBold, 10.0)) {
        Err(PrintError::MissingGlyph { character, .. }) => Some(character),
        Err(_) | Ok(_) => None,
    }
}

/// Enough of a text to recognise it in a message.
fn excerpt(text: &str) -> String {
    const ENOUGH: usize = 80;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The text of a file, as a reader copies it out.
#[cfg(test)]
fn text_of(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).expect("text")
}
