//! People whose data go away: entries of which nothing else is kept are taken out;
//! of the others what names them is wiped, and what counts stays.

use super::audit::note_many;
use super::places::stand_in_in;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::schema::error::UseError;
use crate::schema::{
    access_code, calendar_link, consent, message, nomination, person, person_campaign, person_distinct, person_merge,
    person_merge_row, person_photo, person_word, sign_in,
};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// How many people a statement names at once.
const CHUNK: usize = 500;

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
        person_photo::Entity::delete_many().filter(person_photo::COLUMN.person_id.is_in(some())).exec(tx).await?;
        person_campaign::Entity::delete_many().filter(person_campaign::COLUMN.person_id.is_in(some())).exec(tx).await?;
        person_distinct::Entity::delete_many().filter(said_apart(some())).exec(tx).await?;
        person::Entity::delete_many().filter(person::COLUMN.id.is_in(some())).exec(tx).await?;
    }
    Ok(note_many(tx, caller, "person.forgotten", "person", ids, &json!({})).await?)
}

fn said_apart(people: impl Iterator<Item = Uuid> + Clone) -> Condition {
    Condition::any()
        .add(person_distinct::COLUMN.one_id.is_in(people.clone()))
        .add(person_distinct::COLUMN.other_id.is_in(people))
}

/// Wipes what names these people from their entries, and takes away how they are
/// found, how they sign in, how they were named and invited, what they agreed to and with whom they were compared
/// or merged; within a larger use that has asked. Sex, region and the institution's
/// category stay: without them the counts of workshops that were held would change.
/// The institution itself goes: with region and sex it would often tell who it was,
/// as a brigade or a court sends one or two. Merged entries stay merged.
///
/// # Errors
/// If the database fails.
pub async fn anonymise_in(tx: &DatabaseTransaction, caller: &Caller, people: &[Uuid]) -> Result<(), UseError> {
    let these = || people.iter().copied();
    person_word::Entity::delete_many().filter(person_word::COLUMN.person_id.is_in(these())).exec(tx).await?;
    access_code::Entity::delete_many().filter(access_code::COLUMN.person_id.is_in(these())).exec(tx).await?;
    sign_in::Entity::delete_many().filter(sign_in::COLUMN.person_id.is_in(these())).exec(tx).await?;
    calendar_link::Entity::delete_many().filter(calendar_link::COLUMN.person_id.is_in(these())).exec(tx).await?;
    message::Entity::delete_many().filter(message::COLUMN.person_id.is_in(these())).exec(tx).await?;
    nomination::Entity::delete_many().filter(nomination::COLUMN.person_id.is_in(these())).exec(tx).await?;
    consent::Entity::delete_many().filter(consent::COLUMN.person_id.is_in(these())).exec(tx).await?;
    person_photo::Entity::delete_many().filter(person_photo::COLUMN.person_id.is_in(these())).exec(tx).await?;
    person_distinct::Entity::delete_many().filter(said_apart(these())).exec(tx).await?;
    let merged = Condition::any()
        .add(person_merge::COLUMN.kept_id.is_in(these()))
        .add(person_merge::COLUMN.merged_id.is_in(these()));
    forget_merges_in(tx, merged).await?;
    for row in person::Entity::find().filter(person::COLUMN.id.is_in(these())).all(tx).await? {
        let institution_id = stand_in_in(tx, caller, row.institution_id).await?;
        person::Entity::update(nobody(caller, row.id, institution_id)).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Takes away these merges with what they would need to be undone, within a larger
/// use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn forget_merges_in(tx: &DatabaseTransaction, which: Condition) -> Result<u64, UseError> {
    let mut merges = Query::select();
    merges.column(person_merge::Column::Id).from(person_merge::Entity).cond_where(which.clone());
    person_merge_row::Entity::delete_many()
        .filter(person_merge_row::Column::MergeId.in_subquery(merges))
        .exec(tx)
        .await?;
    Ok(person_merge::Entity::delete_many().filter(which).exec(tx).await?.rows_affected)
}

/// All columns of an entry that say who it is, saying nobody.
fn nobody(caller: &Caller, id: Uuid, institution_id: Uuid) -> person::ActiveModel {
    let name = PersonName::erased();
    person::ActiveModel {
        id: Set(id),
        birth_year: Set(None),
        birth_year_about: Set(false),
        age_band: Set(None),
        institution_id: Set(institution_id),
        job_title: Set(String::new()),
        locality_id: Set(None),
        phone: Set(None),
        email: Set(None),
        languages: Set(String::new()),
        accessibility: Set(String::new()),
        search_key: Set(name.search_key().into_bytes()),
        sound_key: Set(String::new()),
        family_name: Set(name.family),
        given_names: Set(name.given),
        updated_at: Set(caller.now),
        erased_at: Set(Some(caller.now)),
        ..Default::default()
    }
}
