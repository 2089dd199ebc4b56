//! Calendars: the links by which they are subscribed to, and what they show.

use super::schedule::{Scheduled, load_scheduled};
use crate::campaigns::store::load_titles;
use crate::ids::{CampaignId, CurriculumId, EnrolmentId, ModuleId, PersonId, SessionId, WorkshopId};
use crate::people::caller::Caller;
use crate::people::model::Role;
use crate::people::secrets::{Token, fingerprint};
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{
    account, audit_entry, calendar_link, city, enrolment, role_grant, timetable_item, timetable_session, venue,
    workshop, workshop_trainer,
};
use crate::workshops::calendar::{Entry, Seat, Slot};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A calendar that was asked for by its link.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Code of the language in which it is told.
    pub language: String,
    /// The half-days, in order of time.
    pub entries: Vec<Entry>,
    /// The workshops of campaigns that its owner organises.
    pub workshops: Vec<Scheduled>,
}

/// Makes a link to one's own calendar, told in that language; the link that one
/// had before ends. It is shown once: only its hash is kept.
///
/// # Errors
/// [`UseError::Forbidden`] for nobody in particular.
pub async fn make_link(caller: &Caller, language: &str) -> Result<Token, UseError> {
    let tx = caller.db.begin().await?;
    end_in(&tx, caller).await?;
    let (token, id) = (Token::fresh(), caller.new_id());
    let row = calendar_link::ActiveModel {
        id: Set(id),
        token_hash: Set(fingerprint(token.reveal())),
        person_id: Set(caller.actor.person().map(|id| id.0)),
        account_id: Set(caller.actor.account().map(|id| id.0)),
        language: Set(language.to_owned()),
        created_at: Set(caller.now),
        ended_at: Set(None),
    };
    calendar_link::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "calendar_link.made", "calendar_link", id, json!({})).await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends the link to one's own calendar, if there is one.
///
/// # Errors
/// As [`make_link`].
pub async fn end_link(caller: &Caller) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    end_in(&tx, caller).await?;
    Ok(tx.commit().await?)
}

async fn end_in(tx: &impl ConnectionTrait, caller: &Caller) -> Result<(), UseError> {
    let in_force = calendar_link::COLUMN.ended_at.is_null();
    let rows = calendar_link::Entity::find().filter(mine(caller)?).filter(in_force).all(tx).await?;
    for row in rows {
        let ended =
            calendar_link::ActiveModel { id: Set(row.id), ended_at: Set(Some(caller.now)), ..Default::default() };
        calendar_link::Entity::update(ended).exec_without_returning(tx).await?;
        note(tx, caller, "calendar_link.ended", "calendar_link", row.id, json!({})).await?;
    }
    Ok(())
}

/// Since when the asker has a link to their calendar, if they have one.
///
/// # Errors
/// As [`make_link`].
pub async fn link_since(caller: &Caller) -> Result<Option<DateTime<Utc>>, UseError> {
    let found = calendar_link::Entity::find()
        .filter(mine(caller)?)
        .filter(calendar_link::COLUMN.ended_at.is_null())
        .order_by_desc(calendar_link::Column::CreatedAt)
        .one(caller.db.reader())
        .await?;
    Ok(found.map(|row| row.created_at))
}

fn mine(caller: &Caller) -> Result<SimpleExpr, UseError> {
    match (caller.actor.account(), caller.actor.person()) {
        (Some(account), _) => Ok(calendar_link::COLUMN.account_id.eq(account.0)),
        (None, Some(person)) => Ok(calendar_link::COLUMN.person_id.eq(person.0)),
        (None, None) => Err(UseError::Forbidden),
    }
}

/// The calendar behind a link, for whoever holds it.
///
/// # Errors
/// [`UseError::NotFound`] for a link that is not in force, or whose owner's
/// account is disabled.
pub async fn of_link(caller: &Caller, token: &str) -> Result<Calendar, UseError> {
    let db = caller.db.reader();
    let found = calendar_link::Entity::find()
        .filter(calendar_link::COLUMN.token_hash.eq(fingerprint(token)))
        .filter(calendar_link::COLUMN.ended_at.is_null())
        .find_also_related(account::Entity)
        .one(db)
        .await?;
    let (link, account) = found.ok_or(UseError::NotFound)?;
    if account.is_some_and(|account| account.disabled_at.is_some()) {
        return Err(UseError::NotFound);
    }
    let mut seats = match (link.person_id, link.account_id) {
        (Some(person), _) => load_seats(db, caller.today(), PersonId(person), None).await?,
        (None, Some(account)) => load_rooms(db, account).await?,
        (None, None) => Vec::new(),
    };
    seats.retain(|place| place.seat.is_shown(caller.today(), place.ends_on));
    let mut workshops = Vec::new();
    if let Some(account) = link.account_id {
        for campaign in load_organised(db, account).await? {
            workshops.extend(load_scheduled(db, campaign).await?);
        }
        workshops.retain(|one: &Scheduled| one.seat().is_shown(caller.today(), one.days.to));
    }
    Ok(Calendar { language: link.language, entries: load_entries(db, &seats).await?, workshops })
}

/// The half-days of one's own seat in a workshop, to be put into a calendar once.
///
/// # Errors
/// [`UseError::NotFound`] if it is not theirs or was given back;
/// [`UseError::Forbidden`] for whoever is no participant.
pub async fn of_seat(caller: &Caller, enrolment: EnrolmentId) -> Result<Vec<Entry>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let db = caller.db.reader();
    let mut seats = load_seats(db, caller.today(), person, Some(enrolment)).await?;
    seats.retain(|place| place.seat != Seat::GivenBack);
    if seats.is_empty() {
        return Err(UseError::NotFound);
    }
    load_entries(db, &seats).await
}

/// A workshop in which someone is expected.
struct Expected {
    workshop: Uuid,
    enrolment: Option<Uuid>,
    curriculum: CurriculumId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    seat: Seat,
}

/// The seats of a person, or one of them.
async fn load_seats(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    person: PersonId,
    only: Option<EnrolmentId>,
) -> Result<Vec<Expected>, UseError> {
    let mut query = enrolment::Entity::find().filter(enrolment::COLUMN.person_id.eq(person.0));
    if let Some(only) = only {
        query = query.filter(enrolment::COLUMN.id.eq(only.0));
    }
    let rows = query.find_also_related(workshop::Entity).all(db).await?;
    let expected = rows.into_iter().filter_map(|(row, workshop)| {
        let workshop = workshop?;
        let given_back = row.withdrawn_at.is_some() || workshop.cancelled_at.is_some();
        Some(Expected {
            workshop: workshop.id,
            enrolment: Some(row.id),
            curriculum: CurriculumId(workshop.curriculum_id),
            starts_on: workshop.starts_on,
            ends_on: workshop.ends_on,
            seat: Seat::on(today, workshop.starts_on, given_back, row.confirmed_at.is_some()),
        })
    });
    Ok(expected.collect())
}

/// The workshops in which an account trains.
async fn load_rooms(db: &impl ConnectionTrait, account: Uuid) -> Result<Vec<Expected>, UseError> {
    let rows = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.account_id.eq(account))
        .find_also_related(workshop::Entity)
        .all(db)
        .await?;
    let expected = rows.into_iter().filter_map(|(_, workshop)| {
        let workshop = workshop?;
        let seat = if workshop.cancelled_at.is_some() { Seat::GivenBack } else { Seat::Certain };
        Some(Expected {
            workshop: workshop.id,
            enrolment: None,
            curriculum: CurriculumId(workshop.curriculum_id),
            starts_on: workshop.starts_on,
            ends_on: workshop.ends_on,
            seat,
        })
    });
    Ok(expected.collect())
}

/// The campaigns that an account organises.
async fn load_organised(db: &impl ConnectionTrait, account: Uuid) -> Result<Vec<CampaignId>, UseError> {
    let grants = role_grant::Entity::find()
        .filter(role_grant::COLUMN.account_id.eq(account))
        .filter(role_grant::COLUMN.role.eq(Role::Organiser.as_str()))
        .all(db)
        .await?;
    Ok(grants.into_iter().filter_map(|grant| grant.campaign_id.map(CampaignId)).collect())
}

async fn load_entries(db: &impl ConnectionTrait, expected: &[Expected]) -> Result<Vec<Entry>, UseError> {
    let workshops = load_workshops(db, expected).await?;
    let mut slots = load_slots(db, expected).await?;
    let (workshops_of, seats_of) =
        (expected.iter().map(|place| place.workshop), expected.iter().filter_map(|place| place.enrolment));
    let latest = load_changes(db, workshops_of.collect(), seats_of.collect()).await?;
    let editions = load_new_editions(db, expected).await?;
    let sessions = timetable_session::Entity::find()
        .filter(timetable_session::COLUMN.workshop_id.is_in(expected.iter().map(|place| place.workshop)))
        .all(db)
        .await?;
    let mut entries = Vec::with_capacity(sessions.len());
    for session in sessions {
        let Some(place) = expected.iter().find(|place| place.workshop == session.workshop_id) else { continue };
        let Some((title, venue, city, planned_at)) = workshops.get(&place.workshop).cloned() else { continue };
        let changes = [Some(place.workshop), place.enrolment].into_iter().flatten().filter_map(|id| latest.get(&id));
        entries.push(Entry {
            session: SessionId(session.id),
            title,
            place: format!("{venue}, {city}"),
            held_on: session.held_on,
            half: StoreError::read(&session.half, "timetable_session", "half", session.id)?,
            slots: slots.remove(&session.id).unwrap_or_default(),
            seat: place.seat,
            planned_at,
            changed_at: changes.chain(editions.get(&place.workshop)).fold(planned_at, |last, at| last.max(*at)),
        });
    }
    entries.sort_by_key(|entry| (entry.held_on, entry.half, entry.session));
    Ok(entries)
}

/// Title, venue, city and the time of planning of each workshop.
type Workshops = HashMap<Uuid, (String, String, String, DateTime<Utc>)>;

async fn load_workshops(db: &impl ConnectionTrait, expected: &[Expected]) -> Result<Workshops, UseError> {
    let rows = workshop::Entity::find()
        .select_only()
        .columns([workshop::Column::Id, workshop::Column::Title])
        .column_as(venue::Column::Name, "venue")
        .column_as(city::Column::Name, "city")
        .column(workshop::Column::CreatedAt)
        .join(JoinType::InnerJoin, workshop::Relation::Venue.def())
        .join(JoinType::InnerJoin, venue::Relation::City.def())
        .filter(workshop::COLUMN.id.is_in(expected.iter().map(|place| place.workshop)))
        .into_tuple::<(Uuid, String, String, String, DateTime<Utc>)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title, venue, city, planned_at)| (id, (title, venue, city, planned_at))).collect())
}

/// What each half-day holds.
type Slots = HashMap<Uuid, Vec<Slot>>;

async fn load_slots(db: &impl ConnectionTrait, expected: &[Expected]) -> Result<Slots, UseError> {
    let held = expected.iter().map(|place| (WorkshopId(place.workshop), place.curriculum, place.starts_on));
    let titles = load_titles(db, &held.collect::<Vec<_>>()).await?;
    let rows = timetable_item::Entity::find()
        .find_also_related(timetable_session::Entity)
        .filter(timetable_session::COLUMN.workshop_id.is_in(expected.iter().map(|place| place.workshop)))
        .order_by_asc(timetable_item::Column::StartsAt)
        .all(db)
        .await?;
    let mut slots = Slots::new();
    for (row, session) in rows {
        let activity = StoreError::read(&row.activity, "timetable_item", "activity", row.id)?;
        let workshop = session.map(|session| WorkshopId(session.workshop_id));
        let module = workshop.zip(row.module_id).and_then(|(workshop, module)| titles.of(workshop, ModuleId(module)));
        let module = module.map(str::to_owned);
        let slot = Slot { starts_at: row.starts_at, minutes: row.minutes, activity, module };
        slots.entry(row.session_id).or_default().push(slot);
    }
    Ok(slots)
}

/// When each of these workshops and enrolments last changed, as the audit trail
/// says: every use leaves its line there.
pub(super) async fn load_changes(
    db: &impl ConnectionTrait,
    workshops: Vec<Uuid>,
    enrolments: Vec<Uuid>,
) -> Result<HashMap<Uuid, DateTime<Utc>>, UseError> {
    let seats = Condition::all()
        .add(audit_entry::COLUMN.subject.eq("enrolment"))
        .add(audit_entry::COLUMN.subject_id.is_in(enrolments));
    // Who waits and what results were shown is noted there too, and changes no event.
    let workshops = Condition::all()
        .add(audit_entry::COLUMN.subject.eq("workshop"))
        .add(audit_entry::COLUMN.subject_id.is_in(workshops))
        .add(audit_entry::Column::Verb.starts_with("workshop."));
    let rows = audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::SubjectId)
        .column_as(audit_entry::Column::At.max(), "latest")
        .filter(Condition::any().add(seats).add(workshops))
        .group_by(audit_entry::Column::SubjectId)
        .into_tuple::<(Uuid, DateTime<Utc>)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// When each of these workshops last came to be held with a new edition, which may call its
/// modules otherwise: editions count that were out before its first day.
async fn load_new_editions(
    db: &impl ConnectionTrait,
    expected: &[Expected],
) -> Result<HashMap<Uuid, DateTime<Utc>>, UseError> {
    let curricula: BTreeSet<Uuid> = expected.iter().map(|place| place.curriculum.0).collect();
    let published: Vec<(Uuid, DateTime<Utc>)> = audit_entry::Entity::find()
        .select_only()
        .columns([audit_entry::Column::SubjectId, audit_entry::Column::At])
        .filter(audit_entry::COLUMN.subject.eq("curriculum"))
        .filter(audit_entry::COLUMN.subject_id.is_in(curricula))
        .filter(audit_entry::COLUMN.verb.eq("edition.published"))
        .into_tuple()
        .all(db)
        .await?;
    let latest = expected.iter().filter_map(|place| {
        let theirs = published.iter().filter(|(curriculum, _)| *curriculum == place.curriculum.0);
        let last = theirs.map(|(_, at)| *at).filter(|at| at.date_naive() < place.starts_on).max()?;
        Some((place.workshop, last))
    });
    Ok(latest.collect())
}
