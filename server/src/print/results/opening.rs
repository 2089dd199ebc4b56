//! Who issues the report, what it is and what it covers, and the answer first.

use super::{BODY, Results, TOP, said};
use crate::print::canvas::{Area, Canvas, Ink, mm};
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::text::{Measure, text};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Paragraph, Span, Style, single};
use crate::print::{PrintError, heading};

/// Where the labels of what it covers stand.
const LABELS: f32 = mm(38.0);
/// From the edge of the answer to its text.
const QUOTE: f32 = 14.0;

/// The rows of the first half page, below the heading that it draws.
pub fn rows(canvas: &mut Canvas, results: &Results, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let area = Area { x: measure.left, y: mm(11.0), width: measure.width, height: 0.0 };
    let end = heading::draw(canvas, &results.heading, results.language, area, 7.6)?;
    let mut rows = vec![Row { keep: true, ..Row::new((end - TOP + mm(6.0)).max(0.0), Drawn::Text(Vec::new())) }];
    let title = Style::new(Face::SansBold, 16.0).tracked(30.0).ink(Ink::GREEN);
    let title = Span::new(&results.report.title.to_uppercase(), title);
    let mut titled = text(&[title], measure, Fill::Ragged, 1.3)?;
    make(&mut titled, &Element::new(Role::Heading(1)));
    rows.extend(titled);
    rows.push(Row::new(8.0, Drawn::Rule(measure.left, measure.left + measure.width)));
    for (label, value) in &results.report.covers {
        rows.extend(covered(label, value, measure)?);
    }
    if !results.report.question.is_empty() {
        rows.extend(answer(results, measure)?);
    }
    Ok(rows)
}

/// A label with its value, which may take several lines.
fn covered(label: &str, value: &str, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let column = Measure { left: measure.left + LABELS, width: measure.width - LABELS, ..measure };
    let value = said(value, measure.language);
    let mut rows = text(&[Span::new(&value, Style::new(Face::Sans, 9.4))], column, Fill::Ragged, 1.4)?;
    let label = single(label, Style::new(Face::Sans, 9.4).ink(Ink::GREY))?;
    if let Some(Row { before, ink: Drawn::Text(text), .. }) = rows.first_mut() {
        *before = 1.6;
        let baseline = text.first().map_or(0.0, |(_, baseline, _)| *baseline);
        text.insert(0, (measure.left, baseline, label));
    }
    Ok(rows)
}

/// The question in bold, and the answer in larger letters on a tint.
fn answer(results: &Results, measure: Measure) -> Result<Vec<Row>, PrintError> {
    let language = measure.language;
    let column = Measure { left: measure.left + QUOTE, width: measure.width - 2.0 * QUOTE, ..measure };
    let question = said(&results.report.question, language);
    let mut rows = text(&[Span::new(&question, Style::new(Face::SansBold, 11.5))], column, Fill::Ragged, 1.4)?;
    make(&mut rows, &Element::new(Role::Heading(2)));
    if let Some(first) = rows.first_mut() {
        first.entry = Some((question, 0));
        first.before = 20.0;
    }
    for sentence in &results.report.answer {
        let sentence = Span::new(&said(sentence, language), BODY.size(11.0));
        let lines = Paragraph::new(&[sentence], Some(language))?.lines(column.width, Fill::Ragged)?;
        let count = rows.len();
        rows.extend(lines.into_iter().map(|line| {
            let (height, baseline) = (15.6, 11.4);
            Row::new(height, Drawn::Text(vec![(column.left, baseline, line)]))
        }));
        make(&mut rows[count..], &Element::new(Role::Paragraph));
        if let Some(first) = rows.get_mut(count) {
            first.before = 3.0;
        }
    }
    for row in &mut rows {
        row.quote = Some(0);
        row.keep = true;
    }
    if let Some(last) = rows.last_mut() {
        last.keep = false;
    }
    Ok(rows)
}
