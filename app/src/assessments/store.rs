//! Queries and writes about tests and scores.

pub mod results;

use super::model::{Moment, Score};
use crate::fields::{Problem, Refusal};
use crate::ids::{CampaignId, CurriculumId, EnrolmentId, InstrumentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, instrument, question, response, score, test_opening, workshop};
use crate::workshops::store::enrolment::{Participant, load_participants};
use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationTrait, Select,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The test of a curriculum at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// Which.
    pub id: InstrumentId,
    /// When it is given.
    pub moment: Moment,
    /// Its title.
    pub title: String,
    /// Points of the whole test.
    pub max_points: i32,
    /// Which version it is, from 1.
    pub version: i32,
}

/// Scores by person and moment.
pub type Scores = HashMap<(EnrolmentId, Moment), Score>;

/// What the page of scores shows.
#[derive(Clone, Debug)]
pub struct ScoreSheet {
    /// Those enrolled, by family name.
    pub participants: Vec<Participant>,
    /// The tests, before first.
    pub instruments: Vec<Instrument>,
    /// The scores entered so far.
    pub scores: Scores,
}

/// The people and the tests of a workshop, with the scores entered so far.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn score_sheet(caller: &Caller, workshop: WorkshopId) -> Result<ScoreSheet, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(workshop.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), workshop))?;
    let instruments = load_instruments(db, workshop, CurriculumId(row.curriculum_id)).await?;
    let scores = load_scores(db, workshop, &instruments).await?;
    let participants = load_participants(db, workshop).await?;
    note_reading(caller, "scores.read", "workshop", workshop.0, json!({ "people": participants.len() })).await?;
    Ok(ScoreSheet { participants, instruments, scores })
}

/// Pre-test and post-test of a workshop, within a larger use that has asked: in the version
/// that it has begun with, else in that which is in force.
///
/// # Errors
/// If the database fails or holds an unknown moment.
pub async fn load_instruments(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    curriculum: CurriculumId,
) -> Result<Vec<Instrument>, UseError> {
    load_latest(db, curriculum, Condition::all().add(workshop::COLUMN.id.eq(workshop.0))).await
}

/// Pre-test and post-test of a curriculum, within a larger use that has asked: in the latest
/// version that any of these workshops has begun with, else in that which is in force.
///
/// # Errors
/// If the database fails or holds an unknown moment.
pub async fn load_latest(
    db: &impl ConnectionTrait,
    curriculum: CurriculumId,
    workshops: Condition,
) -> Result<Vec<Instrument>, UseError> {
    let rows = paired(curriculum).all(db).await?;
    // With one version there is nothing to choose.
    let begun = if rows.iter().all(|row| row.retired_at.is_none()) {
        Vec::new()
    } else {
        load_begun(db, rows.iter().map(|row| row.id).collect(), workshops).await?
    };
    let in_force = rows.iter().find(|row| row.retired_at.is_none()).map(|row| row.version);
    let latest = rows.iter().filter(|row| begun.contains(&row.id)).map(|row| row.version).max();
    let version = latest.or(in_force);
    read_instruments(rows.into_iter().filter(|row| Some(row.version) == version))
}

/// Pre-tests and post-tests of a curriculum in all their versions, within a larger use that
/// has asked.
///
/// # Errors
/// If the database fails or holds an unknown moment.
pub async fn load_versions(db: &impl ConnectionTrait, curriculum: CurriculumId) -> Result<Vec<Instrument>, UseError> {
    read_instruments(paired(curriculum).all(db).await?.into_iter())
}

fn paired(curriculum: CurriculumId) -> Select<instrument::Entity> {
    instrument::Entity::find()
        .filter(instrument::COLUMN.curriculum_id.eq(curriculum.0))
        .filter(instrument::COLUMN.module_id.is_null())
}

/// Those of these tests of which the workshops have scores, or that were opened for them.
async fn load_begun(db: &impl ConnectionTrait, tests: Vec<Uuid>, workshops: Condition) -> Result<Vec<Uuid>, UseError> {
    let mut begun: Vec<Uuid> = score::Entity::find()
        .select_only()
        .column(score::Column::InstrumentId)
        .distinct()
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshops.clone())
        .filter(score::COLUMN.instrument_id.is_in(tests.clone()))
        .into_tuple()
        .all(db)
        .await?;
    let opened: Vec<Uuid> = test_opening::Entity::find()
        .select_only()
        .column(test_opening::Column::InstrumentId)
        .distinct()
        .join(JoinType::InnerJoin, test_opening::Relation::Workshop.def())
        .filter(workshops)
        .filter(test_opening::COLUMN.instrument_id.is_in(tests))
        .into_tuple()
        .all(db)
        .await?;
    begun.extend(opened);
    Ok(begun)
}

fn read_instruments(rows: impl Iterator<Item = instrument::Model>) -> Result<Vec<Instrument>, UseError> {
    let mut instruments = Vec::new();
    for row in rows {
        let moment = StoreError::read(&row.moment, "instrument", "moment", row.id)?;
        let id = InstrumentId(row.id);
        instruments.push(Instrument { id, moment, title: row.title, max_points: row.max_points, version: row.version });
    }
    instruments.sort_by_key(|instrument| (instrument.version, instrument.moment));
    Ok(instruments)
}

/// The scores of a workshop, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_scores(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    instruments: &[Instrument],
) -> Result<Scores, UseError> {
    let rows = score::Entity::find()
        .find_also_related(enrolment::Entity)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, _)| {
            let instrument = instruments.iter().find(|instrument| instrument.id.0 == row.instrument_id)?;
            let score = Score { points: row.points, max: instrument.max_points };
            Some(((EnrolmentId(row.enrolment_id), instrument.moment), score))
        })
        .collect())
}

/// One entry of a trainer's score sheet: points, or nothing to erase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub enrolment: EnrolmentId,
    /// At which test.
    pub moment: Moment,
    /// Points reached.
    pub points: Option<i32>,
}

impl Entry {
    /// The name of its form field.
    #[must_use]
    pub fn field(&self) -> String {
        format!("{}-{}", self.moment.as_str(), self.enrolment)
    }
}

/// Writes a trainer's score sheet: all of it, or nothing if one entry is not in order.
///
/// # Errors
/// [`Problem::OutOfRange`] or [`Problem::Unknown`] at the entry's field.
pub async fn record(caller: &Caller, workshop: WorkshopId, entries: &[Entry]) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    // Locked: two trainers saving the same sheet write one after the other.
    let row = workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), workshop))?;
    let instruments = load_instruments(&tx, workshop, CurriculumId(row.curriculum_id)).await?;
    let enrolled: Vec<Uuid> = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .into_tuple()
        .all(&tx)
        .await?;
    let refusals = refusals(entries, &instruments, &enrolled);
    if !refusals.is_empty() {
        return Err(UseError::Refused(refusals));
    }
    let before = load_scores(&tx, workshop, &instruments).await?;
    for entry in entries {
        let stored = before.get(&(entry.enrolment, entry.moment)).map(|score| score.points);
        if let Some(instrument) = instruments.iter().find(|instrument| instrument.moment == entry.moment)
            && stored != entry.points
        {
            write(&tx, caller, instrument.id, entry, stored).await?;
        }
    }
    Ok(tx.commit().await?)
}

fn refusals(entries: &[Entry], instruments: &[Instrument], enrolled: &[Uuid]) -> Vec<Refusal> {
    let judge = |entry: &Entry| {
        let instrument = instruments.iter().find(|instrument| instrument.moment == entry.moment);
        match (instrument, entry.points) {
            (None, _) => Some(Problem::Unknown),
            _ if !enrolled.contains(&entry.enrolment.0) => Some(Problem::Unknown),
            (Some(instrument), Some(points)) if !(0..=instrument.max_points).contains(&points) => {
                Some(Problem::OutOfRange { min: 0, max: instrument.max_points })
            }
            _ => None,
        }
    };
    entries.iter().filter_map(|entry| judge(entry).map(|problem| Refusal::new(&entry.field(), problem))).collect()
}

async fn write(
    tx: &DatabaseTransaction,
    caller: &Caller,
    instrument: InstrumentId,
    entry: &Entry,
    stored: Option<i32>,
) -> Result<(), UseError> {
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let found = score::Entity::find()
        .filter(score::COLUMN.enrolment_id.eq(entry.enrolment.0))
        .filter(score::COLUMN.instrument_id.eq(instrument.0))
        .one(tx)
        .await?;
    if let Some(row) = found {
        // A total corrected by hand no longer follows from single answers.
        response::Entity::delete_many().filter(response::COLUMN.score_id.eq(row.id)).exec(tx).await?;
        score::Entity::delete_by_id(row.id).exec(tx).await?;
    }
    if let Some(points) = entry.points {
        let row = score::ActiveModel {
            id: Set(caller.new_id()),
            enrolment_id: Set(entry.enrolment.0),
            instrument_id: Set(instrument.0),
            points: Set(points),
            recorded_at: Set(caller.now),
            account_id: Set(account.0),
        };
        score::Entity::insert(row).exec_without_returning(tx).await?;
    }
    let detail = json!({ "instrument": instrument, "before": stored, "after": entry.points });
    note(tx, caller, "score.recorded", "enrolment", entry.enrolment.0, detail).await?;
    Ok(())
}

/// One person's answers at one test: right or wrong, in the order of the questions.
#[derive(Clone, Debug)]
pub struct AnswerSheet {
    /// Who.
    pub enrolment: EnrolmentId,
    /// At which test.
    pub moment: Moment,
    /// Right or wrong, question by question.
    pub right: Vec<bool>,
}

/// Keeps answer sheets with their totals.
///
/// # Errors
/// [`UseError::NotFound`] if the curriculum has no such test.
pub async fn record_answers(caller: &Caller, workshop: WorkshopId, sheets: &[AnswerSheet]) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let row = workshop::Entity::find_by_id(workshop.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), workshop))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let instruments = load_instruments(&tx, workshop, CurriculumId(row.curriculum_id)).await?;
    let questions = question::Entity::find()
        .filter(question::COLUMN.instrument_id.is_in(instruments.iter().map(|instrument| instrument.id.0)))
        .all(&tx)
        .await?;
    for sheet in sheets {
        let instrument =
            instruments.iter().find(|instrument| instrument.moment == sheet.moment).ok_or(UseError::NotFound)?;
        let id = caller.new_id();
        let points = sheet.right.iter().filter(|right| **right).count();
        let total = score::ActiveModel {
            id: Set(id),
            enrolment_id: Set(sheet.enrolment.0),
            instrument_id: Set(instrument.id.0),
            points: Set(i32::try_from(points).unwrap_or(i32::MAX)),
            recorded_at: Set(caller.now),
            account_id: Set(account.0),
        };
        score::Entity::insert(total).exec_without_returning(&tx).await?;
        let rows: Vec<_> = questions
            .iter()
            .filter(|question| question.instrument_id == instrument.id.0)
            .filter_map(|question| {
                let place = usize::try_from(question.position - 1).ok()?;
                Some(response::ActiveModel {
                    id: Set(caller.new_id()),
                    score_id: Set(id),
                    question_id: Set(question.id),
                    points: Set(i32::from(*sheet.right.get(place)?)),
                    answer: Set(None),
                    exact: Set(None),
                })
            })
            .collect();
        response::Entity::insert_many(rows).exec_without_returning(&tx).await?;
        note(&tx, caller, "answers.recorded", "enrolment", sheet.enrolment.0, json!({})).await?;
    }
    Ok(tx.commit().await?)
}
