//! Logos and signatures that a campaign's templates show.

use super::read_design;
use crate::fields::Problem;
use crate::ids::CampaignId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{campaign, certificate_template, template_image};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;
use uuid::Uuid;

/// The most images that a campaign keeps.
pub const MAX_IMAGES: usize = 40;
/// The longest name of one, in characters.
pub const MAX_NAME: u32 = 80;

/// An image by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Which.
    pub id: Uuid,
    /// How people call it.
    pub name: String,
    /// When it was added.
    pub added_at: DateTime<Utc>,
}

/// The images of a campaign by name, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_images(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<Image>, UseError> {
    let rows: Vec<(Uuid, String, DateTime<Utc>)> = template_image::Entity::find()
        .select_only()
        .columns([template_image::Column::Id, template_image::Column::Name, template_image::Column::AddedAt])
        .filter(template_image::COLUMN.campaign_id.eq(id.0))
        .order_by_asc(template_image::Column::Name)
        .order_by_asc(template_image::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, name, added_at)| Image { id, name, added_at }).collect())
}

/// These images as PNG, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_pictures(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<BTreeMap<Uuid, Arc<[u8]>>, UseError> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows =
        template_image::Entity::find().filter(template_image::COLUMN.id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.png.into())).collect())
}

/// The images of a campaign that a design shows, as PNG, for its organisers.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn pictures(caller: &Caller, id: CampaignId, shown: &[Uuid]) -> Result<BTreeMap<Uuid, Arc<[u8]>>, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let own: Vec<Uuid> = load_images(db, id).await?.into_iter().map(|image| image.id).collect();
    let shown: Vec<Uuid> = shown.iter().copied().filter(|image| own.contains(image)).collect();
    load_pictures(db, &shown).await
}

/// An image of a campaign as PNG, for its organisers.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`].
pub async fn picture(caller: &Caller, id: CampaignId, image: Uuid) -> Result<Vec<u8>, UseError> {
    caller.allow(Act::Organise(id))?;
    let found = template_image::Entity::find_by_id(image)
        .filter(template_image::COLUMN.campaign_id.eq(id.0))
        .one(caller.db.reader())
        .await?;
    found.map(|row| row.png).ok_or(UseError::NotFound)
}

/// Keeps an image as [`redraw`](crate::certificates::templates::image::redraw) made it;
/// one that is there already stays the one it is.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`]; [`Problem::TooManyImages`].
pub async fn add_image(caller: &Caller, id: CampaignId, name: &str, png: Vec<u8>) -> Result<Uuid, UseError> {
    caller.allow(Act::Organise(id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let tx = caller.db.begin().await?;
    campaign::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let sha256 = sha256(&png);
    let same = template_image::Entity::find()
        .filter(template_image::COLUMN.campaign_id.eq(id.0))
        .filter(template_image::COLUMN.sha256.eq(sha256.as_str()))
        .one(&tx)
        .await?;
    if let Some(same) = same {
        return Ok(same.id);
    }
    if load_images(&tx, id).await?.len() >= MAX_IMAGES {
        let max = i32::try_from(MAX_IMAGES).unwrap_or(i32::MAX);
        return Err(UseError::refused("image", Problem::TooManyImages { max }));
    }
    let image = caller.new_id();
    let row = template_image::ActiveModel {
        id: Set(image),
        campaign_id: Set(id.0),
        name: Set(name.to_owned()),
        png: Set(png),
        sha256: Set(sha256),
        added_at: Set(caller.now),
        account_id: Set(account.0),
    };
    template_image::Entity::insert(row).exec_without_returning(&tx).await?;
    note(&tx, caller, "template_image.added", "campaign", id.0, json!({ "image": image })).await?;
    tx.commit().await?;
    Ok(image)
}

/// Lets an image go that no version of a template shows.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`]; [`Problem::ImageInUse`].
pub async fn remove_image(caller: &Caller, id: CampaignId, image: Uuid) -> Result<(), UseError> {
    caller.allow(Act::Organise(id))?;
    let tx = caller.db.begin().await?;
    campaign::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let versions =
        certificate_template::Entity::find().filter(certificate_template::COLUMN.campaign_id.eq(id.0)).all(&tx).await?;
    for version in &versions {
        if read_design(version)?.images().contains(&image) {
            return Err(UseError::refused("image", Problem::ImageInUse));
        }
    }
    let gone = template_image::Entity::delete_many()
        .filter(template_image::COLUMN.id.eq(image))
        .filter(template_image::COLUMN.campaign_id.eq(id.0))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "template_image.removed", "campaign", id.0, json!({ "image": image })).await?;
    Ok(tx.commit().await?)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // A String takes whatever is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
