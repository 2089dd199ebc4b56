//! Lists as other programs write them, read into cells of text. Whatever a file
//! claims, no more is read than the limits below.

mod text;
mod writing;
mod xlsx;

pub use writing::{Correction, corrections, template};

use super::model::{Column, Mapping, recognised};

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 20 << 20;
/// The most that a file may unpack to, in bytes.
pub const MAX_UNPACKED: u64 = 300 << 20;
/// The longest list, in rows.
pub const MAX_ROWS: usize = 100_000;
/// The widest list, in columns.
pub const MAX_COLUMNS: usize = 60;
/// The longest cell, in characters: what is longer is cut, and refused further on.
const MAX_CELL: usize = 1_000;
/// The same of a text that is kept with its lines: what spreadsheets hold, and one more.
const MAX_TEXT: usize = 32_768;
/// Headings stand within the first rows.
const HEADINGS_WITHIN: usize = 30;

/// A list: its headings, and the rows below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows that hold anything.
    pub rows: Vec<SheetRow>,
}

/// A row of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number as the spreadsheet counts, from 1.
    pub number: i32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// More than [`MAX_BYTES`], or unpacking to more than [`MAX_UNPACKED`].
    #[error("the file is too large")]
    TooLarge,
    /// More than [`MAX_ROWS`] rows or [`MAX_COLUMNS`] columns.
    #[error("the list is too long or too wide")]
    TooManyCells,
    /// Neither .xlsx nor text with columns.
    #[error("not a list that can be read: give .xlsx or .csv")]
    NotAList,
    /// More than one visible sheet with a list of people.
    #[error("several sheets hold lists of people: give each in a file of its own")]
    SeveralLists,
    /// No row with a name and another column recognised, or none below it.
    #[error("no headings were recognised, or nothing stands below them")]
    NoHeadings,
}

/// Reads a file, whatever it is called.
///
/// # Errors
/// [`SheetError`].
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetError> {
    let headed: Vec<(usize, Sheet)> = grids(bytes)?.into_iter().filter_map(headed).collect();
    // Never one of them in silence: the people of the others would be missing.
    if headed.iter().filter(|(_, sheet)| names_people(sheet)).count() > 1 {
        return Err(SheetError::SeveralLists);
    }
    let surest = headed.into_iter().max_by_key(|(sure, sheet)| (names_people(sheet), *sure));
    surest.map(|(_, sheet)| sheet).ok_or(SheetError::NoHeadings)
}

/// The cells of the first sheet that holds any, for lists that are not of people.
///
/// # Errors
/// [`SheetError`].
pub fn grid(bytes: &[u8]) -> Result<Vec<SheetRow>, SheetError> {
    let mut sheets = grids(bytes)?.into_iter();
    sheets.find(|rows| !rows.is_empty()).ok_or(SheetError::NoHeadings)
}

/// The cells of each visible sheet, their texts with lines and spaces as they are.
///
/// # Errors
/// [`SheetError`].
pub fn texts(bytes: &[u8]) -> Result<Vec<Vec<SheetRow>>, SheetError> {
    grids_of(bytes, whole)
}

/// Whether bytes are those of a workbook, rather than of another archive: their names
/// stand in it as they are.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    let name = b"xl/workbook";
    bytes.starts_with(b"PK") && bytes.windows(name.len()).any(|found| found == name)
}

/// What is kept of the text of a cell.
type Kept = fn(&str) -> String;

/// The cells of each sheet.
fn grids(bytes: &[u8]) -> Result<Vec<Vec<SheetRow>>, SheetError> {
    grids_of(bytes, tidy)
}

fn grids_of(bytes: &[u8], kept: Kept) -> Result<Vec<Vec<SheetRow>>, SheetError> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetError::TooLarge);
    }
    if bytes.starts_with(b"PK") { xlsx::read(bytes, kept) } else { Ok(vec![text::read(bytes, kept)?]) }
}

/// Whether a list has a column for names of people.
fn names_people(sheet: &Sheet) -> bool {
    let columns = Mapping::guessed(&sheet.headings).columns;
    columns.iter().any(|column| matches!(column, Column::FullName | Column::GivenNames))
}

/// Finds the headings of a grid, and takes what stands below: how sure, and the list.
fn headed(mut rows: Vec<SheetRow>) -> Option<(usize, Sheet)> {
    rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    let (place, sure) = rows
        .iter()
        .take(HEADINGS_WITHIN)
        .map(|row| recognised(&row.cells))
        .enumerate()
        .max_by_key(|(place, sure)| (*sure, std::cmp::Reverse(*place)))?;
    if sure < 2 || place + 1 == rows.len() {
        return None;
    }
    let below = rows.split_off(place + 1);
    let mut headings = rows.pop()?.cells;
    let width = below.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(headings.len());
    headings.resize(width, String::new());
    let mut rows: Vec<SheetRow> = below.into_iter().filter(|row| !is_total(row)).collect();
    for row in &mut rows {
        row.cells.resize(width, String::new());
    }
    (!rows.is_empty()).then_some((sure, Sheet { headings, rows }))
}

/// A line of totals or signatures below the list: one or two cells, the first of
/// which says so.
fn is_total(row: &SheetRow) -> bool {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next().map(|cell| crate::people::model::search_key(cell)).unwrap_or_default();
    filled.count() <= 3
        && ["total", "totaux", "sous total", "nombre", "arrete", "fait a"].iter().any(|word| first.starts_with(word))
}

/// A cell's text on one line, without the spaces that spreadsheets leave.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len().min(MAX_CELL));
    for word in text
        .split(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\u{202f}' || c == '\u{feff}' || c == '\u{200b}')
    {
        if word.is_empty() {
            continue;
        }
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.extend(word.chars().filter(|c| !c.is_control()).take(MAX_CELL));
        if tidy.chars().count() > MAX_CELL {
            break;
        }
    }
    tidy
}

/// A cell's text with its lines, without what no keyboard writes.
fn whole(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let kept = text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    kept.take(MAX_TEXT).collect()
}
