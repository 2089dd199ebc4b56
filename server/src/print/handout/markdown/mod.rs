//! From Markdown to a flat list of blocks. Flat, because nesting is only an
//! indentation on paper, and because a text of ten thousand `>` must not
//! exhaust the stack.

mod reader;

use crate::print::canvas::Ink;
use crate::print::flow::row::Tone;
pub use crate::print::flow::table::CELL;
use crate::print::fonts::Face;
use crate::print::text::{Span, Style};
use crate::print::{Locale, PrintError};
use app::campaigns::text::diagram::Diagram;
use app::campaigns::text::math::Node;
use app::campaigns::text::options;
use pulldown_cmark::{Alignment, Options, Parser};
use reader::Reader;

/// Footnotes.
pub const NOTE: Style = Style::new(Face::Serif, 8.6);
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
    /// How that is set apart.
    pub tone: Tone,
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
    /// The label of a call-out.
    Label(Vec<Span>),
    /// A figure, and what stands below it.
    Figure(Figure),
    /// A diagram.
    Diagram(Diagram),
    /// A formula on a line of its own, and as it was written.
    Formula(Node, String),
    /// A table.
    Table(Table),
    /// A rule.
    Rule,
}

/// A figure of a text.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What it shows, for those who hear it.
    pub shows: String,
    /// What stands below it.
    pub caption: Vec<Span>,
}

impl Figure {
    /// What is read in its place: what it shows, or its name where nobody said that.
    pub fn alternative(&self) -> &str {
        if self.shows.trim().is_empty() { &self.name } else { &self.shows }
    }
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
    /// Its footnotes in the order in which they are called; spans have the index.
    pub notes: Vec<Vec<Block>>,
}

/// Reads a module's text.
///
/// # Errors
///
/// [`PrintError::Formula`] for the first that is none.
pub fn read(markdown: &str, language: Locale) -> Result<Text, PrintError> {
    read_with(markdown, language, options())
}

/// Reads a text that was not written for a handout: a `$` in it is a dollar.
///
/// # Errors
///
/// None of its own.
pub fn read_plain(markdown: &str, language: Locale) -> Result<Vec<Block>, PrintError> {
    let plain = options().difference(Options::ENABLE_MATH | Options::ENABLE_FOOTNOTES);
    Ok(read_with(markdown, language, plain)?.blocks)
}

fn read_with(markdown: &str, language: Locale, options: Options) -> Result<Text, PrintError> {
    let mut reader = Reader::new(markdown, language);
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        reader.event(event, range);
    }
    let mut text = reader.finish()?;
    settle_headings(&mut text.blocks);
    Ok(text)
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
