//! A file of Moodle XML, question by question.

use super::question;
use super::source::{Source, value_of};
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::xml::{self, Element, Node};
use crate::formats::{Lost, MOST_QUESTIONS, Read};
use crate::question::Language;

const MOST_CATEGORIES: usize = 20;

/// Reads a file. `language` is that of its texts.
#[must_use]
pub fn read(bytes: &[u8], language: Language) -> Read {
    let tree = xml::parse(bytes);
    let mut read = Read::default();
    match tree.root {
        Some(root) if root.name == "quiz" => questions(&root, language, &mut read),
        _ => read.refuse(1, Reason::NotThisFormat),
    }
    if let Some((line, reason)) = tree.fault {
        read.refuse(line, reason);
    }
    read
}

fn questions(quiz: &Element, language: Language, read: &mut Read) {
    let mut category = Vec::new();
    let mut line = quiz.line;
    for node in &quiz.children {
        match node {
            Node::Text(text) if text.trim().is_empty() => {}
            Node::Text(text) => read.lose(line, What::Aside(excerpt(text))),
            Node::Element(element) => {
                line = element.line;
                if element.name != "question" {
                    read.lose(line, What::Other(excerpt(&element.name)));
                } else if element.attribute("type") == Some("category") {
                    category = categories(element, read);
                } else if read.questions.len() >= MOST_QUESTIONS {
                    read.refuse(line, Reason::TooMany { most: MOST_QUESTIONS });
                    return;
                } else {
                    one(element, &category, language, read);
                }
            }
        }
    }
}

fn one(element: &Element, category: &[String], language: Language, read: &mut Read) {
    let mut source = Source::new(element, language);
    match question::question(&mut source) {
        Ok(mut question) => {
            for tag in category.iter().rev() {
                if !question.tags.contains(tag) {
                    question.tags.insert(0, tag.clone());
                }
            }
            for what in source.lost {
                read.lost.push(Lost { line: element.line, what });
            }
            read.found(element.line, question);
        }
        Err(reason) => read.refuse(element.line, reason),
    }
}

// `$course$/top/Module 1/Evaluation` is two words by which its questions are found; a
// slash of a name is doubled.
fn categories(element: &Element, read: &mut Read) -> Vec<String> {
    let path = value_of(element, "category");
    if !value_of(element, "info").is_empty() {
        read.lose(element.line, What::Other("info".to_owned()));
    }
    let number = value_of(element, "idnumber");
    if !number.is_empty() {
        read.lose(element.line, What::Identifier(excerpt(&number)));
    }
    let path = path.replace("//", "\0");
    let names = path.split('/').map(|name| name.replace('\0', "/").trim().to_owned());
    let names =
        names.filter(|name| !name.is_empty() && name != "top" && !(name.starts_with('$') && name.ends_with('$')));
    // Deeper than any course; a file could multiply longer paths by its questions.
    names.take(MOST_CATEGORIES).collect()
}
