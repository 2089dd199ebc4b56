//! Making the tests of a curriculum.

use super::model::{Wanted, draw};
use crate::assessments::bank::store::{Kept, keeper, load_in_force, lock_as_keeper};
use crate::assessments::model::{Moment, Purpose};
use crate::fields::Problem;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{instrument, question, score, test_opening};
use questions::question::{Kind, Language, Question};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// What a bank offers: its modules, each with how many questions are in force.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Title of the curriculum.
    pub title: String,
    /// The modules in order, those of no module last.
    pub modules: Vec<(Option<ModuleId>, String, usize)>,
    /// The tests in force, the pair before the quizzes.
    pub tests: Vec<InForce>,
}

/// A test in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// What it is for.
    pub purpose: Purpose,
    /// Its title.
    pub title: String,
    /// Which version it is, from 1.
    pub version: i32,
    /// Points of the whole.
    pub max_points: i32,
}

/// What the bank of a curriculum offers, for whoever may make tests of it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn offer(caller: &Caller, id: CurriculumId) -> Result<Offer, UseError> {
    let db = caller.db.reader();
    let (title, modules) = keeper(caller, db, id).await?;
    let bank = load_askable(db, id).await?;
    let count = |module| bank.iter().filter(|kept| kept.module == module).count();
    let mut offered: Vec<_> =
        modules.into_iter().map(|(module, title)| (Some(module), title, count(Some(module)))).collect();
    offered.push((None, String::new(), count(None)));
    Ok(Offer { title, modules: offered, tests: load_tests(db, id).await? })
}

async fn load_tests(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<InForce>, UseError> {
    let rows = instrument::Entity::find()
        .filter(instrument::COLUMN.curriculum_id.eq(id.0))
        .filter(instrument::COLUMN.retired_at.is_null())
        .all(db)
        .await?;
    let mut tests = Vec::with_capacity(rows.len());
    for row in rows {
        let purpose = StoreError::read(&row.moment, "instrument", "moment", row.id)?;
        tests.push(InForce { purpose, title: row.title, version: row.version, max_points: row.max_points });
    }
    tests.sort_by(|one, other| (one.purpose, &one.title).cmp(&(other.purpose, &other.title)));
    Ok(tests)
}

/// The questions in force that can be put to people: by a rubric, others judge them.
async fn load_askable(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<Kept>, UseError> {
    let mut bank = load_in_force(db, id).await?;
    bank.retain(|kept| !matches!(kept.question.kind, Kind::Rubric { .. }));
    Ok(bank)
}

/// Which tests are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// Pre-test and post-test: the same, so that what was learned can be told.
    Pair,
    /// A quiz of one module.
    Quiz(ModuleId),
}

/// Draws the questions and makes tests of them. Tests of before that nobody took are put
/// away; others stand for the workshops that have begun with them, and these are a later
/// version. `titles` are of pre-test and post-test, or of the quiz. How many questions.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::NotInBank`] for a plan
/// that the bank cannot fill; [`Problem::Unknown`] for a module of another curriculum.
pub async fn compose(
    caller: &Caller,
    id: CurriculumId,
    made: Made,
    titles: [&str; 2],
    plan: &[Wanted],
    seed: &str,
) -> Result<usize, UseError> {
    let tx = caller.db.begin().await?;
    lock_as_keeper(&tx, caller, id).await?;
    let (_, modules) = keeper(caller, &tx, id).await?;
    if let Made::Quiz(module) = made
        && !modules.iter().any(|(known, _)| *known == module)
    {
        return Err(UseError::refused("plan", Problem::Unknown));
    }
    let bank = load_askable(&tx, id).await?;
    let lots: Vec<(BankQuestionId, Option<ModuleId>)> = bank.iter().map(|kept| (kept.id, kept.module)).collect();
    let drawn = draw(seed, plan, &lots).ok_or_else(|| UseError::refused("plan", Problem::NotInBank))?;
    let of = |id: &BankQuestionId| bank.iter().find(|kept| kept.id == *id);
    let asked: Vec<(BankQuestionId, &Question)> =
        drawn.iter().filter_map(of).map(|kept| (kept.id, &kept.question)).collect();
    let version = put_away(&tx, caller, id, made).await?;
    let purposes = match made {
        Made::Pair => vec![Purpose::Paired(Moment::Before), Purpose::Paired(Moment::After)],
        Made::Quiz(_) => vec![Purpose::Quiz],
    };
    for (purpose, title) in purposes.into_iter().zip(titles) {
        write_test(&tx, caller, &New { curriculum: id, made, purpose, title, version }, &asked).await?;
    }
    let detail = json!({ "seed": seed, "questions": asked.len(), "version": version });
    note(&tx, caller, "tests.added", "curriculum", id.0, detail).await?;
    tx.commit().await?;
    Ok(asked.len())
}

/// Makes room for tests: those in force that nobody took are removed, others retired.
/// The version of what comes.
async fn put_away(tx: &DatabaseTransaction, caller: &Caller, id: CurriculumId, made: Made) -> Result<i32, UseError> {
    let all = instrument::Entity::find().filter(instrument::COLUMN.curriculum_id.eq(id.0));
    let all = match made {
        Made::Pair => all.filter(instrument::COLUMN.module_id.is_null()),
        Made::Quiz(module) => all.filter(instrument::COLUMN.module_id.eq(module.0)),
    };
    let rows = all.all(tx).await?;
    let last = rows.iter().map(|row| row.version).max().unwrap_or(0);
    let in_force: Vec<Uuid> = rows.iter().filter(|row| row.retired_at.is_none()).map(|row| row.id).collect();
    let taken = score::Entity::find().filter(score::COLUMN.instrument_id.is_in(in_force.clone())).count(tx).await?;
    let opened = test_opening::Entity::find()
        .filter(test_opening::COLUMN.instrument_id.is_in(in_force.clone()))
        .count(tx)
        .await?;
    if taken > 0 || opened > 0 {
        let retired = instrument::ActiveModel { retired_at: Set(Some(caller.now)), ..Default::default() };
        instrument::Entity::update_many().set(retired).filter(instrument::COLUMN.id.is_in(in_force)).exec(tx).await?;
        return Ok(last + 1);
    }
    let removed = in_force.len();
    question::Entity::delete_many().filter(question::COLUMN.instrument_id.is_in(in_force.clone())).exec(tx).await?;
    instrument::Entity::delete_many().filter(instrument::COLUMN.id.is_in(in_force)).exec(tx).await?;
    Ok(if removed > 0 { last } else { last + 1 })
}

/// A test to write.
struct New<'t> {
    curriculum: CurriculumId,
    made: Made,
    purpose: Purpose,
    title: &'t str,
    version: i32,
}

async fn write_test(
    tx: &DatabaseTransaction,
    caller: &Caller,
    new: &New<'_>,
    asked: &[(BankQuestionId, &Question)],
) -> Result<(), UseError> {
    let id = caller.new_id();
    let points: i32 = asked.iter().map(|(_, question)| i32::from(question.points)).sum();
    let row = instrument::ActiveModel {
        id: Set(id),
        curriculum_id: Set(new.curriculum.0),
        moment: Set(new.purpose.as_str().to_owned()),
        module_id: Set(match new.made {
            Made::Pair => None,
            Made::Quiz(module) => Some(module.0),
        }),
        title: Set(new.title.to_owned()),
        max_points: Set(points),
        version: Set(new.version),
        retired_at: Set(None),
    };
    instrument::Entity::insert(row).exec_without_returning(tx).await?;
    let rows = (1..).zip(asked).map(|(position, (kept, question))| question::ActiveModel {
        id: Set(caller.new_id()),
        instrument_id: Set(id),
        position: Set(position),
        wording: Set(question.text.in_language(Language::Fr).to_owned()),
        max_points: Set(i32::from(question.points)),
        bank_question_id: Set(Some(kept.0)),
    });
    question::Entity::insert_many(rows.collect::<Vec<_>>()).exec_without_returning(tx).await?;
    Ok(())
}
