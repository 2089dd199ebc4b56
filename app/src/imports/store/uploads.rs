//! A list taken in, how it is read, and what was decided of its rows.

use super::judging::{JudgedRow, load_judged};
use crate::fields::Problem;
use crate::ids::{CampaignId, ImportId, PersonId};
use crate::imports::model::{Decision, Judgement, Mapping, Outcome};
use crate::imports::sheet::{Sheet, SheetRow};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{campaign, import, import_mapping, import_row};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// How long the rows of a list are kept: what it holds is in the register by
/// then, or is not wanted. After that it can no longer be undone.
pub const ROWS_LAST: TimeDelta = TimeDelta::days(14);
/// How many rows are written at once.
const CHUNK: usize = 500;

/// A list with what became of it.
#[derive(Clone, Debug)]
pub struct Import {
    /// Which.
    pub id: ImportId,
    /// For which campaign.
    pub campaign: CampaignId,
    /// Its title.
    pub campaign_title: String,
    /// Who sent it.
    pub sender: String,
    /// What the file was called.
    pub file_name: String,
    /// Its headings.
    pub headings: Vec<String>,
    /// How it is read.
    pub mapping: Mapping,
    /// How many rows of each kind.
    pub counts: BTreeMap<&'static str, u64>,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it was taken into the register.
    pub applied_at: Option<DateTime<Utc>>,
    /// When that was undone.
    pub undone_at: Option<DateTime<Utc>>,
    /// Whether its rows are no longer kept.
    pub wiped: bool,
}

/// A row with how it was judged.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number as the spreadsheet counts.
    pub number: i32,
    /// Its cells.
    pub cells: Vec<String>,
    /// What it is.
    pub outcome: Outcome,
    /// Why.
    pub judgement: Judgement,
    /// What was decided.
    pub decision: Option<Decision>,
    /// Whom it added or changed.
    pub person: Option<PersonId>,
}

/// Takes a list in and judges it; nothing comes into the register yet. Lists of
/// the same sender with the same headings are read as the last one was.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn upload(
    caller: &Caller,
    campaign: CampaignId,
    sender: &str,
    file_name: &str,
    sheet: Sheet,
) -> Result<ImportId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    // Nothing comes into the register yet: other writers need not wait meanwhile.
    let mapping = load_mapping(caller.db.reader(), sender, &sheet).await?;
    let judged = load_judged(caller.db.reader(), caller, &mapping, &sheet.rows).await?;
    let tx = caller.db.begin().await?;
    let id = begin_in(&tx, caller, campaign, sender, file_name, &sheet, &mapping).await?;
    write_rows(&tx, caller, id.0, &sheet.rows, &judged, &HashMap::new()).await?;
    tx.commit().await?;
    Ok(id)
}

/// How a list is read: as the last with these headings of this sender, or guessed;
/// within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub(super) async fn load_mapping(db: &impl ConnectionTrait, sender: &str, sheet: &Sheet) -> Result<Mapping, UseError> {
    let headings = json!(sheet.headings).to_string();
    let remembered = import_mapping::Entity::find()
        .filter(import_mapping::COLUMN.sender.eq(sender))
        .filter(import_mapping::COLUMN.headings.eq(headings.as_str()))
        .one(db)
        .await?;
    Ok(remembered
        .and_then(|row| serde_json::from_str(&row.mapping).ok())
        .unwrap_or_else(|| Mapping::guessed(&sheet.headings)))
}

/// Begins a list, without its rows, within a larger use that has asked.
pub(super) async fn begin_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    sender: &str,
    file_name: &str,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Result<ImportId, UseError> {
    if campaign::Entity::find_by_id(campaign.0).one(tx).await?.is_none() {
        return Err(UseError::refused("campaign", Problem::Unknown));
    }
    wipe_old_in(tx, caller).await?;
    let id = caller.new_id();
    let row = import::ActiveModel {
        id: Set(id),
        campaign_id: Set(campaign.0),
        sender: Set(sender.to_owned()),
        file_name: Set(file_name.to_owned()),
        headings: Set(json!(sheet.headings).to_string()),
        mapping: Set(json!(mapping).to_string()),
        created_at: Set(caller.now),
        applied_at: Set(None),
        undone_at: Set(None),
        wiped_at: Set(None),
    };
    import::Entity::insert(row).exec_without_returning(tx).await?;
    let counts = json!({ "campaign": campaign, "rows": sheet.rows.len() });
    note(tx, caller, "import.uploaded", "import", id, counts).await?;
    Ok(ImportId(id))
}

/// Wipes the rows of lists that are no longer of use: personal data is not kept
/// for its own sake. Within a larger use that has asked; answers with how many rows.
///
/// # Errors
/// If the database fails.
pub async fn wipe_old_in(tx: &DatabaseTransaction, caller: &Caller) -> Result<u64, UseError> {
    let mut wiped = 0;
    let old = import::Entity::find()
        .filter(import::COLUMN.created_at.lt(caller.now - ROWS_LAST))
        .filter(import::COLUMN.wiped_at.is_null())
        .all(tx)
        .await?;
    for row in old {
        let rows = import_row::Entity::delete_many().filter(import_row::COLUMN.import_id.eq(row.id)).exec(tx).await?;
        wiped += rows.rows_affected;
        let now = import::ActiveModel { id: Set(row.id), wiped_at: Set(Some(caller.now)), ..Default::default() };
        import::Entity::update(now).exec_without_returning(tx).await?;
    }
    Ok(wiped)
}

/// Whom a row added or changed.
pub(super) struct Touched {
    /// Who.
    pub(super) person: PersonId,
    /// What the entry was before it was changed, as JSON; nothing if it was added.
    pub(super) before: Option<String>,
}

/// Writes the rows of a list that has none yet.
pub(super) async fn write_rows(
    tx: &DatabaseTransaction,
    caller: &Caller,
    import: Uuid,
    rows: &[SheetRow],
    judged: &[JudgedRow],
    touched: &HashMap<i32, Touched>,
) -> Result<(), UseError> {
    for (rows, judged) in rows.chunks(CHUNK).zip(judged.chunks(CHUNK)) {
        let models = rows.iter().zip(judged).map(|(row, judged)| import_row::ActiveModel {
            id: Set(caller.new_id()),
            import_id: Set(import),
            number: Set(row.number),
            cells: Set(json!(row.cells).to_string()),
            outcome: Set(judged.outcome.as_str().to_owned()),
            judgement: Set(json!(judged.judgement).to_string()),
            decision: Set(None),
            person_id: Set(touched.get(&row.number).map(|touched| touched.person.0)),
            before: Set(touched.get(&row.number).and_then(|touched| touched.before.clone())),
        });
        import_row::Entity::insert_many(models).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes how the rows of a list were judged anew and whom they touched: those
/// rows alone of which it says something else than what is there.
pub(super) async fn rewrite_rows(
    tx: &DatabaseTransaction,
    sent: Sent,
    judged: &[JudgedRow],
    touched: &HashMap<i32, Touched>,
) -> Result<(), UseError> {
    let mut changed = Vec::new();
    for (mut row, judged) in sent.stored.into_iter().zip(judged) {
        let (outcome, judgement) = (judged.outcome.as_str(), json!(judged.judgement).to_string());
        let touched = touched.get(&row.number);
        if touched.is_some() || (row.outcome.as_str(), &row.judgement) != (outcome, &judgement) {
            (row.outcome, row.judgement) = (outcome.to_owned(), judgement);
            row.person_id = touched.map(|touched| touched.person.0);
            row.before = touched.and_then(|touched| touched.before.clone());
            changed.push(row.into_active_model().reset_all());
        }
    }
    let over = OnConflict::column(import_row::Column::Id)
        .update_columns([
            import_row::Column::Outcome,
            import_row::Column::Judgement,
            import_row::Column::PersonId,
            import_row::Column::Before,
        ])
        .to_owned();
    for some in changed.chunks(CHUNK) {
        import_row::Entity::insert_many(some.to_vec()).on_conflict(over.clone()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The lists of the campaigns that the asker organises, the latest first.
///
/// # Errors
/// If the asker organises none, or the database fails.
pub async fn list(caller: &Caller) -> Result<Vec<Import>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let mut query = import::Entity::find().find_also_related(campaign::Entity);
    if let Some(organised) = caller.actor.organised() {
        query = query.filter(import::Column::CampaignId.is_in(organised.into_iter().map(|id| id.0)));
    }
    let rows = query.order_by_desc(import::Column::CreatedAt).limit(50).all(db).await?;
    let mut imports = Vec::with_capacity(rows.len());
    for (row, campaign) in rows {
        imports.push(read(db, row, campaign.map(|row| row.title).unwrap_or_default()).await?);
    }
    Ok(imports)
}

/// A list, for an organiser of its campaign.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn find(caller: &Caller, id: ImportId) -> Result<Import, UseError> {
    let db = caller.db.reader();
    let (row, campaign) = import::Entity::find_by_id(id.0)
        .find_also_related(campaign::Entity)
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    read(db, row, campaign.map(|row| row.title).unwrap_or_default()).await
}

async fn read(db: &impl ConnectionTrait, row: import::Model, campaign_title: String) -> Result<Import, UseError> {
    let counted: Vec<(String, i64)> = import_row::Entity::find()
        .select_only()
        .column(import_row::Column::Outcome)
        .column_as(Expr::cust("count(*)"), "n")
        .filter(import_row::COLUMN.import_id.eq(row.id))
        .group_by(import_row::Column::Outcome)
        .into_tuple()
        .all(db)
        .await?;
    let counts = Outcome::ALL.map(|outcome| {
        let count = counted.iter().find(|(name, _)| name == outcome.as_str()).map_or(0, |(_, count)| *count);
        (outcome.as_str(), count.unsigned_abs())
    });
    let wrong = |column| StoreError::Inconsistent { table: "import", column, row: row.id.to_string() };
    Ok(Import {
        id: ImportId(row.id),
        campaign: CampaignId(row.campaign_id),
        campaign_title,
        headings: serde_json::from_str(&row.headings).map_err(|_| wrong("headings"))?,
        mapping: serde_json::from_str(&row.mapping).map_err(|_| wrong("mapping"))?,
        sender: row.sender,
        file_name: row.file_name,
        counts: counts.into(),
        created_at: row.created_at,
        applied_at: row.applied_at,
        undone_at: row.undone_at,
        wiped: row.wiped_at.is_some(),
    })
}

/// Rows of a list, all or of one kind, in their order, from after a number on.
///
/// # Errors
/// As [`find`].
pub async fn rows(
    caller: &Caller,
    id: ImportId,
    outcome: Option<Outcome>,
    after: i32,
    limit: u64,
) -> Result<Vec<Row>, UseError> {
    let rows = rows_in(caller, id, outcome, after, limit).await?;
    note_reading(caller, "import.read", "import", id.0, json!({ "rows": rows.len() })).await?;
    Ok(rows)
}

/// The first rows of a list, to show how its columns are read: beside a page of
/// [`rows`], whose line in the audit trail speaks for both.
///
/// # Errors
/// As [`find`].
pub async fn samples(caller: &Caller, id: ImportId) -> Result<Vec<Row>, UseError> {
    rows_in(caller, id, None, 0, 3).await
}

pub(super) async fn rows_in(
    caller: &Caller,
    id: ImportId,
    outcome: Option<Outcome>,
    after: i32,
    limit: u64,
) -> Result<Vec<Row>, UseError> {
    find(caller, id).await?;
    let mut query = import_row::Entity::find()
        .filter(import_row::COLUMN.import_id.eq(id.0))
        .filter(import_row::COLUMN.number.gt(after));
    if let Some(outcome) = outcome {
        query = query.filter(import_row::COLUMN.outcome.eq(outcome.as_str()));
    }
    let rows = query.order_by_asc(import_row::Column::Number).limit(limit).all(caller.db.reader()).await?;
    rows.iter().map(read_stored).collect()
}

pub(super) fn read_stored(row: &import_row::Model) -> Result<Row, UseError> {
    let wrong = |column| StoreError::Inconsistent { table: "import_row", column, row: row.id.to_string() };
    Ok(Row {
        number: row.number,
        cells: serde_json::from_str(&row.cells).map_err(|_| wrong("cells"))?,
        outcome: row.outcome.parse().map_err(|()| wrong("outcome"))?,
        judgement: serde_json::from_str(&row.judgement).map_err(|_| wrong("judgement"))?,
        decision: row.decision.as_deref().and_then(|text| text.parse().ok()),
        person: row.person_id.map(PersonId),
    })
}

/// The list locked, if it is not in the register.
pub(super) async fn open(tx: &DatabaseTransaction, caller: &Caller, id: ImportId) -> Result<import::Model, UseError> {
    let row = import::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    if row.wiped_at.is_some() { Err(UseError::NotFound) } else { Ok(row) }
}

/// The rows of a list as they were sent, and as they are kept, in their order.
pub(super) struct Sent {
    /// The cells, numbered.
    pub(super) rows: Vec<SheetRow>,
    stored: Vec<import_row::Model>,
}

impl Sent {
    /// What was decided of rows, by their number.
    pub(super) fn decisions(&self) -> HashMap<i32, Decision> {
        let decided = |row: &import_row::Model| Some((row.number, row.decision.as_deref()?.parse().ok()?));
        self.stored.iter().filter_map(decided).collect()
    }
}

/// All rows of a list, within a larger use.
pub(super) async fn sent(tx: &impl ConnectionTrait, id: ImportId) -> Result<Sent, UseError> {
    let stored = import_row::Entity::find()
        .filter(import_row::COLUMN.import_id.eq(id.0))
        .order_by_asc(import_row::Column::Number)
        .all(tx)
        .await?;
    let mut rows = Vec::with_capacity(stored.len());
    for row in &stored {
        let cells = serde_json::from_str(&row.cells).map_err(|_| StoreError::Inconsistent {
            table: "import_row",
            column: "cells",
            row: row.id.to_string(),
        })?;
        rows.push(SheetRow { number: row.number, cells });
    }
    Ok(Sent { rows, stored })
}
