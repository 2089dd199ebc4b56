//! Of whom a list tells.

use super::uploads::read_stored;
use crate::ids::{ImportId, PersonId};
use crate::imports::model::Decision;
use crate::schema::error::UseError;
use crate::schema::import_row;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

/// The people whom the rows of a list tell of, in its order, within a larger use
/// that has asked: those it added or changed, and those who were there already.
///
/// # Errors
/// If the database fails or holds a row that cannot be read.
pub async fn load_people_of(db: &impl ConnectionTrait, id: ImportId) -> Result<Vec<PersonId>, UseError> {
    let rows = import_row::Entity::find()
        .filter(import_row::COLUMN.import_id.eq(id.0))
        .order_by_asc(import_row::Column::Number)
        .all(db)
        .await?;
    let mut people = Vec::new();
    for row in rows {
        let row = read_stored(&row)?;
        let decided = if let Some(Decision::Is(person)) = row.decision { Some(person) } else { None };
        people.extend(row.person.or(decided).or(row.judgement.matched));
    }
    Ok(people)
}
