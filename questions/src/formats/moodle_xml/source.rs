//! A `<question>` as it is taken apart: texts in their markup, and what was lost of them.

use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number;
use crate::formats::prose::{self, Plain};
use crate::formats::xml::Element;
use crate::question::{Language, Text};

/// In what a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Html,
    Auto,
    Plain,
    Markdown,
}

impl Markup {
    fn named(name: &str) -> Option<Self> {
        match name.trim() {
            "html" => Some(Self::Html),
            "moodle_auto_format" => Some(Self::Auto),
            "plain_text" => Some(Self::Plain),
            "markdown" | "wiki_like" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// A question that is being read.
pub struct Source<'a> {
    pub element: &'a Element,
    pub language: Language,
    pub lost: Vec<What>,
    markup: Markup,
}

impl<'a> Source<'a> {
    pub fn new(element: &'a Element, language: Language) -> Self {
        let text = element.child("questiontext");
        let markup = text.and_then(|text| text.attribute("format")).and_then(Markup::named).unwrap_or(Markup::Html);
        Self { element, language, lost: Vec::new(), markup }
    }

    /// Names something lost, once.
    pub fn lose(&mut self, what: What) {
        prose::note(&mut self.lost, what);
    }

    /// What a simple element says.
    pub fn value(&self, name: &str) -> String {
        value_of(self.element, name)
    }

    /// Whether a simple element says yes.
    pub fn is(&self, name: &str, unless_said: bool) -> bool {
        self.element.child(name).map_or(unless_said, |element| {
            !matches!(element.text().trim().to_ascii_lowercase().as_str(), "" | "0" | "false")
        })
    }

    /// Marked-up text of an element: its `<text>`.
    pub fn prose(&mut self, element: &Element) -> String {
        let markup = element.attribute("format").and_then(Markup::named).unwrap_or(self.markup);
        let Some(text) = element.child("text") else { return String::new() };
        if text.elements().next().is_some() {
            self.lose(What::Formatting);
        }
        let text = text.text();
        let Plain { text, lost } = match markup {
            Markup::Html => prose::from_html(&text, self.language),
            Markup::Auto => prose::from_auto(&text, self.language),
            Markup::Plain => prose::from_plain(&text),
            Markup::Markdown => prose::from_markdown(&text),
        };
        for what in lost {
            self.lose(what);
        }
        self.files(element);
        text
    }

    /// Marked-up text of the element of this name within another.
    pub fn said(&mut self, within: &Element, name: &str) -> Text {
        let text = within.child(name).map_or_else(String::new, |element| self.prose(element));
        Text::said(self.language, text)
    }

    /// Marked-up text without which there is no question.
    pub fn needed(&mut self, element: &Element) -> Result<Option<Text>, Reason> {
        let before = self.lost.len();
        let text = self.prose(element);
        if !text.is_empty() {
            return Ok(Some(Text::said(self.language, text)));
        }
        let file = self.lost.iter().skip(before).find_map(|what| match what {
            What::Image(name) | What::File(name) => Some(name.clone()),
            _ => None,
        });
        file.map_or(Ok(None), |file| Err(Reason::NeedsFile(file)))
    }

    /// Text that Moodle shows as it is.
    pub fn plain(element: &Element) -> String {
        element.child("text").map_or_else(|| own_text(element), Element::text).trim().to_owned()
    }

    // An image is named where it stands in the text; what else is enclosed, here.
    fn files(&mut self, element: &Element) {
        for file in element.named("file") {
            let name = excerpt(file.attribute("name").unwrap_or("file"));
            let image = What::Image(name.clone());
            if self.lost.contains(&image) {
                continue;
            }
            let is_image = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"]
                .iter()
                .any(|ending| name.to_ascii_lowercase().ends_with(ending));
            self.lose(if is_image { image } else { What::File(name) });
        }
    }

    /// What an answer is worth, where it is said as a percentage.
    pub fn share(answer: &Element) -> Result<crate::exact::Share, Reason> {
        let fraction = answer.attribute("fraction").map(str::trim).filter(|fraction| !fraction.is_empty());
        let fraction = fraction.unwrap_or("0");
        if number::decimal(fraction).is_none() {
            return Err(Reason::NotANumber(excerpt(fraction)));
        }
        number::share(fraction, 100.into()).ok_or_else(|| Reason::NotAShare(excerpt(fraction)))
    }

    /// Names the elements of the question that are not among these.
    pub fn name_others(&mut self, known: &[&str]) {
        for element in self.element.elements() {
            if !known.contains(&element.name.as_str()) && says_something(element) {
                self.lose(What::Other(excerpt(&element.name)));
            }
        }
    }
}

/// What a simple element in another says.
pub fn value_of(element: &Element, name: &str) -> String {
    element.child(name).map_or_else(String::new, |child| child.text().trim().to_owned())
}

// Very old files have an answer's text outside of `<text>`, before its feedback.
fn own_text(element: &Element) -> String {
    element
        .children
        .iter()
        .filter_map(|node| match node {
            crate::formats::xml::Node::Text(text) => Some(text.as_str()),
            crate::formats::xml::Node::Element(_) => None,
        })
        .collect()
}

fn says_something(element: &Element) -> bool {
    !element.text().trim().is_empty()
}
