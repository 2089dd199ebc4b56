//! Which campaigns work with a person: their organisers see all of the entry.

use crate::ids::{CampaignId, PersonId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::{person, person_campaign};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use std::collections::HashSet;

/// How many people a statement names at once.
const CHUNK: usize = 1_000;

/// Whether a campaign of the asker's works with this person.
///
/// # Errors
/// If the database fails.
pub async fn load_reach(db: &impl ConnectionTrait, caller: &Caller, id: PersonId) -> Result<bool, UseError> {
    Ok(load_reached(db, caller, &[id]).await?.contains(&id))
}

/// Refuses unless the asker may change this entry.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn may_change(caller: &Caller, id: PersonId) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    if load_reach(caller.db.reader(), caller, id).await? { Ok(()) } else { Err(UseError::Forbidden) }
}

/// Refuses unless it is themselves who ask, or someone with whom a campaign of the
/// asker's works.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else; [`UseError::NotFound`].
pub async fn check_own_or_reached(db: &impl ConnectionTrait, caller: &Caller, id: PersonId) -> Result<(), UseError> {
    if caller.actor.person().is_some() && may(&caller.actor, Act::ReadOwn(id)) {
        return Ok(());
    }
    caller.allow(Act::KeepRegister)?;
    person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    if load_reach(db, caller, id).await? { Ok(()) } else { Err(UseError::Forbidden) }
}

/// Those of these people with whom a campaign of the asker's works.
///
/// # Errors
/// If the database fails.
pub async fn load_reached(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[PersonId],
) -> Result<HashSet<PersonId>, UseError> {
    let Some(organised) = caller.actor.organised() else { return Ok(ids.iter().copied().collect()) };
    let mut reached = HashSet::new();
    for some in ids.chunks(CHUNK) {
        let rows = person_campaign::Entity::find()
            .filter(person_campaign::COLUMN.person_id.is_in(some.iter().map(|id| id.0)))
            .filter(person_campaign::COLUMN.campaign_id.is_in(organised.iter().map(|id| id.0)))
            .all(db)
            .await?;
        reached.extend(rows.into_iter().map(|row| PersonId(row.person_id)));
    }
    Ok(reached)
}

/// Notes that a campaign works with people, within a larger use that has asked.
/// Once noted, it stays.
///
/// # Errors
/// If the database fails.
pub async fn reach_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    ids: &[PersonId],
) -> Result<(), UseError> {
    let once = [person_campaign::Column::PersonId, person_campaign::Column::CampaignId];
    for some in ids.chunks(CHUNK) {
        let rows = some.iter().map(|id| person_campaign::ActiveModel {
            person_id: Set(id.0),
            campaign_id: Set(campaign.0),
            since: Set(caller.now),
        });
        person_campaign::Entity::insert_many(rows).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    }
    Ok(())
}
