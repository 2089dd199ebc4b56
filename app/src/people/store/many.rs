//! Many entries at once, as lists bring them: added, changed and forgotten by
//! statements that each write hundreds of rows.

use super::audit::note_many;
use super::finding::words_of;
use super::reach::reach_in;
use super::register::{CHUNK, columns};
use crate::ids::{CampaignId, PersonId};
use crate::people::caller::Caller;
use crate::people::model::merging::differing;
use crate::people::model::{CONSENT_WORDING, NewPerson};
use crate::schema::error::UseError;
use crate::schema::{consent, person, person_campaign, person_distinct, person_word};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, Condition, DatabaseTransaction, EntityTrait, Iterable, QueryFilter};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An entry as it stands and as it is to be.
#[derive(Clone, Debug)]
pub struct Change {
    /// Which.
    pub id: PersonId,
    /// As it stands.
    pub before: NewPerson,
    /// As it is to be.
    pub after: NewPerson,
}

/// Adds many people within a larger use that has asked and whose institutions,
/// regions and localities are known to exist. In the order given.
///
/// # Errors
/// If the database fails.
pub async fn add_many_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    new: &[NewPerson],
) -> Result<Vec<PersonId>, UseError> {
    let ids: Vec<PersonId> = new.iter().map(|_| PersonId(caller.new_id())).collect();
    let all: Vec<(PersonId, &NewPerson)> = ids.iter().copied().zip(new).collect();
    for some in all.chunks(CHUNK) {
        let people = some
            .iter()
            .map(|(id, new)| person::ActiveModel { created_at: Set(caller.now), ..columns(caller, *id, new) });
        person::Entity::insert_many(people).exec_without_returning(tx).await?;
        index_many_in(tx, some).await?;
        let new: Vec<PersonId> = some.iter().map(|(id, _)| *id).collect();
        reach_in(tx, caller, campaign, &new).await?;
        let agreed: Vec<PersonId> = some.iter().filter(|(_, new)| new.consents).map(|(id, _)| *id).collect();
        agree_in(tx, caller, &agreed).await?;
    }
    let added: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    note_many(tx, caller, "person.added", "person", &added, &json!({ "campaign": campaign })).await?;
    Ok(ids)
}

/// Changes many entries, each named once, within a larger use that has asked and
/// whose institutions, regions and localities are known to exist. The audit trail
/// keeps which fields, not what stood there.
///
/// # Errors
/// If the database fails.
pub async fn change_many_in(tx: &DatabaseTransaction, caller: &Caller, changes: &[Change]) -> Result<(), UseError> {
    let mut by_fields: BTreeMap<Vec<&str>, Vec<Uuid>> = BTreeMap::new();
    let changes: Vec<&Change> = changes.iter().filter(|change| change.before != change.after).collect();
    for some in changes.chunks(CHUNK) {
        save_many_in(tx, caller, some).await?;
        let heard = |change: &&&Change| {
            (&change.before.name, &change.before.phone) != (&change.after.name, &change.after.phone)
        };
        let words: Vec<(PersonId, &NewPerson)> =
            some.iter().filter(heard).map(|change| (change.id, &change.after)).collect();
        person_word::Entity::delete_many()
            .filter(person_word::COLUMN.person_id.is_in(words.iter().map(|(id, _)| id.0)))
            .exec(tx)
            .await?;
        index_many_in(tx, &words).await?;
        let turned = |consents: bool| {
            some.iter()
                .filter(|change| change.before.consents != consents && change.after.consents == consents)
                .map(|change| change.id)
                .collect::<Vec<PersonId>>()
        };
        agree_in(tx, caller, &turned(true)).await?;
        disagree_in(tx, caller, &turned(false)).await?;
        for change in some {
            by_fields.entry(fields(change)).or_default().push(change.id.0);
        }
    }
    for (fields, people) in by_fields {
        note_many(tx, caller, "person.changed", "person", &people, &json!({ "fields": fields })).await?;
    }
    Ok(())
}

/// The fields in which an entry changes.
fn fields(change: &Change) -> Vec<&'static str> {
    let mut fields = differing(&change.before, &change.after);
    if change.before.consents != change.after.consents {
        fields.push("consent");
    }
    fields
}

/// Writes all columns of entries that are there.
async fn save_many_in(tx: &DatabaseTransaction, caller: &Caller, some: &[&Change]) -> Result<(), UseError> {
    // An entry is never created here: the time would be that of no entry.
    let rows = some
        .iter()
        .map(|change| person::ActiveModel { created_at: Set(caller.now), ..columns(caller, change.id, &change.after) });
    let stays = |column: &person::Column| {
        matches!(column, person::Column::Id | person::Column::CreatedAt | person::Column::MergedIntoId)
    };
    let written: Vec<person::Column> = person::Column::iter().filter(|column| !stays(column)).collect();
    let over = OnConflict::column(person::Column::Id).update_columns(written).to_owned();
    person::Entity::insert_many(rows).on_conflict(over).exec_without_returning(tx).await?;
    Ok(())
}

/// Writes the words by which these are found, of whom none are written.
async fn index_many_in(tx: &DatabaseTransaction, some: &[(PersonId, &NewPerson)]) -> Result<(), UseError> {
    let words: Vec<person_word::ActiveModel> =
        some.iter().flat_map(|(id, new)| words_of(*id, &new.name, new.phone.as_deref())).collect();
    for some in words.chunks(CHUNK * 10) {
        person_word::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Records that people agree to the wording in force.
async fn agree_in(tx: &DatabaseTransaction, caller: &Caller, ids: &[PersonId]) -> Result<(), UseError> {
    let rows = ids.iter().map(|id| consent::ActiveModel {
        id: Set(caller.new_id()),
        person_id: Set(id.0),
        wording: Set(CONSENT_WORDING.to_owned()),
        given_on: Set(caller.today()),
        recorded_at: Set(caller.now),
        withdrawn_at: Set(None),
    });
    consent::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Records that people no longer agree.
async fn disagree_in(tx: &DatabaseTransaction, caller: &Caller, ids: &[PersonId]) -> Result<(), UseError> {
    let end = consent::ActiveModel { withdrawn_at: Set(Some(caller.now)), ..Default::default() };
    consent::Entity::update_many()
        .set(end)
        .filter(consent::COLUMN.person_id.is_in(ids.iter().map(|id| id.0)))
        .filter(consent::COLUMN.withdrawn_at.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Takes people out of the register for whom nothing but the entry itself is
/// kept, within a larger use that has made sure of it.
///
/// # Errors
/// If the database fails, or something names one of them.
pub async fn forget_in(tx: &DatabaseTransaction, caller: &Caller, ids: &[Uuid]) -> Result<(), UseError> {
    for some in ids.chunks(CHUNK) {
        let some = || some.iter().copied();
        person_word::Entity::delete_many().filter(person_word::COLUMN.person_id.is_in(some())).exec(tx).await?;
        consent::Entity::delete_many().filter(consent::COLUMN.person_id.is_in(some())).exec(tx).await?;
        person_campaign::Entity::delete_many().filter(person_campaign::COLUMN.person_id.is_in(some())).exec(tx).await?;
        let apart = Condition::any()
            .add(person_distinct::COLUMN.one_id.is_in(some()))
            .add(person_distinct::COLUMN.other_id.is_in(some()));
        person_distinct::Entity::delete_many().filter(apart).exec(tx).await?;
        person::Entity::delete_many().filter(person::COLUMN.id.is_in(some())).exec(tx).await?;
    }
    Ok(note_many(tx, caller, "person.forgotten", "person", ids, &json!({})).await?)
}
