//! Tables: column widths from what the columns hold, rows that never run off
//! the page.

use super::blocks::Measure;
use super::markdown::{CELL, Table};
use super::row::{Drawn, Row};
use crate::print::PrintError;
use crate::print::text::{Fill, Line, Paragraph, Span};
use pulldown_cmark::Alignment;
use std::rc::Rc;

const PAD_X: f32 = 4.5;
const PAD_Y: f32 = 3.4;
const LEADING: f32 = CELL.size * 1.32;

struct Column {
    left: f32,
    width: f32,
    alignment: Alignment,
}

/// The rows of a table, head first.
pub fn rows(table: &Table, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut set = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        set.push(row.iter().map(|cell| set_cell(cell, measure)).collect::<Result<Vec<_>, _>>()?);
    }
    let columns = columns(table, &set, measure);
    let edges = (measure.left, measure.left + measure.width);
    let mut out: Vec<Row> = Vec::new();
    let mut head = None;
    for (index, row) in set.iter().enumerate() {
        let is_head = index == 0;
        let cells = row
            .iter()
            .zip(&columns)
            .map(|(cell, column)| cell.lines(column.width - 2.0 * PAD_X, Fill::Ragged))
            .collect::<Result<Vec<_>, _>>()?;
        // A head as high as a page would leave no room for what it heads.
        let highest = if is_head { measure.height / 3.0 } else { measure.height * 0.6 };
        for part in parts(&cells, highest) {
            let mut row = draw(&part, &columns, edges, is_head);
            row.keep = is_head;
            row.head.clone_from(&head);
            out.push(row);
        }
        if is_head {
            head = out.first().cloned().map(Rc::new);
        }
    }
    Ok(out)
}

fn set_cell(spans: &[Span], measure: Measure) -> Result<Paragraph, PrintError> {
    Paragraph::new(spans, Some(measure.language))
}

/// What a column needs so that no word is divided, and what it would like so
/// that no line is.
#[derive(Clone, Copy, Default)]
struct Wish {
    least: f32,
    most: f32,
}

fn columns(table: &Table, set: &[Vec<Paragraph>], measure: Measure) -> Vec<Column> {
    let count = table.alignments.len().max(1);
    let mut wishes = vec![Wish::default(); count];
    for cell in set.iter().flat_map(|row| row.iter().zip(0..count)) {
        let (cell, index) = cell;
        let wish = &mut wishes[index];
        wish.least = wish.least.max(cell.longest_word() + 2.0 * PAD_X);
        wish.most = wish.most.max(cell.natural_width() + 2.0 * PAD_X);
    }
    let mut left = measure.left;
    widths(&wishes, measure.width)
        .into_iter()
        .enumerate()
        .map(|(index, width)| {
            let alignment = table.alignments.get(index).copied().unwrap_or(Alignment::None);
            let column = Column { left, width: width.max(2.0 * PAD_X + 1.0), alignment };
            left += width;
            column
        })
        .collect()
}

/// Columns that ask for less than an even share get what they ask for; the
/// others divide what is left, each its longest word first.
fn widths(wishes: &[Wish], width: f32) -> Vec<f32> {
    let needed: f32 = wishes.iter().map(|wish| wish.least).sum();
    let desired: f32 = wishes.iter().map(|wish| wish.most).sum();
    if needed >= width {
        return wishes.iter().map(|wish| wish.least * width / needed).collect();
    }
    if desired <= width {
        return wishes.iter().map(|wish| wish.most * width / desired.max(1.0)).collect();
    }
    let mut widths: Vec<f32> = wishes.iter().map(|wish| wish.least).collect();
    let mut modest: Vec<usize> = (0..wishes.len()).collect();
    modest.sort_by(|a, b| wishes[*a].most.total_cmp(&wishes[*b].most));
    let mut free = width - needed;
    let mut others = 0.0;
    for (rank, index) in modest.iter().enumerate() {
        let (wish, left) = (wishes[*index], wishes.len() - rank);
        let extra = wish.most - wish.least;
        #[expect(clippy::cast_precision_loss, reason = "columns are few")]
        let share = free / left as f32;
        if extra <= share {
            widths[*index] = wish.most;
            free -= extra;
        } else {
            others += extra;
        }
    }
    for (index, wish) in wishes.iter().enumerate() {
        if widths[index] < wish.most && others > 0.0 {
            widths[index] += free * (wish.most - wish.least) / others;
        }
    }
    widths
}

/// A row cut into parts none of which is higher than a page.
fn parts(cells: &[Vec<Line>], highest: f32) -> Vec<Vec<Vec<Line>>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some sixty lines")]
    let most = ((highest / LEADING) as usize).max(1);
    let lines = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
    (0..lines.div_ceil(most))
        .map(|part| cells.iter().map(|cell| cell.iter().skip(part * most).take(most).cloned().collect()).collect())
        .collect()
}

fn draw(cells: &[Vec<Line>], columns: &[Column], edges: (f32, f32), is_head: bool) -> Row {
    let mut text = Vec::new();
    let mut height = LEADING;
    for (cell, column) in cells.iter().zip(columns) {
        let mut top = 0.0;
        for line in cell {
            let room = column.width - 2.0 * PAD_X - line.width;
            let shift = match column.alignment {
                Alignment::Right => room,
                Alignment::Center => room / 2.0,
                Alignment::None | Alignment::Left => 0.0,
            };
            let baseline = PAD_Y + top + LEADING * 0.5 + CELL.size * 0.34;
            text.push((column.left + PAD_X + shift, baseline, line.clone()));
            top += LEADING;
        }
        height = height.max(top);
    }
    Row::new(height + 2.0 * PAD_Y, Drawn::Cells { text, is_head, edges })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_fill_the_measure_and_spare_the_modest() {
        let wish = |least, most| Wish { least, most };
        let mixed = widths(&[wish(30.0, 40.0), wish(60.0, 900.0), wish(50.0, 300.0)], 400.0);
        assert!((mixed.iter().sum::<f32>() - 400.0).abs() < 0.1, "{mixed:?}");
        assert!((mixed[0] - 40.0).abs() < 0.1 && mixed[1] > mixed[2] && mixed[2] >= 50.0);
        for few in [vec![wish(1.0, 2.0)], vec![wish(900.0, 900.0), wish(9.0, 99.0)]] {
            assert!((widths(&few, 400.0).iter().sum::<f32>() - 400.0).abs() < 0.1);
        }
    }
}
