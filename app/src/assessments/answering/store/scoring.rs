//! What a test asks, and what answers to it were worth: the same of telephones, of paper and
//! of a key that was corrected.

use crate::assessments::answering::model::Marked;
use crate::assessments::bank::store::read_question;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{bank_question, question, response, score};
use questions::answer::Answer;
use questions::question::Question;
use questions::scoring::Scored;
use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many rows are written at once: within what both databases take as values.
const CHUNK: usize = 500;

/// The questions of a test in order, each with the row that asks it.
pub(in crate::assessments) async fn load_questions(
    db: &impl ConnectionTrait,
    instrument: Uuid,
) -> Result<Vec<(Uuid, Question)>, UseError> {
    let rows = question::Entity::find()
        .filter(question::COLUMN.instrument_id.eq(instrument))
        .find_also_related(bank_question::Entity)
        .order_by_asc(question::Column::Position)
        .all(db)
        .await?;
    let mut questions = Vec::with_capacity(rows.len());
    for (row, kept) in rows {
        questions.push((row.id, read_question(&kept.ok_or(UseError::NotFound)?)?));
    }
    Ok(questions)
}

/// Someone's answers to a test, with what they are worth.
pub(in crate::assessments) struct Sheet {
    /// Whose seat.
    pub seat: Uuid,
    /// Who answers for it.
    pub account: Uuid,
    /// The answers.
    pub marked: Marked,
}

/// The totals and the answers behind them.
pub(in crate::assessments) async fn write_scores(
    tx: &DatabaseTransaction,
    caller: &Caller,
    test: Uuid,
    asked: &[(Uuid, Question)],
    sheets: &[Sheet],
) -> Result<(), UseError> {
    let (mut totals, mut answers) = (Vec::with_capacity(sheets.len()), Vec::new());
    for sheet in sheets {
        let id = caller.new_id();
        totals.push(score::ActiveModel {
            id: Set(id),
            enrolment_id: Set(sheet.seat),
            instrument_id: Set(test),
            points: Set(sheet.marked.points),
            recorded_at: Set(caller.now),
            account_id: Set(sheet.account),
        });
        let rows = asked.iter().zip(&sheet.marked.answers);
        answers
            .extend(rows.map(|((question, _), (answer, scored))| response_of(caller, id, *question, answer, scored)));
    }
    for chunk in totals.chunks(CHUNK) {
        score::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    write_responses(tx, answers).await
}

/// The row of an answer.
pub(in crate::assessments) fn response_of(
    caller: &Caller,
    score: Uuid,
    question: Uuid,
    answer: &Answer,
    scored: &Scored,
) -> response::ActiveModel {
    response::ActiveModel {
        id: Set(caller.new_id()),
        score_id: Set(score),
        question_id: Set(question),
        // To the whole point below; the fraction stands beside it.
        points: Set(i32::try_from(scored.points.floor().to_integer()).unwrap_or_default()),
        answer: Set(serde_json::to_string(answer).ok()),
        exact: Set((!scored.points.is_integer()).then(|| scored.points.to_string())),
    }
}

/// Keeps the rows of answers.
pub(in crate::assessments) async fn write_responses(
    tx: &DatabaseTransaction,
    rows: Vec<response::ActiveModel>,
) -> Result<(), UseError> {
    for chunk in rows.chunks(CHUNK) {
        response::Entity::insert_many(chunk.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The answers behind the scores of a test, by score and in the order of its questions: of
/// those scores of which every answer is known. `seats` says whose.
pub(in crate::assessments) async fn load_answers(
    db: &impl ConnectionTrait,
    test: Uuid,
    asked: &[(Uuid, Question)],
    seats: Condition,
) -> Result<HashMap<Uuid, Vec<Answer>>, UseError> {
    let rows = response::Entity::find()
        .select_only()
        .columns([response::Column::Id, response::Column::ScoreId, response::Column::QuestionId])
        .column(response::Column::Answer)
        .join(JoinType::InnerJoin, response::Relation::Score.def())
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .filter(score::COLUMN.instrument_id.eq(test))
        .filter(response::COLUMN.answer.is_not_null())
        .filter(seats)
        .into_tuple::<(Uuid, Uuid, Uuid, Option<String>)>()
        .all(db)
        .await?;
    let places: HashMap<Uuid, usize> = asked.iter().enumerate().map(|(place, (id, _))| (*id, place)).collect();
    let mut found: HashMap<Uuid, Vec<Option<Answer>>> = HashMap::new();
    for (row, score, question, said) in rows {
        let (Some(place), Some(said)) = (places.get(&question), said) else { continue };
        let wrong = |_| StoreError::Inconsistent { table: "response", column: "answer", row: row.to_string() };
        let answers = found.entry(score).or_insert_with(|| vec![None; asked.len()]);
        answers[*place] = Some(serde_json::from_str(&said).map_err(wrong)?);
    }
    let whole = |answers: Vec<Option<Answer>>| answers.into_iter().collect::<Option<Vec<_>>>();
    Ok(found.into_iter().filter_map(|(score, answers)| Some((score, whole(answers)?))).collect())
}
