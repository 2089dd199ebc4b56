//! Adopting a plan.

use super::asking::{campaign_of, read};
use crate::fields::Problem;
use crate::ids::{CampaignId, PlanId};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::plans::model::State;
use crate::plans::problem::{standing_today, writing};
use crate::schema::error::UseError;
use crate::schema::plan;
use crate::workshops::store::ground::ground;
use crate::workshops::store::replanning::replan_in;
use planner::Outcome;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect};
use serde_json::json;

/// Creates and moves the workshops of a plan, all or none, and keeps that it was
/// adopted. `title` names the workshop of a city by its place among them. Answers of
/// which campaign.
///
/// # Errors
/// [`Problem::Outdated`] if the calendar is no longer what the plan was made for; every
/// clash; [`UseError::NotFound`] for a plan that is none; [`UseError::Forbidden`].
pub async fn adopt(
    caller: &Caller,
    id: PlanId,
    title: &(dyn Fn(&str, usize) -> String + Sync),
) -> Result<CampaignId, UseError> {
    let campaign = campaign_of(caller, id).await?;
    let ground = ground(caller, campaign).await?;
    let tx = caller.db.begin().await?;
    let row = plan::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let kept = read(&row)?;
    let (State::Ended, Some(Outcome::Planned(planned))) = (kept.state, kept.outcome) else {
        return Err(UseError::refused("plan", Problem::Outdated));
    };
    if standing_today(&ground) != kept.stood {
        return Err(UseError::refused("plan", Problem::Outdated));
    }
    let (asked, _) = kept.form.read().map_err(UseError::Refused)?;
    let writing = writing(&ground, &asked, &planned, caller.today(), title).map_err(UseError::Refused)?;
    replan_in(&tx, caller, campaign, &writing.moves, &writing.forms).await?;
    let adopted =
        plan::ActiveModel { id: Set(id.0), state: Set(State::Adopted.as_str().to_owned()), ..Default::default() };
    plan::Entity::update(adopted).exec_without_returning(&tx).await?;
    let detail = json!({ "plan": id, "moved": writing.moves.len(), "created": writing.forms.len() });
    note(&tx, caller, "plan.adopted", "campaign", campaign.0, detail).await?;
    tx.commit().await?;
    Ok(campaign)
}
