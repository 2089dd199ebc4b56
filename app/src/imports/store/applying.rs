//! Taking a list into the register, all of it or what is in order, and giving it back.

use super::judging::{JudgedRow, load_judged};
use super::uploads::{Touched, begin_in, load_mapping, open, rewrite_rows, sent, write_rows};
use crate::fields::Problem;
use crate::ids::{CampaignId, ImportId, PersonId};
use crate::imports::model::{Decision, Mapping, Outcome, RowRead, Said, filled};
use crate::imports::sheet::{Sheet, SheetRow};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{NewPerson, PersonForm};
use crate::people::store::audit::note;
use crate::people::store::forgetting::forget_in;
use crate::people::store::many::{Change, Incoming, add_many_in, change_back_in, change_many_in};
use crate::people::store::reach::{load_reached, reach_in};
use crate::people::store::register::load_people;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{import, import_row, person, person_merge};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a row is to do.
enum Doing {
    Add(Box<RowRead>),
    Change(PersonId, Box<RowRead>),
    Nothing,
    Undecided,
}

/// A list that was taken in and into the register at once.
#[derive(Clone, Debug)]
pub struct Taken {
    /// How it was read.
    pub mapping: Mapping,
    /// How each row was judged.
    pub judged: Vec<JudgedRow>,
    /// How many rows are refused or to be decided.
    pub left: usize,
    /// Which list it is now; nothing if the rows left kept it out.
    pub id: Option<ImportId>,
}

/// Takes a list in and into the register, in one transaction and judged once. If
/// rows are left and not only `what_is_in_order` was asked for, nothing is kept.
///
/// # Errors
/// As [`upload`](super::uploads::upload).
pub async fn take(
    caller: &Caller,
    campaign: CampaignId,
    sender: &str,
    file_name: &str,
    list: &Sheet,
    what_is_in_order: bool,
) -> Result<Taken, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let mapping = load_mapping(caller.db.reader(), sender, list).await?;
    let tx = caller.db.begin().await?;
    let id = begin_in(&tx, caller, campaign, sender, file_name, list, &mapping).await?;
    let judged = load_judged(&tx, caller, &mapping, &list.rows).await?;
    let (doing, left) = planned(&list.rows, &judged, &HashMap::new());
    let mut taken = Taken { mapping, judged, left, id: None };
    if left > 0 && !what_is_in_order {
        return Ok(taken);
    }
    let done = carry_out(&tx, caller, campaign, &list.rows, doing).await?;
    write_rows(&tx, caller, id.0, &list.rows, &taken.judged, &done).await?;
    close(&tx, caller, id, &done, left).await?;
    tx.commit().await?;
    taken.id = Some(id);
    Ok(taken)
}

/// Takes a list into the register, judged once more as the register stands now.
/// Doing it again changes nothing.
///
/// # Errors
/// [`Problem::NotDecided`] if rows are refused or not decided and not only
/// `what_is_in_order` was asked for; [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn apply(caller: &Caller, id: ImportId, what_is_in_order: bool) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let import = open(&tx, caller, id).await?;
    if import.applied_at.is_some() {
        return Ok(());
    }
    let campaign = CampaignId(import.campaign_id);
    let mapping: Mapping = serde_json::from_str(&import.mapping).unwrap_or_default();
    let sent = sent(&tx, id).await?;
    let judged = load_judged(&tx, caller, &mapping, &sent.rows).await?;
    let (doing, left) = planned(&sent.rows, &judged, &sent.decisions());
    if left > 0 && !what_is_in_order {
        let rows = i32::try_from(left).unwrap_or(i32::MAX);
        return Err(UseError::refused("import", Problem::NotDecided { rows }));
    }
    let done = carry_out(&tx, caller, campaign, &sent.rows, doing).await?;
    rewrite_rows(&tx, sent, &judged, &done).await?;
    close(&tx, caller, id, &done, left).await?;
    Ok(tx.commit().await?)
}

/// Notes that a list is in the register.
async fn close(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: ImportId,
    done: &HashMap<i32, Touched>,
    left: usize,
) -> Result<(), UseError> {
    let row = import::ActiveModel { id: Set(id.0), applied_at: Set(Some(caller.now)), ..Default::default() };
    import::Entity::update(row).exec_without_returning(tx).await?;
    let changed = done.values().filter(|touched| touched.before.is_some()).count();
    let counts = json!({ "added": done.len() - changed, "changed": changed, "left": left });
    Ok(note(tx, caller, "import.applied", "import", id.0, counts).await?)
}

/// What each row is to do, and of how many that is still to be decided.
fn planned(rows: &[SheetRow], judged: &[JudgedRow], decisions: &HashMap<i32, Decision>) -> (Vec<Doing>, usize) {
    let doing: Vec<Doing> =
        rows.iter().zip(judged).map(|(row, judged)| doing(judged, decisions.get(&row.number))).collect();
    let left = doing.iter().filter(|doing| matches!(doing, Doing::Undecided)).count();
    (doing, left)
}

fn doing(judged: &JudgedRow, decision: Option<&Decision>) -> Doing {
    let Some(person) = judged.person.clone().map(Box::new) else { return Doing::Undecided };
    match (judged.outcome, judged.judgement.matched, decision) {
        (Outcome::New, ..) | (Outcome::Duplicate, _, Some(Decision::Add)) => Doing::Add(person),
        (Outcome::Same | Outcome::Changed, Some(id), _) => Doing::Change(id, person),
        (Outcome::Duplicate, _, Some(Decision::Is(id))) => Doing::Change(*id, person),
        (Outcome::Same, None, _) | (Outcome::Duplicate, _, Some(Decision::Skip)) => Doing::Nothing,
        _ => Doing::Undecided,
    }
}

/// Does what the rows are to do: whom each row touched, by its number.
async fn carry_out(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    rows: &[SheetRow],
    doing: Vec<Doing>,
) -> Result<HashMap<i32, Touched>, UseError> {
    let (mut adding, mut people, mut changing) = (Vec::new(), Vec::new(), Vec::new());
    for (row, doing) in rows.iter().zip(doing) {
        match doing {
            Doing::Add(person) => {
                adding.push(row.number);
                people.push(Incoming { agreed_on: since(caller, person.consent), person: person.person });
            }
            Doing::Change(person, new) => changing.push((row.number, person, new)),
            Doing::Nothing | Doing::Undecided => {}
        }
    }
    let mut done = change_all(tx, caller, campaign, changing).await?;
    let ids = add_many_in(tx, caller, campaign, &people).await?;
    done.extend(adding.into_iter().zip(ids).map(|(number, person)| (number, Touched { person, before: None })));
    Ok(done)
}

/// Since when a person agrees of whom a row says so.
fn since(caller: &Caller, said: Said) -> NaiveDate {
    match said {
        Said::Yes(day) => day,
        Said::No | Said::Nothing => caller.today(),
    }
}

/// Changes the entries that rows tell of, where they say something else and a
/// campaign of the asker's worked with the person before. Two rows may tell of
/// one person: what stood there before the first, and what the last left, is written.
async fn change_all(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    changing: Vec<(i32, PersonId, Box<RowRead>)>,
) -> Result<HashMap<i32, Touched>, UseError> {
    let ids: Vec<PersonId> = changing.iter().map(|(_, person, _)| *person).collect();
    let reached: Vec<PersonId> = load_reached(tx, caller, &ids).await?.into_iter().collect();
    let entries = load_people(tx, &reached).await?;
    reach_in(tx, caller, campaign, &ids).await?;
    let mut done = HashMap::new();
    let mut changes: HashMap<PersonId, Change> = entries
        .into_iter()
        .map(|(id, entry)| (id, Change { id, before: entry.clone(), after: entry, agreed_on: caller.today() }))
        .collect();
    for (number, person, new) in changing {
        let Some(change) = changes.get_mut(&person) else { continue };
        let after = filled(&change.after, &new);
        if after != change.after {
            let before = json!(PersonForm::from(&change.after)).to_string();
            done.insert(number, Touched { person, before: Some(before) });
            (change.after, change.agreed_on) = (after, since(caller, new.consent));
        }
    }
    let changes: Vec<Change> = changes.into_values().collect();
    change_many_in(tx, caller, &changes).await?;
    Ok(done)
}

/// The tables that name a person for whom something has happened.
const USES: [&str; 4] = ["enrolment", "waiting", "nomination", "access_code"];

/// Undoes a whole list: whom it added leaves the register, what it changed is as
/// it was. All or nothing.
///
/// # Errors
/// [`Problem::UsedSince`] if something happened since to some of them;
/// [`UseError::NotFound`] for a list that is not in the register.
pub async fn undo(caller: &Caller, id: ImportId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let import = open(&tx, caller, id).await?;
    let (Some(applied_at), None) = (import.applied_at, import.undone_at) else { return Err(UseError::NotFound) };
    let rows = import_row::Entity::find()
        .filter(import_row::COLUMN.import_id.eq(id.0))
        .filter(import_row::COLUMN.person_id.is_not_null())
        // The last first: two rows may have changed one person.
        .order_by_desc(import_row::Column::Number)
        .all(&tx)
        .await?;
    let touched: Vec<(Uuid, Option<String>)> =
        rows.into_iter().filter_map(|row| Some((row.person_id?, row.before))).collect();
    let added: Vec<Uuid> = touched.iter().filter(|(_, before)| before.is_none()).map(|(id, _)| *id).collect();
    let all: Vec<Uuid> = touched.iter().map(|(id, _)| *id).collect();
    let used = used_since(&tx, &all, &added, applied_at).await?;
    if !used.is_empty() {
        let people = i32::try_from(used.len()).unwrap_or(i32::MAX);
        return Err(UseError::refused("import", Problem::UsedSince { people }));
    }
    let unnamed = import_row::ActiveModel { person_id: Set(None), before: Set(None), ..Default::default() };
    import_row::Entity::update_many().set(unnamed).filter(import_row::COLUMN.import_id.eq(id.0)).exec(&tx).await?;
    change_back(&tx, caller, &touched, applied_at).await?;
    forget_in(&tx, caller, &added).await?;
    let row = import::ActiveModel { id: Set(id.0), undone_at: Set(Some(caller.now)), ..Default::default() };
    import::Entity::update(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "import.undone", "import", id.0, json!({ "people": touched.len() })).await?;
    Ok(tx.commit().await?)
}

/// Makes entries what they were before the first row that changed each, at a time.
async fn change_back(
    tx: &DatabaseTransaction,
    caller: &Caller,
    touched: &[(Uuid, Option<String>)],
    at: DateTime<Utc>,
) -> Result<(), UseError> {
    // The last first: what stands there in the end is what the first row found.
    let told = touched.iter().filter_map(|(id, before)| Some((PersonId(*id), before.as_deref()?)));
    let first: HashMap<PersonId, &str> = told.collect();
    let ids: Vec<PersonId> = first.keys().copied().collect();
    let mut changes = Vec::with_capacity(ids.len());
    for (id, entry) in load_people(tx, &ids).await? {
        let before = first.get(&id).copied().unwrap_or_default();
        let after = restored(id.0, before)?;
        changes.push(Change { id, before: entry, after, agreed_on: caller.today() });
    }
    change_back_in(tx, caller, &changes, at).await
}

fn restored(person: Uuid, before: &str) -> Result<NewPerson, UseError> {
    let form: Option<PersonForm> = serde_json::from_str(before).ok();
    let wrong = StoreError::Inconsistent { table: "import_row", column: "before", row: person.to_string() };
    form.and_then(|form| form.read().ok()).ok_or_else(|| wrong.into())
}

/// Those to whom something happened since: changed again, merged, and of those
/// added: enrolled or given a code.
async fn used_since(
    tx: &impl ConnectionTrait,
    all: &[Uuid],
    added: &[Uuid],
    applied_at: DateTime<Utc>,
) -> Result<HashSet<Uuid>, UseError> {
    let mut used = HashSet::new();
    for some in all.chunks(500) {
        let changed = Condition::any()
            .add(person::Column::UpdatedAt.gt(applied_at))
            .add(person::Column::MergedIntoId.is_not_null());
        let rows =
            person::Entity::find().filter(person::Column::Id.is_in(some.to_vec())).filter(changed).all(tx).await?;
        used.extend(rows.into_iter().map(|row| row.id));
        let merges =
            person_merge::Entity::find().filter(person_merge::Column::KeptId.is_in(some.to_vec())).all(tx).await?;
        used.extend(merges.into_iter().map(|row| row.kept_id));
    }
    for some in added.chunks(500) {
        for table in USES {
            let mut rows = Query::select();
            rows.column("person_id").from(table).and_where(Expr::col("person_id").is_in(some.iter().copied()));
            for row in tx.query_all(&rows).await? {
                used.insert(row.try_get("", "person_id")?);
            }
        }
        let rows = import_row::Entity::find().filter(import_row::Column::PersonId.is_in(some.to_vec())).all(tx).await?;
        let mut named: HashMap<Uuid, usize> = HashMap::new();
        for id in rows.into_iter().filter_map(|row| row.person_id) {
            *named.entry(id).or_default() += 1;
        }
        // Another list has changed whom this one added.
        used.extend(named.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id));
    }
    Ok(used)
}
