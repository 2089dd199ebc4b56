//! From blocks to rows: indents, markers, spaces, headings.

use super::markdown::{BODY, Block, Kind, NOTE, Text};
use super::nesting::Nesting;
use super::{figures, math, table};
use crate::print::PrintError;
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::text::{LEADING, Measure, no_lonely_line, size_of, text, text_row};
use crate::print::picture::Picture;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Span};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

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

/// Of a page, what a call-out may take and still be kept in one piece.
const UNBROKEN: f32 = 0.5;

/// The figures of a curriculum: what texts call them, and the pictures.
pub type Pictures = [(String, Arc<Picture>)];

/// The rows of a module's text, its footnotes with the rows that call them.
///
/// # Errors
///
/// [`PrintError`] for the first part that cannot be set.
pub fn text_rows(text: &Text, pictures: &Pictures, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut all = rows(&text.blocks, pictures, measure)?;
    keep_whole(&mut all, measure.height * UNBROKEN);
    let mut notes = Vec::with_capacity(text.notes.len());
    for (number, note) in (1..).zip(&text.notes) {
        notes.push(Some(note_rows(number, note, pictures, measure)?));
    }
    for row in &mut all {
        // A note stands where it is called first, be it by another note.
        let mut called = calls(row);
        while let Some(rows) = called.pop_front().map(|note| notes.get_mut(note).and_then(Option::take)) {
            let rows = rows.unwrap_or_default();
            called.extend(rows.iter().flat_map(|row| calls(row)));
            row.feet.extend(rows);
        }
    }
    Ok(all)
}

/// The notes that a row calls, by their places.
fn calls(row: &Row) -> VecDeque<usize> {
    row.ink.lines().into_iter().flat_map(|line| line.chunks.iter().filter_map(|chunk| chunk.style.note)).collect()
}

fn note_rows(number: usize, note: &[Block], pictures: &Pictures, measure: Measure) -> Result<Vec<Rc<Row>>, PrintError> {
    const NUMBER: f32 = 14.0;
    let column = Measure { left: measure.left + NUMBER, width: measure.width - NUMBER, ..measure };
    let mut made = rows(note, pictures, column)?;
    let is_labelled = matches!(made.first(), None | Some(Row { ink: Drawn::Text(_), .. }));
    add_marker(&mut made, &[Span::new(&number.to_string(), NOTE)], column)?;
    if is_labelled {
        label_first(&mut made, Element::new(Role::Paragraph));
    }
    Ok(made.into_iter().map(Rc::new).collect())
}

/// Rows of one call-out stay together where they fit.
fn keep_whole(rows: &mut [Row], most: f32) {
    for group in rows.chunk_by_mut(|one, next| one.quote == next.quote) {
        let height: f32 = group.iter().map(|row| row.before + row.height).sum();
        if group.first().is_some_and(|row| row.quote.is_some())
            && height <= most
            && let Some((_, kept)) = group.split_last_mut()
        {
            for row in kept {
                row.keep = true;
            }
        }
    }
}

/// The rows of blocks, without what is kept of a module as a whole.
///
/// # Errors
///
/// As [`text_rows`].
pub fn rows(blocks: &[Block], pictures: &Pictures, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows: Vec<Row> = Vec::new();
    let mut last: Option<&Block> = None;
    let mut nesting = Nesting::default();
    for block in blocks {
        let mut made = block_rows(block, pictures, measure)?;
        say(&mut made, block, nesting.enter(block));
        for row in &mut made {
            (row.quote, row.tone) = (block.quote, block.tone);
        }
        // What announces something is not left alone.
        if last.is_some_and(announces)
            && let Some(announced) = rows.last_mut()
        {
            announced.keep = true;
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

/// Whether a paragraph ends in a colon.
fn announces(block: &Block) -> bool {
    match &block.kind {
        Kind::Paragraph(spans) => spans.last().is_some_and(|span| span.text.ends_with(':')),
        _ => false,
    }
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
        (_, Kind::Table(_) | Kind::Verbatim(_) | Kind::Figure(..) | Kind::Diagram(_))
        | (Kind::Table(_) | Kind::Verbatim(_) | Kind::Figure(..) | Kind::Diagram(_), _) => 11.0,
        _ if block.is_tight && last.depth > 0 => TIGHT,
        _ if block.is_tight => 3.0,
        _ => GAP,
    };
    // Between two call-outs their edges take room as well.
    let edges = if is_new_quote && last.quote.is_some() && block.quote.is_some() { 16.0 } else { 11.0 };
    if is_new_quote { between.max(edges) } else { between }
}

/// Has the rows of a block be what it is, within what it is in.
fn say(rows: &mut [Row], block: &Block, (label, within): (Option<Element>, Option<Element>)) {
    let role = match &block.kind {
        // The title of the book is the first level, those of modules are the second.
        Kind::Heading(level, _) => Role::Heading(level + 3),
        Kind::Paragraph(_) | Kind::Label(_) | Kind::Verbatim(_) => Role::Paragraph,
        Kind::Figure(figure) => return say_figure(rows, figure.alternative(), within.as_ref()),
        Kind::Formula(_, source) => return say_figure(rows, source, within.as_ref()),
        // They say it themselves.
        Kind::Table(_) | Kind::Diagram(_) | Kind::Rule => return,
    };
    let element = Element::within(within.as_ref(), role);
    make(rows, &element);
    if let Some(label) = label {
        label_first(rows, label);
    }
}

/// The first row is a picture, or is read as one; what follows stands below it.
fn say_figure(rows: &mut [Row], alternative: &str, within: Option<&Element>) {
    let Some((shown, below)) = rows.split_first_mut() else { return };
    make(std::slice::from_mut(shown), &Element::within(within, Role::Figure(alternative.to_owned())));
    make(below, &Element::within(within, Role::Paragraph));
}

/// The label was set last: it stands to the left of the text, and is read before it.
fn label_first(rows: &mut [Row], label: Element) {
    let Some(first) = rows.first_mut() else { return };
    let Drawn::Text(text) = &first.ink else { return };
    let count = text.len().saturating_sub(1);
    let known = |index: usize| first.part_of.get(index).copied().unwrap_or_default();
    first.part_of = (0..count).map(|index| known(index) + 1).chain([0]).collect();
    first.parts.insert(0, label);
}

fn block_rows(block: &Block, pictures: &Pictures, measure: Measure) -> Result<Vec<Row>, PrintError> {
    // However deep, half of the measure is left.
    #[expect(clippy::cast_precision_loss, reason = "at most seven")]
    let mut indent = block.depth.min(DEEPEST) as f32 * INDENT;
    let mut right = 0.0;
    if block.quote.is_some() {
        indent += QUOTE;
        right = QUOTE;
    }
    let column = Measure { left: measure.left + indent, width: measure.width - indent - right, ..measure };
    let mut rows = match &block.kind {
        Kind::Heading(level, spans) => heading(*level, spans, column),
        Kind::Paragraph(spans) => paragraph(spans, column),
        Kind::Label(spans) => text(spans, column, Fill::Ragged, LEADING),
        Kind::Verbatim(spans) => verbatim(spans, column),
        Kind::Table(table) => table::rows(table, column),
        Kind::Figure(figure) => figures::figure(figure, pictures, column),
        Kind::Diagram(diagram) => figures::diagram(diagram, column),
        Kind::Formula(formula, source) => Ok(vec![math::display(formula, (source, BODY.size), column)?]),
        Kind::Rule => Ok(vec![Row::new(10.0, Drawn::Rule(column.left, column.left + column.width))]),
    }?;
    if let Some(marker) = &block.marker {
        // Beside a picture or a table there is no line: it has one of its own.
        if !matches!(rows.first(), None | Some(Row { ink: Drawn::Text(_), .. })) {
            rows.insert(0, Row { keep: true, ..text_row(Line::default(), column.left, size_of(marker), LEADING) });
        }
        add_marker(&mut rows, marker, column)?;
    }
    Ok(rows)
}

fn heading(level: usize, spans: &[Span], column: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = text(spans, column, Fill::Ragged, 1.25)?;
    let title: String = spans.iter().filter(|span| span.style.note.is_none()).map(|span| span.text.as_str()).collect();
    if let Some(first) = rows.first_mut() {
        first.entry = Some((title.replace('\n', " "), level + 1));
    }
    Ok(rows)
}

fn paragraph(spans: &[Span], column: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = text(spans, column, Fill::Justified, LEADING)?;
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
