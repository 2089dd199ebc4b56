//! With which template certificates are issued, and how one that was issued looks.

use super::images::load_pictures;
use super::{latest, read_design};
use crate::certificates::model::Kind;
use crate::certificates::templates::model::Design;
use crate::ids::CampaignId;
use crate::schema::error::UseError;
use crate::schema::{account, certificate, certificate_template};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::{BTreeMap, BTreeSet, HashMap};
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

/// How certificates look, however many they are in the same number of queries. Within a larger
/// use that has asked.
///
/// # Errors
/// [`UseError::NotFound`], or what the database holds is not in order.
pub async fn load_looks(db: &impl ConnectionTrait, certificates: &[Uuid]) -> Result<HashMap<Uuid, Look>, UseError> {
    let rows = certificate::Entity::find()
        .filter(certificate::COLUMN.id.is_in(certificates.iter().copied()))
        .find_also_related(account::Entity)
        .all(db)
        .await?;
    let known: BTreeSet<Uuid> = rows.iter().filter_map(|(row, _)| row.template_id).collect();
    let mut designs = HashMap::with_capacity(known.len());
    for row in certificate_template::Entity::find().filter(certificate_template::COLUMN.id.is_in(known)).all(db).await?
    {
        designs.insert(row.id, read_design(&row)?);
    }
    let shown: Vec<Uuid> = designs.values().flat_map(Design::images).collect();
    let pictures = load_pictures(db, &shown).await?;
    let mut looks = HashMap::with_capacity(rows.len());
    for (row, by) in rows {
        let design = match row.template_id {
            Some(template) => Some(designs.get(&template).ok_or(UseError::NotFound)?.clone()),
            None => None,
        };
        let images = design.iter().flat_map(Design::images);
        let pictures = images.filter_map(|image| Some((image, pictures.get(&image)?.clone()))).collect();
        let organiser = by.map(|by| by.display_name).unwrap_or_default();
        looks.insert(row.id, Look { design, pictures, organiser });
    }
    Ok(looks)
}
