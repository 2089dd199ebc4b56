//! Keys that seal: the one that does, and the certificates of all that ever did.

use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::signing_key;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

/// What is kept of keys of this purpose.
const SEAL: &str = "seal";

/// A key that seals. It has no `Debug`: what it holds belongs in no log.
#[derive(Clone)]
pub struct SealingKey {
    /// The public key.
    pub public: Vec<u8>,
    /// What nobody else may know.
    pub secret: Vec<u8>,
    /// Its certificate (X.509, DER).
    pub x509: Vec<u8>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}

/// The key that seals now, if there is one whose secret is known here.
///
/// # Errors
/// If the database fails.
pub async fn sealing_key(caller: &Caller) -> Result<Option<SealingKey>, UseError> {
    caller.allow(Act::RunDuties)?;
    let row = signing_key::Entity::find()
        .filter(signing_key::COLUMN.purpose.eq(SEAL))
        .filter(signing_key::COLUMN.retired_at.is_null())
        .filter(signing_key::COLUMN.secret_key.is_not_null())
        .filter(signing_key::COLUMN.x509.is_not_null())
        .order_by_desc(signing_key::COLUMN.made_at)
        .order_by_desc(signing_key::COLUMN.id)
        .one(caller.db.reader())
        .await?;
    let Some(row) = row else { return Ok(None) };
    let (Some(secret), Some(x509)) = (row.secret_key, row.x509) else { return Ok(None) };
    Ok(Some(SealingKey { public: row.public_key, secret, x509, made_at: row.made_at }))
}

/// Keeps a key that was made now, in the place of the one that sealed.
///
/// # Errors
/// If the database fails.
pub async fn keep_sealing_key(caller: &Caller, key: &SealingKey) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    signing_key::Entity::update_many()
        .col_expr(signing_key::Column::RetiredAt, Expr::value(key.made_at))
        .filter(signing_key::COLUMN.purpose.eq(SEAL))
        .filter(signing_key::COLUMN.retired_at.is_null())
        .exec(&tx)
        .await?;
    let id = caller.new_id();
    let row = signing_key::ActiveModel {
        id: Set(id),
        purpose: Set(SEAL.to_owned()),
        public_key: Set(key.public.clone()),
        secret_key: Set(Some(key.secret.clone())),
        x509: Set(Some(key.x509.clone())),
        made_at: Set(key.made_at),
        retired_at: Set(None),
    };
    signing_key::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "seal.made", "signing_key", id, json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// The certificates (X.509, DER) of all keys that ever sealed here: a seal by any other is
/// a stranger's.
///
/// # Errors
/// If the database fails.
pub async fn seals(caller: &Caller) -> Result<Vec<Vec<u8>>, UseError> {
    caller.allow(Act::RunDuties)?;
    let rows = signing_key::Entity::find()
        .filter(signing_key::COLUMN.purpose.eq(SEAL))
        .order_by_asc(signing_key::COLUMN.made_at)
        .all(caller.db.reader())
        .await?;
    Ok(rows.into_iter().filter_map(|row| row.x509).collect())
}
