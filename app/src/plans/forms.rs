//! What organisers send about plans.

use super::model::AskForm;
use super::pages::{Typed, new_title, plan_sheet};
use super::problem::address;
use super::store::adopting::adopt;
use super::store::asking::{ask, ask_again, stop};
use super::store::wishing::{add_wish, remove_wish};
use super::wish::WishForm;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::{CampaignId, PlanId, WishId};
use crate::people::access::Act;
use crate::plans::store::asking::campaign_of;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Asks for a plan.
pub async fn ask_plan(visit: Visit, Path(campaign): Path<CampaignId>, Form(typed): Form<AskForm>) -> Answer {
    match refusals(ask(&visit.caller(), campaign, &typed).await)? {
        Ok(_) => Ok(see(&address(campaign))),
        Err(refused) => plan_sheet(&visit, campaign, Typed { ask: Some(typed), ..Typed::default() }, refused).await,
    }
}

/// Wishes something.
pub async fn wish(visit: Visit, Path(campaign): Path<CampaignId>, Form(typed): Form<WishForm>) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(campaign))?;
    let done = match typed.read() {
        Ok(wish) => refusals(add_wish(&caller, campaign, &wish).await)?.map(drop),
        Err(refused) => Err(refused),
    };
    match done {
        Ok(()) => Ok(see(&format!("{}#wishes", address(campaign)))),
        Err(refused) => plan_sheet(&visit, campaign, Typed { wish: typed, ..Typed::default() }, refused).await,
    }
}

/// What is to be done once a wish was given up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GiveUpForm {
    again: String,
}

/// Gives a wish up, and perhaps asks again without it.
pub async fn give_up(
    visit: Visit,
    Path((campaign, id)): Path<(CampaignId, WishId)>,
    Form(typed): Form<GiveUpForm>,
) -> Answer {
    let caller = visit.caller();
    remove_wish(&caller, campaign, id).await?;
    if typed.again != "yes" {
        return Ok(see(&format!("{}#wishes", address(campaign))));
    }
    match refusals(ask_again(&caller, campaign).await)? {
        Ok(_) => Ok(see(&address(campaign))),
        Err(refused) => plan_sheet(&visit, campaign, Typed::default(), refused).await,
    }
}

/// Ends a search with what it has.
pub async fn stop_plan(visit: Visit, Path(id): Path<PlanId>) -> Answer {
    let campaign = stop(&visit.caller(), id).await?;
    Ok(see(&address(campaign)))
}

/// Adopts a plan.
pub async fn adopt_plan(visit: Visit, Path(id): Path<PlanId>) -> Answer {
    let caller = visit.caller();
    let locale = visit.locale;
    let title = move |city: &str, place: usize| new_title(locale, city, place);
    match refusals(adopt(&caller, id, &title).await)? {
        Ok(campaign) => Ok(see(&format!("/campaigns/{campaign}/schedule"))),
        Err(refused) => plan_sheet(&visit, campaign_of(&caller, id).await?, Typed::default(), refused).await,
    }
}
