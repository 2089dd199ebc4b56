//! Tests opened for a workshop and closed again.

use crate::assessments::model::Moment;
use crate::fields::Problem;
use crate::ids::{CampaignId, EnrolmentId, InstrumentId, OpeningId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, instrument, question, sitting, test_opening, workshop};
use crate::workshops::store::reading::campaign_of;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// A test of a workshop, as those who train there see it.
#[derive(Clone, Debug)]
pub struct Openable {
    /// Which test.
    pub instrument: InstrumentId,
    /// When it is given.
    pub moment: Moment,
    /// Since when it is open, if it ever was.
    pub opened_at: Option<DateTime<Utc>>,
    /// Since when it is closed again.
    pub closed_at: Option<DateTime<Utc>>,
    /// How many have handed it in.
    pub handed_in: u64,
    /// Those of them whose sheets arrived after the test was closed.
    pub late: Vec<LateSheet>,
}

/// A sheet that arrived after the test was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateSheet {
    /// Whose.
    pub enrolment: EnrolmentId,
    /// When it was handed in by the clock of their telephone, which may be wrong.
    pub claimed_at: DateTime<Utc>,
    /// When it arrived.
    pub arrived_at: DateTime<Utc>,
}

/// The tests of a workshop whose questions can be answered: all are of the bank.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn openable(caller: &Caller, id: WorkshopId) -> Result<Vec<Openable>, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), id))?;
    let rows =
        instrument::Entity::find().filter(instrument::COLUMN.curriculum_id.eq(row.curriculum_id)).all(db).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let of_test = question::Entity::find().filter(question::COLUMN.instrument_id.eq(row.id));
        let unknown = of_test.clone().filter(question::COLUMN.bank_question_id.is_null()).count(db).await?;
        if unknown > 0 || of_test.count(db).await? == 0 {
            continue;
        }
        let opening = load_opening(db, id, row.id).await?;
        let (handed_in, late) = match &opening {
            Some(opening) => (count_handed_in(db, opening.id).await?, load_late(db, opening.id).await?),
            None => (0, Vec::new()),
        };
        found.push(Openable {
            instrument: InstrumentId(row.id),
            moment: StoreError::read(&row.moment, "instrument", "moment", row.id)?,
            opened_at: opening.as_ref().map(|opening| opening.opened_at),
            closed_at: opening.and_then(|opening| opening.closed_at),
            handed_in,
            late,
        });
    }
    found.sort_by_key(|test| test.moment);
    Ok(found)
}

async fn count_handed_in(db: &impl ConnectionTrait, opening: Uuid) -> Result<u64, UseError> {
    let sittings = sitting::Entity::find().filter(sitting::COLUMN.opening_id.eq(opening));
    Ok(sittings.filter(sitting::COLUMN.handed_in_at.is_not_null()).count(db).await?)
}

/// The sheets that arrived after closing, in the order of arrival.
async fn load_late(db: &impl ConnectionTrait, opening: Uuid) -> Result<Vec<LateSheet>, UseError> {
    let rows = sitting::Entity::find()
        .filter(sitting::COLUMN.opening_id.eq(opening))
        .filter(sitting::COLUMN.claimed_at.is_not_null())
        .order_by_asc(sitting::Column::SavedAt)
        .order_by_asc(sitting::Column::Id)
        .all(db)
        .await?;
    let late = |row: sitting::Model| {
        let enrolment = EnrolmentId(row.enrolment_id);
        Some(LateSheet { enrolment, claimed_at: row.claimed_at?, arrived_at: row.saved_at })
    };
    Ok(rows.into_iter().filter_map(late).collect())
}

async fn load_opening(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    instrument: Uuid,
) -> Result<Option<test_opening::Model>, UseError> {
    Ok(test_opening::Entity::find()
        .filter(test_opening::COLUMN.workshop_id.eq(workshop.0))
        .filter(test_opening::COLUMN.instrument_id.eq(instrument))
        .one(db)
        .await?)
}

/// Opens a test for a workshop, or opens it again.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::Unknown`] for a test that
/// is none of the workshop's, or whose questions are not of the bank.
pub async fn open(caller: &Caller, id: WorkshopId, test: InstrumentId) -> Result<(), UseError> {
    turn(caller, id, test, None).await
}

/// Closes a test: no answer is taken from now on. What was kept of those who had not
/// handed it in stays, and counts for nothing.
///
/// # Errors
/// As [`open`].
pub async fn close(caller: &Caller, id: WorkshopId, test: InstrumentId) -> Result<(), UseError> {
    turn(caller, id, test, Some(caller.now)).await
}

async fn turn(
    caller: &Caller,
    id: WorkshopId,
    test: InstrumentId,
    closed_at: Option<DateTime<Utc>>,
) -> Result<(), UseError> {
    if !openable(caller, id).await?.iter().any(|found| found.instrument == test) {
        return Err(UseError::refused("test", Problem::Unknown));
    }
    let tx = caller.db.begin().await?;
    caller.allow(Act::Train(campaign_of(&tx, id).await?, id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?;
    match load_opening(&tx, id, test.0).await? {
        Some(found) if found.closed_at.is_some() == closed_at.is_some() => return Ok(()),
        Some(found) => {
            let changed =
                test_opening::ActiveModel { id: Set(found.id), closed_at: Set(closed_at), ..Default::default() };
            test_opening::Entity::update(changed).exec_without_returning(&tx).await?;
        }
        None if closed_at.is_some() => return Ok(()),
        None => {
            let row = test_opening::ActiveModel {
                id: Set(caller.new_id()),
                workshop_id: Set(id.0),
                instrument_id: Set(test.0),
                opened_at: Set(caller.now),
                closed_at: Set(None),
                account_id: Set(account.0),
                closes_at: Set(None),
                attempts: Set(1),
            };
            test_opening::Entity::insert(row).exec_without_returning(&tx).await?;
        }
    }
    let verb = if closed_at.is_some() { "test.closed" } else { "test.opened" };
    note(&tx, caller, verb, "workshop", id.0, json!({ "test": test })).await?;
    Ok(tx.commit().await?)
}

/// A test that waits for the participant who asks.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Where it is answered.
    pub opening: OpeningId,
    /// Of which seat of theirs.
    pub enrolment: EnrolmentId,
    /// When it is given.
    pub moment: Moment,
}

/// The tests that are open to the participant who asks and not handed in.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_tests(caller: &Caller) -> Result<Vec<Waiting>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let db = caller.db.reader();
    let seats = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .all(db)
        .await?;
    let open = test_opening::Entity::find()
        .filter(test_opening::COLUMN.workshop_id.is_in(seats.iter().map(|seat| seat.workshop_id)))
        .filter(test_opening::COLUMN.closed_at.is_null())
        .find_also_related(instrument::Entity)
        .order_by_asc(test_opening::Column::OpenedAt)
        .all(db)
        .await?;
    let done: Vec<(Uuid, Uuid)> = sitting::Entity::find()
        .select_only()
        .columns([sitting::Column::OpeningId, sitting::Column::EnrolmentId])
        .filter(sitting::COLUMN.enrolment_id.is_in(seats.iter().map(|seat| seat.id)))
        .filter(sitting::COLUMN.handed_in_at.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut waiting = Vec::new();
    for (opening, test) in open {
        let (Some(seat), Some(test)) = (seats.iter().find(|seat| seat.workshop_id == opening.workshop_id), test) else {
            continue;
        };
        if !done.contains(&(opening.id, seat.id)) {
            let moment = StoreError::read(&test.moment, "instrument", "moment", test.id)?;
            waiting.push(Waiting { opening: OpeningId(opening.id), enrolment: EnrolmentId(seat.id), moment });
        }
    }
    Ok(waiting)
}
