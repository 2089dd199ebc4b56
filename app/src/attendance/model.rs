//! Marks, how they fold into a state, and what they count for. No I/O.

use crate::ids::{AttendanceEventId, EnrolmentId, SessionId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::str::FromStr;

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
}

impl FromStr for Status {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.as_str() == text).ok_or(())
    }
}

/// A mark as a device makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Chosen by the device, so that a mark sent twice is kept once.
    pub id: AttendanceEventId,
    /// Who.
    pub enrolment: EnrolmentId,
    /// Which half-day.
    pub session: SessionId,
    /// How they attended.
    pub status: Status,
    /// What the device's clock said; recorded, not trusted.
    pub device_time: DateTime<Utc>,
}

impl Mark {
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
}

impl Answer {
    /// Whether the mark is safely kept.
    #[must_use]
    pub fn is_kept(self) -> bool {
        matches!(self, Self::Kept | Self::Known)
    }
}

/// The current marks: the last that arrived for each person and half-day.
pub type Marks = HashMap<(EnrolmentId, SessionId), Status>;

/// Folds marks, given in the order of their arrival, into the current ones.
pub fn fold(marks: impl IntoIterator<Item = (EnrolmentId, SessionId, Status)>) -> Marks {
    marks.into_iter().map(|(enrolment, session, status)| ((enrolment, session), status)).collect()
}

/// How much of a workshop someone attended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Half-days attended.
    pub attended: i32,
    /// Half-days marked, in whatever way.
    pub marked: i32,
    /// Half-days of the workshop.
    pub held: i32,
}

/// Counts someone's half-days.
#[must_use]
pub fn count(marks: &Marks, enrolment: EnrolmentId, sessions: &[SessionId]) -> Attendance {
    sessions.iter().fold(Attendance::default(), |mut sum, session| {
        sum.held += 1;
        if let Some(status) = marks.get(&(enrolment, *session)) {
            sum.marked += 1;
            sum.attended += i32::from(status.attended());
        }
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn status() -> impl Strategy<Value = Status> {
        proptest::sample::select(Status::ALL.to_vec())
    }

    fn triple() -> impl Strategy<Value = (EnrolmentId, SessionId, Status)> {
        (0u128..4, 0u128..4, status())
            .prop_map(|(e, s, status)| (EnrolmentId(Uuid::from_u128(e)), SessionId(Uuid::from_u128(s)), status))
    }

    proptest! {
        #[test]
        fn the_last_mark_to_arrive_stands(marks in proptest::collection::vec(triple(), 0..40)) {
            let folded = fold(marks.clone());
            for ((enrolment, session), status) in &folded {
                let last = marks.iter().rev().find(|mark| mark.0 == *enrolment && mark.1 == *session);
                prop_assert_eq!(last.map(|mark| mark.2), Some(*status));
            }
            for mark in &marks {
                prop_assert!(folded.contains_key(&(mark.0, mark.1)));
            }
        }

        #[test]
        fn counts_stay_in_their_bounds(marks in proptest::collection::vec(triple(), 0..40), held in 0u128..6) {
            let sessions: Vec<_> = (0..held).map(|n| SessionId(Uuid::from_u128(n))).collect();
            let counted = count(&fold(marks), EnrolmentId(Uuid::from_u128(1)), &sessions);
            prop_assert!(0 <= counted.attended && counted.attended <= counted.marked && counted.marked <= counted.held);
            prop_assert_eq!(counted.held, i32::try_from(held).expect("small"));
        }

        #[test]
        fn statuses_read_back(status in status()) {
            prop_assert_eq!(status.as_str().parse(), Ok(status));
        }
    }
}
