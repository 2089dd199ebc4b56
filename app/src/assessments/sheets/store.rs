//! Sheets of paper, entered: which stand, and which are kept of those that were typed.

use super::model::{Stands, Verdict, Wrong, edition, judge};
use crate::assessments::answering::model::mark_answers;
use crate::assessments::answering::store::scoring::{Sheet, load_answers, load_questions, write_scores};
use crate::assessments::model::Purpose;
use crate::fields::Problem;
use crate::ids::{CampaignId, EnrolmentId, InstrumentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::{note_each, note_reading};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, instrument, response, score, workshop};
use crate::workshops::store::enrolment::{Participant, load_participants};
use questions::question::Question;
use sea_orm::{Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// A test as it is printed, and as its sheets are entered.
#[derive(Clone, Debug)]
pub struct Test {
    /// What it is for.
    pub purpose: Purpose,
    /// Its title.
    pub title: String,
    /// Points of the whole test.
    pub max_points: i32,
    /// Its questions, in order, each with the row that asks it.
    asked: Vec<(Uuid, Question)>,
}

impl Test {
    /// The questions, in order.
    #[must_use]
    pub fn questions(&self) -> Vec<Question> {
        self.asked.iter().map(|(_, question)| question.clone()).collect()
    }
}

/// A test of a workshop, for those who train there: it says nothing of anybody.
///
/// # Errors
/// [`UseError::NotFound`] for a test of another curriculum, or whose questions are not of the
/// bank; [`UseError::Forbidden`].
pub async fn test(caller: &Caller, workshop: WorkshopId, test: InstrumentId) -> Result<Test, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(workshop.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), workshop))?;
    load_test(db, row.curriculum_id, test).await
}

async fn load_test(db: &impl ConnectionTrait, curriculum: Uuid, test: InstrumentId) -> Result<Test, UseError> {
    let row = instrument::Entity::find_by_id(test.0).one(db).await?.ok_or(UseError::NotFound)?;
    let asked = load_questions(db, test.0).await?;
    if row.curriculum_id != curriculum || asked.is_empty() {
        return Err(UseError::NotFound);
    }
    let purpose = StoreError::read(&row.moment, "instrument", "moment", row.id)?;
    Ok(Test { purpose, title: row.title, max_points: row.max_points, asked })
}

/// The sheets of a workshop at one test.
#[derive(Clone, Debug)]
pub struct Grid {
    /// The test.
    pub test: Test,
    /// Those enrolled, by family name, each with the score that stands.
    pub lines: Vec<(Participant, Option<Stands>)>,
}

/// Who has a seat in a workshop, and the scores that stand at a test.
///
/// # Errors
/// As [`test`].
pub async fn grid(caller: &Caller, workshop: WorkshopId, id: InstrumentId) -> Result<Grid, UseError> {
    let test = test(caller, workshop, id).await?;
    let db = caller.db.reader();
    let mut standing = load_standing(db, workshop, id, &test.asked).await?;
    let people = load_participants(db, workshop).await?;
    note_reading(caller, "scores.read", "workshop", workshop.0, json!({ "people": people.len() })).await?;
    let lines = people.into_iter().map(|person| {
        let stands = standing.remove(&person.enrolment.0);
        (person, stands)
    });
    Ok(Grid { test, lines: lines.collect() })
}

/// The scores that stand, by seat.
async fn load_standing(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    test: InstrumentId,
    asked: &[(Uuid, Question)],
) -> Result<HashMap<Uuid, Stands>, UseError> {
    let mut answers = load_answers(db, test.0, asked, of_workshop(workshop)).await?;
    let rows = score::Entity::find()
        .find_also_related(enrolment::Entity)
        .filter(of_workshop(workshop))
        .filter(score::COLUMN.instrument_id.eq(test.0))
        .all(db)
        .await?;
    let mut stands = |row: score::Model| {
        let stands = Stands { score: row.id, points: row.points, answers: answers.remove(&row.id) };
        (row.enrolment_id, stands)
    };
    Ok(rows.into_iter().map(|(row, _)| stands(row)).collect())
}

fn of_workshop(id: WorkshopId) -> Condition {
    Condition::all().add(enrolment::COLUMN.workshop_id.eq(id.0))
}

/// A line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Whose sheet.
    pub enrolment: EnrolmentId,
    /// What was typed.
    pub line: String,
    /// The score that it replaces, which the trainer has seen.
    pub instead_of: Option<Uuid>,
}

/// What became of the lines that were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    /// How many were kept.
    pub kept: usize,
    /// Those that were not, and why.
    pub wrong: Vec<(EnrolmentId, Wrong)>,
}

/// Keeps what was typed of sheets, each with its score.
///
/// Forms of the house are kept whole or not at all; this one is kept line by line. Each line
/// is somebody's own sheet and says nothing of the others, and whoever types thirty-five of
/// them, a stack of paper in one hand, sends after each: a slip in one that held back the rest
/// would take from them, in a power cut, work that was right. Nothing is lost by it, for what
/// is wrong comes back as it was typed.
///
/// # Errors
/// As [`test`]; [`Problem::TestChanged`] if the questions or letters are others than those
/// that the form was made for: nothing is kept then.
pub async fn enter(
    caller: &Caller,
    workshop: WorkshopId,
    id: InstrumentId,
    made_for: &str,
    typed: &[Typed],
) -> Result<Entered, UseError> {
    let tx = caller.db.begin().await?;
    // Locked: two trainers who type the same sheets write one after the other.
    let row = workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), workshop))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let seats = lock_seats(&tx, workshop, typed).await?;
    // Shared: a key that is corrected at this moment is corrected before or after.
    instrument::Entity::find_by_id(id.0).lock_shared().one(&tx).await?;
    let test = load_test(&tx, row.curriculum_id, id).await?;
    let questions = test.questions();
    if !typed.is_empty() && edition(&questions) != made_for {
        return Err(UseError::refused("edition", Problem::TestChanged));
    }
    let standing = load_standing(&tx, workshop, id, &test.asked).await?;
    let (mut entered, mut sheets, mut replaced, mut lines) = (Entered::default(), Vec::new(), Vec::new(), Vec::new());
    for one in typed {
        let seat = one.enrolment.0;
        let stands = standing.get(&seat);
        let verdict = if seats.contains(&seat) {
            judge(&questions, &one.line, stands, one.instead_of)
        } else {
            Verdict::Refuse(Wrong::Nobody)
        };
        match verdict {
            Verdict::Known => {}
            Verdict::Refuse(wrong) => entered.wrong.push((one.enrolment, wrong)),
            Verdict::Keep(answers) => {
                // What a line is read as answers its questions.
                let marked = mark_answers(&questions, answers);
                let marked = marked.map_err(|_| UseError::refused("edition", Problem::TestChanged))?;
                let before = stands.map(|stands| stands.points);
                lines.push((seat, json!({ "instrument": id, "before": before, "after": marked.points })));
                replaced.extend(stands.map(|stands| stands.score));
                sheets.push(Sheet { seat, account: account.0, marked });
            }
        }
    }
    entered.kept = sheets.len();
    write(&tx, caller, id, &test, &replaced, &sheets, &lines).await?;
    tx.commit().await?;
    Ok(entered)
}

/// The seats of those whose sheets were typed, locked, so that nobody hands in by telephone
/// at the same moment.
async fn lock_seats(tx: &DatabaseTransaction, workshop: WorkshopId, typed: &[Typed]) -> Result<Vec<Uuid>, UseError> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .filter(enrolment::COLUMN.id.is_in(typed.iter().map(|one| one.enrolment.0)))
        .order_by_asc(enrolment::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Writes what is kept; what it replaces is gone but for the trail.
async fn write(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: InstrumentId,
    test: &Test,
    replaced: &[Uuid],
    sheets: &[Sheet],
    lines: &[(Uuid, Value)],
) -> Result<(), UseError> {
    if !replaced.is_empty() {
        let of = replaced.iter().copied();
        response::Entity::delete_many().filter(response::COLUMN.score_id.is_in(of.clone())).exec(tx).await?;
        score::Entity::delete_many().filter(score::COLUMN.id.is_in(of)).exec(tx).await?;
    }
    write_scores(tx, caller, id.0, &test.asked, sheets).await?;
    note_each(tx, caller, "sheet.entered", "enrolment", lines).await?;
    Ok(())
}
