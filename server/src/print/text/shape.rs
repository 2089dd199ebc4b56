//! Shaping: kerning, ligatures and marks by harfrust; glyph ids out, each with
//! the characters that it stands for, so that the text can be copied out again.

use crate::print::fonts::{Face, UNITS_PER_EM};
use crate::print::{PrintError, excerpt};
use harfrust::{Buffer, ClusterLevel, Direction, GlyphId, Script, ShapeOptions, ShaperFont};
use quick_cache::sync::Cache;
use std::fmt;
use std::sync::LazyLock;

/// What a glyph stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// One character: nearly always.
    One(char),
    /// A ligature, or a letter with its mark.
    Many(Box<str>),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(character) => write!(f, "{character}"),
            Self::Many(text) => f.write_str(text),
        }
    }
}

/// A glyph; lengths in thousandths of an em.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face.
    pub id: u16,
    /// How far it moves the pen here.
    pub advance: f32,
    /// How far PDF moves the pen for it.
    pub natural: f32,
    /// Its shift to the right.
    pub dx: f32,
    /// Its shift upwards.
    pub dy: f32,
    /// Where its text begins.
    pub at: usize,
    /// What it stands for.
    pub source: Source,
}

/// Glyphs of one face.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The face, perhaps a fallback.
    pub face: Face,
    /// The glyphs.
    pub glyphs: Vec<Glyph>,
}

/// Words and what they were shaped to.
type Words = LazyLock<Cache<String, Vec<Run>>>;

/// Those of each face: papers say the same again and again, and to look a word up takes a tenth
/// of the time that it takes to shape it.
static KNOWN: [Words; Face::ALL.len()] = [const { LazyLock::new(|| Cache::new(MOST_KNOWN)) }; Face::ALL.len()];
/// Of a face; some four megabytes of each.
const MOST_KNOWN: usize = 10_000;
/// In bytes: what is longer hardly comes again.
const LONGEST_KNOWN: usize = 40;

/// Shapes a word or a few. `at` is where the text begins in its paragraph.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if neither the face nor the fallback has a character.
pub fn shape(text: &str, at: usize, face: Face) -> Result<Vec<Run>, PrintError> {
    if text.len() > LONGEST_KNOWN {
        return Ok(moved(shape_anew(text, face)?, at));
    }
    Ok(moved(KNOWN[face as usize].get_or_insert_with(text, || shape_anew(text, face))?, at))
}

/// The same, beginning elsewhere.
fn moved(mut runs: Vec<Run>, at: usize) -> Vec<Run> {
    for glyph in runs.iter_mut().flat_map(|run| &mut run.glyphs) {
        glyph.at += at;
    }
    runs
}

fn shape_anew(text: &str, face: Face) -> Result<Vec<Run>, PrintError> {
    let mut runs = Vec::new();
    let mut rest = 0;
    while rest < text.len() {
        let used = face_for(&text[rest..], face, text)?;
        let end = text[rest..]
            .char_indices()
            .skip(1)
            .find(|(_, next)| face.covers(*next) != (used == face))
            .map_or(text.len(), |(offset, _)| rest + offset);
        let glyphs = shape_in(&text[rest..end], rest, used)?;
        runs.push(Run { face: used, glyphs });
        rest = end;
    }
    Ok(runs)
}

fn face_for(rest: &str, face: Face, text: &str) -> Result<Face, PrintError> {
    match rest.chars().next() {
        Some(first) if !face.covers(first) && Face::Signs.covers(first) => Ok(Face::Signs),
        Some(character) if !face.covers(character) => Err(PrintError::MissingGlyph { character, text: excerpt(text) }),
        _ => Ok(face),
    }
}

fn shape_in(text: &str, at: usize, face: Face) -> Result<Vec<Glyph>, PrintError> {
    let loaded = face.loaded();
    let shaper = loaded.shaper();
    let mut buffer = Buffer::new();
    buffer.push_str(text);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    // Each character keeps its own place, so that a word can be cut after it.
    buffer.set_cluster_level(ClusterLevel::MonotoneCharacters);
    harfrust::shape(&shaper, &mut buffer, ShapeOptions::new().plan(Some(&loaded.plan)))
        .map_err(|error| PrintError::Writing(format!("{error:?}")))?;
    collect(&buffer, text, at, &shaper)
}

/// The glyph of a character that shaping would hide: the soft hyphen.
pub fn nominal(character: char, face: Face) -> Option<Glyph> {
    let shaper = face.loaded().shaper();
    let id = shaper.nominal_glyph(u32::from(character))?;
    let advance = thousandths(shaper.glyph_h_advance(id));
    Some(Glyph {
        id: u16::try_from(id.to_u32()).ok()?,
        advance,
        natural: advance,
        dx: 0.0,
        dy: 0.0,
        at: 0,
        source: Source::One(character),
    })
}

fn collect(buffer: &Buffer, text: &str, at: usize, shaper: &ShaperFont<'_, '_>) -> Result<Vec<Glyph>, PrintError> {
    let infos = buffer.glyph_infos();
    let mut glyphs = Vec::with_capacity(infos.len());
    for (index, (info, position)) in infos.iter().zip(buffer.glyph_positions()).enumerate() {
        let start = info.cluster as usize;
        let end =
            infos[index..].iter().map(|next| next.cluster as usize).find(|next| *next > start).unwrap_or(text.len());
        let id = match u16::try_from(info.glyph_id) {
            Ok(id) if id != 0 => id,
            // Coverage was checked; this keeps the promise even where shaping
            // changes the character.
            _ => {
                let character = text[start..].chars().next().unwrap_or('\u{fffd}');
                return Err(PrintError::MissingGlyph { character, text: excerpt(text) });
            }
        };
        glyphs.push(Glyph {
            id,
            advance: thousandths(position.x_advance),
            natural: thousandths(shaper.glyph_h_advance(GlyphId::new(info.glyph_id))),
            dx: thousandths(position.x_offset),
            dy: thousandths(position.y_offset),
            at: at + start,
            source: source(&text[start..end]),
        });
    }
    Ok(glyphs)
}

#[expect(clippy::cast_precision_loss, reason = "design units have five digits at most")]
fn thousandths(units: i32) -> f32 {
    units as f32 * 1000.0 / UNITS_PER_EM
}

fn source(text: &str) -> Source {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(only), None) => Source::One(only),
        _ => Source::Many(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_kerned() {
        let runs = shape("AVATar", 0, Face::Serif).expect("Latin");
        assert!(runs[0].glyphs.iter().any(|glyph| glyph.advance < glyph.natural));
    }

    #[test]
    fn a_word_that_is_known_is_as_if_shaped_anew() {
        for text in ["Ɲaɲɔ", "ɛ\u{301}", "a → b", "office"] {
            shape(text, 0, Face::SerifItalic).expect("a word");
            let (known, anew) = (shape(text, 9, Face::SerifItalic), shape_anew(text, Face::SerifItalic));
            assert_eq!(known, anew.map(|runs| moved(runs, 9)));
        }
        shape("日", 0, Face::Sans).expect_err("not remembered");
        shape("日", 0, Face::Sans).expect_err("no more than before");
    }

    #[test]
    fn a_missing_glyph_is_refused_and_named() {
        assert_eq!(
            shape("Aïcha 中", 0, Face::Serif).expect_err("no Chinese here"),
            PrintError::MissingGlyph { character: '中', text: "Aïcha 中".to_owned() }
        );
    }

    #[test]
    fn signs_come_from_the_fallback() {
        let runs = shape("a → b", 0, Face::Serif).expect("an arrow");
        let faces: Vec<_> = runs.iter().map(|run| run.face).collect();
        assert_eq!(faces, [Face::Serif, Face::Signs, Face::Serif]);
    }

    #[test]
    fn a_mark_on_a_letter_without_a_form_of_its_own_is_placed() {
        let runs = shape("ɛ\u{301}", 7, Face::Serif).expect("a tone mark");
        let glyphs = &runs[0].glyphs;
        assert_eq!(glyphs.len(), 2);
        assert_eq!((glyphs[0].at, glyphs[1].at), (7, 9));
        assert!(glyphs[1].dx != 0.0 || glyphs[1].dy != 0.0);
    }
}
