//! Workbooks of questions: the bank, and the template to fill in.

use super::examples::{Example, examples};
use super::model::module_name;
use crate::assessments::bank::store::Whole;
use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use crate::ids::ModuleId;
use leptos_i18n::td_string;
use questions::faults::MOST_POINTS;
use questions::formats::sheet::{Column, Grid, credit_words, kind_words, write, yes_no};
use questions::question::{Language, Question};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Formula, Workbook, Worksheet, XlsxError,
};

/// So many rows of a template offer choices.
const ROWS: u32 = 2_000;

/// The bank as rows, with what they do not hold.
#[must_use]
pub fn bank(locale: Locale, whole: &Whole) -> Grid {
    let modules: Vec<String> = whole
        .questions
        .iter()
        .map(|kept| kept.module.map(|module| module_name(&whole.modules, module)).unwrap_or_default())
        .collect();
    let questions = whole.questions.iter().map(|kept| &kept.question);
    write(questions.zip(modules.iter().map(String::as_str)), language(locale))
}

/// Rows as a workbook, whose columns offer what may be chosen.
///
/// # Errors
/// If it does not fit a sheet.
pub fn workbook(locale: Locale, grid: &Grid, modules: &[(ModuleId, String)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    fill(book.add_worksheet(), locale, grid, modules)?;
    list_modules(&mut book, locale, modules)?;
    book.save_to_buffer()
}

/// A workbook to fill in: headings alone, and a second sheet that explains each kind of
/// question by an example.
///
/// # Errors
/// If it does not fit a sheet.
pub fn template(locale: Locale, modules: &[(ModuleId, String)]) -> Result<Vec<u8>, XlsxError> {
    let examples = examples(locale);
    let questions: Vec<&Question> = examples.iter().map(|example| &example.question).collect();
    let grid = write(questions.into_iter().zip(std::iter::repeat("")), language(locale));
    let empty = Grid { rows: Vec::new(), ..grid.clone() };
    let mut book = Workbook::new();
    fill(book.add_worksheet(), locale, &empty, modules)?;
    explain(book.add_worksheet(), locale, &grid, &examples)?;
    list_modules(&mut book, locale, modules)?;
    book.save_to_buffer()
}

/// Rows as text between semicolons or, in English, commas.
///
/// # Errors
/// Never, in practice: it is written to memory.
pub fn table(grid: &Grid, language: Language) -> Result<Vec<u8>, csv::Error> {
    let delimiter = if language == Language::Fr { b';' } else { b',' };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(&grid.headings)?;
    for row in &grid.rows {
        // A space before what spreadsheets would take for a formula; reading drops it.
        let cell =
            |cell: &String| if cell.starts_with(['=', '+', '-', '@']) { format!(" {cell}") } else { cell.clone() };
        writer.write_record(row.iter().map(cell))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn fill(sheet: &mut Worksheet, locale: Locale, grid: &Grid, modules: &[(ModuleId, String)]) -> Result<(), XlsxError> {
    // Text, so that no date is made of `2..3` and no formula of `= droite`.
    let text = Format::new().set_num_format("@").set_text_wrap();
    sheet.set_name(td_string!(locale, bank.sheet_questions))?;
    sheet.set_freeze_panes(1, 0)?;
    for (at, (column, _)) in (0..).zip(&grid.columns) {
        if *column != Column::Points {
            sheet.set_column_format(at, &text)?;
        }
        sheet.set_column_width(at, width(*column))?;
        if let Some(choices) = choices(locale, *column, modules)? {
            sheet.add_data_validation(1, at, ROWS, at, &choices)?;
        }
    }
    head(sheet, 0, grid)?;
    for (line, cells) in (1..).zip(&grid.rows) {
        question(sheet, line, grid, cells, &text)?;
    }
    Ok(())
}

fn head(sheet: &mut Worksheet, line: u32, grid: &Grid) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_background_color("#E8E6F4").set_text_wrap();
    row(sheet, line, &grid.headings, &bold)
}

fn row(sheet: &mut Worksheet, line: u32, cells: &[String], format: &Format) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        sheet.write_string_with_format(line, column, cell, format)?;
    }
    Ok(())
}

/// The same of a question, its points as a number.
fn question(sheet: &mut Worksheet, line: u32, grid: &Grid, cells: &[String], text: &Format) -> Result<(), XlsxError> {
    row(sheet, line, cells, text)?;
    let points = (0..).zip(&grid.columns).zip(cells).find(|((_, (column, _)), _)| *column == Column::Points);
    if let Some(((at, _), Ok(points))) = points.map(|(at, cell)| (at, cell.parse::<u16>())) {
        sheet.write_number(line, at, points)?;
    }
    Ok(())
}

/// What a cell offers to choose. Other words are understood, too: it is a hint, no error.
fn choices(
    locale: Locale,
    column: Column,
    modules: &[(ModuleId, String)],
) -> Result<Option<DataValidation>, XlsxError> {
    let language = language(locale);
    let list = |words: &[&str]| DataValidation::new().allow_list_strings(words);
    let choices = match column {
        Column::Kind => list(&kind_words(language))?,
        Column::Credit => list(&credit_words(language))?,
        Column::Shuffle | Column::Capitals => list(&yes_no(language))?,
        Column::Points => {
            DataValidation::new().allow_whole_number(DataValidationRule::Between(0, i32::from(MOST_POINTS)))
        }
        Column::Module if !modules.is_empty() => {
            let name = td_string!(locale, bank.sheet_modules);
            DataValidation::new().allow_list_formula(Formula::new(format!("='{name}'!$B$1:$B${}", modules.len())))
        }
        _ => return Ok(None),
    };
    Ok(Some(choices.set_error_style(DataValidationErrorStyle::Information)))
}

fn width(column: Column) -> f64 {
    match column {
        Column::Text => 48.0,
        Column::Kind | Column::Module | Column::Right | Column::Credit | Column::Feedback => 24.0,
        Column::Points | Column::Shuffle | Column::Capitals | Column::Unit => 11.0,
        Column::Option(_) | Column::Name | Column::Tags => 18.0,
    }
}

/// The modules by number and title, for the choices of the first sheet.
fn list_modules(book: &mut Workbook, locale: Locale, modules: &[(ModuleId, String)]) -> Result<(), XlsxError> {
    if modules.is_empty() {
        return Ok(());
    }
    let sheet = book.add_worksheet();
    sheet.set_name(td_string!(locale, bank.sheet_modules))?;
    sheet.set_column_width(1, 60)?;
    for (line, (id, _)) in (0..).zip(modules) {
        sheet.write_number(line, 0, line + 1)?;
        sheet.write_string(line, 1, module_name(modules, *id))?;
    }
    Ok(())
}

/// What each kind needs, with a row that may be copied.
fn explain(sheet: &mut Worksheet, locale: Locale, grid: &Grid, examples: &[Example]) -> Result<(), XlsxError> {
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    sheet.set_name(td_string!(locale, bank.sheet_help))?;
    for (at, (column, _)) in (0..).zip(&grid.columns) {
        sheet.set_column_width(at, width(*column))?;
    }
    let lead = [
        td_string!(locale, bank.sheet_lead),
        td_string!(locale, bank.sheet_usual),
        td_string!(locale, bank.sheet_languages),
        td_string!(locale, bank.sheet_signs),
        td_string!(locale, bank.sheet_rubric),
    ];
    let mut line = 0;
    for words in lead {
        sheet.write_string(line, 0, words)?;
        line += 1;
    }
    for (example, cells) in examples.iter().zip(&grid.rows) {
        line += 1;
        sheet.write_string_with_format(line, 0, format!("{} – {}", cells[0], example.words), &bold)?;
        head(sheet, line + 1, grid)?;
        question(sheet, line + 2, grid, cells, &text)?;
        line += 3;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::reading::read_any;
    use super::{table, template, workbook};
    use crate::i18n::Locale;
    use crate::imports::sheet::texts;
    use proptest::prelude::*;
    use questions::formats::sheet::{Row, read, write};
    use questions::question::{Kind, Language, Question, Text};

    fn open(text: &str) -> Question {
        Question {
            name: String::new(),
            text: Text::said(Language::Fr, text),
            points: 0,
            kind: Kind::Open,
            feedback: Text::default(),
            tags: Vec::new(),
        }
    }

    #[test]
    fn a_template_holds_no_question_and_its_examples_are_questions() {
        for (locale, language) in [(Locale::fr, Language::Fr), (Locale::en, Language::En)] {
            let book = template(locale, &[]).expect("a workbook");
            let empty = read_any(&book, "x.xlsx", language).expect("read").expect("a sheet").read;
            assert_eq!((empty.questions.len(), empty.refused.len(), empty.lost.len()), (0, 0, 0));
            let help = texts(&book).expect("sheets").remove(1);
            let rows: Vec<Row> = help
                .into_iter()
                .map(|row| Row { number: usize::try_from(row.number).expect("a line"), cells: row.cells })
                .filter(|row| row.cells.len() > 2)
                .collect();
            // Each example stands below headings of its own: those are no questions.
            let found = read(&rows, language).read;
            assert_eq!((found.questions.len(), found.refused.len()), (9, 8), "{:?}", found.refused);
            for question in found.questions {
                assert_eq!(questions::faults::faults(&question.question), [], "{question:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn files_give_texts_back_as_they_are(texts in prop::collection::vec("[a-cÉ;,|\"'=@+\t\n\u{a0}&<>-]{0,30}[x_]|a_x0041_x0042_\nb| ?=A1", 1..6)) {
            let questions: Vec<Question> = texts.iter().map(|text| open(text.trim())).collect();
            let grid = write(questions.iter().map(|question| (question, "")), Language::Fr);
            let book = workbook(Locale::fr, &grid, &[]).expect("a workbook");
            let text = table(&grid, Language::Fr).expect("a table");
            for (bytes, name) in [(book, "x.xlsx"), (text, "x.csv")] {
                let found = read_any(&bytes, name, Language::En).expect("read").expect("a sheet").read;
                prop_assert_eq!((&found.refused, &found.lost), (&vec![], &vec![]));
                let found: Vec<Question> = found.questions.into_iter().map(|found| found.question).collect();
                prop_assert_eq!(&found, &questions, "{}", name);
            }
        }
    }
}
