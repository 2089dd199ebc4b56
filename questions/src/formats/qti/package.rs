//! A package or a single item, as a file gives it.

use super::manifest::{self, Resource, Role};
use super::unzip::{Archive, MOST_ENTRIES};
use super::{item, version};
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::xml::{self, Element};
use crate::formats::{Lost, MOST_BYTES, MOST_QUESTIONS, Read};
use crate::question::Language;
use std::collections::BTreeSet;

const MANIFEST: &str = "imsmanifest.xml";

/// Reads an item or a package. `language` is that of its texts, where they do not say it
/// themselves.
#[must_use]
pub fn read(bytes: &[u8], language: Language) -> Read {
    let mut read = Read::default();
    if bytes.len() > MOST_BYTES {
        read.refuse(1, Reason::TooLarge { most: MOST_BYTES });
    } else if bytes.starts_with(b"PK") {
        match Archive::open(bytes) {
            Ok(archive) => package(archive, language, &mut read),
            Err(reason) => read.refuse(1, reason),
        }
    } else {
        one(bytes, &Place::alone(), language, &mut read);
    }
    read
}

// Where an item comes from.
struct Place<'a> {
    file: Option<&'a str>,
    keywords: &'a [String],
}

impl Place<'_> {
    fn alone() -> Self {
        Self { file: None, keywords: &[] }
    }

    fn reason(&self, reason: Reason) -> Reason {
        match self.file {
            Some(file) => Reason::InFile { file: excerpt(file), reason: Box::new(reason) },
            None => reason,
        }
    }

    fn what(&self, what: What) -> What {
        match self.file {
            Some(file) => What::InFile { file: excerpt(file), what: Box::new(what) },
            None => what,
        }
    }
}

fn package(mut archive: Archive<'_>, language: Language, read: &mut Read) {
    let resources = match resources(&mut archive, read) {
        Ok(resources) => resources,
        Err(reason) => return read.refuse(1, reason),
    };
    let mut seen = BTreeSet::new();
    for resource in resources {
        if !seen.insert(resource.file.clone()) {
            continue;
        }
        let place = Place { file: Some(&resource.file), keywords: &resource.keywords };
        match resource.role {
            Role::Other => {}
            Role::Test => read.lose(resource.line, place.what(What::Other("assessmentTest".to_owned()))),
            Role::OldItem => read.refuse(resource.line, place.reason(Reason::UnknownVersion("1".to_owned()))),
            Role::Item if read.questions.len() >= MOST_QUESTIONS => {
                return read.refuse(resource.line, Reason::TooMany { most: MOST_QUESTIONS });
            }
            Role::Item => match archive.file(&resource.file) {
                Some(Ok(bytes)) => one(&bytes, &place, language, read),
                Some(Err(reason @ Reason::UnpacksTooLarge { .. })) => return read.refuse(1, place.reason(reason)),
                Some(Err(reason)) => read.refuse(1, place.reason(reason)),
                None => read.refuse(resource.line, Reason::Missing(excerpt(&resource.file))),
            },
        }
    }
}

// What the manifest names; without a manifest, every file of XML.
fn resources(archive: &mut Archive<'_>, read: &mut Read) -> Result<Vec<Resource>, Reason> {
    let manifests = archive.names().filter(|name| name.rsplit('/').next() == Some(MANIFEST));
    let Some(name) = manifests.min_by_key(|name| name.len()).cloned() else {
        let files = archive.names().filter(|name| name.to_ascii_lowercase().ends_with(".xml"));
        let item = |file: &String| Resource { file: file.clone(), line: 1, role: Role::Item, keywords: Vec::new() };
        let resources: Vec<Resource> = files.map(item).collect();
        return if resources.is_empty() { Err(Reason::Missing(MANIFEST.to_owned())) } else { Ok(resources) };
    };
    let bytes = archive.file(&name).unwrap_or_else(|| Err(Reason::Missing(MANIFEST.to_owned())))?;
    let tree = xml::parse(&bytes);
    if let Some((line, reason)) = tree.fault {
        read.refuse(line, Reason::InFile { file: excerpt(&name), reason: Box::new(reason) });
    }
    let folder = name.strip_suffix(MANIFEST).unwrap_or_default();
    let resources = tree.root.map_or_else(Vec::new, |root| manifest::resources(&root, folder));
    if resources.len() > MOST_ENTRIES {
        return Err(Reason::TooDeep);
    }
    if resources.is_empty() { Err(Reason::Missing("resource".to_owned())) } else { Ok(resources) }
}

fn one(bytes: &[u8], place: &Place<'_>, language: Language, read: &mut Read) {
    let tree = xml::parse(bytes);
    if let Some((line, reason)) = tree.fault {
        return read.refuse(line, place.reason(reason));
    }
    let Some(mut root) = tree.root else {
        return read.refuse(1, place.reason(Reason::NotThisFormat));
    };
    version::to_known_names(&mut root);
    if let Err(reason) = is_item(&root) {
        return read.refuse(root.line, place.reason(reason));
    }
    match item::read(&root, language) {
        Ok((mut question, lost)) => {
            question.tags.extend(place.keywords.iter().cloned());
            for what in lost {
                read.lost.push(Lost { line: root.line, what: place.what(what) });
            }
            read.found(root.line, question);
        }
        Err(reason) => read.refuse(root.line, place.reason(reason)),
    }
}

fn is_item(root: &Element) -> Result<(), Reason> {
    match root.name.as_str() {
        "assessmentItem" => Ok(()),
        "questestinterop" => Err(Reason::UnknownVersion("1".to_owned())),
        "assessmentTest" | "assessmentSection" | "assessmentStimulus" => Err(Reason::UnknownKind(root.name.clone())),
        _ => Err(Reason::NotThisFormat),
    }
}
