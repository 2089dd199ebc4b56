//! What people are told, and what of it is news to them. No I/O.

use chrono::{DateTime, NaiveDate, Utc};
use std::str::FromStr;

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// There is a seat: will you come?
    Invitation,
    /// The same for someone who had waited.
    Promotion,
    /// The days or the place are others than was told.
    Change,
    /// The workshop is not held.
    Cancellation,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Invitation, Self::Promotion, Self::Change, Self::Cancellation];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Promotion => "promotion",
            Self::Change => "change",
            Self::Cancellation => "cancellation",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// When and where a workshop is held, as a message tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tells {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Venue and city.
    pub place: String,
}

/// The last message to someone that may have reached them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it was for.
    pub kind: Kind,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What it told.
    pub tells: Tells,
}

/// What someone who has a seat is to be told now, if anything: of a seat that came
/// from the waiting list always, of anything else only if they were told otherwise.
#[must_use]
pub fn news(cancelled: bool, held: &Tells, promoted_at: Option<DateTime<Utc>>, told: Option<&Told>) -> Option<Kind> {
    let last = told.map(|told| told.kind);
    if cancelled {
        return last.filter(|kind| *kind != Kind::Cancellation).map(|_| Kind::Cancellation);
    }
    if promoted_at.is_some_and(|since| told.is_none_or(|told| told.at < since)) {
        return Some(Kind::Promotion);
    }
    told.filter(|told| told.kind == Kind::Cancellation || told.tells != *held).map(|_| Kind::Change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_what_is_other_than_they_believe_and_nothing_twice() {
        let tells = |day: &str| Tells {
            starts_on: day.parse().expect("a date"),
            ends_on: "2022-11-30".parse().expect("a date"),
            place: "Gouvernorat, Gao".into(),
        };
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
        let told = |kind, day| Told { kind, at: at("2022-11-01T10:00:00Z"), tells: tells(day) };
        let (held, earlier, later) =
            (tells("2022-11-28"), Some(at("2022-10-31T10:00:00Z")), Some(at("2022-11-02T10:00:00Z")));
        let invited = told(Kind::Invitation, "2022-11-28");
        for (cancelled, promoted_at, told, expected) in [
            (false, None, None, None),
            (false, None, Some(&invited), None),
            (false, None, Some(&told(Kind::Invitation, "2022-11-21")), Some(Kind::Change)),
            (false, None, Some(&told(Kind::Change, "2022-11-28")), None),
            (false, None, Some(&told(Kind::Cancellation, "2022-11-28")), Some(Kind::Change)),
            (false, later, None, Some(Kind::Promotion)),
            (false, later, Some(&invited), Some(Kind::Promotion)),
            (false, earlier, Some(&told(Kind::Promotion, "2022-11-28")), None),
            (true, None, None, None),
            (true, later, None, None),
            (true, None, Some(&invited), Some(Kind::Cancellation)),
            (true, None, Some(&told(Kind::Cancellation, "2022-11-28")), None),
        ] {
            assert_eq!(news(cancelled, &held, promoted_at, told), expected, "{cancelled} {promoted_at:?} {told:?}");
        }
    }
}
