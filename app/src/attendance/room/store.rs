//! Rooms whose code marks: allowed and ended by organisers, shown by trainers, used by
//! whoever has a seat.

use super::model::{Arrival, RoomCode, admit, arrival, hours, is_open, seconds_left};
use crate::attendance::model::{Answer, Mark, Said};
use crate::attendance::store::recording::Book;
use crate::attendance::store::roster::load_ledger;
use crate::fields::Problem;
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::secrets::Token;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, room_code, timetable_session, workshop};
use crate::workshops::store::hours::load_hours;
use crate::workshops::store::reading::{Session, campaign_of, sessions};
use chrono::Timelike;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, RelationTrait,
};
use serde_json::json;
use uuid::Uuid;

/// What the room's page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Showing {
    /// Nobody marks themselves in this workshop.
    NotAllowed,
    /// It is allowed, but no half-day takes marks now.
    NoHalfDay,
    /// The code of a half-day.
    Code {
        /// Which half-day.
        session: Session,
        /// Its code.
        code: RoomCode,
        /// For how many seconds yet it is shown.
        seconds: i64,
    },
}

/// What to show in the room now, for those who train there.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn show(caller: &Caller, workshop: WorkshopId) -> Result<Showing, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Train(campaign, workshop))?;
    let Some(room) = room_code::Entity::find_by_id(workshop.0).one(db).await? else {
        return Ok(Showing::NotAllowed);
    };
    let today = caller.today();
    let held = sessions(db, workshop).await?.into_iter().filter(|session| session.held_on == today);
    for session in held.collect::<Vec<_>>() {
        if is_open(minute(caller), hours_of(db, &session).await?) {
            let second = caller.now.timestamp();
            let code = RoomCode::at(&room.secret, session.id, second);
            return Ok(Showing::Code { session, code, seconds: seconds_left(second) });
        }
    }
    Ok(Showing::NoHalfDay)
}

/// Lets people mark themselves in a workshop. Allowed again, the codes are others.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`] for anyone but an organiser.
pub async fn allow(caller: &Caller, workshop: WorkshopId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    // Locked, so that two who allow it at once do so once.
    workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(&tx).await?;
    if room_code::Entity::find_by_id(workshop.0).one(&tx).await?.is_some() {
        return Ok(());
    }
    let row = room_code::ActiveModel {
        workshop_id: Set(workshop.0),
        secret: Set(Token::fresh().reveal().to_owned()),
        account_id: Set(account.0),
        allowed_at: Set(caller.now),
    };
    room_code::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "room_code.allowed", "workshop", workshop.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Ends it: no code of the workshop is worth anything from now on.
///
/// # Errors
/// As [`allow`].
pub async fn end(caller: &Caller, workshop: WorkshopId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let gone = room_code::Entity::delete_by_id(workshop.0).exec(&tx).await?;
    if gone.rows_affected > 0 {
        note(&tx, caller, "room_code.ended", "workshop", workshop.0, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// A half-day of today in which someone may mark themselves.
#[derive(Clone, Debug, FromQueryResult)]
struct Place {
    workshop_id: Uuid,
    secret: String,
    account_id: Uuid,
    enrolment_id: Uuid,
    session_id: Uuid,
    half: String,
}

/// The seats of the asker in workshops where they may mark themselves today.
///
/// # Errors
/// If the database fails.
pub async fn my_rooms(caller: &Caller) -> Result<Vec<EnrolmentId>, UseError> {
    let places = load_places(caller).await?;
    Ok(places.into_iter().map(|place| EnrolmentId(place.enrolment_id)).collect())
}

/// Marks the asker by the code of the room in which they stand.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but a participant; [`Problem::CodeOver`] if it
/// is the code of no half-day that is theirs and takes marks now; [`Problem::Closed`];
/// [`Problem::AskTrainer`] where a trainer said otherwise, or devices disagree.
pub async fn arrive(caller: &Caller, code: &RoomCode) -> Result<(SessionId, Arrival), UseError> {
    let over = || UseError::refused("code", Problem::CodeOver);
    let second = caller.now.timestamp();
    let mut places = load_places(caller).await?.into_iter();
    let holds = |place: &Place| code.holds(&place.secret, SessionId(place.session_id), second);
    let place = places.find(holds).ok_or_else(over)?;
    let (workshop, session) = (WorkshopId(place.workshop_id), SessionId(place.session_id));
    let tx = caller.db.begin().await?;
    let half = StoreError::read(&place.half, "timetable_session", "half", place.session_id)?;
    let hours = hours_of(&tx, &Session { id: session, held_on: caller.today(), half }).await?;
    if !is_open(minute(caller), hours) {
        return Err(over());
    }
    let said = arrival(minute(caller), hours.0);
    let mark = Mark {
        id: AttendanceEventId(caller.new_id()),
        enrolment: EnrolmentId(place.enrolment_id),
        session,
        status: said.status,
        minutes: said.minutes,
        after: None,
        reason: None,
        device: None,
        device_time: caller.now,
    };
    let mut book = Book::open(&tx, workshop, &[&mark]).await?;
    let admitted = admit(book.standing(mark.enrolment, session), said);
    let arrival = admitted.ok_or_else(|| UseError::refused("code", Problem::AskTrainer))?;
    if let Arrival::Kept(_) = arrival {
        match book.take_own(caller, place.account_id, &mark) {
            Answer::Kept => book.write(&tx).await?,
            _ => return Err(UseError::refused("code", Problem::Closed)),
        }
        tx.commit().await?;
    }
    Ok((session, arrival))
}

/// Where the asker has a seat today in a workshop whose room has a code.
async fn load_places(caller: &Caller) -> Result<Vec<Place>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let found = enrolment::Entity::find()
        .select_only()
        .column_as(enrolment::Column::Id, "enrolment_id")
        .columns([room_code::Column::WorkshopId, room_code::Column::Secret, room_code::Column::AccountId])
        .column_as(timetable_session::Column::Id, "session_id")
        .column(timetable_session::Column::Half)
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join_rev(JoinType::InnerJoin, room_code::Relation::Workshop.def())
        .join_rev(JoinType::InnerJoin, timetable_session::Relation::Workshop.def())
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(timetable_session::COLUMN.held_on.eq(caller.today()))
        .into_model::<Place>()
        .all(caller.db.reader())
        .await?;
    Ok(found)
}

async fn hours_of(db: &impl ConnectionTrait, session: &Session) -> Result<(i32, i32), UseError> {
    let timetable = load_hours(db, std::iter::once(session.id)).await?;
    Ok(hours(timetable.get(&session.id).copied(), session.customary_hours()))
}

/// The minute of the day of asking.
fn minute(caller: &Caller) -> i32 {
    i32::try_from(caller.now.num_seconds_from_midnight() / 60).unwrap_or_default()
}

/// What stands of the asker in a half-day of theirs.
#[derive(Clone, Debug)]
pub struct MyMark {
    /// Title of the workshop.
    pub title: String,
    /// Which half-day.
    pub session: Session,
    /// What is agreed, if anything.
    pub said: Option<Said>,
}

/// How the asker is marked in a half-day.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but a participant; [`UseError::NotFound`] if it
/// is not of a workshop in which they have a seat.
pub async fn my_mark(caller: &Caller, session: SessionId) -> Result<MyMark, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let db = caller.db.reader();
    let row = timetable_session::Entity::find_by_id(session.0).one(db).await?.ok_or(UseError::NotFound)?;
    let (seat, held) = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(row.workshop_id))
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .find_also_related(workshop::Entity)
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?;
    let ledger = load_ledger(db, &[session.0], Some(&[seat.id])).await?;
    let half = StoreError::read(&row.half, "timetable_session", "half", row.id)?;
    Ok(MyMark {
        title: held.map(|held| held.title).unwrap_or_default(),
        session: Session { id: session, held_on: row.held_on, half },
        said: ledger.standing(EnrolmentId(seat.id), session).agreed(),
    })
}
