//! Queries and writes about practical teaching.

pub mod judging;
pub mod mine;
pub mod overview;
pub mod rubric;

use super::model::{Rating, Rubric, together};
use crate::assessments::bank::store::{kept, load_in_force};
use crate::assessments::model::Score;
use crate::ids::{AccountId, CurriculumId, EnrolmentId, WorkshopId};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{bank_question, enrolment, rating, workshop};
use questions::question::Kind;
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What each person's raters gave together in these workshops, within a larger use that has
/// asked: the sum of their points, out of the most that so many can give. Whoever nobody
/// judged is not in it.
///
/// # Errors
/// If the database fails or holds what is no rating.
pub async fn load_practice(
    db: &impl ConnectionTrait,
    workshops: &[Uuid],
) -> Result<HashMap<EnrolmentId, Score>, UseError> {
    let rows = rating::Entity::find()
        .find_also_related(enrolment::Entity)
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .all(db)
        .await?;
    let versions: HashSet<Uuid> = rows.iter().map(|(row, _)| row.bank_question_id).collect();
    let rubrics: HashMap<Uuid, Rubric> = bank_question::Entity::find()
        .filter(bank_question::COLUMN.id.is_in(versions))
        .all(db)
        .await?
        .iter()
        .map(|row| Ok((row.id, read_rubric(row)?)))
        .collect::<Result<_, UseError>>()?;
    // All of a workshop are judged by one version.
    let mut given: HashMap<(EnrolmentId, Uuid), Vec<Rating>> = HashMap::new();
    for (row, _) in rows {
        let (seat, version) = (EnrolmentId(row.enrolment_id), row.bank_question_id);
        let Some(rubric) = rubrics.get(&version) else { continue };
        given.entry((seat, version)).or_default().push(read(rubric, row)?);
    }
    let sum = |((seat, version), given): ((EnrolmentId, Uuid), Vec<Rating>)| {
        Some((seat, together(rubrics.get(&version)?, &given)?))
    };
    Ok(given.into_iter().filter_map(sum).collect())
}

/// By which version of the rubric a workshop's people are judged: that of its first rating,
/// so that all are judged by the same; before there is one, that which stands in the bank.
async fn load_rubric(db: &impl ConnectionTrait, workshop: &workshop::Model) -> Result<Option<Rubric>, UseError> {
    let used = rating::Entity::find()
        .select_only()
        .column(rating::Column::BankQuestionId)
        .join(JoinType::InnerJoin, rating::Relation::Enrolment.def())
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .order_by_asc(rating::Column::RatedAt)
        .order_by_asc(rating::Column::Id)
        .into_tuple::<Uuid>()
        .one(db)
        .await?;
    match used {
        Some(id) => load_version(db, id).await.map(Some),
        None => load_standing(db, CurriculumId(workshop.curriculum_id)).await,
    }
}

/// The rubric of a curriculum: the first question of that kind in force.
async fn load_standing(db: &impl ConnectionTrait, curriculum: CurriculumId) -> Result<Option<Rubric>, UseError> {
    let bank = load_in_force(db, curriculum).await?;
    let first = bank.into_iter().find(|kept| matches!(kept.question.kind, Kind::Rubric { .. }));
    Ok(first.map(|kept| Rubric { id: kept.id, version: kept.version, in_force: true, question: kept.question }))
}

/// A version of a rubric, whether it stands or not.
async fn load_version(db: &impl ConnectionTrait, id: Uuid) -> Result<Rubric, UseError> {
    read_rubric(&bank_question::Entity::find_by_id(id).one(db).await?.ok_or(UseError::NotFound)?)
}

fn read_rubric(row: &bank_question::Model) -> Result<Rubric, UseError> {
    let kept = kept(row)?;
    let in_force = row.retired_at.is_none();
    Ok(Rubric { id: kept.id, version: kept.version, in_force, question: kept.question })
}

/// The ratings of a workshop by this version, of each person those of every rater.
async fn load_ratings(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    rubric: &Rubric,
) -> Result<HashMap<EnrolmentId, Vec<Rating>>, UseError> {
    let rows = rating::Entity::find()
        .filter(rating::COLUMN.bank_question_id.eq(rubric.id.0))
        .find_also_related(enrolment::Entity)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .order_by_asc(rating::Column::AccountId)
        .all(db)
        .await?;
    let mut ratings: HashMap<EnrolmentId, Vec<Rating>> = HashMap::new();
    for (found, _) in rows {
        ratings.entry(EnrolmentId(found.enrolment_id)).or_default().push(read(rubric, found)?);
    }
    Ok(ratings)
}

/// A rating as it is kept, if it is one by this rubric.
fn read(rubric: &Rubric, found: rating::Model) -> Result<Rating, StoreError> {
    let levels = serde_json::from_str(&found.levels).ok().filter(|levels: &Vec<usize>| rubric.points(levels).is_some());
    let wrong = || StoreError::Inconsistent { table: "rating", column: "levels", row: found.id.to_string() };
    Ok(Rating {
        rater: AccountId(found.account_id),
        levels: levels.ok_or_else(wrong)?,
        remark: found.remark,
        rated_at: found.rated_at,
    })
}
