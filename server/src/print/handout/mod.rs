//! The curriculum as a book: A4, upright, written in Markdown, read on paper.
//!
//! `markdown` makes blocks of a module's text, `blocks` and `table` make rows of
//! them, `pages` fills pages, `front` makes the title page and the contents.

mod blocks;
mod front;
mod markdown;
mod nesting;
mod pages;
mod table;
mod words;

use super::finish::{About, Bookmark, finish};
use super::flow::row::Row;
use super::flow::text::Measure;
use super::text::Style;
use super::{Locale, PrintError};
use chrono::NaiveDate;
use markdown::Kind;

/// A module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text: `CommonMark` with tables, task lists, strikethrough and the
    /// notes of GitHub (`> [!NOTE]`). HTML and pictures are not printed, but
    /// for a picture's description.
    pub markdown: String,
}

/// A curriculum in one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// The language: of what is not given, and by whose rules words are divided.
    pub language: Locale,
    /// The campaign or programme.
    pub programme: String,
    /// The title.
    pub title: String,
    /// The version, as it shall stand there.
    pub version: String,
    /// The date of the version.
    pub dated: NaiveDate,
    /// Its modules, in order.
    pub modules: Vec<Module>,
}

/// Prints a curriculum: title page, contents, modules.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn,
/// [`PrintError::TooLong`] if a title is endless.
pub fn render(handout: &Handout) -> Result<Vec<u8>, PrintError> {
    let body = pages::lay_out(handout)?;
    let numbering = front::Numbering::settle(handout, &body)?;
    let mut canvases = vec![front::title_page(handout)?];
    canvases.extend(front::contents(handout, &body, &numbering)?);
    canvases.extend(pages::draw(handout, &body, &numbering)?);
    let about = About {
        title: format!("{} – {}", handout.title, handout.version),
        subject: &handout.programme,
        language: handout.language,
        dated: handout.dated,
    };
    let pages = canvases.into_iter().map(super::canvas::Canvas::into_page).collect();
    finish(&about, pages, &bookmarks(handout, &body, &numbering))
}

/// A text in Markdown as rows within a paper of another kind: its letters as large as
/// those of that paper, headings small, links as words.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn.
pub fn written(text: &str, body: Style, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut blocks = markdown::read(text, measure.language).blocks;
    for block in &mut blocks {
        let (Kind::Heading(_, spans) | Kind::Paragraph(spans) | Kind::Verbatim(spans) | Kind::Label(spans)) =
            &mut block.kind
        else {
            continue;
        };
        for style in spans.iter_mut().chain(block.marker.iter_mut().flatten()).map(|span| &mut span.style) {
            style.link = None;
            style.size = (style.size * body.size / markdown::BODY.size).min(body.size);
        }
        if let Kind::Heading(level, _) = &mut block.kind {
            *level = LOWEST;
        }
    }
    blocks::rows(&blocks, measure)
}

/// The level of headings in a text within another paper.
const LOWEST: usize = 2;

fn bookmarks(handout: &Handout, body: &pages::Body, numbering: &front::Numbering) -> Vec<Bookmark> {
    let mut bookmarks = Vec::new();
    if numbering.contents > 0 {
        let title = words::contents(handout.language).to_owned();
        bookmarks.push(Bookmark { title, page: 2, y: 0.0, level: 0 });
    }
    for entry in &body.entries {
        bookmarks.push(Bookmark {
            title: entry.title.clone(),
            page: numbering.of(entry.page),
            y: entry.y,
            level: entry.level,
        });
    }
    bookmarks
}

#[cfg(test)]
mod tests;
