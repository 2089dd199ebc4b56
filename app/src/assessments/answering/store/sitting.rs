//! Someone before a test: what they typed, and what it was worth.

use super::opening::closed_at;
use super::scoring::{Sheet, load_answers, load_questions, write_scores};
use crate::assessments::answering::model::{Typed, mark};
use crate::assessments::answering::sending::is_taken_late;
use crate::fields::Problem;
use crate::ids::{OpeningId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, instrument, response, score, sitting, test_opening, workshop};
use chrono::{DateTime, Utc};
use questions::answer::Answer;
use questions::question::Question;
use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// A test before someone: its questions, and what they typed so far.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Who they are.
    pub person: PersonId,
    /// Its title.
    pub title: String,
    /// Title of the workshop.
    pub workshop: String,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// What they typed so far.
    pub typed: Typed,
    /// The answers behind their score, once they may see it: those of a sheet of paper, where
    /// one was entered instead. Nothing where only a total is known.
    pub answers: Option<Vec<Answer>>,
    /// From which the order of options follows.
    pub seed: i32,
    /// When it was kept last.
    pub saved_at: Option<DateTime<Utc>>,
    /// What was sent then.
    pub sent: Option<Uuid>,
    /// When it was handed in.
    pub handed_in_at: Option<DateTime<Utc>>,
    /// How often it may still be taken once it was handed in.
    pub attempts_left: i32,
    /// When it closes by itself.
    pub closes_at: Option<DateTime<Utc>>,
    /// Whether answers are taken.
    pub is_open: bool,
    /// Whether only those are taken that were handed in before it was closed.
    pub is_taken_late: bool,
    /// Whether the organiser lets people see their results.
    pub released: bool,
}

/// The test that the participant who asks is to answer, or has answered.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but a participant; [`UseError::NotFound`] if it is
/// not of a workshop in which they have a seat.
pub async fn paper(caller: &Caller, id: OpeningId) -> Result<Paper, UseError> {
    let db = caller.db.reader();
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let place = load_place(db, caller, id).await?;
    let questions = load_questions(db, place.opening.instrument_id).await?;
    let test = instrument::Entity::find_by_id(place.opening.instrument_id).one(db).await?.ok_or(UseError::NotFound)?;
    let (found, released) = (place.sitting, place.workshop.results_released_at.is_some());
    let closed_at = place.opening.closed_at;
    let answers = if released {
        let seat = Condition::all().add(enrolment::COLUMN.id.eq(place.seat));
        load_answers(db, place.opening.instrument_id, &questions, seat).await?.into_values().next()
    } else {
        None
    };
    Ok(Paper {
        person,
        title: test.title,
        workshop: place.workshop.title,
        questions: questions.into_iter().map(|(_, question)| question).collect(),
        typed: found.as_ref().map(read_typed).transpose()?.unwrap_or_default(),
        seed: found.as_ref().map_or_else(|| seed(place.seat), |found| found.seed),
        saved_at: found.as_ref().map(|found| found.saved_at),
        sent: found.as_ref().and_then(|found| found.sent),
        attempts_left: place.opening.attempts - found.as_ref().map_or(1, |found| found.attempt),
        closes_at: place.opening.closes_at,
        handed_in_at: found.and_then(|found| found.handed_in_at),
        is_open: closed_at.is_none(),
        is_taken_late: closed_at.is_some_and(|closed_at| is_taken_late(closed_at, caller.now)),
        answers,
        released,
    })
}

/// Someone's place at a test.
pub(super) struct Place {
    pub(super) opening: test_opening::Model,
    workshop: workshop::Model,
    seat: Uuid,
    pub(super) sitting: Option<sitting::Model>,
}

impl Place {
    fn is_first_attempt(&self) -> bool {
        self.sitting.as_ref().is_none_or(|sitting| sitting.attempt == 1)
    }

    pub(super) fn is_handed_in(&self) -> bool {
        self.sitting.as_ref().is_some_and(|sitting| sitting.handed_in_at.is_some())
    }
}

/// How what was typed is kept.
#[derive(Clone, Copy)]
pub(super) struct Keeping {
    /// The identifier of what was sent.
    pub(super) sent: Uuid,
    /// When it is handed in, if it is.
    pub(super) handed_in_at: Option<DateTime<Utc>>,
    /// When a telephone says that it was, of what arrives after the test was closed.
    pub(super) claimed_at: Option<DateTime<Utc>>,
}

async fn load_place(db: &impl ConnectionTrait, caller: &Caller, id: OpeningId) -> Result<Place, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let found = test_opening::Entity::find_by_id(id.0).find_also_related(workshop::Entity).one(db).await?;
    let Some((mut opening, Some(workshop))) = found else { return Err(UseError::NotFound) };
    opening.closed_at = closed_at(&opening, caller.now);
    let seat = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(opening.workshop_id))
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?
        .id;
    let sitting = sitting::Entity::find()
        .filter(sitting::COLUMN.opening_id.eq(opening.id))
        .filter(sitting::COLUMN.enrolment_id.eq(seat))
        .one(db)
        .await?;
    Ok(Place { opening, workshop, seat, sitting })
}

/// Everyone has another order of options, and always the same.
fn seed(seat: Uuid) -> i32 {
    let bytes = seat.into_bytes();
    i32::from_be_bytes([bytes[12], bytes[13], bytes[14], bytes[15]])
}

/// Keeps what was typed so far.
///
/// # Errors
/// As [`paper`]; [`Problem::TestClosed`], [`Problem::HandedIn`].
pub async fn save(caller: &Caller, id: OpeningId, typed: &Typed) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let place = lock(&tx, caller, id).await?;
    keep(&tx, caller, &place, typed, Keeping { sent: caller.new_id(), handed_in_at: None, claimed_at: None }).await?;
    Ok(tx.commit().await?)
}

/// Hands a test in: it is scored, and nothing of it changes any more.
///
/// # Errors
/// As [`save`]; what cannot be read, with its field; [`Problem::Taken`] where a trainer
/// has entered a score already.
pub async fn hand_in(caller: &Caller, id: OpeningId, typed: &Typed) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let place = lock(&tx, caller, id).await?;
    let keeping = Keeping { sent: caller.new_id(), handed_in_at: Some(caller.now), claimed_at: None };
    finish(&tx, caller, &place, typed, keeping).await?;
    Ok(tx.commit().await?)
}

/// Begins a test again that was handed in, with nothing answered; what was scored stays
/// until a better attempt is handed in.
///
/// # Errors
/// As [`paper`]; [`Problem::TestClosed`]; [`Problem::HandedIn`] once it was taken as often as
/// it may be.
pub async fn begin_again(caller: &Caller, id: OpeningId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let place = lock_seat(&tx, caller, id).await?;
    if place.opening.closed_at.is_some() {
        return Err(UseError::refused("test", Problem::TestClosed));
    }
    let Some(found) = place.sitting.as_ref().filter(|_| place.is_handed_in()) else { return Ok(()) };
    if found.attempt >= place.opening.attempts {
        return Err(UseError::refused("test", Problem::HandedIn));
    }
    let empty = Keeping { sent: caller.new_id(), handed_in_at: None, claimed_at: None };
    keep(&tx, caller, &place, &Typed::default(), empty).await?;
    let next = sitting::ActiveModel { id: Set(found.id), attempt: Set(found.attempt + 1), ..Default::default() };
    sitting::Entity::update(next).exec_without_returning(&tx).await?;
    note(&tx, caller, "test.begun_again", "enrolment", place.seat, json!({ "attempt": found.attempt + 1 })).await?;
    Ok(tx.commit().await?)
}

/// Scores a test and keeps it.
pub(super) async fn finish(
    tx: &DatabaseTransaction,
    caller: &Caller,
    place: &Place,
    typed: &Typed,
    keeping: Keeping,
) -> Result<(), UseError> {
    // Shared: a key that is corrected at this moment is corrected before or after.
    instrument::Entity::find_by_id(place.opening.instrument_id).lock_shared().one(tx).await?;
    let asked = load_questions(tx, place.opening.instrument_id).await?;
    let questions: Vec<Question> = asked.iter().map(|(_, question)| question.clone()).collect();
    let marked = mark(&questions, typed).map_err(UseError::Refused)?;
    let known = score::Entity::find()
        .filter(score::COLUMN.enrolment_id.eq(place.seat))
        .filter(score::COLUMN.instrument_id.eq(place.opening.instrument_id))
        .one(tx)
        .await?;
    let before = known.as_ref().map(|known| known.points);
    if known.is_some() && place.is_first_attempt() {
        return Err(UseError::refused("test", Problem::Taken));
    }
    keep(tx, caller, place, typed, keeping).await?;
    // Of several attempts the best counts.
    if before.is_none_or(|before| marked.points > before) {
        if let Some(known) = known {
            response::Entity::delete_many().filter(response::COLUMN.score_id.eq(known.id)).exec(tx).await?;
            score::Entity::delete_by_id(known.id).exec(tx).await?;
        }
        // The account is that of whoever opened the test.
        let sheet = Sheet { seat: place.seat, account: place.opening.account_id, marked };
        write_scores(tx, caller, place.opening.instrument_id, &asked, &[sheet]).await?;
    }
    match keeping.claimed_at {
        None => note(tx, caller, "test.handed_in", "enrolment", place.seat, json!({})).await?,
        Some(claimed) => {
            let detail = json!({ "by_phone": claimed });
            note(tx, caller, "test.arrived_late", "enrolment", place.seat, detail).await?;
        }
    }
    Ok(())
}

/// Someone's place, behind the lock of their seat, if answers are taken of it.
async fn lock(tx: &DatabaseTransaction, caller: &Caller, id: OpeningId) -> Result<Place, UseError> {
    let place = lock_seat(tx, caller, id).await?;
    if place.is_handed_in() {
        return Err(UseError::refused("test", Problem::HandedIn));
    }
    if place.opening.closed_at.is_some() {
        return Err(UseError::refused("test", Problem::TestClosed));
    }
    Ok(place)
}

/// Someone's place, behind the lock of their seat.
pub(super) async fn lock_seat(tx: &DatabaseTransaction, caller: &Caller, id: OpeningId) -> Result<Place, UseError> {
    let seat = load_place(tx, caller, id).await?.seat;
    enrolment::Entity::find_by_id(seat).lock_exclusive().one(tx).await?;
    load_place(tx, caller, id).await
}

pub(super) async fn keep(
    tx: &DatabaseTransaction,
    caller: &Caller,
    place: &Place,
    typed: &Typed,
    keeping: Keeping,
) -> Result<(), UseError> {
    let text = json!(typed.0).to_string();
    let said = sitting::ActiveModel {
        typed: Set(text),
        saved_at: Set(caller.now),
        handed_in_at: Set(keeping.handed_in_at),
        sent: Set(Some(keeping.sent)),
        claimed_at: Set(keeping.claimed_at),
        ..Default::default()
    };
    if let Some(found) = &place.sitting {
        let changed = sitting::ActiveModel { id: Set(found.id), ..said };
        sitting::Entity::update(changed).exec_without_returning(tx).await?;
    } else {
        let row = sitting::ActiveModel {
            id: Set(caller.new_id()),
            opening_id: Set(place.opening.id),
            enrolment_id: Set(place.seat),
            seed: Set(seed(place.seat)),
            attempt: Set(1),
            ..said
        };
        sitting::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What someone typed, as it is kept.
pub(in crate::assessments) fn read_typed(row: &sitting::Model) -> Result<Typed, StoreError> {
    let read = serde_json::from_str(&row.typed).map(Typed);
    read.map_err(|_| StoreError::Inconsistent { table: "sitting", column: "typed", row: row.id.to_string() })
}
