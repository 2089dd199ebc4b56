//! `relais questions`: files of questions from one program's format to another's.

use super::{Refused, print_json};
use app::assessments::bank::sheets::reading::read_any;
use app::assessments::bank::sheets::writing::{table, workbook};
use app::assessments::bank::views::locale;
use app::i18n::Locale;
use app::imports::forms::problem;
use app::ui::problems::sentence;
use clap::ValueEnum;
use questions::formats::sheet::{Column, Reading};
use questions::formats::{Format, What, Written, sheet, write};
use questions::question::{Language, Question};
use serde::Serialize;
use std::io::Write;
use std::path::Path;

/// A format to write.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Target {
    /// Moodle's GIFT
    Gift,
    /// Moodle's XML
    MoodleXml,
    /// Aiken
    Aiken,
    /// A package of QTI 3.0
    Qti,
    /// Relais' own, which loses nothing
    Json,
    /// A workbook, a question a row
    Xlsx,
    /// The same as text
    Csv,
}

/// The language of texts whose file does not say it.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Spoken {
    /// French
    Fr,
    /// English
    En,
}

impl From<Spoken> for Language {
    fn from(spoken: Spoken) -> Self {
        match spoken {
            Spoken::Fr => Self::Fr,
            Spoken::En => Self::En,
        }
    }
}

/// What became of a file.
#[derive(Debug, Serialize)]
struct Told {
    /// Questions that could be read.
    read: usize,
    /// Questions that were written.
    written: usize,
    /// What is not in the new file, and why.
    refused: Vec<Note>,
    /// What the questions in the new file lack.
    lost: Vec<Note>,
    /// The new file, where it is text and no `--out` was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Something about a line of the file that was read.
#[derive(Debug, Serialize)]
struct Note {
    line: usize,
    reason: String,
}

/// Reads a file, whatever its format, and writes it in another; to standard output
/// where no file is named.
///
/// # Errors
/// If the file cannot be read or is of no known format, if nothing in it is a question,
/// or the new one cannot be written.
pub fn run(file: &Path, to: Target, out: Option<&Path>, spoken: Spoken, json: bool) -> Result<(), Refused> {
    let bytes = std::fs::read(file).map_err(|error| Refused(format!("{}: {error}", file.display())))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let language = spoken.into();
    let reading = read_any(&bytes, &name, language)
        .map_err(|error| Refused(format!("{}: {}", file.display(), sentence(Locale::en, &problem(error)))))?
        .ok_or_else(|| {
            Refused(format!("{}: neither a spreadsheet, GIFT, Moodle XML, Aiken, QTI nor JSON", file.display()))
        })?;
    let written = written(to, &reading, language)?;
    let read = reading.read;
    let lines: Vec<usize> = read.questions.iter().map(|found| found.line).collect();
    // What is said of a question that was written names its line in the file that was read.
    let line = |number: usize| lines.get(number.wrapping_sub(1)).copied().unwrap_or_default();
    let note = |line: usize, reason: &dyn std::fmt::Display| Note { line, reason: reason.to_string() };
    let mut refused: Vec<Note> = read.refused.iter().map(|found| note(found.line, &found.reason)).collect();
    refused.extend(written.refused.iter().map(|found| note(line(found.line), &found.reason)));
    let mut lost: Vec<Note> = read.lost.iter().map(|found| note(found.line, &found.what)).collect();
    lost.extend(written.lost.iter().map(|found| note(line(found.line), &found.what)));
    let count = lines.len() - written.refused.len();
    let mut told = Told { read: lines.len(), written: count, refused, lost, text: None };
    if told.read == 0 {
        let why = told.refused.first().map(|note| format!("line {}: {}", note.line, note.reason)).unwrap_or_default();
        return Err(Refused(format!("{}: no question can be read; {why}", file.display())));
    }
    match out {
        Some(out) => std::fs::write(out, &written.bytes)?,
        None if json => told.text = String::from_utf8(written.bytes).ok(),
        None => std::io::stdout().write_all(&written.bytes)?,
    }
    if json {
        return print_json(&told);
    }
    tell(&told);
    Ok(())
}

/// The new file. The modules that rows of a sheet name are lost but in another sheet.
fn written(to: Target, reading: &Reading, language: Language) -> Result<Written, Refused> {
    let questions: Vec<Question> = reading.read.questions.iter().map(|found| found.question.clone()).collect();
    let format = match to {
        Target::Gift => Format::Gift,
        Target::MoodleXml => Format::MoodleXml,
        Target::Aiken => Format::Aiken,
        Target::Qti => Format::Qti,
        Target::Json => Format::Json,
        Target::Xlsx | Target::Csv => {
            let modules = reading.modules.iter().map(String::as_str);
            let grid = sheet::write(questions.iter().zip(modules), language);
            let bytes = if matches!(to, Target::Xlsx) {
                workbook(locale(language), &grid, &[]).map_err(|error| Refused(error.to_string()))?
            } else {
                table(&grid, language).map_err(|error| Refused(error.to_string()))?
            };
            return Ok(Written { bytes, ..grid.written });
        }
    };
    let mut written = write(format, &questions, language);
    for (number, module) in (1..).zip(&reading.modules).filter(|(_, module)| !module.is_empty()) {
        let what = Box::new(What::Other(module.clone()));
        written.lose(number, What::InColumn { column: reading.heading(Column::Module), what });
    }
    Ok(written)
}

/// What is not in the new file, on standard error: standard output may be the file.
fn tell(told: &Told) {
    for (what, notes) in [("refused", &told.refused), ("lost", &told.lost)] {
        for note in notes {
            eprintln!("{what}, line {}: {}", note.line, note.reason);
        }
    }
    eprintln!("read {}, written {}, refused {}", told.read, told.written, told.refused.len());
}
