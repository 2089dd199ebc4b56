//! What the pages for the field say, at first by the server that makes them and then by
//! the phone that they are on.

use super::model::{Standing, Status};

/// The identifier of the data that such a page carries for [`phone`](super).
pub const SETUP: &str = "setup";

/// What a phone says by itself. The page brings the words in the reader's language, in
/// the order of [`Word::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Every mark is kept by the server.
    Saved,
    /// Marks are on their way.
    Sending,
    /// Marks are on this phone only; how many follows.
    Unsent,
    /// When the last exchange was; the time follows.
    Exchanged,
    /// There was none that this phone knows of.
    NeverExchanged,
    /// The sign-in has ended.
    SignedOut,
    /// This account may not send these marks.
    Forbidden,
    /// The server failed.
    Failed,
    /// There is no network.
    Offline,
    /// Marks that the server did not accept; how many follows.
    Refused,
    /// The phone's disk took nothing.
    Unwritten,
    /// The server keeps a mark.
    OwnKept,
    /// A mark is on this phone alone.
    OwnWaiting,
    /// Devices disagree.
    OwnDisputed,
    /// Refused: the identifier was used for another mark.
    RefusedIdentifier,
    /// Refused: not of this workshop.
    RefusedForeign,
    /// Refused: the half-day has not begun.
    RefusedNotYet,
    /// Refused: the half-day is closed.
    RefusedClosed,
    /// Refused: a reason is missing.
    RefusedReason,
    /// Refused: it cannot be read.
    RefusedMalformed,
    /// Begins to read badges.
    BadgeBegin,
    /// Ends it.
    BadgeEnd,
    /// Holds a badge before the camera.
    BadgeHint,
    /// Someone is marked present; their name stands before.
    BadgeMarked,
    /// Someone had a mark already; their name stands before.
    BadgeKnown,
    /// A code that is of nobody here.
    BadgeUnknown,
    /// The page did not come over a safe connection.
    BadgeInsecure,
    /// The camera was refused.
    BadgeDenied,
    /// There is no camera, or no reader.
    BadgeNone,
    /// The phone is being made ready for the field.
    Preparing,
    /// Everything opens without network.
    Ready,
    /// Not everything could be fetched.
    NotReady,
    /// The browser cannot keep pages.
    Unable,
    /// The phone cannot show codes.
    CodesUnable,
}

impl Word {
    /// Every word, in the order of their declaration.
    pub const ALL: [Self; 34] = [
        Self::Saved,
        Self::Sending,
        Self::Unsent,
        Self::Exchanged,
        Self::NeverExchanged,
        Self::SignedOut,
        Self::Forbidden,
        Self::Failed,
        Self::Offline,
        Self::Refused,
        Self::Unwritten,
        Self::OwnKept,
        Self::OwnWaiting,
        Self::OwnDisputed,
        Self::RefusedIdentifier,
        Self::RefusedForeign,
        Self::RefusedNotYet,
        Self::RefusedClosed,
        Self::RefusedReason,
        Self::RefusedMalformed,
        Self::BadgeBegin,
        Self::BadgeEnd,
        Self::BadgeHint,
        Self::BadgeMarked,
        Self::BadgeKnown,
        Self::BadgeUnknown,
        Self::BadgeInsecure,
        Self::BadgeDenied,
        Self::BadgeNone,
        Self::Preparing,
        Self::Ready,
        Self::NotReady,
        Self::Unable,
        Self::CodesUnable,
    ];

    /// Why a mark was refused, from the reason as in the API.
    #[must_use]
    pub fn of_refusal(why: &str) -> Self {
        match why {
            "identifier_used" => Self::RefusedIdentifier,
            "not_of_this_workshop" => Self::RefusedForeign,
            "not_yet" => Self::RefusedNotYet,
            "closed" => Self::RefusedClosed,
            "reason_missing" => Self::RefusedReason,
            _ => Self::RefusedMalformed,
        }
    }
}

/// What became of the last mark of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// There is none.
    Nothing,
    /// The server keeps it.
    Kept,
    /// It is on this phone alone.
    Waiting,
    /// It is on its way.
    Sending,
    /// The server refused it, for this reason.
    Refused(Word),
    /// Devices that did not know of each other say different things.
    Disputed,
}

impl Own {
    /// Of a row whose marks are all with the server.
    #[must_use]
    pub fn of(standing: Standing) -> Self {
        match standing {
            Standing::Unmarked => Self::Nothing,
            Standing::Agreed(_) => Self::Kept,
            Standing::Disputed => Self::Disputed,
        }
    }

    /// What is said of it, if anything is.
    #[must_use]
    pub fn word(self) -> Option<Word> {
        match self {
            Self::Nothing => None,
            Self::Kept => Some(Word::OwnKept),
            Self::Waiting => Some(Word::OwnWaiting),
            Self::Sending => Some(Word::Sending),
            Self::Refused(why) => Some(why),
            Self::Disputed => Some(Word::OwnDisputed),
        }
    }

    /// How it looks.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Nothing => "own own--none",
            Self::Kept => "own own--kept",
            Self::Waiting | Self::Sending => "own own--waiting",
            Self::Refused(_) | Self::Disputed => "own own--wrong",
        }
    }
}

/// "12/28" of a half-day: how many are marked, of how many people.
#[must_use]
pub fn marked(standings: &[Standing]) -> String {
    let marked = standings.iter().filter(|standing| **standing != Standing::Unmarked).count();
    format!("{marked}/{}", standings.len())
}

/// "12/28 · P 10 · R 1 · …" of a half-day, with the letters of [`Status::ALL`].
#[must_use]
pub fn counts<S: AsRef<str>>(letters: &[S; 5], standings: &[Standing]) -> String {
    let count = |so: &dyn Fn(Standing) -> bool| standings.iter().filter(|standing| so(**standing)).count();
    let mut parts = vec![marked(standings)];
    for (status, letter) in Status::ALL.into_iter().zip(letters) {
        let of = count(&|standing| standing.agreed().is_some_and(|said| said.status == status));
        parts.push(format!("{}\u{a0}{of}", letter.as_ref()));
    }
    match count(&|standing| standing == Standing::Disputed) {
        0 => {}
        disputed => parts.push(format!("?\u{a0}{disputed}")),
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::model::{Answer, Said};

    #[test]
    fn every_word_stands_at_its_place() {
        for (place, word) in Word::ALL.into_iter().enumerate() {
            assert_eq!(word as usize, place, "{word:?}");
        }
    }

    #[test]
    fn every_refusal_of_the_api_has_words_of_its_own() {
        use Answer::{Closed, IdentifierUsed, Malformed, NotOfThisWorkshop, NotYet, ReasonMissing};
        let all = [IdentifierUsed, NotOfThisWorkshop, NotYet, Closed, ReasonMissing, Malformed];
        let words = all.map(|answer| Word::of_refusal(answer.as_str()));
        for (place, word) in words.iter().enumerate() {
            assert!(!words[..place].contains(word), "{word:?} stands for two");
        }
    }

    #[test]
    fn counts_say_how_many_stand_so() {
        let agreed = |status| Standing::Agreed(Said { status, minutes: None });
        let standings = [agreed(Status::Present), agreed(Status::Absent), Standing::Unmarked, Standing::Disputed];
        let text = counts(&["P", "R", "A", "E", "D"], &standings).replace('\u{a0}', " ");
        assert_eq!(text, "3/4 · P 1 · R 0 · A 1 · E 0 · D 0 · ? 1");
    }
}
