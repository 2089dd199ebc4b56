//! What a report is made of: what was counted, and what people wrote.

use super::model::{Presence, Texts, merged};
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::assessments::evaluations::store::opening::held;
use crate::assessments::evaluations::store::telling::{Results, results};
use crate::assessments::findings::model::Findings;
use crate::assessments::findings::store::of_workshop;
use crate::attendance::store::load_marks;
use crate::campaigns::store::{Campaign, Curriculum, load, load_edition, load_standing};
use crate::certificates::store::standing::standings;
use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, SessionId, WorkshopId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::model::Sex;
use crate::people::secrets::digest;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{account, workshop, workshop_report, workshop_trainer};
use crate::workshops::store::reading::{TimetableLine, Workshop, find, timetable};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::HashMap;

/// What a participant is counted under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Sex.
    pub sex: Sex,
    /// The institution that sends them.
    pub institution: String,
    /// Where they work.
    pub region: String,
}

/// What a report is made of. No participant is named in it.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The workshop, with its trainers and half-days.
    pub workshop: Workshop,
    /// Its campaign.
    pub campaign: Campaign,
    /// Its timetable.
    pub timetable: Vec<TimetableLine>,
    /// Those who have a seat.
    pub people: Vec<Counted>,
    /// How many were there, by half-day; none where nobody is marked.
    pub presence: HashMap<SessionId, Presence>,
    /// What its tests say.
    pub findings: Findings,
    /// What its final evaluation says, once it is closed.
    pub evaluation: Option<Results>,
    /// How many certificates are in force.
    pub certificates: usize,
    /// What people wrote; nothing while nobody has.
    pub texts: Option<Texts>,
}

/// All that the report on a workshop is made of, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn facts(caller: &Caller, id: WorkshopId) -> Result<Facts, UseError> {
    let workshop = find(caller, id).await?;
    let db = caller.db.reader();
    let (timetable, _) = timetable(caller, &workshop).await?;
    let (_, standings) = standings(caller, id).await?;
    let mut presence: HashMap<SessionId, Presence> = HashMap::new();
    for ((_, session), status) in load_marks(db, &workshop.sessions).await? {
        let one = Presence { marked: 1, attended: usize::from(status.attended()) };
        let sum = presence.entry(session).or_default();
        *sum = sum.and(one);
    }
    let certificates = standings.iter().flat_map(|one| &one.certificates);
    let certificates = certificates.filter(|certificate| certificate.revoked_at.is_none()).count();
    let people = standings.into_iter().map(|one| one.participant);
    let people = people.map(|one| Counted { sex: one.sex, institution: one.institution, region: one.region });
    let people = people.collect();
    let findings = of_workshop(caller, id).await?;
    let evaluation = final_evaluation(caller, id).await?;
    let campaign = load(db, workshop.line.campaign).await?;
    let texts = load_texts(db, id).await?.map(|(texts, ..)| texts);
    Ok(Facts { workshop, campaign, timetable, people, presence, findings, evaluation, certificates, texts })
}

async fn final_evaluation(caller: &Caller, id: WorkshopId) -> Result<Option<Results>, UseError> {
    let held = held(caller, id).await?;
    let closed = held.opened.iter().find(|one| one.occasion == Occasion::End && one.closed_at.is_some());
    match closed {
        Some(one) => Ok(Some(results(caller, id, one.id).await?)),
        None => Ok(None),
    }
}

/// What people wrote in the report on a workshop, as those who follow it see it.
#[derive(Clone, Debug)]
pub struct Written {
    /// The workshop.
    pub workshop: Workshop,
    /// Its campaign: for what is proposed.
    pub campaign: Campaign,
    /// What it teaches: the same.
    pub curriculum: Curriculum,
    /// The texts; nothing while nobody has written any.
    pub texts: Option<Texts>,
    /// Who wrote last, and when.
    pub last: Option<(String, DateTime<Utc>)>,
    /// Whether the asker may write.
    pub may_write: bool,
}

/// What people wrote in the report on a workshop, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn written(caller: &Caller, id: WorkshopId) -> Result<Written, UseError> {
    let workshop = find(caller, id).await?;
    let db = caller.db.reader();
    let found = load_texts(db, id).await?;
    let lead = workshop.trainers.iter().find(|(.., lead)| *lead).map(|(account, ..)| *account);
    let campaign = load(db, workshop.line.campaign).await?;
    let held = load_standing(db, workshop.curriculum, workshop.line.starts_on).await?;
    let curriculum = load_edition(db, workshop.curriculum, Some(held)).await?;
    let may_write = may_write(caller, workshop.line.campaign, lead);
    let (texts, last) = found.map(|(texts, by, at)| (texts, (by, at))).unzip();
    Ok(Written { workshop, campaign, curriculum, texts, last, may_write })
}

/// The organiser and the lead trainer write; who trains beside them reads.
fn may_write(caller: &Caller, campaign: CampaignId, lead: Option<AccountId>) -> bool {
    may(&caller.actor, Act::Organise(campaign)) || (lead.is_some() && caller.actor.account() == lead)
}

async fn load_texts(
    db: &impl ConnectionTrait,
    id: WorkshopId,
) -> Result<Option<(Texts, String, DateTime<Utc>)>, UseError> {
    let found = workshop_report::Entity::find_by_id(id.0).find_also_related(account::Entity).one(db).await?;
    Ok(found.map(|(row, account)| {
        let at = row.updated_at;
        (texts(row), account.map(|account| account.display_name).unwrap_or_default(), at)
    }))
}

fn texts(row: workshop_report::Model) -> Texts {
    let workshop_report::Model { context, aims, method, difficulties, recommendations, .. } = row;
    Texts { context, aims, method, difficulties, recommendations }
}

/// The sign of a text by which a form says what it showed.
#[must_use]
pub fn sign(text: &str) -> String {
    digest(text.as_bytes()).chars().take(16).collect()
}

/// Writes the texts of a report. `seen` has the sign of each as the writer last saw it:
/// what somebody else wrote since is left as it is where the writer changed nothing.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] for anyone but organisers and the lead
/// trainer; what [`Texts::read`] refuses; [`Problem::TextChanged`] where both wrote.
pub async fn write(caller: &Caller, id: WorkshopId, seen: &Texts, typed: &Texts) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    // Locked: of two who write at the same moment, the second sees what the first wrote.
    let row = workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let campaign = CampaignId(row.campaign_id);
    caller.allow(Act::Train(campaign, id))?;
    let lead = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.workshop_id.eq(id.0))
        .filter(workshop_trainer::COLUMN.lead.eq(true))
        .one(&tx)
        .await?;
    if !may_write(caller, campaign, lead.map(|lead| AccountId(lead.account_id))) {
        return Err(UseError::Forbidden);
    }
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let typed = typed.read().map_err(UseError::Refused)?;
    let stood = workshop_report::Entity::find_by_id(id.0).one(&tx).await?.map(texts);
    let before = stood.clone().unwrap_or_default();
    let merge = |field: &str| -> Result<String, Problem> {
        merged(before.text(field), seen.text(field), typed.text(field), sign)
    };
    let new = Texts::of(merge).map_err(UseError::Refused)?;
    if stood.as_ref() == Some(&new) {
        return Ok(());
    }
    let fields: Vec<&str> = Texts::FIELDS.into_iter().filter(|field| before.text(field) != new.text(field)).collect();
    save(&tx, caller, (id, account), new, stood.is_some()).await?;
    note(&tx, caller, "report.written", "workshop", id.0, json!({ "texts": fields })).await?;
    Ok(tx.commit().await?)
}

async fn save(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    (id, account): (WorkshopId, AccountId),
    new: Texts,
    stands: bool,
) -> Result<(), UseError> {
    let row = workshop_report::ActiveModel {
        workshop_id: Set(id.0),
        context: Set(new.context),
        aims: Set(new.aims),
        method: Set(new.method),
        difficulties: Set(new.difficulties),
        recommendations: Set(new.recommendations),
        account_id: Set(account.0),
        updated_at: Set(caller.now),
    };
    if stands {
        workshop_report::Entity::update(row).exec_without_returning(tx).await?;
    } else {
        workshop_report::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
