//! The pages of a day: head, table, and on the last one totals and signatures.

use super::columns::{Column, columns};
use super::rows::{Row, head, rows};
use super::words::{self, Words};
use super::{AttendanceSheet, Halves, Sex};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Sheet, mm};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Place, Style, fit, single};
use crate::print::typography::{spaced, weekday_and_date};
use crate::print::{PrintError, foot, heading};

const LEFT: f32 = mm(10.0);
const WIDTH: f32 = mm(277.0);
const TOP: f32 = mm(9.0);
/// The lowest that a row may reach; below stands the page number.
const BOTTOM: f32 = A4_SHORT - mm(13.0);
/// Totals and boxes.
const CLOSING: f32 = mm(37.0);
/// So many rows accompany the closing to a page of its own.
const COMPANY: usize = 3;

/// The pages of a day, by its index.
pub fn day(sheet: &AttendanceSheet, index: usize) -> Result<Vec<Sheet>, PrintError> {
    let words = words::words(sheet.language);
    let columns = columns(sheet.days[index].halves, LEFT);
    let table = Table { head: head(&columns, words)?, rows: rows(sheet, &columns)?, columns };
    let first_top = title(&mut Canvas::new(A4_LONG, A4_SHORT), sheet, index, true)?;
    let other_top = title(&mut Canvas::new(A4_LONG, A4_SHORT), sheet, index, false)?;
    let parts = parts(&table, first_top, other_top);
    let mut pages = Vec::new();
    for (number, part) in parts.iter().enumerate() {
        let mut canvas = Canvas::new(A4_LONG, A4_SHORT);
        let top = if number == 0 {
            title(&mut canvas, sheet, index, true)?
        } else {
            canvas.ornament(|canvas| title(canvas, sheet, index, false))?
        };
        let mut y = table.draw(&mut canvas, part, top)?;
        if number + 1 == parts.len() {
            if table.rows.is_empty() {
                y = nobody(&mut canvas, words, y)?;
            }
            closing(&mut canvas, sheet, index, y + mm(4.0))?;
        }
        foot(&mut canvas, sheet, number + 1, parts.len())?;
        pages.push(canvas.into_page());
    }
    Ok(pages)
}

struct Table {
    columns: Vec<Column>,
    head: Row,
    rows: Vec<Row>,
}

impl Table {
    fn draw(&self, canvas: &mut Canvas, part: &[usize], top: f32) -> Result<f32, PrintError> {
        let table = Element::new(Role::Table);
        self.head.draw(canvas, &self.columns, &table, top)?;
        let mut y = top + self.head.height;
        for row in part.iter().map(|row| &self.rows[*row]) {
            row.draw(canvas, &self.columns, &table, y)?;
            y += row.height;
        }
        if let (Some(first), Some(last)) = (self.columns.first(), self.columns.last()) {
            canvas.rule((first.x, y), (last.x + last.width, y), 0.5, Ink::BLACK);
        }
        Ok(y)
    }
}

/// Which rows stand on which page: as many as fit, but the closing is never
/// alone, for it certifies what stands above it.
fn parts(table: &Table, first_top: f32, other_top: f32) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut y = first_top + table.head.height;
    for (index, row) in table.rows.iter().enumerate() {
        let is_empty = parts.last().is_none_or(Vec::is_empty);
        if y + row.height > BOTTOM && !is_empty {
            parts.push(Vec::new());
            y = other_top + table.head.height;
        }
        if let Some(part) = parts.last_mut() {
            part.push(index);
        }
        y += row.height;
    }
    if y + CLOSING > BOTTOM
        && let Some(last) = parts.last_mut()
    {
        let company = COMPANY.min(last.len().saturating_sub(1));
        let moved = last.split_off(last.len() - company);
        parts.push(moved);
    }
    parts
}

/// Who, what, where, when. Every page says it; the first also who issues it.
fn title(canvas: &mut Canvas, sheet: &AttendanceSheet, index: usize, is_first: bool) -> Result<f32, PrintError> {
    let (words, language) = (words::words(sheet.language), sheet.language);
    let mut y = TOP;
    if is_first {
        let area = Area { x: LEFT, y, width: WIDTH, height: 0.0 };
        y = heading::draw(canvas, &sheet.heading, language, area, 7.6)? + mm(2.5);
    }
    let shown = sheet.days[index];
    let date = weekday_and_date(shown.on, language);
    let date = match shown.halves {
        Halves::Both => date,
        Halves::Morning => format!("{date}, {}", words.morning),
        Halves::Afternoon => format!("{date}, {}", words.afternoon),
    };
    let day = words::day_of(shown.number, sheet.of_days, language);
    let place = format!("{}{}", words.place, spaced(&sheet.place, None, language));
    let workshop = spaced(&sheet.workshop, None, language);
    let programme = spaced(&sheet.programme, None, language);
    let title = words.title.to_uppercase();
    let lines = [
        (
            title.as_str(),
            Style::new(Face::SansBold, 13.0).tracked(30.0).ink(Ink::GREEN),
            date.as_str(),
            Face::SansBold,
            11.5,
            15.5,
        ),
        (&workshop, Style::new(Face::SansBold, 10.0), &day, Face::Sans, 9.5, 13.5),
        (&programme, Style::new(Face::Sans, 9.0), &place, Face::Sans, 9.5, 12.5),
    ];
    for (index, (left, style, right, face, size, height)) in lines.into_iter().enumerate() {
        y += height;
        let room = WIDTH * 0.64;
        let (_, left) = fit(left, style, Place { what: "title", width: room, lines: 1, smallest: 5.0 })?;
        let place = Place { what: "place", width: WIDTH - room - mm(4.0), lines: 1, smallest: 5.0 };
        let (_, right) = fit(right, Style::new(face, size), place)?;
        let role = if index == 0 { Role::Heading(1) } else { Role::Paragraph };
        canvas.within(role, |canvas| left.iter().for_each(|line| canvas.text(line, LEFT, y)));
        canvas.within(Role::Paragraph, |canvas| {
            for line in &right {
                canvas.text_right(line, LEFT + WIDTH, y);
            }
        });
    }
    Ok(y + mm(2.6))
}

fn nobody(canvas: &mut Canvas, words: &Words, y: f32) -> Result<f32, PrintError> {
    let line = single(words.nobody, Style::new(Face::SansItalic, 9.0))?;
    canvas.within(Role::Paragraph, |canvas| canvas.text(&line, LEFT + mm(2.0), y + mm(6.0)));
    Ok(y + mm(8.0))
}

fn foot(canvas: &mut Canvas, sheet: &AttendanceSheet, page: usize, pages: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 8.0).ink(Ink::GREY);
    let line = single(&foot::page_of(page, pages, sheet.language), style)?;
    canvas.ornament(|canvas| canvas.text_right(&line, LEFT + WIDTH, A4_SHORT - mm(7.5)));
    Ok(())
}

/// Totals by sex at the left, two boxes to certify them at the right.
fn closing(canvas: &mut Canvas, sheet: &AttendanceSheet, index: usize, y: f32) -> Result<(), PrintError> {
    let words = words::words(sheet.language);
    totals(canvas, sheet, sheet.days[index].halves, y)?;
    let width = mm(84.0);
    for (label, x) in [
        (words.certified_by_trainer, LEFT + WIDTH - 2.0 * width - mm(4.0)),
        (words.certified_by_focal_point, LEFT + WIDTH - width),
    ] {
        let area = Area { x, y, width, height: CLOSING - mm(5.0) };
        certified(canvas, words, label, area)?;
    }
    Ok(())
}

fn certified(canvas: &mut Canvas, words: &Words, label: &str, area: Area) -> Result<(), PrintError> {
    canvas.frame(area, 0.7, Ink::BLACK);
    let inset = mm(2.5);
    let line = single(label, Style::new(Face::SansBold, 8.6))?;
    canvas.within(Role::Paragraph, |canvas| canvas.text(&line, area.x + inset, area.y + mm(5.0)));
    let mut y = area.y + mm(12.0);
    for label in [words.name, words.date, words.signature] {
        let label = single(label, Style::new(Face::Sans, 8.0))?;
        canvas.within(Role::Paragraph, |canvas| canvas.text(&label, area.x + inset, y));
        if y + mm(8.0) < area.bottom() {
            canvas.dots((area.x + mm(19.0), y + 0.8), (area.right() - inset, y + 0.8), Ink::GREY);
        }
        y += mm(7.0);
    }
    Ok(())
}

/// How many were expected, and room for how many came.
fn totals(canvas: &mut Canvas, sheet: &AttendanceSheet, halves: Halves, top: f32) -> Result<(), PrintError> {
    let (words, language) = (words::words(sheet.language), sheet.language);
    let count = |sex| sheet.attendees.iter().filter(|attendee| attendee.sex == sex).count();
    let mut sexes = vec![Sex::Female, Sex::Male];
    if count(Sex::Unstated) > 0 {
        sexes.push(Sex::Unstated);
    }
    let mut heads = vec![String::new()];
    let mut enrolled = vec![words.enrolled.to_owned()];
    for sex in &sexes {
        heads.push(words::sex(*sex, language).to_owned());
        enrolled.push(count(*sex).to_string());
    }
    heads.push(words.total.to_owned());
    enrolled.push(sheet.attendees.len().to_string());
    let mut table = vec![heads, enrolled];
    if halves != Halves::Afternoon {
        table.push(vec![words.present_morning.to_owned()]);
    }
    if halves != Halves::Morning {
        table.push(vec![words.present_afternoon.to_owned()]);
    }
    let columns = sexes.len() + 1;
    grid(canvas, &table, columns, top)
}

fn grid(canvas: &mut Canvas, table: &[Vec<String>], columns: usize, top: f32) -> Result<(), PrintError> {
    let (label, column, height) = (mm(40.0), mm(17.0), mm(8.0));
    let edges: Vec<f32> = (0..=u16::try_from(columns).unwrap_or(u16::MAX))
        .map(|index| LEFT + label + column * f32::from(index))
        .collect();
    let right = edges.last().copied().unwrap_or(LEFT);
    let mut y = top;
    let whole = Element::new(Role::Table);
    for (index, row) in table.iter().enumerate() {
        let of = whole.child(Role::Row);
        let role = if index == 0 { Role::Head(1) } else { Role::Cell(1) };
        // Those to be filled in by hand are cells too.
        let cells: Vec<Element> = (0..=columns).map(|_| of.child(role.clone())).collect();
        canvas.mention(&cells);
        let face = if index == 0 { Face::SansBold } else { Face::Sans };
        for ((cell, text), element) in row.iter().enumerate().zip(&cells) {
            let face = if cell == 0 { Face::SansBold } else { face };
            let line = single(text, Style::new(face, 8.4))?;
            let baseline = y + height * 0.66;
            canvas.part_of(element, |canvas| match cell.checked_sub(1).and_then(|cell| edges.get(cell)) {
                Some(edge) => canvas.text_centred(&line, edge + column / 2.0, baseline),
                None => canvas.text(&line, LEFT + mm(1.5), baseline),
            });
        }
        let bottom = y + height;
        for x in [LEFT].iter().chain(&edges) {
            canvas.rule((*x, y), (*x, bottom), 0.5, Ink::BLACK);
        }
        canvas.rule((LEFT, y), (right, y), 0.5, Ink::BLACK);
        canvas.rule((LEFT, bottom), (right, bottom), 0.5, Ink::BLACK);
        y = bottom;
    }
    Ok(())
}
