//! When half-days are, as their timetables say.

use crate::ids::SessionId;
use crate::schema::error::UseError;
use crate::schema::timetable_item;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// From when to when the timetable says that each of these half-days is, in minutes
/// after midnight; none where it says nothing. Within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_hours(
    db: &impl ConnectionTrait,
    sessions: impl IntoIterator<Item = SessionId>,
) -> Result<HashMap<SessionId, (i32, i32)>, UseError> {
    let rows = timetable_item::Entity::find()
        .select_only()
        .columns([timetable_item::Column::SessionId, timetable_item::Column::StartsAt, timetable_item::Column::Minutes])
        .filter(timetable_item::COLUMN.session_id.is_in(sessions.into_iter().map(|session| session.0)))
        .into_tuple::<(Uuid, i32, i32)>()
        .all(db)
        .await?;
    let mut hours: HashMap<SessionId, (i32, i32)> = HashMap::new();
    for (session, starts_at, minutes) in rows {
        let (from, until) = hours.entry(SessionId(session)).or_insert((starts_at, starts_at + minutes));
        (*from, *until) = ((*from).min(starts_at), (*until).max(starts_at + minutes));
    }
    Ok(hours)
}
