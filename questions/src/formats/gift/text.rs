//! The texts of a question, in the formats that GIFT knows.

use super::signs::revealed;
use crate::formats::notes::What;
use crate::formats::prose::{Plain, from_auto, from_html, from_markdown, from_plain};
use crate::question::{Language, Text};

/// How the signs of a text are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Moodle's own: lines count, and tags of HTML.
    Moodle,
    /// HTML.
    Html,
    /// Nothing but text.
    Plain,
    /// Markdown.
    Markdown,
}

impl TextFormat {
    /// The format named before a text, and the text; signs still hidden.
    pub fn named(text: &str) -> Option<(Self, &str)> {
        let (name, rest) = text.trim_start().strip_prefix('[')?.split_once(']')?;
        let format = match name.to_ascii_lowercase().as_str() {
            "moodle" => Self::Moodle,
            "html" => Self::Html,
            "plain" => Self::Plain,
            "markdown" => Self::Markdown,
            _ => return None,
        };
        Some((format, rest))
    }
}

/// Reads the texts of a question.
pub struct Texts<'a> {
    /// The language of texts that are not marked.
    pub language: Language,
    /// The format of texts before which none is named.
    pub format: TextFormat,
    /// What was lost.
    pub lost: &'a mut Vec<What>,
}

impl Texts<'_> {
    /// A text whose signs are still hidden.
    pub fn read(&mut self, text: &str) -> Text {
        let (format, text) = TextFormat::named(text).unwrap_or((self.format, text));
        let text = if format == TextFormat::Html { revealed(text) } else { revealed(&without_indents(text)) };
        if text.contains("multilang") && matches!(format, TextFormat::Html | TextFormat::Moodle) {
            let mut said = |language| {
                let plain = plain(format, &text, language);
                let lost = plain.lost.into_iter().filter(|what| !matches!(what, What::OtherLanguage(_)));
                self.lost.extend(lost);
                plain.text
            };
            let text = Text { fr: said(Language::Fr), en: said(Language::En) };
            return if text.fr == text.en { Text::said(self.language, text.fr) } else { text };
        }
        let plain = plain(format, &text, self.language);
        self.lost.extend(plain.lost);
        Text::said(self.language, plain.text)
    }

    /// Words that are compared with what people type, or a right side: never marked up.
    pub fn words(&mut self, text: &str) -> Text {
        Text::said(self.language, from_plain(&revealed(&without_indents(text))).text)
    }
}

fn plain(format: TextFormat, text: &str, language: Language) -> Plain {
    match format {
        TextFormat::Html => from_html(text, language),
        TextFormat::Moodle if is_marked_up(text) => from_auto(text, language),
        TextFormat::Moodle | TextFormat::Plain => from_plain(text),
        TextFormat::Markdown => from_markdown(text),
    }
}

// Lines of the file are indented for its readers; lines that the text itself has are
// hidden here.
fn without_indents(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join("\n")
}

/// Whether a text in Moodle's own format has tags or references of HTML; `a < b` and
/// `AT&T` are neither.
pub fn is_marked_up(text: &str) -> bool {
    has_tag(text) || has_reference(text)
}

fn has_tag(text: &str) -> bool {
    const NAMES: &str = " a abbr b big blockquote br center code div em figure font h1 h2 h3 h4 h5 h6 hr i img ins li \
                         math ol p pre q s small span strong sub sup table tbody td th thead tr tt u ul video audio ";
    text.split('<').skip(1).any(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        // `a <b and c>` is no tag: what stands in one is empty or has attributes.
        let Some((inner, _)) = tag[name.len()..].split_once('>') else { return false };
        let ends = inner.trim_matches(|sign: char| sign.is_whitespace() || sign == '/').is_empty()
            || (inner.starts_with(char::is_whitespace) && inner.contains('='));
        ends && !name.is_empty() && NAMES.contains(&format!(" {} ", name.to_ascii_lowercase()))
    })
}

fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|reference| {
        let name = reference.strip_prefix('#').unwrap_or(reference);
        let length = name.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
        length > 1 && name.as_bytes().get(length) == Some(&b';')
    })
}
