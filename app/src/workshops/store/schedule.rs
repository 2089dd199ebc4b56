//! A campaign's workshops over its window, with who trains and what lies between.

use super::calendar::load_changes;
use super::reading::load_teams;
use crate::campaigns::store::{Campaign, load};
use crate::ids::{CampaignId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::scheduling::model::Days;
use crate::scheduling::store::conditions::{Conditions, conditions};
use crate::schema::error::UseError;
use crate::schema::{city, venue, workshop};
use crate::workshops::calendar::Seat;
use chrono::{DateTime, Utc};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// A workshop as the calendar of the campaign shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Which.
    pub id: WorkshopId,
    /// Title.
    pub title: String,
    /// Where.
    pub city: String,
    /// In which room.
    pub venue: String,
    /// When.
    pub days: Days,
    /// How many seats.
    pub capacity: i32,
    /// Who trains, the lead first.
    pub trainers: Vec<String>,
    /// Whether it is not held.
    pub cancelled: bool,
    /// When it was planned.
    pub planned_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Scheduled {
    /// How certain it is, as calendars tell it.
    #[must_use]
    pub fn seat(&self) -> Seat {
        if self.cancelled { Seat::GivenBack } else { Seat::Certain }
    }
}

/// The calendar of a campaign.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The campaign.
    pub campaign: Campaign,
    /// Its workshops by date, those that are cancelled too.
    pub workshops: Vec<Scheduled>,
    /// Its holidays, trainers and journeys.
    pub conditions: Conditions,
}

impl Schedule {
    /// Those that are held, by date.
    pub fn held(&self) -> impl Iterator<Item = &Scheduled> {
        self.workshops.iter().filter(|one| !one.cancelled)
    }
}

/// The calendar of a campaign.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker organises it; [`UseError::NotFound`].
pub async fn schedule(caller: &Caller, id: CampaignId) -> Result<Schedule, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let (campaign, workshops) = (load(db, id).await?, load_scheduled(db, id).await?);
    Ok(Schedule { campaign, workshops, conditions: conditions(caller, id).await? })
}

/// The workshops of a campaign by date, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_scheduled(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<Scheduled>, UseError> {
    load_those(db, Condition::all().add(workshop::COLUMN.campaign_id.eq(id.0))).await
}

/// The workshops in which the asker trains, by date.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone without an account.
pub async fn mine(caller: &Caller) -> Result<Vec<Scheduled>, UseError> {
    caller.allow(Act::Work)?;
    let assigned = caller.actor.assigned().iter().map(|id| id.0);
    load_those(caller.db.reader(), Condition::all().add(workshop::COLUMN.id.is_in(assigned))).await
}

async fn load_those(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Scheduled>, UseError> {
    let rows = workshop::Entity::find()
        .find_also_related(venue::Entity)
        .and_also_related(city::Entity)
        .filter(which)
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .all(db)
        .await?;
    let mut teams = load_teams(db, rows.iter().map(|(row, ..)| row.id)).await?;
    let latest = load_changes(db, rows.iter().map(|(row, ..)| row.id).collect(), Vec::new()).await?;
    let scheduled = rows.into_iter().map(|(row, room, city)| Scheduled {
        id: WorkshopId(row.id),
        city: city.map(|city| city.name).unwrap_or_default(),
        venue: room.map(|room| room.name).unwrap_or_default(),
        days: Days { from: row.starts_on, to: row.ends_on },
        capacity: row.capacity,
        cancelled: row.cancelled_at.is_some(),
        trainers: teams.remove(&row.id).unwrap_or_default().into_iter().map(|(_, name, _)| name).collect(),
        planned_at: row.created_at,
        changed_at: latest.get(&row.id).copied().unwrap_or(row.created_at),
        title: row.title,
    });
    Ok(scheduled.collect())
}
