//! Who is enrolled, and what stands of each half-day.

use super::closing::{Closings, load_closings};
use crate::attendance::model::{Event, Ledger, Marks, Said};
use crate::attendance::snapshot::{Attendee, HalfDay, Head, Snapshot};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{attendance_after, attendance_event};
use crate::workshops::store::enrolment::{Participant, load_participants};
use crate::workshops::store::reading::{Session, campaign_of, sessions};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// Who is enrolled, the half-days, and what stands.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Those enrolled, by family name.
    pub participants: Vec<Participant>,
    /// The half-days, in order of time.
    pub sessions: Vec<Session>,
    /// Every mark.
    pub ledger: Ledger,
    /// What is agreed.
    pub marks: Marks,
    /// Which half-days are closed, or were.
    pub closings: Closings,
}

impl Roster {
    /// As phones and other programs read it.
    #[must_use]
    pub fn snapshot(&self, workshop: WorkshopId) -> Snapshot {
        Snapshot {
            workshop,
            sessions: self.sessions.iter().map(|session| self.half_day(session)).collect(),
            participants: self.participants.iter().map(|participant| self.attendee(participant)).collect(),
        }
    }

    fn half_day(&self, session: &Session) -> HalfDay {
        HalfDay {
            id: session.id,
            date: session.held_on.to_string(),
            half: session.half.as_str().to_owned(),
            closing: self.closings.get(&session.id).map(|closing| closing.as_str().to_owned()),
        }
    }

    fn attendee(&self, participant: &Participant) -> Attendee {
        let enrolment = participant.enrolment;
        let mut attendee = Attendee {
            enrolment,
            family_name: participant.name.family.clone(),
            given_names: participant.name.given.clone(),
            institution: participant.institution.clone(),
            job_title: participant.job_title.clone(),
            marks: BTreeMap::new(),
            heads: BTreeMap::new(),
        };
        for session in &self.sessions {
            let heads = self.ledger.heads(enrolment, session.id);
            if let Some(said) = self.ledger.standing(enrolment, session.id).agreed() {
                attendee.marks.insert(session.id, said.status);
            }
            if !heads.is_empty() {
                attendee.heads.insert(session.id, heads.into_iter().map(Head::from).collect());
            }
        }
        attendee
    }
}

/// The roster of a workshop, for someone who follows it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn roster(caller: &Caller, workshop: WorkshopId) -> Result<Roster, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Follow(campaign, workshop))?;
    let sessions = sessions(db, workshop).await?;
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.id.0).collect();
    let ledger = load_ledger(db, &ids, None).await?;
    let closings = load_closings(db, &ids).await?;
    let participants = load_participants(db, workshop).await?;
    note_reading(caller, "roster.read", "workshop", workshop.0, json!({ "people": participants.len() })).await?;
    let marks = ledger.marks();
    Ok(Roster { participants, sessions, ledger, marks, closings })
}

/// What is agreed of these half-days, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds an unknown status.
pub async fn load_marks(db: &impl ConnectionTrait, sessions: &[Session]) -> Result<Marks, UseError> {
    let ids: Vec<Uuid> = sessions.iter().map(|session| session.id.0).collect();
    Ok(load_ledger(db, &ids, None).await?.marks())
}

/// Every mark of these half-days, of these people or of all, within a larger use
/// that has asked.
///
/// # Errors
/// As [`load_marks`].
pub async fn load_ledger(
    db: &impl ConnectionTrait,
    sessions: &[Uuid],
    enrolments: Option<&[Uuid]>,
) -> Result<Ledger, UseError> {
    let of_these = enrolments.map(|some| attendance_event::COLUMN.enrolment_id.is_in(some.iter().copied()));
    load(db, sessions, Condition::all().add_option(of_these)).await
}

/// The marks of these people in these half-days that no other follows: what a mark
/// follows that does not say what it had seen. However often someone was marked, it
/// is not read for that.
pub(super) async fn load_heads(
    db: &impl ConnectionTrait,
    sessions: &[Uuid],
    enrolments: &[Uuid],
) -> Result<Ledger, UseError> {
    let of_event = Expr::col((attendance_after::Entity, attendance_after::Column::AfterId))
        .equals((attendance_event::Entity, attendance_event::Column::Id));
    let mut followers = Query::select();
    followers.expr(Expr::val(1)).from(attendance_after::Entity).and_where(of_event);
    let unfollowed = Condition::all()
        .add(attendance_event::COLUMN.enrolment_id.is_in(enrolments.iter().copied()))
        .add(Expr::exists(followers).not());
    load(db, sessions, unfollowed).await
}

async fn load(db: &impl ConnectionTrait, sessions: &[Uuid], which: Condition) -> Result<Ledger, UseError> {
    let query = attendance_event::Entity::find()
        .select_only()
        .columns([
            attendance_event::Column::Id,
            attendance_event::Column::EnrolmentId,
            attendance_event::Column::SessionId,
            attendance_event::Column::Status,
            attendance_event::Column::Minutes,
        ])
        .column(attendance_after::Column::AfterId)
        .join_rev(JoinType::LeftJoin, attendance_after::Relation::AttendanceEvent.def())
        .filter(attendance_event::COLUMN.session_id.is_in(sessions.iter().copied()))
        .filter(which);
    let rows = query.into_tuple::<(Uuid, Uuid, Uuid, String, Option<i32>, Option<Uuid>)>().all(db).await?;
    let mut events: HashMap<Uuid, (EnrolmentId, SessionId, Event)> = HashMap::with_capacity(rows.len());
    for (id, enrolment, session, status, minutes, after) in rows {
        let said = read_said(&status, minutes, id)?;
        let (.., event) = events.entry(id).or_insert_with(|| {
            (EnrolmentId(enrolment), SessionId(session), Event { id: AttendanceEventId(id), said, after: Vec::new() })
        });
        event.after.extend(after.map(AttendanceEventId));
    }
    let mut ledger = Ledger::default();
    for (enrolment, session, event) in events.into_values() {
        ledger.add(enrolment, session, event);
    }
    Ok(ledger)
}

/// What a stored mark says.
pub(super) fn read_said(status: &str, minutes: Option<i32>, row: Uuid) -> Result<Said, StoreError> {
    let status = StoreError::read(status, "attendance_event", "status", row)?;
    Ok(Said { status, minutes: minutes.and_then(|minutes| u16::try_from(minutes).ok()) })
}
