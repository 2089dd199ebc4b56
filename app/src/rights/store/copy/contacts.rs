//! How people were asked to come: named, invited, and told by a calendar.

use super::Section;
use crate::schema::error::UseError;
use crate::schema::{calendar_link, message, nomination, workshop};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// Nominations, messages and calendar links of these entries.
pub(super) async fn load(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<[Section; 3], UseError> {
    Ok([nominations(db, people).await?, messages(db, people).await?, calendar(db, people).await?])
}

async fn nominations(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = nomination::Entity::find()
        .filter(nomination::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(workshop::Entity)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, workshop)| {
        let title = json!(workshop.map(|row| row.title));
        vec![title, json!(row.nominated_by), json!(row.nominated_at), json!(row.set_aside_at)]
    });
    let columns = &["workshop", "nominated_by", "nominated_at", "set_aside_at"];
    Ok(Section { key: "nominations", columns, rows: rows.collect() })
}

/// Address and text are wiped once a message has gone, and hold a code before.
async fn messages(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = message::Entity::find()
        .filter(message::COLUMN.person_id.is_in(people.to_vec()))
        .order_by_asc(message::Column::CreatedAt)
        .find_also_related(workshop::Entity)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, workshop)| {
        let title = json!(workshop.map(|row| row.title));
        vec![title, json!(row.channel), json!(row.state), json!(row.created_at), json!(row.settled_at)]
    });
    let columns = &["workshop", "channel", "state", "created_at", "settled_at"];
    Ok(Section { key: "messages", columns, rows: rows.collect() })
}

async fn calendar(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found =
        calendar_link::Entity::find().filter(calendar_link::COLUMN.person_id.is_in(people.to_vec())).all(db).await?;
    let rows = found.into_iter().map(|row| vec![json!(row.created_at), json!(row.ended_at)]);
    Ok(Section { key: "calendar", columns: &["created_at", "ended_at"], rows: rows.collect() })
}
