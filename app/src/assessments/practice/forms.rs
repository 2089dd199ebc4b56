//! What people send: a rubric, and what they give someone.

use super::draft::Draft;
use super::model::{MAX_REMARK, levels, next};
use super::pages::{Written, rating_sheet, rubric_sheet};
use super::store::judging::{Judgement, rate, seat};
use super::store::rubric::{keep, rubric};
use crate::assessments::answering::model::Typed;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{BankQuestionId, CurriculumId, EnrolmentId, WorkshopId};
use axum::extract::Path;
use axum_extra::extract::Form;

/// Keeps a rubric, or shows how raters will see it.
pub async fn send_rubric(
    visit: Visit,
    Path(id): Path<CurriculumId>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    let draft = Draft::typed(&form);
    let standing = rubric(&caller, id).await?.1;
    let looks = form.iter().any(|(name, _)| name == "look");
    let result = match draft.read(standing.as_ref().map(|standing| &standing.question)) {
        Ok(_) if looks => return rubric_sheet(&visit, id, Some(draft), Vec::new()).await,
        Ok(anew) => refusals(keep(&caller, id, &anew).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/curricula/{id}/rubric"))),
        Err(refused) => rubric_sheet(&visit, id, Some(draft), refused).await,
    }
}

/// Keeps what the asker gives someone, and goes on to whoever they have not judged.
pub async fn send_rating(
    visit: Visit,
    Path((id, enrolment)): Path<(WorkshopId, EnrolmentId)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    let found = seat(&caller, id, enrolment).await?;
    let value = |name: &str| form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let remark = value("remark").to_owned();
    // By which version it was filled in: criteria may have changed meanwhile.
    let by: Option<BankQuestionId> = value("rubric").parse().ok();
    let changed = by.is_some_and(|by| by != found.rubric.id);
    let typed = Typed::of(form);
    if changed {
        let refused = vec![Refusal::new("rubric", Problem::RubricChanged)];
        return rating_sheet(&visit, id, found, Some(Written { typed: Typed::default(), remark }), refused).await;
    }
    let mut fields = Fields::default();
    let said = fields.lines("remark", &remark, MAX_REMARK);
    let judged = match (levels(&found.rubric, &typed), fields.accept(Some(said))) {
        (Ok(levels), Ok(said)) => {
            let remark = (!said.is_empty()).then_some(said);
            let judgement = Judgement { enrolment, levels, remark };
            refusals(rate(&caller, id, found.rubric.id, &[judgement]).await)?
        }
        (levels, said) => Err([levels.err(), said.err()].into_iter().flatten().flatten().collect()),
    };
    match judged {
        Ok(people) => {
            let next = next(&people, enrolment).map(|next| format!("/{next}")).unwrap_or_default();
            Ok(see(&format!("/workshops/{id}/practice{next}")))
        }
        Err(refused) => rating_sheet(&visit, id, found, Some(Written { typed, remark }), refused).await,
    }
}
