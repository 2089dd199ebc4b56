//! What people send to the bank, and the files that it gives.

use super::pages::{BankQuery, bank_sheet, brought_sheet, change_sheet, lacking_sheet};
use super::store::{all, retire, rewrite, take};
use super::views::language;
use crate::door::{Answer, Visit, refusals, see};
use crate::error::AppError;
use crate::fields::{Problem, Refusal};
use crate::ids::{BankQuestionId, CurriculumId};
use crate::parts::Parts;
use axum::extract::{Multipart, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use questions::faults::faults;
use questions::formats::{Format, MOST_BYTES, Read, detect, read, write};
use questions::question::Question;
use serde::Deserialize;

/// The most that a request brings: a file, or the questions that were read in it.
pub const MAX_BODY: usize = 2 * MOST_BYTES;

/// Reads a file or a text, and shows what it would bring.
pub async fn bring(visit: Visit, Path(id): Path<CurriculumId>, sent: Multipart) -> Answer {
    let parts = Parts::read(sent, "file").await;
    let pasted = parts.text("pasted");
    let (field, given) = match parts.bytes.as_slice() {
        [] => ("pasted", pasted.as_bytes()),
        bytes => ("file", bytes),
    };
    let refused =
        |field, problem| bank_sheet(&visit, id, BankQuery::default(), pasted, vec![Refusal::new(field, problem)]);
    if parts.cut_short {
        return refused("file", Problem::file_too_large(MOST_BYTES)).await;
    }
    if given.is_empty() {
        return refused("file", Problem::Required).await;
    }
    match detect(given, &parts.file_name) {
        Some(format) => {
            let module = parts.text("module").to_owned();
            brought_sheet(&visit, id, read(format, given, language(visit.locale)), module).await
        }
        None => refused(field, Problem::NotQuestions).await,
    }
}

/// The questions that were shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    questions: String,
    module: String,
}

/// Takes in what was shown. Sent twice, it is kept once.
pub async fn take_brought(visit: Visit, Path(id): Path<CurriculumId>, Form(typed): Form<TakeForm>) -> Answer {
    let read = read(Format::Json, typed.questions.as_bytes(), language(visit.locale));
    let Some(brought) = sound(read) else {
        let refused = vec![Refusal::new("file", Problem::Outdated)];
        return bank_sheet(&visit, id, BankQuery::default(), "", refused).await;
    };
    match refusals(take(&visit.caller(), id, typed.module.parse().ok(), &brought).await)? {
        Ok(taken) => Ok(see(&format!("/curricula/{id}/questions?new={}&same={}", taken.new, taken.same))),
        Err(refused) => bank_sheet(&visit, id, BankQuery::default(), "", refused).await,
    }
}

/// The questions of a text, if there are any and nothing is wrong with them.
fn sound(read: Read) -> Option<Vec<Question>> {
    let whole = read.refused.is_empty() && read.questions.iter().all(|found| faults(&found.question).is_empty());
    (whole && !read.questions.is_empty()).then(|| read.questions.into_iter().map(|found| found.question).collect())
}

/// A question as it was written anew.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    text: String,
}

/// Writes a question anew.
pub async fn send_change(
    visit: Visit,
    Path((id, question)): Path<(CurriculumId, BankQuestionId)>,
    Form(typed): Form<ChangeForm>,
) -> Answer {
    let format = if typed.text.trim_start().starts_with('{') { Format::Json } else { Format::Gift };
    let read = read(format, typed.text.as_bytes(), language(visit.locale));
    let anew = sound(read).filter(|questions| questions.len() == 1).and_then(|mut questions| questions.pop());
    let Some(anew) = anew else {
        let refused = vec![Refusal::new("text", Problem::NotQuestions)];
        return change_sheet(&visit, id, question, Some(typed.text), refused).await;
    };
    match refusals(rewrite(&visit.caller(), id, question, &anew).await)? {
        Ok(()) => Ok(see(&format!("/curricula/{id}/questions"))),
        Err(refused) => change_sheet(&visit, id, question, Some(typed.text), refused).await,
    }
}

/// Puts a question away.
pub async fn retire_question(visit: Visit, Path((id, question)): Path<(CurriculumId, BankQuestionId)>) -> Answer {
    retire(&visit.caller(), id, question).await?;
    Ok(see(&format!("/curricula/{id}/questions")))
}

/// Whether a file is wanted though it does not hold everything.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FileQuery {
    anyway: String,
}

/// The bank as a file that another program reads. What it cannot hold is told first.
pub async fn bank_file(
    visit: Visit,
    Path((id, file)): Path<(CurriculumId, String)>,
    Query(query): Query<FileQuery>,
) -> Answer {
    let questions = all(&visit.caller(), id).await?;
    let (format, kind) = match file.as_str() {
        "questions.gift" => (Format::Gift, "text/plain; charset=utf-8"),
        "questions.xml" => (Format::MoodleXml, "application/xml"),
        "questions.txt" => (Format::Aiken, "text/plain; charset=utf-8"),
        "questions.zip" => (Format::Qti, "application/zip"),
        "questions.json" => (Format::Json, "application/json"),
        _ => return Err(AppError::NotFound.into()),
    };
    let written = write(format, &questions, language(visit.locale));
    let whole = written.refused.is_empty() && written.lost.is_empty();
    if !whole && query.anyway.is_empty() {
        return lacking_sheet(&visit, id, &file, &written).await;
    }
    let disposition = format!("attachment; filename=\"{file}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], written.bytes).into_response())
}
