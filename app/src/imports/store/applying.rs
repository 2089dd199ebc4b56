//! Taking a list into the register, all of it or what is in order, and giving it back.

use super::judging::{JudgedRow, load_judged};
use super::uploads::{Touched, open, sent, write_rows};
use crate::fields::Problem;
use crate::ids::{CampaignId, ImportId, PersonId};
use crate::imports::model::{Decision, Mapping, Outcome, filled};
use crate::people::caller::Caller;
use crate::people::model::{NewPerson, PersonForm};
use crate::people::store::audit::note;
use crate::people::store::reach::{load_reached, reach_in};
use crate::people::store::register::{add_many_in, change_in, forget_in, load_people};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{import, import_row, person, person_merge};
use chrono::{DateTime, Utc};
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
    Add(Box<NewPerson>),
    Change(PersonId, Box<NewPerson>),
    Nothing,
    Undecided,
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
    let (rows, decisions) = sent(&tx, id).await?;
    let judged = load_judged(&tx, caller, &mapping, &rows).await?;
    let doing: Vec<Doing> =
        rows.iter().zip(&judged).map(|((number, _), judged)| doing(judged, decisions.get(number))).collect();
    let left = doing.iter().filter(|doing| matches!(doing, Doing::Undecided)).count();
    if left > 0 && !what_is_in_order {
        let rows = i32::try_from(left).unwrap_or(i32::MAX);
        return Err(UseError::refused("import", Problem::NotDecided { rows }));
    }
    let numbers: Vec<i32> = rows.iter().map(|(number, _)| *number).collect();
    let done = carry_out(&tx, caller, campaign, &numbers, doing).await?;
    write_rows(&tx, caller, id.0, &rows, &judged, &decisions, &done).await?;
    let row = import::ActiveModel { id: Set(id.0), applied_at: Set(Some(caller.now)), ..Default::default() };
    import::Entity::update(row).exec_without_returning(&tx).await?;
    let changed = done.values().filter(|touched| touched.before.is_some()).count();
    let counts = json!({ "added": done.len() - changed, "changed": changed, "left": left });
    note(&tx, caller, "import.applied", "import", id.0, counts).await?;
    Ok(tx.commit().await?)
}

fn doing(judged: &JudgedRow, decision: Option<&String>) -> Doing {
    let Some(person) = judged.person.clone().map(Box::new) else { return Doing::Undecided };
    match (judged.outcome, judged.judgement.matched, decision.and_then(|text| text.parse().ok())) {
        (Outcome::New, ..) | (Outcome::Duplicate, _, Some(Decision::Add)) => Doing::Add(person),
        (Outcome::Same | Outcome::Changed, Some(id), _) | (Outcome::Duplicate, _, Some(Decision::Is(id))) => {
            Doing::Change(id, person)
        }
        (Outcome::Same, None, _) | (Outcome::Duplicate, _, Some(Decision::Skip)) => Doing::Nothing,
        _ => Doing::Undecided,
    }
}

/// Does what the rows are to do: whom each row touched, by its number.
async fn carry_out(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    numbers: &[i32],
    doing: Vec<Doing>,
) -> Result<HashMap<i32, Touched>, UseError> {
    let (mut adding, mut people, mut changing) = (Vec::new(), Vec::new(), Vec::new());
    for (number, doing) in numbers.iter().zip(doing) {
        match doing {
            Doing::Add(person) => {
                adding.push(*number);
                people.push(*person);
            }
            Doing::Change(person, new) => changing.push((*number, person, new)),
            Doing::Nothing | Doing::Undecided => {}
        }
    }
    let mut done = change_all(tx, caller, campaign, changing).await?;
    let ids = add_many_in(tx, caller, campaign, &people).await?;
    done.extend(adding.into_iter().zip(ids).map(|(number, person)| (number, Touched { person, before: None })));
    Ok(done)
}

/// Changes the entries that rows tell of, where they say something else and a
/// campaign of the asker's worked with the person before.
async fn change_all(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    changing: Vec<(i32, PersonId, Box<NewPerson>)>,
) -> Result<HashMap<i32, Touched>, UseError> {
    let ids: Vec<PersonId> = changing.iter().map(|(_, person, _)| *person).collect();
    let reached: Vec<PersonId> = load_reached(tx, caller, &ids).await?.into_iter().collect();
    let mut entries = load_people(tx, &reached).await?;
    reach_in(tx, caller, campaign, &ids).await?;
    let mut done = HashMap::new();
    for (number, person, new) in changing {
        let Some(entry) = entries.get_mut(&person) else { continue };
        let after = filled(entry, &new);
        if after != *entry {
            change_in(tx, caller, person, &after).await?;
            let before = json!(PersonForm::from(&*entry)).to_string();
            done.insert(number, Touched { person, before: Some(before) });
            *entry = after;
        }
    }
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
    for (person, before) in &touched {
        if let Some(before) = before {
            change_in(&tx, caller, PersonId(*person), &restored(*person, before)?).await?;
        }
    }
    forget_in(&tx, caller, &added).await?;
    let row = import::ActiveModel { id: Set(id.0), undone_at: Set(Some(caller.now)), ..Default::default() };
    import::Entity::update(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "import.undone", "import", id.0, json!({ "people": touched.len() })).await?;
    Ok(tx.commit().await?)
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
