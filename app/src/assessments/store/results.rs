//! When those who took the tests may see what they scored, and what they see.

use crate::assessments::model::{Moment, Results, Score};
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, instrument, score, workshop};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Since when the participants of a workshop see their own results, if they do.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn released_at(caller: &Caller, workshop: WorkshopId) -> Result<Option<DateTime<Utc>>, UseError> {
    let row = workshop::Entity::find_by_id(workshop.0).one(caller.db.reader()).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), workshop))?;
    Ok(row.results_released_at)
}

/// Lets the participants of a workshop see their own results, or no longer. Done
/// twice, it is as done once.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn release(caller: &Caller, workshop: WorkshopId, released: bool) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let row = workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    if row.results_released_at.is_some() == released {
        return Ok(());
    }
    let changed = workshop::ActiveModel {
        id: Set(row.id),
        results_released_at: Set(released.then_some(caller.now)),
        ..Default::default()
    };
    workshop::Entity::update(changed).exec_without_returning(&tx).await?;
    let verb = if released { "results.released" } else { "results.withheld" };
    note(&tx, caller, verb, "workshop", row.id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// What the participant who asks scored, by enrolment: of the workshops whose
/// organiser released the results, and of no other.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_results(caller: &Caller) -> Result<HashMap<EnrolmentId, Results>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let db = caller.db.reader();
    let released = load_released_seats(db, person).await?;
    let mut results: HashMap<EnrolmentId, Results> =
        released.iter().map(|id| (EnrolmentId(*id), Results::default())).collect();
    let rows = score::Entity::find()
        .filter(score::COLUMN.enrolment_id.is_in(released))
        .filter(instrument::COLUMN.module_id.is_null())
        .find_also_related(instrument::Entity)
        .all(db)
        .await?;
    for (row, instrument) in rows {
        let (Some(instrument), Some(mine)) = (instrument, results.get_mut(&EnrolmentId(row.enrolment_id))) else {
            continue;
        };
        let scored = Some(Score { points: row.points, max: instrument.max_points });
        match StoreError::read(&instrument.moment, "instrument", "moment", instrument.id)? {
            Moment::Before => mine.before = scored,
            Moment::After => mine.after = scored,
        }
    }
    Ok(results)
}

/// The seats of someone in workshops whose organiser released the results, within a larger
/// use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_released_seats(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Uuid>, UseError> {
    let seats = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .filter(workshop::COLUMN.results_released_at.is_not_null())
        .into_tuple();
    Ok(seats.all(db).await?)
}
