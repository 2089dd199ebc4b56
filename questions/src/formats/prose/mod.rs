//! Marked-up text as plain text with lines, and plain text as marked-up text. What plain
//! text cannot hold is named.

mod blocks;
mod html;
mod plain;
mod tags;

pub use html::{from_auto, from_html};
pub use plain::{from_markdown, from_plain};

use super::notes::What;
use crate::question::Language;

/// Text, and what was lost of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// What could not be held.
    pub lost: Vec<What>,
}

/// Puts a text together from pieces and tags.
pub struct Prose {
    pub(super) flow: blocks::Flow,
    pub(super) lost: Vec<What>,
    open: Vec<tags::Open>,
    language: Language,
    // How many open elements hide what is in them.
    hidden: usize,
}

impl Prose {
    /// Nothing yet. Parts in another language than this are left out where they are marked.
    pub fn new(language: Language) -> Self {
        Self { flow: blocks::Flow::default(), lost: Vec::new(), open: Vec::new(), language, hidden: 0 }
    }

    /// Adds text; line breaks count as spaces unless in `<pre>`.
    pub fn text(&mut self, text: &str) {
        if self.hidden == 0 {
            self.flow.text(text);
        }
    }

    /// Keeps line breaks from here on.
    pub fn keep_lines(&mut self) {
        self.flow.kept += 1;
    }

    /// Names something lost, once.
    pub fn lose(&mut self, what: What) {
        note(&mut self.lost, what);
    }

    /// The text.
    pub fn finish(mut self) -> Plain {
        let text = std::mem::take(&mut self.flow).finish();
        if has_formula(&text) {
            self.lose(What::Formula);
        }
        Plain { text, lost: self.lost }
    }
}

// The most things that are named for one question.
const MOST_NOTES: usize = 100;

/// Names something lost, once; after a hundred things only that there are more.
pub fn note(lost: &mut Vec<What>, what: What) {
    if lost.len() <= MOST_NOTES && !lost.contains(&what) {
        lost.push(if lost.len() < MOST_NOTES { what } else { What::Other("…".to_owned()) });
    }
}

/// Whether a text has formulas as TeX.
pub fn has_formula(text: &str) -> bool {
    text.contains("\\(") || text.contains("\\[") || text.contains("$$")
}

/// A text as HTML, if HTML keeps all of it.
pub fn to_exact_html(text: &str) -> Option<String> {
    let html = to_html(text);
    (from_html(&html, Language::Fr).text == text).then_some(html)
}

fn to_html(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let paragraphs: Vec<_> =
        text.split("\n\n").map(|paragraph| format!("<p>{}</p>", escape(paragraph).replace('\n', "<br/>"))).collect();
    paragraphs.concat()
}

/// Text with the signs of XML replaced.
pub fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

/// Text as it can stand in XML: without control characters, its line breaks as `\n`, no
/// spaces at the ends of its lines.
pub fn storable(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|&character| is_storable(character)).collect();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

fn is_storable(character: char) -> bool {
    matches!(character, '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
