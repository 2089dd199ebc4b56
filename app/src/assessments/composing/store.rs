//! Making the tests of a curriculum.

use super::model::{Wanted, draw};
use crate::assessments::bank::store::{Kept, keeper, load_in_force, lock_as_keeper};
use crate::assessments::model::Moment;
use crate::fields::Problem;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{instrument, question, score, test_opening};
use questions::question::{Kind, Language, Question};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

/// What a bank offers: its modules, each with how many questions are in force.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Title of the curriculum.
    pub title: String,
    /// The modules in order, those of no module last.
    pub modules: Vec<(Option<ModuleId>, String, usize)>,
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
    Ok(Offer { title, modules: offered })
}

/// The questions in force that can be put to people: by a rubric, others judge them.
async fn load_askable(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<Kept>, UseError> {
    let mut bank = load_in_force(db, id).await?;
    bank.retain(|kept| !matches!(kept.question.kind, Kind::Rubric { .. }));
    Ok(bank)
}

/// Draws the questions and makes pre-test and post-test of them: the same, so that what
/// was learned can be told. How many they are.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::NotInBank`] for a plan
/// that the bank cannot fill; [`Problem::TestTaken`] once anybody took the tests or can
/// take them.
pub async fn compose(
    caller: &Caller,
    id: CurriculumId,
    titles: [&str; 2],
    plan: &[Wanted],
    seed: &str,
) -> Result<usize, UseError> {
    let tx = caller.db.begin().await?;
    lock_as_keeper(&tx, caller, id).await?;
    refuse_if_taken(&tx, id).await?;
    let bank = load_askable(&tx, id).await?;
    let lots: Vec<(BankQuestionId, Option<ModuleId>)> = bank.iter().map(|kept| (kept.id, kept.module)).collect();
    let drawn = draw(seed, plan, &lots).ok_or_else(|| UseError::refused("plan", Problem::NotInBank))?;
    let of = |id: &BankQuestionId| bank.iter().find(|kept| kept.id == *id);
    let asked: Vec<(BankQuestionId, &Question)> =
        drawn.iter().filter_map(of).map(|kept| (kept.id, &kept.question)).collect();
    for (moment, title) in Moment::ALL.into_iter().zip(titles) {
        write_test(&tx, caller, id, moment, title, &asked).await?;
    }
    let detail = json!({ "seed": seed, "questions": asked.len() });
    note(&tx, caller, "tests.added", "curriculum", id.0, detail).await?;
    tx.commit().await?;
    Ok(asked.len())
}

/// Tests that nobody took are put away; others stand.
async fn refuse_if_taken(tx: &DatabaseTransaction, id: CurriculumId) -> Result<(), UseError> {
    let mut tests = Query::select();
    tests.column(instrument::Column::Id).from(instrument::Entity).and_where(instrument::COLUMN.curriculum_id.eq(id.0));
    let taken = score::Entity::find().filter(score::COLUMN.instrument_id.in_subquery(tests.clone())).count(tx).await?;
    let opened = test_opening::Entity::find().filter(test_opening::COLUMN.instrument_id.in_subquery(tests.clone()));
    if taken > 0 || opened.count(tx).await? > 0 {
        return Err(UseError::refused("plan", Problem::TestTaken));
    }
    question::Entity::delete_many().filter(question::COLUMN.instrument_id.in_subquery(tests)).exec(tx).await?;
    instrument::Entity::delete_many().filter(instrument::COLUMN.curriculum_id.eq(id.0)).exec(tx).await?;
    Ok(())
}

async fn write_test(
    tx: &DatabaseTransaction,
    caller: &Caller,
    curriculum: CurriculumId,
    moment: Moment,
    title: &str,
    asked: &[(BankQuestionId, &Question)],
) -> Result<(), UseError> {
    let id = caller.new_id();
    let points: i32 = asked.iter().map(|(_, question)| i32::from(question.points)).sum();
    let row = instrument::ActiveModel {
        id: Set(id),
        curriculum_id: Set(curriculum.0),
        moment: Set(moment.as_str().to_owned()),
        title: Set(title.to_owned()),
        max_points: Set(points),
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
