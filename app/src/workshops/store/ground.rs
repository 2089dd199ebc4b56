//! What a plan of a campaign stands on: who is still to be trained, where, by whom,
//! and what is booked already.

use super::reading::{load_enrolled, load_teams};
use crate::campaigns::store::{Campaign, load};
use crate::ids::{AccountId, CampaignId, CityId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::scheduling::model::{Days, Journeys};
use crate::scheduling::store::checking::held_on;
use crate::scheduling::store::conditions::{Conditions, TrainerLine, conditions};
use crate::schema::error::UseError;
use crate::schema::{city, curriculum, enrolment, person, person_campaign, venue, workshop};
use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A city in which workshops can be held.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub id: CityId,
    /// Its name.
    pub name: String,
    /// People of its region in the campaign's register who have no seat. Where a region
    /// has several cities with rooms, those of the first by name.
    pub waiting: u32,
}

/// A room that somebody has counted.
#[derive(Clone, Debug)]
pub struct Room {
    /// Which.
    pub id: Uuid,
    /// In which city.
    pub city: CityId,
    /// Its name.
    pub name: String,
    /// How many it holds.
    pub capacity: u32,
}

/// A workshop of this campaign or of another that is booked already.
#[derive(Clone, Debug)]
pub struct Booked {
    /// Which.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Whether it is one of this campaign.
    pub ours: bool,
    /// When.
    pub days: Days,
    /// In which room.
    pub venue: Uuid,
    /// In which city.
    pub city: CityId,
    /// Who trains, the lead first.
    pub trainers: Vec<AccountId>,
    /// How many have a seat.
    pub people: u32,
    /// How many seats are free; none once it has begun.
    pub free: u32,
}

/// What a plan stands on.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The campaign.
    pub campaign: Campaign,
    /// The curricula of its programme, the latest first.
    pub curricula: Vec<Uuid>,
    /// Cities with rooms, by name.
    pub places: Vec<Place>,
    /// Rooms by name.
    pub rooms: Vec<Room>,
    /// Holidays and trainers.
    pub conditions: Conditions,
    /// Travel between cities.
    pub journeys: Journeys,
    /// What is booked from the campaign's first day on.
    pub booked: Vec<Booked>,
}

impl Ground {
    /// The trainers.
    #[must_use]
    pub fn trainers(&self) -> &[TrainerLine] {
        &self.conditions.trainers
    }
}

/// What a plan of a campaign stands on.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker organises it; [`UseError::NotFound`].
pub async fn ground(caller: &Caller, id: CampaignId) -> Result<Ground, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let campaign = load(db, id).await?;
    let rooms = rooms(db).await?;
    let booked = booked(db, id, &campaign, caller.today()).await?;
    let conditions = conditions(caller, id).await?;
    Ok(Ground {
        curricula: curricula(db, id).await?,
        places: places(db, id, &rooms).await?,
        journeys: conditions.travel(),
        conditions,
        campaign,
        rooms,
        booked,
    })
}

async fn rooms(db: &impl ConnectionTrait) -> Result<Vec<Room>, UseError> {
    let rows = venue::Entity::find().order_by_asc(venue::Column::Name).all(db).await?;
    let counted = rows.into_iter().filter_map(|row| {
        let capacity = u32::try_from(row.capacity?).ok()?;
        Some(Room { id: row.id, city: CityId(row.city_id), name: row.name, capacity })
    });
    Ok(counted.collect())
}

/// Cities with rooms, with those of the campaign's people who are still to be trained.
async fn places(db: &impl ConnectionTrait, id: CampaignId, rooms: &[Room]) -> Result<Vec<Place>, UseError> {
    let mut ours = Query::select();
    ours.column(workshop::Column::Id)
        .from(workshop::Entity)
        .and_where(workshop::COLUMN.campaign_id.eq(id.0))
        .and_where(workshop::COLUMN.cancelled_at.is_null());
    let mut seated = Query::select();
    seated
        .column(enrolment::Column::PersonId)
        .from(enrolment::Entity)
        .and_where(enrolment::COLUMN.workshop_id.in_subquery(ours))
        .and_where(enrolment::COLUMN.withdrawn_at.is_null());
    let mut members = Query::select();
    members
        .column(person_campaign::Column::PersonId)
        .from(person_campaign::Entity)
        .and_where(person_campaign::COLUMN.campaign_id.eq(id.0));
    let regions: Vec<(Uuid, i64)> = person::Entity::find()
        .select_only()
        .column(person::Column::RegionId)
        .column_as(person::Column::Id.count(), "people")
        .filter(person::COLUMN.id.in_subquery(members))
        .filter(person::COLUMN.id.not_in_subquery(seated))
        .filter(person::COLUMN.merged_into_id.is_null())
        .filter(person::COLUMN.erased_at.is_null())
        .group_by(person::Column::RegionId)
        .into_tuple()
        .all(db)
        .await?;
    let mut waiting: HashMap<Uuid, i64> = regions.into_iter().collect();
    let cities = city::Entity::find().order_by_asc(city::Column::Name).all(db).await?;
    let with_rooms = cities.into_iter().filter(|row| rooms.iter().any(|room| room.city.0 == row.id));
    let place = |row: city::Model| Place {
        id: CityId(row.id),
        name: row.name,
        waiting: u32::try_from(waiting.remove(&row.region_id).unwrap_or_default()).unwrap_or(u32::MAX),
    };
    Ok(with_rooms.map(place).collect())
}

async fn curricula(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<Uuid>, UseError> {
    let mut programme = Query::select();
    programme
        .column(crate::schema::campaign::Column::ProgrammeId)
        .from(crate::schema::campaign::Entity)
        .and_where(crate::schema::campaign::COLUMN.id.eq(id.0));
    let rows = curriculum::Entity::find()
        .filter(curriculum::COLUMN.programme_id.in_subquery(programme))
        .order_by_desc(curriculum::Column::PublishedOn)
        .order_by_desc(curriculum::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

async fn booked(
    db: &impl ConnectionTrait,
    id: CampaignId,
    campaign: &Campaign,
    today: NaiveDate,
) -> Result<Vec<Booked>, UseError> {
    let rows = workshop::Entity::find()
        .find_also_related(venue::Entity)
        .filter(held_on(Days { from: campaign.starts_on, to: campaign.ends_on }))
        .order_by_asc(workshop::Column::StartsOn)
        .all(db)
        .await?;
    let mut teams = load_teams(db, rows.iter().map(|(row, _)| row.id)).await?;
    let taken = load_enrolled(db, rows.iter().map(|(row, _)| row.id)).await?;
    let booked = rows.into_iter().filter_map(|(row, room)| {
        let people = taken.get(&row.id).copied().unwrap_or_default();
        let people = u32::try_from(people).unwrap_or(u32::MAX);
        let seats = if row.starts_on > today { u32::try_from(row.capacity).unwrap_or_default() } else { 0 };
        Some(Booked {
            id: WorkshopId(row.id),
            title: row.title,
            ours: row.campaign_id == id.0,
            days: Days { from: row.starts_on, to: row.ends_on },
            venue: row.venue_id,
            city: CityId(room?.city_id),
            trainers: teams.remove(&row.id).unwrap_or_default().into_iter().map(|(id, ..)| id).collect(),
            people,
            free: seats.saturating_sub(people),
        })
    });
    Ok(booked.collect())
}
