//! Lists in .xlsx, read cell by cell: what the file says of its size is not believed.

use super::{Kept, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, SheetError, SheetRow};
use calamine::{DataRef, Dimensions, Reader, SheetVisible, Xlsx, open_workbook_from_rs};
use std::io::{Cursor, Read, Seek};

/// The most that the texts of a file may unpack to, in bytes: a hundred for each of
/// the most rows, and what four such lists would share.
const MAX_TEXTS: u64 = 64 << 20;
/// How many merged regions of a sheet are looked at.
const MAX_MERGED: usize = 2_000;

/// The visible sheets.
pub(super) fn read(bytes: &[u8], kept: Kept) -> Result<Vec<Vec<SheetRow>>, SheetError> {
    check_unpacked(bytes)?;
    // A broken file is the reader's to refuse; should it stumble, so do we, unharmed.
    std::panic::catch_unwind(|| read_sheets(bytes, kept)).unwrap_or(Err(SheetError::NotAList))
}

/// Unpacks once into nothing, counting: the sizes in the file may be lies.
fn check_unpacked(bytes: &[u8]) -> Result<(), SheetError> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::NotAList)?;
    let mut left = MAX_UNPACKED;
    for place in 0..archive.len() {
        let entry = archive.by_index(place).map_err(|_| SheetError::NotAList)?;
        // The one part that the reader keeps in memory, every text of it on its own.
        let most = if entry.name_raw().ends_with(b"sharedStrings.xml") { MAX_TEXTS.min(left) } else { left };
        let unpacked = std::io::copy(&mut entry.take(most + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| SheetError::NotAList)?;
        if unpacked > most {
            return Err(SheetError::TooLarge);
        }
        left -= unpacked;
    }
    Ok(())
}

fn read_sheets(bytes: &[u8], kept: Kept) -> Result<Vec<Vec<SheetRow>>, SheetError> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|_| SheetError::NotAList)?;
    let visible: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut sheets = Vec::new();
    for name in visible.into_iter().take(20) {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        // Charts and the like have no cells.
        let Ok(cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut rows = read_cells(cells, kept)?;
        for region in merged.into_iter().take(MAX_MERGED) {
            spread(&mut rows, region);
        }
        sheets.push(rows);
    }
    Ok(sheets)
}

fn read_cells<RS: Read + Seek>(
    mut cells: calamine::XlsxCellReader<'_, RS>,
    kept: Kept,
) -> Result<Vec<SheetRow>, SheetError> {
    let mut rows: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| SheetError::NotAList)? {
        let text = text(cell.get_value(), kept);
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let number = i32::try_from(row).unwrap_or(i32::MAX).saturating_add(1);
        let column = column as usize;
        if column >= MAX_COLUMNS || rows.len() > MAX_ROWS + super::HEADINGS_WITHIN {
            return Err(SheetError::TooManyCells);
        }
        if rows.last().is_none_or(|last| last.number != number) {
            rows.push(SheetRow { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            if last.cells.len() <= column {
                last.cells.resize(column + 1, String::new());
            }
            last.cells[column] = text;
        }
    }
    rows.sort_by_key(|row| row.number);
    Ok(joined(rows))
}

/// Rows that a file tells of in pieces, each made one: what comes later stands.
fn joined(rows: Vec<SheetRow>) -> Vec<SheetRow> {
    let mut whole: Vec<SheetRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match whole.last_mut().filter(|last| last.number == row.number) {
            None => whole.push(row),
            Some(last) => {
                last.cells.resize(last.cells.len().max(row.cells.len()), String::new());
                let pieces = last.cells.iter_mut().zip(row.cells);
                pieces.filter(|(_, piece)| !piece.is_empty()).for_each(|(cell, piece)| *cell = piece);
            }
        }
    }
    whole
}

/// Cells merged downwards hold for every row that they cover.
fn spread(rows: &mut [SheetRow], region: Dimensions) {
    let number = |row: u32| i32::try_from(row).unwrap_or(i32::MAX).saturating_add(1);
    let (first, last, column) = (number(region.start.0), number(region.end.0), region.start.1 as usize);
    let Ok(place) = rows.binary_search_by_key(&first, |row| row.number) else { return };
    let value = rows[place].cells.get(column).cloned();
    let Some(value) = value.filter(|value| !value.is_empty() && column < MAX_COLUMNS) else { return };
    for row in rows[place + 1..].iter_mut().take_while(|row| row.number <= last) {
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        if row.cells[column].is_empty() {
            row.cells[column].clone_from(&value);
        }
    }
}

fn text(value: &DataRef<'_>, kept: Kept) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => float(*number),
        DataRef::SharedString(text) => kept(text),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTime(time) => float(time.as_f64()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => kept(text),
        DataRef::Error(error) => error.to_string(),
    }
}

/// Whole numbers without a point: telephones are stored as such.
#[allow(clippy::cast_possible_truncation, reason = "within 2^53")]
fn float(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 9_007_199_254_740_992.0 {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}
