//! Adopting a plan: workshops moved and workshops created, all of them or none.

use super::changing::{check_participants, is_marked, rewrite_in};
use super::enrolment::lock_in;
use super::planning::{check_trainers, create_in, proposal};
use super::reading::load_teams;
use crate::clash::Clash;
use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, CityId, CurriculumId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::scheduling::model::Days;
use crate::scheduling::store::checking::{Proposal, check_in, lock_campaigns_in};
use crate::schema::error::UseError;
use crate::schema::venue;
use crate::workshops::model::{NewWorkshop, WorkshopForm};
use sea_orm::{DatabaseTransaction, EntityTrait};
use uuid::Uuid;

/// A workshop on other days, in another room or with another team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub workshop: WorkshopId,
    /// Its room.
    pub venue: Uuid,
    /// Its days.
    pub days: Days,
    /// Its lead trainer.
    pub lead: AccountId,
    /// The second trainer; others who train with them stay.
    pub second: Option<AccountId>,
}

/// Moves and creates workshops of a campaign. What is checked is how all of them
/// stand afterwards: two may change places.
///
/// # Errors
/// Every clash of the first that cannot be; nothing is changed then.
pub async fn replan(
    caller: &Caller,
    campaign: CampaignId,
    moves: &[Move],
    forms: &[WorkshopForm],
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    replan_in(&tx, caller, campaign, moves, forms).await?;
    Ok(tx.commit().await?)
}

/// The same within a larger use.
///
/// # Errors
/// As [`replan`].
pub async fn replan_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    moves: &[Move],
    forms: &[WorkshopForm],
) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    lock_campaigns_in(tx, &[campaign]).await?;
    let mut written = Vec::with_capacity(moves.len());
    for one in moves {
        written.push(move_in(tx, caller, campaign, one).await?);
    }
    for form in forms {
        create_in(tx, caller, campaign, form).await?;
    }
    for (one, (proposal, other_days)) in moves.iter().zip(&written) {
        check_in(tx, proposal).await?;
        if *other_days {
            check_participants(tx, one.workshop, one.days).await?;
        }
    }
    Ok(())
}

/// Writes a workshop as it is to be; answers what is then to be checked, and whether
/// its days are others.
async fn move_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    to: &Move,
) -> Result<(Proposal, bool), UseError> {
    let row = lock_in(tx, to.workshop).await?;
    if row.campaign_id != campaign.0 {
        return Err(UseError::NotFound);
    }
    if row.starts_on <= caller.today() {
        return Err(UseError::refused("starts_on", Problem::Over));
    }
    if is_marked(tx, to.workshop).await? {
        return Err(UseError::refused("starts_on", Clash::Marked.into()));
    }
    let room = venue::Entity::find_by_id(to.venue).one(tx).await?.ok_or(UseError::NotFound)?;
    let team = load_teams(tx, std::iter::once(row.id)).await?.remove(&row.id).unwrap_or_default();
    let others = team.into_iter().skip(2).map(|(account, ..)| account);
    let trainers = to.second.into_iter().chain(others).filter(|account| *account != to.lead).collect();
    let new = NewWorkshop {
        title: row.title.clone(),
        city: CityId(room.city_id),
        venue: room.name,
        starts_on: to.days.from,
        ends_on: to.days.to,
        curriculum: CurriculumId(row.curriculum_id),
        capacity: row.capacity,
        lead: to.lead,
        trainers,
    };
    check_trainers(tx, campaign, &new).await?;
    let other_days = rewrite_in(tx, caller, &row, to.venue, &new).await?;
    Ok((proposal(Some(to.workshop), campaign, to.venue, &new), other_days))
}
