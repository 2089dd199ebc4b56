//! Cancelling a workshop, and holding it after all.

use super::changing::{check_participants, is_marked};
use super::enrolment::{lock_even_cancelled_in, lock_in};
use super::reading::campaign_of;
use super::waiting::promote_in;
use crate::clash::Clash;
use crate::fields::Problem;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::scheduling::model::Days;
use crate::scheduling::store::checking::{check_in, load_proposal, lock_campaigns_in};
use crate::schema::error::UseError;
use crate::schema::workshop;
use crate::workshops::model::TOLD_AFTER;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

/// Cancels a workshop: its room and its trainers are free, nobody is given a seat in
/// it, and those who were told of it are told. Who had a seat stays on its list.
///
/// # Errors
/// [`Clash::Marked`] once attendance was marked; [`Problem::Cancelled`] if it is
/// already; [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn cancel(caller: &Caller, id: WorkshopId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Organise(campaign_of(&tx, id).await?))?;
    lock_in(&tx, id).await?;
    if is_marked(&tx, id).await? {
        return Err(UseError::refused("workshop", Clash::Marked.into()));
    }
    set_cancelled(&tx, id, Some(caller.now)).await?;
    notices_due_in(&tx, id, caller.now + TOLD_AFTER).await?;
    note(&tx, caller, "workshop.cancelled", "workshop", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Holds a workshop that was cancelled after all, as it was planned.
///
/// # Errors
/// Every clash with what was booked since; [`Problem::Over`] if its first day has
/// passed; [`UseError::NotFound`] for one that is not cancelled.
pub async fn reinstate(caller: &Caller, id: WorkshopId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, id).await?;
    caller.allow(Act::Organise(campaign))?;
    lock_campaigns_in(&tx, &[campaign]).await?;
    let row = lock_even_cancelled_in(&tx, id).await?;
    if row.cancelled_at.is_none() {
        return Err(UseError::NotFound);
    }
    if row.starts_on < caller.today() {
        return Err(UseError::refused("workshop", Problem::Over));
    }
    let proposal = load_proposal(&tx, &row).await?.ok_or(UseError::NotFound)?;
    check_in(&tx, &proposal).await?;
    check_participants(&tx, id, Days { from: row.starts_on, to: row.ends_on }).await?;
    set_cancelled(&tx, id, None).await?;
    notices_due_in(&tx, id, caller.now + TOLD_AFTER).await?;
    note(&tx, caller, "workshop.reinstated", "workshop", id.0, json!({})).await?;
    promote_in(&tx, caller, &lock_in(&tx, id).await?).await?;
    Ok(tx.commit().await?)
}

async fn set_cancelled(tx: &DatabaseTransaction, id: WorkshopId, at: Option<DateTime<Utc>>) -> Result<(), UseError> {
    workshop::Entity::update_many()
        .col_expr(workshop::Column::CancelledAt, Expr::value(at))
        .filter(workshop::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Those who were told otherwise of this workshop are to be told then, within a larger
/// use that holds its lock.
pub(super) async fn notices_due_in(
    tx: &DatabaseTransaction,
    id: WorkshopId,
    at: DateTime<Utc>,
) -> Result<(), UseError> {
    workshop::Entity::update_many()
        .col_expr(workshop::Column::NoticesDueAt, Expr::value(at))
        .filter(workshop::COLUMN.id.eq(id.0))
        .exec(tx)
        .await?;
    Ok(())
}
