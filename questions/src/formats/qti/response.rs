//! Declarations: what is right, and what parts of an answer are worth.

use crate::formats::notes::{Reason, excerpt};
use crate::formats::number::{self, Number};
use crate::formats::xml::Element;

/// How a response is declared.
#[derive(Default)]
pub struct Response<'a> {
    /// `single`, `multiple` or `ordered`.
    pub cardinality: &'a str,
    /// The type of its values.
    pub base_type: &'a str,
    /// What is right.
    pub correct: Vec<String>,
    /// What parts are worth.
    pub mapping: Option<Mapping>,
}

/// What parts of an answer are worth, in points.
pub struct Mapping {
    /// Each part.
    pub entries: Vec<Entry>,
    /// All others.
    pub default: String,
    /// The least of the sum.
    pub lower: Option<Number>,
    /// The most of the sum.
    pub upper: Option<Number>,
}

/// What a part of an answer is worth.
pub struct Entry {
    pub key: String,
    // As it is written, so that cut digits can be told.
    pub value: String,
    pub case_sensitive: bool,
}

/// The most parts of a question.
pub const MOST_PARTS: usize = 1_000;

impl<'a> Response<'a> {
    /// The declaration of this name.
    pub fn read(item: &'a Element, name: &str) -> Result<Self, Reason> {
        let declaration =
            item.named("responseDeclaration").find(|declaration| declaration.attribute("identifier") == Some(name));
        let Some(declaration) = declaration else { return Ok(Self::default()) };
        let correct = declaration.child("correctResponse").map_or_else(Vec::new, |correct| {
            correct.named("value").map(|value| value.text().trim().to_owned()).collect()
        });
        let entries = declaration.child("mapping").map_or(0, |mapping| mapping.children.len());
        if correct.len() > MOST_PARTS || entries > 2 * MOST_PARTS {
            return Err(Reason::TooDeep);
        }
        Ok(Self {
            cardinality: declaration.attribute("cardinality").unwrap_or("single"),
            base_type: declaration.attribute("baseType").unwrap_or(""),
            correct,
            mapping: declaration.child("mapping").map(mapping).transpose()?,
        })
    }
}

fn mapping(element: &Element) -> Result<Mapping, Reason> {
    let mut entries = Vec::new();
    for entry in element.named("mapEntry") {
        let value = entry.attribute("mappedValue").unwrap_or("0");
        checked(value)?;
        entries.push(Entry {
            key: entry.attribute("mapKey").unwrap_or("").to_owned(),
            value: value.to_owned(),
            case_sensitive: !matches!(entry.attribute("caseSensitive"), Some("false" | "0")),
        });
    }
    let bound = |name: &str| element.attribute(name).map(checked).transpose();
    let default = element.attribute("defaultValue").unwrap_or("0");
    checked(default)?;
    Ok(Mapping { entries, default: default.to_owned(), lower: bound("lowerBound")?, upper: bound("upperBound")? })
}

/// A number, or why there is none.
pub fn checked(text: &str) -> Result<Number, Reason> {
    number::decimal(text).map(|(number, _)| number).ok_or_else(|| Reason::NotANumber(excerpt(text)))
}

impl Mapping {
    /// What a key is worth, as it is written.
    pub fn worth(&self, key: &str) -> &str {
        self.entries.iter().find(|entry| entry.key == key).map_or(&self.default, |entry| &entry.value)
    }

    /// The most that one key gives.
    pub fn best(&self) -> Option<Number> {
        self.entries.iter().filter_map(|entry| number::decimal(&entry.value)).map(|(value, _)| value).max()
    }

    /// The most that all keys give together.
    pub fn sum(&self) -> Option<Number> {
        use num_traits::CheckedAdd;
        let values = self.entries.iter().filter_map(|entry| number::decimal(&entry.value)).map(|(value, _)| value);
        values
            .filter(|value| *value > Number::from_integer(0))
            .try_fold(Number::from_integer(0), |sum, value| sum.checked_add(&value))
    }
}

/// The most points, where the item says it.
pub fn most_points(item: &Element) -> Option<String> {
    let outcome = |name: &str| {
        item.named("outcomeDeclaration").find(|declaration| declaration.attribute("identifier") == Some(name))
    };
    let most = outcome("MAXSCORE").and_then(|declaration| declaration.child("defaultValue"));
    let most = most.map(|value| value.text().trim().to_owned());
    let normal = || outcome("SCORE")?.attribute("normalMaximum").map(str::to_owned);
    most.or_else(normal).filter(|value| number::decimal(value).is_some())
}
