//! What a handout says that its authors did not.

use super::Audience;
use crate::print::Locale;
use crate::print::typography::NBSP;
use app::ui::format::{date, duration};
use chrono::NaiveDate;

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

/// Below the title: for whom it is.
pub fn audience(audience: Audience, language: Locale) -> &'static str {
    match (audience, language) {
        (Audience::Trainers, Locale::fr) => "Édition de l’animateur, avec notes, durées et corrigés",
        (Audience::Trainers, Locale::en) => "Facilitator’s edition, with notes, timing and answers",
        (Audience::Participants, Locale::fr) => "Édition des participants",
        (Audience::Participants, Locale::en) => "Participants’ edition",
    }
}

/// Beside the code that leads to the page.
pub fn online(language: Locale) -> &'static str {
    match language {
        Locale::fr => "En ligne",
        Locale::en => "Online",
    }
}
