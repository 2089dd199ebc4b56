//! What people send to the bank, and the files that it gives.

use super::pages::{BankQuery, bank_sheet, brought_sheet, change_sheet, lacking_sheet};
use super::sheets::reading::read_any;
use super::sheets::writing;
use super::store::{heading, retire, rewrite, take_each, whole};
use super::views::language;
use crate::door::{Answer, Visit, refusals, see, workbook};
use crate::error::AppError;
use crate::fields::{Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::imports::forms::problem;
use crate::imports::sheet::SheetError;
use crate::parts::Parts;
use axum::extract::{Multipart, Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum_extra::extract::Form;
use questions::faults::faults;
use questions::formats::{Format, MOST_BYTES, Read, Written, read, write};
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
    if given.len() > MOST_BYTES {
        return refused(field, Problem::file_too_large(MOST_BYTES)).await;
    }
    match read_any(given, &parts.file_name, language(visit.locale)) {
        Ok(Some(reading)) => brought_sheet(&visit, id, reading, parts.text("module").to_owned()).await,
        Ok(None) => refused(field, Problem::NotQuestions).await,
        Err(SheetError::NoHeadings) => refused(field, Problem::NoQuestionHeadings).await,
        Err(error) => refused(field, problem(error)).await,
    }
}

/// The questions that were shown, and the module of each: one for all, or each its own
/// between commas.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    questions: String,
    module: String,
    modules: String,
}

/// Takes in what was shown. Sent twice, it is kept once.
pub async fn take_brought(visit: Visit, Path(id): Path<CurriculumId>, Form(typed): Form<TakeForm>) -> Answer {
    let read = read(Format::Json, typed.questions.as_bytes(), language(visit.locale));
    let found = sound(read).and_then(|brought| Some((modules(&typed, brought.len())?, brought)));
    let Some((modules, brought)) = found else {
        let refused = vec![Refusal::new("file", Problem::Outdated)];
        return bank_sheet(&visit, id, BankQuery::default(), "", refused).await;
    };
    let each: Vec<(Option<ModuleId>, &Question)> = modules.into_iter().zip(&brought).collect();
    match refusals(take_each(&visit.caller(), id, &each).await)? {
        Ok(taken) => Ok(see(&format!("/curricula/{id}/questions?new={}&same={}", taken.new, taken.same))),
        Err(refused) => bank_sheet(&visit, id, BankQuery::default(), "", refused).await,
    }
}

/// The module of each of so many questions; nothing if there are not as many.
fn modules(typed: &TakeForm, count: usize) -> Option<Vec<Option<ModuleId>>> {
    let for_all: Option<ModuleId> = typed.module.parse().ok();
    if typed.modules.is_empty() {
        return Some(vec![for_all; count]);
    }
    let each: Vec<Option<ModuleId>> = typed.modules.split(',').map(|module| module.parse().ok().or(for_all)).collect();
    (each.len() == count).then_some(each)
}

/// The questions of a text, if there are any and nothing is wrong with them.
fn sound(read: Read) -> Option<Vec<Question>> {
    let whole = read.refused.is_empty() && read.questions.iter().all(|found| faults(&found.question).is_empty());
    (whole && !read.questions.is_empty()).then(|| read.questions.into_iter().map(|found| found.question).collect())
}

/// Writes a question anew, as a text says it.
pub async fn send_text(visit: &Visit, id: CurriculumId, question: BankQuestionId, text: String) -> Answer {
    let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Gift };
    let read = read(format, text.as_bytes(), language(visit.locale));
    let anew = sound(read).filter(|questions| questions.len() == 1).and_then(|mut questions| questions.pop());
    let Some(anew) = anew else {
        let refused = vec![Refusal::new("text", Problem::NotQuestions)];
        return change_sheet(visit, id, question, Some(text), refused).await;
    };
    match refusals(rewrite(&visit.caller(), id, question, &anew).await)? {
        Ok(()) => Ok(see(&format!("/curricula/{id}/questions"))),
        Err(refused) => change_sheet(visit, id, question, Some(text), refused).await,
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

/// A workbook to fill in.
pub async fn template(visit: Visit, Path(id): Path<CurriculumId>) -> Answer {
    let modules = heading(&visit.caller(), id).await?.modules;
    let name = match visit.locale {
        Locale::fr => "modele-questions.xlsx",
        Locale::en => "questions-template.xlsx",
    };
    workbook(name, writing::template(visit.locale, &modules))
}

/// The bank as a file that another program reads. What it cannot hold is told first.
pub async fn bank_file(
    visit: Visit,
    Path((id, file)): Path<(CurriculumId, String)>,
    Query(query): Query<FileQuery>,
) -> Answer {
    let whole = whole(&visit.caller(), id).await?;
    let (format, kind) = match file.as_str() {
        "questions.xlsx" => {
            let grid = writing::bank(visit.locale, &whole);
            if lacks(&grid.written, &query) {
                return lacking_sheet(&visit, id, &file, &grid.written).await;
            }
            return workbook(&file, writing::workbook(visit.locale, &grid, &whole.modules));
        }
        "questions.gift" => (Format::Gift, "text/plain; charset=utf-8"),
        "questions.xml" => (Format::MoodleXml, "application/xml"),
        "questions.txt" => (Format::Aiken, "text/plain; charset=utf-8"),
        "questions.zip" => (Format::Qti, "application/zip"),
        "questions.json" => (Format::Json, "application/json"),
        _ => return Err(AppError::NotFound.into()),
    };
    let questions: Vec<Question> = whole.questions.into_iter().map(|kept| kept.question).collect();
    let written = write(format, &questions, language(visit.locale));
    if lacks(&written, &query) {
        return lacking_sheet(&visit, id, &file, &written).await;
    }
    let disposition = format!("attachment; filename=\"{file}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], written.bytes).into_response())
}

/// Whether a file lacks something that its reader has not been told.
fn lacks(written: &Written, query: &FileQuery) -> bool {
    query.anyway.is_empty() && !(written.refused.is_empty() && written.lost.is_empty())
}
