//! Figures and diagrams as rows, each kept with what stands below it.

use super::blocks::Pictures;
use super::markdown::Figure;
use crate::print::canvas::{Area, Ink};
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::text::{LEADING, Measure, text};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Span, Style, single};
use crate::print::typography::spaced;
use crate::print::{PrintError, excerpt};
use app::campaigns::text::diagram::Diagram;
use std::sync::Arc;

/// Points for a pixel: 200 pixels to the inch, at which a copy is still sharp.
const PIXEL: f32 = 72.0 / 200.0;
/// Of a page's height, the most that a picture takes.
const TALLEST: f32 = 0.55;
const CAPTION: Style = Style::new(Face::SansItalic, 8.6);

/// A picture, never larger than its column, with what stands below it.
///
/// # Errors
///
/// [`PrintError::Figure`] if there is none of that name.
pub fn figure(figure: &Figure, pictures: &Pictures, column: Measure) -> Result<Vec<Row>, PrintError> {
    let unknown = || PrintError::Figure { module: String::new(), name: excerpt(&figure.name) };
    let (_, picture) = pictures.iter().find(|(known, _)| *known == figure.name).ok_or_else(unknown)?;
    #[expect(clippy::cast_precision_loss, reason = "some thousand pixels")]
    let (width, height) = (picture.width as f32 * PIXEL, picture.height as f32 * PIXEL);
    let share = (column.width / width).min(column.height * TALLEST / height).min(1.0);
    let (width, height) = (width * share, height * share);
    let area = Area { x: column.left + (column.width - width) / 2.0, y: 0.0, width, height };
    let row = Row::new(height, Drawn::Picture { area, picture: Arc::clone(picture) });
    with_caption(vec![row], &figure.caption, column)
}

fn with_caption(mut rows: Vec<Row>, caption: &[Span], column: Measure) -> Result<Vec<Row>, PrintError> {
    if caption.iter().any(|span| !span.text.trim().is_empty()) {
        let mut below = text(caption, column, Fill::Ragged, LEADING)?;
        if let Some(first) = below.first_mut() {
            first.before = 5.0;
        }
        make(&mut below, &Element::new(Role::Paragraph));
        rows.extend(below);
    }
    let last = rows.len().saturating_sub(1);
    rows[..last].iter_mut().for_each(|row| row.keep = true);
    Ok(rows)
}

/// Steps in boxes, one below the other, what is said of each beside its box.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`].
pub fn diagram(diagram: &Diagram, column: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = Vec::with_capacity(diagram.steps.len() * 2);
    let list = Element::new(Role::List { is_numbered: true });
    for (place, (step, said)) in diagram.steps.iter().enumerate() {
        if place > 0 {
            rows.push(arrow(column)?);
        }
        let item = list.child(Role::Item);
        rows.push(step_row(&format!("{}. {step}", place + 1), said, &item, column)?);
    }
    let caption = spaced(&diagram.caption, None, column.language);
    with_caption(rows, &[Span::new(&caption, CAPTION)], column)
}

/// Of the column, what a box takes.
const BOX: f32 = 0.36;
const PAD: f32 = 6.0;

fn step_row(step: &str, said: &str, item: &Element, column: Measure) -> Result<Row, PrintError> {
    let (bold, plain) = (Style::new(Face::SansBold, 9.2), Style::new(Face::Sans, 9.2));
    let box_width = column.width * BOX;
    let set = |text: &str, style: Style, width: f32| {
        Paragraph::plain(&spaced(text, None, column.language), style)?.lines(width, Fill::Ragged)
    };
    let left = set(step, bold, box_width - 2.0 * PAD)?;
    let right = set(said, plain, column.width - box_width - 3.0 * PAD)?;
    let leading = bold.size * 1.35;
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let height = left.len().max(right.len()).max(1) as f32 * leading + 2.0 * PAD;
    let part_of = [vec![0; left.len()], vec![1; right.len()]].concat();
    let mut drawn = middle(left, column.left + PAD, (height, leading));
    drawn.extend(middle(right, column.left + box_width + 2.0 * PAD, (height, leading)));
    let outline = Area { x: column.left, y: 0.0, width: box_width, height };
    let line = Drawn::Strokes(vec![(
        (column.left + box_width, height / 2.0),
        (column.left + box_width + PAD, height / 2.0),
        0.6,
    )]);
    Ok(Row {
        parts: vec![item.child(Role::Label), item.child(Role::Body)],
        part_of,
        ..Row::new(height, Drawn::Together(vec![Drawn::Boxed(outline), line, Drawn::Text(drawn)]))
    })
}

/// Lines about the middle of a height.
fn middle(lines: Vec<Line>, x: f32, (height, leading): (f32, f32)) -> Vec<(f32, f32, Line)> {
    #[expect(clippy::cast_precision_loss, reason = "a few lines")]
    let mut baseline = (height - lines.len() as f32 * leading) / 2.0 + leading * 0.74;
    let mut placed = Vec::with_capacity(lines.len());
    for line in lines {
        placed.push((x, baseline, line));
        baseline += leading;
    }
    placed
}

fn arrow(column: Measure) -> Result<Row, PrintError> {
    let line = single("↓", Style::new(Face::Sans, 10.0).ink(Ink::GREEN))?;
    let x = column.left + (column.width * BOX - line.width) / 2.0;
    Ok(Row::new(13.0, Drawn::Unread(Box::new(Drawn::Text(vec![(x, 10.0, line)])))))
}
