//! The plan of a test, as it is sent.

use super::model::{MAX_SEED, Wanted};
use super::pages::tests_sheet;
use super::store::{Made, Offer, compose, offer};
use crate::assessments::model::Moment;
use crate::assessments::pages::moment_name;
use crate::door::{Answer, Visit, form_encode, refusals, see};
use crate::fields::{Fields, Problem};
use crate::ids::{CurriculumId, ModuleId};
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
    let (made, plan) = planned(&mut fields, &offered, value);
    let titles = match made {
        Made::Pair => Moment::ALL.map(|moment| moment_name(visit.locale, moment)),
        Made::Quiz(module) => {
            let found = offered.modules.iter().find(|(known, _, _)| *known == Some(module));
            [found.map_or("", |(_, title, _)| title.as_str()); 2]
        }
    };
    let result = match fields.accept(Some(())) {
        Ok(()) => refusals(compose(&caller, id, made, titles, &plan, &seed).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(count) => Ok(see(&format!("/curricula/{id}/tests?count={count}&seed={}", form_encode(&seed)))),
        Err(refused) => tests_sheet(&visit, id, &typed, None, refused).await,
    }
}

/// Which tests are to be made, and of how many questions of each module: `m0`, `m1`, … for
/// the pair; for a quiz the module is `quiz`, their number `quiz_count`.
fn planned<'t>(fields: &mut Fields, offered: &Offer, value: impl Fn(&str) -> &'t str) -> (Made, Vec<Wanted>) {
    let mut count = |name: &str| match value(name) {
        "" => None,
        count => {
            let count = count.parse().ok();
            if count.is_none() {
                fields.refuse("plan", Problem::NotInBank);
            }
            count
        }
    };
    let module = value("quiz").parse().ok();
    if let Some(module) = module {
        let plan = count("quiz_count").map(|count| Wanted { module: Some(module), count });
        return (Made::Quiz(module), plan.into_iter().collect());
    }
    let wanted = |(place, (module, _, _)): (usize, &(Option<ModuleId>, String, usize))| {
        count(&format!("m{place}")).map(|count| Wanted { module: *module, count })
    };
    (Made::Pair, offered.modules.iter().enumerate().filter_map(wanted).collect())
}
