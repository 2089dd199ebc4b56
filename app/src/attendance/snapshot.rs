//! A workshop's attendance as it is answered to phones and other programs, and as
//! a phone keeps it. The same types write it here and read it there.

use super::model::{Event, Ledger, Said, Status};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in a workshop at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Its half-days, in order of time.
    pub sessions: Vec<HalfDay>,
    /// Those enrolled, by family name.
    pub participants: Vec<Attendee>,
}

/// A half-day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfDay {
    /// Which.
    pub id: SessionId,
    /// Its day, as 2022-10-26.
    pub date: String,
    /// `morning` or `afternoon`.
    pub half: String,
    /// `closed`, `reopened`, or nothing: it was never closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<String>,
}

/// Someone enrolled, and what stands of their half-days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// Which enrolment.
    pub enrolment: EnrolmentId,
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// What is agreed of each half-day that is marked.
    pub marks: BTreeMap<SessionId, Status>,
    /// The marks that nothing follows: several where devices did not know of each other.
    pub heads: BTreeMap<SessionId, Vec<Head>>,
}

/// A mark that nothing follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Which mark: what the next mark of this half-day follows.
    pub id: AttendanceEventId,
    /// How they attended.
    pub status: Status,
    /// Minutes missed, if they were said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u16>,
}

impl From<&Event> for Head {
    fn from(event: &Event) -> Self {
        Self { id: event.id, status: event.said.status, minutes: event.said.minutes }
    }
}

impl Snapshot {
    /// Its marks as a ledger, to which those that a phone has not sent can be added.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        for attendee in &self.participants {
            for (session, heads) in &attendee.heads {
                for Head { id, status, minutes } in heads.iter().copied() {
                    let event = Event { id, said: Said { status, minutes }, after: Vec::new() };
                    ledger.add(attendee.enrolment, *session, event);
                }
            }
        }
        ledger
    }
}
