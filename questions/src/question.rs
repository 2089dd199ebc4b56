//! A question as a bank keeps it: what is asked, what may be answered, what is right.

use crate::exact::Share;
use serde::{Deserialize, Serialize};

/// Something said in French, in English or in both; plain text, its lines kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// In French; empty if nobody wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub fr: String,
    /// In English; empty if nobody wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub en: String,
}

/// A language in which questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

impl Language {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }
}

impl Text {
    /// Said in one language.
    #[must_use]
    pub fn said(language: Language, text: impl Into<String>) -> Self {
        match language {
            Language::Fr => Self { fr: text.into(), en: String::new() },
            Language::En => Self { fr: String::new(), en: text.into() },
        }
    }

    /// In this language, or in the other where nobody wrote it in this one.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Fr if !self.fr.is_empty() => &self.fr,
            Language::Fr => &self.en,
            Language::En if !self.en.is_empty() => &self.en,
            Language::En => &self.fr,
        }
    }

    /// What is said in the other language, if it is something else than what is said in
    /// this one: a format of one language loses it.
    #[must_use]
    pub fn besides(&self, language: Language) -> Option<&str> {
        let also = match language.other() {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        };
        (!also.is_empty() && also != self.in_language(language)).then_some(also.as_str())
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fr.is_empty() && self.en.is_empty()
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// A short name by which people find it; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What is asked.
    pub text: Text,
    /// Points for a wholly right answer, 1 to 100; 0 where nothing is right or wrong
    /// (Likert, open).
    pub points: u16,
    /// How it is answered, and what is right.
    #[serde(flatten)]
    pub kind: Kind,
    /// Told to everyone after they answered, if results are released.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub feedback: Text,
    /// Words by which it is found: module, objective, subject.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// How a question is answered, and what is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// One of several options.
    Single {
        /// What may be chosen: at least two, one of them worth all points.
        options: Vec<Choice>,
        /// Whether the options may be shown in another order.
        shuffle: bool,
    },
    /// Any number of several options.
    Multiple {
        /// What may be chosen: at least two, one of them right.
        options: Vec<Choice>,
        /// What an answer that is right in part is worth.
        credit: Credit,
        /// Whether the options may be shown in another order.
        shuffle: bool,
    },
    /// True or false.
    TrueFalse {
        /// What is right.
        right: bool,
        /// Told to who said that it is true.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        if_true: Text,
        /// Told to who said that it is false.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        if_false: Text,
    },
    /// To each of these, what belongs to it; each pair right gives its part of the points.
    Matching {
        /// What belongs together: at least two.
        pairs: Vec<Pair>,
        /// What belongs to nothing, offered among the rest.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        extras: Vec<Text>,
        /// Whether the left sides may be shown in another order; the right sides always are.
        shuffle: bool,
    },
    /// Put into the right order.
    Ordering {
        /// In the right order: at least two.
        steps: Vec<Text>,
        /// What an order that is right in part is worth.
        credit: OrderCredit,
    },
    /// A number.
    Numeric {
        /// The first that holds the number counts.
        accepted: Vec<AcceptedNumber>,
        /// Shown behind the field.
        #[serde(default, skip_serializing_if = "Text::is_empty")]
        unit: Text,
    },
    /// A few words.
    Short {
        /// The first that fits counts.
        accepted: Vec<AcceptedWords>,
        /// Whether capitals matter.
        case_sensitive: bool,
    },
    /// A point on a scale; nothing is right or wrong.
    Likert {
        /// The scale, least first: three to eleven points.
        scale: Vec<Text>,
    },
    /// Words of one's own; read by people.
    Open,
    /// Criteria, each judged by a rater at one of its levels.
    Rubric {
        /// What is looked at: at least one.
        criteria: Vec<Criterion>,
    },
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What it says.
    pub text: Text,
    /// What choosing it is worth.
    pub share: Share,
    /// Told to who chose it.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub feedback: Text,
}

/// What an answer of several options is worth if it is right in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credit {
    /// Nothing.
    AllOrNothing,
    /// The sum of the shares of what was chosen, not under nothing.
    Shares,
}

/// What an order is worth that is right in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderCredit {
    /// Nothing.
    AllOrNothing,
    /// The part of the steps that are in their own place.
    Places,
    /// The part of the pairs of neighbours that follow each other rightly.
    Neighbours,
}

/// What belongs together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pair {
    /// What is asked.
    pub left: Text,
    /// What belongs to it.
    pub right: Text,
}

/// Numbers that are accepted: from `low` to `high`, both included, as exact decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedNumber {
    /// The least, as a decimal with a point: `-3.5`.
    pub low: String,
    /// The greatest.
    pub high: String,
    /// What it is worth.
    pub share: Share,
    /// Told to who answered so.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub feedback: Text,
}

/// Words that are accepted; `*` stands for anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedWords {
    /// What fits. In both languages where it differs.
    pub pattern: Text,
    /// What it is worth.
    pub share: Share,
    /// Told to who answered so.
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub feedback: Text,
}

/// What a rater looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    /// What it is.
    pub text: Text,
    /// Its levels, least first: at least two.
    pub levels: Vec<Level>,
}

/// How well a criterion is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// How it shows.
    pub text: Text,
    /// Points of the rubric, 0 to 100. A question's points are shared in proportion to
    /// the most that all criteria give.
    pub points: u16,
}
