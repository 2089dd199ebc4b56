//! What ends the list: its total, and where those sign who hand over and who sign.

use super::words::Words;
use crate::print::PrintError;
use crate::print::canvas::{Area, mm};
use crate::print::flow::row::{Drawn, Row, Shape};
use crate::print::flow::text::{LEADING, Measure, text};
use crate::print::fonts::Face;
use crate::print::text::{Fill, Span, Style, single};

const HEIGHT: f32 = mm(44.0);
const GAP: f32 = mm(6.0);
const INSET: f32 = mm(3.0);

/// The rows, to be kept together.
pub fn rows(words: &Words, settled: &str, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let settled = Span::new(settled, Style::new(Face::SansBold, 9.6));
    let mut rows = text(&[settled], measure, Fill::Ragged, LEADING)?;
    for row in &mut rows {
        row.keep = true;
    }
    if let Some(first) = rows.first_mut() {
        first.before = 10.0;
    }
    let width = (measure.width - GAP) / 2.0;
    let mut drawn = Vec::new();
    for (label, x) in [(words.handed_over, measure.left), (words.signed, measure.left + width + GAP)] {
        drawn.push(signed(words, label, Area { x, y: 0.0, width, height: HEIGHT })?);
    }
    rows.push(Row { before: 8.0, ..Row::new(HEIGHT, Drawn::Together(drawn)) });
    Ok(rows)
}

/// A frame in which somebody signs.
fn signed(words: &Words, label: &str, area: Area) -> Result<Drawn, PrintError> {
    let left = area.x + INSET;
    let mut lines = vec![(left, mm(5.6), single(label, Style::new(Face::SansBold, 9.0))?)];
    let mut shapes = vec![Shape::Outline(area)];
    let mut y = mm(13.0);
    for label in [words.signer, words.date, words.signature] {
        let label = single(label, Style::new(Face::Sans, 8.4))?;
        if y + mm(10.0) < area.height {
            let from = left + label.width + mm(2.0);
            let width = area.right() - INSET - from;
            shapes.push(Shape::Solid(Area { x: from, y: y + 1.0, width, height: 0.5 }));
        }
        lines.push((left, y, label));
        y += mm(8.0);
    }
    Ok(Drawn::Together(vec![Drawn::Shapes(shapes), Drawn::Text(lines)]))
}
