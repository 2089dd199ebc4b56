//! The rubric of a curriculum, for whoever writes it. It is kept by the bank's own uses.

use super::load_standing;
use crate::assessments::bank::store::{keeper, rewrite, take};
use crate::assessments::practice::model::Rubric;
use crate::ids::CurriculumId;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use questions::question::Question;

/// The title of a curriculum and its rubric, if it has one, for whoever may write it.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for anyone who organises no campaign of
/// the programme.
pub async fn rubric(caller: &Caller, id: CurriculumId) -> Result<(String, Option<Rubric>), UseError> {
    let db = caller.db.reader();
    let (title, _) = keeper(caller, db, id).await?;
    Ok((title, load_standing(db, id).await?))
}

/// Keeps a rubric: as a later version of the one that stands, or as a new question of the
/// bank where none does. Written as it stands, nothing changes.
///
/// # Errors
/// As [`rubric`].
pub async fn keep(caller: &Caller, id: CurriculumId, anew: &Question) -> Result<(), UseError> {
    match rubric(caller, id).await?.1 {
        Some(standing) => rewrite(caller, id, standing.id, anew).await,
        None => take(caller, id, None, std::slice::from_ref(anew)).await.map(drop),
    }
}
