//! Planning a workshop: its row, its trainers, its drafted timetable, in one go.

use crate::campaigns::store::{load, load_edition, load_standing, venue_named};
use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::Role;
use crate::people::store::audit::{note, note_many};
use crate::scheduling::model::Days;
use crate::scheduling::store::checking::{Proposal, check_in, lock_campaigns_in};
use crate::schema::error::UseError;
use crate::schema::{account, curriculum, role_grant, timetable_item, timetable_session, workshop, workshop_trainer};
use crate::workshops::drafting::{HalfDay, Teachable, draft};
use crate::workshops::model::{NewWorkshop, WorkshopForm};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// Those who may be chosen as trainers in a campaign, by name.
///
/// # Errors
/// If the asker does not organise it, or the database fails.
pub async fn trainers_to_choose(caller: &Caller, campaign: CampaignId) -> Result<Vec<(AccountId, String)>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let rows = role_grant::Entity::find()
        .filter(role_grant::COLUMN.role.eq(Role::Trainer.as_str()))
        .filter(role_grant::COLUMN.campaign_id.eq(campaign.0))
        .find_also_related(account::Entity)
        .filter(account::COLUMN.disabled_at.is_null())
        .order_by_asc(account::Column::DisplayName)
        .all(caller.db.reader())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(_, account)| account.map(|account| (AccountId(account.id), account.display_name)))
        .collect())
}

/// Creates a workshop in a campaign, with its trainers and a timetable drafted
/// from its curriculum.
///
/// # Errors
/// Every field that is not in order; nothing is written then.
pub async fn create(caller: &Caller, campaign: CampaignId, form: &WorkshopForm) -> Result<WorkshopId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    lock_campaigns_in(&tx, &[campaign]).await?;
    let id = create_in(&tx, caller, campaign, form).await?;
    tx.commit().await?;
    Ok(id)
}

pub(super) async fn create_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    form: &WorkshopForm,
) -> Result<WorkshopId, UseError> {
    let (new, venue) = read_in(tx, caller, campaign, form).await?;
    let id = WorkshopId(caller.new_id());
    check_in(tx, &proposal(None, campaign, venue, &new)).await?;
    let row = workshop::ActiveModel {
        id: Set(id.0),
        campaign_id: Set(campaign.0),
        venue_id: Set(venue),
        curriculum_id: Set(new.curriculum.0),
        title: Set(new.title.clone()),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        capacity: Set(new.capacity),
        created_at: Set(caller.now),
        results_released_at: Set(None),
        cancelled_at: Set(None),
        notices_due_at: Set(None),
    };
    workshop::Entity::insert(row).exec_without_returning(tx).await?;
    assign(tx, caller, id, &new).await?;
    write_half_days(tx, caller, id, &new, Vec::new()).await?;
    note(tx, caller, "workshop.created", "workshop", id.0, json!({ "campaign": campaign })).await?;
    Ok(id)
}

/// What a form asks for, if all that it names is there, and its room.
pub(super) async fn read_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    form: &WorkshopForm,
) -> Result<(NewWorkshop, Uuid), UseError> {
    let frame = load(tx, campaign).await?;
    let new = form.read((frame.starts_on, frame.ends_on)).map_err(UseError::Refused)?;
    check_trainers(tx, campaign, &new).await?;
    if curriculum::Entity::find_by_id(new.curriculum.0).one(tx).await?.is_none() {
        return Err(UseError::refused("curriculum", Problem::Unknown));
    }
    let venue = venue_named(tx, caller, new.city, new.venue.clone(), new.capacity).await?;
    Ok((new, venue))
}

/// A workshop as its days, room and trainers are to be checked.
pub(super) fn proposal(workshop: Option<WorkshopId>, campaign: CampaignId, venue: Uuid, new: &NewWorkshop) -> Proposal {
    Proposal {
        workshop,
        campaign,
        venue,
        days: Days { from: new.starts_on, to: new.ends_on },
        curriculum: new.curriculum,
        seats: new.capacity,
        lead: new.lead,
        trainers: new.trainers.clone(),
    }
}

pub(super) async fn check_trainers(
    tx: &impl ConnectionTrait,
    campaign: CampaignId,
    new: &NewWorkshop,
) -> Result<(), UseError> {
    let allowed: Vec<_> = role_grant::Entity::find()
        .filter(role_grant::COLUMN.role.eq(Role::Trainer.as_str()))
        .filter(role_grant::COLUMN.campaign_id.eq(campaign.0))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| AccountId(row.account_id))
        .collect();
    if !allowed.contains(&new.lead) {
        return Err(UseError::refused("lead", Problem::Unknown));
    }
    if new.trainers.iter().any(|trainer| !allowed.contains(trainer)) {
        return Err(UseError::refused("trainers", Problem::Unknown));
    }
    Ok(())
}

/// Makes this the team; whoever joins or leaves finds it in the trail.
pub(super) async fn assign(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    new: &NewWorkshop,
) -> Result<(), UseError> {
    let team_of = workshop_trainer::COLUMN.workshop_id.eq(workshop.0);
    let before: Vec<Uuid> = workshop_trainer::Entity::find()
        .filter(team_of.clone())
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.account_id)
        .collect();
    workshop_trainer::Entity::delete_many().filter(team_of).exec(tx).await?;
    let after: Vec<Uuid> = std::iter::once(new.lead).chain(new.trainers.iter().copied()).map(|one| one.0).collect();
    let lacking = |some: &[Uuid], others: &[Uuid]| -> Vec<Uuid> {
        some.iter().filter(|one| !others.contains(one)).copied().collect()
    };
    let detail = json!({ "workshop": workshop });
    note_many(tx, caller, "team.joined", "account", &lacking(&after, &before), &detail).await?;
    note_many(tx, caller, "team.left", "account", &lacking(&before, &after), &detail).await?;
    let others = new.trainers.iter().map(|trainer| (*trainer, false));
    let rows = std::iter::once((new.lead, true)).chain(others).map(|(trainer, lead)| workshop_trainer::ActiveModel {
        id: Set(caller.new_id()),
        workshop_id: Set(workshop.0),
        account_id: Set(trainer.0),
        lead: Set(lead),
    });
    workshop_trainer::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Drafts the timetable and writes it; the half-days take these identifiers in order,
/// as far as there are.
pub(super) async fn write_half_days(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    new: &NewWorkshop,
    identifiers: Vec<Uuid>,
) -> Result<(), UseError> {
    let edition = load_standing(tx, new.curriculum, new.starts_on).await?;
    let curriculum = load_edition(tx, new.curriculum, Some(edition)).await?;
    let modules: Vec<Teachable> = curriculum
        .modules
        .into_iter()
        .map(|one| Teachable { id: one.id, minutes: one.minutes, prefers: one.prefers, needs: one.needs })
        .collect();
    let mut identifiers = identifiers.into_iter();
    for half_day in draft(new.starts_on, new.ends_on, &modules).half_days {
        let session = identifiers.next().unwrap_or_else(|| caller.new_id());
        write_half_day(tx, caller, workshop, session, half_day).await?;
    }
    Ok(())
}

async fn write_half_day(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    session: Uuid,
    half_day: HalfDay,
) -> Result<(), UseError> {
    let row = timetable_session::ActiveModel {
        id: Set(session),
        workshop_id: Set(workshop.0),
        held_on: Set(half_day.held_on),
        half: Set(half_day.half.as_str().to_owned()),
    };
    timetable_session::Entity::insert(row).exec_without_returning(tx).await?;
    let items: Vec<_> = (0..)
        .zip(half_day.items)
        .map(|(position, item)| timetable_item::ActiveModel {
            id: Set(caller.new_id()),
            session_id: Set(session),
            position: Set(position),
            starts_at: Set(item.starts_at),
            minutes: Set(item.minutes),
            activity: Set(item.activity.as_str().to_owned()),
            module_id: Set(item.module.map(|module| module.0)),
        })
        .collect();
    if !items.is_empty() {
        timetable_item::Entity::insert_many(items).exec_without_returning(tx).await?;
    }
    Ok(())
}
