//! What people send to the bank, and the files that it gives.

use super::pages::{BankQuery, bank_sheet, brought_sheet, change_sheet, lacking_sheet};
use super::store::{all, retire, rewrite, take};
use super::views::language;
use crate::door::{Answer, Failed, Visit, refusals, see};
use crate::error::AppError;
use crate::fields::{Problem, Refusal};
use crate::ids::{BankQuestionId, CurriculumId};
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
pub async fn bring(visit: Visit, Path(id): Path<CurriculumId>, mut parts: Multipart) -> Answer {
    let (mut bytes, mut file_name, mut pasted, mut module) = (Vec::new(), String::new(), String::new(), String::new());
    let unread = |_| Failed::from(AppError::refused("file", Problem::file_too_large(MOST_BYTES)));
    while let Some(part) = parts.next_field().await.map_err(unread)? {
        match part.name().unwrap_or_default() {
            "file" => {
                file_name = part.file_name().unwrap_or_default().to_owned();
                bytes = part.bytes().await.map_err(unread)?.to_vec();
            }
            "pasted" => pasted = part.text().await.map_err(unread)?,
            "module" => module = part.text().await.map_err(unread)?,
            _ => {}
        }
    }
    let (field, given) = if bytes.is_empty() { ("pasted", pasted.as_bytes()) } else { ("file", bytes.as_slice()) };
    let refused = |field: &str, problem| vec![Refusal::new(field, problem)];
    if given.is_empty() {
        return bank_sheet(&visit, id, BankQuery::default(), "", refused("file", Problem::Required)).await;
    }
    let Some(format) = detect(given, &file_name) else {
        return bank_sheet(&visit, id, BankQuery::default(), &pasted, refused(field, Problem::NotQuestions)).await;
    };
    brought_sheet(&visit, id, read(format, given, language(visit.locale)), module).await
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
