//! Of the handout of a curriculum.

use crate::print::PrintError;
use crate::print::handout::{self, Handout, Module};
use app::campaigns::store::Curriculum;
use app::i18n::Locale;

/// The handout of a curriculum as a PDF.
///
/// # Errors
/// A text that cannot be drawn.
pub fn handout(curriculum: Curriculum) -> Result<Vec<u8>, PrintError> {
    let modules = curriculum.modules.into_iter().map(|module| Module {
        title: module.title,
        minutes: module.minutes,
        markdown: module.body,
    });
    handout::render(&Handout {
        language: if curriculum.language == "en" { Locale::en } else { Locale::fr },
        programme: curriculum.programme,
        title: curriculum.line.title,
        version: curriculum.line.version,
        dated: curriculum.published_on,
        modules: modules.collect(),
    })
}
