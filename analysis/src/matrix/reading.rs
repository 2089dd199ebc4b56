//! Reads responses from delimited text.

use csv::{Reader, ReaderBuilder, StringRecord, Trim};
use thiserror::Error;

use super::{Matrix, MatrixError, Maxima};

/// What the first column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FirstColumn {
    /// Ids, if its header is empty or one of `id`, `identifiant`, `nom`, `name`, `code`,
    /// `matricule`, or if at least half of its filled cells are no numbers; else an item.
    #[default]
    Detect,
    /// What people are called, be it numbers.
    Ids,
    /// The first item.
    Item,
}

/// Why a text is no table of responses. Lines and columns count from 1, as a
/// spreadsheet shows them.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ReadError {
    /// There is no header row.
    #[error("the text is empty")]
    Empty,
    /// There is a header, and nobody below it.
    #[error("there is no row below the header")]
    NoPeople,
    /// There is no column of points.
    #[error("there is no item")]
    NoItems,
    /// An item without a name.
    #[error("column {column} has no name")]
    Unnamed {
        /// The column.
        column: usize,
    },
    /// Two items with one name.
    #[error("column {column}: {name:?} is there twice")]
    Twice {
        /// The second column of that name.
        column: usize,
        /// The name.
        name: String,
    },
    /// A row with more or fewer cells than the header.
    #[error("line {line} has {found} cells instead of {expected}")]
    Ragged {
        /// The line.
        line: u64,
        /// How many cells it has.
        found: usize,
        /// How many the header has.
        expected: usize,
    },
    /// A cell that is neither a number nor empty nor `NA`.
    #[error("line {line}, column {column}: {text:?} is not a number")]
    NotANumber {
        /// The line.
        line: u64,
        /// The column.
        column: usize,
        /// What the cell says.
        text: String,
    },
    /// Points below 0 or above the item's given maximum.
    #[error("line {line}, column {column}: {value} points, where 0 to {maximum} are possible")]
    Points {
        /// The line.
        line: u64,
        /// The column.
        column: usize,
        /// The points.
        value: f64,
        /// The item's maximum; infinite where none was given.
        maximum: f64,
    },
    /// The given maxima do not fit the items.
    #[error("{found} maxima for {expected} items")]
    Maxima {
        /// How many maxima there are.
        found: usize,
        /// How many items there are.
        expected: usize,
    },
    /// A given maximum is not a number above 0.
    #[error("column {column}: the maximum is not above 0")]
    Maximum {
        /// The item's column.
        column: usize,
    },
    /// What the reader of delimited text objects to.
    #[error("{0}")]
    Text(String),
}

/// Reads a table of responses: a header with the items' names, then a row for each
/// person. Cells are separated by tab, `;` or `,`: the first of them that splits all
/// rows alike, else the one that splits the header most. Points have a decimal point
/// or comma; an empty cell, `NA` or `N/A` is a missing answer; rows without any
/// content are passed over.
///
/// # Errors
///
/// A [`ReadError`] that names the line and the column.
pub fn read(text: &str, first: FirstColumn, maxima: &Maxima) -> Result<Matrix, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut records = records(text, delimiter(text))?.into_iter();
    let header = records.next().ok_or(ReadError::Empty)?;
    let body: Vec<StringRecord> = records.filter(|record| record.iter().any(|cell| !cell.is_empty())).collect();
    if body.is_empty() {
        return Err(ReadError::NoPeople);
    }
    for record in &body {
        if record.len() != header.len() {
            return Err(ReadError::Ragged { line: line(text, record), found: record.len(), expected: header.len() });
        }
    }
    let skipped = usize::from(has_ids(first, &header, &body));
    let names = names(&header, skipped)?;
    let rows = body.iter().map(|record| points(text, record, skipped)).collect::<Result<Vec<_>, _>>()?;
    let lines: Vec<u64> = body.iter().map(|record| line(text, record)).collect();
    let mut matrix = Matrix::new(names, &rows, maxima).map_err(|error| located(error, &lines, skipped))?;
    if skipped == 1 {
        matrix.ids = Some(body.iter().map(|record| record[0].to_owned()).collect());
    }
    Ok(matrix)
}

fn reader(text: &str, delimiter: u8, trim: Trim) -> Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).has_headers(false).flexible(true).trim(trim).from_reader(text.as_bytes())
}

fn records(text: &str, delimiter: u8) -> Result<Vec<StringRecord>, ReadError> {
    let mut reader = reader(text, delimiter, Trim::All);
    reader.records().collect::<Result<_, _>>().map_err(|error| ReadError::Text(error.to_string()))
}

fn delimiter(text: &str) -> u8 {
    let mut best = (b';', 1);
    for candidate in [b'\t', b';', b','] {
        let mut reader = reader(text, candidate, Trim::None);
        let mut widths = reader.byte_records().map_while(Result::ok).map(|record| record.len());
        let width = widths.next().unwrap_or(0);
        if width > 1 && widths.all(|other| other == width) {
            return candidate;
        }
        if width > best.1 {
            best = (candidate, width);
        }
    }
    best.0
}

/// The line a record begins in. The reader's position is before the blank lines that it skips.
fn line(text: &str, record: &StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let ahead = text.as_bytes().get(start..).unwrap_or_default();
    let blank = ahead.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n');
    blank.fold(position.line(), |line, _| line + 1)
}

fn has_ids(first: FirstColumn, header: &StringRecord, body: &[StringRecord]) -> bool {
    const NAMES: [&str; 7] = ["", "id", "identifiant", "nom", "name", "code", "matricule"];
    match first {
        FirstColumn::Ids => true,
        FirstColumn::Item => false,
        FirstColumn::Detect if NAMES.contains(&header[0].to_lowercase().as_str()) => true,
        FirstColumn::Detect => {
            let cells = || body.iter().map(|record| &record[0]).filter(|cell| !is_missing(cell));
            let words = cells().filter(|cell| number(cell).is_none()).count();
            words > 0 && 2 * words >= cells().count()
        }
    }
}

fn names(header: &StringRecord, skipped: usize) -> Result<Vec<String>, ReadError> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (index, name) in header.iter().enumerate().skip(skipped) {
        let column = index + 1;
        if name.is_empty() {
            return Err(ReadError::Unnamed { column });
        }
        if names.iter().any(|other| other == name) {
            return Err(ReadError::Twice { column, name: name.to_owned() });
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

fn points(text: &str, record: &StringRecord, skipped: usize) -> Result<Vec<Option<f64>>, ReadError> {
    let cells = record.iter().enumerate().skip(skipped);
    cells
        .map(|(index, cell)| {
            if is_missing(cell) {
                return Ok(None);
            }
            let wrong = || ReadError::NotANumber { line: line(text, record), column: index + 1, text: cell.to_owned() };
            number(cell).map(Some).ok_or_else(wrong)
        })
        .collect()
}

fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.eq_ignore_ascii_case("na") || cell.eq_ignore_ascii_case("n/a")
}

/// A plain number: no exponent, no grouping, no `inf`, all of which Rust's own would take or mistake.
fn number(cell: &str) -> Option<f64> {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let separators = digits.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let plain = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b','));
    if !plain || separators > 1 {
        return None;
    }
    if cell.contains(',') { cell.replace(',', ".").parse().ok() } else { cell.parse().ok() }
}

fn located(error: MatrixError, lines: &[u64], skipped: usize) -> ReadError {
    let column = |item: usize| item + skipped + 1;
    match error {
        MatrixError::NoItems => ReadError::NoItems,
        MatrixError::Ragged { row, found, expected } => ReadError::Ragged { line: lines[row], found, expected },
        MatrixError::Maxima { found, expected } => ReadError::Maxima { found, expected },
        MatrixError::Maximum { item } => ReadError::Maximum { column: column(item) },
        MatrixError::Points { person, item, value, maximum } => {
            ReadError::Points { line: lines[person], column: column(item), value, maximum }
        }
    }
}
