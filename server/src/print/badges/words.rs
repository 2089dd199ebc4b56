//! What a sheet of badges says.

use crate::print::Locale;

/// What it is, in both languages.
pub const TITLE: &str = "Badges";

/// How to print and cut it.
pub fn how(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Imprimer à taille réelle (100 %), puis couper le long des repères.",
        Locale::en => "Print at full size (100%), then cut along the marks.",
    }
}
