//! Tables of a text.

use super::markdown::Table;
use crate::print::PrintError;
use crate::print::flow::row::Row;
use crate::print::flow::table::{self, Align, Wish};
use crate::print::flow::text::Measure;
use crate::print::text::{Paragraph, Span};
use pulldown_cmark::Alignment;
use std::rc::Rc;

/// How high a row is that somebody writes into, in points: some eight millimetres.
const BY_HAND: f32 = 23.0;

/// The rows of a table, head first.
pub fn rows(table: &Table, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut set: Vec<Vec<Paragraph>> = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cells = row.iter().map(|cell| Paragraph::new(cell, Some(measure.language)));
        set.push(cells.collect::<Result<_, _>>()?);
    }
    let mut wishes = vec![Wish::default(); table.alignments.len().max(1)];
    for row in &set {
        for (wish, cell) in wishes.iter_mut().zip(row) {
            *wish = wish.or(Wish::of(cell));
        }
    }
    let aligned: Vec<Align> = table.alignments.iter().map(|alignment| align(*alignment)).collect();
    let columns = table::columns(&wishes, &aligned, measure);
    let Some((head, body)) = set.split_first() else { return Ok(Vec::new()) };
    let mut out = table::head(head, &columns, measure)?;
    let head = out.first().cloned().map(Rc::new);
    let is_written_into = is_written_into(&table.rows[1..]);
    for cells in body {
        let mut made = table::row(cells, &columns, measure, head.as_ref())?;
        if let Some(first) = made.first_mut().filter(|_| is_written_into) {
            first.height = first.height.max(BY_HAND);
        }
        out.extend(made);
    }
    table::keep_company(&mut out);
    Ok(out)
}

/// Whether there is something to fill in by hand: a column of which more than half is empty.
fn is_written_into(rows: &[Vec<Vec<Span>>]) -> bool {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let empty = |column: usize| rows.iter().filter(|row| row.get(column).is_some_and(Vec::is_empty)).count();
    (0..columns).any(|column| empty(column) * 2 > rows.len())
}

fn align(alignment: Alignment) -> Align {
    match alignment {
        Alignment::Right => Align::Right,
        Alignment::Center => Align::Centre,
        Alignment::None | Alignment::Left => Align::Left,
    }
}
