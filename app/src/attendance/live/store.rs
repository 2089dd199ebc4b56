//! Queries for the rooms of today.

use super::model::{Counts, Hours, Room, Standing, sort};
use crate::attendance::store::load_marks;
use crate::ids::{CampaignId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{attendance_event, city, enrolment, timetable_session, venue, workshop};
use crate::workshops::store::hours::load_hours;
use crate::workshops::store::reading::Session;
use crate::workshops::timetable::Half;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};
use std::collections::HashMap;
use uuid::Uuid;

/// The half-days that a campaign holds today, those that are late first, for its
/// organiser.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn rooms_today(caller: &Caller, campaign: CampaignId) -> Result<Vec<Room>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let db = caller.db.reader();
    let held = load_held(db, campaign, timetable_session::COLUMN.held_on.eq(caller.today())).await?;
    let hours = load_hours(db, held.iter().map(|one| one.session.id)).await?;
    let mut rooms = load_rooms(db, caller.now, held, &hours).await?;
    sort(&mut rooms);
    Ok(rooms)
}

/// The half-days of days before today in which marks lack, the latest first, for
/// the organiser.
///
/// # Errors
/// As [`rooms_today`].
pub async fn overdue(caller: &Caller, campaign: CampaignId) -> Result<Vec<Room>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let db = caller.db.reader();
    let held = load_held(db, campaign, timetable_session::COLUMN.held_on.lt(caller.today())).await?;
    // On a day that is over, the custom says enough.
    let mut rooms = load_rooms(db, caller.now, held, &HashMap::new()).await?;
    rooms.retain(|room| room.standing == Standing::Late);
    rooms.sort_by_key(|room| std::cmp::Reverse((room.hours.from, room.session)));
    Ok(rooms)
}

/// A half-day with its workshop.
struct Held {
    session: Session,
    workshop: Uuid,
    title: String,
    venue: String,
    city: String,
}

type HeldRow = (Uuid, NaiveDate, String, Uuid, String, String, String);

/// The half-days of a campaign's workshops on these days; not of those cancelled.
async fn load_held(db: &impl ConnectionTrait, campaign: CampaignId, days: SimpleExpr) -> Result<Vec<Held>, UseError> {
    let rows = timetable_session::Entity::find()
        .select_only()
        .columns([timetable_session::Column::Id, timetable_session::Column::HeldOn, timetable_session::Column::Half])
        .column_as(workshop::Column::Id, "workshop")
        .column_as(workshop::Column::Title, "title")
        .column_as(venue::Column::Name, "venue")
        .column_as(city::Column::Name, "city")
        .join(JoinType::InnerJoin, timetable_session::Relation::Workshop.def())
        .join(JoinType::InnerJoin, workshop::Relation::Venue.def())
        .join(JoinType::InnerJoin, venue::Relation::City.def())
        .filter(workshop::COLUMN.campaign_id.eq(campaign.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(days)
        .into_tuple::<HeldRow>()
        .all(db)
        .await?;
    let mut held = Vec::with_capacity(rows.len());
    for (id, held_on, half, workshop, title, venue, city) in rows {
        let half: Half = StoreError::read(&half, "timetable_session", "half", id)?;
        held.push(Held { session: Session { id: SessionId(id), held_on, half }, workshop, title, venue, city });
    }
    Ok(held)
}

async fn load_rooms(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    held: Vec<Held>,
    hours: &HashMap<SessionId, (i32, i32)>,
) -> Result<Vec<Room>, UseError> {
    if held.is_empty() {
        return Ok(Vec::new());
    }
    let sessions: Vec<Session> = held.iter().map(|one| one.session.clone()).collect();
    let marks = load_marks(db, &sessions).await?;
    let seats = load_seats(db, &held).await?;
    let received = load_received(db, &held).await?;
    let rooms = held.into_iter().map(|Held { session, workshop, title, venue, city }| {
        let enrolled = seats.get(&workshop).map(Vec::as_slice).unwrap_or_default();
        let counts = Counts::of(&marks, session.id, enrolled);
        let custom = session.customary_hours();
        let hours = Hours::on(session.held_on, hours.get(&session.id).copied().unwrap_or(custom));
        Room {
            session: session.id,
            workshop: WorkshopId(workshop),
            title,
            city,
            venue,
            held_on: session.held_on,
            half: session.half,
            hours,
            counts,
            received_at: received.get(&session.id.0).copied(),
            standing: Standing::at(now, hours, counts),
        }
    });
    Ok(rooms.collect())
}

/// Who has a seat in each of these workshops.
async fn load_seats(db: &impl ConnectionTrait, held: &[Held]) -> Result<HashMap<Uuid, Vec<EnrolmentId>>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::WorkshopId, enrolment::Column::Id])
        .filter(enrolment::COLUMN.workshop_id.is_in(held.iter().map(|one| one.workshop)))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple::<(Uuid, Uuid)>()
        .all(db)
        .await?;
    let mut seats: HashMap<Uuid, Vec<EnrolmentId>> = HashMap::new();
    for (workshop, seat) in rows {
        seats.entry(workshop).or_default().push(EnrolmentId(seat));
    }
    Ok(seats)
}

/// When the last mark of each of these half-days arrived.
async fn load_received(db: &impl ConnectionTrait, held: &[Held]) -> Result<HashMap<Uuid, DateTime<Utc>>, UseError> {
    let rows = attendance_event::Entity::find()
        .select_only()
        .column(attendance_event::Column::SessionId)
        .column_as(attendance_event::Column::ReceivedAt.max(), "last")
        .filter(attendance_event::COLUMN.session_id.is_in(held.iter().map(|one| one.session.id.0)))
        .group_by(attendance_event::Column::SessionId)
        .into_tuple::<(Uuid, DateTime<Utc>)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
