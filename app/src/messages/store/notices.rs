//! Telling people what changed since they were told: nobody is told of what they
//! were never told, and nothing twice.

use super::writing::{Writing, emails, load_tells, way};
use crate::code::Code;
use crate::ids::WorkshopId;
use crate::messages::model::{State, Wording};
use crate::messages::news::{Kind, Tells, Told, news};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note;
use crate::people::store::sign_in::add_code;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{curriculum, enrolment, message, workshop};
use crate::workshops::store::enrolment::load_participants;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What one person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is for.
    pub kind: Kind,
    /// Who.
    pub name: PersonName,
    /// The workshop's title.
    pub workshop: String,
    /// When and where it is held.
    pub tells: Tells,
    /// Their code, with [`Kind::Promotion`].
    pub code: Option<Code>,
    /// Code of the language in which they are taught.
    pub language: String,
}

/// Writes into the outbox what is due to be told, each workshop in a transaction of
/// its own. `word` says it. Answers how many messages were written.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn tell_due(caller: &Caller, word: &(dyn Fn(&Notice) -> Wording + Send + Sync)) -> Result<usize, UseError> {
    caller.allow(Act::RunDuties)?;
    let mut written = 0;
    loop {
        let tx = caller.db.begin().await?;
        let due = workshop::Entity::find()
            .filter(workshop::COLUMN.notices_due_at.lte(caller.now))
            .order_by_asc(workshop::Column::NoticesDueAt)
            // Two who tell at once tell of different workshops.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .one(&tx)
            .await?;
        let Some(row) = due else { return Ok(written) };
        if row.starts_on > caller.today() {
            written += tell_in(&tx, caller, &row, word).await?;
        }
        workshop::Entity::update_many()
            .col_expr(workshop::Column::NoticesDueAt, Expr::value(None::<DateTime<Utc>>))
            .filter(workshop::COLUMN.id.eq(row.id))
            .exec(&tx)
            .await?;
        tx.commit().await?;
    }
}

async fn tell_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    row: &workshop::Model,
    word: &(dyn Fn(&Notice) -> Wording + Send + Sync),
) -> Result<usize, UseError> {
    let participants = load_participants(tx, WorkshopId(row.id)).await?;
    let emails = emails(tx, &participants).await?;
    let (promoted, told) = (load_promoted(tx, row.id).await?, load_told(tx, row.id).await?);
    let language = curriculum::Entity::find_by_id(row.curriculum_id).one(tx).await?.map(|row| row.language);
    let writing = Writing { workshop: WorkshopId(row.id), tells: load_tells(tx, row).await? };
    let mut written = 0;
    for one in participants.iter().filter(|one| !one.erased) {
        let (since, last) = (promoted.get(&one.person.0).copied(), told.get(&one.person.0));
        let Some(kind) = news(row.cancelled_at.is_some(), &writing.tells, since, last) else { continue };
        let Some(way) = way(&emails, one) else { continue };
        let code = if kind == Kind::Promotion { Some(add_code(tx, caller, one.person).await?) } else { None };
        let wording = word(&Notice {
            kind,
            name: one.name.clone(),
            workshop: row.title.clone(),
            tells: writing.tells.clone(),
            code,
            language: language.clone().unwrap_or_default(),
        });
        writing.write_in(tx, caller, one.person, kind, (way, wording)).await?;
        written += 1;
    }
    if written > 0 {
        note(tx, caller, "workshop.told", "workshop", row.id, json!({ "messages": written })).await?;
    }
    Ok(written)
}

/// Since when they have their seats, of those to whom it came from the waiting list.
async fn load_promoted(db: &impl ConnectionTrait, workshop: Uuid) -> Result<HashMap<Uuid, DateTime<Utc>>, UseError> {
    let rows = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop))
        .filter(enrolment::COLUMN.promoted_at.is_not_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.person_id, row.promoted_at?))).collect())
}

/// The last message to each that may have reached them.
async fn load_told(db: &impl ConnectionTrait, workshop: Uuid) -> Result<HashMap<Uuid, Told>, UseError> {
    let rows = message::Entity::find()
        .filter(message::COLUMN.workshop_id.eq(workshop))
        .filter(message::COLUMN.state.ne(State::Failed.as_str()))
        .order_by_asc(message::Column::CreatedAt)
        .all(db)
        .await?;
    let mut told = HashMap::new();
    for row in rows {
        let kind = StoreError::read(&row.kind, "message", "kind", row.id)?;
        let (Some(starts_on), Some(ends_on), Some(place)) = (row.starts_on, row.ends_on, row.place) else { continue };
        told.insert(row.person_id, Told { kind, at: row.created_at, tells: Tells { starts_on, ends_on, place } });
    }
    Ok(told)
}
