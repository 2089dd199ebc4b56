//! Keeping marks. Nothing is ever overwritten: marks are appended in the order of
//! their arrival, and what stands is their fold.

use super::closing::{Closing, Closings, load_closings};
use super::roster::{load_heads, read_said};
use crate::attendance::model::{Answer, Ledger, Mark, Said, Standing};
use crate::ids::{AttendanceEventId, CampaignId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::{attendance_after, attendance_event, enrolment, timetable_session};
use crate::workshops::store::reading::campaign_of;
use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// The most marks that one batch may hold: a full room for two weeks.
pub const MAX_BATCH: usize = 2_000;

/// How many rows are written or asked for at once: within what both databases take
/// as values of one statement.
const CHUNK: usize = 500;

/// What became of each mark, in the order of the batch.
pub type Answers = Vec<(AttendanceEventId, Answer)>;

/// Keeps a batch of marks; answers for each. A mark that is not in order does
/// not keep the others from being kept, and one that was sent before is not
/// kept twice.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`] for the whole workshop.
pub async fn record(caller: &Caller, workshop: WorkshopId, marks: &[Mark]) -> Result<Answers, UseError> {
    let tx = caller.db.begin().await?;
    let mut book = Book::open(&tx, workshop, &marks.iter().collect::<Vec<_>>()).await?;
    let answers = book.take(caller, marks)?;
    book.write(&tx).await?;
    tx.commit().await?;
    Ok(answers)
}

/// A workshop's marks while some are being judged.
pub(in crate::attendance) struct Book {
    workshop: WorkshopId,
    campaign: CampaignId,
    enrolled: HashSet<Uuid>,
    /// The day of each half-day, and the last place in its order.
    sessions: HashMap<Uuid, (NaiveDate, i32)>,
    closings: Closings,
    known: HashMap<Uuid, (Uuid, Uuid, Said)>,
    /// What stands of those whose marks do not say what they follow.
    ledger: Ledger,
    kept: Vec<attendance_event::ActiveModel>,
    follows: Vec<attendance_after::ActiveModel>,
}

impl Book {
    /// Reads what judging these marks takes, behind the lock of the half-days, so
    /// that two devices do not take the same place in the order.
    pub(in crate::attendance) async fn open(
        tx: &DatabaseTransaction,
        workshop: WorkshopId,
        marks: &[&Mark],
    ) -> Result<Self, UseError> {
        let campaign = campaign_of(tx, workshop).await?;
        let held = timetable_session::Entity::find()
            .filter(timetable_session::COLUMN.workshop_id.eq(workshop.0))
            .order_by_asc(timetable_session::Column::Id)
            .lock_exclusive()
            .all(tx)
            .await?;
        let touched: HashSet<Uuid> = marks.iter().map(|mark| mark.session.0).collect();
        let ids: Vec<Uuid> = held.iter().map(|session| session.id).filter(|id| touched.contains(id)).collect();
        let last = last_places(tx, &ids).await?;
        let sessions = held
            .into_iter()
            .map(|session| (session.id, (session.held_on, last.get(&session.id).copied().unwrap_or_default())))
            .collect();
        let unseeing: HashSet<Uuid> =
            marks.iter().filter(|mark| mark.after.is_none()).map(|mark| mark.enrolment.0).collect();
        let unseeing: Vec<Uuid> = unseeing.into_iter().collect();
        let ledger = if unseeing.is_empty() { Ledger::default() } else { load_heads(tx, &ids, &unseeing).await? };
        Ok(Self {
            workshop,
            campaign,
            enrolled: enrolled(tx, workshop).await?,
            sessions,
            closings: load_closings(tx, &ids).await?,
            known: known(tx, marks).await?,
            ledger,
            kept: Vec::new(),
            follows: Vec::new(),
        })
    }

    /// Judges a batch. What is in order is written with [`Book::write`].
    pub(super) fn take(&mut self, caller: &Caller, marks: &[Mark]) -> Result<Answers, UseError> {
        caller.allow(Act::Train(self.campaign, self.workshop))?;
        let account = caller.actor.account().ok_or(UseError::Forbidden)?;
        let mut answers = Vec::with_capacity(marks.len());
        for mark in marks {
            let answer = self.judge(mark, caller.today());
            if answer == Answer::Kept {
                self.keep(caller, account.0, mark, false);
            }
            answers.push((mark.id, answer));
        }
        Ok(answers)
    }

    /// Judges a mark that someone makes of themselves, as this account allowed; the use
    /// around it has asked whether it is theirs to make.
    pub(in crate::attendance) fn take_own(&mut self, caller: &Caller, allowed_by: Uuid, mark: &Mark) -> Answer {
        let answer = self.judge(mark, caller.today());
        if answer == Answer::Kept {
            self.keep(caller, allowed_by, mark, true);
        }
        answer
    }

    /// What stands of someone who is marked without saying what it follows.
    pub(in crate::attendance) fn standing(&self, enrolment: EnrolmentId, session: SessionId) -> Standing {
        self.ledger.standing(enrolment, session)
    }

    /// Appends what was judged to be in order. The events are their own audit trail:
    /// who, when, what, and never changed.
    pub(in crate::attendance) async fn write(self, tx: &DatabaseTransaction) -> Result<(), UseError> {
        for chunk in self.kept.chunks(CHUNK) {
            attendance_event::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
        }
        for chunk in self.follows.chunks(CHUNK) {
            attendance_after::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
        }
        Ok(())
    }

    fn judge(&self, mark: &Mark, today: NaiveDate) -> Answer {
        if let Some(known) = self.known.get(&mark.id.0) {
            let what = (mark.enrolment.0, mark.session.0, mark.said());
            return if *known == what { Answer::Known } else { Answer::IdentifierUsed };
        }
        let Some((held_on, _)) = self.sessions.get(&mark.session.0) else { return Answer::NotOfThisWorkshop };
        if !self.enrolled.contains(&mark.enrolment.0) {
            return Answer::NotOfThisWorkshop;
        }
        if !mark.is_sound() {
            return Answer::Malformed;
        }
        match self.closings.get(&mark.session) {
            Some(Closing::Closed) => Answer::Closed,
            Some(Closing::Reopened) if mark.reason().is_none() => Answer::ReasonMissing,
            _ if *held_on > today => Answer::NotYet,
            _ => Answer::Kept,
        }
    }

    fn keep(&mut self, caller: &Caller, account: Uuid, mark: &Mark, by_themselves: bool) {
        let mut event = mark.event();
        if mark.after.is_none() {
            event.after = self.ledger.heads(mark.enrolment, mark.session).iter().map(|head| head.id).collect();
        }
        self.known.insert(mark.id.0, (mark.enrolment.0, mark.session.0, mark.said()));
        self.follows.extend(
            event
                .after
                .iter()
                .collect::<HashSet<_>>()
                .into_iter()
                .map(|after| attendance_after::ActiveModel { event_id: Set(mark.id.0), after_id: Set(after.0) }),
        );
        self.ledger.add(mark.enrolment, mark.session, event);
        let sequence = self.next(mark.session);
        self.kept.push(attendance_event::ActiveModel {
            id: Set(mark.id.0),
            enrolment_id: Set(mark.enrolment.0),
            session_id: Set(mark.session.0),
            status: Set(mark.status.as_str().to_owned()),
            minutes: Set(mark.minutes.map(i32::from)),
            reason: Set(mark.reason().map(ToOwned::to_owned)),
            device_id: Set(mark.device.map(|device| device.0)),
            device_time: Set(mark.plausible_time()),
            received_at: Set(caller.now),
            sequence: Set(sequence),
            account_id: Set(account),
            by_themselves: Set(by_themselves),
        });
    }

    fn next(&mut self, session: SessionId) -> i32 {
        let Some((_, last)) = self.sessions.get_mut(&session.0) else { return 0 };
        *last += 1;
        *last
    }
}

async fn enrolled(tx: &DatabaseTransaction, workshop: WorkshopId) -> Result<HashSet<Uuid>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .into_tuple::<Uuid>()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The last place in the order of each half-day that has marks.
async fn last_places(tx: &DatabaseTransaction, sessions: &[Uuid]) -> Result<HashMap<Uuid, i32>, UseError> {
    let rows = attendance_event::Entity::find()
        .select_only()
        .column(attendance_event::Column::SessionId)
        .column_as(attendance_event::Column::Sequence.max(), "last")
        .filter(attendance_event::COLUMN.session_id.is_in(sessions.iter().copied()))
        .group_by(attendance_event::Column::SessionId)
        .into_tuple::<(Uuid, i32)>()
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Which of these marks were kept before, and what they said.
async fn known(tx: &DatabaseTransaction, marks: &[&Mark]) -> Result<HashMap<Uuid, (Uuid, Uuid, Said)>, UseError> {
    let mut known = HashMap::new();
    for chunk in marks.chunks(CHUNK) {
        let rows = attendance_event::Entity::find()
            .filter(attendance_event::COLUMN.id.is_in(chunk.iter().map(|mark| mark.id.0)))
            .all(tx)
            .await?;
        for row in rows {
            let said = read_said(&row.status, row.minutes, row.id)?;
            known.insert(row.id, (row.enrolment_id, row.session_id, said));
        }
    }
    Ok(known)
}
