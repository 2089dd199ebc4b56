//! Whether a workshop can be held as it is asked for: asked behind locks, in the
//! transaction that writes it, so that of two who ask for the same room, trainer or
//! day at the same moment one is told no.

use crate::ids::{AccountId, CampaignId, CityId, CurriculumId, WorkshopId};
use crate::scheduling::model::{Booking, Days, Facts, Journeys, LONGEST_JOURNEY, Trainer, Wanted, clashes};
use crate::schema::error::UseError;
use crate::schema::{
    absence, account, campaign, city, competence, holiday, journey, venue, workshop, workshop_trainer,
};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::sea_query::LockType;
use sea_orm::{Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A workshop as it is to be written.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Itself, if it is there already.
    pub workshop: Option<WorkshopId>,
    /// Its campaign.
    pub campaign: CampaignId,
    /// Its room.
    pub venue: Uuid,
    /// Its days.
    pub days: Days,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// How many seats.
    pub seats: i32,
    /// Its lead trainer.
    pub lead: AccountId,
    /// The other trainers.
    pub trainers: Vec<AccountId>,
}

/// Refuses a workshop that cannot be held so, each reason beside its field. Until
/// the transaction ends, nobody else books the campaign's days, the room or the
/// trainers.
///
/// # Errors
/// Every clash; [`UseError::NotFound`] for a campaign that is not there.
pub async fn check_in(tx: &DatabaseTransaction, proposal: &Proposal) -> Result<(), UseError> {
    lock_campaigns_in(tx, &[proposal.campaign]).await?;
    let room = venue::Entity::find_by_id(proposal.venue);
    let room = room.lock(LockType::NoKeyUpdate).one(tx).await?.ok_or(UseError::NotFound)?;
    lock_trainers_in(tx, &proposal.everyone()).await?;
    let (wanted, facts) = load(tx, proposal, &room).await?;
    let found = clashes(&wanted, &facts);
    if found.is_empty() { Ok(()) } else { Err(UseError::Refused(found)) }
}

impl Proposal {
    fn everyone(&self) -> Vec<AccountId> {
        let mut all = self.trainers.clone();
        all.push(self.lead);
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Holds what these campaigns state, each named once, until the transaction ends. Whoever locks more
/// than one kind locks campaigns first, then rooms, then trainers.
///
/// # Errors
/// [`UseError::NotFound`] if one of them is not there.
pub async fn lock_campaigns_in(tx: &DatabaseTransaction, campaigns: &[CampaignId]) -> Result<(), UseError> {
    let locked = campaign::Entity::find()
        .filter(campaign::COLUMN.id.is_in(campaigns.iter().map(|id| id.0)))
        .order_by_asc(campaign::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    if locked.len() == campaigns.len() { Ok(()) } else { Err(UseError::NotFound) }
}

/// Holds these trainers until the transaction ends.
///
/// # Errors
/// If the database fails.
pub async fn lock_trainers_in(tx: &DatabaseTransaction, trainers: &[AccountId]) -> Result<(), UseError> {
    account::Entity::find()
        .filter(account::COLUMN.id.is_in(trainers.iter().map(|id| id.0)))
        .order_by_asc(account::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(tx)
        .await?;
    Ok(())
}

/// Workshops with a day among these, but those that are cancelled.
#[must_use]
pub fn held_on(days: Days) -> Condition {
    Condition::all()
        .add(workshop::COLUMN.starts_on.lte(days.to))
        .add(workshop::COLUMN.ends_on.gte(days.from))
        .add(workshop::COLUMN.cancelled_at.is_null())
}

/// A workshop that ends on that day or later and can no longer be held as it stands,
/// by its title and days; within a larger use that changes what workshops must be
/// reconciled with.
///
/// # Errors
/// If the database fails.
pub async fn load_broken(tx: &DatabaseTransaction, since: NaiveDate) -> Result<Option<(String, Days)>, UseError> {
    let upcoming = workshop::Entity::find()
        .find_also_related(venue::Entity)
        .filter(workshop::COLUMN.ends_on.gte(since))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .all(tx)
        .await?;
    for (row, room) in upcoming {
        let Some(room) = room else { continue };
        let Some(proposal) = load_proposal(tx, &row).await? else { continue };
        let (wanted, facts) = load(tx, &proposal, &room).await?;
        if !clashes(&wanted, &facts).is_empty() {
            return Ok(Some((row.title, proposal.days)));
        }
    }
    Ok(None)
}

/// A workshop as it stands, if it has a lead trainer; within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_proposal(tx: &impl ConnectionTrait, row: &workshop::Model) -> Result<Option<Proposal>, UseError> {
    let trainers =
        workshop_trainer::Entity::find().filter(workshop_trainer::COLUMN.workshop_id.eq(row.id)).all(tx).await?;
    let Some(lead) = trainers.iter().find(|one| one.lead) else { return Ok(None) };
    Ok(Some(Proposal {
        workshop: Some(WorkshopId(row.id)),
        campaign: CampaignId(row.campaign_id),
        venue: row.venue_id,
        days: Days { from: row.starts_on, to: row.ends_on },
        curriculum: CurriculumId(row.curriculum_id),
        seats: row.capacity,
        lead: AccountId(lead.account_id),
        trainers: trainers.iter().filter(|one| !one.lead).map(|one| AccountId(one.account_id)).collect(),
    }))
}

/// All that the rules look at.
async fn load(
    tx: &impl ConnectionTrait,
    proposal: &Proposal,
    room: &venue::Model,
) -> Result<(Wanted, Facts), UseError> {
    let Days { from, to } = proposal.days;
    let frame = campaign::Entity::find_by_id(proposal.campaign.0).one(tx).await?.ok_or(UseError::NotFound)?;
    let holidays = holiday::Entity::find()
        .filter(holiday::COLUMN.campaign_id.eq(proposal.campaign.0))
        .filter(holiday::COLUMN.held_on.between(from, to))
        .all(tx)
        .await?;
    let in_room = held_on(proposal.days).add(workshop::COLUMN.venue_id.eq(room.id));
    let room_booked = bookings(tx, proposal.workshop, in_room).await?;
    let facts = Facts {
        window: Days { from: frame.starts_on, to: frame.ends_on },
        holidays: holidays.into_iter().map(|row| (row.held_on, row.name)).collect(),
        room: room.capacity,
        room_booked: room_booked.into_iter().map(|(_, booking)| booking).collect(),
        trainers: trainers(tx, proposal).await?,
        journeys: load_journeys(tx, CityId(room.city_id)).await?,
    };
    let wanted = Wanted {
        city: CityId(room.city_id),
        days: proposal.days,
        curriculum: proposal.curriculum,
        seats: proposal.seats,
    };
    Ok((wanted, facts))
}

/// Journeys from and to a city.
async fn load_journeys(tx: &impl ConnectionTrait, city: CityId) -> Result<Journeys, UseError> {
    let here = Condition::any().add(journey::COLUMN.one_id.eq(city.0)).add(journey::COLUMN.other_id.eq(city.0));
    let mut journeys = Journeys::default();
    for row in journey::Entity::find().filter(here).all(tx).await? {
        journeys.set(CityId(row.one_id), CityId(row.other_id), row.days);
    }
    Ok(journeys)
}

async fn trainers(tx: &impl ConnectionTrait, proposal: &Proposal) -> Result<Vec<Trainer>, UseError> {
    let ids: Vec<Uuid> = proposal.everyone().into_iter().map(|id| id.0).collect();
    let Days { from, to } = proposal.days;
    let names = account::Entity::find().filter(account::COLUMN.id.is_in(ids.iter().copied())).all(tx).await?;
    let teaching =
        competence::Entity::find().filter(competence::COLUMN.account_id.is_in(ids.iter().copied())).all(tx).await?;
    let away = absence::Entity::find()
        .filter(absence::COLUMN.account_id.is_in(ids.iter().copied()))
        .filter(absence::COLUMN.starts_on.lte(to))
        .filter(absence::COLUMN.ends_on.gte(from))
        .all(tx)
        .await?;
    let mut booked = booked(tx, proposal, &ids).await?;
    let trainer = |row: account::Model| Trainer {
        leads: row.id == proposal.lead.0,
        booked: booked.remove(&row.id).unwrap_or_default(),
        away: away
            .iter()
            .filter(|one| one.account_id == row.id)
            .map(|one| Days { from: one.starts_on, to: one.ends_on })
            .collect(),
        teaches: teaching
            .iter()
            .filter(|one| one.account_id == row.id)
            .map(|one| CurriculumId(one.curriculum_id))
            .collect(),
        name: row.display_name,
    };
    Ok(names.into_iter().map(trainer).collect())
}

/// Other workshops of these trainers, so near that a journey could lie between.
async fn booked(
    tx: &impl ConnectionTrait,
    proposal: &Proposal,
    trainers: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Booking>>, UseError> {
    let margin = TimeDelta::days(i64::from(LONGEST_JOURNEY) + 1);
    let assigned = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.account_id.is_in(trainers.iter().copied()))
        .all(tx)
        .await?;
    let around = Days { from: proposal.days.from - margin, to: proposal.days.to + margin };
    let near = held_on(around).add(workshop::COLUMN.id.is_in(assigned.iter().map(|row| row.workshop_id)));
    let bookings: HashMap<Uuid, Booking> = bookings(tx, proposal.workshop, near).await?.into_iter().collect();
    let mut booked: HashMap<Uuid, Vec<Booking>> = HashMap::new();
    for row in assigned {
        if let Some(booking) = bookings.get(&row.workshop_id) {
            booked.entry(row.account_id).or_default().push(booking.clone());
        }
    }
    Ok(booked)
}

/// Workshops other than this one, with where and when.
async fn bookings(
    tx: &impl ConnectionTrait,
    but: Option<WorkshopId>,
    which: Condition,
) -> Result<Vec<(Uuid, Booking)>, UseError> {
    let rows = workshop::Entity::find()
        .find_also_related(venue::Entity)
        .and_also_related(city::Entity)
        .filter(which)
        .all(tx)
        .await?;
    let others = rows.into_iter().filter(|(row, ..)| but.is_none_or(|id| id.0 != row.id));
    Ok(others
        .filter_map(|(row, _, city)| {
            let city = city?;
            let days = Days { from: row.starts_on, to: row.ends_on };
            Some((row.id, Booking { title: row.title, city: CityId(city.id), city_name: city.name, days }))
        })
        .collect())
}
