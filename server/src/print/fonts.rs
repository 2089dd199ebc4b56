//! The embedded faces, each parsed once for the life of the process.
//!
//! `assets/fonts/README.md` says where they come from and what was kept.

use harfrust::{Direction, Font, Script, ShapePlan, ShaperFont};
use printpdf::FontId;
use std::sync::OnceLock;

/// A face that papers are set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Noto Serif: running text and certificates.
    Serif,
    /// Noto Serif Italic.
    SerifItalic,
    /// Noto Serif Bold.
    SerifBold,
    /// Noto Serif Bold Italic.
    SerifBoldItalic,
    /// Noto Sans: forms, tables, headings.
    Sans,
    /// Noto Sans Italic.
    SansItalic,
    /// Noto Sans Bold.
    SansBold,
    /// `DejaVu Sans`: arrows, boxes to tick, mathematics, Tifinagh. The last
    /// resort of every other face.
    Signs,
}

/// The letters were cut to this grid: so widths are whole thousandths of an
/// em, in which a file has them.
pub const UNITS_PER_EM: f32 = 1000.0;

/// A parsed face.
pub struct Loaded {
    /// For shaping.
    pub font: Font,
    /// Compiled once: it costs more than shaping a word.
    pub plan: ShapePlan,
    covered: Vec<u64>,
}

impl Face {
    /// Every face.
    pub const ALL: [Self; 8] = [
        Self::Serif,
        Self::SerifItalic,
        Self::SerifBold,
        Self::SerifBoldItalic,
        Self::Sans,
        Self::SansItalic,
        Self::SansBold,
        Self::Signs,
    ];

    /// The file of the face.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Serif => include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf"),
            Self::SerifItalic => include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf"),
            Self::SerifBold => include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf"),
            Self::SerifBoldItalic => include_bytes!("../../assets/fonts/NotoSerif-BoldItalic.ttf"),
            Self::Sans => include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
            Self::SansItalic => include_bytes!("../../assets/fonts/NotoSans-Italic.ttf"),
            Self::SansBold => include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
            Self::Signs => include_bytes!("../../assets/fonts/DejaVuSans.ttf"),
        }
    }

    /// Its name (PostScript).
    pub fn name(self) -> &'static str {
        match self {
            Self::Serif => "NotoSerif",
            Self::SerifItalic => "NotoSerif-Italic",
            Self::SerifBold => "NotoSerif-Bold",
            Self::SerifBoldItalic => "NotoSerif-BoldItalic",
            Self::Sans => "NotoSans-Regular",
            Self::SansItalic => "NotoSans-Italic",
            Self::SansBold => "NotoSans-Bold",
            Self::Signs => "DejaVuSans",
        }
    }

    /// What a file calls the part of it that it holds: six capitals.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Serif => "RELSER",
            Self::SerifItalic => "RELSEI",
            Self::SerifBold => "RELSEB",
            Self::SerifBoldItalic => "RELSBI",
            Self::Sans => "RELSAN",
            Self::SansItalic => "RELSAI",
            Self::SansBold => "RELSAB",
            Self::Signs => "RELSIG",
        }
    }

    /// The same for printpdf.
    pub fn id(self) -> FontId {
        FontId(self.tag().to_owned())
    }

    /// The face that printpdf calls so.
    pub fn of(id: &FontId) -> Option<Self> {
        Self::ALL.into_iter().find(|face| face.tag() == id.0)
    }

    /// Whether its strokes end in feet.
    pub fn has_serifs(self) -> bool {
        matches!(self, Self::Serif | Self::SerifItalic | Self::SerifBold | Self::SerifBoldItalic)
    }

    /// The bold of the same family.
    pub fn bold(self) -> Self {
        match self {
            Self::Serif | Self::SerifBold => Self::SerifBold,
            Self::SerifItalic | Self::SerifBoldItalic => Self::SerifBoldItalic,
            Self::Sans | Self::SansItalic | Self::SansBold => Self::SansBold,
            Self::Signs => Self::Signs,
        }
    }

    /// The italic of the same family; there is no bold italic of the sans.
    pub fn italic(self) -> Self {
        match self {
            Self::Serif | Self::SerifItalic => Self::SerifItalic,
            Self::SerifBold | Self::SerifBoldItalic => Self::SerifBoldItalic,
            Self::Sans | Self::SansItalic => Self::SansItalic,
            Self::SansBold => Self::SansBold,
            Self::Signs => Self::Signs,
        }
    }

    /// The parsed face.
    pub fn loaded(self) -> &'static Loaded {
        static LOADED: [OnceLock<Loaded>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
        LOADED[self as usize].get_or_init(|| Loaded::parse(self.bytes()))
    }

    /// Whether the face draws the character.
    pub fn covers(self, character: char) -> bool {
        let code = u32::from(character) as usize;
        let covered = &self.loaded().covered;
        covered.get(code / 64).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }
}

impl Loaded {
    fn parse(bytes: &'static [u8]) -> Self {
        // It fails only on a damaged file, and the files are part of the
        // binary: `every_face_is_whole` would have failed first.
        let font = Font::new(bytes, 0).expect("an embedded font");
        let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
        let mut covered = Vec::new();
        for (code, _) in font.charmap().unicodes() {
            let code = code as usize;
            if covered.len() <= code / 64 {
                covered.resize(code / 64 + 1, 0);
            }
            covered[code / 64] |= 1 << (code % 64);
        }
        Self { font, plan, covered }
    }

    /// Cheap: it borrows what was parsed.
    pub fn shaper(&self) -> ShaperFont<'_, '_> {
        ShaperFont::new(&self.font)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_is_whole() {
        for face in Face::ALL {
            assert!(f32::from(face.loaded().font.units_per_em()) == UNITS_PER_EM);
        }
    }

    #[test]
    fn the_table_of_what_is_drawn_is_that_of_the_fonts() {
        let every_face = |sign| Face::ALL.into_iter().filter(|face| *face != Face::Signs).all(|face| face.covers(sign));
        for sign in '\0'..='\u{1ffff}' {
            let drawn = every_face(sign) || Face::Signs.covers(sign);
            assert_eq!(app::certificates::templates::glyphs::is_drawn(sign), drawn, "{sign:?}");
        }
    }

    #[test]
    fn the_letters_of_mali_are_drawn() {
        let needed = "aÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆàâäçéèêëîïôöùûüÿœæ«»’‘“”–—…•·°№€\u{a0}\u{202f}\u{2011}\
                      ɛɔɲŋƐƆƝŊɓɗƁƊɣƔƴƳẽãñ";
        for face in Face::ALL.into_iter().filter(|face| *face != Face::Signs) {
            for character in needed.chars() {
                assert!(face.covers(character), "{face:?} {character:?}");
            }
        }
        for character in "→←☐☑✓≥≤≠×■□●ⴰⵎⴰⵣⵉⵖ".chars() {
            assert!(Face::Signs.covers(character), "{character:?}");
        }
        assert!(!Face::Serif.covers('中'));
    }
}
