//! A mark: how someone attended a half-day, as a device says it.

use super::standing::{Event, Said};
use crate::fields::Problem;
use crate::ids::{AttendanceEventId, DeviceId, EnrolmentId, SessionId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The most minutes that someone can miss of a half-day.
pub const MAX_MINUTES: u16 = 480;
/// The longest reason, in characters.
pub const MAX_REASON: usize = 300;
/// The most marks that one mark can follow: more devices than any room has.
pub const MAX_AFTER: usize = 16;

/// How someone attended a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There from the beginning.
    Present,
    /// Came after the beginning.
    Late,
    /// Not there.
    Absent,
    /// Not there, with a reason that was told.
    Excused,
    /// Left before the end.
    LeftEarly,
}

impl Status {
    /// Every status, in the order of the marking screen.
    pub const ALL: [Self; 5] = [Self::Present, Self::Late, Self::Absent, Self::Excused, Self::LeftEarly];

    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "late",
            Self::Absent => "absent",
            Self::Excused => "excused",
            Self::LeftEarly => "left_early",
        }
    }

    /// Whether the half-day counts as attended. Late and left early do; an
    /// excuse explains an absence but does not replace the training.
    #[must_use]
    pub fn attended(self) -> bool {
        matches!(self, Self::Present | Self::Late | Self::LeftEarly)
    }

    /// Whether minutes can be said of it: those missed at the beginning or the end.
    #[must_use]
    pub fn has_minutes(self) -> bool {
        matches!(self, Self::Late | Self::LeftEarly)
    }
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// A mark as a device makes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Chosen by the device, so that a mark sent twice is kept once.
    pub id: AttendanceEventId,
    /// Who.
    pub enrolment: EnrolmentId,
    /// Which half-day.
    pub session: SessionId,
    /// How they attended.
    pub status: Status,
    /// Minutes missed, 1 to [`MAX_MINUTES`], of whoever came late or left early.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
    /// The marks that stood on the device when it made this one. Who does not say
    /// is taken to have seen everything that had arrived before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Vec<AttendanceEventId>>,
    /// Why the half-day says something else than when it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Which device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceId>,
    /// What the device's clock said; recorded, not trusted.
    pub device_time: DateTime<Utc>,
}

impl Mark {
    /// What it says.
    #[must_use]
    pub fn said(&self) -> Said {
        Said { status: self.status, minutes: self.minutes }
    }

    /// As folding sees it.
    #[must_use]
    pub fn event(&self) -> Event {
        Event { id: self.id, said: self.said(), after: self.after.clone().unwrap_or_default() }
    }

    /// The reason, if there is anything in it.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty())
    }

    /// Whether everything in it is within its bounds.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.minutes.is_none_or(|minutes| self.status.has_minutes() && (1..=MAX_MINUTES).contains(&minutes))
            && self.after.as_ref().is_none_or(|after| after.len() <= MAX_AFTER && !after.contains(&self.id))
            && self.reason().is_none_or(|reason| reason.chars().count() <= MAX_REASON)
    }

    /// The device's time, brought within 1970 to 9999: a clock may say anything,
    /// databases cannot keep anything, and a mark is not lost for it.
    #[must_use]
    pub fn plausible_time(&self) -> DateTime<Utc> {
        let latest = DateTime::from_timestamp(253_402_300_799, 0).unwrap_or(DateTime::UNIX_EPOCH);
        self.device_time.clamp(DateTime::UNIX_EPOCH, latest)
    }
}

/// What became of a mark that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Kept now.
    Kept,
    /// Had been kept before; nothing changed.
    Known,
    /// The identifier was used for another mark.
    IdentifierUsed,
    /// The enrolment or the half-day is not of this workshop.
    NotOfThisWorkshop,
    /// The half-day has not begun.
    NotYet,
    /// The half-day is closed.
    Closed,
    /// The half-day was closed and opened again: a mark needs a reason.
    ReasonMissing,
    /// It cannot be read, or something in it is out of its bounds.
    Malformed,
}

impl Answer {
    /// Whether the mark is safely kept.
    #[must_use]
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Kept | Self::Known)
    }

    /// What is wrong, where there is no script to say it beside the row.
    #[must_use]
    pub fn problem(self) -> Option<Problem> {
        match self {
            Self::Kept | Self::Known => None,
            Self::IdentifierUsed | Self::NotOfThisWorkshop => Some(Problem::Outdated),
            Self::NotYet => Some(Problem::NotYet),
            Self::Closed => Some(Problem::Closed),
            Self::ReasonMissing => Some(Problem::Required),
            Self::Malformed => Some(Problem::OutOfRange { min: 1, max: i32::from(MAX_MINUTES) }),
        }
    }

    /// As in the API: the reason of a refusal.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Known => "known",
            Self::IdentifierUsed => "identifier_used",
            Self::NotOfThisWorkshop => "not_of_this_workshop",
            Self::NotYet => "not_yet",
            Self::Closed => "closed",
            Self::ReasonMissing => "reason_missing",
            Self::Malformed => "malformed",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn mark(status: Status, minutes: Option<u16>) -> Mark {
        let [id, enrolment, session] = [1, 2, 3].map(Uuid::from_u128);
        Mark {
            id: AttendanceEventId(id),
            enrolment: EnrolmentId(enrolment),
            session: SessionId(session),
            status,
            minutes,
            after: None,
            reason: None,
            device: None,
            device_time: DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn statuses_read_back() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(status));
        }
    }

    #[test]
    fn minutes_are_of_those_who_came_late_or_left_early() {
        for (status, minutes, sound) in [
            (Status::Late, Some(1), true),
            (Status::LeftEarly, Some(MAX_MINUTES), true),
            (Status::Late, None, true),
            (Status::Late, Some(0), false),
            (Status::Late, Some(MAX_MINUTES + 1), false),
            (Status::Present, Some(5), false),
            (Status::Absent, Some(5), false),
        ] {
            assert_eq!(mark(status, minutes).is_sound(), sound, "{status:?} {minutes:?}");
        }
    }

    #[test]
    fn a_mark_follows_few_others_and_not_itself() {
        let mut mark = mark(Status::Present, None);
        mark.after = Some(vec![mark.id]);
        assert!(!mark.is_sound());
        mark.after = Some((10..).map(|n| AttendanceEventId(Uuid::from_u128(n))).take(MAX_AFTER + 1).collect());
        assert!(!mark.is_sound());
    }

    #[test]
    fn a_reason_of_blanks_is_none_and_a_long_one_is_not_sound() {
        let mut mark = mark(Status::Present, None);
        mark.reason = Some(" \n ".into());
        assert_eq!((mark.reason(), mark.is_sound()), (None, true));
        mark.reason = Some("é".repeat(MAX_REASON + 1));
        assert!(!mark.is_sound());
    }
}
