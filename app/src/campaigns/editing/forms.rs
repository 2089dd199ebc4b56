//! What is sent of a text: looked at, kept as a draft, let go, published.

use super::model::{EditionForm, ModuleForm};
use super::pages::{module_sheet, publish_sheet};
use super::store::{self, Written};
use crate::campaigns::figures::store::names;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Problem, Refusal};
use crate::ids::CurriculumId;
use axum::extract::Path;
use axum_extra::extract::Form;

/// Takes what was typed of a module that was found; `unprinted` is what of it no paper could
/// show, which whoever prints knows.
pub async fn send_module(visit: &Visit, written: &Written, mut typed: ModuleForm, unprinted: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let (id, number) = (written.curriculum.line.id, written.place + 1);
    if typed.act == "discard" {
        return match refusals(store::discard(&caller, id, number, &typed.seen).await)? {
            Ok(()) => Ok(see(&format!("/curricula/{id}/modules/{number}/edit"))),
            Err(refused) => again(visit, (id, number), typed, refused).await,
        };
    }
    let read = typed.read(&names(&caller, id).await?);
    let text = match read {
        Ok(text) if unprinted.is_empty() => text,
        read => {
            let mut refused = read.err().unwrap_or_default();
            refused.extend(unprinted);
            return module_sheet(visit, id, written, typed, refused).await;
        }
    };
    if typed.act != "save" {
        let looked_at = ModuleForm { act: String::new(), ..typed };
        return module_sheet(visit, id, written, looked_at, Vec::new()).await;
    }
    let seen = std::mem::take(&mut typed.seen);
    match refusals(store::save(&caller, id, number, (text, &seen)).await)? {
        Ok(()) => Ok(see(&format!("/curricula/{id}/modules/{number}/edit?saved"))),
        Err(refused) => again(visit, (id, number), ModuleForm { seen, ..typed }, refused).await,
    }
}

/// The form again, beside what stands now: who saves once more has seen that.
async fn again(
    visit: &Visit,
    (id, number): (CurriculumId, usize),
    mut typed: ModuleForm,
    refused: Vec<Refusal>,
) -> Answer {
    let written = store::find(&visit.caller(), id, number).await?;
    if refused.iter().any(|refusal| refusal.problem == Problem::TextChanged) {
        typed.seen = written.text.sign();
    }
    module_sheet(visit, id, &written, typed, refused).await
}

/// Publishes an edition.
pub async fn send_edition(visit: Visit, Path(id): Path<CurriculumId>, Form(typed): Form<EditionForm>) -> Answer {
    let caller = visit.caller();
    store::coming(&caller, id).await?;
    // It stands at the foot of every page.
    let letter = (visit.state.undrawn)(&typed.version);
    let result = match (typed.read(), letter) {
        (Ok(_), Some(letter)) => {
            Err(vec![Refusal::new("version", Problem::NotDrawn { text: typed.version.clone(), letter })])
        }
        (Ok(read), None) => refusals(store::publish(&caller, id, read, &typed.seen).await)?,
        (Err(refused), _) => Err(refused),
    };
    match result {
        Ok(_) => Ok(see(&format!("/curricula/{id}"))),
        Err(refused) => publish_sheet(&visit, id, Some(typed), refused).await,
    }
}
