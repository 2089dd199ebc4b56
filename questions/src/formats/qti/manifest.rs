//! `imsmanifest.xml`: which files of a package are items, and the words by which they are
//! found.

use super::unzip::tidy;
use crate::formats::xml::Element;

// More words than anyone would look for.
const MOST_KEYWORDS: usize = 200;

/// A file of the package.
pub struct Resource {
    /// Its name within the archive.
    pub file: String,
    /// Its line in the manifest.
    pub line: usize,
    /// What it is.
    pub role: Role,
    /// Its keywords.
    pub keywords: Vec<String>,
}

/// What a file of a package is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Item,
    Test,
    // Files that items use; an item names them where it needs them.
    Other,
    // Items of QTI 1.
    OldItem,
}

/// The resources of a manifest that lies in this folder.
pub fn resources(manifest: &Element, folder: &str) -> Vec<Resource> {
    let mut found = Vec::new();
    manifest.all("resource", &mut found);
    found.into_iter().map(|resource| read(resource, folder)).collect()
}

fn read(resource: &Element, folder: &str) -> Resource {
    let href = resource
        .attribute("href")
        .or_else(|| resource.child("file").and_then(|file| file.attribute("href")))
        .unwrap_or_default();
    Resource {
        file: tidy(&format!("{folder}/{}", decoded(href))),
        line: resource.line,
        role: role(resource.attribute("type").unwrap_or_default()),
        keywords: resource.child("metadata").map_or_else(Vec::new, keywords),
    }
}

fn role(type_name: &str) -> Role {
    let type_name = type_name.to_ascii_lowercase();
    if type_name.starts_with("imsqti_item_xmlv2") || type_name.starts_with("imsqti_item_xmlv3") {
        Role::Item
    } else if type_name.starts_with("imsqti_test_") || type_name.starts_with("imsqti_assessment_xmlv2") {
        Role::Test
    } else if type_name.starts_with("imsqti_") && type_name.contains("xmlv1") {
        Role::OldItem
    } else {
        Role::Other
    }
}

fn keywords(metadata: &Element) -> Vec<String> {
    let mut found = Vec::new();
    metadata.all("keyword", &mut found);
    let mut words: Vec<String> = Vec::new();
    for keyword in found.into_iter().take(MOST_KEYWORDS) {
        let word = keyword.text().trim().to_owned();
        if !word.is_empty() && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

// An address: `%20` is a space, and what follows `#` or `?` is no name.
fn decoded(href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok()).filter(|_| first == b'%');
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
