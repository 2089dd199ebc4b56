//! Changing a workshop that was planned: its days, room, trainers, seats.

use super::cancelling::notices_due_in;
use super::elsewhere::{load_elsewhere, lock_people_in};
use super::enrolment::{free_seats, lock_in};
use super::planning::{assign, proposal, read_in, write_half_days};
use super::reading::{campaign_of, sessions};
use super::waiting::promote_in;
use crate::clash::Clash;
use crate::fields::Problem;
use crate::ids::{CampaignId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::scheduling::model::Days;
use crate::scheduling::store::checking::{check_in, lock_campaigns_in};
use crate::schema::error::UseError;
use crate::schema::{
    attendance_event, enrolment, sheet_scan, timetable_item, timetable_session, venue, workshop, workshop_trainer,
};
use crate::workshops::model::{MAX_CAPACITY, NewWorkshop, TOLD_AFTER, WorkshopForm};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// The fields of a workshop as they stand, and its campaign.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] unless the asker organises it.
pub async fn as_form(caller: &Caller, id: WorkshopId) -> Result<(CampaignId, WorkshopForm), UseError> {
    let db = caller.db.reader();
    let found = workshop::Entity::find_by_id(id.0).find_also_related(venue::Entity).one(db).await?;
    let Some((row, Some(room))) = found else { return Err(UseError::NotFound) };
    let campaign = CampaignId(row.campaign_id);
    caller.allow(Act::Organise(campaign))?;
    let team = workshop_trainer::Entity::find().filter(workshop_trainer::COLUMN.workshop_id.eq(id.0)).all(db).await?;
    let account = |one: &workshop_trainer::Model| one.account_id.to_string();
    let form = WorkshopForm {
        title: row.title,
        city: room.city_id.to_string(),
        venue: room.name,
        starts_on: row.starts_on.to_string(),
        ends_on: row.ends_on.to_string(),
        curriculum: row.curriculum_id.to_string(),
        capacity: row.capacity.to_string(),
        lead: team.iter().find(|one| one.lead).map(account).unwrap_or_default(),
        trainers: team.iter().filter(|one| !one.lead).map(account).collect(),
    };
    Ok((campaign, form))
}

/// Changes a workshop. With other days or another curriculum its timetable is
/// drafted anew; half-days keep their identifiers in order, so that calendars move
/// what they show instead of showing it twice. New seats go to those who wait.
///
/// # Errors
/// Every field that is not in order and every clash; nothing is changed then.
/// [`Clash::Marked`] for days, venue and curriculum once attendance was marked.
pub async fn change(caller: &Caller, id: WorkshopId, form: &WorkshopForm) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, id).await?;
    caller.allow(Act::Organise(campaign))?;
    lock_campaigns_in(&tx, &[campaign]).await?;
    let before = lock_in(&tx, id).await?;
    let (new, room) = read_in(&tx, caller, campaign, form).await?;
    let moved = is_moved(&before, &new);
    let redrafted = moved || new.curriculum.0 != before.curriculum_id;
    if (redrafted || room != before.venue_id) && is_marked(&tx, id).await? {
        return Err(UseError::refused("starts_on", Clash::Marked.into()));
    }
    check_seats(&tx, &before, new.capacity).await?;
    check_in(&tx, &proposal(Some(id), campaign, room, &new)).await?;
    if moved {
        check_participants(&tx, id, Days { from: new.starts_on, to: new.ends_on }).await?;
    }
    rewrite_in(&tx, caller, &before, room, &new).await?;
    promote_in(&tx, caller, &lock_in(&tx, id).await?).await?;
    Ok(tx.commit().await?)
}

/// Whether the days of a workshop are to be others.
fn is_moved(before: &workshop::Model, new: &NewWorkshop) -> bool {
    (new.starts_on, new.ends_on) != (before.starts_on, before.ends_on)
}

/// Writes a workshop as it is to be, its timetable drafted anew with other days or another
/// curriculum; whoever was told of other days or another room is to be told. Within a
/// larger use that has asked. Answers whether its days are others.
pub(super) async fn rewrite_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    before: &workshop::Model,
    room: Uuid,
    new: &NewWorkshop,
) -> Result<bool, UseError> {
    let (id, moved) = (WorkshopId(before.id), is_moved(before, new));
    write(tx, caller, id, room, new).await?;
    if moved || new.curriculum.0 != before.curriculum_id {
        let sessions = clear_timetable(tx, id).await?;
        write_half_days(tx, caller, id, new, sessions).await?;
    }
    if moved || room != before.venue_id {
        notices_due_in(tx, id, caller.now + TOLD_AFTER).await?;
    }
    note(tx, caller, "workshop.changed", "workshop", id.0, json!({ "moved": moved })).await?;
    Ok(moved)
}

async fn write(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: WorkshopId,
    room: Uuid,
    new: &NewWorkshop,
) -> Result<(), UseError> {
    let row = workshop::ActiveModel {
        id: Set(id.0),
        venue_id: Set(room),
        curriculum_id: Set(new.curriculum.0),
        title: Set(new.title.clone()),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        capacity: Set(new.capacity),
        ..Default::default()
    };
    workshop::Entity::update(row).exec_without_returning(tx).await?;
    assign(tx, caller, id, new).await
}

/// Whether attendance was marked for a half-day of a workshop, or a signed sheet kept.
pub(super) async fn is_marked(tx: &impl ConnectionTrait, id: WorkshopId) -> Result<bool, UseError> {
    let mut sessions = Query::select();
    sessions
        .column(timetable_session::Column::Id)
        .from(timetable_session::Entity)
        .and_where(timetable_session::COLUMN.workshop_id.eq(id.0));
    let sheets = sheet_scan::Entity::find().filter(sheet_scan::COLUMN.session_id.in_subquery(sessions.clone()));
    let marks = attendance_event::Entity::find().filter(attendance_event::COLUMN.session_id.in_subquery(sessions));
    Ok(marks.count(tx).await? > 0 || sheets.count(tx).await? > 0)
}

/// Nobody who has a seat loses it.
async fn check_seats(tx: &impl ConnectionTrait, before: &workshop::Model, capacity: i32) -> Result<(), UseError> {
    let free = i32::try_from(free_seats(tx, before).await?).unwrap_or(i32::MAX);
    let taken = before.capacity.saturating_sub(free);
    if capacity < taken {
        return Err(UseError::refused("capacity", Problem::OutOfRange { min: taken, max: MAX_CAPACITY }));
    }
    Ok(())
}

/// None of those who have a seat is elsewhere on the new days.
pub(super) async fn check_participants(tx: &DatabaseTransaction, id: WorkshopId, days: Days) -> Result<(), UseError> {
    let people: Vec<Uuid> = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::PersonId)
        .filter(enrolment::COLUMN.workshop_id.eq(id.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple()
        .all(tx)
        .await?;
    lock_people_in(tx, &people).await?;
    match load_elsewhere(tx, id.0, days, &people).await? {
        Some(clash) => Err(UseError::refused("starts_on", clash.into())),
        None => Ok(()),
    }
}

/// Takes the half-days out; gives their identifiers in order.
async fn clear_timetable(tx: &DatabaseTransaction, id: WorkshopId) -> Result<Vec<Uuid>, UseError> {
    let sessions: Vec<Uuid> = sessions(tx, id).await?.into_iter().map(|session| session.id.0).collect();
    let of_these = timetable_item::COLUMN.session_id.is_in(sessions.iter().copied());
    timetable_item::Entity::delete_many().filter(of_these).exec(tx).await?;
    timetable_session::Entity::delete_many().filter(timetable_session::COLUMN.workshop_id.eq(id.0)).exec(tx).await?;
    Ok(sessions)
}
