//! Who waits for a seat, in the order in which they came; and what those who have
//! one answer. A seat given back before the first day goes to whoever waits longest.

use super::cancelling::notices_due_in;
use super::elsewhere::{load_elsewhere, lock_people_in};
use super::enrolment::{free_seats, lock_in, place_in};
use super::reading::campaign_of;
use crate::fields::Problem;
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note;
use crate::people::store::reach::reach_in;
use crate::scheduling::model::Days;
use crate::schema::error::UseError;
use crate::schema::{enrolment, institution, person, waiting, workshop};
use crate::workshops::model::seats_pass_on;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Someone who has no seat, with enough to tell homonyms apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seatless {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: PersonName,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Since when they wait, or when they declined.
    pub since: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Row {
    person_id: Uuid,
    family_name: String,
    given_names: String,
    job_title: String,
    institution: String,
    since: DateTime<Utc>,
}

impl From<Row> for Seatless {
    fn from(row: Row) -> Self {
        Self {
            person: PersonId(row.person_id),
            name: PersonName { family: row.family_name, given: row.given_names },
            institution: row.institution,
            job_title: row.job_title,
            since: row.since,
        }
    }
}

/// Those who wait for a seat, the longest first, for the organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn waiting(caller: &Caller, id: WorkshopId) -> Result<Vec<Seatless>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, id).await?))?;
    let rows = waiting::Entity::find()
        .select_only()
        .columns([waiting::Column::PersonId, waiting::Column::Since])
        .columns([person::Column::FamilyName, person::Column::GivenNames, person::Column::JobTitle])
        .column_as(institution::Column::Name, "institution")
        .join(JoinType::InnerJoin, waiting::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .filter(waiting::COLUMN.workshop_id.eq(id.0))
        .filter(person::COLUMN.merged_into_id.is_null())
        .order_by_asc(waiting::Column::Since)
        .order_by_asc(waiting::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Seatless::from).collect())
}

/// Those who declined, the latest first, for the organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn declined(caller: &Caller, id: WorkshopId) -> Result<Vec<Seatless>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, id).await?))?;
    let rows = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::PersonId)
        .column_as(enrolment::Column::DeclinedAt, "since")
        .columns([person::Column::FamilyName, person::Column::GivenNames, person::Column::JobTitle])
        .column_as(institution::Column::Name, "institution")
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .filter(enrolment::COLUMN.workshop_id.eq(id.0))
        .filter(enrolment::COLUMN.declined_at.is_not_null())
        .order_by_desc(enrolment::Column::DeclinedAt)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Seatless::from).collect())
}

/// Puts someone on the waiting list; if a seat is free, gives it to them.
///
/// # Errors
/// [`Problem::Taken`] if they have a seat or wait already; [`Problem::Unknown`]
/// for the person; [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn wait(caller: &Caller, workshop: WorkshopId, person: PersonId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let workshop = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(workshop.campaign_id)))?;
    seat_or_wait_in(&tx, caller, &workshop, person).await?;
    Ok(tx.commit().await?)
}

/// Gives someone a seat of a workshop that is locked, or a place on the waiting
/// list where none is free, within a larger use that has asked.
///
/// # Errors
/// As [`wait`].
pub async fn seat_or_wait_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: &workshop::Model,
    person: PersonId,
) -> Result<(), UseError> {
    if free_seats(tx, workshop).await? > 0 {
        return place_in(tx, caller, workshop, person).await.map(drop);
    }
    if person::Entity::find_by_id(person.0)
        .one(tx)
        .await?
        .is_none_or(|row| row.merged_into_id.is_some() || row.erased_at.is_some())
    {
        return Err(UseError::refused("person", Problem::Unknown));
    }
    let seated = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null());
    let waits = of(workshop, person);
    if seated.one(tx).await?.is_some() || waits.one(tx).await?.is_some() {
        return Err(UseError::refused("person", Problem::Taken));
    }
    let row = waiting::ActiveModel {
        id: Set(caller.new_id()),
        workshop_id: Set(workshop.id),
        person_id: Set(person.0),
        since: Set(caller.now),
    };
    waiting::Entity::insert(row).exec_without_returning(tx).await?;
    reach_in(tx, caller, CampaignId(workshop.campaign_id), &[person]).await?;
    note(tx, caller, "waiting.added", "workshop", workshop.id, json!({ "person": person })).await?;
    Ok(())
}

/// Takes someone off the waiting list.
///
/// # Errors
/// [`UseError::NotFound`] if they do not wait; [`UseError::Forbidden`].
pub async fn stop_waiting(caller: &Caller, workshop: WorkshopId, person: PersonId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let workshop = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(workshop.campaign_id)))?;
    let row = of(&workshop, person).one(&tx).await?.ok_or(UseError::NotFound)?;
    waiting::Entity::delete_by_id(row.id).exec(&tx).await?;
    note(&tx, caller, "waiting.removed", "workshop", workshop.id, json!({ "person": person })).await?;
    Ok(tx.commit().await?)
}

fn of(workshop: &workshop::Model, person: PersonId) -> sea_orm::Select<waiting::Entity> {
    waiting::Entity::find()
        .filter(waiting::COLUMN.workshop_id.eq(workshop.id))
        .filter(waiting::COLUMN.person_id.eq(person.0))
}

/// Gives free seats of a workshop that is locked to those who wait longest, until
/// its first day, within a larger use that has asked; they are to be told.
///
/// # Errors
/// If the database fails.
pub async fn promote_in(tx: &DatabaseTransaction, caller: &Caller, workshop: &workshop::Model) -> Result<(), UseError> {
    if !seats_pass_on(caller.today(), workshop.starts_on) || workshop.cancelled_at.is_some() {
        return Ok(());
    }
    let free = usize::try_from(free_seats(tx, workshop).await?).unwrap_or(usize::MAX);
    let seated = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .all(tx)
        .await?;
    let seated: HashSet<Uuid> = seated.into_iter().map(|row| row.person_id).collect();
    let next = waiting::Entity::find()
        .find_also_related(person::Entity)
        .filter(waiting::COLUMN.workshop_id.eq(workshop.id))
        .filter(person::COLUMN.merged_into_id.is_null())
        .order_by_asc(waiting::Column::Since)
        .order_by_asc(waiting::Column::Id)
        .all(tx)
        .await?;
    // Someone who has a seat may still wait as another entry that was merged into theirs.
    let next: Vec<Uuid> = next.iter().map(|(row, _)| row.person_id).filter(|id| !seated.contains(id)).collect();
    lock_people_in(tx, &next).await?;
    let days = Days { from: workshop.starts_on, to: workshop.ends_on };
    let mut placed = 0;
    for person in next {
        if placed == free {
            break;
        }
        // Whoever is elsewhere on these days lets the next one pass.
        if load_elsewhere(tx, workshop.id, days, &[person]).await?.is_none() {
            let seat = place_in(tx, caller, workshop, PersonId(person)).await?;
            set(tx, seat.0, enrolment::Column::PromotedAt, caller.now).await?;
            placed += 1;
        }
    }
    if placed > 0 {
        notices_due_in(tx, WorkshopId(workshop.id), caller.now).await?;
    }
    Ok(())
}

/// The participant who asks says that they will come.
///
/// # Errors
/// [`UseError::NotFound`] if the seat is not theirs, or the first day has come;
/// [`UseError::Forbidden`] for anyone but a participant.
pub async fn confirm(caller: &Caller, id: EnrolmentId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let (row, _) = own_seat(&tx, caller, id).await?;
    if row.confirmed_at.is_none() {
        set(&tx, row.id, enrolment::Column::ConfirmedAt, caller.now).await?;
        note(&tx, caller, "enrolment.confirmed", "enrolment", row.id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// The participant who asks says that they cannot come: their seat goes to
/// whoever waits longest. An organiser may enrol them again.
///
/// # Errors
/// As [`confirm`].
pub async fn decline(caller: &Caller, id: EnrolmentId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let (row, workshop) = own_seat(&tx, caller, id).await?;
    set(&tx, row.id, enrolment::Column::DeclinedAt, caller.now).await?;
    set(&tx, row.id, enrolment::Column::WithdrawnAt, caller.now).await?;
    note(&tx, caller, "enrolment.declined", "enrolment", row.id, json!({})).await?;
    promote_in(&tx, caller, &workshop).await?;
    Ok(tx.commit().await?)
}

/// The seat of the participant who asks, with its workshop locked, while they may
/// still answer.
async fn own_seat(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: EnrolmentId,
) -> Result<(enrolment::Model, workshop::Model), UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let theirs = || {
        enrolment::Entity::find_by_id(id.0)
            .filter(enrolment::COLUMN.person_id.eq(person.0))
            .filter(enrolment::COLUMN.withdrawn_at.is_null())
    };
    let row = theirs().one(tx).await?.ok_or(UseError::NotFound)?;
    let workshop = lock_in(tx, WorkshopId(row.workshop_id)).await?;
    if !seats_pass_on(caller.today(), workshop.starts_on) {
        return Err(UseError::NotFound);
    }
    // Once more, behind the lock: another answer may have come first.
    let row = theirs().one(tx).await?.ok_or(UseError::NotFound)?;
    Ok((row, workshop))
}

async fn set(tx: &DatabaseTransaction, id: Uuid, column: enrolment::Column, at: DateTime<Utc>) -> Result<(), UseError> {
    enrolment::Entity::update_many()
        .col_expr(column, Expr::value(at))
        .filter(enrolment::COLUMN.id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}
