//! The files in which other programs keep questions: read and written so that nothing
//! is dropped in silence. What a file had and a [`Question`] cannot hold is named under
//! `lost`; a question that cannot be held at all is named under `refused`, and the
//! others are kept.

pub mod aiken;
pub mod decode;
mod detect;
pub mod gift;
pub mod json;
pub mod moodle_xml;
pub mod notes;
mod number;
mod prose;
pub mod qti;
pub mod sheet;
mod xml;

pub use detect::detect;
pub use notes::{KindName, Reason, What};

use crate::question::{Language, Question};
use serde::{Deserialize, Serialize};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The most questions that are read from one file.
pub const MOST_QUESTIONS: usize = 5_000;

/// The most that is named as lost of one line or question; `…` then says that there is
/// more.
pub const MOST_NOTES: usize = 200;

/// A format of a file of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Moodle's GIFT: text, `.gift` or `.txt`.
    Gift,
    /// Moodle's own XML: `.xml`.
    MoodleXml,
    /// Aiken: text, options under letters and one right.
    Aiken,
    /// 1EdTech QTI 2.1 or later: an item in XML or a package in zip.
    Qti,
    /// This crate's own, which loses nothing: `.json`.
    Json,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The questions, in the order of the file.
    pub questions: Vec<Found>,
    /// The questions that could not be held, and parts of the file that are no question.
    pub refused: Vec<Refused>,
    /// What the file had besides, that is supported no further.
    pub lost: Vec<Lost>,
}

/// What was written to a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The file: text in UTF-8, or a zip archive for a package of QTI.
    pub bytes: Vec<u8>,
    /// The questions that the format cannot hold. `line` is the number of the question
    /// among those given, from 1.
    pub refused: Vec<Refused>,
    /// What the format cannot hold of the questions that it holds. `line` is the number
    /// of the question among those given, from 1.
    pub lost: Vec<Lost>,
}

/// A question found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The line of the file on which it begins, from 1. In a package of many files, the
    /// line in its own file.
    pub line: usize,
    /// The question. It may have [faults](crate::faults::faults).
    pub question: Question,
}

/// A question that could not be held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Where, from 1: on reading a line of the file, on writing the number of a question.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Something that a question had and that is supported no further.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Where, from 1: on reading a line of the file, on writing the number of a question.
    pub line: usize,
    /// What.
    pub what: What,
}

impl Read {
    /// Notes a question.
    pub fn found(&mut self, line: usize, question: Question) {
        self.questions.push(Found { line, question });
    }

    /// Notes that a question could not be held.
    pub fn refuse(&mut self, line: usize, reason: Reason) {
        self.refused.push(Refused { line, reason });
    }

    /// Notes that something is supported no further; once for a line.
    pub fn lose(&mut self, line: usize, what: What) {
        note_once(&mut self.lost, line, what);
    }
}

impl Written {
    /// Notes that a question cannot be held; `number` from 1.
    pub fn refuse(&mut self, number: usize, reason: Reason) {
        self.refused.push(Refused { line: number, reason });
    }

    /// Notes that something cannot be held; once for a question. `number` from 1.
    pub fn lose(&mut self, number: usize, what: What) {
        note_once(&mut self.lost, number, what);
    }
}

// Notes of one line follow each other, so looking back over that line is enough.
fn note_once(notes: &mut Vec<Lost>, line: usize, what: What) {
    let of_line = notes.iter().rev().take_while(|note| note.line == line).take(MOST_NOTES + 1);
    let (mut count, mut known) = (0, false);
    for note in of_line {
        count += 1;
        known |= note.what == what;
    }
    if !known && count <= MOST_NOTES {
        let what = if count < MOST_NOTES { what } else { What::Other("…".to_owned()) };
        notes.push(Lost { line, what });
    }
}

/// Reads a file. `language` is that of its texts, where the file does not say it itself.
/// Never fails as a whole: what cannot be read is among the refused.
#[must_use]
pub fn read(format: Format, bytes: &[u8], language: Language) -> Read {
    if bytes.len() > MOST_BYTES {
        let mut read = Read::default();
        read.refuse(1, Reason::TooLarge { most: MOST_BYTES });
        return read;
    }
    match format {
        Format::Gift => gift::read(bytes, language),
        Format::MoodleXml => moodle_xml::read(bytes, language),
        Format::Aiken => aiken::read(bytes, language),
        Format::Qti => qti::read(bytes, language),
        Format::Json => json::read(bytes, language),
    }
}

/// Writes a file. Where a text is said in both languages and the format holds one,
/// `language` is written and the other is among the lost.
#[must_use]
pub fn write(format: Format, questions: &[Question], language: Language) -> Written {
    match format {
        Format::Gift => gift::write(questions, language),
        Format::MoodleXml => moodle_xml::write(questions, language),
        Format::Aiken => aiken::write(questions, language),
        Format::Qti => qti::write(questions, language),
        Format::Json => json::write(questions, language),
    }
}
