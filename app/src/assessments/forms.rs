//! A score sheet, sent.

use super::model::Moment;
use super::pages::scores_sheet;
use super::store::results::release;
use super::store::{Entry, record};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Problem, Refusal};
use crate::ids::WorkshopId;
use axum::extract::Path;
use axum_extra::extract::Form;

/// Writes the whole sheet, or nothing if one entry is not in order.
pub async fn record_scores(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Answer {
    let result = match entries(&typed) {
        Ok(entries) => refusals(record(&visit.caller(), id, &entries).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/scores"))),
        Err(refused) => scores_sheet(&visit, id, &typed, refused).await,
    }
}

/// Shows the participants their own results.
pub async fn release_results(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    release(&visit.caller(), id, true).await?;
    Ok(see(&format!("/workshops/{id}/scores")))
}

/// Shows them no longer.
pub async fn withhold_results(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    release(&visit.caller(), id, false).await?;
    Ok(see(&format!("/workshops/{id}/scores")))
}

/// Reads the fields `before-…` and `after-…`; an empty one erases the score.
fn entries(typed: &[(String, String)]) -> Result<Vec<Entry>, Vec<Refusal>> {
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for (name, text) in typed {
        let Some((moment, enrolment)) = name.split_once('-') else { continue };
        let (Ok(moment), Ok(enrolment)) = (moment.parse::<Moment>(), enrolment.parse()) else { continue };
        let text = text.trim();
        let points = match text.parse::<i32>() {
            _ if text.is_empty() => None,
            Ok(points) => Some(points),
            Err(_) => {
                refused.push(Refusal::new(name, Problem::NotText));
                continue;
            }
        };
        entries.push(Entry { enrolment, moment, points });
    }
    if refused.is_empty() { Ok(entries) } else { Err(refused) }
}
