//! Sheets of paper as they are typed and sent.

use super::model::MAX_LINE;
use super::pages::{Entering, sheets_sheet};
use super::store::{Typed, enter};
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::{EnrolmentId, InstrumentId, WorkshopId};
use axum::extract::Path;
use axum_extra::extract::Form;
use std::collections::HashSet;

/// Keeps the lines that are in order; the others come back as they were typed.
pub async fn enter_sheets(
    visit: Visit,
    Path((id, test)): Path<(WorkshopId, InstrumentId)>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let typed = lines(&form);
    let entered = enter(&visit.caller(), id, test, value(&form, "edition"), &typed).await;
    match refusals(entered)? {
        Ok(entered) if entered.wrong.is_empty() => {
            Ok(see(&format!("/workshops/{id}/tests/{test}/sheets?kept={}", entered.kept)))
        }
        Ok(entered) => {
            let kept = Some(entered.kept);
            sheets_sheet(&visit, id, test, Entering { kept, typed, wrong: entered.wrong, ..Entering::default() }).await
        }
        Err(refused) => sheets_sheet(&visit, id, test, Entering { typed, refused, ..Entering::default() }).await,
    }
}

fn value<'f>(form: &'f [(String, String)], name: &str) -> &'f str {
    form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}

/// The fields `s-…` in which something stands; `instead-…` beside one is the score that it
/// replaces.
fn lines(form: &[(String, String)]) -> Vec<Typed> {
    let mut known = HashSet::new();
    let line = |(name, text): &(String, String)| {
        let enrolment: EnrolmentId = name.strip_prefix("s-")?.parse().ok().filter(|id| known.insert(*id))?;
        // Longer by one, so that what is too long is found to be.
        let line: String = text.trim().chars().take(MAX_LINE + 1).collect();
        let instead_of = value(form, &format!("instead-{enrolment}")).parse().ok();
        (!line.is_empty()).then_some(Typed { enrolment, line, instead_of })
    };
    form.iter().filter_map(line).collect()
}
