//! Queries for the rates of a campaign.

use super::model::{Rates, Seat, Workshop, count};
use crate::attendance::store::load_marks;
use crate::campaigns::store::{Campaign, load};
use crate::ids::{CampaignId, EnrolmentId, PersonId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{city, enrolment, institution, person, timetable_session, venue, workshop};
use crate::workshops::store::reading::Session;
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// How much of a campaign was attended until today, for its organiser. Workshops
/// that are cancelled and seats given back do not count.
///
/// # Errors
/// [`UseError::Forbidden`]; [`UseError::NotFound`].
pub async fn rates(caller: &Caller, id: CampaignId) -> Result<(Campaign, Rates), UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let campaign = load(db, id).await?;
    let sessions = load_sessions(db, id, caller.today()).await?;
    let all: Vec<Session> = sessions.iter().map(|(_, session)| session.clone()).collect();
    let marks = load_marks(db, &all).await?;
    let mut by_workshop: HashMap<Uuid, Vec<SessionId>> = HashMap::new();
    for (workshop, session) in sessions {
        by_workshop.entry(workshop).or_default().push(session.id);
    }
    let workshops = load_workshops(db, id, by_workshop).await?;
    let seats = load_seats(db, id).await?;
    Ok((campaign, count(workshops, &seats, &marks)))
}

/// The half-days of a campaign until that day, each with its workshop.
async fn load_sessions(
    db: &impl ConnectionTrait,
    id: CampaignId,
    until: NaiveDate,
) -> Result<Vec<(Uuid, Session)>, UseError> {
    let rows = timetable_session::Entity::find()
        .join(JoinType::InnerJoin, timetable_session::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(timetable_session::COLUMN.held_on.lte(until))
        .all(db)
        .await?;
    let mut sessions = Vec::with_capacity(rows.len());
    for row in rows {
        let half = StoreError::read(&row.half, "timetable_session", "half", row.id)?;
        sessions.push((row.workshop_id, Session { id: SessionId(row.id), held_on: row.held_on, half }));
    }
    Ok(sessions)
}

async fn load_workshops(
    db: &impl ConnectionTrait,
    id: CampaignId,
    mut sessions: HashMap<Uuid, Vec<SessionId>>,
) -> Result<Vec<Workshop>, UseError> {
    let rows = workshop::Entity::find()
        .select_only()
        .columns([workshop::Column::Id, workshop::Column::Title])
        .column_as(city::Column::Name, "city")
        .columns([workshop::Column::StartsOn, workshop::Column::EndsOn])
        .join(JoinType::InnerJoin, workshop::Relation::Venue.def())
        .join(JoinType::InnerJoin, venue::Relation::City.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .into_tuple::<(Uuid, String, String, NaiveDate, NaiveDate)>()
        .all(db)
        .await?;
    let workshops = rows.into_iter().map(|(id, title, city, starts_on, ends_on)| Workshop {
        id: WorkshopId(id),
        title,
        city,
        starts_on,
        ends_on,
        sessions: sessions.remove(&id).unwrap_or_default(),
    });
    Ok(workshops.collect())
}

async fn load_seats(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<Seat>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::WorkshopId, enrolment::Column::PersonId])
        .column(person::Column::Sex)
        .column_as(institution::Column::Name, "institution")
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple::<(Uuid, Uuid, Uuid, String, String)>()
        .all(db)
        .await?;
    let mut seats = Vec::with_capacity(rows.len());
    for (id, workshop, person, sex, institution) in rows {
        seats.push(Seat {
            enrolment: EnrolmentId(id),
            workshop: WorkshopId(workshop),
            person: PersonId(person),
            sex: StoreError::read(&sex, "person", "sex", person)?,
            institution,
        });
    }
    Ok(seats)
}
