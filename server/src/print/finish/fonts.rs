//! The faces of a file: of each only the letters that its pages show, cut once for each set
//! of letters. Certificates of a workshop share what names nobody.

use crate::print::PrintError;
use crate::print::fonts::Face;
use crate::print::packing::{QUICK, packed};
use harfrust::GlyphId;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use printpdf::{Codepoint, Op, PdfFontHandle, PdfPage, TextItem, ToUnicodeCMap};
use quick_cache::sync::Cache;
use read_fonts::{FontRef, ReadError, TableProvider};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use subsetter::GlyphRemapper;

/// Glyphs of a face by their numbers in it, each with the text that it stands for.
type Letters = BTreeMap<u16, String>;

/// The part of a face that a file shows.
pub struct Subset {
    face: Face,
    /// From the numbers of the face to those of the part.
    numbers: GlyphRemapper,
    /// The font program, packed, and how long it is unpacked.
    program: (Vec<u8>, usize),
    /// Which text its glyphs stand for, packed.
    text: Vec<u8>,
    /// From that of its first glyph, which shows what is missing, and is not shown.
    widths: Vec<Object>,
    descriptor: Dictionary,
}

/// Cuts what pages show out of its faces, and gives the glyphs of the pages the numbers that
/// they have in what was cut out.
///
/// # Errors
///
/// [`PrintError::Writing`] for a damaged face: they are part of the binary.
pub fn cut(pages: &mut [PdfPage]) -> Result<Vec<Arc<Subset>>, PrintError> {
    let mut used: BTreeMap<Face, Letters> = BTreeMap::new();
    each_glyph(pages, |face, glyph| {
        let text = glyph.cid.take().unwrap_or_default();
        used.entry(face).or_default().insert(glyph.gid, text);
    });
    let subsets: BTreeMap<Face, Arc<Subset>> =
        used.into_iter().map(|(face, letters)| Ok((face, subset(face, letters)?))).collect::<Result<_, _>>()?;
    each_glyph(pages, |face, glyph| {
        let number = subsets.get(&face).and_then(|subset| subset.numbers.get(glyph.gid));
        glyph.gid = number.unwrap_or_default();
    });
    Ok(subsets.into_values().collect())
}

/// Tells of all glyphs, with their faces.
fn each_glyph(pages: &mut [PdfPage], mut told: impl FnMut(Face, &mut Codepoint)) {
    for page in pages {
        let mut current = None;
        for op in &mut page.ops {
            match op {
                Op::SetFont { font: PdfFontHandle::External(id), .. } => current = Face::of(id),
                Op::ShowText { items } => {
                    let Some(face) = current else { continue };
                    let runs = items.iter_mut().filter_map(|item| match item {
                        TextItem::GlyphIds(glyphs) => Some(glyphs),
                        _ => None,
                    });
                    runs.flatten().for_each(|glyph| told(face, glyph));
                }
                _ => {}
            }
        }
    }
}

/// As it was cut before, if it was.
fn subset(face: Face, letters: Letters) -> Result<Arc<Subset>, PrintError> {
    /// About two megabytes.
    const MOST: usize = 256;
    static KNOWN: LazyLock<Cache<(Face, Letters), Arc<Subset>>> = LazyLock::new(|| Cache::new(MOST));
    let key = (face, letters);
    KNOWN.get_or_insert_with(&key, || Ok(Arc::new(Subset::new(face, &key.1)?)))
}

impl Subset {
    fn new(face: Face, letters: &Letters) -> Result<Self, PrintError> {
        let mut numbers = GlyphRemapper::new();
        for glyph in letters.keys() {
            numbers.remap(*glyph);
        }
        let program = subsetter::subset(face.bytes(), 0, &numbers).map_err(PrintError::writing)?;
        let shaper = face.loaded().shaper();
        let width = |glyph: u16| Object::from(shaper.glyph_h_advance(GlyphId::new(glyph.into())));
        let mappings = letters
            .iter()
            .filter_map(|(glyph, text)| Some((numbers.get(*glyph)?.into(), text.chars().map(u32::from).collect())));
        let text = ToUnicodeCMap { mappings: mappings.collect() }.to_cmap_string(face.tag());
        Ok(Self {
            face,
            program: (packed(&program, QUICK)?, program.len()),
            text: packed(text.as_bytes(), QUICK)?,
            widths: std::iter::once(0).chain(letters.keys().copied()).map(width).collect(),
            descriptor: descriptor(face).map_err(PrintError::writing)?,
            numbers,
        })
    }

    /// The name of what was cut out, beginning with the mark of such a part (9.6.4).
    fn name(&self) -> Object {
        Object::Name(format!("{}+{}", self.face.tag(), self.face.name()).into_bytes())
    }

    /// As a composite font whose codes are numbers of glyphs (ISO 32000-1, 9.7).
    fn add(&self, file: &mut Document) -> ObjectId {
        let (program, length) = self.program.clone();
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let program =
            file.add_object(Stream::new(dictionary! { "Filter" => "FlateDecode", "Length1" => length }, program));
        let text = file.add_object(Stream::new(dictionary! { "Filter" => "FlateDecode" }, self.text.clone()));
        let mut descriptor = self.descriptor.clone();
        descriptor.set("FontName", self.name());
        descriptor.set("FontFile2", program);
        let descriptor = file.add_object(descriptor);
        let descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => "CIDFontType2",
            "BaseFont" => self.name(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => Object::string_literal("Adobe"),
                "Ordering" => Object::string_literal("Identity"),
                "Supplement" => 0,
            },
            "CIDToGIDMap" => "Identity",
            "W" => vec![0.into(), self.widths.clone().into()],
            "FontDescriptor" => descriptor,
        };
        file.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => self.name(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![descendant.into()],
            "ToUnicode" => text,
        })
    }
}

/// What readers know of a face beside its outlines (9.8), in thousandths of an em as in its
/// own tables.
fn descriptor(face: Face) -> Result<Dictionary, ReadError> {
    const SERIF: i64 = 1 << 1;
    const OF_LATIN_LETTERS: i64 = 1 << 5;
    const ITALIC: i64 = 1 << 6;
    let font = FontRef::new(face.bytes())?;
    let (head, hhea, os2) = (font.head()?, font.hhea()?, font.os2()?);
    let angle = font.post()?.italic_angle().to_i32();
    let weight = f32::from(os2.us_weight_class());
    let ascender = hhea.ascender().to_i16();
    let mut flags = OF_LATIN_LETTERS;
    flags |= if face.has_serifs() { SERIF } else { 0 };
    flags |= if angle != 0 { ITALIC } else { 0 };
    Ok(dictionary! {
        "Type" => "FontDescriptor",
        "Flags" => flags,
        "FontBBox" => [head.x_min(), head.y_min(), head.x_max(), head.y_max()].map(Object::from).to_vec(),
        "ItalicAngle" => angle,
        "Ascent" => ascender,
        "Descent" => hhea.descender().to_i16(),
        "CapHeight" => os2.s_cap_height().unwrap_or(ascender),
        // No table has the thickness of stems: what is made of the weight elsewhere, too.
        "StemV" => (50.0 + (weight / 65.0).powi(2)).round(),
    })
}

/// Adds what was cut out, under the names by which the pages call it: they share one list.
///
/// # Errors
///
/// [`PrintError::Writing`] if the pages have none.
pub fn embed(file: &mut Document, pages: &[ObjectId], subsets: &[Arc<Subset>]) -> Result<(), PrintError> {
    let Some(page) = pages.first() else { return Ok(()) };
    let page = file.get_dictionary(*page).map_err(PrintError::writing)?;
    let resources = page.get(b"Resources").and_then(Object::as_reference).map_err(PrintError::writing)?;
    let resources = file.get_dictionary(resources).map_err(PrintError::writing)?;
    let list = resources.get(b"Font").and_then(Object::as_reference).map_err(PrintError::writing)?;
    for subset in subsets {
        let font = subset.add(file);
        file.get_dictionary_mut(list).map_err(PrintError::writing)?.set(subset.face.tag(), font);
    }
    Ok(())
}
