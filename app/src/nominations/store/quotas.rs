//! How many seats go to whom, and how the seats stand to it.

use crate::fields::Problem;
use crate::ids::{CategoryId, InstitutionId, PersonId, QuotaId, RegionId, WorkshopId};
use crate::nominations::model::{Bounds, QuotaForm, Share, Traits};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{actor_category, enrolment, institution, person, quota, region, workshop};
use crate::workshops::store::reading::campaign_of;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What a share is called: the names in French and in English, or the sex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareName {
    /// A name that is the same in both languages.
    Plain(String),
    /// French and English.
    Both(String, String),
    /// A sex.
    Sex,
}

/// A quota with the seats that go towards it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Which.
    pub id: QuotaId,
    /// Whom it counts.
    pub share: Share,
    /// What they are called.
    pub name: ShareName,
    /// How many there are to be.
    pub bounds: Bounds,
    /// How many have a seat.
    pub seated: i32,
}

/// The quotas of a workshop with the seats that go towards each, for the
/// organiser: by sex, region, category, institution.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn quotas(caller: &Caller, workshop: WorkshopId) -> Result<Vec<Quota>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, workshop).await?))?;
    let rows = quota::Entity::find()
        .filter(quota::COLUMN.workshop_id.eq(workshop.0))
        .order_by_asc(quota::Column::Id)
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let seated: Vec<Uuid> = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::PersonId)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let seated: Vec<PersonId> = seated.into_iter().map(PersonId).collect();
    let seated = load_traits(db, &seated).await?;
    let shares = rows.iter().map(share).collect::<Result<Vec<_>, _>>()?;
    let names = names(db, &shares).await?;
    let mut quotas = Vec::with_capacity(rows.len());
    for (row, share) in rows.into_iter().zip(shares) {
        let count = seated.values().filter(|traits| share.counts(**traits)).count();
        quotas.push(Quota {
            id: QuotaId(row.id),
            share,
            name: names.get(&share).cloned().ok_or(UseError::NotFound)?,
            bounds: Bounds { at_least: row.at_least, at_most: row.at_most },
            seated: i32::try_from(count).unwrap_or(i32::MAX),
        });
    }
    quotas.sort_by_key(|quota| kind(quota.share));
    Ok(quotas)
}

fn kind(share: Share) -> u8 {
    match share {
        Share::Sex(_) => 0,
        Share::Region(_) => 1,
        Share::Category(_) => 2,
        Share::Institution(_) => 3,
    }
}

fn share(row: &quota::Model) -> Result<Share, UseError> {
    if let Some(id) = row.institution_id {
        return Ok(Share::Institution(InstitutionId(id)));
    }
    if let Some(id) = row.category_id {
        return Ok(Share::Category(CategoryId(id)));
    }
    if let Some(id) = row.region_id {
        return Ok(Share::Region(RegionId(id)));
    }
    Ok(Share::Sex(StoreError::read(row.sex.as_deref().unwrap_or_default(), "quota", "sex", row.id)?))
}

/// What those shares are called that exist.
async fn names(db: &impl ConnectionTrait, shares: &[Share]) -> Result<HashMap<Share, ShareName>, UseError> {
    let ids = |of: fn(Share) -> Option<Uuid>| shares.iter().filter_map(|share| of(*share)).collect::<Vec<_>>();
    let institutions = ids(|share| if let Share::Institution(id) = share { Some(id.0) } else { None });
    let categories = ids(|share| if let Share::Category(id) = share { Some(id.0) } else { None });
    let regions = ids(|share| if let Share::Region(id) = share { Some(id.0) } else { None });
    let mut names: HashMap<Share, ShareName> =
        shares.iter().filter(|share| matches!(share, Share::Sex(_))).map(|share| (*share, ShareName::Sex)).collect();
    for row in institution::Entity::find().filter(institution::COLUMN.id.is_in(institutions)).all(db).await? {
        names.insert(Share::Institution(InstitutionId(row.id)), ShareName::Plain(row.name));
    }
    for row in actor_category::Entity::find().filter(actor_category::COLUMN.id.is_in(categories)).all(db).await? {
        names.insert(Share::Category(CategoryId(row.id)), ShareName::Both(row.name_fr, row.name_en));
    }
    for row in region::Entity::find().filter(region::COLUMN.id.is_in(regions)).all(db).await? {
        names.insert(Share::Region(RegionId(row.id)), ShareName::Plain(row.name));
    }
    Ok(names)
}

#[derive(FromQueryResult)]
struct TraitsRow {
    id: Uuid,
    institution_id: Uuid,
    category_id: Uuid,
    region_id: Uuid,
    sex: String,
}

/// What quotas look at in these people, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds an unknown sex.
pub async fn load_traits(
    db: &impl ConnectionTrait,
    people: &[PersonId],
) -> Result<HashMap<PersonId, Traits>, UseError> {
    let mut found = HashMap::with_capacity(people.len());
    for some in people.chunks(1_000) {
        let rows = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::InstitutionId, person::Column::RegionId, person::Column::Sex])
            .column(institution::Column::CategoryId)
            .inner_join(institution::Entity)
            .filter(person::COLUMN.id.is_in(some.iter().map(|id| id.0)))
            .into_model::<TraitsRow>()
            .all(db)
            .await?;
        for row in rows {
            let traits = Traits {
                institution: InstitutionId(row.institution_id),
                category: CategoryId(row.category_id),
                region: RegionId(row.region_id),
                sex: StoreError::read(&row.sex, "person", "sex", row.id)?,
            };
            found.insert(PersonId(row.id), traits);
        }
    }
    Ok(found)
}

/// The actor categories, with their identifiers: French and English name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn categories(caller: &Caller) -> Result<Vec<(CategoryId, String, String)>, UseError> {
    caller.allow(Act::Work)?;
    let rows = actor_category::Entity::find().order_by_asc(actor_category::Column::Position);
    let rows = rows.all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (CategoryId(row.id), row.name_fr, row.name_en)).collect())
}

/// Sets how many seats go to people of a kind; what was set for that kind before
/// no longer holds.
///
/// # Errors
/// The fields; [`Problem::Unknown`] for a kind that does not exist;
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn set_quota(caller: &Caller, workshop: WorkshopId, typed: &QuotaForm) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let row = workshop::Entity::find_by_id(workshop.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(campaign_of(&tx, workshop).await?))?;
    let (share, bounds) = typed.read(row.capacity).map_err(UseError::Refused)?;
    if names(&tx, &[share]).await?.is_empty() {
        return Err(UseError::refused("share", Problem::Unknown));
    }
    let id = caller.new_id();
    let mut row = quota::ActiveModel {
        id: Set(id),
        workshop_id: Set(workshop.0),
        institution_id: Set(None),
        category_id: Set(None),
        region_id: Set(None),
        sex: Set(None),
        at_least: Set(bounds.at_least),
        at_most: Set(bounds.at_most),
    };
    let mut before = quota::Entity::delete_many().filter(quota::COLUMN.workshop_id.eq(workshop.0));
    before = match share {
        Share::Institution(which) => {
            row.institution_id = Set(Some(which.0));
            before.filter(quota::COLUMN.institution_id.eq(which.0))
        }
        Share::Category(which) => {
            row.category_id = Set(Some(which.0));
            before.filter(quota::COLUMN.category_id.eq(which.0))
        }
        Share::Region(which) => {
            row.region_id = Set(Some(which.0));
            before.filter(quota::COLUMN.region_id.eq(which.0))
        }
        Share::Sex(sex) => {
            row.sex = Set(Some(sex.as_str().to_owned()));
            before.filter(quota::COLUMN.sex.eq(sex.as_str()))
        }
    };
    before.exec(&tx).await?;
    quota::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "quota.set", "workshop", workshop.0, json!({ "share": share.to_string() })).await?;
    Ok(tx.commit().await?)
}

/// Takes a quota away.
///
/// # Errors
/// [`UseError::NotFound`] for a quota of another workshop; [`UseError::Forbidden`].
pub async fn remove_quota(caller: &Caller, workshop: WorkshopId, id: QuotaId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Organise(campaign_of(&tx, workshop).await?))?;
    let removed = quota::Entity::delete_many()
        .filter(quota::COLUMN.id.eq(id.0))
        .filter(quota::COLUMN.workshop_id.eq(workshop.0))
        .exec(&tx)
        .await?;
    if removed.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "quota.removed", "workshop", workshop.0, json!({})).await?;
    Ok(tx.commit().await?)
}
