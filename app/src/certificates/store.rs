//! Queries and writes about certificates.

pub mod standing;

use super::model::{Kind, qualifies};
use crate::attendance::model::{Attendance, Status, count};
use crate::attendance::store::load_marks;
use crate::campaigns::store::{Campaign, load, load_titles};
use crate::code::Code;
use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, CurriculumId, EnrolmentId, PersonId, SessionId, WorkshopId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::secrets::{fresh_code, fresh_number};
use crate::people::store::audit::{note, note_reading};
use crate::people::store::reach::load_reach;
use crate::schema::db::Db;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{
    account, certificate, city, enrolment, timetable_item, timetable_session, venue, workshop, workshop_trainer,
};
use crate::workshops::store::reading::{Session, sessions};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use standing::load_standings;
use uuid::Uuid;

/// Places in one list of what was revoked: the least that the standard asks for, so that
/// nobody is told from few (Bitstring Status List 1.0, 16 KB uncompressed).
pub const STATUS_LIST: u32 = 131_072;

/// A certificate as issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Its serial, which is also its address.
    pub serial: Code,
    /// Whose enrolment it certifies.
    pub enrolment: EnrolmentId,
    /// What it certifies.
    pub kind: Kind,
    /// The holder's name as printed; nothing if they asked to be erased.
    pub holder_name: Option<String>,
    /// The workshop's title as printed.
    pub title: String,
    /// City.
    pub city: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Hours of training.
    pub hours: i32,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The last day on which it certifies; nothing where for good.
    pub expires_on: Option<NaiveDate>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

fn read(row: certificate::Model) -> Result<Certificate, UseError> {
    let serial = Code::parse(&row.serial).map_err(|_| StoreError::Inconsistent {
        table: "certificate",
        column: "serial",
        row: row.id.to_string(),
    })?;
    Ok(Certificate {
        serial,
        kind: StoreError::read(&row.kind, "certificate", "kind", row.id)?,
        enrolment: EnrolmentId(row.enrolment_id),
        holder_name: row.holder_name,
        title: row.title,
        city: row.city,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        hours: row.hours,
        issued_at: row.issued_at,
        expires_on: row.expires_on,
        revoked_at: row.revoked_at,
    })
}

/// Issues certificates to all in a workshop who qualify and have none. Answers
/// with those issued now.
///
/// # Errors
/// [`Problem::NotOver`] before the workshop's last day; [`Problem::Cancelled`].
pub async fn issue(caller: &Caller, workshop: WorkshopId) -> Result<Vec<Certificate>, UseError> {
    let tx = caller.db.begin().await?;
    // Locked: issuing twice at once must not make two certificates.
    let row = workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    if row.cancelled_at.is_some() {
        return Err(UseError::refused("workshop", Problem::Cancelled));
    }
    if caller.today() < row.ends_on {
        return Err(UseError::refused("workshop", Problem::NotOver { ends_on: row.ends_on }));
    }
    let (_, standings) = load_standings(&tx, &row).await?;
    let city = city_of(&tx, row.venue_id).await?;
    let hours = hours_of(&tx, workshop).await?;
    let mut issued = Vec::new();
    for standing in standings {
        let due = qualifies(&standing.eligibility, standing.decision.as_ref()) && standing.certificate.is_none();
        if !due || standing.participant.erased {
            continue;
        }
        let new = Certificate {
            serial: fresh_code(),
            enrolment: standing.participant.enrolment,
            kind: Kind::Attendance,
            holder_name: Some(standing.participant.name.to_string()),
            title: row.title.clone(),
            city: city.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            hours,
            issued_at: caller.now,
            expires_on: None,
            revoked_at: None,
        };
        write(&tx, caller, account, &new).await?;
        issued.push(new);
    }
    tx.commit().await?;
    Ok(issued)
}

async fn write(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    account: AccountId,
    new: &Certificate,
) -> Result<(), UseError> {
    let id = caller.new_id();
    let row = certificate::ActiveModel {
        id: Set(id),
        serial: Set(new.serial.as_str().to_owned()),
        enrolment_id: Set(new.enrolment.0),
        kind: Set(new.kind.as_str().to_owned()),
        holder_name: Set(new.holder_name.clone()),
        title: Set(new.title.clone()),
        city: Set(new.city.clone()),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        hours: Set(new.hours),
        issued_at: Set(new.issued_at),
        account_id: Set(account.0),
        template_id: Set(None),
        expires_on: Set(new.expires_on),
        key_id: Set(None),
        signature: Set(None),
        status_index: Set(load_free_index(tx).await?),
        replaces_id: Set(None),
        revoked_at: Set(None),
        revoked_reason: Set(None),
        revoked_by: Set(None),
    };
    certificate::Entity::insert(row).exec_without_returning(tx).await?;
    note(tx, caller, "certificate.issued", "certificate", id, json!({ "serial": new.serial })).await?;
    Ok(())
}

/// A place in the public list of what was revoked, by chance: of as many as lists of
/// [`STATUS_LIST`] places hold that are at most half taken.
async fn load_free_index(tx: &impl ConnectionTrait) -> Result<i32, UseError> {
    let issued = certificate::Entity::find().count(tx).await?;
    let lists = u32::try_from(issued / u64::from(STATUS_LIST / 2)).unwrap_or(u32::MAX).saturating_add(1);
    let places = STATUS_LIST.saturating_mul(lists).min(i32::MAX.unsigned_abs());
    loop {
        let index = i32::try_from(fresh_number(places)).unwrap_or_default();
        let taken = certificate::Entity::find().filter(certificate::COLUMN.status_index.eq(index)).count(tx).await?;
        if taken == 0 {
            return Ok(index);
        }
    }
}

async fn city_of(db: &impl ConnectionTrait, venue: Uuid) -> Result<String, UseError> {
    let found = venue::Entity::find_by_id(venue).find_also_related(city::Entity).one(db).await?;
    found.and_then(|(_, city)| city).map(|city| city.name).ok_or(UseError::NotFound)
}

/// Hours of training: the modules on the timetable, rounded to the nearest hour.
async fn hours_of(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<i32, UseError> {
    let minutes: Vec<i32> = timetable_item::Entity::find()
        .select_only()
        .column(timetable_item::Column::Minutes)
        .inner_join(timetable_session::Entity)
        .filter(timetable_session::COLUMN.workshop_id.eq(workshop.0))
        .filter(timetable_item::COLUMN.module_id.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok((minutes.iter().sum::<i32>() + 30) / 60)
}

/// What anyone may know of a certificate whose serial they hold: what is printed
/// on it. `None` if there is none of that serial.
///
/// # Errors
/// If the database fails.
pub async fn verify(db: &Db, serial: &Code) -> Result<Option<Certificate>, UseError> {
    let found =
        certificate::Entity::find().filter(certificate::COLUMN.serial.eq(serial.as_str())).one(db.reader()).await?;
    found.map(read).transpose()
}

/// All that the paper says.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The certificate.
    pub certificate: Certificate,
    /// The holder's name.
    pub holder_name: String,
    /// The campaign, for heading and partners.
    pub campaign: Campaign,
    /// Titles of the modules.
    pub modules: Vec<String>,
    /// Name of the lead trainer, who signs.
    pub lead_trainer: Option<String>,
}

/// A certificate to print, for its holder or an organiser of its campaign.
///
/// # Errors
/// [`UseError::NotFound`] also where the asker may not see it: whether a serial
/// exists is nobody's business; and where the holder asked to be erased: there is
/// nothing to print.
pub async fn paper(caller: &Caller, serial: &Code) -> Result<Paper, UseError> {
    let db = caller.db.reader();
    let certificate = verify(&caller.db, serial).await?.ok_or(UseError::NotFound)?;
    let holder_name = certificate.holder_name.clone().ok_or(UseError::NotFound)?;
    let found =
        enrolment::Entity::find_by_id(certificate.enrolment.0).find_also_related(workshop::Entity).one(db).await?;
    let Some((enrolment, Some(workshop))) = found else { return Err(UseError::NotFound) };
    let campaign = CampaignId(workshop.campaign_id);
    let acts = [Act::ReadOwn(PersonId(enrolment.person_id)), Act::Organise(campaign)];
    if !acts.into_iter().any(|act| may(&caller.actor, act)) {
        return Err(UseError::NotFound);
    }
    if caller.actor.person() != Some(PersonId(enrolment.person_id)) {
        note_reading(caller, "certificate.read", "enrolment", enrolment.id, json!({ "serial": serial })).await?;
    }
    let campaign = load(db, campaign).await?;
    let modules = load_titles(db, CurriculumId(workshop.curriculum_id), workshop.starts_on).await?;
    let lead_trainer = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.workshop_id.eq(workshop.id))
        .filter(workshop_trainer::COLUMN.lead.eq(true))
        .find_also_related(account::Entity)
        .one(db)
        .await?
        .and_then(|(_, account)| account)
        .map(|account| account.display_name);
    Ok(Paper { certificate, holder_name, campaign, modules, lead_trainer })
}

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
    /// My certificate, if it was issued.
    pub certificate: Option<Certificate>,
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
        let id = WorkshopId(row.id);
        let sessions = sessions(db, id).await?;
        let marks = load_marks(db, &sessions).await?;
        let ids: Vec<SessionId> = sessions.iter().map(|session| session.id).collect();
        let venue = venue::Entity::find_by_id(row.venue_id).one(db).await?.ok_or(UseError::NotFound)?;
        let certificate =
            certificate::Entity::find().filter(certificate::COLUMN.enrolment_id.eq(enrolment.id)).one(db).await?;
        mine.push(MyWorkshop {
            enrolment: EnrolmentId(enrolment.id),
            confirmed: enrolment.confirmed_at.is_some(),
            workshop: id,
            city: city_of(db, row.venue_id).await?,
            venue: venue.name,
            title: row.title,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            cancelled: row.cancelled_at.is_some(),
            curriculum: CurriculumId(row.curriculum_id),
            attendance: count(&marks, EnrolmentId(enrolment.id), &ids),
            half_days: sessions
                .into_iter()
                .map(|session| {
                    let mark = marks.get(&(EnrolmentId(enrolment.id), session.id)).copied();
                    (session, mark)
                })
                .collect(),
            certificate: certificate.map(read).transpose()?,
        });
    }
    Ok(mine)
}
