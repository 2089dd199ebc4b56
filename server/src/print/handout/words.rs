//! What a handout says that its authors did not.

use crate::print::Language;
use crate::print::typography::{NBSP, date, duration};
use chrono::NaiveDate;
use pulldown_cmark::BlockQuoteKind;

/// Over the title of the book.
pub fn kind(language: Language) -> &'static str {
    match language {
        Language::Fr => "Support de formation",
        Language::En => "Training handout",
    }
}

/// The contents.
pub fn contents(language: Language) -> &'static str {
    match language {
        Language::Fr => "Sommaire",
        Language::En => "Contents",
    }
}

/// `Module 3`, the same in both languages.
pub fn module(number: usize) -> String {
    format!("Module{NBSP}{number}")
}

/// `Version 1.2 du 14 septembre 2022`.
pub fn version(version: &str, dated: NaiveDate, language: Language) -> String {
    let on = date(dated, language);
    match language {
        Language::Fr => format!("Version{NBSP}{version} du{NBSP}{on}"),
        Language::En => format!("Version{NBSP}{version}, {on}"),
    }
}

/// `13 modules, 24 h`.
pub fn extent(modules: usize, minutes: u32) -> String {
    let noun = if modules == 1 { "module" } else { "modules" };
    if minutes == 0 {
        return format!("{modules}{NBSP}{noun}");
    }
    format!("{modules}{NBSP}{noun}, {}", duration(minutes))
}

/// The name of the language.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::Fr => "Français",
        Language::En => "English",
    }
}

/// Of a module without a text.
pub fn nothing(language: Language) -> &'static str {
    match language {
        Language::Fr => "Ce module n’a pas encore de texte.",
        Language::En => "This module has no text yet.",
    }
}

/// The label of a note.
pub fn note(kind: BlockQuoteKind, language: Language) -> &'static str {
    match (kind, language) {
        (BlockQuoteKind::Note, _) => "Note",
        (BlockQuoteKind::Tip, Language::Fr) => "Conseil",
        (BlockQuoteKind::Tip, Language::En) => "Tip",
        (BlockQuoteKind::Important, _) => "Important",
        (BlockQuoteKind::Warning, Language::Fr) => "Attention",
        (BlockQuoteKind::Warning, Language::En) => "Warning",
        (BlockQuoteKind::Caution, Language::Fr) => "Prudence",
        (BlockQuoteKind::Caution, Language::En) => "Caution",
    }
}

/// Before a picture's description.
pub fn picture(language: Language) -> &'static str {
    match language {
        Language::Fr => "[Image\u{a0}: ",
        Language::En => "[Picture: ",
    }
}
