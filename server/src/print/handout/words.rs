//! What a handout says that its authors did not.

use crate::print::Locale;
use crate::print::typography::NBSP;
use app::ui::format::{date, duration};
use chrono::NaiveDate;
use pulldown_cmark::BlockQuoteKind;

/// Over the title of the book.
pub fn kind(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Support de formation",
        Locale::en => "Training handout",
    }
}

/// The contents.
pub fn contents(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Sommaire",
        Locale::en => "Contents",
    }
}

/// `Module 3`, the same in both languages.
pub fn module(number: usize) -> String {
    format!("Module{NBSP}{number}")
}

/// `Version 1.2 du 14 septembre 2022`.
pub fn version(version: &str, dated: NaiveDate, language: Locale) -> String {
    let on = date(language, dated);
    match language {
        Locale::fr => format!("Version{NBSP}{version} du{NBSP}{on}"),
        Locale::en => format!("Version{NBSP}{version}, {on}"),
    }
}

/// `13 modules, 24 h`.
pub fn extent(modules: usize, minutes: i32) -> String {
    let noun = if modules == 1 { "module" } else { "modules" };
    if minutes == 0 {
        return format!("{modules}{NBSP}{noun}");
    }
    format!("{modules}{NBSP}{noun}, {}", duration(minutes))
}

/// The name of the language.
pub fn language(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Français",
        Locale::en => "English",
    }
}

/// Of a module without a text.
pub fn nothing(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Ce module n’a pas encore de texte.",
        Locale::en => "This module has no text yet.",
    }
}

/// The label of a note.
pub fn note(kind: BlockQuoteKind, language: Locale) -> &'static str {
    match (kind, language) {
        (BlockQuoteKind::Note, _) => "Note",
        (BlockQuoteKind::Tip, Locale::fr) => "Conseil",
        (BlockQuoteKind::Tip, Locale::en) => "Tip",
        (BlockQuoteKind::Important, _) => "Important",
        (BlockQuoteKind::Warning, Locale::fr) => "Attention",
        (BlockQuoteKind::Warning, Locale::en) => "Warning",
        (BlockQuoteKind::Caution, Locale::fr) => "Prudence",
        (BlockQuoteKind::Caution, Locale::en) => "Caution",
    }
}

/// Before a picture's description.
pub fn picture(language: Locale) -> &'static str {
    match language {
        Locale::fr => "[Image\u{a0}: ",
        Locale::en => "[Picture: ",
    }
}
