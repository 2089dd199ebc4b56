//! From blocks to rows: indents, markers, spaces, headings.

use super::markdown::{Block, Kind};
use super::nesting::Nesting;
use super::table;
use crate::print::PrintError;
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::text::{LEADING, Measure, no_lonely_line, size_of, text, text_row};
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Span};

/// Between paragraphs.
const GAP: f32 = 6.5;
/// Between items of a tight list.
const TIGHT: f32 = 1.6;
/// From one list to the list within.
const INDENT: f32 = 17.0;
/// Deeper lists are not set in any further.
const DEEPEST: usize = 7;
/// Of quotations, on both sides.
const QUOTE: f32 = 14.0;

/// The rows of a module's blocks.
pub fn rows(blocks: &[Block], measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut last: Option<&Block> = None;
    let mut nesting = Nesting::default();
    for block in blocks {
        let mut made = block_rows(block, measure)?;
        say(&mut made, block, nesting.enter(block));
        for row in &mut made {
            row.quote = block.quote;
        }
        if let Some(first) = made.first_mut() {
            first.before = gap(last, block);
        }
        let is_heading = matches!(block.kind, Kind::Heading(..) | Kind::Label(_));
        if is_heading {
            for row in &mut made {
                row.keep = true;
            }
        }
        rows.extend(made);
        last = Some(block);
    }
    // Nothing follows the last row that it could be kept with.
    if let Some(row) = rows.last_mut() {
        row.keep = false;
    }
    Ok(rows)
}

fn gap(last: Option<&Block>, block: &Block) -> f32 {
    let Some(last) = last else { return 0.0 };
    let is_new_quote = block.quote != last.quote;
    let between = match (&last.kind, &block.kind) {
        (_, Kind::Heading(0, _)) => 18.0,
        (_, Kind::Heading(1, _)) => 14.0,
        (_, Kind::Heading(..)) => 11.0,
        (Kind::Heading(..), _) => 4.0,
        (Kind::Label(_), _) => 1.5,
        (_, Kind::Table(_) | Kind::Verbatim(_)) | (Kind::Table(_) | Kind::Verbatim(_), _) => 10.0,
        _ if block.is_tight && last.depth > 0 => TIGHT,
        _ if block.is_tight => 3.0,
        _ => GAP,
    };
    if is_new_quote { between.max(10.0) } else { between }
}

/// Has the rows of a block be what it is, within what it is in.
fn say(rows: &mut [Row], block: &Block, (label, within): (Option<Element>, Option<Element>)) {
    let role = match block.kind {
        // The title of the book is the first level, those of modules are the second.
        Kind::Heading(level, _) => Role::Heading(level + 3),
        Kind::Paragraph(_) | Kind::Label(_) | Kind::Verbatim(_) => Role::Paragraph,
        Kind::Table(_) | Kind::Rule => return,
    };
    let element = Element::within(within.as_ref(), role);
    make(rows, &element);
    let Some(first) = rows.first_mut() else { return };
    if let (Some(label), Drawn::Text(text)) = (label, &first.ink) {
        // The label was set last: it stands to the left of the text.
        let count = text.len().saturating_sub(1);
        first.part_of = (0..text.len()).map(|index| usize::from(index < count)).collect();
        first.parts = vec![label, element];
    }
}

fn block_rows(block: &Block, measure: Measure) -> Result<Vec<Row>, PrintError> {
    // However deep, half of the measure is left.
    #[expect(clippy::cast_precision_loss, reason = "at most seven")]
    let mut indent = block.depth.min(DEEPEST) as f32 * INDENT;
    let mut right = 0.0;
    if block.quote.is_some() {
        indent += QUOTE;
        right = QUOTE;
    }
    let column = Measure { left: measure.left + indent, width: measure.width - indent - right, ..measure };
    match &block.kind {
        Kind::Heading(level, spans) => heading(*level, spans, column),
        Kind::Paragraph(spans) => paragraph(spans, block.marker.as_deref(), column),
        Kind::Label(spans) => text(spans, column, Fill::Ragged, LEADING),
        Kind::Verbatim(spans) => verbatim(spans, column),
        Kind::Table(table) => table::rows(table, column),
        Kind::Rule => Ok(vec![Row::new(10.0, Drawn::Rule(column.left, column.left + column.width))]),
    }
}

fn heading(level: usize, spans: &[Span], column: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = text(spans, column, Fill::Ragged, 1.25)?;
    let title: String = spans.iter().map(|span| span.text.as_str()).collect();
    if let Some(first) = rows.first_mut() {
        first.entry = Some((title.replace('\n', " "), level + 1));
    }
    Ok(rows)
}

fn paragraph(spans: &[Span], marker: Option<&[Span]>, column: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = text(spans, column, Fill::Justified, LEADING)?;
    if let Some(marker) = marker {
        add_marker(&mut rows, marker, column)?;
    }
    no_lonely_line(&mut rows);
    Ok(rows)
}

/// To the left of the text, on its first line.
fn add_marker(rows: &mut Vec<Row>, marker: &[Span], column: Measure) -> Result<(), PrintError> {
    let lines = Paragraph::new(marker, None)?.lines(f32::INFINITY, Fill::Ragged)?;
    let Some(line) = lines.into_iter().next() else { return Ok(()) };
    if rows.is_empty() {
        rows.push(text_row(Line::default(), column.left, size_of(marker), LEADING));
    }
    if let Some(Row { ink: Drawn::Text(text), .. }) = rows.first_mut() {
        let baseline = text.first().map_or(0.0, |(_, baseline, _)| *baseline);
        text.push((column.left - 5.0 - line.width, baseline, line));
    }
    Ok(())
}

fn verbatim(spans: &[Span], column: Measure) -> Result<Vec<Row>, PrintError> {
    const PADDING: f32 = 7.0;
    let edges = (column.left, column.left + column.width);
    let inner = Measure { left: column.left + PADDING, width: column.width - 2.0 * PADDING, ..column };
    let rows = text(spans, inner, Fill::Ragged, LEADING)?;
    let tint = |row: Row| match row.ink {
        Drawn::Text(text) => Row { ink: Drawn::Tinted { text, edges }, ..row },
        _ => row,
    };
    Ok(rows.into_iter().map(tint).collect())
}
