//! A question as it is sent from its fields.

use super::model::read;
use super::pages::{State, kinds_sheet, sheet};
use super::typed::{Typed, kind_of};
use crate::assessments::bank::forms::send_text;
use crate::assessments::bank::store::{Kept, find, rewrite_in, take_each};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Problem, Refusal};
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use axum::extract::Path;
use axum_extra::extract::Form;
use questions::formats::KindName;
use questions::question::Question;

/// Keeps a new question; or gives its fields back with more lines, or beside what they say.
pub async fn send_new(visit: Visit, Path(id): Path<CurriculumId>, Form(form): Form<Vec<(String, String)>>) -> Answer {
    let typed = Typed::of(form);
    match kind_of(typed.value("kind")) {
        Some(kind) => send(&visit, id, None, kind, typed).await,
        None => kinds_sheet(&visit, id, true).await,
    }
}

/// Writes a question anew, from its fields or from a text.
pub async fn send_change(
    visit: Visit,
    Path((id, question)): Path<(CurriculumId, BankQuestionId)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = Typed::of(form);
    let Some(kind) = kind_of(typed.value("kind")) else {
        return send_text(&visit, id, question, typed.value("text").to_owned()).await;
    };
    let kept = find(&visit.caller(), id, question).await?;
    send(&visit, id, Some(kept), kind, typed).await
}

async fn send(visit: &Visit, id: CurriculumId, kept: Option<Kept>, kind: KindName, typed: Typed) -> Answer {
    if typed.has("more") || typed.has("look") {
        return sheet(visit, id, kept, kind, typed, State::Continued).await;
    }
    let draft = read(kind, &typed);
    let module: Result<Option<ModuleId>, Refusal> = match typed.value("module") {
        "" => Ok(None),
        module => module.parse().map(Some).map_err(|_| Refusal::new("module", Problem::Unknown)),
    };
    let refused = match module {
        Ok(module) if draft.wrong.is_empty() => match keep(visit, id, kept.as_ref(), module, &draft.question).await? {
            Ok(done) => return Ok(done),
            Err(refused) => refused,
        },
        Ok(_) => Vec::new(),
        Err(refused) => vec![refused],
    };
    sheet(visit, id, kept, kind, typed, State::Refused(refused)).await
}

/// Takes a question in, or writes it anew.
async fn keep(
    visit: &Visit,
    id: CurriculumId,
    kept: Option<&Kept>,
    module: Option<ModuleId>,
    question: &Question,
) -> Result<Result<axum::response::Response, Vec<Refusal>>, crate::door::Failed> {
    let caller = visit.caller();
    let bank = format!("/curricula/{id}/questions");
    Ok(match kept {
        Some(kept) => refusals(rewrite_in(&caller, id, kept.id, module, question).await)?.map(|()| see(&bank)),
        None => refusals(take_each(&caller, id, &[(module, question)]).await)?
            .map(|taken| see(&format!("{bank}?new={}&same={}", taken.new, taken.same))),
    })
}
