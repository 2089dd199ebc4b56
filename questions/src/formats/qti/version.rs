//! The names of the versions: `simpleChoice` in 2.1 is `qti-simple-choice` in 3.0.

use crate::formats::xml::{Element, Node};

/// A version of QTI that is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// 2.1 of 2012, which most programs read.
    V2_1,
    /// 3.0 of 2022.
    #[default]
    V3_0,
}

/// Gives the elements of 3.0 their names of 2.1.
pub fn to_known_names(element: &mut Element) {
    if let Some(name) = element.name.strip_prefix("qti-") {
        element.name = to_camel(name);
        for (name, _) in &mut element.attributes {
            if !name.starts_with("data-") && !name.starts_with("aria-") {
                *name = to_camel(name);
            }
        }
    }
    for node in &mut element.children {
        if let Node::Element(child) = node {
            to_known_names(child);
        }
    }
}

fn to_camel(name: &str) -> String {
    let mut words = name.split('-');
    let mut camel = words.next().unwrap_or("").to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

impl Version {
    /// The name of an element.
    pub fn element(self, name: &str) -> String {
        let html = matches!(name, "p" | "br" | "pre" | "div" | "span");
        match self {
            Self::V3_0 if !html => format!("qti-{}", to_kebab(name)),
            _ => name.to_owned(),
        }
    }

    /// The name of an attribute.
    pub fn attribute(self, name: &str) -> String {
        match self {
            Self::V3_0 if !name.contains(':') => to_kebab(name),
            _ => name.to_owned(),
        }
    }

    /// The address of a template of response processing.
    pub fn template(self, name: &str) -> String {
        match self {
            Self::V2_1 => format!("http://www.imsglobal.org/question/qti_v2p1/rptemplates/{name}"),
            Self::V3_0 => format!("https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"),
        }
    }

    /// The namespace of an item, and where its schema is.
    pub fn namespace(self) -> (&'static str, &'static str) {
        match self {
            Self::V2_1 => {
                ("http://www.imsglobal.org/xsd/imsqti_v2p1", "http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd")
            }
            Self::V3_0 => (
                "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
                "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
            ),
        }
    }
}

fn to_kebab(name: &str) -> String {
    let mut kebab = String::with_capacity(name.len() + 4);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            kebab.push('-');
        }
        kebab.push(letter.to_ascii_lowercase());
    }
    kebab
}
