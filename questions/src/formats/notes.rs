//! Why a question is refused, and what is lost: typed, so that pages can say it in
//! their language; said here in plain English.

use crate::question::{Kind, Language};
use serde::{Deserialize, Serialize};

/// The name of a kind of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum KindName {
    /// [`Kind::Single`].
    #[error("one of several options")]
    Single,
    /// [`Kind::Multiple`].
    #[error("any of several options")]
    Multiple,
    /// [`Kind::TrueFalse`].
    #[error("true or false")]
    TrueFalse,
    /// [`Kind::Matching`].
    #[error("matching")]
    Matching,
    /// [`Kind::Ordering`].
    #[error("ordering")]
    Ordering,
    /// [`Kind::Numeric`].
    #[error("a number")]
    Numeric,
    /// [`Kind::Short`].
    #[error("a few words")]
    Short,
    /// [`Kind::Likert`].
    #[error("a scale")]
    Likert,
    /// [`Kind::Open`].
    #[error("open words")]
    Open,
    /// [`Kind::Rubric`].
    #[error("a rubric")]
    Rubric,
}

impl From<&Kind> for KindName {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Single { .. } => Self::Single,
            Kind::Multiple { .. } => Self::Multiple,
            Kind::TrueFalse { .. } => Self::TrueFalse,
            Kind::Matching { .. } => Self::Matching,
            Kind::Ordering { .. } => Self::Ordering,
            Kind::Numeric { .. } => Self::Numeric,
            Kind::Short { .. } => Self::Short,
            Kind::Likert { .. } => Self::Likert,
            Kind::Open => Self::Open,
            Kind::Rubric { .. } => Self::Rubric,
        }
    }
}

/// Why a question is refused. Texts from a file are cut to a few words
/// (see [`excerpt`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The file is too large.
    #[error("the file is larger than {most} bytes")]
    TooLarge {
        /// The most bytes that are read.
        most: usize,
    },
    /// The file has too many questions; the first ones are kept.
    #[error("the file has more than {most} questions")]
    TooMany {
        /// The most questions that are read.
        most: usize,
    },
    /// Something is nested too deep, or has too many parts.
    #[error("it is nested too deep or has too many parts")]
    TooDeep,
    /// The file is not of this format at all.
    #[error("the file is not of this format")]
    NotThisFormat,
    /// The file is of a version of the format that is not known.
    #[error("version «{0}» of the format is not known")]
    UnknownVersion(String),
    /// It breaks the rules of the format.
    #[error("it cannot be read near «{0}»")]
    Malformed(String),
    /// A brace or a similar sign has no partner.
    #[error("a sign «{0}» has no partner")]
    Unbalanced(char),
    /// A part that a question must have is missing; its name in the format.
    #[error("«{0}» is missing")]
    Missing(String),
    /// It asks nothing: a description.
    #[error("it asks nothing")]
    AsksNothing,
    /// It has no text.
    #[error("it has no text")]
    NoText,
    /// It has too few options, pairs or steps.
    #[error("it has fewer than {least} options, pairs or steps")]
    TooFew {
        /// The fewest.
        least: usize,
    },
    /// It does not say what is right.
    #[error("it does not say what is right")]
    NothingRight,
    /// It says that something is right that it does not offer.
    #[error("«{0}» is said to be right, but is not offered")]
    NotOffered(String),
    /// It is of a kind that is not supported; its name in the format.
    #[error("questions of the kind «{0}» are not supported")]
    UnknownKind(String),
    /// It mixes the marks of different kinds.
    #[error("it mixes the marks of different kinds of question")]
    MixedKinds,
    /// Something should be a number.
    #[error("«{0}» is not a number")]
    NotANumber(String),
    /// Something should be a share of the points.
    #[error("«{0}» is not a share from -100 to 100 percent")]
    NotAShare(String),
    /// It needs an image, a sound or a file to be answered.
    #[error("it cannot be answered without «{0}»")]
    NeedsFile(String),
    /// The format has no questions of this kind.
    #[error("the format cannot hold questions of the kind: {0}")]
    KindNotHeld(KindName),
    /// The format holds this kind of question, but not this one; what it cannot hold.
    #[error("the format cannot hold it: {0}")]
    NotHeld(What),
    /// In this file of an archive.
    #[error("in «{file}»: {reason}")]
    InFile {
        /// The name of the file within the archive.
        file: String,
        /// Why.
        reason: Box<Reason>,
    },
    /// In this column of a sheet.
    #[error("in column «{column}»: {reason}")]
    InColumn {
        /// The heading of the column.
        column: String,
        /// Why.
        reason: Box<Reason>,
    },
    /// The archive unpacks to too much, or has too many files.
    #[error("the archive unpacks to more than {most} bytes or has too many files")]
    UnpacksTooLarge {
        /// The most bytes that are unpacked.
        most: usize,
    },
}

/// What is lost: on reading, because a question cannot hold it; on writing, because the
/// format cannot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An image; its name or address.
    #[error("the image «{0}»")]
    Image(String),
    /// A sound, a film or another file; its name or address.
    #[error("the file «{0}»")]
    File(String),
    /// Where a link leads; its words are kept.
    #[error("the address «{0}» of a link")]
    Link(String),
    /// Bold, colours, headings, tables, lists: the words are kept.
    #[error("formatting of text")]
    Formatting,
    /// Formulas are kept as they are typed.
    #[error("the setting of formulas")]
    Formula,
    /// Texts in the other language.
    #[error("{}", match .0 { Language::Fr => "the text in French", Language::En => "the text in English" })]
    OtherLanguage(Language),
    /// Points taken for each further try.
    #[error("the penalty for further tries")]
    Penalty,
    /// Hints between tries.
    #[error("a hint")]
    Hint,
    /// What everyone is told afterwards.
    #[error("the general feedback")]
    GeneralFeedback,
    /// What is told to who gave a certain answer.
    #[error("feedback to an answer")]
    AnswerFeedback,
    /// What is told to all who were right, wrong or right in part.
    #[error("feedback to right, wrong or partly right answers")]
    ResultFeedback,
    /// What only raters see.
    #[error("notes for raters")]
    RaterNotes,
    /// Words that stand in the field from the start.
    #[error("the words that an answer begins with")]
    Template,
    /// How long an answer may be, in what editor, with what files attached.
    #[error("limits on the form of an answer")]
    AnswerForm,
    /// The name of the question.
    #[error("the name")]
    Name,
    /// Lines of text: they are joined.
    #[error("line breaks")]
    Lines,
    /// Tags.
    #[error("the tags")]
    Tags,
    /// The number by which another program knows the question.
    #[error("the identifier «{0}»")]
    Identifier(String),
    /// The question is hidden in the other program.
    #[error("that it is hidden")]
    Hidden,
    /// The points of the question.
    #[error("the points")]
    Points,
    /// Points that are not whole are rounded; as the file gives them.
    #[error("the points «{0}», rounded")]
    PointsRounded(String),
    /// A share is rounded to what the format knows; the exact share.
    #[error("the exact share {0}")]
    ShareRounded(String),
    /// Shares: only right and wrong remain.
    #[error("the shares of partly right options")]
    Shares,
    /// The rule for answers that are right in part.
    #[error("the rule for partly right answers")]
    CreditRule,
    /// Whether the options are shuffled.
    #[error("whether options are shuffled")]
    Shuffle,
    /// How options are numbered or laid out.
    #[error("how options are numbered or laid out")]
    Layout,
    /// Whether capitals matter.
    #[error("whether capitals matter")]
    CaseSensitivity,
    /// The unit of a number.
    #[error("the unit")]
    Unit,
    /// Further units of a number and their factors.
    #[error("units and their factors")]
    UnitRules,
    /// Right sides that belong to nothing.
    #[error("right sides that belong to nothing")]
    Extras,
    /// A rule for scoring that is not known; its name in the format.
    #[error("the scoring rule «{0}»")]
    ScoringRule(String),
    /// Text outside of any question.
    #[error("text outside of the questions: «{0}»")]
    Aside(String),
    /// In this file of an archive.
    #[error("in «{file}»: {what}")]
    InFile {
        /// The name of the file within the archive.
        file: String,
        /// What.
        what: Box<What>,
    },
    /// In this column of a sheet.
    #[error("in column «{column}»: {what}")]
    InColumn {
        /// The heading of the column.
        column: String,
        /// What.
        what: Box<What>,
    },
    /// Something else; its name in the format.
    #[error("«{0}»")]
    Other(String),
    /// More options than there are letters.
    #[error("more options than there are letters")]
    MoreOptions,
    /// More than one option that is right.
    #[error("more than one right option")]
    MoreRight,
}

/// The most characters of a file that a note repeats.
pub const EXCERPT: usize = 60;

/// The beginning of a text, on one line, for a note.
#[must_use]
pub fn excerpt(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.extend(word.chars().take(EXCERPT + 1));
        if words.chars().count() > EXCERPT {
            return words.chars().take(EXCERPT - 1).chain(['…']).collect();
        }
    }
    words
}
