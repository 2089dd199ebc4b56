//! What an organiser wishes of the plans of a campaign.

use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, CityId, WishId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::plans::wish::{Wish, WishKind};
use crate::scheduling::model::Days;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, city, wish};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// What is wished for a campaign, in the order of wishing.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker organises it.
pub async fn wishes(caller: &Caller, campaign: CampaignId) -> Result<Vec<(WishId, Wish)>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let rows = wish::Entity::find()
        .filter(wish::COLUMN.campaign_id.eq(campaign.0))
        .order_by_asc(wish::Column::WishedAt)
        .order_by_asc(wish::Column::Id)
        .all(caller.db.reader())
        .await?;
    rows.iter().map(|row| Ok((WishId(row.id), read(row)?))).collect()
}

fn read(row: &wish::Model) -> Result<Wish, StoreError> {
    let kind: WishKind = StoreError::read(&row.kind, "wish", "kind", row.id)?;
    let lacks = |column| StoreError::Inconsistent { table: "wish", column, row: row.id.to_string() };
    let city = || row.city_id.map(CityId).ok_or_else(|| lacks("city_id"));
    let other = || row.other_id.map(CityId).ok_or_else(|| lacks("other_id"));
    let trainer = || row.account_id.map(AccountId).ok_or_else(|| lacks("account_id"));
    let amount = || row.amount.ok_or_else(|| lacks("amount"));
    let small = || amount().and_then(|amount| u16::try_from(amount).map_err(|_| lacks("amount")));
    let days = || row.starts_on.zip(row.ends_on).map(|(from, to)| Days { from, to }).ok_or_else(|| lacks("starts_on"));
    Ok(match kind {
        WishKind::CityWithin => Wish::CityWithin(city()?, days()?),
        WishKind::CityNotWithin => Wish::CityNotWithin(city()?, days()?),
        WishKind::Apart => Wish::Apart(city()?, other()?, small()?),
        WishKind::NotSameWeek => Wish::NotSameWeek(city()?, other()?),
        WishKind::AtMostPerWeek => Wish::AtMostPerWeek(small()?.into()),
        WishKind::LeadOf => Wish::LeadOf(city()?, trainer()?),
        WishKind::TrainerNotWithin => Wish::TrainerNotWithin(trainer()?, days()?),
        WishKind::BudgetAtMost => Wish::BudgetAtMost(amount()?),
        WishKind::TrainersRest => Wish::TrainersRest(small()?),
    })
}

/// A row with the columns that a wish has.
fn row_of(wish: &Wish) -> wish::ActiveModel {
    let empty = wish::ActiveModel {
        city_id: Set(None),
        other_id: Set(None),
        account_id: Set(None),
        starts_on: Set(None),
        ends_on: Set(None),
        amount: Set(None),
        ..Default::default()
    };
    let kind = |kind: WishKind| Set(kind.as_str().to_owned());
    let city = |id: CityId| Set(Some(id.0));
    let trainer = |id: AccountId| Set(Some(id.0));
    let dated = |days: Days| wish::ActiveModel {
        starts_on: Set(Some(days.from)),
        ends_on: Set(Some(days.to)),
        ..empty.clone()
    };
    let amount = |amount: i64| wish::ActiveModel { amount: Set(Some(amount)), ..empty.clone() };
    match *wish {
        Wish::CityWithin(one, days) => {
            wish::ActiveModel { kind: kind(WishKind::CityWithin), city_id: city(one), ..dated(days) }
        }
        Wish::CityNotWithin(one, days) => {
            wish::ActiveModel { kind: kind(WishKind::CityNotWithin), city_id: city(one), ..dated(days) }
        }
        Wish::Apart(one, other, days) => wish::ActiveModel {
            kind: kind(WishKind::Apart),
            city_id: city(one),
            other_id: city(other),
            ..amount(days.into())
        },
        Wish::NotSameWeek(one, other) => {
            wish::ActiveModel { kind: kind(WishKind::NotSameWeek), city_id: city(one), other_id: city(other), ..empty }
        }
        Wish::AtMostPerWeek(most) => wish::ActiveModel { kind: kind(WishKind::AtMostPerWeek), ..amount(most.into()) },
        Wish::LeadOf(one, who) => {
            wish::ActiveModel { kind: kind(WishKind::LeadOf), city_id: city(one), account_id: trainer(who), ..empty }
        }
        Wish::TrainerNotWithin(who, days) => {
            wish::ActiveModel { kind: kind(WishKind::TrainerNotWithin), account_id: trainer(who), ..dated(days) }
        }
        Wish::BudgetAtMost(most) => wish::ActiveModel { kind: kind(WishKind::BudgetAtMost), ..amount(most) },
        Wish::TrainersRest(days) => wish::ActiveModel { kind: kind(WishKind::TrainersRest), ..amount(days.into()) },
    }
}

/// Wishes something of the plans of a campaign.
///
/// # Errors
/// [`Problem::Unknown`] for a city or a trainer that is not there; [`UseError::Forbidden`].
pub async fn add_wish(caller: &Caller, campaign: CampaignId, wish: &Wish) -> Result<WishId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    let id = WishId(caller.new_id());
    let row =
        wish::ActiveModel { id: Set(id.0), campaign_id: Set(campaign.0), wished_at: Set(caller.now), ..row_of(wish) };
    check_named(&tx, &row).await?;
    wish::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "wish.added", "campaign", campaign.0, json!({ "wish": id })).await?;
    tx.commit().await?;
    Ok(id)
}

async fn check_named(tx: &impl ConnectionTrait, row: &wish::ActiveModel) -> Result<(), UseError> {
    let id = |value: &sea_orm::ActiveValue<Option<Uuid>>| value.try_as_ref().copied().flatten();
    for (field, value) in [("wish_city", id(&row.city_id)), ("wish_other", id(&row.other_id))] {
        if let Some(value) = value
            && city::Entity::find_by_id(value).one(tx).await?.is_none()
        {
            return Err(UseError::refused(field, Problem::Unknown));
        }
    }
    match id(&row.account_id) {
        Some(value) if account::Entity::find_by_id(value).one(tx).await?.is_none() => {
            Err(UseError::refused("wish_trainer", Problem::Unknown))
        }
        _ => Ok(()),
    }
}

/// Gives a wish up.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn remove_wish(caller: &Caller, campaign: CampaignId, id: WishId) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    let gone = wish::Entity::delete_many()
        .filter(wish::COLUMN.id.eq(id.0))
        .filter(wish::COLUMN.campaign_id.eq(campaign.0))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "wish.removed", "campaign", campaign.0, json!({ "wish": id })).await?;
    Ok(tx.commit().await?)
}
