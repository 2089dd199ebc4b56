//! What is asked about workshops of a curriculum.

use super::read_questions;
use crate::assessments::bank::store::{keeper, lock_as_keeper};
use crate::assessments::evaluations::model::defaults::default_questionnaire;
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::ids::CurriculumId;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{curriculum, evaluation, evaluation_form};
use chrono::{DateTime, Utc};
use questions::question::Question;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// What is asked on an occasion, as those who may change it see it.
#[derive(Clone, Debug)]
pub struct Form {
    /// Title of the curriculum.
    pub curriculum: String,
    /// Which version is in force, and since when; nothing while nobody has written one.
    pub version: Option<(i32, DateTime<Utc>)>,
    /// The questions.
    pub questions: Vec<Question>,
    /// For how many evaluations this version was opened: they keep it.
    pub opened: u64,
}

/// What is asked on an occasion, for whoever may change it.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for anyone who organises no campaign of
/// the programme.
pub async fn form(caller: &Caller, id: CurriculumId, occasion: Occasion) -> Result<Form, UseError> {
    let db = caller.db.reader();
    let (curriculum, _) = keeper(caller, db, id).await?;
    let Some(row) = load_in_force(db, id, occasion).await? else {
        let questions = default_questions(occasion)?;
        return Ok(Form { curriculum, version: None, questions, opened: 0 });
    };
    let opened = evaluation::Entity::find().filter(evaluation::COLUMN.form_id.eq(row.id)).count(db).await?;
    let questions = read_questions(&row)?;
    Ok(Form { curriculum, version: Some((row.version, row.created_at)), questions, opened })
}

/// Writes what is asked anew: a later version, for evaluations that are opened from now
/// on. What is open or was answered keeps its own, so that no answer comes to stand under
/// another question. Written as it was, nothing changes.
///
/// # Errors
/// As [`form`].
pub async fn write(
    caller: &Caller,
    id: CurriculumId,
    occasion: Occasion,
    questions: &[Question],
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let account = lock_as_keeper(&tx, caller, id).await?;
    let before = load_in_force(&tx, id, occasion).await?;
    if before.as_ref().is_some_and(|row| row.questions == written(questions)) {
        return Ok(());
    }
    if let Some(row) = &before {
        let retired =
            evaluation_form::ActiveModel { id: Set(row.id), retired_at: Set(Some(caller.now)), ..Default::default() };
        evaluation_form::Entity::update(retired).exec_without_returning(&tx).await?;
    }
    let version = before.map_or(1, |row| row.version + 1);
    insert(&tx, caller, (id, occasion, version), questions, account).await?;
    Ok(tx.commit().await?)
}

/// The form that is in force, within a larger use that has asked; what is asked at first
/// is written down once it is needed.
pub(super) async fn in_force_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: CurriculumId,
    occasion: Occasion,
    account: Uuid,
) -> Result<(Uuid, Vec<Question>), UseError> {
    // Locked: two that open at the same moment write it once.
    curriculum::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if let Some(row) = load_in_force(tx, id, occasion).await? {
        return Ok((row.id, read_questions(&row)?));
    }
    let questions = default_questions(occasion)?;
    let form = insert(tx, caller, (id, occasion, 1), &questions, account).await?;
    Ok((form, questions))
}

async fn insert(
    tx: &DatabaseTransaction,
    caller: &Caller,
    (id, occasion, version): (CurriculumId, Occasion, i32),
    questions: &[Question],
    account: Uuid,
) -> Result<Uuid, UseError> {
    let form = caller.new_id();
    let row = evaluation_form::ActiveModel {
        id: Set(form),
        curriculum_id: Set(id.0),
        occasion: Set(occasion.as_str().to_owned()),
        version: Set(version),
        questions: Set(written(questions)),
        account_id: Set(account),
        created_at: Set(caller.now),
        retired_at: Set(None),
    };
    evaluation_form::Entity::insert(row).exec_without_returning(tx).await?;
    let detail = json!({ "occasion": occasion, "version": version, "questions": questions.len() });
    note(tx, caller, "evaluation_form.written", "curriculum", id.0, detail).await?;
    Ok(form)
}

async fn load_in_force(
    db: &impl ConnectionTrait,
    id: CurriculumId,
    occasion: Occasion,
) -> Result<Option<evaluation_form::Model>, UseError> {
    Ok(evaluation_form::Entity::find()
        .filter(evaluation_form::COLUMN.curriculum_id.eq(id.0))
        .filter(evaluation_form::COLUMN.occasion.eq(occasion.as_str()))
        .filter(evaluation_form::COLUMN.retired_at.is_null())
        .order_by_desc(evaluation_form::Column::Version)
        .one(db)
        .await?)
}

fn default_questions(occasion: Occasion) -> Result<Vec<Question>, UseError> {
    default_questionnaire(occasion).read().map_err(UseError::Refused)
}

/// As it is kept: the same questions are always the same text.
fn written(questions: &[Question]) -> String {
    // Their fields are text, whole numbers and lists of these.
    serde_json::to_string(questions).expect("questions are JSON")
}
