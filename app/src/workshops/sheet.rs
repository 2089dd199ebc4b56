//! The plan of a campaign as a spreadsheet: for donors, and for those who plan on.

use super::store::schedule::Schedule;
use crate::i18n::Locale;
use leptos_i18n::td_string;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// The plan, a row for each workshop; days are dates, and numbers are numbers.
///
/// # Errors
/// If it does not fit a sheet.
pub fn plan(locale: Locale, found: &Schedule) -> Result<Vec<u8>, XlsxError> {
    let bold = Format::new().set_bold().set_background_color("#E8E6F4");
    let day = Format::new().set_num_format(if locale == Locale::fr { "dd/mm/yyyy" } else { "yyyy-mm-dd" });
    let headings = [
        (td_string!(locale, workshops.workshop_title), 56.0),
        (td_string!(locale, workshops.city), 16.0),
        (td_string!(locale, workshops.venue), 44.0),
        (td_string!(locale, workshops.starts_on), 14.0),
        (td_string!(locale, workshops.ends_on), 14.0),
        (td_string!(locale, workshops.lead), 34.0),
        (td_string!(locale, workshops.trainers), 44.0),
        (td_string!(locale, workshops.capacity), 10.0),
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(td_string!(locale, scheduling.plan))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    for (column, (heading, width)) in (0..).zip(headings) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, one) in (1..).zip(found.held()) {
        let (lead, others) = one
            .trainers
            .split_first()
            .map_or((String::new(), String::new()), |(lead, others)| (lead.clone(), others.join(", ")));
        sheet.write_string(row, 0, &one.title)?;
        sheet.write_string(row, 1, &one.city)?;
        sheet.write_string(row, 2, &one.venue)?;
        sheet.write_datetime_with_format(row, 3, one.days.from, &day)?;
        sheet.write_datetime_with_format(row, 4, one.days.to, &day)?;
        sheet.write_string(row, 5, lead)?;
        sheet.write_string(row, 6, others)?;
        sheet.write_number(row, 7, one.capacity)?;
    }
    book.save_to_buffer()
}
