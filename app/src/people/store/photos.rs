//! Photos of people: kept where someone adds one, never asked for, and let go by
//! whoever is on them.

use super::audit::note;
use super::reach::{check_own_or_reached, load_reach};
use crate::ids::PersonId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::{person, person_photo};
use sea_orm::{
    ActiveValue::Set, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;

/// Keeps a photo, as [`portrait`](crate::people::photo::portrait) made it, in place
/// of those there were.
///
/// # Errors
/// [`UseError::Forbidden`] unless a campaign of the asker's works with the person;
/// [`UseError::NotFound`], also for someone who was erased or merged.
pub async fn set_photo(caller: &Caller, id: PersonId, jpeg: Vec<u8>) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    let entry = person::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    if !load_reach(&tx, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    if entry.erased_at.is_some() || entry.merged_into_id.is_some() {
        return Err(UseError::NotFound);
    }
    let_go_in(&tx, id).await?;
    let row = person_photo::ActiveModel {
        id: Set(caller.new_id()),
        person_id: Set(id.0),
        jpeg: Set(jpeg),
        added_at: Set(caller.now),
    };
    person_photo::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "photo.added", "person", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Lets the photos of a person go: for themselves without asking anybody, and for
/// organisers who work with them.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else; [`UseError::NotFound`] if there is none.
pub async fn remove_photo(caller: &Caller, id: PersonId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    check_own_or_reached(&tx, caller, id).await?;
    if let_go_in(&tx, id).await? == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "photo.removed", "person", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// The photo of a person as JPEG, for themselves and for organisers who work with
/// them. That it was seen is noted with the entry, of whose page it is a part.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else; [`UseError::NotFound`] if there is none.
pub async fn photo(caller: &Caller, id: PersonId) -> Result<Vec<u8>, UseError> {
    let db = caller.db.reader();
    check_own_or_reached(db, caller, id).await?;
    let latest = person_photo::Entity::find()
        .filter(person_photo::COLUMN.person_id.eq(id.0))
        .order_by_desc(person_photo::Column::AddedAt)
        .order_by_desc(person_photo::Column::Id)
        .one(db)
        .await?;
    latest.map(|row| row.jpeg).ok_or(UseError::NotFound)
}

/// Whether there is a photo of a person, for those who may see it.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn has_photo(caller: &Caller, id: PersonId) -> Result<bool, UseError> {
    let db = caller.db.reader();
    check_own_or_reached(db, caller, id).await?;
    Ok(person_photo::Entity::find().filter(person_photo::COLUMN.person_id.eq(id.0)).count(db).await? > 0)
}

async fn let_go_in(tx: &DatabaseTransaction, id: PersonId) -> Result<u64, UseError> {
    let gone = person_photo::Entity::delete_many().filter(person_photo::COLUMN.person_id.eq(id.0)).exec(tx).await?;
    Ok(gone.rows_affected)
}
