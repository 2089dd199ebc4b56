//! Someone who answers: what they are asked, and that they answered; not what.

use super::{read_bag, read_questions};
use crate::assessments::answering::model::Typed;
use crate::assessments::evaluations::model::bag::read;
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::fields::Problem;
use crate::ids::{EnrolmentId, EvaluationId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, evaluation, evaluation_form, evaluation_receipt, workshop};
use crate::workshops::store::enrolment::load_seats_of;
use chrono::NaiveDate;
use questions::question::Question;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashSet;
use uuid::Uuid;

/// How an evaluation stands with someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It waits for their answer.
    Open,
    /// They have answered.
    Answered,
    /// No answer is taken any more.
    Closed,
}

/// An evaluation before someone.
#[derive(Clone, Debug)]
pub struct Asked {
    /// When they are asked.
    pub occasion: Occasion,
    /// Of which day, or from which it was due.
    pub held_on: NaiveDate,
    /// Title of the workshop.
    pub workshop: String,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// How it stands with them.
    pub standing: Standing,
}

/// What the participant who asks is asked.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but a participant; [`UseError::NotFound`] if it is
/// not of a workshop in which they have a seat.
pub async fn asked(caller: &Caller, id: EvaluationId) -> Result<Asked, UseError> {
    let db = caller.db.reader();
    let found = evaluation::Entity::find_by_id(id.0).find_also_related(workshop::Entity).one(db).await?;
    let seat = load_seat(db, caller, found.as_ref().map(|(row, _)| row)).await?;
    let Some((row, Some(workshop))) = found else { return Err(UseError::NotFound) };
    let standing = match (load_receipt(db, row.id, seat).await?, row.closed_at) {
        (true, _) => Standing::Answered,
        (false, None) => Standing::Open,
        (false, Some(_)) => Standing::Closed,
    };
    Ok(Asked {
        occasion: StoreError::read(&row.occasion, "evaluation", "occasion", row.id)?,
        held_on: row.held_on,
        workshop: workshop.title,
        questions: load_questions(db, row.form_id).await?,
        standing,
    })
}

/// Takes what the participant who asks answers, once.
///
/// Beside the answers nothing is written but that they answered: no person, no time, no
/// place in a sequence. Nor does a line go into the audit trail. With the person it would
/// say when each of them answered, which the receipt does not; without, it would say when
/// an answer came, and the sign-ins of that moment whose it was. That an evaluation was
/// opened, and closed, has its lines.
///
/// # Errors
/// As [`asked`]; [`Problem::Answered`], [`Problem::EvaluationClosed`]; what cannot be read,
/// with its field.
pub async fn hand_in(caller: &Caller, id: EvaluationId, typed: &Typed) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    // Locked: of two who answer at once, the second finds the bag of the first.
    let row = evaluation::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?;
    let seat = load_seat(&tx, caller, row.as_ref()).await?;
    let row = row.ok_or(UseError::NotFound)?;
    if load_receipt(&tx, row.id, seat).await? {
        return Err(UseError::refused("evaluation", Problem::Answered));
    }
    if row.closed_at.is_some() {
        return Err(UseError::refused("evaluation", Problem::EvaluationClosed));
    }
    put(&tx, &row, &[(EnrolmentId(seat), typed)]).await?;
    Ok(tx.commit().await?)
}

/// Takes what many answered, all at once: for what the installation brings itself, as the
/// demonstration. As little is kept of it as of [`hand_in`].
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for anybody else; as [`hand_in`].
pub async fn gather(caller: &Caller, id: EvaluationId, sheets: &[(EnrolmentId, Typed)]) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    let row = evaluation::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    if row.closed_at.is_some() {
        return Err(UseError::refused("evaluation", Problem::EvaluationClosed));
    }
    let sheets: Vec<(EnrolmentId, &Typed)> = sheets.iter().map(|(seat, typed)| (*seat, typed)).collect();
    put(&tx, &row, &sheets).await?;
    Ok(tx.commit().await?)
}

/// Puts what was answered into the bag, behind the lock of its row.
async fn put(
    tx: &DatabaseTransaction,
    row: &evaluation::Model,
    sheets: &[(EnrolmentId, &Typed)],
) -> Result<(), UseError> {
    let questions = load_questions(tx, row.form_id).await?;
    let mut bag = read_bag(row)?;
    for (_, typed) in sheets {
        bag.put(read(&questions, typed).map_err(UseError::Refused)?);
    }
    let changed = evaluation::ActiveModel { id: Set(row.id), answers: Set(bag.text()), ..Default::default() };
    evaluation::Entity::update(changed).exec_without_returning(tx).await?;
    let receipts = sheets.iter().map(|(seat, _)| evaluation_receipt::ActiveModel {
        // By chance alone: the other identifiers begin with the time.
        id: Set(Uuid::new_v4()),
        evaluation_id: Set(row.id),
        enrolment_id: Set(seat.0),
    });
    let receipts: Vec<_> = receipts.collect();
    if !receipts.is_empty() {
        evaluation_receipt::Entity::insert_many(receipts).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The seat of the participant who asks, in the workshop of an evaluation.
async fn load_seat(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: Option<&evaluation::Model>,
) -> Result<Uuid, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let seat = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(row.ok_or(UseError::NotFound)?.workshop_id))
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .one(db)
        .await?;
    Ok(seat.ok_or(UseError::NotFound)?.id)
}

async fn load_receipt(db: &impl ConnectionTrait, evaluation: Uuid, seat: Uuid) -> Result<bool, UseError> {
    let found = evaluation_receipt::Entity::find()
        .filter(evaluation_receipt::COLUMN.evaluation_id.eq(evaluation))
        .filter(evaluation_receipt::COLUMN.enrolment_id.eq(seat))
        .one(db)
        .await?;
    Ok(found.is_some())
}

async fn load_questions(db: &impl ConnectionTrait, form: Uuid) -> Result<Vec<Question>, UseError> {
    let row = evaluation_form::Entity::find_by_id(form).one(db).await?.ok_or(UseError::NotFound)?;
    Ok(read_questions(&row)?)
}

/// An evaluation that waits for the participant who asks.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Which.
    pub evaluation: EvaluationId,
    /// Of which seat of theirs.
    pub enrolment: EnrolmentId,
    /// When they are asked.
    pub occasion: Occasion,
    /// Of which day, or from which it was due.
    pub held_on: NaiveDate,
}

/// The evaluations that are open to the participant who asks and not answered.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_evaluations(caller: &Caller) -> Result<Vec<Waiting>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let db = caller.db.reader();
    let seats = load_seats_of(db, person).await?;
    // What others answered is not read for it.
    let open = evaluation::Entity::find()
        .select_only()
        .columns([evaluation::Column::Id, evaluation::Column::WorkshopId])
        .columns([evaluation::Column::Occasion, evaluation::Column::HeldOn])
        .filter(evaluation::COLUMN.workshop_id.is_in(seats.iter().map(|seat| seat.workshop_id)))
        .filter(evaluation::COLUMN.closed_at.is_null())
        .order_by_asc(evaluation::Column::HeldOn)
        .into_tuple::<(Uuid, Uuid, String, NaiveDate)>()
        .all(db)
        .await?;
    let done: HashSet<Uuid> = evaluation_receipt::Entity::find()
        .select_only()
        .column(evaluation_receipt::Column::EvaluationId)
        .filter(evaluation_receipt::COLUMN.enrolment_id.is_in(seats.iter().map(|seat| seat.id)))
        .into_tuple::<Uuid>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let mut waiting = Vec::new();
    for (id, workshop, occasion, held_on) in open {
        let Some(seat) = seats.iter().find(|seat| seat.workshop_id == workshop) else { continue };
        if !done.contains(&id) {
            let occasion = StoreError::read(&occasion, "evaluation", "occasion", id)?;
            let (evaluation, enrolment) = (EvaluationId(id), EnrolmentId(seat.id));
            waiting.push(Waiting { evaluation, enrolment, occasion, held_on });
        }
    }
    Ok(waiting)
}
