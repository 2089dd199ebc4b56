//! Judging people.

use super::overview::{load_names, reader};
use super::{load_ratings, load_rubric};
use crate::assessments::practice::model::{Rating, Rubric, visible};
use crate::fields::Problem;
use crate::ids::{AccountId, BankQuestionId, CampaignId, EnrolmentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::UseError;
use crate::schema::{rating, workshop};
use crate::workshops::store::enrolment::{Participant, load_participants};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::HashMap;

/// How many rows are written at once: within what both databases take as values.
const CHUNK: usize = 200;

/// Someone before whoever is to judge them.
#[derive(Clone, Debug)]
pub struct Seat {
    /// Who.
    pub participant: Participant,
    /// By which rubric.
    pub rubric: Rubric,
    /// What the asker gave them.
    pub mine: Option<Rating>,
    /// What others gave them, each with their name, as far as the asker may see it.
    pub others: Vec<(String, Rating)>,
    /// How many others judged them, unseen yet.
    pub hidden: usize,
    /// How many people the asker has judged, and of how many.
    pub judged: (usize, usize),
}

/// Someone to judge, for those who train there.
///
/// # Errors
/// [`UseError::NotFound`] also for someone who has no seat there or is erased, and where
/// the curriculum has no rubric; [`UseError::Forbidden`].
pub async fn seat(caller: &Caller, id: WorkshopId, enrolment: EnrolmentId) -> Result<Seat, UseError> {
    let db = caller.db.reader();
    let found = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let campaign = CampaignId(found.campaign_id);
    caller.allow(Act::Train(campaign, id))?;
    let rubric = load_rubric(db, &found).await?.ok_or(UseError::NotFound)?;
    let people = to_judge(load_participants(db, id).await?);
    let mut ratings = load_ratings(db, id, &rubric).await?;
    let me = caller.actor.account();
    let is_mine = |rating: &Rating| Some(rating.rater) == me;
    let by_me = |one: &&Participant| ratings.get(&one.enrolment).is_some_and(|given| given.iter().any(is_mine));
    let judged = (people.iter().filter(by_me).count(), people.len());
    let participant =
        people.into_iter().find(|participant| participant.enrolment == enrolment).ok_or(UseError::NotFound)?;
    let (seen, hidden) = visible(ratings.remove(&enrolment).unwrap_or_default(), reader(caller, campaign)?);
    let names: HashMap<AccountId, String> =
        load_names(db, seen.iter().map(|rating| rating.rater.0).collect()).await?.into_iter().collect();
    let (mine, others): (Vec<Rating>, Vec<Rating>) = seen.into_iter().partition(is_mine);
    let others =
        others.into_iter().map(|rating| (names.get(&rating.rater).cloned().unwrap_or_default(), rating)).collect();
    note_reading(caller, "scores.read", "enrolment", enrolment.0, json!({})).await?;
    Ok(Seat { participant, rubric, mine: mine.into_iter().next(), others, hidden, judged })
}

/// Those who can be judged: whoever is erased counts, and is nobody to look at.
fn to_judge(mut participants: Vec<Participant>) -> Vec<Participant> {
    participants.retain(|participant| !participant.erased);
    participants
}

/// What a rater gives someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whom.
    pub enrolment: EnrolmentId,
    /// The level of each criterion, from 0.
    pub levels: Vec<usize>,
    /// What is written for them.
    pub remark: Option<String>,
}

/// Keeps what the asker gives, all of it or nothing: new, or instead of what they gave
/// before. What others gave is not touched. Answers with everyone to judge, in the order of
/// the list, and whether the asker has judged them.
///
/// # Errors
/// [`UseError::NotFound`] as [`seat`]; [`UseError::Forbidden`]; [`Problem::Cancelled`];
/// [`Problem::RubricChanged`] if it is not, or no longer, this version by which people are
/// judged there, or the levels are none of it.
pub async fn rate(
    caller: &Caller,
    id: WorkshopId,
    by: BankQuestionId,
    given: &[Judgement],
) -> Result<Vec<(EnrolmentId, bool)>, UseError> {
    let tx = caller.db.begin().await?;
    // Locked: the first rating settles the version for all that follow.
    let found = workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Train(CampaignId(found.campaign_id), id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    if found.cancelled_at.is_some() {
        return Err(UseError::refused("rubric", Problem::Cancelled));
    }
    let rubric = load_rubric(&tx, &found).await?.ok_or(UseError::NotFound)?;
    if rubric.id != by || given.iter().any(|judgement| rubric.points(&judgement.levels).is_none()) {
        return Err(UseError::refused("rubric", Problem::RubricChanged));
    }
    let people = to_judge(load_participants(&tx, id).await?);
    if given.iter().any(|judgement| !people.iter().any(|one| one.enrolment == judgement.enrolment)) {
        return Err(UseError::NotFound);
    }
    write(&tx, caller, account, &rubric, given).await?;
    let ratings = load_ratings(&tx, id, &rubric).await?;
    tx.commit().await?;
    let judged = |id: &EnrolmentId| ratings.get(id).is_some_and(|all| all.iter().any(|one| one.rater == account));
    Ok(people.iter().map(|one| (one.enrolment, judged(&one.enrolment))).collect())
}

async fn write(
    tx: &DatabaseTransaction,
    caller: &Caller,
    account: AccountId,
    rubric: &Rubric,
    given: &[Judgement],
) -> Result<(), UseError> {
    let mut mine: HashMap<EnrolmentId, rating::Model> = HashMap::new();
    for some in given.chunks(CHUNK) {
        let rows = rating::Entity::find()
            .filter(rating::COLUMN.enrolment_id.is_in(some.iter().map(|judgement| judgement.enrolment.0)))
            .filter(rating::COLUMN.account_id.eq(account.0))
            .filter(rating::COLUMN.bank_question_id.eq(rubric.id.0))
            .all(tx)
            .await?;
        mine.extend(rows.into_iter().map(|found| (EnrolmentId(found.enrolment_id), found)));
    }
    let mut new = Vec::new();
    for judgement in given {
        let levels = json!(judgement.levels).to_string();
        let enrolment = judgement.enrolment.0;
        let said = rating::ActiveModel {
            levels: Set(levels.clone()),
            remark: Set(judgement.remark.clone()),
            rated_at: Set(caller.now),
            ..Default::default()
        };
        let Some(before) = mine.get(&judgement.enrolment) else {
            new.push(rating::ActiveModel {
                id: Set(caller.new_id()),
                enrolment_id: Set(enrolment),
                bank_question_id: Set(rubric.id.0),
                account_id: Set(account.0),
                ..said
            });
            note(tx, caller, "rating.recorded", "enrolment", enrolment, json!({ "after": levels })).await?;
            continue;
        };
        if before.levels == levels && before.remark == judgement.remark {
            continue;
        }
        rating::Entity::update(rating::ActiveModel { id: Set(before.id), ..said }).exec_without_returning(tx).await?;
        // The remark is about a person: that it changed is told, not what it said.
        let detail = json!({
            "before": before.levels, "after": levels, "remark_changed": before.remark != judgement.remark,
        });
        note(tx, caller, "rating.changed", "enrolment", enrolment, detail).await?;
    }
    for some in new.chunks(CHUNK) {
        rating::Entity::insert_many(some.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}
