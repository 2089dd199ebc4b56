//! What is known of a campaign at each level.

use crate::assessments::evaluations::model::occasion::Occasion;
use crate::assessments::evaluations::store::telling::{Pooled, load_told};
use crate::assessments::findings::model::Change;
use crate::assessments::findings::store::of_campaign;
use crate::assessments::model::Score;
use crate::assessments::practice::store::load_practice;
use crate::certificates::qualification::store::{Outlook, what_if};
use crate::ids::{CampaignId, CurriculumId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::workshop;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// What is known of a campaign at each level.
#[derive(Clone, Debug)]
pub struct Levels {
    /// Title of the campaign.
    pub title: String,
    /// Level 1: what people said at the end of their workshops.
    pub reaction: Pooled,
    /// The curricula that it teaches, by title.
    pub curricula: Vec<(CurriculumId, String)>,
    /// Level 2: what changed from pre-test to post-test of the first of them; nothing if
    /// nobody took both.
    pub learning: Option<Change>,
    /// Of the workshops that are over: how many people there are, and who qualifies.
    pub qualified: Outlook,
    /// How many people were rated for teaching before peers, and what share of the points
    /// they were given, on average.
    pub practice: Option<(usize, f64)>,
    /// Levels 3 and 4: what people said three and six months after.
    pub later: [(Occasion, Pooled); 2],
}

/// What is known of a campaign at each level, for its organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn levels(caller: &Caller, id: CampaignId) -> Result<Levels, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let tests = of_campaign(caller, id, None).await?;
    let workshops: Vec<Uuid> = workshop::Entity::find()
        .select_only()
        .column(workshop::Column::Id)
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let rated: Vec<Score> = load_practice(db, &workshops).await?.into_values().collect();
    Ok(Levels {
        title: tests.title,
        reaction: load_told(db, id, Occasion::End).await?,
        curricula: tests.curricula,
        learning: tests.findings.change,
        qualified: what_if(caller, id, &[]).await?,
        practice: mean_share(&rated).map(|mean| (rated.len(), mean)),
        later: [
            (Occasion::Month3, load_told(db, id, Occasion::Month3).await?),
            (Occasion::Month6, load_told(db, id, Occasion::Month6).await?),
        ],
    })
}

/// The mean of the shares that people reached; nothing for nobody.
fn mean_share(scores: &[Score]) -> Option<f64> {
    let people = u32::try_from(scores.len()).ok().filter(|people| *people > 0)?;
    let shares = scores.iter().filter(|score| score.max > 0);
    let sum: f64 = shares.map(|score| f64::from(score.points) / f64::from(score.max)).sum();
    Some(sum / f64::from(people))
}
