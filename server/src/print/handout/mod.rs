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
use super::{Locale, PrintError};
use chrono::NaiveDate;

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
