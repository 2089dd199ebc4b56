//! Drafts of modules, and the editions that are made of them: for organisers of a campaign of
//! the programme.

use super::model::ModuleText;
use crate::campaigns::store::{Curriculum, keeps, load_curriculum, of_curriculum, snapshot};
use crate::fields::Problem;
use crate::ids::CurriculumId;
use crate::people::caller::Caller;
use crate::people::secrets::digest;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, curriculum, curriculum_module, module_draft};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// A module as its writer finds it.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its curriculum, as published.
    pub curriculum: Curriculum,
    /// Its place in it, from 0.
    pub place: usize,
    /// What stands: the draft, else what is published.
    pub text: ModuleText,
    /// Who saved the draft, and when; nothing if there is none.
    pub draft: Option<(String, DateTime<Utc>)>,
}

/// A draft that waits for the next edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The number of its module, from 1.
    pub number: usize,
    /// Its title.
    pub title: String,
    /// Who saved it.
    pub by: String,
    /// When.
    pub saved_at: DateTime<Utc>,
}

/// What the next edition would be made of.
#[derive(Clone, Debug)]
pub struct Coming {
    /// The curriculum, as published.
    pub curriculum: Curriculum,
    /// What is new, in the order of the modules.
    pub drafts: Vec<Draft>,
    /// The sign of all that is new.
    pub sign: String,
}

/// Whether the asker writes the text of a curriculum.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn may_write(caller: &Caller, id: CurriculumId) -> Result<bool, UseError> {
    let db = caller.db.reader();
    let row = curriculum::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    keeps(caller, db, row.programme_id).await
}

async fn allowed(caller: &Caller, id: CurriculumId) -> Result<(), UseError> {
    if may_write(caller, id).await? { Ok(()) } else { Err(UseError::Forbidden) }
}

/// A module to write on, by its number from 1.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn find(caller: &Caller, id: CurriculumId, number: usize) -> Result<Written, UseError> {
    allowed(caller, id).await?;
    load(caller.db.reader(), id, number).await
}

async fn load(db: &impl ConnectionTrait, id: CurriculumId, number: usize) -> Result<Written, UseError> {
    let curriculum = load_curriculum(db, id).await?;
    let place = number.checked_sub(1).filter(|place| *place < curriculum.modules.len()).ok_or(UseError::NotFound)?;
    let module = &curriculum.modules[place];
    let found = module_draft::Entity::find()
        .filter(module_draft::COLUMN.module_id.eq(module.id.0))
        .find_also_related(account::Entity)
        .one(db)
        .await?;
    let (text, draft) = match found {
        Some((row, account)) => {
            let by = account.map(|account| account.display_name).unwrap_or_default();
            let saved_at = row.saved_at;
            (read(row)?, Some((by, saved_at)))
        }
        None => (published(module), None),
    };
    Ok(Written { curriculum, place, text, draft })
}

fn published(module: &crate::campaigns::store::Module) -> ModuleText {
    ModuleText {
        title: module.title.clone(),
        minutes: module.minutes,
        method: module.method,
        body: module.body.clone(),
    }
}

fn read(row: module_draft::Model) -> Result<ModuleText, StoreError> {
    let method = StoreError::read(&row.method, "module_draft", "method", row.id)?;
    Ok(ModuleText { title: row.title, minutes: row.minutes, method, body: row.body })
}

/// Behind the lock of the curriculum, so that nobody saves over what they could not see.
async fn lock(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: CurriculumId,
) -> Result<(curriculum::Model, Uuid), UseError> {
    let row = curriculum::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if !keeps(caller, tx, row.programme_id).await? {
        return Err(UseError::Forbidden);
    }
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    Ok((row, account.0))
}

/// A module as it stands, if that is what its writer saw.
async fn as_seen(tx: &DatabaseTransaction, id: CurriculumId, number: usize, seen: &str) -> Result<Written, UseError> {
    let written = load(tx, id, number).await?;
    if written.text.sign() == seen { Ok(written) } else { Err(UseError::refused("body", Problem::TextChanged)) }
}

/// Lets the draft of a module go, if there is one. Returns the module.
async fn let_go(tx: &DatabaseTransaction, written: &Written) -> Result<Uuid, UseError> {
    let module = written.curriculum.modules[written.place].id.0;
    module_draft::Entity::delete_many().filter(module_draft::COLUMN.module_id.eq(module)).exec(tx).await?;
    Ok(module)
}

/// Keeps a draft in place of what its writer saw.
///
/// # Errors
/// [`Problem::TextChanged`] if something else stands there meanwhile, [`Problem::NothingChanged`].
pub async fn save(
    caller: &Caller,
    id: CurriculumId,
    number: usize,
    (text, seen): (ModuleText, &str),
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let (_, account) = lock(&tx, caller, id).await?;
    let written = as_seen(&tx, id, number, seen).await?;
    if written.text == text {
        return Err(UseError::refused("body", Problem::NothingChanged));
    }
    let module = let_go(&tx, &written).await?;
    let row = module_draft::ActiveModel {
        id: Set(caller.new_id()),
        module_id: Set(module),
        title: Set(text.title),
        minutes: Set(text.minutes),
        method: Set(text.method.as_str().to_owned()),
        body: Set(text.body),
        account_id: Set(account),
        saved_at: Set(caller.now),
    };
    module_draft::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "module.drafted", "curriculum_module", module, json!({ "before": seen })).await?;
    Ok(tx.commit().await?)
}

/// Lets a draft go that its writer saw: what is published stands again.
///
/// # Errors
/// [`Problem::TextChanged`] as for [`save`].
pub async fn discard(caller: &Caller, id: CurriculumId, number: usize, seen: &str) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    lock(&tx, caller, id).await?;
    let written = as_seen(&tx, id, number, seen).await?;
    if written.draft.is_none() {
        return Ok(());
    }
    let module = let_go(&tx, &written).await?;
    note(&tx, caller, "draft.discarded", "curriculum_module", module, json!({ "before": seen })).await?;
    Ok(tx.commit().await?)
}

/// What the next edition would be made of.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn coming(caller: &Caller, id: CurriculumId) -> Result<Coming, UseError> {
    allowed(caller, id).await?;
    Ok(load_coming(caller.db.reader(), id).await?.0)
}

/// With the rows that it would be made of.
async fn load_coming(
    db: &impl ConnectionTrait,
    id: CurriculumId,
) -> Result<(Coming, Vec<module_draft::Model>), UseError> {
    let curriculum = load_curriculum(db, id).await?;
    let ids: Vec<Uuid> = curriculum.modules.iter().map(|module| module.id.0).collect();
    let rows = module_draft::Entity::find()
        .filter(module_draft::COLUMN.module_id.is_in(ids.iter().copied()))
        .find_also_related(account::Entity)
        .all(db)
        .await?;
    let place = |row: &module_draft::Model| ids.iter().position(|id| *id == row.module_id).unwrap_or(usize::MAX);
    let mut rows: Vec<_> = rows.into_iter().map(|(row, account)| (place(&row), row, account)).collect();
    rows.sort_by_key(|(place, ..)| *place);
    let mut signs = String::new();
    let mut drafts = Vec::with_capacity(rows.len());
    for (place, row, account) in &rows {
        let text = read(row.clone())?;
        signs.push_str(&text.sign());
        drafts.push(Draft {
            number: place + 1,
            title: text.title,
            by: account.as_ref().map(|account| account.display_name.clone()).unwrap_or_default(),
            saved_at: row.saved_at,
        });
    }
    let sign = digest(signs.as_bytes());
    Ok((Coming { curriculum, drafts, sign }, rows.into_iter().map(|(_, row, _)| row).collect()))
}

/// Publishes an edition of all modules, with the drafts that the publisher saw.
///
/// # Errors
/// [`Problem::NothingChanged`] without drafts, [`Problem::TextChanged`] if they changed,
/// [`Problem::Taken`] for a version that an edition has.
pub async fn publish(
    caller: &Caller,
    id: CurriculumId,
    (version, said): (String, String),
    seen: &str,
) -> Result<i32, UseError> {
    let tx = caller.db.begin().await?;
    let (row, _) = lock(&tx, caller, id).await?;
    let (coming, drafts) = load_coming(&tx, id).await?;
    if drafts.is_empty() {
        return Err(UseError::refused("version", Problem::NothingChanged));
    }
    if coming.sign != seen {
        return Err(UseError::refused("version", Problem::TextChanged));
    }
    let editions = of_curriculum(id).all(&tx).await?;
    if editions.iter().any(|edition| edition.version == version) {
        return Err(UseError::refused("version", Problem::Taken));
    }
    let number = editions.first().map_or(0, |edition| edition.number) + 1;
    let changed = curriculum::ActiveModel {
        id: Set(row.id),
        version: Set(version.clone()),
        published_on: Set(caller.today()),
        ..Default::default()
    };
    let columns = "curriculum.programme_id, curriculum.title, curriculum.version";
    curriculum::Entity::update(changed).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "curriculum_version_unique", columns) {
            UseError::refused("version", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    let count = drafts.len();
    for draft in drafts {
        take(&tx, draft).await?;
    }
    snapshot(&tx, caller, id, number, (&version, &said)).await?;
    note(&tx, caller, "edition.published", "curriculum", row.id, json!({ "edition": number, "modules": count }))
        .await?;
    tx.commit().await?;
    Ok(number)
}

/// A draft becomes what the curriculum says.
async fn take(tx: &DatabaseTransaction, draft: module_draft::Model) -> Result<(), UseError> {
    let row = curriculum_module::ActiveModel {
        id: Set(draft.module_id),
        title: Set(draft.title),
        minutes: Set(draft.minutes),
        method: Set(draft.method),
        body: Set(draft.body),
        ..Default::default()
    };
    curriculum_module::Entity::update(row).exec_without_returning(tx).await?;
    module_draft::Entity::delete_by_id(draft.id).exec(tx).await?;
    Ok(())
}
