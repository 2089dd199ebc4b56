//! Making, rotating, taking out and back the keys.

pub mod signing;

use super::file::{Key, KeyEntry, KeyFile, STATEMENT};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::secrets::fresh_bytes;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{certificate, signing_key};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde_json::json;
use statement::{PublicKey, SecretKey};

/// A key, as it is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// What statements call it; for other keys the beginning of their identifier.
    pub kid: String,
    /// What it is for.
    pub purpose: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Since when another one signs.
    pub retired_at: Option<DateTime<Utc>>,
    /// Whether its secret half is here.
    pub secret: bool,
    /// How many certificates it signed.
    pub signed: u64,
}

/// What became of the keys of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Keys that were not here.
    pub new: usize,
    /// Keys of which the secret half was not here.
    pub completed: usize,
    /// Keys that were here already.
    pub known: usize,
}

/// All keys, the newest first.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker administers the installation.
pub async fn list(caller: &Caller) -> Result<Vec<KeyLine>, UseError> {
    caller.allow(Act::Administer)?;
    let db = caller.db.reader();
    let mut lines = Vec::new();
    for key in load_all(db).await? {
        let signed = certificate::Entity::find().filter(certificate::COLUMN.key_id.eq(key.id)).count(db).await?;
        lines.push(KeyLine {
            kid: kid(&key),
            purpose: key.purpose,
            made_at: key.made_at,
            retired_at: key.retired_at,
            secret: key.secret_key.is_some(),
            signed,
        });
    }
    Ok(lines)
}

/// Makes the key that signs, if there is none in force.
///
/// # Errors
/// If the database fails.
pub async fn ensure(caller: &Caller) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    if load_in_force(caller.db.reader()).await?.is_some() {
        return Ok(());
    }
    let tx = caller.db.begin().await?;
    signing::signer_in(&tx, caller).await?;
    tx.commit().await?;
    Ok(())
}

/// Makes a new key, which signs from now on; those before it only verify. On request no
/// secret half of a retired key is kept: then nobody can sign with them any more, not even
/// from a copy of the database that is made later.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker administers the installation.
pub async fn rotate(caller: &Caller, destroy_old: bool) -> Result<KeyLine, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let new = make_in(&tx, caller).await?;
    for key in load_all(&tx).await?.into_iter().filter(|key| key.purpose == STATEMENT && key.id != new.id) {
        let (id, name) = (key.id, kid(&key));
        if key.retired_at.is_none() {
            let retired =
                signing_key::ActiveModel { id: Set(id), retired_at: Set(Some(caller.now)), ..Default::default() };
            signing_key::Entity::update(retired).exec(&tx).await?;
            note(&tx, caller, "signing_key.retired", "signing_key", id, json!({ "kid": name })).await?;
        }
        if destroy_old && key.secret_key.is_some() {
            let emptied = signing_key::ActiveModel { id: Set(id), secret_key: Set(None), ..Default::default() };
            signing_key::Entity::update(emptied).exec(&tx).await?;
            note(&tx, caller, "signing_key.destroyed", "signing_key", id, json!({ "kid": name })).await?;
        }
    }
    tx.commit().await?;
    if destroy_old {
        caller.db.settle().await?;
    }
    Ok(KeyLine {
        kid: kid(&new),
        purpose: new.purpose,
        made_at: new.made_at,
        retired_at: None,
        secret: true,
        signed: 0,
    })
}

/// All keys with their secret halves: a backup, to be kept where nobody reads it.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker administers the installation.
pub async fn export(caller: &Caller) -> Result<KeyFile, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let mut keys = Vec::new();
    for key in load_all(&tx).await? {
        note(&tx, caller, "signing_key.exported", "signing_key", key.id, json!({ "kid": kid(&key) })).await?;
        keys.push(KeyEntry::whole(&Key {
            purpose: key.purpose,
            public_key: key.public_key,
            secret_key: key.secret_key,
            x509: key.x509,
            made_at: Some(key.made_at),
            retired_at: key.retired_at,
        }));
    }
    tx.commit().await?;
    Ok(KeyFile { keys })
}

/// Takes in keys that were here before, or elsewhere: what they signed can be verified here
/// again. The key that signs here stays the one that signs, if there is one.
///
/// # Errors
/// [`UseError::Forbidden`] unless the asker administers the installation.
pub async fn import(caller: &Caller, keys: Vec<Key>) -> Result<Taken, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let mut taken = Taken::default();
    for key in keys {
        let public = key.public_key.clone();
        let found = signing_key::Entity::find().filter(signing_key::COLUMN.public_key.eq(public)).one(&tx).await?;
        match found {
            None => {
                insert_in(&tx, caller, key).await?;
                taken.new += 1;
            }
            Some(row) if row.secret_key.is_none() && key.secret_key.is_some() => {
                let whole =
                    signing_key::ActiveModel { id: Set(row.id), secret_key: Set(key.secret_key), ..Default::default() };
                signing_key::Entity::update(whole).exec(&tx).await?;
                note(&tx, caller, "signing_key.imported", "signing_key", row.id, json!({ "kid": kid(&row) })).await?;
                taken.completed += 1;
            }
            Some(_) => taken.known += 1,
        }
    }
    tx.commit().await?;
    Ok(taken)
}

async fn insert_in(tx: &impl ConnectionTrait, caller: &Caller, key: Key) -> Result<(), UseError> {
    let in_force = signing_key::Entity::find()
        .filter(signing_key::COLUMN.purpose.eq(key.purpose.as_str()))
        .filter(signing_key::COLUMN.retired_at.is_null())
        .count(tx)
        .await?;
    let retired_at = if in_force > 0 { key.retired_at.or(Some(caller.now)) } else { key.retired_at };
    let row = signing_key::Model {
        id: caller.new_id(),
        purpose: key.purpose,
        public_key: key.public_key,
        secret_key: key.secret_key,
        x509: key.x509,
        made_at: key.made_at.unwrap_or(caller.now),
        retired_at,
    };
    note(tx, caller, "signing_key.imported", "signing_key", row.id, json!({ "kid": kid(&row) })).await?;
    signing_key::Entity::insert(signing_key::ActiveModel::from(row)).exec_without_returning(tx).await?;
    Ok(())
}

async fn make_in(tx: &impl ConnectionTrait, caller: &Caller) -> Result<signing_key::Model, UseError> {
    let secret = SecretKey::from_bytes(&fresh_bytes());
    let row = signing_key::Model {
        id: caller.new_id(),
        purpose: STATEMENT.to_owned(),
        public_key: secret.public().to_bytes().to_vec(),
        secret_key: Some(secret.to_bytes().to_vec()),
        x509: None,
        made_at: caller.now,
        retired_at: None,
    };
    signing_key::Entity::insert(signing_key::ActiveModel::from(row.clone())).exec_without_returning(tx).await?;
    note(tx, caller, "signing_key.made", "signing_key", row.id, json!({ "kid": kid(&row) })).await?;
    Ok(row)
}

async fn load_all(db: &impl ConnectionTrait) -> Result<Vec<signing_key::Model>, UseError> {
    let newest = signing_key::Entity::find().order_by_desc(signing_key::Column::MadeAt);
    Ok(newest.order_by_desc(signing_key::Column::Id).all(db).await?)
}

/// The key that signs statements.
async fn load_in_force(db: &impl ConnectionTrait) -> Result<Option<signing_key::Model>, UseError> {
    Ok(signing_key::Entity::find()
        .filter(signing_key::COLUMN.purpose.eq(STATEMENT))
        .filter(signing_key::COLUMN.retired_at.is_null())
        .filter(signing_key::COLUMN.secret_key.is_not_null())
        .order_by_desc(signing_key::Column::MadeAt)
        .order_by_desc(signing_key::Column::Id)
        .one(db)
        .await?)
}

fn kid(key: &signing_key::Model) -> String {
    let public = PublicKey::from_bytes(&key.public_key).ok().filter(|_| key.purpose == STATEMENT);
    public.map_or_else(|| key.id.simple().to_string()[..8].to_owned(), |public| public.id().to_string())
}
