//! Tests that telephones send, as often as they like.

use super::sitting::{Keeping, Place, finish, keep, lock_seat, read_typed};
use crate::assessments::answering::model::Typed;
use crate::assessments::answering::sending::{Arrival, SentSheet, arrival};
use crate::fields::Problem;
use crate::ids::OpeningId;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use chrono::{DateTime, Utc};
use serde::Serialize;
use uuid::Uuid;

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    /// The telephone's identifier of it.
    pub id: Uuid,
    /// Whether it was there already.
    pub outcome: Outcome,
    /// When it arrived.
    pub received_at: DateTime<Utc>,
    /// When the test was handed in by it, as the server has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_in_at: Option<DateTime<Utc>>,
    /// Whether it arrived after the test was closed.
    pub late: bool,
}

/// Whether a sheet was new.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was, and is kept now.
    Kept,
    /// It was kept before.
    Known,
}

/// Keeps a test as a telephone sends it, or hands it in. Sent again, it is known again.
///
/// # Errors
/// As [`hand_in`](super::sitting::hand_in); [`UseError::Forbidden`] for a sheet of someone
/// else's; [`Problem::SavedElsewhere`] if it is only saved and would undo what the telephone
/// does not know of.
pub async fn send(caller: &Caller, id: OpeningId, sheet: &SentSheet) -> Result<Receipt, UseError> {
    if sheet.person.is_some() && sheet.person != caller.actor.person() {
        return Err(UseError::Forbidden);
    }
    let tx = caller.db.begin().await?;
    let place = lock_seat(&tx, caller, id).await?;
    let typed = Typed::of(sheet.typed.clone());
    if let Some(known) = known(&place, sheet, &typed)? {
        return Ok(known);
    }
    let keeping = judge(caller, &place, sheet)?;
    if sheet.hand_in {
        finish(&tx, caller, &place, &typed, keeping).await?;
    } else {
        keep(&tx, caller, &place, &typed, keeping).await?;
    }
    tx.commit().await?;
    Ok(Receipt {
        id: sheet.id,
        outcome: Outcome::Kept,
        received_at: caller.now,
        handed_in_at: keeping.handed_in_at,
        late: keeping.claimed_at.is_some(),
    })
}

/// The receipt of a sheet that was kept before, if it is the last that was.
fn known(place: &Place, sheet: &SentSheet, typed: &Typed) -> Result<Option<Receipt>, UseError> {
    let Some(found) = place.sitting.as_ref().filter(|found| found.sent == Some(sheet.id)) else { return Ok(None) };
    // An identifier used again for something else is not what was kept.
    if found.handed_in_at.is_some() != sheet.hand_in || read_typed(found)? != *typed {
        return Ok(None);
    }
    Ok(Some(Receipt {
        id: sheet.id,
        outcome: Outcome::Known,
        received_at: found.saved_at,
        handed_in_at: found.handed_in_at,
        late: found.claimed_at.is_some(),
    }))
}

/// How a sheet is kept, or why it is not.
fn judge(caller: &Caller, place: &Place, sheet: &SentSheet) -> Result<Keeping, UseError> {
    if place.is_handed_in() {
        return Err(UseError::refused("test", Problem::HandedIn));
    }
    let claimed_at = match arrival(place.opening.closed_at, caller.now, sheet.lay()) {
        Arrival::InTime => None,
        // What was only saved counts for nothing once the test is closed.
        Arrival::Late(claimed) if sheet.hand_in => Some(claimed),
        Arrival::Late(_) | Arrival::TooLate => return Err(UseError::refused("test", Problem::TestClosed)),
    };
    let last = place.sitting.as_ref().and_then(|found| found.sent);
    if !sheet.hand_in && sheet.is_overtaken(last) {
        return Err(UseError::refused("test", Problem::SavedElsewhere));
    }
    Ok(Keeping { sent: sheet.id, handed_in_at: sheet.hand_in.then_some(caller.now), claimed_at })
}
