//! The queue of a phone that found no network, as the file that `assets/outbox.js`
//! writes. Whoever takes it in answers for it; who made a mark, and on which device,
//! is not proven by a file.

use super::model::{Answer, Mark};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The largest file taken in: some thousands of marks.
pub const MAX_BYTES: usize = 2 << 20;

#[derive(Deserialize)]
struct File {
    relais: String,
    events: Vec<serde_json::Value>,
}

/// The marks of a file.
#[derive(Debug, Default)]
pub struct Queue {
    /// Those that could be read.
    pub marks: Vec<Mark>,
    /// How many could not.
    pub unread: usize,
}

/// Reads a queue; none if the text is no such file. A mark that cannot be read does
/// not keep the others from being taken in.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Queue> {
    let file: File = serde_json::from_slice(bytes).ok().filter(|file: &File| file.relais == "attendance")?;
    let mut queue = Queue::default();
    for event in file.events {
        match serde_json::from_value(event) {
            Ok(mark) => queue.marks.push(mark),
            Err(_) => queue.unread += 1,
        }
    }
    Some(queue)
}

/// Marks as the file that [`read`] takes.
#[must_use]
pub fn written(marks: &[Mark]) -> String {
    serde_json::json!({ "relais": "attendance", "events": marks }).to_string()
}

/// What became of the marks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Kept now.
    pub kept: usize,
    /// Kept before.
    pub known: usize,
    /// Not read.
    pub unread: usize,
    /// Refused, by the reason as in the API.
    pub refused: BTreeMap<&'static str, usize>,
}

impl Told {
    /// Counts an answer.
    pub fn count(&mut self, answer: Answer) {
        match answer {
            Answer::Kept => self.kept += 1,
            Answer::Known => self.known += 1,
            refused => *self.refused.entry(refused.as_str()).or_default() += 1,
        }
    }

    /// How many were refused or not read.
    #[must_use]
    pub fn not_taken(&self) -> usize {
        self.unread + self.refused.values().sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_cannot_be_read_does_not_keep_the_others_out() {
        let mark = r#"{"id":"0184-"}"#;
        let sound = r#"{"id":"018413a8-0000-7000-8000-000000000001","enrolment":"018413a8-0000-7000-8000-000000000002",
            "session":"018413a8-0000-7000-8000-000000000003","status":"late","minutes":5,"device_time":"2022-10-26T09:00:00Z"}"#;
        let queue =
            read(format!(r#"{{"relais":"attendance","events":[{mark},{sound}]}}"#).as_bytes()).expect("a queue");
        assert_eq!((queue.marks.len(), queue.unread), (1, 1));
    }

    #[test]
    fn other_files_are_not_queues() {
        for text in ["", "{}", r#"{"relais":"plan","events":[]}"#, r#"{"relais":"attendance"}"#, "P;R;A"] {
            assert!(read(text.as_bytes()).is_none(), "{text}");
        }
    }
}
