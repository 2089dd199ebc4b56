//! Lists that we write: a template to start from, and what was sent with its errors.

use super::{Sheet, SheetRow};
use crate::imports::model::{Column, guess};
use rust_xlsxwriter::{DataValidation, Format, Workbook, XlsxError};

/// A row with what is wrong with it, in words; nothing if it is in order.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The row as it was sent.
    pub row: SheetRow,
    /// What is wrong.
    pub errors: String,
}

/// The list as it was sent, with a column of errors that stands first.
///
/// # Errors
/// If it does not fit a sheet.
pub fn corrections(title: &str, headings: &[String], rows: &[Correction]) -> Result<Vec<u8>, XlsxError> {
    let (bold, wrong) = (Format::new().set_bold(), Format::new().set_font_color("#9C1C1C").set_text_wrap());
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_column_width(0, 48)?;
    sheet.set_freeze_panes(1, 1)?;
    sheet.write_string_with_format(0, 0, title, &bold)?;
    for (column, heading) in (1..).zip(headings) {
        sheet.set_column_width(column, 22)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (line, correction) in (1..).zip(rows) {
        sheet.write_string_with_format(line, 0, &correction.errors, &wrong)?;
        // As text, whatever they look like: a cell never becomes a formula.
        for (column, cell) in (1..).zip(&correction.row.cells) {
            sheet.write_string(line, column, cell)?;
        }
    }
    book.save_to_buffer()
}

/// A list to fill in: headings, an example row, and what some columns offer to choose.
///
/// # Errors
/// If it does not fit a sheet.
pub fn template(list: &Sheet, choices: &[(Column, &[&str])]) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold().set_background_color("#E8E6F4");
    let text = Format::new().set_num_format("@");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(&list.headings) {
        // Text, so that no telephone loses its digits.
        sheet.set_column_format(column, &text)?;
        sheet.set_column_width(column, 24)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
        let holds = guess(heading);
        let offered = choices.iter().find(|(column, _)| *column == holds).map(|(_, offered)| offered);
        // A list of choices may have 255 characters (ECMA-376, 18.3.1.32).
        if let Some(offered) = offered.filter(|offered| offered.join(",").chars().count() < 255) {
            sheet.add_data_validation(1, column, 1_000, column, &DataValidation::new().allow_list_strings(offered)?)?;
        }
    }
    for (line, row) in (1..).zip(&list.rows) {
        for (column, cell) in (0..).zip(&row.cells) {
            sheet.write_string_with_format(line, column, cell, &text)?;
        }
    }
    book.save_to_buffer()
}
