//! Which format a file is of.

use super::{Format, decode};

/// As much of a file as is looked at, in bytes.
const LOOKED_AT: usize = 64 * 1024;

/// The format of a file, by what it says and, where that leaves a doubt, by its name.
/// `None` if it is none that is known.
#[must_use]
pub fn detect(bytes: &[u8], name: &str) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(Format::Qti);
    }
    let text = decode::decode(&bytes[..end_of_start(bytes)]);
    let text = text.trim_start();
    if text.starts_with('<') {
        return xml(text);
    }
    // A file of GIFT may begin with a brace only by mistake.
    if text.starts_with('{') && (text.contains("\"relais-questions\"") || has_ending(name, "json")) {
        return Some(Format::Json);
    }
    if has_ending(name, "gift") {
        return Some(Format::Gift);
    }
    if is_aiken(text) {
        return Some(Format::Aiken);
    }
    is_gift(text).then_some(Format::Gift)
}

// Not within a character of UTF-8, which would make the text look like Windows-1252.
fn end_of_start(bytes: &[u8]) -> usize {
    let end = bytes.len().min(LOOKED_AT);
    let back = bytes[..end].iter().rev().take(3).take_while(|byte| **byte & 0b1100_0000 == 0b1000_0000).count();
    if end < bytes.len() { end - (back + 1).min(end) } else { end }
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

// By the first element, past comments and declarations.
fn xml(text: &str) -> Option<Format> {
    let mut rest = text;
    while let Some(end) = if rest.starts_with("<!--") {
        rest.find("-->").map(|at| at + 3)
    } else if rest.starts_with("<?") || rest.starts_with("<!") {
        rest.find('>').map(|at| at + 1)
    } else {
        None
    } {
        rest = rest[end..].trim_start();
    }
    let name = rest.strip_prefix('<')?.split([' ', '>', '/', '\n', '\r', '\t']).next().unwrap_or_default();
    match name.rsplit(':').next().unwrap_or(name) {
        "quiz" | "question" => Some(Format::MoodleXml),
        "assessmentItem" | "assessmentTest" | "manifest" | "questestinterop" => Some(Format::Qti),
        name if name.starts_with("qti-") => Some(Format::Qti),
        _ => None,
    }
}

// A line with an option before a line with its answer.
fn is_aiken(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim);
    let is_option = |line: &str| {
        let mut characters = line.chars();
        characters.next().is_some_and(|letter| letter.is_ascii_alphabetic())
            && matches!(characters.next(), Some('.' | ')'))
    };
    let is_answer =
        |line: &str| line.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("answer")) && line.contains(':');
    lines.any(is_option) && lines.any(is_answer)
}

fn is_gift(text: &str) -> bool {
    let begins = |start: &str| text.lines().any(|line| line.trim_start().starts_with(start));
    let braces = text.find('{').is_some_and(|opening| text[opening..].contains('}'));
    braces || begins("::") || begins("$CATEGORY:")
}
