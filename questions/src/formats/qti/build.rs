//! XML of QTI, put together under its names of 2.1 and written under those of a version.

use super::version::Version;
use crate::formats::prose::{Prose, escape, storable};
use crate::formats::xml::{Element, Node};
use crate::question::Language;
use std::fmt::Write;

/// An element.
pub fn element(name: &str, attributes: &[(&str, &str)], children: Vec<Element>) -> Element {
    let attributes = attributes.iter().map(|&(name, value)| (name.to_owned(), storable(value))).collect();
    let children = children.into_iter().map(Node::Element).collect();
    Element { name: name.to_owned(), attributes, children, line: 0 }
}

/// An element with a simple text.
pub fn worded(name: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let mut element = element(name, attributes, Vec::new());
    if !text.is_empty() {
        element.children.push(Node::Text(text.to_owned()));
    }
    element
}

/// An element with a text of lines: in `<p>` and `<br/>`, or in `<pre>` where only that
/// keeps its spaces; one line stands alone.
pub fn said(name: &str, attributes: &[(&str, &str)], text: &str) -> Element {
    let mut said = element(name, attributes, Vec::new());
    said.children = if text.contains('\n') { paragraphs(text) } else { vec![Node::Text(text.to_owned())] };
    if plain(&said) != text {
        said.children = vec![Node::Element(worded("pre", &[], text))];
    }
    said
}

/// A text as blocks that stand for themselves.
pub fn blocks(text: &str) -> Vec<Element> {
    let blocks = paragraphs(text).into_iter().filter_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    let blocks: Vec<Element> = blocks.collect();
    if plain(&element("div", &[], blocks.clone())) == text { blocks } else { vec![worded("pre", &[], text)] }
}

fn paragraphs(text: &str) -> Vec<Node> {
    let paragraph = |lines: &str| {
        let mut paragraph = element("p", &[], Vec::new());
        for (place, line) in lines.split('\n').enumerate() {
            if place > 0 {
                paragraph.children.push(Node::Element(element("br", &[], Vec::new())));
            }
            if !line.is_empty() {
                paragraph.children.push(Node::Text(line.to_owned()));
            }
        }
        Node::Element(paragraph)
    };
    text.split("\n\n").map(paragraph).collect()
}

// As it will be read.
fn plain(element: &Element) -> String {
    fn walk(element: &Element, prose: &mut Prose) {
        for node in &element.children {
            match node {
                Node::Text(text) => prose.text(text),
                Node::Element(child) => {
                    prose.open(&child.name, &[]);
                    walk(child, prose);
                    prose.close(&child.name);
                }
            }
        }
    }
    let mut prose = Prose::new(Language::Fr);
    walk(element, &mut prose);
    prose.finish().text
}

/// A file of one element.
pub fn file(root: &Element, version: Version) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    serialise(root, Some(version), 0, true, &mut out);
    out
}

/// A file of one element, its names as they are.
pub fn file_as_is(root: &Element) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    serialise(root, None, 0, true, &mut out);
    out
}

fn serialise(element: &Element, version: Option<Version>, depth: usize, own_line: bool, out: &mut String) {
    let name = version.map_or_else(|| element.name.clone(), |version| version.element(&element.name));
    // Spaces between elements are none of the text; within lines of text they would be.
    let lines = !element.children.is_empty()
        && !matches!(element.name.as_str(), "p" | "pre" | "span")
        && element.elements().count() == element.children.len();
    if own_line {
        out.push_str(&"  ".repeat(depth));
    }
    out.push('<');
    out.push_str(&name);
    for (attribute, value) in &element.attributes {
        let attribute = version.map_or_else(|| attribute.clone(), |version| version.attribute(attribute));
        let _ = write!(out, " {attribute}=\"{}\"", escape(value).replace('\n', "&#10;").replace('\t', "&#9;"));
    }
    if element.children.is_empty() {
        out.push_str("/>");
    } else {
        out.push('>');
        if lines {
            out.push('\n');
        }
        for node in &element.children {
            match node {
                Node::Text(text) => out.push_str(&escape(text)),
                Node::Element(child) => serialise(child, version, depth + 1, lines, out),
            }
        }
        if lines {
            out.push_str(&"  ".repeat(depth));
        }
        let _ = write!(out, "</{name}>");
    }
    if own_line {
        out.push('\n');
    }
}
