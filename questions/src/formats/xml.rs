//! XML as a tree with lines: no entity of a DTD is expanded, depth and size are bounded,
//! and what was whole before a fault is kept.

use super::decode::decode;
use super::notes::{Reason, excerpt};
use quick_xml::XmlVersion;
use quick_xml::escape::{resolve_html5_entity, resolve_xml_entity};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

/// The deepest that elements are nested.
const MOST_DEPTH: usize = 100;

/// The most elements and pieces of text.
const MOST_NODES: usize = 1_000_000;

/// An element. Names are without prefix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
    /// The line on which it begins, from 1.
    pub line: usize,
}

/// What is in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, its references resolved.
    Text(String),
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The outermost element; after a fault, with those of its children that were whole.
    pub root: Option<Element>,
    /// Where reading stopped, and why.
    pub fault: Option<(usize, Reason)>,
}

impl Element {
    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements in it that have this name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element in it that has this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// All elements within it that have this name, at any depth, in their order.
    pub fn all<'a>(&'a self, name: &str, found: &mut Vec<&'a Element>) {
        for element in self.elements() {
            if element.name == name {
                found.push(element);
            }
            element.all(name, found);
        }
    }

    /// All text within it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        text
    }

    fn gather(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => element.gather(text),
            }
        }
    }

    fn push_text(&mut self, piece: &str) -> usize {
        if let Some(Node::Text(text)) = self.children.last_mut() {
            text.push_str(piece);
            return 0;
        }
        self.children.push(Node::Text(piece.to_owned()));
        1
    }
}

/// Reads a tree.
pub fn parse(bytes: &[u8]) -> Tree {
    let text = decode(bytes);
    let mut growing = Growing { open: Vec::new(), done: None, nodes: 0 };
    let mut reader = Reader::from_str(&text);
    let (mut line, mut counted) = (1, 0);
    let fault = loop {
        // Before an event the reader stands at its first byte.
        let here = usize::try_from(reader.buffer_position()).unwrap_or(text.len()).min(text.len());
        line += newlines(text.as_bytes(), counted, here);
        counted = here.max(counted);
        match reader.read_event() {
            Ok(Event::Eof) => break (!growing.open.is_empty()).then(|| (line, growing.unclosed())),
            Ok(event) => {
                if let Err(reason) = growing.take(event, line) {
                    break Some((line, reason));
                }
            }
            Err(error) => break Some((line, Reason::Malformed(excerpt(&error.to_string())))),
        }
    };
    Tree { root: growing.finish(), fault }
}

fn newlines(bytes: &[u8], from: usize, to: usize) -> usize {
    bytes.get(from..to).map_or(0, |part| part.split(|byte| *byte == b'\n').count() - 1)
}

struct Growing {
    open: Vec<Element>,
    done: Option<Element>,
    nodes: usize,
}

impl Growing {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), Reason> {
        match event {
            Event::Start(start) => self.open(&start, line)?,
            Event::Empty(start) => {
                self.open(&start, line)?;
                self.close();
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(&text.xml10_content()),
            Event::CData(data) => self.text(&data.xml10_content()),
            Event::GeneralRef(reference) => self.text(&resolved(&reference)),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => {}
        }
        if self.nodes > MOST_NODES { Err(Reason::TooDeep) } else { Ok(()) }
    }

    fn open(&mut self, start: &BytesStart<'_>, line: usize) -> Result<(), Reason> {
        if self.open.len() >= MOST_DEPTH {
            return Err(Reason::TooDeep);
        }
        let mut element = Element { name: start.local_name().into_inner().to_owned(), line, ..Element::default() };
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| Reason::Malformed(excerpt(&error.to_string())))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_or_else(|_| attribute.value.clone().into_owned(), std::borrow::Cow::into_owned);
            element.attributes.push((attribute.key.local_name().into_inner().to_owned(), value));
            self.nodes += 1;
        }
        self.open.push(element);
        self.nodes += 1;
        Ok(())
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(Node::Element(element)),
            None if self.done.is_none() => self.done = Some(element),
            None => {}
        }
    }

    fn text(&mut self, piece: &str) {
        if let Some(element) = self.open.last_mut() {
            self.nodes += element.push_text(piece);
        }
    }

    fn unclosed(&self) -> Reason {
        Reason::Malformed(self.open.last().map_or_else(String::new, |element| format!("<{}>", excerpt(&element.name))))
    }

    fn finish(mut self) -> Option<Element> {
        self.done.or_else(|| (!self.open.is_empty()).then(|| self.open.swap_remove(0)))
    }
}

// A reference to what only a DTD could explain stays as it is.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    resolve_xml_entity(reference)
        .or_else(|| resolve_html5_entity(reference))
        .map_or_else(|| format!("&{};", &**reference), str::to_owned)
}
