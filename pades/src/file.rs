//! The update of a PDF that gives it a field for a signature, with room left for it.
//!
//! It is appended: not a byte of what was printed changes. The field has no place on the
//! page, so nothing of the page looks otherwise, and PDF/A asks for no appearance.

use crate::error::SealError;
use crate::sign::Stamp;
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, StringFormat, dictionary, text_string};
use sha2::{Digest, Sha256};

/// Stands where an offset will be known once the file is written; ten digits, as no
/// paper is longer than that.
const OFFSET: i64 = 9_999_999_999;

/// A PDF with a gap for a signature.
pub(crate) struct Gapped {
    pub(crate) bytes: Vec<u8>,
    /// Where the gap begins, at its `<`.
    pub(crate) begins: usize,
    /// Where it ends, after its `>`.
    pub(crate) ends: usize,
}

/// Appends a field, its signature by that name, and a gap of so many bytes of it.
pub(crate) fn gapped(pdf: Vec<u8>, name: &str, stamp: &Stamp<'_>, room: usize) -> Result<Gapped, SealError> {
    let before = pdf.len();
    let document = Document::load_mem(&pdf)?;
    let identity = Object::String(Sha256::digest(&pdf)[..16].to_vec(), StringFormat::Hexadecimal);
    let catalog = document.trailer.get(b"Root").and_then(Object::as_reference)?;
    let page = document.page_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    if document.catalog()?.has(b"AcroForm") {
        return Err(SealError::HasForm);
    }
    let version = document.version.clone();
    let mut update = IncrementalDocument::create_from(pdf, document);
    update.new_document.version = version;
    let signature = update.new_document.add_object(signature(name, stamp, room));
    let field = update.new_document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Sig",
        "T" => text_string("Relais"), "TU" => text_string(stamp.tooltip),
        // Printed and locked; a rectangle of nothing.
        "F" => 132, "Rect" => vec![0.into(), 0.into(), 0.into(), 0.into()],
        "P" => page, "V" => signature,
    });
    annotate(&mut update, page, field)?;
    update.opt_clone_object_to_new_document(catalog)?;
    let catalog = update.new_document.get_dictionary_mut(catalog)?;
    catalog.set("AcroForm", dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 });
    catalog.set("Perms", dictionary! { "DocMDP" => signature });
    identify(&mut update.new_document.trailer, identity);
    let mut bytes = Vec::with_capacity(before + 2 * room + 4096);
    update.save_to(&mut bytes)?;
    located(bytes, before, room)
}

/// The dictionary of a signature that allows no change after it.
fn signature(name: &str, stamp: &Stamp<'_>, room: usize) -> Dictionary {
    let changes = dictionary! { "Type" => "TransformParams", "P" => 1, "V" => "1.2" };
    dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), OFFSET.into(), OFFSET.into(), OFFSET.into()],
        "Contents" => Object::String(vec![0; room], StringFormat::Hexadecimal),
        "M" => Object::string_literal(stamp.at.format("D:%Y%m%d%H%M%S+00'00'").to_string()),
        "Name" => text_string(name), "Reason" => text_string(stamp.reason),
        "Reference" => vec![dictionary! {
            "Type" => "SigRef", "TransformMethod" => "DocMDP", "TransformParams" => changes,
        }.into()],
    }
}

/// Puts the field among the annotations of a page, which are listed in it or elsewhere.
fn annotate(update: &mut IncrementalDocument, page: ObjectId, field: ObjectId) -> Result<(), SealError> {
    update.opt_clone_object_to_new_document(page)?;
    let elsewhere = update.new_document.get_dictionary(page)?.get(b"Annots").and_then(Object::as_reference);
    if let Ok(list) = elsewhere {
        update.opt_clone_object_to_new_document(list)?;
        update.new_document.get_object_mut(list)?.as_array_mut()?.push(field.into());
        return Ok(());
    }
    let page = update.new_document.get_dictionary_mut(page)?;
    match page.get_mut(b"Annots").and_then(Object::as_array_mut) {
        Ok(list) => list.push(field.into()),
        Err(_) => page.set("Annots", vec![field.into()]),
    }
    Ok(())
}

/// The first identifier says which document it is, the second which state of it.
fn identify(trailer: &mut Dictionary, state: Object) {
    let first = trailer.get(b"ID").and_then(Object::as_array).ok().and_then(|both| both.first().cloned());
    let first = first.unwrap_or_else(|| state.clone());
    trailer.set("ID", vec![first, state]);
}

/// Finds the gap in what was appended, and writes where it is.
fn located(mut bytes: Vec<u8>, from: usize, room: usize) -> Result<Gapped, SealError> {
    let blank = format!("<{}>", "00".repeat(room));
    let begins = found(&bytes, from, blank.as_bytes()).ok_or(SealError::NoRoom)?;
    let ends = begins + blank.len();
    let offsets = format!("{OFFSET} {OFFSET} {OFFSET}]");
    let range = found(&bytes, from, offsets.as_bytes()).ok_or(SealError::NoRoom)?;
    let known = format!("{begins} {ends} {}]", bytes.len() - ends);
    // Padded to the same length, so that nothing moves.
    let known = format!("{known:<width$}", width = offsets.len());
    bytes.get_mut(range..range + offsets.len()).ok_or(SealError::NoRoom)?.copy_from_slice(known.as_bytes());
    Ok(Gapped { bytes, begins, ends })
}

fn found(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    bytes.get(from..)?.windows(what.len()).position(|window| window == what).map(|place| from + place)
}
