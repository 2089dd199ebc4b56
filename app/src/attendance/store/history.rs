//! What was marked when and by whom; and the disputes that an organiser settles.

use super::recording::record;
use super::roster::{load_ledger, read_said};
use crate::attendance::model::{Answer, Mark, Said, Standing};
use crate::fields::Problem;
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note_reading;
use crate::schema::error::UseError;
use crate::schema::{account, attendance_event, session_closing};
use crate::workshops::store::enrolment::load_participants;
use crate::workshops::store::reading::{Session, campaign_of, sessions};
use chrono::{DateTime, Utc};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;

/// A mark as it was made.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which mark.
    pub id: AttendanceEventId,
    /// What it says.
    pub said: Said,
    /// Whose account made it, or allowed it.
    pub by: String,
    /// Whether the person made it themselves, by the room's code.
    pub by_themselves: bool,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// What the device's clock said when it was made.
    pub device_time: DateTime<Utc>,
    /// Why, if it was said.
    pub reason: Option<String>,
    /// Whether nothing follows it.
    pub stands: bool,
}

/// All marks of someone's half-day, in the order of their arrival.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Which enrolment.
    pub enrolment: EnrolmentId,
    /// Their name.
    pub name: PersonName,
    /// What stands.
    pub standing: Standing,
    /// The marks.
    pub lines: Vec<Line>,
}

/// A half-day closed or opened again.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Whether it was closed.
    pub closed: bool,
    /// By whom.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why it was opened again.
    pub reason: Option<String>,
}

/// What happened to a half-day.
#[derive(Clone, Debug)]
pub struct History {
    /// Which half-day.
    pub session: Session,
    /// Those marked more than once, by family name; disputes first.
    pub cells: Vec<Cell>,
    /// Closings and openings, the oldest first.
    pub turns: Vec<Turn>,
}

/// What happened to a half-day, or to the first of the workshop, after the first marks.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn history(caller: &Caller, workshop: WorkshopId, session: Option<SessionId>) -> Result<History, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Follow(campaign, workshop))?;
    let wanted = |found: &Session| session.is_none_or(|session| found.id == session);
    let session = sessions(db, workshop).await?.into_iter().find(wanted).ok_or(UseError::NotFound)?;
    let ledger = load_ledger(db, &[session.id.0], None).await?;
    let mut lines: HashMap<EnrolmentId, Vec<Line>> = HashMap::new();
    let rows = attendance_event::Entity::find()
        .filter(attendance_event::COLUMN.session_id.eq(session.id.0))
        .find_also_related(account::Entity)
        .order_by_asc(attendance_event::Column::Sequence)
        .all(db)
        .await?;
    for (row, account) in rows {
        let (id, enrolment) = (AttendanceEventId(row.id), EnrolmentId(row.enrolment_id));
        lines.entry(enrolment).or_default().push(Line {
            id,
            said: read_said(&row.status, row.minutes, row.id)?,
            by: account.map(|account| account.display_name).unwrap_or_default(),
            by_themselves: row.by_themselves,
            received_at: row.received_at,
            device_time: row.device_time,
            reason: row.reason,
            stands: ledger.heads(enrolment, session.id).iter().any(|head| head.id == id),
        });
    }
    let mut cells: Vec<Cell> = load_participants(db, workshop)
        .await?
        .into_iter()
        .filter_map(|participant| {
            let enrolment = participant.enrolment;
            let lines = lines.remove(&enrolment).filter(|lines| lines.len() > 1)?;
            let standing = ledger.standing(enrolment, session.id);
            Some(Cell { enrolment, name: participant.name, standing, lines })
        })
        .collect();
    cells.sort_by_key(|cell| cell.standing != Standing::Disputed);
    let turns = session_closing::Entity::find()
        .filter(session_closing::COLUMN.session_id.eq(session.id.0))
        .find_also_related(account::Entity)
        .order_by_asc(session_closing::Column::Sequence)
        .all(db)
        .await?;
    let turns = turns
        .into_iter()
        .map(|(row, account)| Turn {
            closed: row.closed,
            by: account.map(|account| account.display_name).unwrap_or_default(),
            at: row.at,
            reason: row.reason,
        })
        .collect();
    note_reading(caller, "roster.read", "workshop", workshop.0, json!({ "people": cells.len() })).await?;
    Ok(History { session, cells, turns })
}

/// Settles a dispute: of the marks that stand, this one is right. It is a new mark,
/// which follows them all.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`] for anyone but an organiser;
/// [`Problem::Outdated`] if it no longer stands in dispute.
pub async fn settle(
    caller: &Caller,
    workshop: WorkshopId,
    enrolment: EnrolmentId,
    session: SessionId,
    right: AttendanceEventId,
    reason: &str,
) -> Result<(), UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let ledger = load_ledger(db, &[session.0], Some(&[enrolment.0])).await?;
    let heads = ledger.heads(enrolment, session);
    let chosen = heads.iter().find(|head| head.id == right);
    let Some(said) = chosen.map(|head| head.said).filter(|_| ledger.standing(enrolment, session) == Standing::Disputed)
    else {
        return Err(UseError::refused("mark", Problem::Outdated));
    };
    let mark = Mark {
        id: AttendanceEventId(caller.new_id()),
        enrolment,
        session,
        status: said.status,
        minutes: said.minutes,
        after: Some(heads.iter().map(|head| head.id).collect()),
        reason: Some(reason.to_owned()),
        device: None,
        device_time: caller.now,
    };
    match record(caller, workshop, std::slice::from_ref(&mark)).await?.as_slice() {
        [(_, Answer::Kept)] => Ok(()),
        [(_, Answer::ReasonMissing)] => Err(UseError::refused("reason", Problem::Required)),
        [(_, Answer::Malformed)] => Err(UseError::refused("reason", Problem::NotText)),
        _ => Err(UseError::refused("mark", Problem::Outdated)),
    }
}
