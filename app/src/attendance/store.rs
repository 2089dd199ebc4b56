//! Queries and writes about attendance.

use super::model::{Answer, Mark, Marks, Status, fold};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{attendance_event, enrolment, timetable_session};
use crate::workshops::store::enrolment::{Participant, load_participants};
use crate::workshops::store::reading::{Session, campaign_of, sessions};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The most marks that one batch may hold: a full room for two weeks.
pub const MAX_BATCH: usize = 2_000;

/// Who is enrolled, the half-days, and the current marks.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Those enrolled, by family name.
    pub participants: Vec<Participant>,
    /// The half-days, in order of time.
    pub sessions: Vec<Session>,
    /// The current marks.
    pub marks: Marks,
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
    let marks = load_marks(db, &sessions).await?;
    let participants = load_participants(db, workshop).await?;
    note_reading(caller, "roster.read", "workshop", workshop.0, json!({ "people": participants.len() })).await?;
    Ok(Roster { participants, sessions, marks })
}

/// The current marks of these half-days, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds an unknown status.
pub async fn load_marks(db: &impl ConnectionTrait, sessions: &[Session]) -> Result<Marks, UseError> {
    let rows = attendance_event::Entity::find()
        .select_only()
        .columns([
            attendance_event::Column::EnrolmentId,
            attendance_event::Column::SessionId,
            attendance_event::Column::Status,
        ])
        .filter(attendance_event::COLUMN.session_id.is_in(sessions.iter().map(|session| session.id.0)))
        .order_by_asc(attendance_event::Column::SessionId)
        .order_by_asc(attendance_event::Column::Sequence)
        .into_tuple::<(Uuid, Uuid, String)>()
        .all(db)
        .await?;
    let mut marks = Vec::with_capacity(rows.len());
    for (enrolment, session, status) in rows {
        let status: Status = StoreError::read(&status, "attendance_event", "status", enrolment)?;
        marks.push((EnrolmentId(enrolment), SessionId(session), status));
    }
    Ok(fold(marks))
}

/// Keeps a batch of marks; answers for each. A mark that is not in order does
/// not keep the others from being kept, and one that was sent before is not
/// kept twice.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`] for the whole workshop.
pub async fn record(
    caller: &Caller,
    workshop: WorkshopId,
    marks: &[Mark],
) -> Result<Vec<(AttendanceEventId, Answer)>, UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Train(campaign, workshop))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let mut recording = Recording::open(&tx, workshop, marks).await?;
    let mut answers = Vec::with_capacity(marks.len());
    let mut kept = Vec::new();
    for mark in marks {
        let answer = recording.judge(mark, caller.today());
        if answer == Answer::Kept {
            kept.push(attendance_event::ActiveModel {
                id: Set(mark.id.0),
                enrolment_id: Set(mark.enrolment.0),
                session_id: Set(mark.session.0),
                status: Set(mark.status.as_str().to_owned()),
                device_time: Set(mark.plausible_time()),
                received_at: Set(caller.now),
                sequence: Set(recording.next(mark.session)),
                account_id: Set(account.0),
            });
        }
        answers.push((mark.id, answer));
    }
    // The events are their own audit trail: who, when, what, and never changed.
    for chunk in kept.chunks(500) {
        attendance_event::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(answers)
}

/// What is known of a workshop while marks are being judged.
struct Recording {
    enrolled: Vec<Uuid>,
    sessions: HashMap<Uuid, (chrono::NaiveDate, i32)>,
    known: HashMap<Uuid, (Uuid, Uuid, String)>,
}

impl Recording {
    async fn open(tx: &DatabaseTransaction, workshop: WorkshopId, marks: &[Mark]) -> Result<Self, UseError> {
        // Locked, so that two devices do not take the same place in the order.
        let sessions = timetable_session::Entity::find()
            .filter(timetable_session::COLUMN.workshop_id.eq(workshop.0))
            .order_by_asc(timetable_session::Column::Id)
            .lock_exclusive()
            .all(tx)
            .await?;
        let enrolled = enrolment::Entity::find()
            .select_only()
            .column(enrolment::Column::Id)
            .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
            .into_tuple::<Uuid>()
            .all(tx)
            .await?;
        let ids: Vec<Uuid> = sessions.iter().map(|session| session.id).collect();
        let last: HashMap<Uuid, i32> = attendance_event::Entity::find()
            .select_only()
            .column(attendance_event::Column::SessionId)
            .column_as(attendance_event::Column::Sequence.max(), "last")
            .filter(attendance_event::COLUMN.session_id.is_in(ids.clone()))
            .group_by(attendance_event::Column::SessionId)
            .into_tuple::<(Uuid, i32)>()
            .all(tx)
            .await?
            .into_iter()
            .collect();
        let sessions = sessions
            .into_iter()
            .map(|session| (session.id, (session.held_on, last.get(&session.id).copied().unwrap_or_default())))
            .collect();
        let mut known = HashMap::new();
        for chunk in marks.chunks(500) {
            let rows = attendance_event::Entity::find()
                .filter(attendance_event::COLUMN.id.is_in(chunk.iter().map(|mark| mark.id.0)))
                .all(tx)
                .await?;
            known.extend(rows.into_iter().map(|row| (row.id, (row.enrolment_id, row.session_id, row.status))));
        }
        Ok(Self { enrolled, sessions, known })
    }

    fn judge(&mut self, mark: &Mark, today: chrono::NaiveDate) -> Answer {
        let what = (mark.enrolment.0, mark.session.0, mark.status.as_str().to_owned());
        if let Some(known) = self.known.get(&mark.id.0) {
            return if *known == what { Answer::Known } else { Answer::IdentifierUsed };
        }
        let Some((held_on, _)) = self.sessions.get(&mark.session.0) else { return Answer::NotOfThisWorkshop };
        if !self.enrolled.contains(&mark.enrolment.0) {
            return Answer::NotOfThisWorkshop;
        }
        if *held_on > today {
            return Answer::NotYet;
        }
        self.known.insert(mark.id.0, what);
        Answer::Kept
    }

    fn next(&mut self, session: SessionId) -> i32 {
        let Some((_, last)) = self.sessions.get_mut(&session.0) else { return 0 };
        *last += 1;
        *last
    }
}
