//! A report: on what tests say (*rapport des résultats*), on a workshop (*rapport
//! d’atelier*), or a list to be signed. A4, upright. What it covers and the answer first,
//! then tables and charts that a copy in black and white still tells.
//!
//! `opening` makes rows of the first half page, `parts` and `charts` of the rest.

mod charts;
mod opening;
mod parts;

use super::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use super::finish::{About, Bookmark, finish};
use super::flow::row::Row;
use super::flow::text::Measure;
use super::flow::{self, Page, paginate};
use super::fonts::Face;
use super::text::{Style, cut, drawable, single};
use super::typography::spaced;
use super::{Heading, Locale, PrintError, foot};
use app::assessments::findings::report::Report;
use chrono::NaiveDate;

const LEFT: f32 = mm(20.0);
const WIDTH: f32 = mm(170.0);
const TOP: f32 = mm(24.0);
/// The height of the text of a page.
const HEIGHT: f32 = A4_LONG - TOP - mm(22.0);

/// Running text.
const BODY: Style = Style::new(Face::Serif, 10.0);

/// A report, as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Results {
    /// The language, and by whose rules words are divided.
    pub language: Locale,
    /// Who holds the campaign.
    pub heading: Heading,
    /// The campaign.
    pub campaign: String,
    /// What it says.
    pub report: Report,
    /// The day of the report: scores may still come in.
    pub dated: NaiveDate,
    /// What every page is marked with, such as that it is a draft.
    pub mark: Option<String>,
}

/// The column that reports are set in.
pub fn measure(language: Locale) -> Measure {
    Measure { left: LEFT, width: WIDTH, height: HEIGHT, language }
}

/// Prints the report.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`]; [`PrintError::TooLong`] for a heading that does not fit;
/// [`PrintError::Nothing`] without parts.
pub fn render(results: &Results) -> Result<Vec<u8>, PrintError> {
    closed_with(results, Vec::new())
}

/// The same with rows after all parts, on one page with the last of these.
///
/// # Errors
///
/// As [`render`].
pub fn closed_with(results: &Results, closing: Vec<Row>) -> Result<Vec<u8>, PrintError> {
    let report = &results.report;
    if report.parts.is_empty() {
        return Err(PrintError::Nothing("a report without parts"));
    }
    let measure = measure(results.language);
    let mut first = Canvas::new(A4_SHORT, A4_LONG);
    let mut rows = opening::rows(&mut first, results, measure)?;
    rows.extend(parts::rows(&report.parts, measure)?);
    if !closing.is_empty()
        && let Some(last) = rows.last_mut()
    {
        last.keep = true;
    }
    rows.extend(closing);
    let pages = paginate(rows, HEIGHT);
    let bookmarks = bookmarks(&pages);
    let count = pages.len();
    let mut drawn = Vec::with_capacity(count);
    let mut canvas = first;
    for (index, page) in pages.iter().enumerate() {
        flow::draw(&mut canvas, page, (LEFT, TOP), WIDTH, &[]);
        canvas.ornament(|canvas| edges(canvas, results, index + 1, count))?;
        let next = Canvas::new(A4_SHORT, A4_LONG);
        drawn.push(std::mem::replace(&mut canvas, next).into_page());
    }
    let about = About {
        title: format!("{} – {}", report.title, report.about),
        subject: &results.campaign,
        language: results.language,
        dated: results.dated,
    };
    finish(&about, drawn, &bookmarks)
}

/// Words as the language's printers set them; names and questions come from anywhere.
fn said(words: &str, language: Locale) -> String {
    spaced(&drawable(words), None, language)
}

fn bookmarks(pages: &[Page]) -> Vec<Bookmark> {
    let mut bookmarks = Vec::new();
    for (number, page) in (1..).zip(pages) {
        for placed in page {
            if let Some((title, level)) = &placed.row.entry {
                let y = TOP + placed.y - 6.0;
                bookmarks.push(Bookmark { title: title.clone(), page: number, y, level: *level });
            }
        }
    }
    bookmarks
}

/// Of what it is above all pages but the first; as of when, and which page, below.
fn edges(canvas: &mut Canvas, results: &Results, page: usize, pages: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 7.6).ink(Ink::GREY);
    let right = LEFT + WIDTH;
    if page > 1 {
        let y = mm(14.0);
        let title = single(&results.report.title, style)?;
        canvas.text(
            &cut(&said(&results.report.about, results.language), style, WIDTH - title.width - mm(8.0))?,
            LEFT,
            y,
        );
        canvas.text_right(&title, right, y);
        canvas.rule((LEFT, y + 4.5), (right, y + 4.5), 0.4, Ink::RULE);
    }
    if let Some(mark) = &results.mark {
        marked(canvas, &said(mark, results.language))?;
    }
    let y = A4_LONG - mm(12.0);
    canvas.text(&single(&foot::as_of(results.dated, results.language), style)?, LEFT, y);
    canvas.text_right(&single(&foot::page_of(page, pages, results.language), style)?, right, y);
    Ok(())
}

/// The mark in a frame, in the middle of the foot.
fn marked(canvas: &mut Canvas, mark: &str) -> Result<(), PrintError> {
    let style = Style::new(Face::SansBold, 9.0).tracked(40.0);
    let line = cut(&mark.to_uppercase(), style, WIDTH * 0.4)?;
    let (x, y) = (A4_SHORT / 2.0 - line.width / 2.0, A4_LONG - mm(12.0));
    canvas.frame(Area { x: x - 6.0, y: y - 11.0, width: line.width + 12.0, height: 16.0 }, 0.8, Ink::BLACK);
    canvas.text(&line, x, y);
    Ok(())
}

#[cfg(test)]
mod tests;
