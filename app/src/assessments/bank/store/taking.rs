//! Questions taken in, and written anew.

use super::{in_force, last_place, load, load_modules, lock_as_keeper, retire_row, written};
use crate::fields::Problem;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::bank_question;
use crate::schema::error::UseError;
use questions::question::Question;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use std::collections::HashSet;

/// How many rows are written at once: within what both databases take as values.
const CHUNK: usize = 200;

/// What became of questions that were brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Kept now.
    pub new: usize,
    /// The very same were there already.
    pub same: usize,
}

/// Takes questions of one module, or of none, into the bank; the very same are known again.
///
/// # Errors
/// As [`take_each`].
pub async fn take(
    caller: &Caller,
    id: CurriculumId,
    module: Option<ModuleId>,
    questions: &[Question],
) -> Result<Taken, UseError> {
    let each: Vec<(Option<ModuleId>, &Question)> = questions.iter().map(|question| (module, question)).collect();
    take_each(caller, id, &each).await
}

/// Takes questions, each of its own module, into the bank; the very same are known again,
/// whatever their module.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for anyone who organises no campaign of
/// the programme; [`Problem::Unknown`] for a module of another curriculum.
pub async fn take_each(
    caller: &Caller,
    id: CurriculumId,
    questions: &[(Option<ModuleId>, &Question)],
) -> Result<Taken, UseError> {
    let tx = caller.db.begin().await?;
    let account = lock_as_keeper(&tx, caller, id).await?;
    check_modules(&tx, id, questions.iter().filter_map(|(module, _)| *module)).await?;
    let mut known: HashSet<String> = in_force(id).all(&tx).await?.into_iter().map(|row| row.content).collect();
    let mut place = last_place(&tx, id).await?;
    let mut rows = Vec::new();
    let mut taken = Taken::default();
    for (module, question) in questions {
        let content = written(question);
        if !known.insert(content.clone()) {
            taken.same += 1;
            continue;
        }
        taken.new += 1;
        place += 1;
        let row = caller.new_id();
        rows.push(bank_question::ActiveModel {
            id: Set(row),
            curriculum_id: Set(id.0),
            lineage_id: Set(row),
            version: Set(1),
            place: Set(place),
            module_id: Set(module.map(|module| module.0)),
            content: Set(content),
            account_id: Set(account),
            created_at: Set(caller.now),
            retired_at: Set(None),
        });
    }
    for chunk in rows.chunks(CHUNK) {
        bank_question::Entity::insert_many(chunk.to_vec()).exec_without_returning(&tx).await?;
    }
    if taken.new > 0 {
        note(&tx, caller, "questions.taken", "curriculum", id.0, json!({ "count": taken.new })).await?;
    }
    tx.commit().await?;
    Ok(taken)
}

/// Writes a question anew, of the module that it was of.
///
/// # Errors
/// As [`rewrite_in`].
pub async fn rewrite(
    caller: &Caller,
    id: CurriculumId,
    question: BankQuestionId,
    anew: &Question,
) -> Result<(), UseError> {
    write_anew(caller, id, question, Module::AsItWas, anew).await
}

/// Writes a question anew: a later version, which stands instead of this one, in this
/// module or in none. Written as it was, nothing changes.
///
/// # Errors
/// [`UseError::NotFound`] if it is not of this curriculum or no longer in force;
/// [`UseError::Forbidden`]; [`Problem::Unknown`] for a module of another curriculum.
pub async fn rewrite_in(
    caller: &Caller,
    id: CurriculumId,
    question: BankQuestionId,
    module: Option<ModuleId>,
    anew: &Question,
) -> Result<(), UseError> {
    write_anew(caller, id, question, Module::Other(module), anew).await
}

/// Of which module a question is when it is written anew.
enum Module {
    AsItWas,
    Other(Option<ModuleId>),
}

async fn write_anew(
    caller: &Caller,
    id: CurriculumId,
    question: BankQuestionId,
    module: Module,
    anew: &Question,
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let account = lock_as_keeper(&tx, caller, id).await?;
    let row = load(&tx, id, question).await?;
    let module = match module {
        Module::AsItWas => row.module_id.map(ModuleId),
        Module::Other(module) => module,
    };
    check_modules(&tx, id, module.into_iter()).await?;
    let (content, module) = (written(anew), module.map(|module| module.0));
    if row.content == content && row.module_id == module {
        return Ok(());
    }
    retire_row(&tx, caller, row.id).await?;
    let later = bank_question::ActiveModel {
        id: Set(caller.new_id()),
        curriculum_id: Set(row.curriculum_id),
        lineage_id: Set(row.lineage_id),
        version: Set(row.version + 1),
        place: Set(row.place),
        module_id: Set(module),
        content: Set(content),
        account_id: Set(account),
        created_at: Set(caller.now),
        retired_at: Set(None),
    };
    bank_question::Entity::insert(later).exec_without_returning(&tx).await?;
    note(&tx, caller, "question.rewritten", "bank_question", row.id, json!({})).await?;
    Ok(tx.commit().await?)
}

async fn check_modules(
    db: &impl ConnectionTrait,
    id: CurriculumId,
    mut wanted: impl Iterator<Item = ModuleId>,
) -> Result<(), UseError> {
    let modules = load_modules(db, id).await?;
    let are_known = wanted.all(|module| modules.iter().any(|(known, _)| *known == module));
    if are_known { Ok(()) } else { Err(UseError::refused("module", Problem::Unknown)) }
}
