//! Texts that are not HTML.

use super::{Plain, has_formula};
use crate::formats::notes::What;

/// Plain text: its lines kept, its ends trimmed.
pub fn from_plain(text: &str) -> Plain {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    let lost = if has_formula(&text) { vec![What::Formula] } else { Vec::new() };
    Plain { text, lost }
}

/// Markdown or a wiki's text: kept as it is typed; what its signs meant is lost.
pub fn from_markdown(text: &str) -> Plain {
    let mut plain = from_plain(text);
    if plain.text.contains("![") {
        plain.lost.push(What::Image("![]".to_owned()));
    }
    let signs = ["**", "__", "](", "`", "\n#", "\n|", "\n>"];
    if plain.text.starts_with(['#', '|', '>']) || signs.iter().any(|sign| plain.text.contains(sign)) {
        plain.lost.push(What::Formatting);
    }
    plain
}
