//! What a workshop's people were given, as far as the reader may see it.

use super::{load_ratings, load_rubric};
use crate::assessments::practice::model::{Rating, Reader, Rubric, visible};
use crate::ids::{AccountId, CampaignId, CurriculumId, WorkshopId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::UseError;
use crate::schema::{account, workshop};
use crate::workshops::store::enrolment::{Participant, load_participants};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Someone with what they were given.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Who.
    pub participant: Participant,
    /// What the reader may see of it.
    pub ratings: Vec<Rating>,
    /// How many others judged them, whose ratings the reader does not see yet.
    pub hidden: usize,
    /// Whether the reader has judged them.
    pub mine: bool,
}

impl Judged {
    /// Whether it is for the reader to judge them still.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.mine && !self.participant.erased
    }
}

/// A workshop's people and what they were given.
#[derive(Clone, Debug)]
pub struct Overview {
    /// By which rubric; nothing where the curriculum has none.
    pub rubric: Option<Rubric>,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// The people, by family name.
    pub people: Vec<Judged>,
    /// Whose ratings are seen, by name.
    pub raters: Vec<(AccountId, String)>,
}

impl Overview {
    /// What raters are called.
    #[must_use]
    pub fn name(&self, rater: AccountId) -> &str {
        self.raters.iter().find(|(id, _)| *id == rater).map_or("", |(_, name)| name)
    }
}

/// What a workshop's people were given, for those who follow it: organisers see all,
/// trainers see what others gave those whom they judged themselves.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn overview(caller: &Caller, id: WorkshopId) -> Result<Overview, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), id))?;
    let reader = reader(caller, CampaignId(row.campaign_id))?;
    let rubric = load_rubric(db, &row).await?;
    let mut ratings = match &rubric {
        Some(rubric) => load_ratings(db, id, rubric).await?,
        None => HashMap::new(),
    };
    let me = caller.actor.account();
    let mut people = Vec::new();
    for participant in load_participants(db, id).await? {
        let all = ratings.remove(&participant.enrolment).unwrap_or_default();
        let mine = all.iter().any(|rating| Some(rating.rater) == me);
        let (ratings, hidden) = visible(all, reader);
        people.push(Judged { participant, ratings, hidden, mine });
    }
    let raters = people.iter().flat_map(|judged| &judged.ratings).map(|rating| rating.rater.0).collect();
    let raters = load_names(db, raters).await?;
    note_reading(caller, "scores.read", "workshop", id.0, json!({ "people": people.len() })).await?;
    Ok(Overview { rubric, curriculum: CurriculumId(row.curriculum_id), people, raters })
}

/// As whom the asker reads ratings in a campaign.
pub(super) fn reader(caller: &Caller, campaign: CampaignId) -> Result<Reader, UseError> {
    if may(&caller.actor, Act::Organise(campaign)) {
        return Ok(Reader::Organiser);
    }
    caller.actor.account().map(Reader::Rater).ok_or(UseError::Forbidden)
}

/// The names of these raters, in their own order.
pub(super) async fn load_names(
    db: &impl ConnectionTrait,
    raters: BTreeSet<Uuid>,
) -> Result<Vec<(AccountId, String)>, UseError> {
    let names = account::Entity::find()
        .select_only()
        .columns([account::Column::Id, account::Column::DisplayName])
        .filter(account::COLUMN.id.is_in(raters))
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?;
    let mut names: Vec<(AccountId, String)> = names.into_iter().map(|(id, name)| (AccountId(id), name)).collect();
    names.sort_by(|(one, name), (other, their_name)| name.cmp(their_name).then(one.cmp(other)));
    Ok(names)
}
