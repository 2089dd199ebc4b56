//! With which template certificates are issued, and how one that was issued looks.

use super::images::load_pictures;
use super::{latest, read_design};
use crate::certificates::model::Kind;
use crate::certificates::templates::model::Design;
use crate::ids::CampaignId;
use crate::schema::error::UseError;
use crate::schema::{account, certificate, certificate_template};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The template that certificates are issued with from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// Its version.
    pub id: Uuid,
    /// For how many months it certifies; nothing where for good.
    pub valid_months: Option<i32>,
}

/// The template of a campaign that is in force; nothing where it has the look that comes
/// with Relais. It stays as it is until the transaction ends. Within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_in_force(tx: &impl ConnectionTrait, id: CampaignId, kind: Kind) -> Result<Option<InForce>, UseError> {
    let row = latest(id, kind).lock_shared().one(tx).await?;
    Ok(row.map(|row| InForce { id: row.id, valid_months: row.valid_months }))
}

/// How a certificate looks that was issued: by the version of its template, forever.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Its design; nothing where it has the look that comes with Relais.
    pub design: Option<Design>,
    /// The images that it shows, each a PNG.
    pub pictures: BTreeMap<Uuid, Arc<[u8]>>,
    /// Who issued it.
    pub organiser: String,
}

/// How a certificate looks. Within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`], or what the database holds is not in order.
pub async fn load_look(db: &impl ConnectionTrait, serial: &str) -> Result<Look, UseError> {
    let found = certificate::Entity::find()
        .filter(certificate::COLUMN.serial.eq(serial))
        .find_also_related(account::Entity)
        .one(db)
        .await?;
    let (row, by) = found.ok_or(UseError::NotFound)?;
    let organiser = by.map(|by| by.display_name).unwrap_or_default();
    let Some(template) = row.template_id else { return Ok(Look { organiser, ..Look::default() }) };
    let template = certificate_template::Entity::find_by_id(template).one(db).await?.ok_or(UseError::NotFound)?;
    let design = read_design(&template)?;
    let pictures = load_pictures(db, &design.images()).await?;
    Ok(Look { design: Some(design), pictures, organiser })
}
