//! This crate's own format, which loses nothing:
//! `{"format": "relais-questions", "version": 1, "questions": [ … ]}`.

use super::notes::{Reason, What, excerpt};
use super::{MOST_QUESTIONS, Read, Written, decode};
use crate::question::{Language, Question};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// What names the format in a file.
pub const NAME: &str = "relais-questions";

/// The version that is read and written.
pub const VERSION: u64 = 1;

/// How deep a file may be nested in what is not known.
const DEEPEST: usize = 32;

#[derive(Deserialize)]
struct File<'a> {
    #[serde(default)]
    format: Value,
    #[serde(default)]
    version: Value,
    #[serde(borrow, default)]
    questions: Vec<&'a RawValue>,
}

#[derive(Serialize)]
struct Whole<'a> {
    format: &'a str,
    version: u64,
    questions: &'a [Question],
}

/// Reads a file. It says itself in which language its texts are.
#[must_use]
pub fn read(bytes: &[u8], _language: Language) -> Read {
    let mut read = Read::default();
    let text = decode::decode(bytes);
    let file: File<'_> = match serde_json::from_str(&text) {
        Ok(file) => file,
        Err(error) if error.is_data() => {
            read.refuse(error.line().max(1), Reason::NotThisFormat);
            return read;
        }
        Err(error) => {
            read.refuse(error.line().max(1), Reason::Malformed(excerpt(&error.to_string())));
            return read;
        }
    };
    if file.format != NAME {
        read.refuse(1, Reason::NotThisFormat);
    } else if file.version != VERSION {
        read.refuse(1, Reason::UnknownVersion(excerpt(&file.version.to_string())));
    } else {
        read_questions(&text, &file.questions, &mut read);
    }
    read
}

fn read_questions(text: &str, questions: &[&RawValue], read: &mut Read) {
    let (mut line, mut counted) = (1, 0);
    for (index, raw) in questions.iter().enumerate() {
        // Each borrows from the text, so the distance tells where it stands.
        let at = (raw.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += text.get(counted..at).map_or(0, |between| between.matches('\n').count());
        counted = counted.max(at);
        if index >= MOST_QUESTIONS {
            read.refuse(line, Reason::TooMany { most: MOST_QUESTIONS });
            return;
        }
        match serde_json::from_str::<Question>(raw.get()) {
            Ok(question) => {
                for name in unknown(raw, &question) {
                    read.lose(line, What::Other(excerpt(&name)));
                }
                read.found(line, question);
            }
            Err(error) => read.refuse(line, Reason::Malformed(excerpt(&error.to_string()))),
        }
    }
}

// The names in a question that mean nothing to it.
fn unknown(raw: &RawValue, question: &Question) -> Vec<String> {
    let mut names = Vec::new();
    if let (Ok(given), Ok(kept)) = (serde_json::from_str(raw.get()), serde_json::to_value(question)) {
        compare(&given, &kept, DEEPEST, &mut names);
    }
    names
}

fn compare(given: &Value, kept: &Value, depth: usize, names: &mut Vec<String>) {
    if depth == 0 {
        return;
    }
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given {
                match kept.get(name) {
                    Some(kept) => compare(value, kept, depth - 1, names),
                    None if says_nothing(value, depth) => (),
                    None => names.push(name.clone()),
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            given.iter().zip(kept).for_each(|(given, kept)| compare(given, kept, depth - 1, names));
        }
        _ => (),
    }
}

// Empty texts and lists are not written.
fn says_nothing(value: &Value, depth: usize) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(items) => depth > 0 && items.values().all(|value| says_nothing(value, depth - 1)),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Writes a file, with every text in every language.
#[must_use]
pub fn write(questions: &[Question], _language: Language) -> Written {
    let mut written = Written::default();
    let whole = Whole { format: NAME, version: VERSION, questions };
    match serde_json::to_vec_pretty(&whole) {
        Ok(bytes) => {
            written.bytes = bytes;
            written.bytes.push(b'\n');
        }
        // No question has what JSON cannot say.
        Err(error) => written.refuse(1, Reason::Malformed(excerpt(&error.to_string()))),
    }
    written
}
