//! Signed sheets: kept as they came, listed, given back; taken out by organisers
//! alone, with a reason.

use super::model::{Kind, SignedSheet};
use crate::fields::{Fields, Problem};
use crate::ids::{ScanId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::MAX_LINE;
use crate::people::secrets::digest;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, sheet_scan, timetable_session};
use crate::workshops::store::reading::{campaign_of, sessions};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use serde_json::json;
use uuid::Uuid;

/// A sheet that is kept, without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Which.
    pub id: ScanId,
    /// Of which half-day.
    pub session: SessionId,
    /// What the sender's device called it.
    pub file_name: String,
    /// What it is.
    pub kind: Kind,
    /// Its bytes.
    pub size: i32,
    /// Its SHA-256 in hexadecimal.
    pub sha256: String,
    /// Who sent it.
    pub sent_by: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// What became of a sheet that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Under which identifier it is kept.
    pub id: ScanId,
    /// Whether the very same file had been kept before.
    pub known: bool,
}

/// The sheets of a workshop in the order in which they came, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn list(caller: &Caller, workshop: WorkshopId) -> Result<Vec<Scan>, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Follow(campaign, workshop))?;
    let of_these = sessions(db, workshop).await?.into_iter().map(|session| session.id.0);
    let found = rows().filter(sheet_scan::COLUMN.session_id.is_in(of_these)).into_model::<Row>().all(db).await?;
    found.into_iter().map(Scan::try_from).collect()
}

/// Keeps a sheet with its half-day; the very same file is known again.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::Unknown`] for a
/// half-day of another workshop, or one that is still to come.
pub async fn keep(
    caller: &Caller,
    workshop: WorkshopId,
    session: SessionId,
    sheet: SignedSheet,
) -> Result<Received, UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Train(campaign, workshop))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    // Locked, so that two who send the same file at once keep it once.
    let half_day = timetable_session::Entity::find_by_id(session.0).lock_exclusive().one(&tx).await?;
    if half_day.is_none_or(|row| row.workshop_id != workshop.0 || row.held_on > caller.today()) {
        return Err(UseError::refused("session", Problem::Unknown));
    }
    let sha256 = digest(&sheet.bytes);
    let same = rows()
        .filter(sheet_scan::COLUMN.session_id.eq(session.0))
        .filter(sheet_scan::COLUMN.sha256.eq(sha256.as_str()))
        .into_model::<Row>()
        .one(&tx)
        .await?;
    if let Some(same) = same {
        return Ok(Received { id: ScanId(same.id), known: true });
    }
    let id = ScanId(caller.new_id());
    let detail = json!({ "session": session, "sha256": sha256, "bytes": sheet.bytes.len() });
    let row = sheet_scan::ActiveModel {
        id: Set(id.0),
        session_id: Set(session.0),
        file_name: Set(sheet.file_name),
        media_type: Set(sheet.kind.as_str().to_owned()),
        size: Set(i32::try_from(sheet.bytes.len()).unwrap_or(i32::MAX)),
        sha256: Set(sha256),
        account_id: Set(account.0),
        received_at: Set(caller.now),
        content: Set(sheet.bytes),
    };
    sheet_scan::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "scan.kept", "sheet_scan", id.0, detail).await?;
    tx.commit().await?;
    Ok(Received { id, known: false })
}

/// One sheet of a workshop without its content, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn find(caller: &Caller, workshop: WorkshopId, id: ScanId) -> Result<Scan, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, workshop).await?;
    caller.allow(Act::Follow(campaign, workshop))?;
    load(db, workshop, id).await
}

/// A sheet with its content, for those who follow the workshop. It shows the names
/// and signatures of many: that it was read is noted.
///
/// # Errors
/// As [`find`].
pub async fn content(caller: &Caller, workshop: WorkshopId, id: ScanId) -> Result<(Scan, Vec<u8>), UseError> {
    let scan = find(caller, workshop, id).await?;
    let row = sheet_scan::Entity::find_by_id(id.0).one(caller.db.reader()).await?.ok_or(UseError::NotFound)?;
    note_reading(caller, "scan.read", "sheet_scan", id.0, json!({ "session": scan.session })).await?;
    Ok((scan, row.content))
}

/// Takes a sheet out, for a reason; its hash and the reason stay in the trail.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for trainers; [`Problem::Required`].
pub async fn remove(caller: &Caller, workshop: WorkshopId, id: ScanId, reason: &str) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let scan = load(&tx, workshop, id).await?;
    let mut fields = Fields::default();
    let reason = fields.line("reason", reason, MAX_LINE);
    let reason = fields.accept(Some(reason)).map_err(UseError::Refused)?;
    sheet_scan::Entity::delete_by_id(id.0).exec(&tx).await?;
    let detail = json!({ "session": scan.session, "sha256": scan.sha256, "bytes": scan.size, "reason": reason });
    note(&tx, caller, "scan.removed", "sheet_scan", id.0, detail).await?;
    tx.commit().await?;
    Ok(caller.db.settle().await?)
}

/// A sheet of this workshop, within a larger use that has asked.
async fn load(db: &impl ConnectionTrait, workshop: WorkshopId, id: ScanId) -> Result<Scan, UseError> {
    let found = rows()
        .filter(sheet_scan::COLUMN.id.eq(id.0))
        .filter(timetable_session::COLUMN.workshop_id.eq(workshop.0))
        .into_model::<Row>()
        .one(db)
        .await?;
    found.ok_or(UseError::NotFound)?.try_into()
}

/// Everything but the content, which may be ten megabytes.
fn rows() -> sea_orm::Select<sheet_scan::Entity> {
    sheet_scan::Entity::find()
        .select_only()
        .columns([
            sheet_scan::Column::Id,
            sheet_scan::Column::SessionId,
            sheet_scan::Column::FileName,
            sheet_scan::Column::MediaType,
            sheet_scan::Column::Size,
            sheet_scan::Column::Sha256,
            sheet_scan::Column::ReceivedAt,
        ])
        .column_as(account::Column::DisplayName, "sent_by")
        .join(JoinType::InnerJoin, sheet_scan::Relation::Account.def())
        .join(JoinType::InnerJoin, sheet_scan::Relation::TimetableSession.def())
        .order_by_asc(sheet_scan::Column::ReceivedAt)
        .order_by_asc(sheet_scan::Column::Id)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    session_id: Uuid,
    file_name: String,
    media_type: String,
    size: i32,
    sha256: String,
    received_at: DateTime<Utc>,
    sent_by: String,
}

impl TryFrom<Row> for Scan {
    type Error = UseError;

    fn try_from(row: Row) -> Result<Self, UseError> {
        Ok(Self {
            id: ScanId(row.id),
            session: SessionId(row.session_id),
            kind: StoreError::read(&row.media_type, "sheet_scan", "media_type", row.id)?,
            file_name: row.file_name,
            size: row.size,
            sha256: row.sha256,
            sent_by: row.sent_by,
            received_at: row.received_at,
        })
    }
}
