//! One person comes in another's place: the seat passes between them directly,
//! never by the waiting list, and the trace stays.

use super::enrolment::{lock_in, place_in, seat, set_withdrawn};
use super::reading::campaign_of;
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{enrolment, person, substitution};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Who came in whose place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Who gave the seat up.
    pub given_up: PersonName,
    /// Who took it.
    pub taken: PersonName,
    /// Why; may be empty.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Gives the seat of one to another, at any time: on the first morning, too, it
/// happens that someone else was sent. Marks and scores stay with whoever had
/// them.
///
/// # Errors
/// [`UseError::NotFound`] for a seat that is not taken; [`Problem::Taken`] if the
/// other has a seat already; [`Problem::Unknown`] for the other;
/// [`UseError::Forbidden`].
///
/// [`Problem::Taken`]: crate::fields::Problem::Taken
/// [`Problem::Unknown`]: crate::fields::Problem::Unknown
pub async fn substitute(
    caller: &Caller,
    workshop: WorkshopId,
    given_up: EnrolmentId,
    by: PersonId,
    reason: &str,
) -> Result<EnrolmentId, UseError> {
    let tx = caller.db.begin().await?;
    let workshop = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(workshop.campaign_id)))?;
    let given_up = seat(&tx, &workshop, given_up).await?;
    set_withdrawn(&tx, given_up.id, Some(caller.now)).await?;
    let taken = place_in(&tx, caller, &workshop, by).await?;
    let row = substitution::ActiveModel {
        id: Set(caller.new_id()),
        given_up_id: Set(given_up.id),
        taken_id: Set(taken.0),
        reason: Set(reason.to_owned()),
        at: Set(caller.now),
    };
    substitution::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "enrolment.substituted", "enrolment", given_up.id, json!({ "by": taken })).await?;
    tx.commit().await?;
    Ok(taken)
}

/// Who came in whose place in a workshop, the latest first, for the organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn substitutions(caller: &Caller, id: WorkshopId) -> Result<Vec<Substitution>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, id).await?))?;
    let of_workshop = || enrolment::Entity::find().filter(enrolment::COLUMN.workshop_id.eq(id.0));
    let seats = of_workshop().select_only().column(enrolment::Column::Id);
    let rows = substitution::Entity::find()
        .filter(substitution::COLUMN.given_up_id.in_subquery(seats.into_query()))
        .order_by_desc(substitution::Column::At)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let names: HashMap<Uuid, PersonName> = of_workshop()
        .find_also_related(person::Entity)
        .all(db)
        .await?
        .into_iter()
        .filter_map(|(seat, person)| {
            person.map(|row| (seat.id, PersonName { family: row.family_name, given: row.given_names }))
        })
        .collect();
    let name = |id: &Uuid| names.get(id).cloned().ok_or(UseError::NotFound);
    rows.into_iter()
        .map(|row| {
            let (given_up, taken) = (name(&row.given_up_id)?, name(&row.taken_id)?);
            Ok(Substitution { given_up, taken, reason: row.reason, at: row.at })
        })
        .collect()
}
