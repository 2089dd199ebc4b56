//! What is to be verified: a number, the text of a QR code, or a PDF that bears both.

use crate::cli::Refused;
use app::code::Code;
use lopdf::{Document, Object, decode_text_string};
use pades::SealState;
use statement::{Signed, Unreadable};
use std::path::Path;

/// What was given to be verified.
#[derive(Debug, Default)]
pub struct Presented {
    /// The number, if there is one.
    pub serial: Option<Code>,
    /// The statement, if there is one, or why what stands there is none.
    pub statement: Option<Result<Signed, Unreadable>>,
    /// What the file shows, if it is one.
    pub file: Option<Shown>,
}

/// What a PDF shows of itself.
#[derive(Debug)]
pub struct Shown {
    /// Its title: kind, number and holder.
    pub title: String,
    /// The text of its pages, without any space.
    pub text: String,
    /// What its seal is worth.
    pub seal: SealState,
}

impl Presented {
    /// Reads a file, the text of a QR code, or a number.
    ///
    /// # Errors
    /// If there is such a file and it is no PDF.
    pub fn read(what: &str) -> Result<Self, Refused> {
        if Path::new(what).is_file() {
            return Self::of_file(Path::new(what));
        }
        Ok(match statement::address(what) {
            Some(address) => {
                let serial = Code::parse(address.serial).ok();
                let read = |serial: &Code, text| Signed::read(serial.as_str(), text);
                let statement = serial.as_ref().zip(address.fragment).map(|(serial, text)| read(serial, text));
                Self { serial, statement, file: None }
            }
            None => Self { serial: Code::parse(what).ok(), ..Self::default() },
        })
    }

    fn of_file(file: &Path) -> Result<Self, Refused> {
        let named = |error: &dyn std::fmt::Display| Refused(format!("{}: {error}", file.display()));
        let bytes = std::fs::read(file).map_err(|error| named(&error))?;
        let document = Document::load_mem(&bytes).map_err(|error| named(&error))?;
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        // Of text that cannot be read nothing can be compared: it is then said to differ.
        let text = document.extract_text(&pages).unwrap_or_default();
        let shown = Shown { title: title(&document), text: without_spaces(&text), seal: pades::check(&bytes) };
        let linked = links(&document).iter().find_map(|link| statement::address(link).is_some().then(|| link.clone()));
        let linked = linked.map(|link| Self::read(&link)).transpose()?.unwrap_or_default();
        let printed = shown.title.split_whitespace().find_map(|word| Code::parse(word).ok());
        Ok(Self { serial: printed.or(linked.serial), statement: linked.statement, file: Some(shown) })
    }
}

impl Shown {
    /// Whether this stands on its pages, however it is broken into lines.
    pub fn says(&self, text: &str) -> bool {
        self.text.contains(&without_spaces(text))
    }

    /// The same of letters and digits alone.
    pub fn says_letters(&self, text: &str) -> bool {
        letters(&self.text).contains(&letters(text))
    }
}

/// Letters and digits alone.
fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).collect()
}

fn without_spaces(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

fn title(document: &Document) -> String {
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info));
    let title = info.and_then(|(_, info)| info.as_dict()).and_then(|info| info.get(b"Title"));
    title.ok().and_then(|title| decode_text_string(title).ok()).unwrap_or_default()
}

/// The addresses to which it leads.
fn links(document: &Document) -> Vec<String> {
    let uri = |object: &Object| {
        let (_, action) = document.dereference(object.as_dict().ok()?.get(b"A").ok()?).ok()?;
        let uri = action.as_dict().ok()?.get(b"URI").ok()?.as_str().ok()?;
        Some(String::from_utf8_lossy(uri).into_owned())
    };
    let mut found = Vec::new();
    for page in document.get_pages().into_values() {
        let annotations = document.get_dictionary(page).and_then(|page| page.get(b"Annots"));
        let Some((_, Object::Array(list))) = annotations.ok().and_then(|list| document.dereference(list).ok()) else {
            continue;
        };
        for annotation in list {
            found.extend(document.dereference(annotation).ok().and_then(|(_, annotation)| uri(annotation)));
        }
    }
    found
}
