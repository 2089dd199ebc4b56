//! Tables: column widths from what the columns hold, rows that never run off
//! the page.

use super::row::{Drawn, Row};
use super::text::Measure;
use crate::print::PrintError;
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Style};
use std::rc::Rc;

/// Text in tables.
pub const CELL: Style = Style::new(Face::Sans, 8.8);
const PAD_X: f32 = 4.5;
/// Above and below what stands in a row.
pub const PAD_Y: f32 = 3.4;
/// From line to line.
pub const LEADING: f32 = CELL.size * 1.32;

/// On which side of its column a text stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

/// A column in its place.
#[derive(Clone, Debug)]
pub struct Column {
    left: f32,
    width: f32,
    align: Align,
    /// The table of which it is.
    table: Element,
}

impl Column {
    /// Where what it holds begins, and how wide that may be.
    pub fn inner(&self) -> (f32, f32) {
        (self.left + PAD_X, self.width - 2.0 * PAD_X)
    }
}

/// What a column needs so that no word is divided, and what it would like so
/// that no line is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    /// What it needs.
    pub least: f32,
    /// What it would like.
    pub most: f32,
}

impl Wish {
    /// The wish of a cell.
    pub fn of(cell: &Paragraph) -> Self {
        Self { least: cell.longest_word() + 2.0 * PAD_X, most: cell.natural_width() + 2.0 * PAD_X }
    }

    /// What must hold so much and no more.
    pub fn exactly(width: f32) -> Self {
        Self { least: width + 2.0 * PAD_X, most: width + 2.0 * PAD_X }
    }

    /// The greater of both.
    pub fn or(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.max(other.most) }
    }
}

/// Columns side by side over the whole measure, as their wishes allow.
pub fn columns(wishes: &[Wish], aligned: &[Align], measure: Measure) -> Vec<Column> {
    let mut left = measure.left;
    let table = Element::new(Role::Table);
    widths(wishes, measure.width)
        .into_iter()
        .enumerate()
        .map(|(index, width)| {
            let align = aligned.get(index).copied().unwrap_or_default();
            let column = Column { left, width: width.max(2.0 * PAD_X + 1.0), align, table: table.clone() };
            left += width;
            column
        })
        .collect()
}

/// The head of a table.
///
/// # Errors
///
/// [`PrintError`] if its text cannot be set.
pub fn head(cells: &[Paragraph], columns: &[Column], measure: Measure) -> Result<Vec<Row>, PrintError> {
    // A head as high as a page would leave no room for what it heads.
    let mut rows = set(cells, columns, measure, (measure.height / 3.0, true))?;
    for row in &mut rows {
        row.keep = true;
    }
    Ok(rows)
}

/// A row of a table, in parts only if it is nearly as high as a page; the first of `head`
/// is repeated where it begins one. The last cell of a shorter row takes what is left.
///
/// # Errors
///
/// [`PrintError`] if its text cannot be set.
pub fn row(
    cells: &[Paragraph],
    columns: &[Column],
    measure: Measure,
    head: Option<&Rc<Row>>,
) -> Result<Vec<Row>, PrintError> {
    let mut rows = set(cells, columns, measure, (measure.height * 0.6, false))?;
    for row in &mut rows {
        row.head = head.cloned();
    }
    Ok(rows)
}

/// Keeps the first two rows below the head on one page, and the last two: none stands alone.
pub fn keep_company(rows: &mut [Row]) {
    let first = rows.iter().position(|row| !row.keep);
    let last_but_one = rows.len().checked_sub(2);
    for place in [first, last_but_one].into_iter().flatten() {
        rows[place].keep = place + 1 < rows.len();
    }
}

fn set(
    cells: &[Paragraph],
    columns: &[Column],
    measure: Measure,
    (highest, is_head): (f32, bool),
) -> Result<Vec<Row>, PrintError> {
    let right = measure.left + measure.width;
    let count = columns.len();
    let mut columns = columns.to_vec();
    columns.truncate(cells.len());
    if let Some(last) = columns.last_mut() {
        last.width = last.width.max(right - last.left);
    }
    let mut lines = Vec::with_capacity(cells.len());
    for (cell, column) in cells.iter().zip(&columns) {
        lines.push(cell.lines(column.inner().1, Fill::Ragged)?);
    }
    let edges = (measure.left, right);
    let elements = elements(&columns, count, is_head);
    let draw = |part: &Vec<Vec<Line>>| Row { parts: elements.clone(), ..draw(part, &columns, edges, is_head) };
    Ok(parts(&lines, highest).iter().map(draw).collect())
}

/// The cells of a row; the last one takes what is left of as many columns as there are.
fn elements(columns: &[Column], count: usize, is_head: bool) -> Vec<Element> {
    let Some(last) = columns.last() else { return Vec::new() };
    let row = last.table.child(Role::Row);
    let cell = |index: usize| {
        let over = if index + 1 == columns.len() { count - index } else { 1 };
        row.child(if is_head { Role::Head(over) } else { Role::Cell(over) })
    };
    (0..columns.len()).map(cell).collect()
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
    let mut part_of = Vec::new();
    let mut height = LEADING;
    for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
        let mut top = 0.0;
        for line in cell {
            let room = column.width - 2.0 * PAD_X - line.width;
            let shift = match column.align {
                Align::Right => room,
                Align::Centre => room / 2.0,
                Align::Left => 0.0,
            };
            let baseline = PAD_Y + top + LEADING * 0.5 + CELL.size * 0.34;
            text.push((column.left + PAD_X + shift, baseline, line.clone()));
            part_of.push(index);
            top += LEADING;
        }
        height = height.max(top);
    }
    Row { part_of, ..Row::new(height + 2.0 * PAD_Y, Drawn::Cells { text, is_head, edges }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_row_stands_alone_below_its_head_or_on_the_next_page() {
        let kept = |flags: &[bool]| -> Vec<bool> {
            let row = |keep: &bool| Row { keep: *keep, ..Row::new(9.0, Drawn::Strokes(Vec::new())) };
            let mut rows: Vec<Row> = flags.iter().map(row).collect();
            keep_company(&mut rows);
            rows.iter().map(|row| row.keep).collect()
        };
        assert_eq!(kept(&[true, false, false, false, false]), [true, true, false, true, false]);
        assert_eq!(kept(&[true, false, false]), [true, true, false]);
        assert_eq!(kept(&[true, false]), [true, false]);
        assert_eq!(kept(&[]), [false; 0]);
    }

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
