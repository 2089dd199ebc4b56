//! A corrected key, applied: to the test, and to everybody whose answers are known.

use super::reading::{Case, load_case};
use crate::assessments::answering::store::scoring::{response_of, write_responses};
use crate::assessments::answering::store::sitting::read_typed;
use crate::assessments::bank::store::{keeper, lock_as_keeper};
use crate::fields::Problem;
use crate::ids::{CurriculumId, InstrumentId};
use crate::people::caller::Caller;
use crate::people::store::audit::{note, note_each};
use crate::schema::error::UseError;
use crate::schema::{instrument, question, response, score, sitting, test_opening, workshop};
use questions::question::Language;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many rows are named at once: within what both databases take as values.
const CHUNK: usize = 500;

/// Applies what [`super::reading::preview`] has shown: the test asks the later versions, and
/// everybody whose answers are known is judged by them. How many totals changed.
///
/// # Errors
/// As the preview; [`Problem::TestChanged`] if it would show something else by now, and
/// whatever stands in the way by its own name. Nothing has changed then.
pub async fn apply(
    caller: &Caller,
    id: CurriculumId,
    test: InstrumentId,
    chosen: &[Uuid],
    seen: &str,
) -> Result<usize, UseError> {
    let tx = caller.db.begin().await?;
    keeper(caller, &tx, id).await?;
    lock(&tx, caller, id, test).await?;
    let case = load_case(&tx, caller, id, test, chosen).await?;
    if case.preview.seen != seen {
        return Err(UseError::refused("question", Problem::TestChanged));
    }
    if let Some(problem) = case.preview.in_the_way {
        return Err(UseError::refused("question", problem));
    }
    write_test(&tx, test, &case).await?;
    write_answers(&tx, caller, &case).await?;
    write_totals(&tx, &case).await?;
    if case.key.moves() {
        move_fields(&tx, test, &case).await?;
    }
    note_all(&tx, caller, test, &case).await?;
    tx.commit().await?;
    Ok(case.preview.changed.len())
}

/// In the order of all who write scores: workshops, the bank, the test. Nobody enters or hands
/// in a score of the test meanwhile.
async fn lock(tx: &DatabaseTransaction, caller: &Caller, id: CurriculumId, test: InstrumentId) -> Result<(), UseError> {
    workshop::Entity::find()
        .filter(workshop::COLUMN.curriculum_id.eq(id.0))
        .order_by_asc(workshop::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    lock_as_keeper(tx, caller, id).await?;
    instrument::Entity::find_by_id(test.0).lock_exclusive().one(tx).await?;
    Ok(())
}

/// The test asks the later versions.
async fn write_test(tx: &DatabaseTransaction, test: InstrumentId, case: &Case) -> Result<(), UseError> {
    for one in &case.preview.chosen {
        let changed = question::ActiveModel {
            id: Set(one.question),
            wording: Set(one.later.text.in_language(Language::Fr).to_owned()),
            max_points: Set(i32::from(one.later.points)),
            bank_question_id: Set(Some(one.version.0)),
            ..Default::default()
        };
        question::Entity::update(changed).exec_without_returning(tx).await?;
    }
    let [_, max] = case.preview.max;
    let changed = instrument::ActiveModel { id: Set(test.0), max_points: Set(max), ..Default::default() };
    instrument::Entity::update(changed).exec_without_returning(tx).await?;
    Ok(())
}

/// What each answer to the chosen questions is worth now.
async fn write_answers(tx: &DatabaseTransaction, caller: &Caller, case: &Case) -> Result<(), UseError> {
    let questions: Vec<Uuid> = case.preview.chosen.iter().map(|one| one.question).collect();
    for some in case.known.chunks(CHUNK) {
        let gone = response::Entity::delete_many()
            .filter(response::COLUMN.score_id.is_in(some.iter().map(|(taken, _)| taken.score)))
            .filter(response::COLUMN.question_id.is_in(questions.iter().copied()))
            .filter(response::COLUMN.answer.is_not_null())
            .exec(tx)
            .await?;
        // Somebody was erased at this moment: their answers do not come back.
        if gone.rows_affected != (some.len() * questions.len()) as u64 {
            return Err(UseError::refused("question", Problem::TestChanged));
        }
    }
    let mut rows = Vec::with_capacity(case.known.len() * questions.len());
    for (taken, given) in &case.known {
        let Some(marked) = case.key.mark(given) else { continue };
        let judged = case.asked.iter().zip(&marked.answers).filter(|((id, _), _)| questions.contains(id));
        rows.extend(judged.map(|((id, _), (answer, scored))| response_of(caller, taken.score, *id, answer, scored)));
    }
    write_responses(tx, rows).await
}

/// The totals that change: those that become the same are written at once.
async fn write_totals(tx: &DatabaseTransaction, case: &Case) -> Result<(), UseError> {
    let mut by_points: BTreeMap<i32, Vec<Uuid>> = BTreeMap::new();
    for (taken, given) in &case.known {
        let Some(marked) = case.key.mark(given).filter(|marked| marked.points != taken.points) else { continue };
        by_points.entry(marked.points).or_default().push(taken.score);
    }
    for (points, scores) in by_points {
        for some in scores.chunks(CHUNK) {
            score::Entity::update_many()
                .set(score::ActiveModel { points: Set(points), ..Default::default() })
                .filter(score::COLUMN.id.is_in(some.iter().copied()))
                .exec(tx)
                .await?;
        }
    }
    Ok(())
}

/// What stands in the fields of those who answered on telephones means the same as before.
async fn move_fields(tx: &DatabaseTransaction, test: InstrumentId, case: &Case) -> Result<(), UseError> {
    let mut openings = Query::select();
    openings
        .column(test_opening::Column::Id)
        .from(test_opening::Entity)
        .and_where(test_opening::COLUMN.instrument_id.eq(test.0));
    let rows = sitting::Entity::find()
        .filter(sitting::COLUMN.opening_id.in_subquery(openings))
        .order_by_asc(sitting::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    for row in rows {
        let typed = read_typed(&row)?;
        let now = case.key.typed(&typed);
        if now != typed {
            let changed =
                sitting::ActiveModel { id: Set(row.id), typed: Set(json!(now.0).to_string()), ..Default::default() };
            sitting::Entity::update(changed).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// A line for each person whose total changed, and one for the test.
async fn note_all(tx: &DatabaseTransaction, caller: &Caller, test: InstrumentId, case: &Case) -> Result<(), UseError> {
    let changed = case.preview.changed.iter();
    let lines: Vec<(Uuid, Value)> = changed
        .map(|one| {
            let detail = json!({ "instrument": test, "before": one.before.points, "after": one.after.points });
            (one.enrolment.0, detail)
        })
        .collect();
    note_each(tx, caller, "score.rescored", "enrolment", &lines).await?;
    let questions: Vec<Value> =
        case.preview.chosen.iter().map(|one| json!({ "question": one.question, "version": one.version })).collect();
    let detail = json!({ "questions": questions, "max": case.preview.max, "people": lines.len() });
    note(tx, caller, "key.changed", "instrument", test.0, detail).await?;
    Ok(())
}
