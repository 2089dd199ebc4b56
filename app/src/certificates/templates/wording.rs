//! Texts of certificates with fields in braces and **emphasis**: read once, then filled
//! for each holder. No I/O.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a field stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The holder's name.
    Holder,
    /// The workshop's title.
    Workshop,
    /// Where it was held.
    City,
    /// From when to when, with the words that dates need: *du 14 au 16 septembre 2022*.
    Dates,
    /// Its hours of training, with their unit.
    Hours,
    /// The campaign.
    Campaign,
    /// The day of the certificate.
    IssuedOn,
    /// The last day on which it certifies.
    ExpiresOn,
    /// The workshop's lead trainer.
    LeadTrainer,
    /// Who issued it, for the campaign.
    Organiser,
    /// Its number.
    Serial,
}

impl Field {
    /// Every field, in the order in which pages explain them.
    pub const ALL: [Self; 11] = [
        Self::Holder,
        Self::Workshop,
        Self::City,
        Self::Dates,
        Self::Hours,
        Self::Campaign,
        Self::IssuedOn,
        Self::ExpiresOn,
        Self::LeadTrainer,
        Self::Organiser,
        Self::Serial,
    ];

    /// As it is typed between braces.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Workshop => "workshop",
            Self::City => "city",
            Self::Dates => "dates",
            Self::Hours => "hours",
            Self::Campaign => "campaign",
            Self::IssuedOn => "issued_on",
            Self::ExpiresOn => "expires_on",
            Self::LeadTrainer => "lead_trainer",
            Self::Organiser => "organiser",
            Self::Serial => "serial",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }
}

/// Why a text is none for a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WordingError {
    /// Something in braces that stands for nothing, as it was typed.
    #[error("nothing stands for {{{0}}}")]
    UnknownField(String),
    /// A brace without its other half.
    #[error("a brace stands alone")]
    LoneBrace,
    /// Emphasis that begins and does not end.
    #[error("emphasis that does not end")]
    OpenEmphasis,
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is printed.
    pub part: Part,
    /// Whether it is emphasised.
    pub strong: bool,
}

/// What a stretch prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// These words.
    Text(String),
    /// What the field stands for.
    Field(Field),
}

/// A text in order, with what it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Wording {
    typed: String,
    pieces: Vec<Piece>,
}

impl Wording {
    /// Reads a text as it was typed.
    ///
    /// # Errors
    /// [`WordingError`] for the first thing that is wrong.
    pub fn read(typed: &str) -> Result<Self, WordingError> {
        let mut pieces = Vec::new();
        let mut strong = false;
        for (place, stretch) in typed.split("**").enumerate() {
            strong = place % 2 == 1;
            read_fields(stretch, strong, &mut pieces)?;
        }
        if strong {
            return Err(WordingError::OpenEmphasis);
        }
        Ok(Self { typed: typed.to_owned(), pieces })
    }

    /// As it was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// Its stretches.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Whether it prints nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.trim().is_empty()
    }

    /// Whether the field stands in it.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.pieces.iter().any(|piece| piece.part == Part::Field(field))
    }

    /// The text with every field filled, each stretch with its emphasis. What fills a field
    /// is taken as it is: a name with a brace or an asterisk prints them.
    pub fn filled(&self, mut fill: impl FnMut(Field) -> String) -> Vec<(String, bool)> {
        let mut filled: Vec<(String, bool)> = Vec::new();
        for piece in &self.pieces {
            let text = match &piece.part {
                Part::Text(text) => text.clone(),
                Part::Field(field) => fill(*field),
            };
            match filled.last_mut() {
                Some((before, strong)) if *strong == piece.strong => before.push_str(&text),
                _ => filled.push((text, piece.strong)),
            }
        }
        filled
    }
}

fn read_fields(stretch: &str, strong: bool, pieces: &mut Vec<Piece>) -> Result<(), WordingError> {
    let mut push = |part| pieces.push(Piece { part, strong });
    let mut rest = stretch;
    while let Some(brace) = rest.find(['{', '}']) {
        let (text, from) = rest.split_at(brace);
        let inner = from.strip_prefix('{').ok_or(WordingError::LoneBrace)?;
        let (name, after) = inner.split_once('}').ok_or(WordingError::LoneBrace)?;
        let name = name.trim();
        let field = Field::named(name).ok_or_else(|| WordingError::UnknownField(name.chars().take(40).collect()))?;
        if !text.is_empty() {
            push(Part::Text(text.to_owned()));
        }
        push(Part::Field(field));
        rest = after;
    }
    if !rest.is_empty() {
        push(Part::Text(rest.to_owned()));
    }
    Ok(())
}

impl TryFrom<String> for Wording {
    type Error = WordingError;

    fn try_from(typed: String) -> Result<Self, WordingError> {
        Self::read(&typed)
    }
}

impl From<Wording> for String {
    fn from(wording: Wording) -> Self {
        wording.typed
    }
}

impl fmt::Display for Wording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(typed: &str) -> Vec<(String, bool)> {
        Wording::read(typed).expect("in order").filled(|field| format!("<{}>", field.as_str()))
    }

    #[test]
    fn fields_are_filled_and_stars_emphasise() {
        assert_eq!(
            filled("pour « **{workshop}** », à { city }"),
            [("pour « ".to_owned(), false), ("<workshop>".to_owned(), true), (" », à <city>".to_owned(), false)]
        );
        assert!(filled("").is_empty());
        assert_eq!(filled("a*b"), [("a*b".to_owned(), false)]);
    }

    #[test]
    fn what_stands_for_nothing_is_named() {
        assert_eq!(Wording::read("à {ville}"), Err(WordingError::UnknownField("ville".to_owned())));
        for lone in ["{", "}", "{city", "city}", "{{city}}"] {
            assert!(Wording::read(lone).is_err(), "{lone}");
        }
        assert_eq!(Wording::read("**a"), Err(WordingError::OpenEmphasis));
        assert_eq!(Wording::read("a **b** **c"), Err(WordingError::OpenEmphasis));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_kept_as_typed(typed in "[a-z{}* é\u{a0}\n]{0,60}") {
            if let Ok(read) = Wording::read(&typed) {
                prop_assert_eq!(read.as_str(), typed.as_str());
                let json = serde_json::to_string(&read).expect("JSON");
                prop_assert_eq!(serde_json::from_str::<Wording>(&json).expect("the same"), read);
            }
        }

        #[test]
        fn what_fills_a_field_is_taken_as_it_is(name in "[a-z{}*]{1,20}") {
            let read = Wording::read("{holder}").expect("a field");
            prop_assert_eq!(read.filled(|_| name.clone()), [(name.clone(), false)]);
        }
    }
}
