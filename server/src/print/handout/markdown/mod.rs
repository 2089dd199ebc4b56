//! From Markdown to a flat list of blocks. Flat, because nesting is only an
//! indentation on paper, and because a text of ten thousand `>` must not
//! exhaust the stack.

mod reader;

use crate::print::Locale;
use crate::print::canvas::Ink;
pub use crate::print::flow::table::CELL;
use crate::print::fonts::Face;
use crate::print::text::{Span, Style};
use pulldown_cmark::{Alignment, Options, Parser};
use reader::Reader;

/// Running text.
pub const BODY: Style = Style::new(Face::Serif, 10.5);
/// Of each level of headings in a module, from the highest in use.
pub const HEADINGS: [Style; 4] = [
    Style::new(Face::SansBold, 14.0).ink(Ink::GREEN),
    Style::new(Face::SansBold, 11.8),
    Style::new(Face::SansBold, 10.4),
    Style::new(Face::SansItalic, 10.4),
];

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// How many lists it is in.
    pub depth: usize,
    /// The number or bullet before it, if it begins an item.
    pub marker: Option<Vec<Span>>,
    /// Which quotation it is in: the same number, the same bar.
    pub quote: Option<usize>,
    /// In a list without blank lines: close to its neighbours.
    pub is_tight: bool,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A heading; its level from 0, the highest in use.
    Heading(usize, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Text whose line ends are kept.
    Verbatim(Vec<Span>),
    /// The label of a note.
    Label(Vec<Span>),
    /// A table.
    Table(Table),
    /// A rule.
    Rule,
}

/// A table: rows of cells, the first row its head.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// How columns are aligned.
    pub alignments: Vec<Alignment>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// A module's text.
#[derive(Debug, Default)]
pub struct Text {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where its links lead; spans have the index.
    pub links: Vec<String>,
}

/// Reads a module's text.
pub fn read(markdown: &str, language: Locale) -> Text {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM;
    let mut reader = Reader::new(language);
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    let mut text = reader.finish();
    settle_headings(&mut text.blocks);
    text
}

/// Authors begin at `#`, `##` or `###`: what they use highest is the first
/// level of the module.
fn settle_headings(blocks: &mut [Block]) {
    let levels = blocks.iter().filter_map(|block| match &block.kind {
        Kind::Heading(level, _) => Some(*level),
        _ => None,
    });
    let highest = levels.min().unwrap_or(0);
    for block in blocks {
        if let Kind::Heading(level, spans) = &mut block.kind {
            let was = heading(*level);
            *level -= highest;
            let is = heading(*level);
            for style in spans.iter_mut().map(|span| &mut span.style) {
                style.size = is.size;
                style.ink = if style.ink == was.ink { is.ink } else { style.ink };
                style.face = if style.face == was.face { is.face } else { style.face };
            }
        }
    }
}

/// How headings of a level look.
fn heading(level: usize) -> Style {
    HEADINGS[level.min(HEADINGS.len() - 1)]
}

#[cfg(test)]
mod tests;
