//! What is to be searched for, how far a search is, and what came of it; for the job
//! that searches.

use super::asking::read;
use crate::ids::{CampaignId, PlanId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::plans::model::{Progress, State};
use crate::plans::problem::{problem, standing_today};
use crate::plans::store::wishing::wishes;
use crate::schema::error::UseError;
use crate::schema::plan;
use crate::workshops::store::ground::ground;
use chrono::TimeDelta;
use planner::{Outcome, Problem};
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ActiveValue::Set, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::time::Duration;

/// When a search that nobody has heard of is held to have died with its process.
const LOST_AFTER: TimeDelta = TimeDelta::minutes(1);

/// A plan to be searched for.
#[derive(Clone, Debug)]
pub struct Task {
    /// Which.
    pub id: PlanId,
    /// The campaign, told to the planner.
    pub problem: Problem,
    /// The longest to search.
    pub limit: Duration,
}

/// Takes the plan that waits longest, if one does, for whoever searches for it now.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn take(caller: &Caller) -> Result<Option<Task>, UseError> {
    caller.allow(Act::RunDuties)?;
    let Some(row) = mark(caller).await? else { return Ok(None) };
    let (id, campaign) = (PlanId(row.id), CampaignId(row.campaign_id));
    let (ground, wishes) = (ground(caller, campaign).await?, wishes(caller, campaign).await?);
    // It was in order when it was asked for; the campaign may have changed since.
    let posed = read(&row)?.form.read().and_then(|(asked, seconds)| {
        let problem = problem(&ground, &asked, &wishes, caller.today())?;
        Ok(Task { id, problem, limit: Duration::from_secs(seconds) })
    });
    match posed {
        Ok(task) => {
            let stood = plan::ActiveModel {
                id: Set(row.id),
                stood: Set(json!(standing_today(&ground)).to_string()),
                ..Default::default()
            };
            plan::Entity::update(stood).exec_without_returning(caller.db.writer()).await?;
            Ok(Some(task))
        }
        Err(_) => end(caller, id, None).await.map(|()| None),
    }
}

async fn mark(caller: &Caller) -> Result<Option<plan::Model>, UseError> {
    let lost = Condition::all()
        .add(plan::COLUMN.state.eq(State::Searching.as_str()))
        .add(plan::COLUMN.heard_at.lt(caller.now - LOST_AFTER));
    let open = plan::Entity::find()
        .filter(Condition::any().add(plan::COLUMN.state.eq(State::Waiting.as_str())).add(lost))
        .order_by_asc(plan::Column::AskedAt);
    // Asked every second, and mostly for nothing: nobody who writes waits for that.
    if open.clone().one(caller.db.reader()).await?.is_none() {
        return Ok(None);
    }
    let tx = caller.db.begin().await?;
    let found = open
        // Two servers that search at once take different plans.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(&tx)
        .await?;
    if let Some(row) = &found {
        let taken = plan::ActiveModel {
            id: Set(row.id),
            state: Set(State::Searching.as_str().to_owned()),
            began_at: Set(Some(caller.now)),
            heard_at: Set(Some(caller.now)),
            ..Default::default()
        };
        plan::Entity::update(taken).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Writes how far a search is. Answers whether it is to go on.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn hear(caller: &Caller, id: PlanId, progress: &Progress) -> Result<bool, UseError> {
    caller.allow(Act::RunDuties)?;
    plan::Entity::update_many()
        .set(plan::ActiveModel {
            heard_at: Set(Some(caller.now)),
            progress: Set(json!(progress).to_string()),
            ..Default::default()
        })
        .filter(plan::COLUMN.id.eq(id.0))
        .exec(caller.db.writer())
        .await?;
    let row = plan::Entity::find_by_id(id.0).one(caller.db.reader()).await?;
    Ok(row.is_some_and(|row| !row.stop_asked))
}

/// Writes what came of a search; nothing if it could not be made.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn end(caller: &Caller, id: PlanId, outcome: Option<&Outcome>) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    let state = if outcome.is_some() { State::Ended } else { State::Failed };
    plan::Entity::update_many()
        .set(plan::ActiveModel {
            state: Set(state.as_str().to_owned()),
            outcome: Set(outcome.map(|outcome| json!(outcome).to_string()).unwrap_or_default()),
            ended_at: Set(Some(caller.now)),
            ..Default::default()
        })
        .filter(plan::COLUMN.id.eq(id.0))
        .exec(caller.db.writer())
        .await?;
    Ok(())
}
