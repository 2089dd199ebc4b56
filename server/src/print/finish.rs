//! The file: printpdf writes it, a last pass through lopdf sets right what
//! printpdf cannot say or says wrongly.

use super::fonts::Face;
use super::picture::Picture;
use super::{Locale, PrintError};
use chrono::NaiveDate;
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};
use printpdf::date::OffsetDateTime;
use printpdf::{PdfDocument, PdfFont, PdfPage, PdfSaveOptions, XObjectId};
use sha2::{Digest, Sha256};

/// A line of the outline that readers show beside the pages.
#[derive(Clone, Debug, PartialEq)]
pub struct Bookmark {
    /// What it says.
    pub title: String,
    /// The page, from 1.
    pub page: usize,
    /// How far down the page, in points.
    pub y: f32,
    /// 0 at the margin; deeper ones hang under the last higher one.
    pub level: usize,
}

/// What the file says of itself.
pub struct About<'a> {
    /// The title.
    pub title: String,
    /// The subject: the campaign, the workshop.
    pub subject: &'a str,
    /// The language.
    pub language: Locale,
    /// The date of the document; never that of the printing.
    pub dated: NaiveDate,
}

/// Writes the file.
///
/// # Errors
///
/// [`PrintError::Writing`] if printpdf warns: its warnings are lost text.
pub fn finish(about: &About<'_>, pages: Vec<PdfPage>, bookmarks: &[Bookmark]) -> Result<Vec<u8>, PrintError> {
    finish_with(about, pages, bookmarks, &[])
}

/// Writes a file with pictures, each once however often it is drawn.
///
/// # Errors
///
/// As [`finish`].
pub fn finish_with(
    about: &About<'_>,
    pages: Vec<PdfPage>,
    bookmarks: &[Bookmark],
    pictures: &[&Picture],
) -> Result<Vec<u8>, PrintError> {
    let mut warnings = Vec::new();
    let mut document = document(about, pages);
    for picture in pictures {
        document.resources.xobjects.map.insert(XObjectId(picture.name.clone()), picture.object());
    }
    let mut file = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PrintError::Writing(format!("{warning:?}")));
    }
    "1.7".clone_into(&mut file.version);
    correct_info(&mut file);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    drop_empty_annotations(&mut file, &page_ids);
    let outline = outline(&mut file, &page_ids, bookmarks);
    let catalog = file.catalog_mut().map_err(writing)?;
    catalog.set("Lang", Object::string_literal(about.language.to_string()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLayout", "SinglePage");
    catalog.set("PageMode", if outline.is_some() { "UseOutlines" } else { "UseNone" });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    file.compress();
    write_with_id(&mut file)
}

fn writing(error: impl std::fmt::Display) -> PrintError {
    PrintError::Writing(error.to_string())
}

fn document(about: &About<'_>, pages: Vec<PdfPage>) -> PdfDocument {
    let mut document = PdfDocument::new(&about.title);
    let info = &mut document.metadata.info;
    about.subject.clone_into(&mut info.subject);
    "Relais".clone_into(&mut info.creator);
    "Relais".clone_into(&mut info.producer);
    // It fails for no date that the calendar of printpdf can hold.
    if let Ok(at) = OffsetDateTime::from_unix_timestamp(midnight(about.dated)) {
        info.creation_date = at;
        info.modification_date = at;
        info.metadata_date = at;
    }
    for face in Face::ALL {
        // Those that no page uses are not written.
        let font = PdfFont::new(face.loaded().embedded.clone());
        document.resources.fonts.map.insert(face.id(), font);
    }
    document.with_pages(pages);
    document
}

/// Seconds since 1970, which is chrono's default date.
fn midnight(date: NaiveDate) -> i64 {
    date.signed_duration_since(NaiveDate::default()).num_seconds()
}

/// printpdf claims conformance to PDF/X in every file, and leaves empty entries.
fn correct_info(file: &mut lopdf::Document) {
    let Ok(id) = file.trailer.get(b"Info").and_then(Object::as_reference) else { return };
    let Ok(info) = file.get_dictionary_mut(id) else { return };
    for key in ["GTS_PDFXVersion", "Identifier", "Trapped", "Author", "Keywords"] {
        info.remove(key.as_bytes());
    }
}

fn drop_empty_annotations(file: &mut lopdf::Document, pages: &[ObjectId]) {
    for id in pages {
        let Ok(page) = file.get_dictionary_mut(*id) else { continue };
        if page.get(b"Annots").and_then(Object::as_array).is_ok_and(Vec::is_empty) {
            page.remove(b"Annots");
        }
    }
}

/// The nested outline; printpdf's own is flat and sorted by the alphabet.
fn outline(file: &mut lopdf::Document, pages: &[ObjectId], bookmarks: &[Bookmark]) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.new_object_id()).collect();
    let tree = Tree::new(bookmarks);
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let Some(page) = pages.get(bookmark.page.saturating_sub(1)) else { continue };
        let top = page_height(file, *page) - bookmark.y;
        let mut entry = dictionary! {
            "Title" => utf16(&bookmark.title),
            "Parent" => tree.parents[index].map_or(root, |parent| ids[parent]),
            "Dest" => vec![(*page).into(), "XYZ".into(), Object::Null, top.into(), Object::Null],
        };
        // Shown closed, so that a long curriculum still fits on the screen.
        link_children(&mut entry, &ids, &tree.children[index], -1);
        file.objects.insert(ids[index], entry.into());
    }
    let mut top = dictionary! { "Type" => "Outlines" };
    link_children(&mut top, &ids, &tree.top, 1);
    file.objects.insert(root, top.into());
    for siblings in tree.children.iter().chain([&tree.top]) {
        link_siblings(file, &ids, siblings);
    }
    Some(root)
}

/// Bookmarks by what they hang under, as indices.
struct Tree {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    top: Vec<usize>,
}

impl Tree {
    fn new(bookmarks: &[Bookmark]) -> Self {
        let mut tree = Self { parents: Vec::new(), children: vec![Vec::new(); bookmarks.len()], top: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for (index, bookmark) in bookmarks.iter().enumerate() {
            while open.last().is_some_and(|last| bookmarks[*last].level >= bookmark.level) {
                open.pop();
            }
            let parent = open.last().copied();
            tree.parents.push(parent);
            match parent {
                Some(parent) => tree.children[parent].push(index),
                None => tree.top.push(index),
            }
            open.push(index);
        }
        tree
    }
}

fn link_children(entry: &mut Dictionary, ids: &[ObjectId], children: &[usize], sign: i64) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", sign * i64::try_from(children.len()).unwrap_or(i64::MAX));
    }
}

fn link_siblings(file: &mut lopdf::Document, ids: &[ObjectId], siblings: &[usize]) {
    for pair in siblings.windows(2) {
        let (before, after) = (ids[pair[0]], ids[pair[1]]);
        if let Ok(entry) = file.get_dictionary_mut(before) {
            entry.set("Next", after);
        }
        if let Ok(entry) = file.get_dictionary_mut(after) {
            entry.set("Prev", before);
        }
    }
}

fn page_height(file: &lopdf::Document, page: ObjectId) -> f32 {
    file.get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(Object::as_array)
        .ok()
        .and_then(|media| media.get(3)?.as_float().ok())
        .unwrap_or_default()
}

fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    Object::String(bytes, StringFormat::Hexadecimal)
}

/// The file's identity is a hash of the file: printpdf draws a random one.
fn write_with_id(file: &mut lopdf::Document) -> Result<Vec<u8>, PrintError> {
    file.trailer.remove(b"ID");
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).map_err(writing)?;
    let digest = Sha256::digest(&bytes);
    let id = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    bytes.clear();
    file.save_to(&mut bytes).map_err(writing)?;
    Ok(bytes)
}
