//! What tags mean for plain text.

use super::Prose;
use crate::formats::notes::{What, excerpt};
use crate::question::Language;

/// An element that is open.
pub struct Open {
    name: String,
    effect: Effect,
}

enum Effect {
    None,
    Block(usize),
    Kept,
    Hidden,
    List { ordered: bool, items: usize },
    Row { cells: usize },
    // Where the raised or lowered text begins.
    Raised(usize),
    Lowered(usize),
    Link { start: usize, address: String },
}

// Beyond this a closing tag is taken for one without an opening tag.
const LOOK_BACK: usize = 200;

impl Prose {
    /// Opens an element; its name in lower case.
    pub fn open(&mut self, name: &str, attributes: &[(String, String)]) {
        let attribute = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map_or("", |(_, value)| value.as_str())
        };
        if self.hidden == 0 {
            self.name_lost(name, &attribute);
        }
        let effect = self.effect(name, &attribute);
        if matches!(effect, Effect::Hidden) {
            self.hidden += 1;
        }
        if !is_void(name) {
            self.open.push(Open { name: name.to_owned(), effect });
        }
    }

    /// Closes an element and what is open in it.
    pub fn close(&mut self, name: &str) {
        let known = self.open.iter().rev().take(LOOK_BACK).position(|open| open.name == name);
        for _ in 0..known.map_or(0, |inner| inner + 1) {
            if let Some(open) = self.open.pop() {
                self.end(open.effect);
            }
        }
    }

    fn effect<'a>(&mut self, name: &str, attribute: &impl Fn(&str) -> &'a str) -> Effect {
        if is_hidden(name) || self.is_other_language(name, attribute) {
            return Effect::Hidden;
        }
        if self.hidden > 0 {
            return Effect::None;
        }
        match name {
            "br" => self.flow.line(),
            "pre" | "textarea" => {
                self.flow.block(self.paragraph());
                self.flow.kept += 1;
                return Effect::Kept;
            }
            "ul" | "ol" | "menu" => {
                self.flow.block(1);
                return Effect::List { ordered: name == "ol", items: 0 };
            }
            "li" => return self.item(),
            "tr" => {
                self.flow.block(1);
                return Effect::Row { cells: 0 };
            }
            "td" | "th" => self.cell(),
            "sup" => return Effect::Raised(self.flow.here()),
            "sub" => return Effect::Lowered(self.flow.here()),
            "a" if !attribute("href").is_empty() => {
                return Effect::Link { start: self.flow.here(), address: attribute("href").to_owned() };
            }
            _ => {}
        }
        match breaks_around(name) {
            0 => Effect::None,
            2 => self.block(self.paragraph()),
            breaks => self.block(breaks),
        }
    }

    fn block(&mut self, breaks: usize) -> Effect {
        self.flow.block(breaks);
        Effect::Block(breaks)
    }

    // Paragraphs within lists and tables are lines.
    fn paragraph(&self) -> usize {
        let inner = self.open.iter().rev().take(LOOK_BACK).any(|open| matches!(open.name.as_str(), "li" | "td" | "th"));
        if inner { 1 } else { 2 }
    }

    fn item(&mut self) -> Effect {
        self.flow.block(1);
        let depth =
            self.open.iter().rev().take(LOOK_BACK).filter(|open| matches!(open.effect, Effect::List { .. })).count();
        let list = self.open.iter_mut().rev().take(LOOK_BACK).find_map(|open| match &mut open.effect {
            Effect::List { ordered, items } => Some((*ordered, items)),
            _ => None,
        });
        let sign = match list {
            Some((true, items)) => {
                *items += 1;
                format!("{items}. ")
            }
            _ => "- ".to_owned(),
        };
        self.flow.mark("  ".repeat(depth.saturating_sub(1).min(10)) + &sign);
        Effect::Block(1)
    }

    fn cell(&mut self) {
        let row = self.open.iter_mut().rev().take(LOOK_BACK).find_map(|open| match &mut open.effect {
            Effect::Row { cells } => Some(cells),
            _ => None,
        });
        if let Some(cells) = row {
            *cells += 1;
            if *cells > 1 {
                self.flow.text(" | ");
            }
        }
    }

    fn end(&mut self, effect: Effect) {
        match effect {
            Effect::None => {}
            Effect::Block(breaks) => self.flow.block(breaks),
            Effect::Kept => {
                self.flow.kept = self.flow.kept.saturating_sub(1);
                self.flow.block(self.paragraph());
            }
            Effect::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Effect::List { .. } | Effect::Row { .. } => self.flow.block(1),
            Effect::Raised(start) => self.flow.replace_from(start, |text| shifted(text, '^', raised)),
            Effect::Lowered(start) => self.flow.replace_from(start, |text| shifted(text, '_', lowered)),
            Effect::Link { start, address } => self.end_link(start, &address),
        }
    }

    fn end_link(&mut self, start: usize, address: &str) {
        if self.flow.since(start).map(str::trim) != Some(address) {
            self.lose(What::Link(excerpt(address)));
        }
    }

    // Moodle's filter for several languages marks them so.
    fn is_other_language<'a>(&mut self, name: &str, attribute: &impl Fn(&str) -> &'a str) -> bool {
        let marked = name == "span" && attribute("class").split_whitespace().any(|class| class == "multilang");
        let language = match attribute("lang").get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("fr") => Language::Fr,
            Some("en") => Language::En,
            _ => return false,
        };
        let other = marked && language != self.language;
        if other {
            self.lose(What::OtherLanguage(language));
        }
        other
    }

    fn name_lost<'a>(&mut self, name: &str, attribute: &impl Fn(&str) -> &'a str) {
        match name {
            "img" => self.lose(What::Image(address(attribute("src"), attribute("alt")))),
            "svg" | "canvas" | "picture" => self.lose(What::Image(name.to_owned())),
            "audio" | "video" | "iframe" | "embed" | "source" | "track" if !attribute("src").is_empty() => {
                self.lose(What::File(address(attribute("src"), "")));
            }
            "object" => self.lose(object(attribute("data"), attribute("type"))),
            "applet" | "form" | "input" | "select" | "button" | "script" | "iframe" => {
                self.lose(What::Other(name.to_owned()));
            }
            "math" => self.lose(What::Formula),
            _ if is_formatting(name) => self.lose(What::Formatting),
            _ => {}
        }
        if attribute("style").contains("url(") {
            self.lose(What::Image(excerpt(attribute("style"))));
        }
    }
}

fn object(data: &str, kind: &str) -> What {
    let name = address(data, "");
    if kind.starts_with("image/") { What::Image(name) } else { What::File(name) }
}

// `@@PLUGINFILE@@` is Moodle's word for «the files of this question»; the bytes of an
// image that stand in its address name nothing.
fn address(source: &str, words: &str) -> String {
    let source = source.strip_prefix("@@PLUGINFILE@@/").unwrap_or(source);
    let name = if source.is_empty() || source.starts_with("data:") { words } else { source };
    excerpt(if name.is_empty() { source.split(&[',', ';'][..]).next().unwrap_or("") } else { name })
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "source"
            | "embed"
            | "track"
            | "col"
            | "wbr"
            | "meta"
            | "link"
            | "area"
            | "param"
            | "base"
    )
}

fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "head" | "template" | "svg" | "title" | "annotation" | "annotation-xml")
}

fn breaks_around(name: &str) -> usize {
    match name {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "figure" | "table" | "dl" | "fieldset" => 2,
        "div" | "hr" | "section" | "article" | "header" | "footer" | "main" | "nav" | "aside" | "address" | "dt"
        | "dd" | "figcaption" | "details" | "summary" | "caption" | "center" | "form" | "prompt" | "rubricblock"
        | "feedbackblock" => 1,
        _ => 0,
    }
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "strong"
            | "i"
            | "em"
            | "u"
            | "s"
            | "strike"
            | "del"
            | "ins"
            | "mark"
            | "small"
            | "big"
            | "tt"
            | "code"
            | "kbd"
            | "samp"
            | "var"
            | "font"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "table"
            | "blockquote"
            | "center"
            | "ruby"
            | "hr"
    )
}

// H₂O and 10³ would say something else without their small signs.
fn shifted(text: &str, sign: char, small: fn(char) -> Option<char>) -> String {
    match text.chars().map(small).collect::<Option<String>>() {
        Some(small) => small,
        None if text.chars().count() > 1 => format!("{sign}({text})"),
        None => format!("{sign}{text}"),
    }
}

fn raised(character: char) -> Option<char> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    match character {
        '+' => Some('⁺'),
        '-' | '−' => Some('⁻'),
        'n' => Some('ⁿ'),
        digit => RAISED.chars().nth(digit.to_digit(10)? as usize),
    }
}

fn lowered(character: char) -> Option<char> {
    match character {
        '+' => Some('₊'),
        '-' | '−' => Some('₋'),
        digit => char::from_u32('₀' as u32 + digit.to_digit(10)?),
    }
}
