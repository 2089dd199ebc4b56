//! Questions as a package: the same questions give the same bytes.

use super::build::{element, file, file_as_is, worded};
use super::version::Version;
use super::writing;
use crate::formats::Written;
use crate::formats::notes::Reason;
use crate::formats::prose::storable;
use crate::formats::xml::Element;
use crate::question::{Language, Question};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Writes a package of QTI 3.0 in one language.
#[must_use]
pub fn write(questions: &[Question], language: Language) -> Written {
    write_version(questions, language, Version::default())
}

/// Writes a package of a version in one language.
#[must_use]
pub fn write_version(questions: &[Question], language: Language, version: Version) -> Written {
    let mut written = Written::default();
    let (mut files, mut resources) = (Vec::new(), Vec::new());
    for (index, question) in questions.iter().enumerate() {
        let identifier = format!("item-{:04}", index + 1);
        match writing::item(question, &identifier, language, version) {
            Ok((item, lost)) => {
                let name = format!("items/{identifier}.xml");
                resources.push(resource(question, &identifier, &name, language, version));
                files.push((name, file(&item, version)));
                for what in lost {
                    written.lose(index + 1, what);
                }
            }
            Err(reason) => written.refuse(index + 1, reason),
        }
    }
    files.insert(0, ("imsmanifest.xml".to_owned(), file_as_is(&manifest(resources, version))));
    match pack(&files) {
        Ok(bytes) => written.bytes = bytes,
        // Writing to memory fails only beyond what an archive can hold.
        Err(_) => written.refuse(1, Reason::Malformed("zip".to_owned())),
    }
    written
}

fn pack(files: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

const LOM: &str = "http://ltsc.ieee.org/xsd/LOM";

fn resource(question: &Question, identifier: &str, name: &str, language: Language, version: Version) -> Element {
    let mut children = Vec::new();
    let tags: Vec<Element> = question.tags.iter().map(|tag| keyword(&storable(tag), language)).collect();
    if !tags.is_empty() {
        let lom = element("lom", &[("xmlns", LOM)], vec![element("general", &[], tags)]);
        children.push(element("metadata", &[], vec![lom]));
    }
    children.push(element("file", &[("href", name)], Vec::new()));
    let kind = match version {
        Version::V2_1 => "imsqti_item_xmlv2p1",
        Version::V3_0 => "imsqti_item_xmlv3p0",
    };
    element("resource", &[("identifier", identifier), ("type", kind), ("href", name)], children)
}

fn keyword(tag: &str, language: Language) -> Element {
    element("keyword", &[], vec![worded("string", &[("language", writing::code(language))], tag)])
}

fn manifest(resources: Vec<Element>, version: Version) -> Element {
    let (namespace, schema, schema_version) = match version {
        Version::V2_1 => ("http://www.imsglobal.org/xsd/imscp_v1p1", "QTIv2.1 Package", "1.0.0"),
        Version::V3_0 => ("http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1", "QTI Package", "3.0.0"),
    };
    let metadata =
        element("metadata", &[], vec![worded("schema", &[], schema), worded("schemaversion", &[], schema_version)]);
    element(
        "manifest",
        &[("xmlns", namespace), ("identifier", "MANIFEST")],
        vec![metadata, element("organizations", &[], Vec::new()), element("resources", &[], resources)],
    )
}
