//! Every workshop, a row each.

use super::words::words;
use super::{BOTTOM, LEFT, Plan, TOP, WIDTH, Workshop};
use crate::print::PrintError;
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Style};
use crate::print::typography::{date_range, spaced};

/// The columns' widths: city, dates, room, lead, others, seats.
const COLUMNS: [f32; 6] = [mm(30.0), mm(56.0), mm(70.0), mm(50.0), mm(55.0), mm(16.0)];
const PADDING: f32 = mm(1.4);
const SIZE: f32 = 8.6;
const LEADING: f32 = 10.4;

/// A row, set and measured.
struct Row {
    cells: Vec<Vec<Line>>,
    height: f32,
}

/// Draws the table from there on, on as many pages as it takes, its head on each.
pub fn draw(canvases: &mut Vec<Canvas>, plan: &Plan, top: f32) -> Result<(), PrintError> {
    let words = words(plan.language);
    let heads = [words.city, words.dates, words.venue, words.lead, words.others, words.seats].map(str::to_owned);
    let head = row(&heads, Face::SansBold)?;
    let rows: Vec<Row> =
        plan.workshops.iter().map(|one| row(&texts(one, plan), Face::Sans)).collect::<Result<_, _>>()?;
    let first = rows.first().map_or(0.0, |row| row.height);
    let mut y = top;
    let (mut is_begun, mut is_headed) = (false, false);
    let table = Element::new(Role::Table);
    for row in &rows {
        let needed = if is_begun { row.height } else { head.height + first };
        if y + needed > BOTTOM {
            canvases.push(Canvas::new(A4_LONG, A4_SHORT));
            (y, is_begun) = (TOP, false);
        }
        let Some(canvas) = canvases.last_mut() else { return Ok(()) };
        if !is_begun {
            canvas.fill_under(Area { x: LEFT, y, width: WIDTH, height: head.height }, Ink::TINT);
            let of = table.child(Role::Row);
            let head_at = |canvas: &mut Canvas| put(canvas, &head, (&of, Role::Head(1)), y, 0.9);
            // It is read once, above the first row.
            y = if is_headed { canvas.ornament(head_at) } else { head_at(canvas) };
            (is_begun, is_headed) = (true, true);
        }
        y = put(canvas, row, (&table.child(Role::Row), Role::Cell(1)), y, 0.4);
    }
    Ok(())
}

fn texts(one: &Workshop, plan: &Plan) -> [String; 6] {
    let language = plan.language;
    let others = one.trainers.iter().skip(1).map(String::as_str).collect::<Vec<_>>().join(", ");
    [
        one.city.clone(),
        date_range(one.from, one.to, language),
        spaced(&one.venue, None, language),
        one.trainers.first().cloned().unwrap_or_default(),
        others,
        one.seats.to_string(),
    ]
}

fn row(texts: &[String; 6], face: Face) -> Result<Row, PrintError> {
    let mut cells = Vec::with_capacity(texts.len());
    for (text, width) in texts.iter().zip(COLUMNS) {
        cells.push(Paragraph::plain(text, Style::new(face, SIZE))?.lines(width - 2.0 * PADDING, Fill::Ragged)?);
    }
    let lines = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
    Ok(Row { cells, height: LEADING * f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) + 2.0 * PADDING })
}

/// Draws a row and its lower edge; returns where it ends.
fn put(canvas: &mut Canvas, row: &Row, (of, role): (&Element, Role), y: f32, weight: f32) -> f32 {
    let mut x = LEFT;
    for (cell, width) in row.cells.iter().zip(COLUMNS) {
        let element = of.child(role.clone());
        canvas.mention(std::slice::from_ref(&element));
        canvas.part_of(&element, |canvas| {
            let mut baseline = y + PADDING + LEADING * 0.76;
            for line in cell {
                canvas.text(line, x + PADDING, baseline);
                baseline += LEADING;
            }
        });
        x += width;
    }
    let bottom = y + row.height;
    canvas.rule((LEFT, bottom), (LEFT + WIDTH, bottom), weight, Ink::BLACK);
    bottom
}
