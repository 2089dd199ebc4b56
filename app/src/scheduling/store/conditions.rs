//! What organisers state of days, journeys and trainers. What would break a
//! workshop that is still to be held is refused, and names it: the workshop is
//! moved first.

use super::checking::{load_broken, lock_campaigns_in, lock_trainers_in};
use crate::clash::Clash;
use crate::fields::Problem;
use crate::ids::{AbsenceId, AccountId, CampaignId, CityId, CurriculumId, HolidayId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::Role;
use crate::people::store::audit::note;
use crate::scheduling::model::{Days, Journeys, pair};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{absence, account, campaign, city, competence, curriculum, holiday, journey, role_grant};
use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What is stated of one trainer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainerLine {
    /// Whose account.
    pub account: AccountId,
    /// As shown.
    pub name: String,
    /// Days on which they cannot, in order.
    pub away: Vec<(AbsenceId, Days)>,
    /// The curricula they teach; none stated: all.
    pub teaches: Vec<CurriculumId>,
}

/// A journey between two cities, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyLine {
    /// The two cities, in either order.
    pub cities: (CityId, CityId),
    /// From one, which is not farther than the other.
    pub one: String,
    /// To the other, and back.
    pub other: String,
    /// Whole days.
    pub days: i32,
}

/// All that a campaign's workshops must be reconciled with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditions {
    /// Holidays in order.
    pub holidays: Vec<(HolidayId, NaiveDate, String)>,
    /// Trainers by name.
    pub trainers: Vec<TrainerLine>,
    /// Journeys by name of the cities.
    pub journeys: Vec<JourneyLine>,
}

impl Conditions {
    /// The days that journeys take.
    #[must_use]
    pub fn travel(&self) -> Journeys {
        let mut journeys = Journeys::default();
        for JourneyLine { cities: (one, other), days, .. } in &self.journeys {
            journeys.set(*one, *other, *days);
        }
        journeys
    }
}

/// What is stated for a campaign.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker organises it.
pub async fn conditions(caller: &Caller, campaign: CampaignId) -> Result<Conditions, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let db = caller.db.reader();
    let holidays = holiday::Entity::find()
        .filter(holiday::COLUMN.campaign_id.eq(campaign.0))
        .order_by_asc(holiday::Column::HeldOn)
        .all(db)
        .await?;
    Ok(Conditions {
        holidays: holidays.into_iter().map(|row| (HolidayId(row.id), row.held_on, row.name)).collect(),
        trainers: trainers(db, campaign).await?,
        journeys: journeys(db).await?,
    })
}

async fn trainers(db: &impl ConnectionTrait, campaign: CampaignId) -> Result<Vec<TrainerLine>, UseError> {
    let accounts = role_grant::Entity::find()
        .filter(role_grant::COLUMN.role.eq(Role::Trainer.as_str()))
        .filter(role_grant::COLUMN.campaign_id.eq(campaign.0))
        .find_also_related(account::Entity)
        .filter(account::COLUMN.disabled_at.is_null())
        .order_by_asc(account::Column::DisplayName)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = accounts.iter().map(|(grant, _)| grant.account_id).collect();
    let mut away: HashMap<Uuid, Vec<(AbsenceId, Days)>> = HashMap::new();
    let absences = absence::Entity::find()
        .filter(absence::COLUMN.account_id.is_in(ids.iter().copied()))
        .order_by_asc(absence::Column::StartsOn)
        .all(db)
        .await?;
    for row in absences {
        let days = Days { from: row.starts_on, to: row.ends_on };
        away.entry(row.account_id).or_default().push((AbsenceId(row.id), days));
    }
    let mut teaches: HashMap<Uuid, Vec<CurriculumId>> = HashMap::new();
    for row in competence::Entity::find().filter(competence::COLUMN.account_id.is_in(ids)).all(db).await? {
        teaches.entry(row.account_id).or_default().push(CurriculumId(row.curriculum_id));
    }
    let line = |row: account::Model| TrainerLine {
        away: away.remove(&row.id).unwrap_or_default(),
        teaches: teaches.remove(&row.id).unwrap_or_default(),
        account: AccountId(row.id),
        name: row.display_name,
    };
    Ok(accounts.into_iter().filter_map(|(_, account)| account).map(line).collect())
}

async fn journeys(db: &impl ConnectionTrait) -> Result<Vec<JourneyLine>, UseError> {
    let names: HashMap<Uuid, String> =
        city::Entity::find().all(db).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let mut lines: Vec<JourneyLine> = journey::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .filter_map(|row| {
            let (one, other) = (names.get(&row.one_id)?, names.get(&row.other_id)?);
            let (one, other) = if one <= other { (one, other) } else { (other, one) };
            let cities = (CityId(row.one_id), CityId(row.other_id));
            Some(JourneyLine { cities, one: one.clone(), other: other.clone(), days: row.days })
        })
        .collect();
    lines.sort_by(|a, b| (&a.one, &a.other).cmp(&(&b.one, &b.other)));
    Ok(lines)
}

/// States that a campaign holds no workshop on a day.
///
/// # Errors
/// [`Problem::Taken`] for a day that is stated already; [`Clash::Breaks`] if a
/// workshop is to be held then.
pub async fn add_holiday(caller: &Caller, campaign: CampaignId, day: NaiveDate, name: &str) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    lock_campaigns_in(&tx, &[campaign]).await?;
    let id = caller.new_id();
    let row = holiday::ActiveModel {
        id: Set(id),
        campaign_id: Set(campaign.0),
        held_on: Set(day),
        name: Set(name.to_owned()),
    };
    holiday::Entity::insert(row).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "holiday_unique", "holiday.campaign_id, holiday.held_on") {
            UseError::refused("held_on", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    refuse_what_breaks(&tx, caller, "held_on").await?;
    note(&tx, caller, "holiday.added", "holiday", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Takes a holiday back.
///
/// # Errors
/// [`UseError::NotFound`] for one of another campaign.
pub async fn remove_holiday(caller: &Caller, campaign: CampaignId, id: HolidayId) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    let gone = holiday::Entity::delete_many()
        .filter(holiday::COLUMN.id.eq(id.0))
        .filter(holiday::COLUMN.campaign_id.eq(campaign.0))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "holiday.removed", "holiday", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// States that a trainer of the campaign cannot train on these days.
///
/// # Errors
/// [`Problem::Unknown`] for someone who is no trainer of it; [`Clash::Breaks`] if
/// they are to train then.
pub async fn add_absence(
    caller: &Caller,
    campaign: CampaignId,
    trainer: AccountId,
    days: Days,
) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    check_trainer(&tx, campaign, trainer).await?;
    lock_trainers_in(&tx, &[trainer]).await?;
    let id = caller.new_id();
    let row = absence::ActiveModel {
        id: Set(id),
        account_id: Set(trainer.0),
        starts_on: Set(days.from),
        ends_on: Set(days.to),
    };
    absence::Entity::insert(row).exec_without_returning(&tx).await?;
    refuse_what_breaks(&tx, caller, "away_from").await?;
    note(&tx, caller, "absence.added", "absence", id, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Takes an absence of a trainer of the campaign back.
///
/// # Errors
/// [`UseError::NotFound`] for that of anyone else.
pub async fn remove_absence(caller: &Caller, campaign: CampaignId, id: AbsenceId) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    let row = absence::Entity::find_by_id(id.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    check_trainer(&tx, campaign, AccountId(row.account_id)).await.map_err(|_| UseError::NotFound)?;
    absence::Entity::delete_by_id(id.0).exec(&tx).await?;
    note(&tx, caller, "absence.removed", "absence", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// States which curricula a trainer of the campaign teaches; none means all.
///
/// # Errors
/// [`Problem::Unknown`] for someone who is no trainer of it, or a curriculum that is
/// not there; [`Clash::Breaks`] if they are to teach something else.
pub async fn set_competence(
    caller: &Caller,
    campaign: CampaignId,
    trainer: AccountId,
    teaches: &[CurriculumId],
) -> Result<(), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    check_trainer(&tx, campaign, trainer).await?;
    lock_trainers_in(&tx, &[trainer]).await?;
    let known: Vec<Uuid> =
        curriculum::Entity::find().select_only().column(curriculum::Column::Id).into_tuple().all(&tx).await?;
    if teaches.iter().any(|id| !known.contains(&id.0)) {
        return Err(UseError::refused("teaches", Problem::Unknown));
    }
    competence::Entity::delete_many().filter(competence::COLUMN.account_id.eq(trainer.0)).exec(&tx).await?;
    let mut ids: Vec<Uuid> = teaches.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows: Vec<_> = ids
        .into_iter()
        .map(|curriculum| competence::ActiveModel {
            id: Set(caller.new_id()),
            account_id: Set(trainer.0),
            curriculum_id: Set(curriculum),
        })
        .collect();
    if !rows.is_empty() {
        competence::Entity::insert_many(rows).exec_without_returning(&tx).await?;
    }
    refuse_what_breaks(&tx, caller, "teaches").await?;
    note(&tx, caller, "competence.set", "account", trainer.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// States how many days a journey takes, for all campaigns.
///
/// # Errors
/// [`Problem::Unknown`] for a city that is not there; [`Clash::Breaks`] if a trainer
/// would come too late.
pub async fn set_journey(caller: &Caller, one: CityId, other: CityId, days: i32) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    let (one, other) = pair(one, other);
    let tx = caller.db.begin().await?;
    // A journey concerns everyone's workshops.
    let campaigns = campaign::Entity::find().select_only().column(campaign::Column::Id).into_tuple().all(&tx).await?;
    lock_campaigns_in(&tx, &campaigns.into_iter().map(CampaignId).collect::<Vec<_>>()).await?;
    for (field, city) in [("one", one), ("other", other)] {
        if city::Entity::find_by_id(city.0).one(&tx).await?.is_none() {
            return Err(UseError::refused(field, Problem::Unknown));
        }
    }
    journey::Entity::delete_many()
        .filter(journey::COLUMN.one_id.eq(one.0))
        .filter(journey::COLUMN.other_id.eq(other.0))
        .exec(&tx)
        .await?;
    let id = caller.new_id();
    let row = journey::ActiveModel { id: Set(id), one_id: Set(one.0), other_id: Set(other.0), days: Set(days) };
    journey::Entity::insert(row).exec_without_returning(&tx).await?;
    refuse_what_breaks(&tx, caller, "days").await?;
    note(&tx, caller, "journey.set", "journey", id, json!({})).await?;
    Ok(tx.commit().await?)
}

async fn check_trainer(tx: &impl ConnectionTrait, campaign: CampaignId, trainer: AccountId) -> Result<(), UseError> {
    let granted = role_grant::Entity::find()
        .filter(role_grant::COLUMN.role.eq(Role::Trainer.as_str()))
        .filter(role_grant::COLUMN.campaign_id.eq(campaign.0))
        .filter(role_grant::COLUMN.account_id.eq(trainer.0))
        .one(tx)
        .await?;
    if granted.is_some() { Ok(()) } else { Err(UseError::refused("trainer", Problem::Unknown)) }
}

async fn refuse_what_breaks(tx: &DatabaseTransaction, caller: &Caller, field: &str) -> Result<(), UseError> {
    match load_broken(tx, caller.today()).await? {
        None => Ok(()),
        Some((workshop, Days { from, to })) => {
            Err(UseError::refused(field, Clash::Breaks { workshop, starts_on: from, ends_on: to }.into()))
        }
    }
}
