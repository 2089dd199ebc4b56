//! Moodle's GIFT: questions as text (<https://docs.moodle.org/en/GIFT_format>).
//!
//! Where Moodle's importer is strict without need, this reader is not: a question or
//! `$CATEGORY:` may begin on the line after another one, decimals may have a comma, and
//! `{VRAI}` and `{false}` are understood.

mod answers;
mod blocks;
mod question;
mod signs;
mod text;
mod writing;

use super::notes::Reason;
use super::{MOST_QUESTIONS, Read, Written, decode};
use crate::question::{Language, Question};

/// Reads a file; its texts are in this language unless they are marked.
#[must_use]
pub fn read(bytes: &[u8], language: Language) -> Read {
    let mut read = Read::default();
    for block in blocks::blocks(&decode::decode(bytes)) {
        if read.questions.len() >= MOST_QUESTIONS {
            read.refuse(block.line, Reason::TooMany { most: MOST_QUESTIONS });
            break;
        }
        let (line, mut lost) = (block.line, Vec::new());
        match question::read(block, language, &mut lost) {
            Ok(question) => {
                read.found(line, question);
                for what in lost {
                    read.lose(line, what);
                }
            }
            Err(reason) => read.refuse(line, reason),
        }
    }
    read
}

/// Writes a file.
#[must_use]
pub fn write(questions: &[Question], language: Language) -> Written {
    let mut written = Written::default();
    for (number, question) in (1..).zip(questions) {
        match writing::gift(question, language) {
            Ok((text, lost)) => {
                written.bytes.extend(text.bytes());
                for what in lost {
                    written.lose(number, what);
                }
            }
            Err(reason) => written.refuse(number, reason),
        }
    }
    written
}
