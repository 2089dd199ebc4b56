//! How a list is read, and what was decided of its rows.

use super::judging::load_judged;
use super::uploads::{find, open, read_stored, rewrite_rows, rows_in, sent};
use crate::fields::Problem;
use crate::ids::{ImportId, InstitutionId};
use crate::imports::model::{Column, Decision, Mapping, Outcome};
use crate::people::caller::Caller;
use crate::people::model::search_key;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{import, import_mapping, import_row, institution, institution_alias};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;
use std::collections::HashMap;

/// Reads the list otherwise, judges it anew, and remembers it for the sender.
///
/// # Errors
/// [`UseError::NotFound`] for a list that is in the register already.
pub async fn set_mapping(caller: &Caller, id: ImportId, mapping: &Mapping) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let import = open(&tx, caller, id).await?;
    if import.applied_at.is_some() {
        return Err(UseError::NotFound);
    }
    let text = json!(mapping).to_string();
    let row = import::ActiveModel { id: Set(id.0), mapping: Set(text.clone()), ..Default::default() };
    import::Entity::update(row).exec_without_returning(&tx).await?;
    import_mapping::Entity::delete_many()
        .filter(import_mapping::COLUMN.sender.eq(import.sender.as_str()))
        .filter(import_mapping::COLUMN.headings.eq(import.headings.as_str()))
        .exec(&tx)
        .await?;
    let remembered = import_mapping::ActiveModel {
        id: Set(caller.new_id()),
        sender: Set(import.sender),
        headings: Set(import.headings),
        mapping: Set(text),
    };
    import_mapping::Entity::insert(remembered).exec_without_returning(&tx).await?;
    judge_anew(&tx, caller, id, mapping).await?;
    note(&tx, caller, "import.mapped", "import", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

async fn judge_anew(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: ImportId,
    mapping: &Mapping,
) -> Result<(), UseError> {
    let sent = sent(tx, id).await?;
    let judged = load_judged(tx, caller, mapping, &sent.rows).await?;
    rewrite_rows(tx, sent, &judged, &HashMap::new()).await
}

/// Notes what was decided of rows that may be duplicates.
///
/// # Errors
/// [`UseError::NotFound`] for a list that is in the register already;
/// [`Problem::Unknown`] for someone who is none of the row's candidates.
pub async fn decide(caller: &Caller, id: ImportId, decided: &[(i32, Option<Decision>)]) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    if open(&tx, caller, id).await?.applied_at.is_some() {
        return Err(UseError::NotFound);
    }
    for (number, decision) in decided {
        let row = import_row::Entity::find()
            .filter(import_row::COLUMN.import_id.eq(id.0))
            .filter(import_row::COLUMN.number.eq(*number))
            .one(&tx)
            .await?
            .ok_or(UseError::NotFound)?;
        let judgement = read_stored(&row)?.judgement;
        let text = match decision {
            None => None,
            Some(Decision::Add) => Some("add".to_owned()),
            Some(Decision::Skip) => Some("skip".to_owned()),
            Some(Decision::Is(person)) if judgement.candidates.iter().any(|(id, _)| id == person) => {
                Some(person.to_string())
            }
            Some(Decision::Is(_)) => return Err(UseError::refused("decision", Problem::Unknown)),
        };
        let row = import_row::ActiveModel { id: Set(row.id), decision: Set(text), ..Default::default() };
        import_row::Entity::update(row).exec_without_returning(&tx).await?;
    }
    note(&tx, caller, "import.decided", "import", id.0, json!({ "rows": decided.len() })).await?;
    Ok(tx.commit().await?)
}

/// The names of institutions in a list that are not known, each with how many
/// rows use it, the most used first.
///
/// # Errors
/// As [`find`].
pub async fn unknown_institutions(caller: &Caller, id: ImportId) -> Result<Vec<(String, usize)>, UseError> {
    let import = find(caller, id).await?;
    let refused = rows_in(caller, id, Some(Outcome::Refused), 0, u64::from(u32::MAX)).await?;
    let mut names: HashMap<String, (String, usize)> = HashMap::new();
    for row in refused {
        let unknown = row.judgement.refusals.iter().any(|it| it.refusal.field == "institution");
        let cell = import.mapping.cell(&row.cells, Column::Institution);
        if let Some((_, name)) = cell.filter(|(_, name)| unknown && !name.is_empty()) {
            names.entry(search_key(name)).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
        }
    }
    let mut names: Vec<(String, usize)> = names.into_values().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(names)
}

/// Says which institution a name in a list means, for this list and later ones.
///
/// # Errors
/// [`Problem::Unknown`] for an institution that does not exist;
/// [`UseError::NotFound`] for a list that is in the register already.
pub async fn name_institutions(
    caller: &Caller,
    id: ImportId,
    meant: &[(String, InstitutionId)],
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let import = open(&tx, caller, id).await?;
    if import.applied_at.is_some() {
        return Err(UseError::NotFound);
    }
    for (name, institution) in meant {
        if institution::Entity::find_by_id(institution.0).one(&tx).await?.is_none() {
            return Err(UseError::refused("institution", Problem::Unknown));
        }
        let key = search_key(name);
        institution_alias::Entity::delete_many()
            .filter(institution_alias::COLUMN.name_key.eq(key.as_str()))
            .exec(&tx)
            .await?;
        let row = institution_alias::ActiveModel {
            id: Set(caller.new_id()),
            name_key: Set(key),
            institution_id: Set(institution.0),
        };
        institution_alias::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let mapping: Mapping = serde_json::from_str(&import.mapping).unwrap_or_default();
    judge_anew(&tx, caller, id, &mapping).await?;
    note(&tx, caller, "import.institutions", "import", id.0, json!({ "names": meant.len() })).await?;
    Ok(tx.commit().await?)
}
