//! What people send about tests on telephones.

use super::model::{Typed, unanswered};
use super::pages::paper_sheet;
use super::store::opening::{MOST_ATTEMPTS, MOST_MINUTES, Terms, close, open};
use super::store::sitting::{begin_again, hand_in, paper, save};
use crate::assessments::pages::scores_sheet;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Refusal};
use crate::ids::{InstrumentId, OpeningId, WorkshopId};
use crate::schema::error::UseError;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Opens a test, or closes it.
#[derive(Debug, Deserialize)]
pub struct TurnForm {
    test: InstrumentId,
    #[serde(default)]
    close: String,
    #[serde(default)]
    minutes: String,
    #[serde(default)]
    attempts: String,
}

impl TurnForm {
    /// On what terms the test is opened; nothing typed is no limit, and once.
    fn terms(&self) -> Result<Terms, Vec<Refusal>> {
        let mut fields = Fields::default();
        let minutes = self.minutes.trim();
        let minutes = (!minutes.is_empty()).then(|| fields.number("minutes", minutes, 1, MOST_MINUTES));
        let attempts = match self.attempts.trim() {
            "" => 1,
            typed => fields.number("attempts", typed, 1, MOST_ATTEMPTS),
        };
        fields.accept(Some(Terms { minutes, attempts }))
    }
}

/// Opens a test for a workshop, or closes it.
pub async fn turn_test(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<TurnForm>) -> Answer {
    let caller = visit.caller();
    let turned = if typed.close.is_empty() {
        match typed.terms() {
            Ok(terms) => open(&caller, id, typed.test, terms).await,
            Err(refused) => Err(UseError::Refused(refused)),
        }
    } else {
        close(&caller, id, typed.test).await
    };
    match refusals(turned)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/scores"))),
        Err(refused) => scores_sheet(&visit, id, &[], refused).await,
    }
}

/// Keeps what was typed, or hands it in. Questions left empty are asked about once.
pub async fn send_paper(visit: Visit, Path(id): Path<OpeningId>, Form(form): Form<Vec<(String, String)>>) -> Answer {
    let caller = visit.caller();
    let pressed = |name: &str| form.iter().any(|(known, _)| known == name);
    let (hands_in, sure, again) = (pressed("hand_in"), pressed("sure"), pressed("again"));
    let typed = Typed::of(form);
    if again {
        return match refusals(begin_again(&caller, id).await)? {
            Ok(()) => Ok(see(&format!("/tests/{id}"))),
            Err(refused) => paper_sheet(&visit, id, None, refused, Vec::new()).await,
        };
    }
    if !hands_in {
        return match refusals(save(&caller, id, &typed).await)? {
            Ok(()) => Ok(see(&format!("/tests/{id}"))),
            Err(refused) => paper_sheet(&visit, id, Some(typed), refused, Vec::new()).await,
        };
    }
    let empty = unanswered(&paper(&caller, id).await?.questions, &typed);
    if !empty.is_empty() && !sure {
        // Kept meanwhile: nothing is lost while they look.
        return match refusals(save(&caller, id, &typed).await)? {
            Ok(()) => paper_sheet(&visit, id, Some(typed), Vec::new(), empty).await,
            Err(refused) => paper_sheet(&visit, id, Some(typed), refused, Vec::new()).await,
        };
    }
    match refusals(hand_in(&caller, id, &typed).await)? {
        Ok(()) => Ok(see(&format!("/tests/{id}"))),
        Err(refused) => paper_sheet(&visit, id, Some(typed), refused, Vec::new()).await,
    }
}
