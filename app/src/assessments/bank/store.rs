//! Queries and writes about the bank.

mod taking;

pub use taking::{Taken, rewrite, rewrite_in, take, take_each};

use crate::campaigns::store::keeps;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{bank_question, curriculum, curriculum_module};
use questions::question::Question;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// How many questions a page shows.
pub const PAGE: u64 = 50;

/// A question in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Which version.
    pub id: BankQuestionId,
    /// Which version of the question it is, from 1.
    pub version: i32,
    /// Its place in the order in which questions were brought.
    pub place: i32,
    /// Of which module, if of one.
    pub module: Option<ModuleId>,
    /// The question.
    pub question: Question,
}

/// What a page of the bank shows.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Title of the curriculum.
    pub title: String,
    /// Its modules in order.
    pub modules: Vec<(ModuleId, String)>,
    /// How many questions are in force.
    pub count: u64,
    /// Those of this page.
    pub questions: Vec<Kept>,
    /// Whether more follow.
    pub more: bool,
    /// Whether the asker may change the bank.
    pub may_keep: bool,
}

/// Which questions to show.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only those of one module.
    pub module: Option<ModuleId>,
    /// Only those after this place.
    pub after: Option<i32>,
}

/// What every page of a bank needs.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Title of the curriculum.
    pub title: String,
    /// Its modules in order.
    pub modules: Vec<(ModuleId, String)>,
    /// Whether the asker may change the bank.
    pub may_keep: bool,
}

/// What every page of a bank needs, for whoever trains or organises.
///
/// # Errors
/// [`UseError::Forbidden`] for participants; [`UseError::NotFound`].
pub async fn heading(caller: &Caller, id: CurriculumId) -> Result<Heading, UseError> {
    caller.allow(Act::Work)?;
    let db = caller.db.reader();
    let row = curriculum::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let may_keep = keeps(caller, db, row.programme_id).await?;
    Ok(Heading { title: row.title, modules: load_modules(db, id).await?, may_keep })
}

/// A whole bank.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The modules of the curriculum in order.
    pub modules: Vec<(ModuleId, String)>,
    /// Its questions in force.
    pub questions: Vec<Kept>,
}

/// A page of a curriculum's questions in force, for whoever trains or organises: they
/// say what is right.
///
/// # Errors
/// [`UseError::Forbidden`] for participants; [`UseError::NotFound`].
pub async fn shelf(caller: &Caller, id: CurriculumId, filter: Filter) -> Result<Shelf, UseError> {
    let Heading { title, modules, may_keep } = heading(caller, id).await?;
    let db = caller.db.reader();
    let in_force = in_force(id);
    let count = in_force.clone().count(db).await?;
    let mut query = in_force;
    if let Some(module) = filter.module {
        query = query.filter(bank_question::Column::ModuleId.eq(module.0));
    }
    if let Some(after) = filter.after {
        query = query.filter(bank_question::COLUMN.place.gt(after));
    }
    let mut rows = query.limit(PAGE + 1).all(db).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    Ok(Shelf { title, modules, count, questions: rows.iter().map(kept).collect::<Result<_, _>>()?, more, may_keep })
}

/// All questions in force, to be given out as a file.
///
/// # Errors
/// As [`shelf`].
pub async fn all(caller: &Caller, id: CurriculumId) -> Result<Vec<Question>, UseError> {
    Ok(whole(caller, id).await?.questions.into_iter().map(|kept| kept.question).collect())
}

/// The same, each with its module.
///
/// # Errors
/// As [`shelf`].
pub async fn whole(caller: &Caller, id: CurriculumId) -> Result<Whole, UseError> {
    caller.allow(Act::Work)?;
    let db = caller.db.reader();
    curriculum::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    Ok(Whole { modules: load_modules(db, id).await?, questions: load_in_force(db, id).await? })
}

/// One question in force.
///
/// # Errors
/// [`UseError::NotFound`] if it is not of this curriculum or no longer in force.
pub async fn find(caller: &Caller, id: CurriculumId, question: BankQuestionId) -> Result<Kept, UseError> {
    caller.allow(Act::Work)?;
    kept(&load(caller.db.reader(), id, question).await?)
}

/// Puts a question away: no test takes it from now on.
///
/// # Errors
/// As [`rewrite`].
pub async fn retire(caller: &Caller, id: CurriculumId, question: BankQuestionId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    lock_as_keeper(&tx, caller, id).await?;
    let row = load(&tx, id, question).await?;
    retire_row(&tx, caller, row.id).await?;
    note(&tx, caller, "question.retired", "bank_question", row.id, json!({})).await?;
    Ok(tx.commit().await?)
}

async fn retire_row(tx: &DatabaseTransaction, caller: &Caller, id: Uuid) -> Result<(), UseError> {
    let changed = bank_question::ActiveModel { id: Set(id), retired_at: Set(Some(caller.now)), ..Default::default() };
    bank_question::Entity::update(changed).exec_without_returning(tx).await?;
    Ok(())
}

/// A curriculum's title and modules, for whoever may change its bank.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn keeper(
    caller: &Caller,
    db: &impl ConnectionTrait,
    id: CurriculumId,
) -> Result<(String, Vec<(ModuleId, String)>), UseError> {
    let row = curriculum::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    if !keeps(caller, db, row.programme_id).await? {
        return Err(UseError::Forbidden);
    }
    Ok((row.title, load_modules(db, id).await?))
}

/// The same, to show the page of a question that is to be written.
///
/// # Errors
/// As [`keeper`].
pub async fn desk(caller: &Caller, id: CurriculumId) -> Result<(String, Vec<(ModuleId, String)>), UseError> {
    keeper(caller, caller.db.reader(), id).await
}

/// The questions in force, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds what is no question.
pub async fn load_in_force(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<Kept>, UseError> {
    in_force(id).all(db).await?.iter().map(kept).collect()
}

/// The account of whoever may change the bank, behind the lock of the curriculum, so that
/// two who bring the same questions do not bring them twice.
///
/// # Errors
/// As [`keeper`].
pub async fn lock_as_keeper(tx: &DatabaseTransaction, caller: &Caller, id: CurriculumId) -> Result<Uuid, UseError> {
    let row = curriculum::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if !keeps(caller, tx, row.programme_id).await? {
        return Err(UseError::Forbidden);
    }
    Ok(caller.actor.account().ok_or(UseError::Forbidden)?.0)
}

fn in_force(id: CurriculumId) -> sea_orm::Select<bank_question::Entity> {
    bank_question::Entity::find()
        .filter(bank_question::COLUMN.curriculum_id.eq(id.0))
        .filter(bank_question::Column::RetiredAt.is_null())
        .order_by_asc(bank_question::Column::Place)
}

/// The last place that is taken, nought in an empty bank.
async fn last_place(db: &impl ConnectionTrait, id: CurriculumId) -> Result<i32, UseError> {
    let last = bank_question::Entity::find()
        .filter(bank_question::COLUMN.curriculum_id.eq(id.0))
        .order_by_desc(bank_question::Column::Place)
        .one(db)
        .await?;
    Ok(last.map_or(0, |last| last.place))
}

async fn load(
    db: &impl ConnectionTrait,
    id: CurriculumId,
    question: BankQuestionId,
) -> Result<bank_question::Model, UseError> {
    let found = bank_question::Entity::find_by_id(question.0).one(db).await?;
    found.filter(|row| row.curriculum_id == id.0 && row.retired_at.is_none()).ok_or(UseError::NotFound)
}

async fn load_modules(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<(ModuleId, String)>, UseError> {
    let rows = curriculum_module::Entity::find()
        .select_only()
        .columns([curriculum_module::Column::Id, curriculum_module::Column::Title])
        .filter(curriculum_module::COLUMN.curriculum_id.eq(id.0))
        .order_by_asc(curriculum_module::Column::Position)
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (ModuleId(id), title)).collect())
}

/// A version as it is kept.
pub(in crate::assessments) fn kept(row: &bank_question::Model) -> Result<Kept, UseError> {
    Ok(Kept {
        id: BankQuestionId(row.id),
        version: row.version,
        place: row.place,
        module: row.module_id.map(ModuleId),
        question: read_question(row)?,
    })
}

/// What a row asks.
pub(in crate::assessments) fn read_question(row: &bank_question::Model) -> Result<Question, StoreError> {
    serde_json::from_str(&row.content).map_err(|_| StoreError::Inconsistent {
        table: "bank_question",
        column: "content",
        row: row.id.to_string(),
    })
}

/// As it is kept: the same question is always the same text.
fn written(question: &Question) -> String {
    // Its fields are text, whole numbers and lists of these.
    serde_json::to_string(question).expect("a question is JSON")
}
