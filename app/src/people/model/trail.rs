//! The audit trail: which lines say that someone read, and the form in which a
//! line is sealed. No I/O.

use chrono::{DateTime, SecondsFormat, Utc};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The verbs of lines that say that personal data were read. Nothing was changed
/// by what they tell of.
pub const READING: [&str; 15] = [
    "person.read",
    "people.searched",
    "people.compared",
    "participants.read",
    "roster.read",
    "scan.read",
    "scores.read",
    "evaluation.read",
    "standings.read",
    "certificate.read",
    "certificates.read",
    "import.read",
    "trail.read",
    "requests.read",
    "person.copied",
];

/// A line of the trail with all of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its identifier.
    pub id: Uuid,
    /// When it was done.
    pub at: DateTime<Utc>,
    /// The account that did it, if one did.
    pub account: Option<Uuid>,
    /// The participant who did it, if one did.
    pub person: Option<Uuid>,
    /// What was done.
    pub verb: &'a str,
    /// To what kind of row.
    pub subject: &'a str,
    /// To which.
    pub subject_id: Uuid,
    /// What changed, as JSON.
    pub detail: &'a str,
}

impl Line<'_> {
    /// The bytes that are sealed: the columns in the order above, each as its
    /// length in bytes (eight, the highest first) and its text. Identifiers are
    /// written in lower case with dashes, times in UTC as RFC 3339 with nine
    /// digits after the second; a column without a value is eight bytes of 0xFF.
    /// Lengths stand before texts, so that no two lines have the same bytes.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let columns = [
            Some(self.id.to_string()),
            Some(self.at.to_rfc3339_opts(SecondsFormat::Nanos, true)),
            self.account.map(|id| id.to_string()),
            self.person.map(|id| id.to_string()),
            Some(self.verb.to_owned()),
            Some(self.subject.to_owned()),
            Some(self.subject_id.to_string()),
            Some(self.detail.to_owned()),
        ];
        let mut bytes = Vec::new();
        for column in columns {
            match column {
                Some(text) => {
                    bytes.extend((text.len() as u64).to_be_bytes());
                    bytes.extend(text.into_bytes());
                }
                None => bytes.extend([0xFF; 8]),
            }
        }
        bytes
    }
}

/// Where the chain ends: to be written down somewhere else, so that an end that
/// was cut off, or a chain made anew, shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many lines are sealed.
    pub place: i64,
    /// The hash of the last, in hexadecimal digits.
    pub hash: String,
}

impl Head {
    /// The head of an empty chain: the hash before the first.
    #[must_use]
    pub fn start() -> Self {
        Self { place: 0, hash: "0".repeat(64) }
    }
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.place, self.hash)
    }
}

/// What is written PLACE:HASH is not a head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected PLACE:HASH, as `relais audit head` prints it")]
pub struct NotAHead;

impl FromStr for Head {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let (place, hash) = text.trim().split_once(':').ok_or(NotAHead)?;
        let place = place.parse().map_err(|_| NotAHead)?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if place < 0 || !is_hash {
            return Err(NotAHead);
        }
        Ok(Self { place, hash: hash.to_ascii_lowercase() })
    }
}

/// What does not hold at a place of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No seal bears this place: it was removed, with its line or without.
    Missing,
    /// The seal is there, its line is not.
    LineGone,
    /// The line or the order is not what was sealed.
    Altered,
    /// The chain holds, but is not the one whose head was written down.
    NotAsExpected,
    /// The chain ends before the head that was written down.
    CutOff,
}

impl Fault {
    /// As the command tells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "a seal is missing here: lines were removed",
            Self::LineGone => "the line that was sealed here is gone",
            Self::Altered => "the line here is not the one that was sealed: it was changed, exchanged or inserted",
            Self::NotAsExpected => "the chain was made anew: this is not the hash that was written down",
            Self::CutOff => "the chain ends before the place that was written down: its end was cut off",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line<'a>(verb: &'a str, subject: &'a str, detail: &'a str) -> Line<'a> {
        let at = DateTime::from_timestamp(1_666_778_400, 5_000).expect("a time");
        let id = Uuid::from_u128(1);
        Line { id, at, account: Some(id), person: None, verb, subject, subject_id: id, detail }
    }

    #[test]
    fn the_form_by_example() {
        let bytes = line("a", "bé", "{}").canonical();
        assert_eq!(bytes.len(), 8 + 36 + 8 + 30 + 8 + 36 + 8 + 8 + 1 + 8 + 3 + 8 + 36 + 8 + 2);
        assert_eq!(bytes[..9], [0, 0, 0, 0, 0, 0, 0, 36, b'0']);
        assert_eq!(&bytes[52..82], b"2022-10-26T10:00:00.000005000Z");
        assert_eq!(bytes[126..134], [0xFF; 8]);
    }

    #[test]
    fn heads_are_read_as_they_are_written() {
        let head = Head { place: 12, hash: "0af3".repeat(16) };
        assert_eq!(head.to_string().parse(), Ok(head));
        for typed in ["", "12", "12:", "12:xyz", "-1:".to_owned().as_str(), &format!("x:{}", "0".repeat(64))] {
            assert_eq!(typed.parse::<Head>(), Err(NotAHead), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn lines_that_differ_have_other_bytes(one in "\\PC{0,6}", two in "\\PC{0,6}", three in "\\PC{0,6}") {
            let (these, those) = (line(&one, &two, &three), line(&two, &three, &one));
            prop_assert_eq!(these == those, these.canonical() == those.canonical());
        }
    }
}
