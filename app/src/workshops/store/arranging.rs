//! Changing the timetable of a workshop.

use super::enrolment::lock_in;
use super::reading::sessions;
use crate::campaigns::store::{load_needs, load_outline};
use crate::fields::Problem;
use crate::ids::{CampaignId, CurriculumId, ItemId, ModuleId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{curriculum_module, timetable_item};
use crate::workshops::arranging::{Arranged, Edit, Line, arrange};
use crate::workshops::edits::EditForm;
use crate::workshops::timetable::Item;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// A timetable to be changed, and the modules of its curriculum in order.
#[derive(Clone, Debug)]
pub struct Arrangement {
    /// The half-days in order of time.
    pub half_days: Vec<Arranged>,
    /// The modules with their titles.
    pub modules: Vec<(ModuleId, String)>,
    /// Which of them come after which.
    pub needs: Vec<(ModuleId, ModuleId)>,
}

/// The timetable of a workshop, for whoever may change it: its trainers and organisers.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn arrangement(caller: &Caller, id: WorkshopId) -> Result<Arrangement, UseError> {
    let db = caller.db.reader();
    let row = crate::schema::workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), id))?;
    let curriculum = CurriculumId(row.curriculum_id);
    let modules = load_outline(db, curriculum, row.starts_on).await?;
    let modules = modules.into_iter().map(|module| (module.id, module.title)).collect();
    let needs = load_needs(db, curriculum).await?;
    Ok(Arrangement { half_days: load_half_days(db, id).await?, modules, needs })
}

async fn load_half_days(db: &impl ConnectionTrait, id: WorkshopId) -> Result<Vec<Arranged>, UseError> {
    let sessions = sessions(db, id).await?;
    let rows = timetable_item::Entity::find()
        .filter(timetable_item::COLUMN.session_id.is_in(sessions.iter().map(|session| session.id.0)))
        .order_by_asc(timetable_item::Column::Position)
        .all(db)
        .await?;
    let mut half_days: Vec<Arranged> = sessions
        .into_iter()
        .map(|one| Arranged { session: one.id, held_on: one.held_on, half: one.half, lines: Vec::new() })
        .collect();
    for row in rows {
        let activity = StoreError::read(&row.activity, "timetable_item", "activity", row.id)?;
        let item =
            Item { starts_at: row.starts_at, minutes: row.minutes, activity, module: row.module_id.map(ModuleId) };
        if let Some(half_day) = half_days.iter_mut().find(|one| one.session == SessionId(row.session_id)) {
            half_day.lines.push(Line { id: ItemId(row.id), item });
        }
    }
    Ok(half_days)
}

/// Changes one line of the timetable of a workshop; what follows moves.
///
/// # Errors
/// What was sent and is not in order, or cannot be; [`UseError::NotFound`],
/// [`UseError::Forbidden`].
pub async fn edit(caller: &Caller, id: WorkshopId, form: &EditForm) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    // Two who change it at once do so one after the other.
    let row = lock_in(&tx, id).await?;
    caller.allow(Act::Train(CampaignId(row.campaign_id), id))?;
    let edit = form.read(ItemId(caller.new_id())).map_err(UseError::Refused)?;
    let before = load_half_days(&tx, id).await?;
    let mut after = before.clone();
    arrange(&mut after, edit).map_err(|refusal| UseError::Refused(vec![refusal]))?;
    if let Edit::Add(_, _, _, Some(module), _) = edit {
        check_taught(&tx, row.curriculum_id, module).await?;
    }
    write(&tx, &before, &after).await?;
    note(&tx, caller, "workshop.rearranged", "workshop", id.0, json!({ "edit": form.edit })).await?;
    Ok(tx.commit().await?)
}

/// A module is of the curriculum that is taught.
async fn check_taught(tx: &impl ConnectionTrait, curriculum: Uuid, module: ModuleId) -> Result<(), UseError> {
    let found = curriculum_module::Entity::find_by_id(module.0).one(tx).await?;
    if found.is_some_and(|row| row.curriculum_id == curriculum) {
        Ok(())
    } else {
        Err(UseError::refused("what", Problem::Unknown))
    }
}

/// Writes the half-days that changed, each line under the identifier that it had.
async fn write(tx: &DatabaseTransaction, before: &[Arranged], after: &[Arranged]) -> Result<(), UseError> {
    let changed: Vec<&Arranged> =
        after.iter().zip(before).filter(|(new, old)| new != old).map(|(new, _)| new).collect();
    timetable_item::Entity::delete_many()
        .filter(timetable_item::COLUMN.session_id.is_in(changed.iter().map(|one| one.session.0)))
        .exec(tx)
        .await?;
    for half_day in changed {
        let rows: Vec<timetable_item::ActiveModel> = (0..)
            .zip(&half_day.lines)
            .map(|(position, line)| timetable_item::ActiveModel {
                id: Set(line.id.0),
                session_id: Set(half_day.session.0),
                position: Set(position),
                starts_at: Set(line.item.starts_at),
                minutes: Set(line.item.minutes),
                activity: Set(line.item.activity.as_str().to_owned()),
                module_id: Set(line.item.module.map(|module| module.0)),
            })
            .collect();
        if !rows.is_empty() {
            timetable_item::Entity::insert_many(rows).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}
