//! Somebody's workshops, with what came of them.

use super::issuing::load_city;
use super::{Certificate, read};
use crate::attendance::model::{Attendance, Status, count};
use crate::attendance::store::load_marks;
use crate::ids::{CurriculumId, EnrolmentId, PersonId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::reach::load_reach;
use crate::schema::error::UseError;
use crate::schema::{certificate, enrolment, venue, workshop};
use crate::workshops::store::reading::{Session, sessions};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// A workshop as its participant sees it.
#[derive(Clone, Debug)]
pub struct MyWorkshop {
    /// My enrolment.
    pub enrolment: EnrolmentId,
    /// Whether I said that I will come.
    pub confirmed: bool,
    /// Which.
    pub workshop: WorkshopId,
    /// Title.
    pub title: String,
    /// City.
    pub city: String,
    /// Venue.
    pub venue: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Whether it is not held.
    pub cancelled: bool,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// My half-days, counted.
    pub attendance: Attendance,
    /// My half-days, each with its mark if it has one.
    pub half_days: Vec<(Session, Option<Status>)>,
    /// My certificates that were not revoked, that of trainer first.
    pub certificates: Vec<Certificate>,
}

/// The workshops of the participant who asks, the latest first.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_workshops(caller: &Caller) -> Result<Vec<MyWorkshop>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    load_workshops_of(caller.db.reader(), person).await
}

/// The workshops of someone with whom a campaign of the asker's works.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn workshops_of(caller: &Caller, person: PersonId) -> Result<Vec<MyWorkshop>, UseError> {
    caller.allow(Act::KeepRegister)?;
    if !load_reach(caller.db.reader(), caller, person).await? {
        return Err(UseError::Forbidden);
    }
    load_workshops_of(caller.db.reader(), person).await
}

async fn load_workshops_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<MyWorkshop>, UseError> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .find_also_related(workshop::Entity)
        .order_by_desc(workshop::Column::StartsOn)
        .limit(50)
        .all(db)
        .await?;
    let mut mine = Vec::with_capacity(rows.len());
    for (enrolment, workshop) in rows {
        let Some(row) = workshop else { continue };
        mine.push(load_one(db, &enrolment, row).await?);
    }
    Ok(mine)
}

async fn load_one(
    db: &impl ConnectionTrait,
    enrolment: &enrolment::Model,
    row: workshop::Model,
) -> Result<MyWorkshop, UseError> {
    let (id, seat) = (WorkshopId(row.id), EnrolmentId(enrolment.id));
    let sessions = sessions(db, id).await?;
    let marks = load_marks(db, &sessions).await?;
    let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
    let venue = venue::Entity::find_by_id(row.venue_id).one(db).await?.ok_or(UseError::NotFound)?;
    let held = certificate::Entity::find()
        .filter(certificate::COLUMN.enrolment_id.eq(enrolment.id))
        .filter(certificate::COLUMN.revoked_at.is_null())
        .order_by_desc(certificate::Column::Kind)
        .all(db)
        .await?;
    let marked = |session: Session| {
        let mark = marks.get(&(seat, session.id)).copied();
        (session, mark)
    };
    Ok(MyWorkshop {
        enrolment: seat,
        confirmed: enrolment.confirmed_at.is_some(),
        workshop: id,
        city: load_city(db, row.venue_id).await?,
        venue: venue.name,
        title: row.title,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        cancelled: row.cancelled_at.is_some(),
        curriculum: CurriculumId(row.curriculum_id),
        attendance: count(&marks, seat, &ids),
        half_days: sessions.into_iter().map(marked).collect(),
        certificates: held.into_iter().map(read).collect::<Result<_, _>>()?,
    })
}
