//! Asking for a plan, following its search, ending it early.

use crate::ids::{CampaignId, PlanId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::plans::model::{AskForm, Progress, State};
use crate::plans::problem::problem;
use crate::plans::store::wishing::wishes;
use crate::scheduling::store::checking::lock_campaigns_in;
use crate::schema::error::{StoreError, UseError};
use crate::schema::plan;
use crate::workshops::store::ground::{Ground, ground};
use planner::{Outcome, Workshop};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

/// A plan that was asked for.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Which.
    pub id: PlanId,
    /// How far it is.
    pub state: State,
    /// What was asked.
    pub form: AskForm,
    /// How far its search has come.
    pub progress: Progress,
    /// The workshops of the campaign when it was searched.
    pub stood: Vec<Workshop>,
    /// What came of it, once it has ended.
    pub outcome: Option<Outcome>,
}

impl Kept {
    /// Whether there is still something to wait for.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.state, State::Waiting | State::Searching)
    }
}

/// Reads a row. What was written by an earlier version and cannot be read is nothing.
pub(super) fn read(row: &plan::Model) -> Result<Kept, StoreError> {
    Ok(Kept {
        id: PlanId(row.id),
        state: StoreError::read(&row.state, "plan", "state", row.id)?,
        form: serde_json::from_str(&row.asked).unwrap_or_default(),
        progress: serde_json::from_str(&row.progress).unwrap_or_default(),
        stood: serde_json::from_str(&row.stood).unwrap_or_default(),
        outcome: serde_json::from_str(&row.outcome).ok(),
    })
}

/// What a campaign's plans stand on, and the last one that was asked for.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] unless the asker organises it.
pub async fn latest(caller: &Caller, campaign: CampaignId) -> Result<(Ground, Option<Kept>), UseError> {
    let ground = ground(caller, campaign).await?;
    let row = load_latest(caller.db.reader(), campaign).await?;
    Ok((ground, row.as_ref().map(read).transpose()?))
}

async fn load_latest(db: &impl ConnectionTrait, campaign: CampaignId) -> Result<Option<plan::Model>, UseError> {
    let found = plan::Entity::find()
        .filter(plan::COLUMN.campaign_id.eq(campaign.0))
        .order_by_desc(plan::Column::AskedAt)
        .order_by_desc(plan::Column::Id)
        .one(db)
        .await?;
    Ok(found)
}

/// Asks for a plan; the server searches for it. Plans of the campaign that were not
/// adopted go, and a search that is going on ends.
///
/// # Errors
/// Every field that is not in order, and what no plan could stand on;
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn ask(caller: &Caller, campaign: CampaignId, form: &AskForm) -> Result<PlanId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let (asked, seconds) = form.read().map_err(UseError::Refused)?;
    let ground = ground(caller, campaign).await?;
    problem(&ground, &asked, &wishes(caller, campaign).await?, caller.today()).map_err(UseError::Refused)?;
    let tx = caller.db.begin().await?;
    lock_campaigns_in(&tx, &[campaign]).await?;
    clear(&tx, campaign).await?;
    let id = PlanId(caller.new_id());
    let progress = Progress { limit: i64::try_from(seconds).unwrap_or(i64::MAX), ..Progress::default() };
    let row = plan::ActiveModel {
        id: Set(id.0),
        campaign_id: Set(campaign.0),
        asked_by: Set(caller.actor.account().map(|id| id.0)),
        asked_at: Set(caller.now),
        asked: Set(json!(form).to_string()),
        state: Set(State::Waiting.as_str().to_owned()),
        stop_asked: Set(false),
        began_at: Set(None),
        heard_at: Set(None),
        progress: Set(json!(progress).to_string()),
        stood: Set(String::new()),
        outcome: Set(String::new()),
        ended_at: Set(None),
    };
    plan::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "plan.asked", "campaign", campaign.0, json!({ "plan": id })).await?;
    tx.commit().await?;
    Ok(id)
}

async fn clear(tx: &DatabaseTransaction, campaign: CampaignId) -> Result<(), UseError> {
    let of_campaign = plan::COLUMN.campaign_id.eq(campaign.0);
    plan::Entity::delete_many()
        .filter(of_campaign.clone())
        .filter(plan::COLUMN.state.is_not_in([State::Searching.as_str(), State::Adopted.as_str()]))
        .exec(tx)
        .await?;
    plan::Entity::update_many()
        .col_expr(plan::Column::StopAsked, Expr::value(true))
        .filter(of_campaign)
        .filter(plan::COLUMN.state.eq(State::Searching.as_str()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Asks once more for what was asked last.
///
/// # Errors
/// [`UseError::NotFound`] if nothing was; as [`ask`].
pub async fn ask_again(caller: &Caller, campaign: CampaignId) -> Result<PlanId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let row = load_latest(caller.db.reader(), campaign).await?.ok_or(UseError::NotFound)?;
    ask(caller, campaign, &read(&row)?.form).await
}

/// Ends a search with the best plan that it has. Answers of which campaign.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn stop(caller: &Caller, id: PlanId) -> Result<CampaignId, UseError> {
    let tx = caller.db.begin().await?;
    let row = plan::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let campaign = CampaignId(row.campaign_id);
    caller.allow(Act::Organise(campaign))?;
    let mut change = plan::ActiveModel { id: Set(id.0), stop_asked: Set(true), ..Default::default() };
    if row.state == State::Waiting.as_str() {
        change.state = Set(State::Ended.as_str().to_owned());
        change.outcome = Set(json!(Outcome::NothingFound { bound: None }).to_string());
        change.ended_at = Set(Some(caller.now));
    }
    plan::Entity::update(change).exec_without_returning(&tx).await?;
    note(&tx, caller, "plan.stopped", "campaign", campaign.0, json!({ "plan": id })).await?;
    tx.commit().await?;
    Ok(campaign)
}

/// The campaign of a plan.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn campaign_of(caller: &Caller, id: PlanId) -> Result<CampaignId, UseError> {
    let row = plan::Entity::find_by_id(id.0).one(caller.db.reader()).await?.ok_or(UseError::NotFound)?;
    let campaign = CampaignId(row.campaign_id);
    caller.allow(Act::Organise(campaign))?;
    Ok(campaign)
}
