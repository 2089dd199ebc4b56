//! The register of trained actors: adding and finding people.

use super::audit::note;
use crate::fields::Problem;
use crate::ids::{CampaignId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{NewPerson, PersonName, search_key};
use crate::schema::error::UseError;
use crate::schema::{institution, person, region};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::json;
use uuid::Uuid;

/// A person as a list shows them: enough to tell homonyms apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Which.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: String,
    /// Year of birth, if known.
    pub birth_year: Option<i32>,
    /// Telephone, if known.
    pub phone: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    family_name: String,
    given_names: String,
    job_title: String,
    birth_year: Option<i32>,
    phone: Option<String>,
    institution: String,
    region: String,
}

impl From<Row> for PersonLine {
    fn from(row: Row) -> Self {
        Self {
            id: PersonId(row.id),
            name: PersonName { family: row.family_name, given: row.given_names },
            institution: row.institution,
            job_title: row.job_title,
            region: row.region,
            birth_year: row.birth_year,
            phone: row.phone,
        }
    }
}

/// At most `limit` people whose names hold every word that was typed, by name.
/// Accents, case and the order of words do not matter.
///
/// # Errors
/// If the asker does not organise this campaign, or the database fails.
pub async fn search(
    caller: &Caller,
    campaign: CampaignId,
    typed: &str,
    limit: u64,
) -> Result<Vec<PersonLine>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let mut query = person::Entity::find()
        .select_only()
        .columns([
            person::Column::Id,
            person::Column::FamilyName,
            person::Column::GivenNames,
            person::Column::JobTitle,
            person::Column::BirthYear,
            person::Column::Phone,
        ])
        .column_as(institution::Column::Name, "institution")
        .column_as(region::Column::Name, "region")
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .join(JoinType::InnerJoin, person::Relation::Region.def());
    let typed: String = typed.chars().take(200).collect();
    for word in search_key(&typed).split(' ').filter(|word| !word.is_empty()).take(6) {
        query = query.filter(person::COLUMN.search_key.contains(word));
    }
    let rows = query
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .limit(limit)
        .into_model::<Row>()
        .all(caller.db.reader())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Adds a person to the register.
///
/// # Errors
/// [`Problem::Unknown`] for an institution or a region that does not exist.
pub async fn add(caller: &Caller, campaign: CampaignId, new: NewPerson) -> Result<PersonId, UseError> {
    let tx = caller.db.begin().await?;
    let id = add_in(&tx, caller, campaign, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a person within a larger use.
///
/// # Errors
/// As [`add`].
pub async fn add_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    new: NewPerson,
) -> Result<PersonId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    if !known::<institution::Entity>(tx, new.institution.0).await? {
        return Err(UseError::refused("institution", Problem::Unknown));
    }
    if !known::<region::Entity>(tx, new.region.0).await? {
        return Err(UseError::refused("region", Problem::Unknown));
    }
    let id = caller.new_id();
    let row = person::ActiveModel {
        id: Set(id),
        search_key: Set(search_key(&format!("{} {}", new.name.family, new.name.given))),
        family_name: Set(new.name.family),
        given_names: Set(new.name.given),
        sex: Set(new.sex.as_str().to_owned()),
        birth_year: Set(new.birth_year),
        institution_id: Set(new.institution.0),
        job_title: Set(new.job_title),
        region_id: Set(new.region.0),
        phone: Set(new.phone),
        email: Set(new.email),
        created_at: Set(caller.now),
    };
    person::Entity::insert(row).exec_without_returning(tx).await?;
    note(tx, caller, "person.added", "person", id, json!({})).await?;
    Ok(PersonId(id))
}

async fn known<E>(tx: &impl ConnectionTrait, id: Uuid) -> Result<bool, UseError>
where
    E: EntityTrait,
    <E::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<Uuid>,
{
    Ok(E::find_by_id(id).one(tx).await?.is_some())
}
