//! The plan of a test, as it is sent.

use super::model::{MAX_SEED, Wanted};
use super::pages::tests_sheet;
use super::store::{compose, offer};
use crate::assessments::model::Moment;
use crate::assessments::pages::moment_name;
use crate::door::{Answer, Visit, form_encode, refusals, see};
use crate::fields::{Fields, Problem};
use crate::ids::CurriculumId;
use crate::people::secrets::fresh_code;
use axum::extract::Path;
use axum_extra::extract::Form;

/// Draws the questions and makes the tests.
pub async fn compose_tests(
    visit: Visit,
    Path(id): Path<CurriculumId>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    let offered = offer(&caller, id).await?;
    let value = |name: &str| typed.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim());
    let mut fields = Fields::default();
    let seed = fields.optional_line("seed", value("seed"), MAX_SEED).unwrap_or_else(|| fresh_code().to_string());
    let mut plan = Vec::new();
    for (place, (module, _, _)) in offered.modules.iter().enumerate() {
        let name = format!("m{place}");
        match value(&name) {
            "" => {}
            count => match count.parse() {
                Ok(count) => plan.push(Wanted { module: *module, count }),
                Err(_) => fields.refuse("plan", Problem::NotInBank),
            },
        }
    }
    let titles = Moment::ALL.map(|moment| moment_name(visit.locale, moment));
    let result = match fields.accept(Some(())) {
        Ok(()) => refusals(compose(&caller, id, titles, &plan, &seed).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(count) => Ok(see(&format!("/curricula/{id}/tests?count={count}&seed={}", form_encode(&seed)))),
        Err(refused) => tests_sheet(&visit, id, &typed, None, refused).await,
    }
}
