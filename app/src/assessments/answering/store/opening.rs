//! Tests opened for a workshop and closed again.

use crate::assessments::model::Purpose;
use crate::assessments::store::load_instruments;
use crate::fields::{Fields, Problem};
use crate::ids::{CampaignId, CurriculumId, EnrolmentId, InstrumentId, OpeningId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{instrument, question, sitting, test_opening, workshop};
use crate::workshops::store::enrolment::load_seats_of;
use crate::workshops::store::reading::campaign_of;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A test of a workshop, as those who train there see it.
#[derive(Clone, Debug)]
pub struct Openable {
    /// Which test.
    pub instrument: InstrumentId,
    /// What it is for.
    pub purpose: Purpose,
    /// Its title.
    pub title: String,
    /// Since when it is open, if it ever was.
    pub opened_at: Option<DateTime<Utc>>,
    /// Since when it is closed again, by somebody or by itself.
    pub closed_at: Option<DateTime<Utc>>,
    /// When it closes by itself.
    pub closes_at: Option<DateTime<Utc>>,
    /// How many have handed it in.
    pub handed_in: usize,
    /// Those of them whose sheets arrived after the test was closed.
    pub late: Vec<LateSheet>,
}

/// How a test is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// After how many minutes it closes by itself, if it does.
    pub minutes: Option<i32>,
    /// How often one may take it, 1 to [`MOST_ATTEMPTS`]; the best counts. More than once
    /// only a quiz: of a pre-test it would hide what was known before.
    pub attempts: i32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { minutes: None, attempts: 1 }
    }
}

/// The most minutes after which a test closes by itself: a week.
pub const MOST_MINUTES: i32 = 7 * 24 * 60;
/// The most times that one may take a quiz.
pub const MOST_ATTEMPTS: i32 = 5;

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

/// The tests of a workshop whose questions can be answered, the pair before the quizzes:
/// all are of the bank.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn openable(caller: &Caller, id: WorkshopId) -> Result<Vec<Openable>, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), id))?;
    let mut openings: HashMap<Uuid, test_opening::Model> = test_opening::Entity::find()
        .filter(test_opening::COLUMN.workshop_id.eq(id.0))
        .all(db)
        .await?
        .into_iter()
        .map(|opening| (opening.instrument_id, opening))
        .collect();
    let tests = load_tests(db, id, CurriculumId(row.curriculum_id), &openings).await?;
    let mut sheets = load_handed_in(db, openings.values().map(|opening| opening.id).collect()).await?;
    let mut found = Vec::with_capacity(tests.len());
    for row in tests {
        let opening = openings.remove(&row.id);
        let sheets = opening.as_ref().and_then(|opening| sheets.remove(&opening.id)).unwrap_or_default();
        found.push(Openable {
            instrument: InstrumentId(row.id),
            purpose: StoreError::read(&row.moment, "instrument", "moment", row.id)?,
            title: row.title,
            opened_at: opening.as_ref().map(|opening| opening.opened_at),
            closed_at: opening.as_ref().and_then(|opening| closed_at(opening, caller.now)),
            closes_at: opening.and_then(|opening| opening.closes_at),
            handed_in: sheets.len(),
            late: sheets.iter().filter_map(late).collect(),
        });
    }
    found.sort_by(|one, other| (one.purpose, &one.title).cmp(&(other.purpose, &other.title)));
    Ok(found)
}

/// Since when no answer is taken any more: since somebody closed it, or it did by itself.
pub(super) fn closed_at(opening: &test_opening::Model, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    opening.closed_at.or(opening.closes_at.filter(|closes_at| *closes_at <= now))
}

/// The pair of a workshop, and the quizzes in force or opened for it; of these, those
/// whose questions are all of the bank.
async fn load_tests(
    db: &impl ConnectionTrait,
    id: WorkshopId,
    curriculum: CurriculumId,
    openings: &HashMap<Uuid, test_opening::Model>,
) -> Result<Vec<instrument::Model>, UseError> {
    let mut tests: HashSet<Uuid> = load_instruments(db, id, curriculum).await?.iter().map(|test| test.id.0).collect();
    let quizzes = instrument::Entity::find()
        .filter(instrument::COLUMN.curriculum_id.eq(curriculum.0))
        .filter(instrument::COLUMN.module_id.is_not_null())
        .all(db)
        .await?;
    let offered = quizzes.iter().filter(|quiz| quiz.retired_at.is_none() || openings.contains_key(&quiz.id));
    tests.extend(offered.map(|quiz| quiz.id));
    let counts: Vec<(Uuid, i64, i64)> = question::Entity::find()
        .select_only()
        .column(question::Column::InstrumentId)
        .column_as(question::Column::Id.count(), "asked")
        .column_as(question::Column::BankQuestionId.count(), "of_bank")
        .filter(question::COLUMN.instrument_id.is_in(tests))
        .group_by(question::Column::InstrumentId)
        .into_tuple()
        .all(db)
        .await?;
    let askable = counts.into_iter().filter(|(_, asked, of_bank)| asked == of_bank).map(|(test, _, _)| test);
    Ok(instrument::Entity::find().filter(instrument::COLUMN.id.is_in(askable)).all(db).await?)
}

/// What was handed in, by opening, in the order of arrival.
async fn load_handed_in(
    db: &impl ConnectionTrait,
    openings: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<HandedIn>>, UseError> {
    let rows = sitting::Entity::find()
        .select_only()
        .columns([sitting::Column::OpeningId, sitting::Column::EnrolmentId])
        .columns([sitting::Column::ClaimedAt, sitting::Column::SavedAt])
        .filter(sitting::COLUMN.opening_id.is_in(openings))
        .filter(sitting::COLUMN.handed_in_at.is_not_null())
        .order_by_asc(sitting::Column::SavedAt)
        .order_by_asc(sitting::Column::Id)
        .into_tuple::<(Uuid, Uuid, Option<DateTime<Utc>>, DateTime<Utc>)>()
        .all(db)
        .await?;
    let mut sheets: HashMap<Uuid, Vec<HandedIn>> = HashMap::new();
    for (opening, seat, claimed_at, arrived_at) in rows {
        sheets.entry(opening).or_default().push(HandedIn { seat: EnrolmentId(seat), claimed_at, arrived_at });
    }
    Ok(sheets)
}

/// A sheet that was handed in.
struct HandedIn {
    seat: EnrolmentId,
    claimed_at: Option<DateTime<Utc>>,
    arrived_at: DateTime<Utc>,
}

fn late(sheet: &HandedIn) -> Option<LateSheet> {
    let claimed_at = sheet.claimed_at?;
    Some(LateSheet { enrolment: sheet.seat, claimed_at, arrived_at: sheet.arrived_at })
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

/// Opens a test for a workshop, or opens it again; opened again, on these terms.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::Unknown`] for a test that
/// is none of the workshop's, or whose questions are not of the bank;
/// [`Problem::OutOfRange`] for terms that cannot be.
pub async fn open(caller: &Caller, id: WorkshopId, test: InstrumentId, terms: Terms) -> Result<(), UseError> {
    let tests = openable(caller, id).await?;
    let found = tests.iter().find(|found| found.instrument == test);
    let found = found.ok_or_else(|| UseError::refused("test", Problem::Unknown))?;
    let mut fields = Fields::default();
    if terms.minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
        fields.refuse("minutes", Problem::OutOfRange { min: 1, max: MOST_MINUTES });
    }
    let most = if found.purpose == Purpose::Quiz { MOST_ATTEMPTS } else { 1 };
    if !(1..=most).contains(&terms.attempts) {
        fields.refuse("attempts", Problem::OutOfRange { min: 1, max: most });
    }
    fields.accept(Some(())).map_err(UseError::Refused)?;
    let (tx, account) = lock_workshop(caller, id).await?;
    let said = test_opening::ActiveModel {
        closed_at: Set(None),
        closes_at: Set(terms.minutes.map(|minutes| caller.now + TimeDelta::minutes(minutes.into()))),
        attempts: Set(terms.attempts),
        ..Default::default()
    };
    match load_opening(&tx, id, test.0).await? {
        Some(found) if closed_at(&found, caller.now).is_none() => return Ok(()),
        Some(found) => {
            let changed = test_opening::ActiveModel { id: Set(found.id), ..said };
            test_opening::Entity::update(changed).exec_without_returning(&tx).await?;
        }
        None => {
            let row = test_opening::ActiveModel {
                id: Set(caller.new_id()),
                workshop_id: Set(id.0),
                instrument_id: Set(test.0),
                opened_at: Set(caller.now),
                account_id: Set(account),
                ..said
            };
            test_opening::Entity::insert(row).exec_without_returning(&tx).await?;
        }
    }
    note(&tx, caller, "test.opened", "workshop", id.0, json!({ "test": test, "minutes": terms.minutes })).await?;
    Ok(tx.commit().await?)
}

/// Closes a test: no answer is taken from now on. What was kept of those who had not
/// handed it in stays, and counts for nothing.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn close(caller: &Caller, id: WorkshopId, test: InstrumentId) -> Result<(), UseError> {
    let (tx, _) = lock_workshop(caller, id).await?;
    let found = load_opening(&tx, id, test.0).await?.ok_or_else(|| UseError::refused("test", Problem::Unknown))?;
    if closed_at(&found, caller.now).is_some() {
        return Ok(());
    }
    let changed =
        test_opening::ActiveModel { id: Set(found.id), closed_at: Set(Some(caller.now)), ..Default::default() };
    test_opening::Entity::update(changed).exec_without_returning(&tx).await?;
    note(&tx, caller, "test.closed", "workshop", id.0, json!({ "test": test })).await?;
    Ok(tx.commit().await?)
}

/// The account of whoever trains in a workshop, behind its lock.
async fn lock_workshop(caller: &Caller, id: WorkshopId) -> Result<(DatabaseTransaction, Uuid), UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Train(campaign_of(&tx, id).await?, id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?;
    Ok((tx, account.0))
}

/// A test that waits for the participant who asks.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Where it is answered.
    pub opening: OpeningId,
    /// Of which seat of theirs.
    pub enrolment: EnrolmentId,
    /// What it is for.
    pub purpose: Purpose,
    /// Its title.
    pub title: String,
}

/// The tests that are open to the participant who asks and not handed in.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_tests(caller: &Caller) -> Result<Vec<Waiting>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(person))?;
    let db = caller.db.reader();
    let seats = load_seats_of(db, person).await?;
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
        if closed_at(&opening, caller.now).is_none() && !done.contains(&(opening.id, seat.id)) {
            let purpose = StoreError::read(&test.moment, "instrument", "moment", test.id)?;
            let (opening, enrolment) = (OpeningId(opening.id), EnrolmentId(seat.id));
            waiting.push(Waiting { opening, enrolment, purpose, title: test.title });
        }
    }
    Ok(waiting)
}
