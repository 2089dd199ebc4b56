//! `relais questions`: files of questions from one program's format to another's.

use super::{Refused, print_json};
use clap::ValueEnum;
use questions::formats::{self, Format, detect, write};
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
}

impl From<Target> for Format {
    fn from(target: Target) -> Self {
        match target {
            Target::Gift => Self::Gift,
            Target::MoodleXml => Self::MoodleXml,
            Target::Aiken => Self::Aiken,
            Target::Qti => Self::Qti,
            Target::Json => Self::Json,
        }
    }
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
    let format = detect(&bytes, &name)
        .ok_or_else(|| Refused(format!("{}: neither GIFT, Moodle XML, Aiken, QTI nor JSON", file.display())))?;
    let language = spoken.into();
    let read = formats::read(format, &bytes, language);
    let lines: Vec<usize> = read.questions.iter().map(|found| found.line).collect();
    let questions: Vec<Question> = read.questions.into_iter().map(|found| found.question).collect();
    let written = write(to.into(), &questions, language);
    // What is said of a question that was written names its line in the file that was read.
    let line = |number: usize| lines.get(number.wrapping_sub(1)).copied().unwrap_or_default();
    let note = |line: usize, reason: &dyn std::fmt::Display| Note { line, reason: reason.to_string() };
    let mut refused: Vec<Note> = read.refused.iter().map(|found| note(found.line, &found.reason)).collect();
    refused.extend(written.refused.iter().map(|found| note(line(found.line), &found.reason)));
    let mut lost: Vec<Note> = read.lost.iter().map(|found| note(found.line, &found.what)).collect();
    lost.extend(written.lost.iter().map(|found| note(line(found.line), &found.what)));
    let count = questions.len() - written.refused.len();
    let mut told = Told { read: questions.len(), written: count, refused, lost, text: None };
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

/// What is not in the new file, on standard error: standard output may be the file.
fn tell(told: &Told) {
    for (what, notes) in [("refused", &told.refused), ("lost", &told.lost)] {
        for note in notes {
            eprintln!("{what}, line {}: {}", note.line, note.reason);
        }
    }
    eprintln!("read {}, written {}, refused {}", told.read, told.written, told.refused.len());
}
