//! Texts within a bound.

use std::fmt;

/// A text as a statement carries it: whole, or its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    text: String,
    shortened: bool,
}

impl Said {
    /// As much of a text as so many bytes hold, cut between two characters.
    #[must_use]
    pub fn of(text: &str, most: usize) -> Self {
        let end = text.floor_char_boundary(most);
        Self { text: text[..end].to_owned(), shortened: end < text.len() }
    }

    pub(crate) fn read(text: &str, shortened: bool) -> Self {
        Self { text: text.to_owned(), shortened }
    }

    /// What is carried of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether more follows on the paper.
    #[must_use]
    pub fn shortened(&self) -> bool {
        self.shortened
    }

    /// Whether it is that text, or the beginning of it where it is shortened.
    #[must_use]
    pub fn agrees(&self, whole: &str) -> bool {
        if self.shortened { whole.len() > self.text.len() && whole.starts_with(&self.text) } else { whole == self.text }
    }
}

/// With three dots where it goes on.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.text, if self.shortened { "…" } else { "" })
    }
}
