//! The curriculum as a book: A4, upright, written in Markdown, read on paper.
//!
//! `markdown` makes blocks of a module's text, `blocks` and `table` make rows of
//! them, `pages` fills pages, `front` makes the title page and the contents.

mod blocks;
mod figures;
mod front;
mod markdown;
mod math;
mod nesting;
mod pages;
mod table;
mod words;

use super::finish::{About, Bookmark, finish};
use super::flow::row::Row;
use super::flow::text::Measure;
use super::picture::Picture;
use super::text::{Span, Style};
use super::{Locale, PrintError};
use chrono::NaiveDate;
use markdown::Kind;
use std::sync::Arc;

/// For whom a handout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For those who teach: with notes, timing and answers.
    Trainers,
    /// For those who are taught: the texts come without what is for trainers alone.
    Participants,
}

/// A figure that texts name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// A JPEG or a PNG.
    pub file: Arc<[u8]>,
}

/// A module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, as `app::campaigns::text` says. HTML is not printed.
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
    /// For whom it is.
    pub audience: Audience,
    /// The page of the curriculum, if codes are to lead there; its modules follow as `/modules/1`.
    pub address: Option<String>,
    /// The figures that its texts name.
    pub figures: Vec<Figure>,
    /// Its modules, in order.
    pub modules: Vec<Module>,
}

/// Prints a curriculum: title page, contents, modules.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn,
/// [`PrintError::TooLong`] if a title is endless, [`PrintError::Formula`] and
/// [`PrintError::Figure`] for those that cannot be set.
pub fn render(handout: &Handout) -> Result<Vec<u8>, PrintError> {
    let body = pages::lay_out(handout, &pictures(handout))?;
    let contents = front::Contents::lay_out(handout, &body)?;
    let numbering = front::Numbering::of_parts(&contents, &body);
    let mut canvases = vec![front::title_page(handout)?];
    canvases.extend(contents.draw(handout, &numbering)?);
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

/// The figures; what cannot be read is missed where it is named.
fn pictures(handout: &Handout) -> Vec<(String, Arc<Picture>)> {
    handout.figures.iter().filter_map(|figure| Some((figure.name.clone(), Picture::of(&figure.file).ok()?))).collect()
}

/// A text in Markdown as rows within a paper of another kind: its letters as large as
/// those of that paper, headings small, links and pictures as words; what there is in
/// handouts alone stays text.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn.
pub fn written(text: &str, body: Style, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut blocks = markdown::read_plain(text, measure.language)?;
    for block in &mut blocks {
        if let Kind::Figure(figure) = &block.kind {
            block.kind = Kind::Paragraph(vec![Span::new(figure.alternative(), markdown::BODY)]);
        }
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
    blocks::rows(&blocks, &[], measure)
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
