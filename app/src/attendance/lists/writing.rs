//! The list to fill in: who is enrolled, a column for each half-day, and what stands.

use crate::attendance::badge::badge_code;
use crate::attendance::model::{Said, Status};
use crate::attendance::pages::letter;
use crate::attendance::store::Roster;
use crate::i18n::Locale;
use crate::workshops::pages::half_name;
use leptos_i18n::td_string;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Workbook, XlsxError};

/// The list as a workbook.
///
/// # Errors
/// If it does not fit a sheet.
pub fn list(locale: Locale, roster: &Roster) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold().set_background_color("#E8E6F4").set_text_wrap();
    let text = Format::new().set_num_format("@");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_freeze_panes(1, 3)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    let fixed = [
        (td_string!(locale, attendance.list_code), 10.0),
        (td_string!(locale, people.family_name), 22.0),
        (td_string!(locale, people.given_names), 22.0),
    ];
    for (column, (heading, width)) in (0..).zip(fixed) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    let letters = Status::ALL.map(|status| letter(locale, status));
    // A letter may be followed by minutes: what is not in the list is a hint, no error.
    let choices =
        DataValidation::new().allow_list_strings(&letters)?.set_error_style(DataValidationErrorStyle::Information);
    for (column, session) in (3..).zip(&roster.sessions) {
        let heading = format!("{} {}", session.held_on.format("%d/%m/%Y"), half_name(locale, session.half));
        sheet.set_column_width(column, 14)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
        let last = u32::try_from(roster.participants.len()).unwrap_or(u32::MAX).max(1);
        sheet.add_data_validation(1, column, last, column, &choices)?;
    }
    for (line, participant) in (1..).zip(&roster.participants) {
        sheet.write_string_with_format(line, 0, badge_code(participant.enrolment), &text)?;
        sheet.write_string(line, 1, &participant.name.family)?;
        sheet.write_string(line, 2, &participant.name.given)?;
        for (column, session) in (3..).zip(&roster.sessions) {
            if let Some(said) = roster.ledger.standing(participant.enrolment, session.id).agreed() {
                sheet.write_string_with_format(line, column, written(locale, said), &text)?;
            }
        }
    }
    book.save_to_buffer()
}

/// A mark as a cell holds it: "R 15".
fn written(locale: Locale, said: Said) -> String {
    let letter = letter(locale, said.status);
    said.minutes.map_or_else(|| letter.to_owned(), |minutes| format!("{letter} {minutes}"))
}
