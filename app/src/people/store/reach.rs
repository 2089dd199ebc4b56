//! Which campaigns work with a person: their organisers see all of the entry.

use crate::ids::{CampaignId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::person_campaign;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

/// Whether a campaign of the asker's works with this person.
///
/// # Errors
/// If the database fails.
pub async fn load_reach(db: &impl ConnectionTrait, caller: &Caller, id: PersonId) -> Result<bool, UseError> {
    let Some(organised) = caller.actor.organised() else { return Ok(true) };
    let found = person_campaign::Entity::find()
        .filter(person_campaign::COLUMN.person_id.eq(id.0))
        .filter(person_campaign::COLUMN.campaign_id.is_in(organised.into_iter().map(|id| id.0)))
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Refuses unless the asker may change this entry.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn may_change(caller: &Caller, id: PersonId) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    if load_reach(caller.db.reader(), caller, id).await? { Ok(()) } else { Err(UseError::Forbidden) }
}

/// Notes that a campaign works with a person, within a larger use that has
/// asked. Once noted, it stays.
///
/// # Errors
/// If the database fails.
pub async fn reach_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    id: PersonId,
) -> Result<(), UseError> {
    let row =
        person_campaign::ActiveModel { person_id: Set(id.0), campaign_id: Set(campaign.0), since: Set(caller.now) };
    let once = [person_campaign::Column::PersonId, person_campaign::Column::CampaignId];
    person_campaign::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    Ok(())
}
