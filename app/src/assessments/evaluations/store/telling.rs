//! What evaluations say once they are closed.

use super::opening::load_seats;
use super::{read_bag, read_questions};
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::assessments::evaluations::model::pooling::{Closed, overall, pool};
use crate::assessments::evaluations::model::telling::{ToldQuestion, tell};
use crate::ids::{CampaignId, EvaluationId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{campaign, evaluation, evaluation_form, workshop};
use analysis::survey::RatingSummary;
use chrono::NaiveDate;
use questions::question::Question;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What an evaluation says.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// When participants were asked.
    pub occasion: Occasion,
    /// Of which day, or from which it was due.
    pub held_on: NaiveDate,
    /// Whether it is closed: before, nothing is told.
    pub closed: bool,
    /// How many answered.
    pub answered: usize,
    /// How many have a seat.
    pub seats: u64,
    /// Each question with what is told of it; none where too few answered.
    pub questions: Vec<ToldQuestion>,
}

/// What an evaluation of a workshop says, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], also for another workshop's; [`UseError::Forbidden`].
pub async fn results(caller: &Caller, id: WorkshopId, evaluation: EvaluationId) -> Result<Results, UseError> {
    let db = caller.db.reader();
    let workshop = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(workshop.campaign_id), id))?;
    let found = evaluation::Entity::find_by_id(evaluation.0).find_also_related(evaluation_form::Entity).one(db).await?;
    let Some((row, Some(form))) = found.filter(|(row, _)| row.workshop_id == id.0) else {
        return Err(UseError::NotFound);
    };
    let bag = read_bag(&row)?;
    let closed = row.closed_at.is_some();
    let questions = if closed { tell(read_questions(&form)?, &bag) } else { Vec::new() };
    if !questions.is_empty() {
        // What people wrote may name somebody.
        note_reading(caller, "evaluation.read", "workshop", id.0, json!({})).await?;
    }
    let seats = load_seats(db, &[id.0]).await?.remove(&id.0).unwrap_or_default();
    Ok(Results {
        occasion: StoreError::read(&row.occasion, "evaluation", "occasion", row.id)?,
        held_on: row.held_on,
        closed,
        answered: bag.sheets,
        seats,
        questions,
    })
}

/// What the closed evaluations of a campaign say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pooled {
    /// How many evaluations are closed.
    pub evaluations: usize,
    /// How many answers they have: of somebody who answered two, two.
    pub answered: usize,
    /// How many could have answered them.
    pub seats: u64,
    /// Each question with what is told of it: ratings and numbers; none that fewer than
    /// five answered. Which small workshops they hold: [`pool`].
    pub questions: Vec<ToldQuestion>,
}

/// What the evaluations of one workshop say, in a line.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkshopLine {
    /// Which.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// How many answers its closed evaluations have.
    pub answered: usize,
    /// How many could have answered them.
    pub seats: u64,
    /// How all statements were agreed with; nothing where fewer than five answered.
    pub overall: Option<RatingSummary>,
}

/// What a campaign's evaluations of an occasion say.
#[derive(Clone, Debug)]
pub struct OfCampaign {
    /// Title of the campaign.
    pub title: String,
    /// All of them together.
    pub pooled: Pooled,
    /// Each workshop that has any, by its first day.
    pub workshops: Vec<WorkshopLine>,
}

/// What a campaign's evaluations of an occasion say, for its organisers.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn of_campaign(caller: &Caller, id: CampaignId, occasion: Occasion) -> Result<OfCampaign, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let campaign = campaign::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let found = Found::load(db, id, occasion).await?;
    let mut workshops: Vec<&workshop::Model> = found.evaluations.iter().map(|(workshop, _)| workshop).collect();
    workshops.sort_by_key(|workshop| (workshop.starts_on, workshop.id));
    workshops.dedup_by_key(|workshop| workshop.id);
    let workshops = workshops.into_iter().map(|workshop| found.line(workshop)).collect();
    Ok(OfCampaign { title: campaign.title, pooled: found.pooled(), workshops })
}

/// What the closed evaluations of a campaign say together, within a larger use that has
/// asked.
///
/// # Errors
/// If the database fails or holds what it should not.
pub async fn load_told(db: &impl ConnectionTrait, id: CampaignId, occasion: Occasion) -> Result<Pooled, UseError> {
    Ok(Found::load(db, id, occasion).await?.pooled())
}

/// The closed evaluations of a campaign in the order in which they were closed, each with
/// its workshop.
struct Found {
    evaluations: Vec<(workshop::Model, Closed)>,
    seats: HashMap<Uuid, u64>,
}

impl Found {
    async fn load(db: &impl ConnectionTrait, id: CampaignId, occasion: Occasion) -> Result<Self, UseError> {
        let rows = evaluation::Entity::find()
            .find_also_related(workshop::Entity)
            .filter(workshop::COLUMN.campaign_id.eq(id.0))
            .filter(evaluation::COLUMN.occasion.eq(occasion.as_str()))
            .filter(evaluation::COLUMN.closed_at.is_not_null())
            .order_by_asc(evaluation::Column::ClosedAt)
            .order_by_asc(evaluation::Column::Id)
            .all(db)
            .await?;
        let forms: HashMap<Uuid, Vec<Question>> = evaluation_form::Entity::find()
            .filter(evaluation_form::COLUMN.id.is_in(rows.iter().map(|(row, _)| row.form_id)))
            .all(db)
            .await?
            .iter()
            .map(|form| Ok((form.id, read_questions(form)?)))
            .collect::<Result<_, StoreError>>()?;
        let mut evaluations = Vec::with_capacity(rows.len());
        for (row, workshop) in rows {
            let (Some(workshop), Some(questions)) = (workshop, forms.get(&row.form_id)) else { continue };
            evaluations.push((workshop, Closed { questions: questions.clone(), bag: read_bag(&row)? }));
        }
        let ids: Vec<Uuid> = evaluations.iter().map(|(workshop, _)| workshop.id).collect();
        Ok(Self { evaluations, seats: load_seats(db, &ids).await? })
    }

    fn seats(&self, workshop: &workshop::Model) -> u64 {
        self.seats.get(&workshop.id).copied().unwrap_or_default()
    }

    fn pooled(&self) -> Pooled {
        let closed: Vec<&Closed> = self.evaluations.iter().map(|(_, closed)| closed).collect();
        Pooled {
            evaluations: closed.len(),
            answered: closed.iter().map(|one| one.bag.sheets).sum(),
            seats: self.evaluations.iter().map(|(workshop, _)| self.seats(workshop)).sum(),
            questions: pool(&closed),
        }
    }

    fn line(&self, workshop: &workshop::Model) -> WorkshopLine {
        let of_workshop = self.evaluations.iter().filter(|(other, _)| other.id == workshop.id);
        let closed: Vec<&Closed> = of_workshop.map(|(_, closed)| closed).collect();
        WorkshopLine {
            workshop: WorkshopId(workshop.id),
            title: workshop.title.clone(),
            answered: closed.iter().map(|one| one.bag.sheets).sum(),
            seats: self.seats(workshop) * u64::try_from(closed.len()).unwrap_or_default(),
            overall: overall(&closed),
        }
    }
}
