//! Figures: kept by organisers of a campaign of the programme, read by whoever reads the text.

use super::model::Figure;
use super::picture::Picture;
use crate::campaigns::store::{allow_reading, keeps, sees_figure};
use crate::fields::Problem;
use crate::ids::CurriculumId;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{curriculum, curriculum_figure};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::BTreeSet;

/// The figures of a curriculum by name, for whoever may read it.
///
/// # Errors
/// As [`allow_reading`].
pub async fn list(caller: &Caller, id: CurriculumId) -> Result<Vec<Figure>, UseError> {
    allow_reading(caller, id).await?;
    let rows: Vec<(String, i32, i32)> = curriculum_figure::Entity::find()
        .select_only()
        .columns([curriculum_figure::Column::Name, curriculum_figure::Column::Width, curriculum_figure::Column::Height])
        .filter(curriculum_figure::COLUMN.curriculum_id.eq(id.0))
        .order_by_asc(curriculum_figure::Column::Name)
        .into_tuple()
        .all(caller.db.reader())
        .await?;
    Ok(rows.into_iter().map(|(name, width, height)| Figure { name, width, height }).collect())
}

/// The names of the figures of a curriculum.
///
/// # Errors
/// As [`list`].
pub async fn names(caller: &Caller, id: CurriculumId) -> Result<Vec<String>, UseError> {
    Ok(list(caller, id).await?.into_iter().map(|figure| figure.name).collect())
}

/// The figures that some text of a curriculum shows, with their names and files, for printing it.
///
/// # Errors
/// As [`allow_reading`].
pub async fn files(
    caller: &Caller,
    id: CurriculumId,
    shown: BTreeSet<String>,
) -> Result<Vec<(String, Vec<u8>)>, UseError> {
    allow_reading(caller, id).await?;
    let rows = curriculum_figure::Entity::find()
        .filter(curriculum_figure::COLUMN.curriculum_id.eq(id.0))
        .filter(curriculum_figure::COLUMN.name.is_in(shown))
        .order_by_asc(curriculum_figure::Column::Name)
        .all(caller.db.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.content)).collect())
}

/// The file of a figure and its kind, for whoever reads a text that shows it.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn file(caller: &Caller, id: CurriculumId, name: &str) -> Result<(String, Vec<u8>), UseError> {
    if !sees_figure(caller, id, name).await? {
        return Err(UseError::NotFound);
    }
    let row = curriculum_figure::Entity::find()
        .filter(curriculum_figure::COLUMN.curriculum_id.eq(id.0))
        .filter(curriculum_figure::COLUMN.name.eq(name))
        .one(caller.db.reader())
        .await?
        .ok_or(UseError::NotFound)?;
    Ok((row.media_type, row.content))
}

/// Keeps a figure under a name that none had before.
///
/// # Errors
/// [`Problem::Taken`] for the name; [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn add(caller: &Caller, id: CurriculumId, name: String, picture: Picture) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let row = curriculum::Entity::find_by_id(id.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    if !keeps(caller, &tx, row.programme_id).await? {
        return Err(UseError::Forbidden);
    }
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let figure = caller.new_id();
    let row = curriculum_figure::ActiveModel {
        id: Set(figure),
        curriculum_id: Set(id.0),
        name: Set(name.clone()),
        media_type: Set(picture.media_type.to_owned()),
        width: Set(picture.width),
        height: Set(picture.height),
        content: Set(picture.content),
        account_id: Set(account.0),
        added_at: Set(caller.now),
    };
    let columns = "curriculum_figure.curriculum_id, curriculum_figure.name";
    curriculum_figure::Entity::insert(row).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "curriculum_figure_unique", columns) {
            UseError::refused("name", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    note(&tx, caller, "figure.added", "curriculum_figure", figure, json!({ "name": name })).await?;
    Ok(tx.commit().await?)
}
