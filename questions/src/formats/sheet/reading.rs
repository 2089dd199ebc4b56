//! A sheet of rows as questions.

use super::columns::{Column, Headings};
use super::pieces::{IN_TAGS, cut, meant};
use super::row::Cells;
use super::{HEADINGS_WITHIN, MOST_OPTIONS, Row};
use crate::faults::Fault;
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::{MOST_QUESTIONS, Read};
use crate::parts::Part;
use crate::question::{Kind, Language};

/// What a sheet gave.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The questions, what is refused and what is lost; lines are rows.
    pub read: Read,
    /// The module that the row of each question names; empty if none.
    pub modules: Vec<String>,
    headings: Headings,
    // In which columns the options of each question stand.
    options: Vec<Vec<usize>>,
}

/// What another format gave, as if it came from a sheet that names no module.
impl From<Read> for Reading {
    fn from(read: Read) -> Self {
        Self { modules: vec![String::new(); read.questions.len()], read, ..Self::default() }
    }
}

impl Reading {
    /// The heading of a column.
    #[must_use]
    pub fn heading(&self, column: Column) -> String {
        self.headings.heading(column)
    }

    /// The heading of the column in which a fault of a question is to be put right;
    /// `index` is that of the question among those read.
    #[must_use]
    pub fn column_of(&self, index: usize, fault: &Fault) -> Option<String> {
        let question = &self.read.questions.get(index)?.question;
        let options = self.options.get(index)?;
        let option = |at: usize| Some(Column::Option(*options.get(at)?));
        let column = match *fault {
            Fault::Empty(part) | Fault::TextTooLong { part, .. } | Fault::Same { part, .. } => match part {
                Part::Text => Column::Text,
                Part::Feedback => Column::Feedback,
                Part::Unit => Column::Unit,
                Part::Accepted(_) => Column::Right,
                Part::Option(at) | Part::Step(at) | Part::ScalePoint(at) | Part::Left(at) | Part::Right(at) => {
                    option(at)?
                }
                Part::Extra(at) => match &question.kind {
                    Kind::Matching { pairs, .. } => option(pairs.len() + at)?,
                    _ => return None,
                },
                _ => return None,
            },
            Fault::NameTooLong => Column::Name,
            Fault::Tag(_) | Fault::TooManyTags => Column::Tags,
            Fault::Points { .. } => Column::Points,
            Fault::TooFew { .. } | Fault::TooMany { .. } => match question.kind {
                Kind::Numeric { .. } | Kind::Short { .. } => Column::Right,
                _ => Column::Option(options.len().min(MOST_OPTIONS - 1)),
            },
            _ => Column::Right,
        };
        Some(self.headings.heading(column))
    }
}

/// Whether a sheet has headings of questions.
#[must_use]
pub fn is_headed(rows: &[Row]) -> bool {
    rows.iter().take(HEADINGS_WITHIN).any(|row| Headings::of(row, Language::Fr).is_some())
}

/// Reads a sheet. `language` is that of its texts, where its headings do not show it.
#[must_use]
pub fn read(rows: &[Row], language: Language) -> Reading {
    let mut reading = Reading::default();
    let mut within = (0..).zip(rows.iter().take(HEADINGS_WITHIN));
    let found = within.find_map(|(at, row)| Some((at, Headings::of(row, language)?)));
    let Some((at, headings)) = found else {
        reading.read.refuse(1, Reason::NotThisFormat);
        return reading;
    };
    let below = &rows[at + 1..];
    for (_, heading) in headings.unknown.iter().filter(|(column, _)| below.iter().any(|row| has_cell(row, *column))) {
        reading.read.lose(rows[at].number, What::Other(excerpt(heading)));
    }
    for row in below.iter().filter(|row| headings.filled(row).next().is_some()) {
        if reading.read.questions.len() >= MOST_QUESTIONS {
            reading.read.refuse(row.number, Reason::TooMany { most: MOST_QUESTIONS });
            break;
        }
        let mut cells = Cells::of(&headings, row);
        match cells.question() {
            Ok(question) => {
                for what in cells.lost() {
                    reading.read.lose(row.number, what);
                }
                reading.read.found(row.number, question);
                reading.modules.push(cells.cell(Column::Module).to_owned());
                reading.options.push(cells.options());
            }
            Err(reason) => reading.read.refuse(row.number, reason),
        }
    }
    reading.headings = headings;
    reading
}

/// The tags of a line of them, between commas.
#[must_use]
pub fn read_tags(line: &str) -> Vec<String> {
    let tags = cut(line, &IN_TAGS).into_iter().map(|piece| meant(piece, &IN_TAGS));
    tags.filter(|tag| !tag.is_empty()).collect()
}

fn has_cell(row: &Row, at: usize) -> bool {
    row.cells.get(at).is_some_and(|cell| !cell.trim().is_empty())
}
