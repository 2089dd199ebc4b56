//! Queries behind badges: one certificate, what was revoked, the keys.

use super::status::Holds;
use crate::campaigns::store::Campaign;
use crate::certificates::keys::store::signing::{load_public_keys, load_signer};
use crate::certificates::store::{Certificate, Paper, STATUS_LIST, paper};
use crate::code::Code;
use crate::ids::WorkshopId;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{certificate, enrolment};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use statement::{PublicKey, SecretKey};
use uuid::Uuid;

/// A certificate, and what else its badge needs.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The certificate.
    pub certificate: Certificate,
    /// The holder's name.
    pub holder_name: String,
    /// The campaign that issued it.
    pub campaign: Campaign,
    /// The workshop.
    pub workshop: WorkshopId,
    /// Its place among what may be revoked.
    pub status_index: u32,
}

/// A certificate with the key that signs it now, for its holder or an organiser of its campaign.
///
/// # Errors
/// As [`paper`] has them: [`UseError::NotFound`] also for everybody else, and where the holder
/// asked to be erased.
pub async fn badge(caller: &Caller, serial: &Code) -> Result<(Badge, SecretKey), UseError> {
    let Paper { certificate, holder_name, campaign, .. } = paper(caller, serial).await?;
    let db = caller.db.reader();
    let (status_index, workshop): (i32, Uuid) = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::StatusIndex)
        .column(enrolment::Column::WorkshopId)
        .inner_join(enrolment::Entity)
        .filter(certificate::COLUMN.serial.eq(serial.as_str()))
        .into_tuple()
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?;
    let badge = Badge {
        certificate,
        holder_name,
        campaign,
        workshop: WorkshopId(workshop),
        status_index: index(status_index)?,
    };
    Ok((badge, load_signer(db).await?.ok_or(UseError::NotFound)?.secret))
}

/// Which places of a list were revoked, for which time that holds, and the key that signs it
/// now: for anyone. Whether certificates stand in a list is not told: how many were issued would
/// follow from it.
///
/// # Errors
/// [`UseError::NotFound`] for a list that no certificate can stand in, and before there is a key.
pub async fn revoked(caller: &Caller, list: u32) -> Result<(Vec<u32>, Holds, SecretKey), UseError> {
    let first = list.checked_mul(STATUS_LIST).and_then(|first| i32::try_from(first).ok()).ok_or(UseError::NotFound)?;
    let end = first.saturating_add_unsigned(STATUS_LIST - 1);
    let db = caller.db.reader();
    let rows: Vec<(i32, DateTime<Utc>)> = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::StatusIndex)
        .column(certificate::Column::RevokedAt)
        .filter(certificate::Column::StatusIndex.between(first, end))
        .filter(certificate::COLUMN.revoked_at.is_not_null())
        .order_by_asc(certificate::Column::StatusIndex)
        .into_tuple()
        .all(db)
        .await?;
    let signer = load_signer(db).await?.ok_or(UseError::NotFound)?;
    // The same all day long unless something is revoked, so that the list is the same, too.
    let today = caller.today().and_time(NaiveTime::MIN).and_utc();
    let from = rows.iter().map(|(_, at)| *at).max().map_or(today, |last| last.max(today));
    let until = today + TimeDelta::days(2);
    let places = rows.iter().map(|(place, _)| Ok(index(*place)? % STATUS_LIST)).collect::<Result<_, StoreError>>()?;
    Ok((places, Holds { from, until }, signer.secret))
}

/// The keys that sign or signed, the one that signs first: for anyone.
///
/// # Errors
/// [`UseError::NotFound`] before there is a key.
pub async fn keys(caller: &Caller) -> Result<Vec<PublicKey>, UseError> {
    let db = caller.db.reader();
    let mut keys = load_public_keys(db).await?;
    if keys.is_empty() {
        return Err(UseError::NotFound);
    }
    let signs = load_signer(db).await?.map(|signer| signer.secret.public());
    keys.sort_by_key(|key| Some(*key) != signs);
    Ok(keys)
}

fn index(stored: i32) -> Result<u32, StoreError> {
    stored.try_into().map_err(|_| StoreError::Inconsistent {
        table: "certificate",
        column: "status_index",
        row: stored.to_string(),
    })
}
