//! A corrected key, sent to be applied.

use super::pages::{chosen, rescoring_sheet};
use super::store::applying::apply;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::{CurriculumId, InstrumentId};
use axum::extract::Path;
use axum_extra::extract::Form;

/// Applies what was shown; if it would be something else by now, shows it anew.
pub async fn send_rescoring(
    visit: Visit,
    Path((id, test)): Path<(CurriculumId, InstrumentId)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let chosen = chosen(&form);
    let seen = form.iter().find(|(name, _)| name == "seen").map_or("", |(_, value)| value);
    match refusals(apply(&visit.caller(), id, test, &chosen, seen).await)? {
        Ok(changed) => Ok(see(&format!("/curricula/{id}/tests/{test}/rescoring?done={changed}"))),
        Err(refused) => rescoring_sheet(&visit, id, test, &chosen, None, refused).await,
    }
}
