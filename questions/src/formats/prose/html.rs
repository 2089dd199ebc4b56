//! HTML as people and editors write it: read in one pass, never refused.

use super::{Plain, Prose};
use crate::question::Language;
use quick_xml::escape::resolve_html5_entity;
use std::borrow::Cow;

// The longest name of a reference, `&CounterClockwiseContourIntegral;`, has 31 letters.
const LONGEST_REFERENCE: usize = 40;

// The most attributes of a tag that are looked at.
const MOST_ATTRIBUTES: usize = 50;

/// The text of HTML. Parts in another language are left out where they are marked.
pub fn from_html(html: &str, language: Language) -> Plain {
    let mut prose = Prose::new(language);
    read(html, &mut prose);
    prose.finish()
}

/// The text of Moodle's «auto format»: HTML in which line breaks count.
pub fn from_auto(html: &str, language: Language) -> Plain {
    let mut prose = Prose::new(language);
    prose.keep_lines();
    read(html, &mut prose);
    prose.finish()
}

fn read(html: &str, prose: &mut Prose) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        prose.text(&references(&rest[..at]));
        rest = &rest[at..];
        rest = if let Some(after) = rest.strip_prefix("<!--") {
            after.split_once("-->").map_or("", |(_, after)| after)
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest.split_once('>').map_or("", |(_, after)| after)
        } else if let Some(tag) = Tag::read(rest) {
            apply(&tag, prose)
        } else {
            prose.text("<");
            &rest[1..]
        };
    }
    prose.text(&references(rest));
}

fn apply<'a>(tag: &Tag<'a>, prose: &mut Prose) -> &'a str {
    if tag.closing {
        prose.close(&tag.name);
        return tag.after;
    }
    prose.open(&tag.name, &tag.attributes);
    if matches!(tag.name.as_str(), "script" | "style") && !tag.empty {
        prose.close(&tag.name);
        return past_raw(tag.after, &tag.name);
    }
    if tag.empty {
        prose.close(&tag.name);
    }
    tag.after
}

// In scripts and styles only their own closing tag is a tag.
fn past_raw<'a>(rest: &'a str, name: &str) -> &'a str {
    for (at, _) in rest.match_indices("</") {
        let end = at + 2 + name.len();
        if rest.get(at + 2..end).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest[end..].split_once('>').map_or("", |(_, after)| after);
        }
    }
    ""
}

struct Tag<'a> {
    name: String,
    attributes: Vec<(String, String)>,
    closing: bool,
    empty: bool,
    after: &'a str,
}

impl<'a> Tag<'a> {
    // From its `<`. `None` if it is no tag; one that never ends takes the rest, so that
    // the whole stays one pass.
    fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let end = inner.find(|next: char| next.is_ascii_whitespace() || matches!(next, '>' | '/' | '<'));
        let (name, mut rest) = inner.split_at(end.unwrap_or(inner.len()));
        let name = name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        let mut tag = Tag { name, attributes: Vec::new(), closing, empty: false, after: "" };
        loop {
            rest = rest.trim_start_matches(|next: char| next.is_ascii_whitespace() || next == '/');
            tag.empty = text.len() > rest.len() && text[..text.len() - rest.len()].ends_with('/') && !tag.closing;
            match rest.chars().next() {
                None => return Some(tag),
                Some('>') => {
                    tag.after = &rest[1..];
                    return Some(tag);
                }
                Some('<') => {
                    tag.after = rest;
                    return Some(tag);
                }
                Some(_) => rest = tag.attribute(rest),
            }
        }
    }

    fn push(&mut self, name: &str, value: String) {
        if self.attributes.len() < MOST_ATTRIBUTES {
            self.attributes.push((name.to_ascii_lowercase(), value));
        }
    }

    fn attribute(&mut self, text: &'a str) -> &'a str {
        let ends = |next: char| next.is_ascii_whitespace() || matches!(next, '=' | '>' | '/' | '<');
        // The first sign belongs to the name whatever it is, so that reading goes on.
        let first = text.chars().next().map_or(0, char::len_utf8);
        let end = text[first..].find(ends).map_or(text.len(), |at| first + at);
        let (name, rest) = text.split_at(end);
        let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            self.push(name, String::new());
            return rest;
        };
        let (value, rest) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            _ => value
                .split_at(value.find(|next: char| next.is_ascii_whitespace() || next == '>').unwrap_or(value.len())),
        };
        self.push(name, references(value).into_owned());
        rest
    }
}

/// A text with its references, `&eacute;` and `&#233;`, resolved; unknown ones stay.
pub fn references(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';');
        match end.and_then(|end| Some((resolve(&rest[..end])?, end))) {
            Some((resolved, end)) => {
                out.push_str(&resolved);
                rest = &rest[end + 1..];
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn resolve(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|character| *character != '\0').map(|character| Cow::Owned(character.to_string()))
}
