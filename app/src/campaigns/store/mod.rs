//! Queries and writes about campaigns, venues and curricula.

mod curricula;
mod editions;

pub(in crate::campaigns) use curricula::snapshot;
pub use curricula::{
    Curriculum, CurriculumLine, Module, NewCurriculum, NewModule, curricula, keeps, load_curriculum, load_needs,
    publish, read_curriculum,
};
pub(in crate::campaigns) use editions::of_curriculum;
pub use editions::{
    Edition, Outline, Titles, allow_reading, edition_of, editions, load_edition, load_newest, load_outline,
    load_standing, load_titles, read_edition, sees_figure,
};

use super::model::NewCampaign;
use super::rule::CertificationRule;
use crate::fields::Problem;
use crate::ids::{CampaignId, CityId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{campaign, city, programme, venue};
use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// A campaign with its programme.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// Which.
    pub id: CampaignId,
    /// Title.
    pub title: String,
    /// Name of the programme.
    pub programme: String,
    /// Partners in protocol order.
    pub partners: Vec<String>,
    /// Heading of papers: State, motto, ministry.
    pub authority: Vec<String>,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// How it certifies.
    pub rule: CertificationRule,
}

fn read(row: campaign::Model, programme: programme::Model) -> Result<Campaign, StoreError> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect();
    let wrong = |_| StoreError::Inconsistent { table: "campaign", column: "rule", row: row.id.to_string() };
    let rule = CertificationRule::parse(&row.rule).map_err(wrong)?;
    Ok(Campaign {
        id: CampaignId(row.id),
        title: row.title,
        programme: programme.name,
        partners: lines(&programme.partners),
        authority: lines(&row.authority),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        rule,
    })
}

/// The campaigns that the asker organises, the latest first.
///
/// # Errors
/// If the database fails.
pub async fn list(caller: &Caller) -> Result<Vec<Campaign>, UseError> {
    caller.allow(Act::Work)?;
    let mut query = campaign::Entity::find().find_also_related(programme::Entity);
    if let Some(organised) = caller.actor.organised() {
        query = query.filter(campaign::COLUMN.id.is_in(organised.into_iter().map(|id| id.0)));
    }
    let rows = query.order_by_desc(campaign::Column::StartsOn).all(caller.db.reader()).await?;
    Ok(rows.into_iter().filter_map(|(row, programme)| Some(read(row, programme?))).collect::<Result<_, _>>()?)
}

/// A campaign by its identifier, for whoever works with Relais.
///
/// # Errors
/// [`UseError::NotFound`], or that the asker is nobody here.
pub async fn find(caller: &Caller, id: CampaignId) -> Result<Campaign, UseError> {
    caller.allow(Act::Work)?;
    load(caller.db.reader(), id).await
}

/// A campaign within a larger use, which has asked whether the asker may.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load(db: &impl ConnectionTrait, id: CampaignId) -> Result<Campaign, UseError> {
    let found = campaign::Entity::find_by_id(id.0).find_also_related(programme::Entity).one(db).await?;
    match found {
        Some((row, Some(programme))) => Ok(read(row, programme)?),
        _ => Err(UseError::NotFound),
    }
}

/// Adds a campaign, and its programme if there is none of that name.
///
/// # Errors
/// [`Problem::Taken`] for a title that exists.
pub async fn add(caller: &Caller, new: NewCampaign) -> Result<CampaignId, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let programme = programme_named(&tx, caller, new.programme, new.partners).await?;
    let id = caller.new_id();
    let row = campaign::ActiveModel {
        id: Set(id),
        programme_id: Set(programme),
        title: Set(new.title),
        authority: Set(new.authority),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        required_attendance: Set(new.attendance.0),
        required_post_test: Set(new.post_test.0),
        created_at: Set(caller.now),
        rule: Set(CertificationRule::of_bars(new.attendance, new.post_test).written()),
    };
    campaign::Entity::insert(row).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "campaign_title_unique", "campaign.title") {
            UseError::refused("title", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    note(&tx, caller, "campaign.added", "campaign", id, json!({})).await?;
    tx.commit().await?;
    Ok(CampaignId(id))
}

/// Sets by what rule a campaign certifies from now on.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn set_rule(caller: &Caller, id: CampaignId, rule: &CertificationRule) -> Result<(), UseError> {
    caller.allow(Act::Organise(id))?;
    let tx = caller.db.begin().await?;
    let row = campaign::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let anew = rule.written();
    if row.rule == anew {
        return Ok(());
    }
    let detail = json!({ "before": row.rule, "after": anew });
    let changed = campaign::ActiveModel { id: Set(id.0), rule: Set(anew), ..Default::default() };
    campaign::Entity::update(changed).exec_without_returning(&tx).await?;
    note(&tx, caller, "rule.changed", "campaign", id.0, detail).await?;
    Ok(tx.commit().await?)
}

async fn programme_named(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    name: String,
    partners: String,
) -> Result<Uuid, UseError> {
    let found = programme::Entity::find().filter(programme::COLUMN.name.eq(name.as_str())).one(tx).await?;
    if let Some(row) = found {
        return Ok(row.id);
    }
    let id = caller.new_id();
    let row = programme::ActiveModel { id: Set(id), name: Set(name), partners: Set(partners) };
    programme::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// The venues known in all cities, by city and name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn venues(caller: &Caller) -> Result<Vec<(CityId, String)>, UseError> {
    caller.allow(Act::Work)?;
    let rows = venue::Entity::find().order_by_asc(venue::Column::Name).all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (CityId(row.city_id), row.name)).collect())
}

/// Adds venues whose capacity is known, or not.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn add_venues(caller: &Caller, venues: Vec<(CityId, String, Option<i32>)>) -> Result<(), UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    for (city, name, capacity) in venues {
        let id = caller.new_id();
        let row = venue::ActiveModel { id: Set(id), city_id: Set(city.0), name: Set(name), capacity: Set(capacity) };
        venue::Entity::insert(row).exec_without_returning(&tx).await?;
        note(&tx, caller, "venue.added", "venue", id, json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// The venue of that name in a city; a new one if there is none.
///
/// # Errors
/// [`Problem::Unknown`] for the city, [`Problem::OverVenueCapacity`] if it is
/// known to hold fewer than `seats`.
pub async fn venue_named(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    city: CityId,
    name: String,
    seats: i32,
) -> Result<Uuid, UseError> {
    if city::Entity::find_by_id(city.0).one(tx).await?.is_none() {
        return Err(UseError::refused("city", Problem::Unknown));
    }
    // Somebody else may add it at the same moment.
    let row = venue::ActiveModel {
        id: Set(caller.new_id()),
        city_id: Set(city.0),
        name: Set(name.clone()),
        capacity: Set(None),
    };
    venue::Entity::insert(row)
        .on_conflict_do_nothing_on([venue::Column::CityId, venue::Column::Name])
        .exec_without_returning(tx)
        .await?;
    let row = venue::Entity::find()
        .filter(venue::COLUMN.city_id.eq(city.0))
        .filter(venue::COLUMN.name.eq(name))
        .one(tx)
        .await?
        .ok_or(UseError::NotFound)?;
    match row.capacity {
        Some(max) if max < seats => Err(UseError::refused("capacity", Problem::OverVenueCapacity { max })),
        _ => Ok(row.id),
    }
}
