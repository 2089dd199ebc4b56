//! Making one entry of two that are the same person, and undoing it. Both
//! histories are kept: every row that named the one names the other, and each
//! such row is remembered, so that it can go back.

use super::audit::note;
use super::finding::{index_in, unindex_in};
use super::reach::load_reach;
use super::register::{load_entry, save_in};
use crate::clash::Clash;
use crate::fields::Problem;
use crate::ids::{MergeId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::merging::{differing, exchange};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, person, person_campaign, person_distinct, person_merge, person_merge_row, workshop};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// The columns that name a person and whose rows follow them into the entry
/// that is kept. Each table has a column `id`.
pub const MOVED: [(&str, &str); 10] = [
    ("access_code", "person_id"),
    ("sign_in", "person_id"),
    ("calendar_link", "person_id"),
    ("consent", "person_id"),
    ("enrolment", "person_id"),
    ("waiting", "person_id"),
    ("data_request", "person_id"),
    ("nomination", "person_id"),
    ("message", "person_id"),
    ("person_photo", "person_id"),
];

/// The columns that name a person and whose rows do not follow, each with why.
pub const NOT_MOVED: [(&str, &str, &str); 9] = [
    ("audit_entry", "person_id", "says who it was that acted, then"),
    ("import_row", "person_id", "says which entry a list made or changed, so that it can be undone"),
    ("person", "merged_into_id", "leads from the merged entry to the kept one"),
    ("person_campaign", "person_id", "the campaigns of both are added up"),
    ("person_word", "person_id", "made anew from the kept entry"),
    ("person_merge", "kept_id", "the merges themselves"),
    ("person_merge", "merged_id", "the merges themselves"),
    ("person_distinct", "one_id", "was said of the entry as it was"),
    ("person_distinct", "other_id", "was said of the entry as it was"),
];

/// Says that two entries are one person: `kept` stays, with the values of the
/// other in the fields `taken`; all that named the other names it.
///
/// # Errors
/// [`UseError::Forbidden`] unless campaigns of the asker's work with both;
/// [`Problem::BothEnrolled`] if they are two participants of one workshop;
/// [`Problem::KeepTheOther`] if only the other is still enrolled in a workshop
/// from which this one was withdrawn; [`UseError::NotFound`] for one that was
/// merged already.
pub async fn merge(caller: &Caller, kept: PersonId, other: PersonId, taken: &[String]) -> Result<MergeId, UseError> {
    let tx = begin(caller, kept, other).await?;
    let (mut one, mut two) = (load_entry(&tx, kept).await?.person, load_entry(&tx, other).await?.person);
    let mut staying = check_enrolments(&tx, kept, other).await?;
    staying.extend(twice(&tx, "waiting", kept, other).await?);
    staying.extend(twice(&tx, "nomination", kept, other).await?);
    let fields: Vec<&str> =
        differing(&one, &two).into_iter().filter(|field| taken.iter().any(|name| name == field)).collect();
    exchange(&mut one, &mut two, &fields);
    save_in(&tx, caller, kept, &one).await?;
    save_in(&tx, caller, other, &two).await?;
    let id = caller.new_id();
    let row = person_merge::ActiveModel {
        id: Set(id),
        kept_id: Set(kept.0),
        merged_id: Set(other.0),
        exchanged: Set(fields.join(" ")),
        merged_at: Set(caller.now),
        undone_at: Set(None),
    };
    person_merge::Entity::insert(row).exec_without_returning(&tx).await?;
    for (table, column) in MOVED {
        let rows = naming(&tx, table, column, other).await?;
        let rows: Vec<Uuid> = rows.into_iter().filter(|row| !staying.contains(row)).collect();
        move_rows(&tx, table, column, &rows, kept).await?;
        remember(&tx, caller, id, table, &rows).await?;
    }
    add_campaigns(&tx, kept, other).await?;
    index_in(&tx, kept, &one.name, one.phone.as_deref()).await?;
    unindex_in(&tx, other).await?;
    set_merged_into(&tx, other, Some(kept)).await?;
    note(&tx, caller, "person.merged", "person", kept.0, json!({ "merged": other, "fields": fields })).await?;
    tx.commit().await?;
    Ok(MergeId(id))
}

/// Undoes the latest merge into an entry: the other is there again, with its
/// values and all that had named it. The values that were exchanged are exchanged
/// again; what came to the kept entry since stays with it.
///
/// # Errors
/// [`UseError::NotFound`] for a merge that is no longer in force, or that others
/// followed; [`UseError::Forbidden`].
pub async fn undo_merge(caller: &Caller, id: MergeId) -> Result<PersonId, UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    let row = person_merge::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let (kept, other) = (PersonId(row.kept_id), PersonId(row.merged_id));
    if !load_reach(&tx, caller, kept).await? {
        return Err(UseError::Forbidden);
    }
    let later = person_merge::Entity::find()
        .filter(person_merge::COLUMN.kept_id.eq(kept.0))
        .filter(person_merge::COLUMN.undone_at.is_null())
        .filter(person_merge::COLUMN.id.gt(id.0))
        .one(&tx)
        .await?;
    if row.undone_at.is_some() || later.is_some() || load_merged_into(&tx, kept).await?.is_some() {
        return Err(UseError::NotFound);
    }
    let moved = person_merge_row::Entity::find().filter(person_merge_row::COLUMN.merge_id.eq(id.0)).all(&tx).await?;
    for (table, column) in MOVED {
        let rows: Vec<Uuid> = moved.iter().filter(|row| row.table_name == table).map(|row| row.row_id).collect();
        move_rows(&tx, table, column, &rows, other).await?;
    }
    let (mut one, mut two) = (load_entry(&tx, kept).await?.person, load_entry(&tx, other).await?.person);
    exchange(&mut one, &mut two, &row.exchanged.split(' ').collect::<Vec<_>>());
    save_in(&tx, caller, kept, &one).await?;
    save_in(&tx, caller, other, &two).await?;
    set_merged_into(&tx, other, None).await?;
    index_in(&tx, kept, &one.name, one.phone.as_deref()).await?;
    index_in(&tx, other, &two.name, two.phone.as_deref()).await?;
    let undone = person_merge::ActiveModel { id: Set(id.0), undone_at: Set(Some(caller.now)), ..Default::default() };
    person_merge::Entity::update(undone).exec_without_returning(&tx).await?;
    note(&tx, caller, "person.merge_undone", "person", kept.0, json!({ "merged": other })).await?;
    tx.commit().await?;
    Ok(other)
}

/// Says that two entries are two people: they are not shown together again.
///
/// # Errors
/// [`UseError::Forbidden`] unless campaigns of the asker's work with both.
pub async fn keep_apart(caller: &Caller, one: PersonId, other: PersonId) -> Result<(), UseError> {
    let tx = begin(caller, one, other).await?;
    let (low, high) = (one.min(other), one.max(other));
    let row = person_distinct::ActiveModel { one_id: Set(low.0), other_id: Set(high.0), said_at: Set(caller.now) };
    let pair = [person_distinct::Column::OneId, person_distinct::Column::OtherId];
    person_distinct::Entity::insert(row).on_conflict_do_nothing_on(pair).exec_without_returning(&tx).await?;
    note(&tx, caller, "person.kept_apart", "person", one.0, json!({ "other": other })).await?;
    Ok(tx.commit().await?)
}

/// A merge as the page of the kept entry shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    /// Which.
    pub id: MergeId,
    /// The name that the merged entry bears.
    pub name: crate::people::model::PersonName,
    /// When.
    pub merged_at: DateTime<Utc>,
}

/// The merges in force into this entry, the latest first.
///
/// # Errors
/// [`UseError::Forbidden`] unless a campaign of the asker's works with the person.
pub async fn merges_into(caller: &Caller, kept: PersonId) -> Result<Vec<MergeLine>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    if !load_reach(db, caller, kept).await? {
        return Err(UseError::Forbidden);
    }
    let rows = person_merge::Entity::find()
        .filter(person_merge::COLUMN.kept_id.eq(kept.0))
        .filter(person_merge::COLUMN.undone_at.is_null())
        .order_by_desc(person_merge::Column::MergedAt)
        .all(db)
        .await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let name = load_entry(db, PersonId(row.merged_id)).await?.person.name;
        lines.push(MergeLine { id: MergeId(row.id), name, merged_at: row.merged_at });
    }
    Ok(lines)
}

/// The entry that this one was merged into.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for whoever keeps no register.
pub async fn merged_into(caller: &Caller, id: PersonId) -> Result<Option<PersonId>, UseError> {
    caller.allow(Act::KeepRegister)?;
    load_merged_into(caller.db.reader(), id).await
}

/// The entry that this one was merged into, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_merged_into(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<PersonId>, UseError> {
    let row = person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    Ok(row.merged_into_id.map(PersonId))
}

/// Locks both entries, if the asker may and both are there.
async fn begin(caller: &Caller, one: PersonId, other: PersonId) -> Result<DatabaseTransaction, UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    for id in [one.min(other), one.max(other)] {
        let row = person::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
        if row.merged_into_id.is_some() || row.erased_at.is_some() || one == other {
            return Err(UseError::NotFound);
        }
        if !load_reach(&tx, caller, id).await? {
            return Err(UseError::Forbidden);
        }
    }
    Ok(tx)
}

/// The other's enrolments that stay where they are: withdrawn ones, in workshops
/// in which the kept entry is enrolled too.
async fn check_enrolments(tx: &impl ConnectionTrait, kept: PersonId, other: PersonId) -> Result<Vec<Uuid>, UseError> {
    let of = |id: PersonId| enrolment::Entity::find().filter(enrolment::COLUMN.person_id.eq(id.0));
    let of = |id: PersonId| of(id).find_also_related(workshop::Entity);
    let ours = of(kept).all(tx).await?;
    let mut staying = Vec::new();
    for (theirs, workshop) in of(other).all(tx).await? {
        let Some(workshop) = workshop else { continue };
        if theirs.withdrawn_at.is_none() {
            check_places(&ours, &workshop)?;
        }
        let Some((mine, _)) = ours.iter().find(|(mine, _)| mine.workshop_id == theirs.workshop_id) else { continue };
        let title = workshop.title;
        match (mine.withdrawn_at, theirs.withdrawn_at) {
            (None, None) => return Err(UseError::refused("merge", Problem::BothEnrolled { workshop: title })),
            (Some(_), None) => return Err(UseError::refused("merge", Problem::KeepTheOther { workshop: title })),
            (_, Some(_)) => staying.push(theirs.id),
        }
    }
    Ok(staying)
}

/// Nobody is in two places at once: those who were are two people.
fn check_places(
    ours: &[(enrolment::Model, Option<workshop::Model>)],
    theirs: &workshop::Model,
) -> Result<(), UseError> {
    let at_once = ours.iter().filter(|(mine, _)| mine.withdrawn_at.is_none()).find_map(|(_, other)| {
        let other = other.as_ref().filter(|other| other.id != theirs.id)?;
        (other.starts_on <= theirs.ends_on && theirs.starts_on <= other.ends_on).then_some(other)
    });
    let Some(other) = at_once else { return Ok(()) };
    let (starts_on, ends_on) = (other.starts_on, other.ends_on);
    let clash = Clash::Elsewhere { people: 1, workshop: other.title.clone(), starts_on, ends_on };
    Err(UseError::refused("merge", clash.into()))
}

/// The other's rows of a table in workshops for which the kept entry has one too.
async fn twice(
    tx: &impl ConnectionTrait,
    table: &'static str,
    kept: PersonId,
    other: PersonId,
) -> Result<Vec<Uuid>, UseError> {
    let of = |column: &'static str, id: PersonId| {
        let mut rows = Query::select();
        rows.column(column).from(table).and_where(Expr::col("person_id").eq(id.0));
        rows
    };
    let mut rows = of("id", other);
    rows.and_where(Expr::col("workshop_id").in_subquery(of("workshop_id", kept)));
    let rows = tx.query_all(&rows).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>().map_err(StoreError::Db)?)
}

/// The rows of a table that name a person in this column.
async fn naming(tx: &impl ConnectionTrait, table: &str, column: &str, person: PersonId) -> Result<Vec<Uuid>, UseError> {
    let mut rows = Query::select();
    rows.column("id").from(Alias::new(table)).and_where(Expr::col(Alias::new(column)).eq(person.0));
    let rows = tx.query_all(&rows).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>().map_err(StoreError::Db)?)
}

async fn move_rows(
    tx: &impl ConnectionTrait,
    table: &str,
    column: &str,
    rows: &[Uuid],
    to: PersonId,
) -> Result<(), UseError> {
    if !rows.is_empty() {
        let mut update = Query::update();
        update
            .table(Alias::new(table))
            .value(Alias::new(column), to.0)
            .and_where(Expr::col("id").is_in(rows.iter().copied()));
        tx.execute(&update).await?;
    }
    Ok(())
}

async fn remember(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    merge: Uuid,
    table: &str,
    rows: &[Uuid],
) -> Result<(), UseError> {
    let rows: Vec<person_merge_row::ActiveModel> = rows
        .iter()
        .map(|row| person_merge_row::ActiveModel {
            id: Set(caller.new_id()),
            merge_id: Set(merge),
            table_name: Set(table.to_owned()),
            row_id: Set(*row),
        })
        .collect();
    if !rows.is_empty() {
        person_merge_row::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The kept entry is worked with by the campaigns of both.
async fn add_campaigns(tx: &impl ConnectionTrait, kept: PersonId, other: PersonId) -> Result<(), UseError> {
    let theirs = person_campaign::Entity::find().filter(person_campaign::COLUMN.person_id.eq(other.0)).all(tx).await?;
    let rows = theirs.into_iter().map(|row| person_campaign::ActiveModel {
        person_id: Set(kept.0),
        campaign_id: Set(row.campaign_id),
        since: Set(row.since),
    });
    let once = [person_campaign::Column::PersonId, person_campaign::Column::CampaignId];
    for row in rows {
        person_campaign::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn set_merged_into(tx: &impl ConnectionTrait, id: PersonId, kept: Option<PersonId>) -> Result<(), UseError> {
    let row = person::ActiveModel { id: Set(id.0), merged_into_id: Set(kept.map(|id| id.0)), ..Default::default() };
    person::Entity::update(row).exec_without_returning(tx).await?;
    Ok(())
}
