//! For the tests of papers: whether a file is what it says it is. What is looked at here
//! on every run is looked at by a validator in `scripts/papers.sh`, which reads the files
//! that are left in `target/papers`.

use harfrust::{Font, GlyphId, ShaperFont};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::path::Path;

/// Asserts that a paper is an archive that can be heard, and leaves it for the validator.
pub fn check(name: &str, bytes: &[u8]) {
    check_archive(name, bytes);
    let file = open(bytes);
    let metadata = metadata(&file);
    assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>") && metadata.contains("<pdfaSchema:prefix>pdfuaid<"));
    let catalog = file.catalog().expect("a catalog");
    let marked = catalog.get(b"MarkInfo").and_then(Object::as_dict).expect("marks").get(b"Marked");
    assert!(matches!(marked, Ok(Object::Boolean(true))));
    let root = dictionary(&file, catalog.get(b"StructTreeRoot").expect("a tree"));
    let parents = dictionary(&file, root.get(b"ParentTree").expect("parents"));
    let parents = parents.get(b"Nums").and_then(Object::as_array).expect("numbers");
    let parent = |number: i64| {
        let at = parents.chunks(2).find(|pair| pair[0].as_i64().is_ok_and(|key| key == number));
        &at.unwrap_or_else(|| panic!("{name}: no parent of {number}"))[1]
    };
    let mut links = 0;
    for page in file.get_pages().into_values() {
        let of_page = file.get_dictionary(page).expect("a page");
        assert_eq!(of_page.get(b"Tabs").and_then(Object::as_name).expect("tabs"), b"S");
        let number = of_page.get(b"StructParents").and_then(Object::as_i64).expect("a number");
        let owners = parent(number).as_array().expect("elements");
        assert_eq!(marked_contents(&file, page), owners.len(), "{name}, page {number}");
        for (id, owner) in (0..).zip(owners) {
            let kids = kids(dictionary(&file, owner));
            assert!(kids.iter().any(|kid| is_content(kid, id)), "{name}: {id} of page {number} in {kids:?}");
        }
        for link in annotations(&file, page) {
            assert!(!link.get(b"Contents").and_then(Object::as_str).expect("words").is_empty());
            let owner = parent(link.get(b"StructParent").and_then(Object::as_i64).expect("a number"));
            assert_eq!(dictionary(&file, owner).get(b"S").and_then(Object::as_name).expect("a role"), b"Link");
            links += 1;
        }
    }
    assert_eq!(parents.len() / 2, file.get_pages().len() + links);
    headings(&file, catalog.get(b"StructTreeRoot").expect("a tree"), &mut 0);
}

/// Asserts that a paper is an archive, whether or not it can be heard.
pub fn check_archive(name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/papers");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join(format!("{name}.pdf")), bytes).expect("written");
    let file = open(bytes);
    assert!(bytes.starts_with(b"%PDF-1.7\n%") && bytes[10..14].iter().all(|byte| *byte > 127));
    assert!(file.trailer.get(b"Encrypt").is_err());
    let ids = file.trailer.get(b"ID").and_then(Object::as_array).expect("identities");
    assert!(ids.len() == 2 && ids.iter().all(|id| id.as_str().is_ok_and(|id| id.len() == 16)));
    says_the_same(&file);
    let catalog = file.catalog().expect("a catalog");
    for key in [&b"AA"[..], b"OpenAction", b"Names", b"AcroForm", b"OCProperties"] {
        assert!(!catalog.has(key), "{}", String::from_utf8_lossy(key));
    }
    let intents = catalog.get(b"OutputIntents").and_then(Object::as_array).expect("intents");
    let intent = dictionary(&file, &intents[0]);
    assert_eq!(intent.get(b"S").and_then(Object::as_name).expect("a kind"), b"GTS_PDFA1");
    let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
    let profile = file.get_object(profile).and_then(Object::as_stream).expect("a stream");
    assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).expect("colours"), 3);
    assert_eq!(profile.get_plain_content().expect("a profile"), super::icc::srgb());
    for object in file.objects.values() {
        if let Ok(stream) = object.as_stream() {
            let filter = stream.dict.get(b"Filter").and_then(Object::as_name);
            // Photographs stay as they came.
            let is_photograph =
                stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
            let known = |filter: &[u8]| filter == b"FlateDecode" || is_photograph && filter == b"DCTDecode";
            assert!(filter.is_err() || filter.is_ok_and(known));
        }
        if let Ok(font) = object.as_dict()
            && font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0")
        {
            widths(&file, font);
        }
    }
    for page in file.get_pages().into_values() {
        for annotation in annotations(&file, page) {
            assert_eq!(annotation.get(b"F").and_then(Object::as_i64).expect("flags"), 4);
            let action = annotation.get(b"A").and_then(Object::as_dict).expect("an action").get(b"S");
            assert!([&b"URI"[..], b"GoTo"].contains(&action.and_then(Object::as_name).expect("a kind")));
        }
    }
}

/// What the file says of itself: its XMP, as it stands in the file.
pub fn metadata(file: &Document) -> String {
    let metadata = file.catalog().and_then(|catalog| catalog.get(b"Metadata")).and_then(Object::as_reference);
    let metadata = file.get_object(metadata.expect("metadata")).and_then(Object::as_stream).expect("a stream");
    assert!(!metadata.dict.has(b"Filter"));
    String::from_utf8(metadata.content.clone()).expect("UTF-8")
}

fn open(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).expect("a PDF")
}

/// To readers and to archives.
fn says_the_same(file: &Document) {
    let metadata = metadata(file);
    assert!(metadata.contains("<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>"));
    let info = dictionary(file, file.trailer.get(b"Info").expect("info"));
    for (key, element) in [(&b"Title"[..], "dc:title"), (b"Subject", "dc:description")] {
        let said = lopdf::decode_text_string(info.get(key).expect("a text")).expect("UTF-16");
        let said = said.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        assert!(metadata.contains(&format!("<{element}><rdf:Alt><rdf:li xml:lang=\"x-default\">{said}</rdf:li>")));
    }
    for (key, element) in [(&b"CreationDate"[..], "xmp:CreateDate"), (b"ModDate", "xmp:ModifyDate")] {
        let said = info.get(key).and_then(Object::as_str).expect("a date");
        let said = String::from_utf8_lossy(said);
        let day = format!("{}-{}-{}", &said[2..6], &said[6..8], &said[8..10]);
        assert_eq!(&said[10..], "000000+00'00'");
        assert!(metadata.contains(&format!("<{element}>{day}T00:00:00+00:00</{element}>")), "{said}");
    }
}

/// The widths that the file states are those of the letters that it carries.
fn widths(file: &Document, font: &Dictionary) {
    let descendant = font.get(b"DescendantFonts").and_then(Object::as_array).expect("fonts");
    let descendant = dictionary(file, &descendant[0]);
    assert_eq!(descendant.get(b"CIDToGIDMap").and_then(Object::as_name).expect("a map"), b"Identity");
    let descriptor = dictionary(file, descendant.get(b"FontDescriptor").expect("a descriptor"));
    assert!(!descriptor.has(b"CIDSet"));
    let letters = descriptor.get(b"FontFile2").and_then(Object::as_reference).expect("letters");
    let letters = file.get_object(letters).and_then(Object::as_stream).expect("a stream");
    let letters: &'static [u8] = letters.get_plain_content().expect("letters").leak();
    let letters = Font::new(letters, 0).expect("a font");
    let shaper = ShaperFont::new(&letters);
    let mut seen = 0;
    for pair in descendant.get(b"W").and_then(Object::as_array).expect("widths").chunks(2) {
        let first = u32::try_from(pair[0].as_i64().expect("a number")).expect("a glyph");
        for (glyph, width) in (first..).zip(pair[1].as_array().expect("widths")) {
            let stated = width.as_i64().expect("a width");
            assert_eq!(i64::from(shaper.glyph_h_advance(GlyphId::new(glyph))), stated, "glyph {glyph}");
            seen += 1;
        }
    }
    assert!(seen > 0);
}

/// How many pieces of a page belong to elements; nothing is drawn that is not marked.
fn marked_contents(file: &Document, page: ObjectId) -> usize {
    let content = file.get_page_content(page);
    let mut open = false;
    let mut contents = 0;
    for Operation { operator, operands } in Content::decode(&content).expect("content").operations {
        match operator.as_str() {
            "BMC" | "BDC" => {
                assert!(!open, "marks within marks");
                open = true;
                if let Some(Ok(properties)) = operands.get(1).map(Object::as_dict) {
                    let id = properties.get(b"MCID").and_then(Object::as_i64).expect("a number");
                    assert_eq!(usize::try_from(id), Ok(contents));
                    contents += 1;
                } else {
                    assert_eq!(operands[0].as_name().expect("a tag"), b"Artifact");
                }
            }
            "EMC" => open = false,
            "Tj" | "TJ" | "S" | "s" | "f" | "f*" | "B" | "B*" | "b" | "b*" | "Do" | "sh" => {
                assert!(open, "{operator} belongs to nothing");
            }
            _ => {}
        }
    }
    assert!(!open);
    contents
}

/// No level is skipped; figures are told in words.
fn headings(file: &Document, element: &Object, last: &mut usize) {
    if !matches!(element, Object::Reference(_)) {
        return;
    }
    let element = dictionary(file, element);
    let role = element.get(b"S").and_then(Object::as_name).unwrap_or_default();
    if let [b'H', level @ b'1'..=b'6'] = role {
        let level = usize::from(level - b'0');
        assert!(level <= *last + 1, "H{level} after H{last}");
        *last = level;
    }
    if role == b"Figure" {
        assert!(element.get(b"Alt").and_then(Object::as_str).is_ok_and(|words| words.len() > 2));
    }
    for kid in kids(element) {
        headings(file, kid, last);
    }
}

fn kids(element: &Dictionary) -> Vec<&Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.iter().collect(),
        Ok(kid) => vec![kid],
        Err(_) => Vec::new(),
    }
}

fn is_content(kid: &Object, id: i64) -> bool {
    let referred = kid.as_dict().and_then(|kid| kid.get(b"MCID"));
    referred.unwrap_or(kid).as_i64().is_ok_and(|known| known == id)
}

fn annotations(file: &Document, page: ObjectId) -> Vec<&Dictionary> {
    let page = file.get_dictionary(page).expect("a page");
    let found = page.get(b"Annots").and_then(Object::as_array);
    found.map(|found| found.iter().map(|one| dictionary(file, one)).collect()).unwrap_or_default()
}

fn dictionary<'a>(file: &'a Document, object: &'a Object) -> &'a Dictionary {
    match object {
        Object::Reference(id) => file.get_dictionary(*id).expect("a dictionary"),
        object => object.as_dict().expect("a dictionary"),
    }
}
