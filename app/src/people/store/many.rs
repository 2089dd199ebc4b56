//! Many entries at once, as lists bring them: added, changed and forgotten by
//! statements that each write hundreds of rows.

use super::audit::note_many;
use super::finding::words_of;
use super::reach::reach_in;
use super::register::{CHUNK, columns};
use crate::ids::{CampaignId, PersonId};
use crate::people::caller::Caller;
use crate::people::model::merging::changing;
use crate::people::model::{CONSENT_WORDING, NewPerson};
use crate::schema::error::UseError;
use crate::schema::{consent, person, person_campaign, person_distinct, person_word};
use chrono::{DateTime, NaiveDate, Utc};
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
    /// Since when they agree, if they do and did not.
    pub agreed_on: NaiveDate,
}

/// An entry to be.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// As it is to be.
    pub person: NewPerson,
    /// Since when they agree, if they do.
    pub agreed_on: NaiveDate,
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
    new: &[Incoming],
) -> Result<Vec<PersonId>, UseError> {
    let ids: Vec<PersonId> = new.iter().map(|_| PersonId(caller.new_id())).collect();
    for (ids, new) in ids.chunks(CHUNK).zip(new.chunks(CHUNK)) {
        let some: Vec<(PersonId, &NewPerson)> = ids.iter().copied().zip(new.iter().map(|new| &new.person)).collect();
        let people = some
            .iter()
            .map(|(id, new)| person::ActiveModel { created_at: Set(caller.now), ..columns(caller, *id, new) });
        person::Entity::insert_many(people).exec_without_returning(tx).await?;
        index_many_in(tx, &some).await?;
        reach_in(tx, caller, campaign, ids).await?;
        let agreed = ids.iter().zip(new).filter(|(_, new)| new.person.consents);
        agree_in(tx, caller, agreed.map(|(id, new)| (*id, new.agreed_on))).await?;
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
    for some in changes.chunks(CHUNK) {
        let turned = |consents: bool| {
            let turned = some.iter().filter(move |it| it.before.consents != consents && it.after.consents == consents);
            turned.map(|change| (change.id, change.agreed_on))
        };
        agree_in(tx, caller, turned(true)).await?;
        disagree_in(tx, caller, turned(false).map(|(id, _)| id)).await?;
    }
    write_changes_in(tx, caller, changes).await
}

/// Makes many entries, each named once, what they were before [`change_many_in`]
/// at a time: consent given then was not given, consent ended then was not ended.
///
/// # Errors
/// If the database fails.
pub async fn change_back_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    changes: &[Change],
    at: DateTime<Utc>,
) -> Result<(), UseError> {
    for some in changes.chunks(CHUNK) {
        let of_some = || consent::COLUMN.person_id.is_in(some.iter().map(|change| change.id.0));
        let given = consent::Entity::delete_many().filter(of_some()).filter(consent::COLUMN.recorded_at.eq(at));
        given.exec(tx).await?;
        let goes_on = consent::ActiveModel { withdrawn_at: Set(None), ..Default::default() };
        let ended = consent::Entity::update_many().set(goes_on).filter(of_some());
        ended.filter(consent::COLUMN.withdrawn_at.eq(at)).exec(tx).await?;
    }
    write_changes_in(tx, caller, changes).await
}

/// Writes all but consent of entries that change, and which fields they are.
async fn write_changes_in(tx: &DatabaseTransaction, caller: &Caller, changes: &[Change]) -> Result<(), UseError> {
    let mut by_fields: BTreeMap<Vec<&str>, Vec<Uuid>> = BTreeMap::new();
    let changes: Vec<&Change> = changes.iter().filter(|change| change.before != change.after).collect();
    for some in changes.chunks(CHUNK) {
        save_many_in(tx, caller, some).await?;
        let found = |person: &NewPerson| (person.name.clone(), person.phone.clone());
        let otherwise = some.iter().filter(|change| found(&change.before) != found(&change.after));
        let otherwise: Vec<(PersonId, &NewPerson)> = otherwise.map(|change| (change.id, &change.after)).collect();
        let ids = otherwise.iter().map(|(id, _)| id.0);
        person_word::Entity::delete_many().filter(person_word::COLUMN.person_id.is_in(ids)).exec(tx).await?;
        index_many_in(tx, &otherwise).await?;
        for change in some {
            by_fields.entry(changing(&change.before, &change.after)).or_default().push(change.id.0);
        }
    }
    for (fields, people) in by_fields {
        note_many(tx, caller, "person.changed", "person", &people, &json!({ "fields": fields })).await?;
    }
    Ok(())
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

/// Records that people agree to the wording in force, each since a day.
async fn agree_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    agreed: impl Iterator<Item = (PersonId, NaiveDate)>,
) -> Result<(), UseError> {
    let rows = agreed.map(|(id, given_on)| consent::ActiveModel {
        id: Set(caller.new_id()),
        person_id: Set(id.0),
        wording: Set(CONSENT_WORDING.to_owned()),
        given_on: Set(given_on),
        recorded_at: Set(caller.now),
        withdrawn_at: Set(None),
    });
    consent::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Records that people no longer agree.
async fn disagree_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    ids: impl Iterator<Item = PersonId>,
) -> Result<(), UseError> {
    let end = consent::ActiveModel { withdrawn_at: Set(Some(caller.now)), ..Default::default() };
    consent::Entity::update_many()
        .set(end)
        .filter(consent::COLUMN.person_id.is_in(ids.map(|id| id.0)))
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
