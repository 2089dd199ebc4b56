//! What people send about evaluations.

use super::model::occasion::Occasion;
use super::model::questionnaire::Questionnaire;
use super::pages::answering::asked_sheet;
use super::pages::opening::held_sheet;
use super::pages::writing::{OccasionQuery, form_sheet};
use super::store::answering::hand_in;
use super::store::opening::{close, open};
use super::store::writing::write;
use crate::assessments::answering::model::Typed;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Fields;
use crate::ids::{CurriculumId, EvaluationId, WorkshopId};
use axum::extract::{Path, Query};
use axum_extra::extract::Form;
use serde::Deserialize;

/// Writes what is asked on an occasion.
pub async fn write_form(
    visit: Visit,
    Path(id): Path<CurriculumId>,
    Query(query): Query<OccasionQuery>,
    Form(typed): Form<Questionnaire>,
) -> Answer {
    let occasion = query.chosen();
    let written = match typed.read() {
        Ok(questions) => refusals(write(&visit.caller(), id, occasion, &questions).await)?,
        Err(refused) => Err(refused),
    };
    match written {
        Ok(()) => Ok(see(&format!("/curricula/{id}/evaluations?occasion={}", occasion.as_str()))),
        Err(refused) => form_sheet(&visit, id, occasion, Some(typed), refused).await,
    }
}

/// Opens an evaluation, or closes one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TurnForm {
    occasion: String,
    held_on: String,
    /// Identifier of the one to close; empty to open.
    close: String,
}

/// Opens an evaluation of a workshop, or closes it for good.
pub async fn turn_evaluation(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<TurnForm>) -> Answer {
    let caller = visit.caller();
    let mut fields = Fields::default();
    let turned = if typed.close.is_empty() {
        let occasion: Option<Occasion> = fields.choice("occasion", &typed.occasion);
        let held_on = fields.date("held_on", &typed.held_on);
        match fields.accept(occasion.zip(held_on)) {
            Ok((occasion, held_on)) => refusals(open(&caller, id, occasion, held_on).await)?.map(drop),
            Err(refused) => Err(refused),
        }
    } else {
        let evaluation: Option<EvaluationId> = fields.choice("close", &typed.close);
        match fields.accept(evaluation) {
            Ok(evaluation) => refusals(close(&caller, id, evaluation).await)?,
            Err(refused) => Err(refused),
        }
    };
    match turned {
        Ok(()) => Ok(see(&format!("/workshops/{id}/evaluations"))),
        Err(refused) => held_sheet(&visit, id, refused).await,
    }
}

/// Takes what a participant answers.
pub async fn send_answers(
    visit: Visit,
    Path(id): Path<EvaluationId>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = Typed::of(form);
    match refusals(hand_in(&visit.caller(), id, &typed).await)? {
        Ok(()) => Ok(see(&format!("/evaluations/{id}?sent=yes"))),
        Err(refused) => asked_sheet(&visit, id, typed, false, refused).await,
    }
}
