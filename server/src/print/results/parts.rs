//! From the parts of a report to rows.

use super::{BODY, charts, said};
use crate::print::canvas::Ink;
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::table::{self, Align, CELL, Column, Wish};
use crate::print::flow::text::{LEADING, Measure, no_lonely_line, text};
use crate::print::fonts::Face;
use crate::print::handout::written;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Paragraph, Span, Style, drawable, single};
use crate::print::{Locale, PrintError};
use app::assessments::findings::report::{Cell, Head, Holds, Part, Table};
use std::rc::Rc;

/// The headings, the higher first.
const HEADINGS: [Style; 2] = [Style::new(Face::SansBold, 12.5).ink(Ink::GREEN), Style::new(Face::SansBold, 10.0)];
/// Beside items.
const INDENT: f32 = 12.0;
/// Words are kept whole up to this.
const LONGEST: f32 = 150.0;
/// How wide the bars in a table are.
const BARS: f32 = 76.0;
/// How much wider than it needs to be a small table is drawn.
const EASE: f32 = 1.5;
/// Of the measure: a table that wants more takes all of it, so that tables below each other
/// end together.
const NEARLY: f32 = 0.6;

/// The rows of all parts, in order.
pub fn rows(parts: &[Part], measure: Measure) -> Result<Vec<Row>, PrintError> {
    let mut rows = Vec::new();
    let mut last = None;
    for (place, part) in parts.iter().enumerate() {
        let mut made = match part {
            Part::Heading(level, title) => heading(*level, title, measure)?,
            Part::Text(sentences) => paragraph(sentences, measure)?,
            Part::Written(markdown) => written(&drawable(markdown), BODY, measure)?,
            Part::Items(items) => list(items, measure)?,
            Part::Table(table) => table_rows(table, measure)?,
            Part::Bars(pair) => vec![charts::bars(pair, measure)?],
            Part::Columns(columns) => vec![charts::columns(columns, measure)?],
        };
        if let Some(first) = made.first_mut() {
            first.before = gap(last, part);
        }
        // What is said of a table or a chart stands above it.
        if matches!((part, parts.get(place + 1)), (Part::Text(_), Some(Part::Table(_) | Part::Columns(_)))) {
            for row in &mut made {
                row.keep = true;
            }
        }
        rows.extend(made);
        last = Some(part);
    }
    // Nothing follows the last row that it could be kept with.
    if let Some(row) = rows.last_mut() {
        row.keep = false;
    }
    Ok(rows)
}

fn gap(last: Option<&Part>, part: &Part) -> f32 {
    match (last, part) {
        (Some(Part::Heading(0, _)), Part::Heading(..)) => 6.0,
        (_, Part::Heading(0, _)) => 24.0,
        (_, Part::Heading(..)) => 15.0,
        (Some(Part::Heading(..)), _) | (Some(Part::Text(_)), Part::Text(_)) => 5.0,
        _ => 10.0,
    }
}

fn heading(level: usize, title: &str, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let title = said(title, measure.language);
    let style = HEADINGS[level.min(HEADINGS.len() - 1)];
    let mut rows = text(&[Span::new(&title, style)], measure, Fill::Ragged, 1.25)?;
    make(&mut rows, &Element::new(Role::Heading(level + 2)));
    for row in &mut rows {
        row.keep = true;
    }
    if let Some(first) = rows.first_mut() {
        first.entry = Some((title, level));
    }
    Ok(rows)
}

fn paragraph(sentences: &str, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let sentences = said(sentences, measure.language);
    let mut rows = text(&[Span::new(&sentences, BODY)], measure, Fill::Justified, LEADING)?;
    no_lonely_line(&mut rows);
    Ok(rows)
}

fn list(items: &[String], measure: Measure) -> Result<Vec<Row>, PrintError> {
    let column = Measure { left: measure.left + INDENT, width: measure.width - INDENT, ..measure };
    let mut rows = Vec::new();
    let list = Element::new(Role::List { is_numbered: false });
    for item in items {
        let mut made = paragraph(item, column)?;
        let item = list.child(Role::Item);
        let (label, body) = (item.child(Role::Label), item.child(Role::Body));
        make(&mut made, &body);
        if let Some(Row { before, ink: Drawn::Text(text), parts, part_of, .. }) = made.first_mut() {
            *part_of = [0].into_iter().chain(text.iter().map(|_| 1)).collect();
            *parts = vec![label, body];
            *before = 3.0;
            let baseline = text.first().map_or(0.0, |(_, baseline, _)| *baseline);
            text.insert(0, (measure.left + 2.0, baseline, single("•", BODY)?));
        }
        rows.extend(made);
    }
    Ok(rows)
}

/// A table, its head again on every page.
fn table_rows(table: &Table, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let language = measure.language;
    let heads = table.heads.iter().map(|head| set(&head.text, CELL.face(Face::SansBold), head, language));
    let heads = heads.collect::<Result<Vec<_>, _>>()?;
    let mut body = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let cells = row.iter().zip(&table.heads).map(|(cell, head)| set_cell(cell, head, language));
        body.push(cells.collect::<Result<Vec<_>, _>>()?);
    }
    let mut wishes = wishes(table, &heads, &body);
    let desired: f32 = wishes.iter().map(|wish| wish.most).sum();
    let mut width = desired * EASE;
    if width > measure.width * NEARLY {
        width = measure.width;
    }
    if table.heads.iter().any(|head| head.holds == Holds::Bars) {
        // Bars of all tables are of one length: words take what is left.
        width = measure.width;
        let words = table.heads.iter().position(|head| head.holds == Holds::Words);
        if let Some(wish) = words.and_then(|place| wishes.get_mut(place)) {
            wish.most += (width - desired).max(0.0);
        }
    }
    let measure = Measure { width, ..measure };
    let aligned: Vec<Align> = table.heads.iter().map(|head| align(head.holds)).collect();
    let columns = table::columns(&wishes, &aligned, measure);
    let mut rows = table::head(&heads, &columns, measure)?;
    let head = rows.first().cloned().map(Rc::new);
    for (cells, set) in table.rows.iter().zip(&body) {
        let mut made = table::row(set, &columns, measure, head.as_ref())?;
        if let Some(first) = made.first_mut() {
            draw_bars(first, cells, &columns);
        }
        rows.extend(made);
    }
    table::keep_company(&mut rows);
    Ok(rows)
}

fn align(holds: Holds) -> Align {
    match holds {
        Holds::Words | Holds::Bars => Align::Left,
        Holds::Figures => Align::Right,
    }
}

fn set(words: &str, style: Style, head: &Head, language: Locale) -> Result<Paragraph, PrintError> {
    Paragraph::new(&[Span::new(&said(words, language), style)], (head.holds == Holds::Words).then_some(language))
}

fn set_cell(cell: &Cell, head: &Head, language: Locale) -> Result<Paragraph, PrintError> {
    match cell {
        Cell::Text(words) => set(words, CELL, head, language),
        Cell::Bars(_) => Paragraph::plain("", CELL),
        Cell::Noted(words, notes) => {
            let mut spans = vec![Span::new(&said(words, language), CELL)];
            for note in notes {
                let note = format!("\n→ {}", said(note, language));
                spans.push(Span::new(&note, CELL.face(Face::SansItalic)));
            }
            Paragraph::new(&spans, Some(language))
        }
    }
}

/// Words share what figures and bars leave. The head of figures is set in lines no wider
/// than they are, or than its longest word.
fn wishes(table: &Table, heads: &[Paragraph], body: &[Vec<Paragraph>]) -> Vec<Wish> {
    let wish = |(place, (head, set)): (usize, (&Head, &Paragraph))| {
        // The last cell of a shorter row has more than one column.
        let whole = body.iter().filter(|row| row.len() == table.heads.len() || place + 1 < row.len());
        let cells = whole.filter_map(|row| row.get(place));
        match head.holds {
            Holds::Bars => Wish::exactly(BARS),
            Holds::Words => {
                let wish = cells.map(Wish::of).fold(Wish::of(set), Wish::or);
                // An endless word is torn before figures are.
                Wish { least: wish.least.min(LONGEST), ..wish }
            }
            Holds::Figures => {
                // A head is divided between words, not at a hyphen.
                let least = if head.text.contains(' ') { set.longest_word() } else { set.natural_width() };
                let widest = cells.map(Paragraph::natural_width).fold(least, f32::max);
                Wish::exactly(widest)
            }
        }
    };
    table.heads.iter().zip(heads).enumerate().map(wish).collect()
}

/// The bars of a row's cells, over the row.
fn draw_bars(row: &mut Row, cells: &[Cell], columns: &[Column]) {
    for (cell, column) in cells.iter().zip(columns) {
        let Cell::Bars(pair) = cell else { continue };
        let bars = Drawn::Shapes(charts::small(*pair, column.inner()));
        let ink = std::mem::replace(&mut row.ink, Drawn::Shapes(Vec::new()));
        row.ink = Drawn::Together(vec![ink, bars]);
    }
}
