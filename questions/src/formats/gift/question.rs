//! One question of GIFT: name, text, and what stands in the braces.

use super::answers;
use super::blocks::{Block, in_one_line};
use super::signs::revealed;
use super::text::{TextFormat, Texts};
use crate::formats::notes::{Reason, What, excerpt};
use crate::question::{Kind, Language, Question, Text};

/// What stands in a text where words are missing.
const GAP: &str = "____";

/// Reads a question; what it had and a question cannot hold is added to `lost`.
pub fn read(block: Block, language: Language, lost: &mut Vec<What>) -> Result<Question, Reason> {
    if let Some(identifier) = &block.identifier {
        lost.push(What::Identifier(excerpt(identifier)));
    }
    let (name, text) = name_and_text(&block.text);
    let parts = parts(text)?;
    let mut texts = Texts { language, format: TextFormat::Moodle, lost };
    if let Some((format, _)) = TextFormat::named(parts.before) {
        texts.format = format;
    }
    let asked =
        if parts.after.is_empty() { parts.before.to_owned() } else { [parts.before, GAP, parts.after].concat() };
    let asked = texts.read(&asked);
    // The last one: the feedback of an answer may have the sign too.
    let (inner, feedback) = parts.inner.rsplit_once("####").unwrap_or((parts.inner, ""));
    let feedback = if feedback.is_empty() { Text::default() } else { texts.read(feedback) };
    let kind = answers::read(inner.trim(), &mut texts)?;
    let points = u16::from(!matches!(kind, Kind::Open));
    Ok(Question { name, text: asked, points, kind, feedback, tags: block.tags })
}

fn name_and_text(text: &str) -> (String, &str) {
    match text.strip_prefix("::").map(|text| text.split_once("::").ok_or(text)) {
        Some(Ok((name, text))) => (in_one_line(&revealed(name)), text.trim()),
        Some(Err(text)) => (String::new(), text.trim()),
        None => (String::new(), text),
    }
}

struct Parts<'a> {
    before: &'a str,
    inner: &'a str,
    after: &'a str,
}

fn parts(text: &str) -> Result<Parts<'_>, Reason> {
    let (opening, closing) = (text.find('{'), text.find('}'));
    let (opening, closing) = match (opening, closing) {
        (None, None) => return Err(Reason::AsksNothing),
        (Some(_), None) => return Err(Reason::Unbalanced('{')),
        (Some(opening), Some(closing)) if opening < closing => (opening, closing),
        _ => return Err(Reason::Unbalanced('}')),
    };
    let (before, inner, after) = (&text[..opening], text[opening + 1..closing].trim(), text[closing + 1..].trim_end());
    if inner.contains('{') {
        return Err(Reason::Unbalanced('{'));
    }
    if is_cloze(inner) {
        return Err(Reason::UnknownKind("cloze".to_owned()));
    }
    match after.find(['{', '}']) {
        // Two sets of answers: a blank line is missing, or it is a text with many gaps.
        Some(at) if after[at..].starts_with('{') && after.contains('}') => {
            Err(Reason::Malformed(excerpt(&revealed(&after[at..]))))
        }
        Some(at) => Err(Reason::Unbalanced(if after[at..].starts_with('{') { '{' } else { '}' })),
        None => Ok(Parts { before, inner, after }),
    }
}

// Moodle's gaps within a text are written `{1:SHORTANSWER:=…}`.
fn is_cloze(inner: &str) -> bool {
    let kind = inner.trim_start_matches(|digit: char| digit.is_ascii_digit()).strip_prefix(':');
    let name = kind.and_then(|kind| kind.split_once(':')).map_or("", |(name, _)| name.trim());
    name.len() > 1 && name.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'_')
}
