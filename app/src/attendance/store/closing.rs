//! Half-days that are closed: from then on nothing of them changes, until an
//! organiser opens them again and says why.

use super::roster::load_ledger;
use crate::attendance::model::{MAX_REASON, Standing};
use crate::fields::Problem;
use crate::ids::{SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{session_closing, timetable_session};
use crate::workshops::store::enrolment::load_participants;
use crate::workshops::store::reading::campaign_of;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Where a half-day stands, if it was ever closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Nothing of it changes.
    Closed,
    /// It was opened again: whoever marks says why.
    Reopened,
}

impl Closing {
    /// As in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Reopened => "reopened",
        }
    }
}

/// The half-days that are closed, or were.
pub type Closings = HashMap<SessionId, Closing>;

/// Where these half-days stand, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_closings(db: &impl ConnectionTrait, sessions: &[Uuid]) -> Result<Closings, UseError> {
    let rows = session_closing::Entity::find()
        .filter(session_closing::COLUMN.session_id.is_in(sessions.iter().copied()))
        .order_by_asc(session_closing::Column::SessionId)
        .order_by_asc(session_closing::Column::Sequence)
        .all(db)
        .await?;
    let closing = |closed| if closed { Closing::Closed } else { Closing::Reopened };
    Ok(rows.into_iter().map(|row| (SessionId(row.session_id), closing(row.closed))).collect())
}

/// Closes a half-day, once everyone is marked and nobody's mark is in dispute.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::NotYet`] before its
/// day; [`Problem::Unmarked`], [`Problem::Disputed`] with how many.
pub async fn close(caller: &Caller, workshop: WorkshopId, session: SessionId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Train(campaign, workshop))?;
    let half_day = lock(&tx, workshop, session).await?;
    if half_day.held_on > caller.today() {
        return Err(UseError::refused("session", Problem::NotYet));
    }
    let ledger = load_ledger(&tx, &[session.0], None).await?;
    let standings =
        load_participants(&tx, workshop).await?.into_iter().map(|one| ledger.standing(one.enrolment, session));
    let (mut unmarked, mut disputed) = (0, 0);
    for standing in standings {
        match standing {
            Standing::Unmarked => unmarked += 1,
            Standing::Disputed => disputed += 1,
            Standing::Agreed(_) => {}
        }
    }
    if disputed > 0 {
        return Err(UseError::refused("session", Problem::Disputed { people: disputed }));
    }
    if unmarked > 0 {
        return Err(UseError::refused("session", Problem::Unmarked { people: unmarked }));
    }
    turn(&tx, caller, session, true, None).await?;
    tx.commit().await?;
    Ok(())
}

/// Opens a closed half-day again.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`] for anyone but an organiser;
/// [`Problem::Required`] without a reason, [`Problem::TooLong`].
pub async fn reopen(caller: &Caller, workshop: WorkshopId, session: SessionId, reason: &str) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    lock(&tx, workshop, session).await?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(UseError::refused("reason", Problem::Required));
    }
    if reason.chars().count() > MAX_REASON {
        let max = u32::try_from(MAX_REASON).unwrap_or(u32::MAX);
        return Err(UseError::refused("reason", Problem::TooLong { max }));
    }
    turn(&tx, caller, session, false, Some(reason)).await?;
    tx.commit().await?;
    Ok(())
}

/// The half-day, if it is of this workshop, behind the lock that marks wait for.
async fn lock(
    tx: &DatabaseTransaction,
    workshop: WorkshopId,
    session: SessionId,
) -> Result<timetable_session::Model, UseError> {
    let found = timetable_session::Entity::find_by_id(session.0).lock_exclusive().one(tx).await?;
    found.filter(|found| found.workshop_id == workshop.0).ok_or(UseError::NotFound)
}

/// Writes that it is closed or open; nothing if that is how it stands.
async fn turn(
    tx: &DatabaseTransaction,
    caller: &Caller,
    session: SessionId,
    closed: bool,
    reason: Option<&str>,
) -> Result<(), UseError> {
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let last = session_closing::Entity::find()
        .filter(session_closing::COLUMN.session_id.eq(session.0))
        .order_by_desc(session_closing::Column::Sequence)
        .one(tx)
        .await?;
    if last.as_ref().is_some_and(|last| last.closed) == closed {
        return Ok(());
    }
    let line = session_closing::ActiveModel {
        id: Set(caller.new_id()),
        session_id: Set(session.0),
        sequence: Set(last.map_or(0, |last| last.sequence) + 1),
        closed: Set(closed),
        reason: Set(reason.map(ToOwned::to_owned)),
        account_id: Set(account.0),
        at: Set(caller.now),
    };
    session_closing::Entity::insert(line).exec_without_returning(tx).await?;
    let verb = if closed { "half_day.closed" } else { "half_day.reopened" };
    note(tx, caller, verb, "session", session.0, json!({ "reason": reason })).await?;
    Ok(())
}
