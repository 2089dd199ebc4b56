//! Naming people for a workshop.

use super::links::load_invitation;
use crate::fields::Problem;
use crate::ids::{CampaignId, ImportId, NominationLinkId, PersonId, WorkshopId};
use crate::imports::model::certainly;
use crate::imports::store::telling::load_people_of;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::NewPerson;
use crate::people::store::audit::note_many;
use crate::people::store::duplicates::{likened, load_alike};
use crate::people::store::reach::reach_in;
use crate::people::store::register::add_in;
use crate::schema::error::UseError;
use crate::schema::{import, nomination, nomination_link, person};
use crate::workshops::store::enrolment::lock_in;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// Names someone for the institution of a link, without an account. Someone whom
/// the register certainly knows is that person, unchanged; anyone else becomes a
/// new entry, which the duplicates' page sets beside those it resembles. Whoever
/// names learns nothing of the register: named already counts as named.
///
/// # Errors
/// [`UseError::NotFound`] for a link that is closed; [`Problem::Full`] if it may
/// name nobody more; the fields of the person.
pub async fn name_by_link(caller: &Caller, token: &str, nominated_by: &str, new: NewPerson) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let link = load_invitation(&tx, caller.today(), token).await?;
    // Behind the lock: two who use one link at once may not name one too many.
    lock_link(&tx, link.id).await?;
    let link = load_invitation(&tx, caller.today(), token).await?;
    if link.left == 0 {
        return Err(UseError::refused("link", Problem::Full { capacity: places(&tx, link.id).await? }));
    }
    let new = NewPerson { institution: link.institution, ..new };
    let person = match known(&tx, &new).await? {
        Some(person) => person,
        None => add_in(&tx, caller, link.campaign, new).await?,
    };
    reach_in(&tx, caller, link.campaign, &[person]).await?;
    name_in(&tx, caller, link.workshop, Some(link.id), nominated_by, &[person]).await?;
    Ok(tx.commit().await?)
}

async fn lock_link(tx: &DatabaseTransaction, id: NominationLinkId) -> Result<nomination_link::Model, UseError> {
    nomination_link::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)
}

async fn places(tx: &DatabaseTransaction, id: NominationLinkId) -> Result<i32, UseError> {
    Ok(nomination_link::Entity::find_by_id(id.0).one(tx).await?.map(|row| row.places).unwrap_or_default())
}

/// The one entry that is certainly this person; none if it could be several.
async fn known(tx: &DatabaseTransaction, new: &NewPerson) -> Result<Option<PersonId>, UseError> {
    let row = likened(new);
    let alike = load_alike(tx, &row).await?;
    let mut sure = alike.into_iter().filter(|(_, entry)| certainly(&row, entry)).map(|(id, _)| id);
    Ok(sure.next().filter(|_| sure.next().is_none()))
}

/// A list in the register whose people may be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Which.
    pub id: ImportId,
    /// Who sent it.
    pub sender: String,
    /// What the file was called.
    pub file_name: String,
}

/// The lists of the workshop's campaign that are in the register, the latest
/// first, for the organiser.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn lists(caller: &Caller, campaign: CampaignId) -> Result<Vec<List>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let rows = import::Entity::find()
        .filter(import::COLUMN.campaign_id.eq(campaign.0))
        .filter(import::COLUMN.applied_at.is_not_null())
        .filter(import::COLUMN.undone_at.is_null())
        .filter(import::COLUMN.wiped_at.is_null())
        .order_by_desc(import::Column::CreatedAt)
        .limit(50)
        .all(caller.db.reader())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| List { id: ImportId(row.id), sender: row.sender, file_name: row.file_name })
        .collect())
}

/// Names everyone of a list that is in the register, for the organiser. Those
/// named already stay as they are. Answers how many were named.
///
/// # Errors
/// [`Problem::Unknown`] for a list of another campaign, or one that is not in the
/// register; [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn name_list(caller: &Caller, workshop: WorkshopId, list: ImportId) -> Result<usize, UseError> {
    let tx = caller.db.begin().await?;
    let row = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    let list = import::Entity::find_by_id(list.0)
        .filter(import::COLUMN.campaign_id.eq(row.campaign_id))
        .filter(import::COLUMN.applied_at.is_not_null())
        .filter(import::COLUMN.undone_at.is_null())
        .one(&tx)
        .await?
        .ok_or_else(|| UseError::refused("list", Problem::Unknown))?;
    let people = load_people_of(&tx, ImportId(list.id)).await?;
    let people = load_kept(&tx, &people).await?;
    let named = name_in(&tx, caller, workshop, None, &list.sender, &people).await?;
    tx.commit().await?;
    Ok(named)
}

/// Those of these entries that were not merged into another, each once.
async fn load_kept(db: &impl ConnectionTrait, people: &[PersonId]) -> Result<Vec<PersonId>, UseError> {
    let mut kept: HashSet<Uuid> = HashSet::new();
    for some in people.chunks(1_000) {
        let rows: Vec<Uuid> = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .filter(person::COLUMN.id.is_in(some.iter().map(|id| id.0)))
            .filter(person::COLUMN.merged_into_id.is_null())
            .into_tuple()
            .all(db)
            .await?;
        kept.extend(rows);
    }
    Ok(people.iter().filter(|id| kept.remove(&id.0)).copied().collect())
}

/// Names those who are not named yet, within a larger use that has asked.
async fn name_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    link: Option<NominationLinkId>,
    nominated_by: &str,
    people: &[PersonId],
) -> Result<usize, UseError> {
    let named: Vec<Uuid> = nomination::Entity::find()
        .select_only()
        .column(nomination::Column::PersonId)
        .filter(nomination::COLUMN.workshop_id.eq(workshop.0))
        .into_tuple()
        .all(tx)
        .await?;
    let named: HashSet<Uuid> = named.into_iter().collect();
    let new: Vec<&PersonId> = people.iter().filter(|person| !named.contains(&person.0)).collect();
    for some in new.chunks(500) {
        let rows = some.iter().map(|person| nomination::ActiveModel {
            id: Set(caller.new_id()),
            workshop_id: Set(workshop.0),
            person_id: Set(person.0),
            link_id: Set(link.map(|id| id.0)),
            nominated_by: Set(nominated_by.to_owned()),
            nominated_at: Set(caller.now),
            set_aside_at: Set(None),
        });
        nomination::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    let ids: Vec<Uuid> = new.iter().map(|person| person.0).collect();
    let detail = json!({ "workshop": workshop, "link": link });
    note_many(tx, caller, "nomination.made", "person", &ids, &detail).await?;
    Ok(new.len())
}
