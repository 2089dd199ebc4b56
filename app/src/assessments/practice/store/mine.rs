//! What people were given, for themselves.

use super::{load_version, read};
use crate::assessments::model::Score;
use crate::assessments::practice::model::{Rating, Rubric, Told, together, told};
use crate::assessments::store::results::load_released_seats;
use crate::ids::{BankQuestionId, EnrolmentId};
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::rating;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// What someone was given at a workshop: no rater is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mine {
    /// What all raters gave together.
    pub score: Score,
    /// Criterion by criterion.
    pub criteria: Vec<Told>,
    /// What raters wrote for them.
    pub remarks: Vec<String>,
}

/// What the participant who asks was given, by enrolment: of the workshops whose organiser
/// released the results, and of no other.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn my_practice(caller: &Caller) -> Result<HashMap<EnrolmentId, Mine>, UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let db = caller.db.reader();
    let released = load_released_seats(db, person).await?;
    let mut given: HashMap<EnrolmentId, (Rubric, Vec<Rating>)> = HashMap::new();
    for (seat, rubric, rating) in load_given(db, &released).await? {
        given.entry(seat).or_insert_with(|| (rubric, Vec::new())).1.push(rating);
    }
    let mine = |(seat, (rubric, ratings)): (EnrolmentId, (Rubric, Vec<Rating>))| {
        let score = together(&rubric, &ratings)?;
        let criteria = told(&rubric, &ratings);
        Some((
            seat,
            Mine { score, criteria, remarks: ratings.into_iter().filter_map(|rating| rating.remark).collect() },
        ))
    };
    Ok(given.into_iter().filter_map(mine).collect())
}

/// What was given to these seats, each with the rubric by which it was, within a larger use
/// that has asked.
///
/// # Errors
/// If the database fails or holds what is no rating.
pub async fn load_given(
    db: &impl ConnectionTrait,
    seats: &[Uuid],
) -> Result<Vec<(EnrolmentId, Rubric, Rating)>, UseError> {
    let rows = rating::Entity::find()
        .filter(rating::COLUMN.enrolment_id.is_in(seats.iter().copied()))
        .order_by_asc(rating::Column::RatedAt)
        .order_by_asc(rating::Column::Id)
        .all(db)
        .await?;
    let mut rubrics: HashMap<BankQuestionId, Rubric> = HashMap::new();
    let mut given = Vec::with_capacity(rows.len());
    for found in rows {
        let id = BankQuestionId(found.bank_question_id);
        let rubric = if let Some(known) = rubrics.get(&id) {
            known.clone()
        } else {
            let rubric = load_version(db, id.0).await?;
            rubrics.insert(id, rubric.clone());
            rubric
        };
        let seat = EnrolmentId(found.enrolment_id);
        let rating = read(&rubric, found)?;
        given.push((seat, rubric, rating));
    }
    Ok(given)
}
