//! Evaluations opened for a workshop, and closed for good.

use super::read_bag;
use super::writing::in_force_in;
use crate::assessments::evaluations::model::bag::Bag;
use crate::assessments::evaluations::model::occasion::{Occasion, Offer, offers};
use crate::fields::Problem;
use crate::ids::{CampaignId, CurriculumId, EvaluationId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, evaluation, workshop};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// An evaluation of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Which.
    pub id: EvaluationId,
    /// When participants are asked.
    pub occasion: Occasion,
    /// Of which day, or from which it was due.
    pub held_on: NaiveDate,
    /// Since when it is open.
    pub opened_at: DateTime<Utc>,
    /// Since when it is closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many have answered.
    pub answered: usize,
}

/// The evaluations of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Those that were opened, in the order of their days.
    pub opened: Vec<Opened>,
    /// What may be opened, and from when.
    pub offers: Vec<Offer>,
    /// How many have a seat.
    pub seats: u64,
}

/// The evaluations of a workshop, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn held(caller: &Caller, id: WorkshopId) -> Result<Held, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), id))?;
    let opened = load_opened(db, id).await?;
    let known: Vec<(Occasion, NaiveDate)> = opened.iter().map(|one| (one.occasion, one.held_on)).collect();
    let offers = match row.cancelled_at {
        Some(_) => Vec::new(),
        None => offers((row.starts_on, row.ends_on), caller.today(), &known),
    };
    let seats = load_seats(db, &[id.0]).await?.remove(&id.0).unwrap_or_default();
    Ok(Held { opened, offers, seats })
}

async fn load_opened(db: &impl ConnectionTrait, id: WorkshopId) -> Result<Vec<Opened>, UseError> {
    let rows = evaluation::Entity::find()
        .filter(evaluation::COLUMN.workshop_id.eq(id.0))
        .order_by_asc(evaluation::Column::HeldOn)
        .order_by_asc(evaluation::Column::Occasion)
        .all(db)
        .await?;
    rows.iter().map(opened).collect()
}

fn opened(row: &evaluation::Model) -> Result<Opened, UseError> {
    Ok(Opened {
        id: EvaluationId(row.id),
        occasion: StoreError::read(&row.occasion, "evaluation", "occasion", row.id)?,
        held_on: row.held_on,
        opened_at: row.opened_at,
        closed_at: row.closed_at,
        answered: read_bag(row)?.sheets,
    })
}

/// How many have a seat in each of these workshops, within a larger use that has asked.
pub(super) async fn load_seats(db: &impl ConnectionTrait, workshops: &[Uuid]) -> Result<HashMap<Uuid, u64>, UseError> {
    let counts = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::WorkshopId)
        .column_as(enrolment::Column::Id.count(), "seats")
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .group_by(enrolment::Column::WorkshopId)
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(id, seats)| (id, u64::try_from(seats).unwrap_or_default())).collect())
}

/// Opens an evaluation with the form in force; opened again before it is closed, nothing
/// changes.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::Cancelled`];
/// [`Problem::Unknown`] for a day that it is not held for; [`Problem::NotBefore`];
/// [`Problem::EvaluationClosed`] once it was closed.
pub async fn open(
    caller: &Caller,
    id: WorkshopId,
    occasion: Occasion,
    held_on: NaiveDate,
) -> Result<EvaluationId, UseError> {
    let tx = caller.db.begin().await?;
    let row = workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    if row.cancelled_at.is_some() {
        return Err(UseError::refused("occasion", Problem::Cancelled));
    }
    let refused = |problem| UseError::refused("held_on", problem);
    // All but a day are held once, be the workshop moved since.
    let is_this =
        |known: &&Opened| known.occasion == occasion && (occasion != Occasion::Day || known.held_on == held_on);
    if let Some(known) = load_opened(&tx, id).await?.iter().find(is_this) {
        return if known.closed_at.is_none() { Ok(known.id) } else { Err(refused(Problem::EvaluationClosed)) };
    }
    occasion.judge((row.starts_on, row.ends_on), held_on, caller.today()).map_err(refused)?;
    let (form, questions) = in_force_in(&tx, caller, CurriculumId(row.curriculum_id), occasion, account.0).await?;
    let evaluation = caller.new_id();
    let new = evaluation::ActiveModel {
        id: Set(evaluation),
        workshop_id: Set(id.0),
        form_id: Set(form),
        occasion: Set(occasion.as_str().to_owned()),
        held_on: Set(held_on),
        opened_at: Set(caller.now),
        closed_at: Set(None),
        account_id: Set(account.0),
        answers: Set(Bag::of(&questions).text()),
    };
    evaluation::Entity::insert(new).exec_without_returning(&tx).await?;
    let detail = json!({ "occasion": occasion, "held_on": held_on });
    note(&tx, caller, "evaluation.opened", "workshop", id.0, detail).await?;
    tx.commit().await?;
    Ok(EvaluationId(evaluation))
}

/// Closes an evaluation for good: only then is told what it says, as whoever could look
/// before and after an answer would know it.
///
/// # Errors
/// [`UseError::NotFound`], also for another workshop's; [`UseError::Forbidden`].
pub async fn close(caller: &Caller, id: WorkshopId, evaluation: EvaluationId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let workshop = workshop::Entity::find_by_id(id.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(workshop.campaign_id), id))?;
    let row = evaluation::Entity::find_by_id(evaluation.0).lock_exclusive().one(&tx).await?;
    let row = row.filter(|row| row.workshop_id == id.0).ok_or(UseError::NotFound)?;
    if row.closed_at.is_some() {
        return Ok(());
    }
    let closed = evaluation::ActiveModel { id: Set(row.id), closed_at: Set(Some(caller.now)), ..Default::default() };
    evaluation::Entity::update(closed).exec_without_returning(&tx).await?;
    let detail = json!({ "occasion": row.occasion, "held_on": row.held_on });
    note(&tx, caller, "evaluation.closed", "workshop", id.0, detail).await?;
    tx.commit().await?;
    // What the bag was before each answer does not lie on in the log.
    Ok(caller.db.settle().await?)
}
