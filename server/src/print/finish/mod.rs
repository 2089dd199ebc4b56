//! The file: printpdf writes it, a last pass through lopdf sets right what
//! printpdf cannot say or says wrongly.
//!
//! Every file is PDF/A-2b (ISO 19005-2), and says so; one whose text all belongs to
//! elements is PDF/UA-1 (ISO 14289-1) too. `scripts/papers.sh` has both verified.
//!
//! `fonts` for who has none of them, `outline` for readers, `tree` for those who listen,
//! `archive` and `icc` for those who open it in thirty years, `streams` for who carries it
//! over a slow network.

mod archive;
mod fonts;
mod icc;
mod outline;
mod streams;
mod tree;

use super::canvas::Sheet;
use super::{Locale, PrintError};
use chrono::NaiveDate;
use lopdf::{Object, ObjectId, Stream, StringFormat, dictionary};
use outline::outline;
use printpdf::date::OffsetDateTime;
use printpdf::{PdfDocument, PdfPage, PdfSaveOptions};
use sha2::{Digest, Sha256};
use std::borrow::Cow;

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
pub fn finish(about: &About<'_>, sheets: Vec<Sheet>, bookmarks: &[Bookmark]) -> Result<Vec<u8>, PrintError> {
    let about = &About { title: clipped(&about.title).into_owned(), subject: &clipped(about.subject), ..*about };
    let is_read = sheets.iter().all(|sheet| !sheet.marks.is_lacking);
    let mut marks = Vec::with_capacity(sheets.len());
    let mut pages = Vec::with_capacity(sheets.len());
    let mut shown = Vec::new();
    for mut sheet in sheets {
        shown.append(&mut sheet.shown);
        if is_read {
            marks.push(sheet.marks);
            pages.push(sheet.page);
        } else {
            pages.push(sheet.unmarked());
        }
    }
    let subsets = fonts::cut(&mut pages)?;
    let mut warnings = Vec::new();
    let mut document = document(about, pages);
    for shown in shown {
        shown.resource().hold(&mut document.resources);
    }
    // What it calls insecure are operators of which it knows nothing, which are ours.
    let options = PdfSaveOptions { secure: false, ..PdfSaveOptions::default() };
    let mut file = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.first() {
        return Err(PrintError::Writing(format!("{warning:?}")));
    }
    "1.7".clone_into(&mut file.version);
    correct_info(&mut file);
    let page_ids: Vec<ObjectId> = file.get_pages().into_values().collect();
    fonts::embed(&mut file, &page_ids, &subsets)?;
    correct_annotations(&mut file, &page_ids);
    let outline = outline(&mut file, &page_ids, bookmarks);
    if is_read {
        tree::grow(&mut file, &page_ids, &marks)?;
    }
    archive::declare(&mut file, about, is_read)?;
    let catalog = file.catalog_mut().map_err(PrintError::writing)?;
    catalog.set("Lang", Object::string_literal(about.language.to_string()));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    catalog.set("PageLayout", "SinglePage");
    catalog.set("PageMode", if outline.is_some() { "UseOutlines" } else { "UseNone" });
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
    }
    share_beginning(&mut file, &page_ids);
    streams::pack(&mut file)?;
    write_with_id(&mut file)
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

/// All are printed too, as an archive demands; where there are none, nothing says so.
fn correct_annotations(file: &mut lopdf::Document, pages: &[ObjectId]) {
    const PRINT: i64 = 1 << 2;
    for id in pages {
        let Ok(page) = file.get_dictionary_mut(*id) else { continue };
        let Ok(links) = page.get_mut(b"Annots").and_then(Object::as_array_mut) else { continue };
        if links.is_empty() {
            page.remove(b"Annots");
            continue;
        }
        for link in links.iter_mut().filter_map(|link| link.as_dict_mut().ok()) {
            link.set("F", PRINT);
        }
    }
}

/// What all pages begin with, who issues them and what they are called, is in the file once: a
/// fifth of many certificates.
fn share_beginning(file: &mut lopdf::Document, pages: &[ObjectId]) {
    const WORTH_IT: usize = 1_000;
    let content = |page: &ObjectId| file.get_dictionary(*page)?.get(b"Contents")?.as_reference();
    let Ok(contents) = pages.iter().map(content).collect::<Result<Vec<_>, _>>() else { return };
    let bytes = |id: &ObjectId| Some(file.get_object(*id).ok()?.as_stream().ok()?.content.as_slice());
    let [first, others @ ..] = contents.as_slice() else { return };
    let Some(mut shared) = bytes(first).filter(|_| !others.is_empty()) else { return };
    for other in others.iter().filter_map(bytes) {
        let same = shared.iter().zip(other).take_while(|(one, other)| one == other).count();
        shared = &shared[..same];
    }
    // Whole operations, a line each.
    let end = shared.iter().rposition(|byte| *byte == b'\n').map_or(0, |last| last + 1);
    if end < WORTH_IT {
        return;
    }
    let shared = Stream::new(dictionary! {}, shared[..end].to_vec());
    let shared = file.add_object(shared);
    for (page, id) in pages.iter().zip(contents) {
        if let Ok(stream) = file.get_object_mut(id).and_then(Object::as_stream_mut) {
            let rest = stream.content.split_off(end);
            stream.set_content(rest);
        }
        if let Ok(page) = file.get_dictionary_mut(*page) {
            page.set("Contents", vec![shared.into(), id.into()]);
        }
    }
}

/// What XML and a string of PDF can hold: no controls, and no more than anybody reads.
fn clipped(text: &str) -> Cow<'_, str> {
    const ENOUGH: usize = 1_000;
    let is_fit = |sign: char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    if text.len() <= ENOUGH && text.chars().all(is_fit) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|sign| if is_fit(sign) { sign } else { ' ' }).take(ENOUGH).collect())
}

fn utf16(text: &str) -> Object {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    // Two bytes a letter; four if written in digits.
    Object::String(bytes, StringFormat::Literal)
}

/// The file's identity is a hash of the file: printpdf draws a random one. It is as long as
/// what stands in its place while the file is hashed, and so moves nothing.
fn write_with_id(file: &mut lopdf::Document) -> Result<Vec<u8>, PrintError> {
    let none = Object::String(vec![0; size_of::<u128>()], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![none.clone(), none]);
    let mut bytes = written(file)?;
    let digest = Sha256::digest(&bytes);
    let number = u128::from_be_bytes(std::array::from_fn(|place| digest[place]));
    let (none, id) = (format!("<{:032X}>", 0), format!("<{number:032X}>"));
    // The trailer stands at the end.
    for _ in 0..2 {
        let found = bytes.windows(none.len()).rposition(|some| some == none.as_bytes());
        let place = found.ok_or_else(|| PrintError::writing("a file without identity"))?;
        bytes[place..place + id.len()].copy_from_slice(id.as_bytes());
    }
    Ok(bytes)
}

/// A single page is written so that anything can read it and go on in it: a certificate
/// is signed. The many small objects of a tree over many pages are compressed together.
fn written(file: &mut lopdf::Document) -> Result<Vec<u8>, PrintError> {
    let mut bytes = Vec::new();
    let is_single = file.get_pages().len() == 1;
    let done = if is_single { file.save_to(&mut bytes) } else { file.save_modern(&mut bytes) };
    done.map_err(PrintError::writing)?;
    Ok(bytes)
}

#[cfg(test)]
pub mod checks;
#[cfg(test)]
mod tests;
