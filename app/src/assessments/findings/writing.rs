//! What tests say as a workbook: a sheet of the change, one for each test's questions.
//! Figures are numbers, so that others can go on computing.

use super::model::{Change, Findings, TestFindings};
use super::words;
use crate::assessments::pages::moment_name;
use crate::i18n::Locale;
use leptos_i18n::td_string;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

/// The workbook.
///
/// # Errors
/// If it does not fit.
pub fn workbook(locale: Locale, found: &Findings) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    change_sheet(locale, book.add_worksheet(), found)?;
    for test in &found.tests {
        question_sheet(locale, book.add_worksheet(), test)?;
    }
    book.save_to_buffer()
}

fn bold() -> Format {
    Format::new().set_bold().set_background_color("#E8E6F4").set_text_wrap()
}

fn heads(sheet: &mut Worksheet, heads: &[(&str, f64)]) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 1)?;
    for (column, (head, width)) in (0..).zip(heads) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(0, column, *head, &bold())?;
    }
    Ok(())
}

/// The whole, then each group: who took both tests, means, gain, effect.
fn change_sheet(locale: Locale, sheet: &mut Worksheet, found: &Findings) -> Result<(), XlsxError> {
    sheet.set_name(td_string!(locale, findings.gain))?;
    heads(
        sheet,
        &[
            (td_string!(locale, findings.group), 48.0),
            (td_string!(locale, findings.both), 14.0),
            (td_string!(locale, assessments.before), 12.0),
            (td_string!(locale, assessments.after), 12.0),
            (td_string!(locale, findings.gain), 12.0),
            (td_string!(locale, findings.effect), 12.0),
            ("p (t)", 12.0),
            ("p (Wilcoxon)", 12.0),
        ],
    )?;
    let whole = (td_string!(locale, findings.whole).to_owned(), found.change.as_ref());
    let workshops = found.by_workshop.iter().map(|told| (words::group(locale, told), told.change.as_ref()));
    let sexes = found.by_sex.iter().map(|one| (words::sex_group(locale, one), one.1.change.as_ref()));
    let institutions = found.by_institution.iter().map(|told| (words::group(locale, told), told.change.as_ref()));
    for (line, (name, change)) in (1..).zip(std::iter::once(whole).chain(workshops).chain(sexes).chain(institutions)) {
        sheet.write_string(line, 0, name)?;
        match change {
            Some(change) => change_line(sheet, line, change)?,
            None => {
                sheet.write_string(line, 1, td_string!(locale, attendance.rates_too_few))?;
            }
        }
    }
    Ok(())
}

fn change_line(sheet: &mut Worksheet, line: u32, change: &Change) -> Result<(), XlsxError> {
    let (share, figure) = (Format::new().set_num_format("0 %"), Format::new().set_num_format("0.00"));
    let small = Format::new().set_num_format("0.0000");
    sheet.write_number(line, 1, u32::try_from(change.pairs).unwrap_or(u32::MAX))?;
    sheet.write_number_with_format(line, 2, change.before, &share)?;
    sheet.write_number_with_format(line, 3, change.after, &share)?;
    let figures = [
        (4, change.gains.gain_of_averages, &figure),
        (5, change.t.as_ref().map(|t| t.corrected_dz.unwrap_or(t.dz)), &figure),
        (6, change.t.as_ref().map(|t| t.p), &small),
        (7, change.ranks.as_ref().map(|ranks| ranks.p), &small),
    ];
    for (column, value, format) in figures {
        if let Some(value) = value {
            sheet.write_number_with_format(line, column, value, format)?;
        }
    }
    Ok(())
}

fn question_sheet(locale: Locale, sheet: &mut Worksheet, test: &TestFindings) -> Result<(), XlsxError> {
    sheet.set_name(moment_name(locale, test.test.moment))?;
    heads(
        sheet,
        &[
            (td_string!(locale, findings.question), 70.0),
            (td_string!(locale, findings.points), 10.0),
            (td_string!(locale, findings.right), 14.0),
            (td_string!(locale, findings.discrimination), 16.0),
            ("D", 10.0),
            (td_string!(locale, findings.look_at), 70.0),
        ],
    )?;
    let (share, figure) = (Format::new().set_num_format("0 %"), Format::new().set_num_format("0.00"));
    let items = test.items.iter().flat_map(|found| &found.items);
    for (line, item) in (1..).zip(items) {
        sheet.write_string(line, 0, &item.item.name)?;
        sheet.write_number(line, 1, item.item.maximum)?;
        sheet.write_number_with_format(line, 2, item.difficulty, &share)?;
        for (column, value) in [(3, item.item_rest), (4, item.discrimination)] {
            if let Some(value) = value {
                sheet.write_number_with_format(line, column, value, &figure)?;
            }
        }
        sheet.write_string(line, 5, words::flags(locale, item).join(" "))?;
    }
    Ok(())
}
