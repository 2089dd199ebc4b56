//! Text as rows.

use super::row::{Drawn, Row, make};
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Span};
use crate::print::{Locale, PrintError};

/// The height of lines by the size of their letters.
pub const LEADING: f32 = 1.42;

/// The column that text is set in.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its left edge.
    pub left: f32,
    /// Its width.
    pub width: f32,
    /// The height of a page's text, which no row may exceed.
    pub height: f32,
    /// By whose rules words are divided.
    pub language: Locale,
}

/// A paragraph: lines as rows, each so many times as high as its letters.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`].
pub fn text(spans: &[Span], column: Measure, fill: Fill, leading: f32) -> Result<Vec<Row>, PrintError> {
    let size = size_of(spans);
    let divide = (fill == Fill::Justified).then_some(column.language);
    let lines = Paragraph::new(spans, divide)?.lines(column.width, fill)?;
    let mut rows: Vec<Row> = lines.into_iter().map(|line| text_row(line, column.left, size, leading)).collect();
    make(&mut rows, &Element::new(Role::Paragraph));
    Ok(rows)
}

/// A line as a row.
pub fn text_row(line: Line, left: f32, size: f32, leading: f32) -> Row {
    let height = size * leading;
    // The line stands in the middle of its leading.
    let baseline = (height - size) / 2.0 + size * 0.82;
    Row::new(height, Drawn::Text(vec![(left, baseline, line)]))
}

/// The size of the largest letters.
pub fn size_of(spans: &[Span]) -> f32 {
    spans.iter().map(|span| span.style.size).fold(0.0, f32::max)
}

/// A page neither ends with the first line of a paragraph nor begins with the last.
pub fn no_lonely_line(rows: &mut [Row]) {
    let count = rows.len();
    if count > 1 {
        rows[0].keep = true;
        rows[count - 2].keep = true;
    }
}
