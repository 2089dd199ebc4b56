//! The rows: high enough to sign in, higher if a text needs it.

use super::columns::{BADGE, Column, Content, PADDING, QUIET};
use super::words::Words;
use super::{AttendanceSheet, Attendee};
use crate::print::canvas::{Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Style};
use crate::print::typography::spaced;
use crate::print::{Locale, PrintError, qr};

/// Nine millimetres is the least in which people sign; badges want more.
const ROW: f32 = BADGE + QUIET;
const HEAD: f32 = mm(8.5);
/// Sizes of text and how many lines each may take, the best first.
const SIZES: [(f32, usize); 5] = [(8.6, 2), (7.8, 2), (7.0, 3), (6.4, 3), (6.4, usize::MAX)];

/// A row of the table, set and measured.
pub struct Row {
    cells: Vec<Cell>,
    /// Its height.
    pub height: f32,
    is_head: bool,
    /// What the QR code holds.
    badge: Option<String>,
}

struct Cell {
    lines: Vec<Line>,
    leading: f32,
    is_centred: bool,
}

/// The head of the table.
pub fn head(columns: &[Column], words: &Words) -> Result<Row, PrintError> {
    let mut cells = Vec::new();
    for column in columns {
        let style = Style::new(Face::SansBold, 7.8);
        let paragraph = Paragraph::plain(column.content.label(words), style)?;
        let lines = paragraph.lines(column.width - 2.0 * PADDING, Fill::Ragged)?;
        cells.push(Cell { lines, leading: 9.4, is_centred: true });
    }
    Ok(Row { cells, height: HEAD, is_head: true, badge: None })
}

/// A row for each person expected, then the blank ones.
pub fn rows(sheet: &AttendanceSheet, columns: &[Column]) -> Result<Vec<Row>, PrintError> {
    let people = sheet.attendees.iter().map(Some);
    let blank = (0..sheet.blank_rows).map(|_| None);
    people.chain(blank).enumerate().map(|(index, attendee)| row(index + 1, attendee, columns, sheet.language)).collect()
}

fn row(number: usize, attendee: Option<&Attendee>, columns: &[Column], language: Locale) -> Result<Row, PrintError> {
    let mut height = ROW;
    let mut cells = Vec::new();
    for column in columns {
        let text = column.content.text(number, attendee, language);
        let text = spaced(text.trim(), None, language);
        let cell = cell(&text, column)?;
        height = height.max(cell.height() + 2.0 * PADDING);
        cells.push(cell);
    }
    Ok(Row { cells, height, is_head: false, badge: attendee.map(|attendee| attendee.badge.payload.clone()) })
}

/// Smaller first, so that rows stay even; the smallest takes the lines it needs.
fn cell(text: &str, column: &Column) -> Result<Cell, PrintError> {
    let face = if column.content == Content::FamilyName { Face::SansBold } else { Face::Sans };
    let width = column.text_width();
    let is_centred = column.content.is_centred();
    let mut cell = Cell { lines: Vec::new(), leading: 0.0, is_centred };
    let sizes: &[(f32, usize)] = match column.content {
        Content::Badge => &[(6.6, usize::MAX)],
        _ => &SIZES,
    };
    for &(size, most) in sizes {
        let paragraph = Paragraph::plain(text, Style::new(face, size))?;
        let whole = paragraph.longest_word() <= width;
        let lines = paragraph.lines(width, Fill::Ragged)?;
        let fits = lines.len() <= most && whole || most == usize::MAX;
        cell = Cell { lines, leading: size * 1.17, is_centred };
        if fits {
            break;
        }
    }
    Ok(cell)
}

impl Cell {
    fn height(&self) -> f32 {
        self.lines.iter().map(|_| self.leading).sum()
    }

    fn draw(&self, canvas: &mut Canvas, column: &Column, (y, height): (f32, f32)) {
        let mut baseline = y + (height - self.height()) / 2.0 + self.leading * 0.8;
        for line in &self.lines {
            if self.is_centred {
                canvas.text_centred(line, column.x + column.width / 2.0, baseline);
            } else {
                canvas.text(line, column.text_x(), baseline);
            }
            baseline += self.leading;
        }
    }
}

impl Row {
    /// Draws the row, its lower edge and the columns' edges. Whoever draws the
    /// last row of a page closes the table below it.
    pub fn draw(&self, canvas: &mut Canvas, columns: &[Column], table: &Element, y: f32) -> Result<(), PrintError> {
        let (Some(first), Some(last)) = (columns.first(), columns.last()) else { return Ok(()) };
        let right = last.x + last.width;
        if self.is_head {
            let area = Area { x: first.x, y, width: right - first.x, height: self.height };
            canvas.fill_under(area, Ink::TINT);
            canvas.rule((first.x, y), (right, y), 0.9, Ink::BLACK);
        }
        let row = table.child(Role::Row);
        let role = if self.is_head { Role::Head(1) } else { Role::Cell(1) };
        // What is signed by hand is a cell too.
        let elements: Vec<Element> = columns.iter().map(|_| row.child(role.clone())).collect();
        canvas.mention(&elements);
        for ((cell, column), element) in self.cells.iter().zip(columns).zip(&elements) {
            canvas.part_of(element, |canvas| cell.draw(canvas, column, (y, self.height)));
        }
        self.draw_edges(canvas, columns, y);
        self.draw_badge(canvas, columns, &elements, y)
    }

    /// No edge runs below a badge: it would stand in its quiet zone.
    fn draw_edges(&self, canvas: &mut Canvas, columns: &[Column], y: f32) {
        let bottom = y + self.height;
        let weight = if self.is_head { 0.9 } else { 0.5 };
        for column in columns {
            let right = column.x + column.width;
            canvas.rule((column.x, y), (column.x, bottom), 0.5, Ink::BLACK);
            canvas.rule((right, y), (right, bottom), 0.5, Ink::BLACK);
            if column.content != Content::Badge || self.badge.is_none() {
                canvas.rule((column.x, bottom), (right, bottom), weight, Ink::BLACK);
            }
        }
    }

    fn draw_badge(
        &self,
        canvas: &mut Canvas,
        columns: &[Column],
        elements: &[Element],
        y: f32,
    ) -> Result<(), PrintError> {
        let found = columns.iter().zip(elements).find(|(column, _)| column.content == Content::Badge);
        let (Some(payload), Some((column, element))) = (&self.badge, found) else { return Ok(()) };
        let top = y + (self.height - BADGE) / 2.0;
        canvas.part_of(element, |canvas| qr::draw_bare(canvas, payload, column.x + QUIET, top, BADGE))
    }
}
