//! Of the handout of a curriculum.

use crate::print::PrintError;
use crate::print::handout::{self, Audience, Figure, Handout, Module};
use app::campaigns::pages::language_of;
use app::campaigns::store::Curriculum;

/// A figure: its name and its file.
pub type FigureFile = (String, Vec<u8>);

/// The handout of a curriculum as a PDF, of what the curriculum holds: without what is for
/// trainers alone, the edition for participants.
///
/// # Errors
/// A text, a formula or a figure that cannot be drawn.
pub fn handout(curriculum: Curriculum, figures: Vec<FigureFile>, public_url: &str) -> Result<Vec<u8>, PrintError> {
    let audience = if curriculum.for_trainers { Audience::Trainers } else { Audience::Participants };
    let language = language_of(&curriculum);
    let address = format!("{public_url}/curricula/{}", curriculum.line.id);
    let figures = figures.into_iter().map(|(name, bytes)| Figure { name, file: bytes.into() });
    let modules = curriculum.modules.into_iter().map(|module| Module {
        title: module.title,
        minutes: module.minutes,
        markdown: module.body,
    });
    handout::render(&Handout {
        language,
        programme: curriculum.programme,
        title: curriculum.line.title,
        version: curriculum.line.version,
        dated: curriculum.published_on,
        audience,
        address: Some(address),
        figures: figures.collect(),
        modules: modules.collect(),
    })
}
