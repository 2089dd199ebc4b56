//! What organisers send about days, journeys and trainers.

use super::model::{AbsenceForm, HolidayForm, JourneyForm};
use super::pages::{Typed, conditions_sheet};
use super::store::conditions::{add_absence, add_holiday, remove_absence, remove_holiday, set_competence, set_journey};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Refusal};
use crate::ids::{AbsenceId, AccountId, CampaignId, HolidayId};
use crate::people::access::Act;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Adds a holiday.
pub async fn holiday(visit: Visit, Path(campaign): Path<CampaignId>, Form(typed): Form<HolidayForm>) -> Answer {
    let caller = visit.caller();
    let done = match typed.read() {
        Ok((day, name)) => refusals(add_holiday(&caller, campaign, day, &name).await)?,
        Err(refused) => Err(refused),
    };
    answer(&visit, campaign, done, Typed { holiday: typed, ..Typed::default() }).await
}

/// Takes a holiday back.
pub async fn end_holiday(visit: Visit, Path((campaign, id)): Path<(CampaignId, HolidayId)>) -> Answer {
    remove_holiday(&visit.caller(), campaign, id).await?;
    Ok(see(&address(campaign)))
}

/// Adds an absence.
pub async fn absence(visit: Visit, Path(campaign): Path<CampaignId>, Form(typed): Form<AbsenceForm>) -> Answer {
    let caller = visit.caller();
    let done = match typed.read() {
        Ok((trainer, days)) => refusals(add_absence(&caller, campaign, trainer, days).await)?,
        Err(refused) => Err(refused),
    };
    answer(&visit, campaign, done, Typed { absence: typed, ..Typed::default() }).await
}

/// Takes an absence back.
pub async fn end_absence(visit: Visit, Path((campaign, id)): Path<(CampaignId, AbsenceId)>) -> Answer {
    remove_absence(&visit.caller(), campaign, id).await?;
    Ok(see(&address(campaign)))
}

/// The curricula that a trainer teaches, as ticked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CompetenceForm {
    teaches: Vec<String>,
}

/// States what a trainer teaches.
pub async fn competence(
    visit: Visit,
    Path((campaign, trainer)): Path<(CampaignId, AccountId)>,
    Form(typed): Form<CompetenceForm>,
) -> Answer {
    let caller = visit.caller();
    let mut fields = Fields::default();
    let teaches: Vec<_> = typed.teaches.iter().filter_map(|id| fields.choice("teaches", id)).collect();
    let done = match fields.accept(Some(teaches)) {
        Ok(teaches) => refusals(set_competence(&caller, campaign, trainer, &teaches).await)?,
        Err(refused) => Err(refused),
    };
    answer(&visit, campaign, done, Typed::default()).await
}

/// States a journey.
pub async fn journey(visit: Visit, Path(campaign): Path<CampaignId>, Form(typed): Form<JourneyForm>) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(campaign))?;
    let done = match typed.read() {
        Ok((one, other, days)) => refusals(set_journey(&caller, one, other, days).await)?,
        Err(refused) => Err(refused),
    };
    answer(&visit, campaign, done, Typed { journey: typed, ..Typed::default() }).await
}

async fn answer(visit: &Visit, campaign: CampaignId, done: Result<(), Vec<Refusal>>, typed: Typed) -> Answer {
    match done {
        Ok(()) => Ok(see(&address(campaign))),
        Err(refused) => conditions_sheet(visit, campaign, typed, refused).await,
    }
}

fn address(campaign: CampaignId) -> String {
    format!("/campaigns/{campaign}/conditions")
}
