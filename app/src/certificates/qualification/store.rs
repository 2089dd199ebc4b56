//! Trying other bars, what trainers say of people, and decisions against the rule.

use crate::campaigns::model::Percent;
use crate::campaigns::rule::CertificationRule;
use crate::campaigns::store::load;
use crate::certificates::model::{Kind, judge, qualifies};
use crate::certificates::store::standing::{load_decisions, load_evidence, load_fulfilments};
use crate::fields::{Fields, Problem};
use crate::ids::{CampaignId, EnrolmentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::UseError;
use crate::schema::{certificate, enrolment, fulfilment, person, qualification_decision, workshop};
use crate::workshops::store::enrolment::{Participant, load_participants};
use crate::workshops::store::reading::campaign_of;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The longest reason of a decision, in characters.
const MAX_REASON: u32 = 500;

/// Who would qualify if the bars were others.
#[derive(Clone, Debug, Default)]
pub struct Outlook {
    /// People of the workshops that are over.
    pub people: usize,
    /// How many of them qualify as the rule stands.
    pub today: usize,
    /// How many would.
    pub then: usize,
    /// For whom it would be otherwise, by workshop and family name.
    pub changed: Vec<Changed>,
}

/// Somebody for whom another rule would be another outcome.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Who.
    pub name: PersonName,
    /// In which workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// Whether they would qualify; they do not now, or the other way round.
    pub qualifies: bool,
}

/// Who would qualify with other bars, of the workshops of a campaign that are over, for
/// its organiser. What was decided about someone stands in either case.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn what_if(caller: &Caller, id: CampaignId, bars: &[Option<Percent>]) -> Result<Outlook, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let rule = load(db, id).await?.rule;
    let other = rule.with_bars(bars);
    let over = load_over(db, caller, id).await?;
    let workshops: Vec<Uuid> = over.iter().map(|(workshop, _)| *workshop).collect();
    let known = load_evidence(db, &workshops).await?;
    let decided = load_decisions(db, &workshops).await?;
    let mut outlook = Outlook::default();
    for (seat, workshop, name) in load_names(db, &workshops).await? {
        let Some(evidence) = known.get(&seat) else { continue };
        let by = |rule: &CertificationRule| qualifies(&judge(rule, evidence), decided.get(&seat));
        let (today, then) = (by(&rule), by(&other));
        outlook.people += 1;
        outlook.today += usize::from(today);
        outlook.then += usize::from(then);
        if today != then {
            let title = over.iter().find(|(id, _)| *id == workshop).map(|(_, title)| title.clone());
            let workshop = WorkshopId(workshop);
            outlook.changed.push(Changed { name, workshop, title: title.unwrap_or_default(), qualifies: then });
        }
    }
    let detail = json!({ "people": outlook.people });
    note_reading(caller, "standings.read", "campaign", id.0, detail).await?;
    Ok(outlook)
}

/// The workshops of a campaign that are over, by first day, with their titles.
async fn load_over(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CampaignId,
) -> Result<Vec<(Uuid, String)>, UseError> {
    Ok(workshop::Entity::find()
        .select_only()
        .columns([workshop::Column::Id, workshop::Column::Title])
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(workshop::COLUMN.ends_on.lt(caller.today()))
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// Who has a seat in these workshops, by workshop and family name.
async fn load_names(
    db: &impl ConnectionTrait,
    workshops: &[Uuid],
) -> Result<Vec<(EnrolmentId, Uuid, PersonName)>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::WorkshopId])
        .columns([person::Column::FamilyName, person::Column::GivenNames])
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .order_by_asc(person::Column::SearchKey)
        .into_tuple::<(Uuid, Uuid, String, String)>()
        .all(db)
        .await?;
    let named = |(seat, workshop, family, given)| (EnrolmentId(seat), workshop, PersonName { family, given });
    Ok(rows.into_iter().map(named).collect())
}

/// What trainers say of the people of a workshop.
#[derive(Clone, Debug)]
pub struct Said {
    /// The conditions of the campaign's rule that are said and not measured.
    pub conditions: Vec<(Uuid, String)>,
    /// The people, by family name.
    pub people: Vec<Participant>,
    /// Who fulfils which.
    pub fulfilled: BTreeSet<(EnrolmentId, Uuid)>,
}

/// What is said of the people of a workshop, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn said(caller: &Caller, id: WorkshopId) -> Result<Said, UseError> {
    let db = caller.db.reader();
    let campaign = campaign_of(db, id).await?;
    caller.allow(Act::Follow(campaign, id))?;
    let rule = load(db, campaign).await?.rule;
    let people = load_participants(db, id).await?;
    note_reading(caller, "standings.read", "workshop", id.0, json!({ "people": people.len() })).await?;
    Ok(Said {
        conditions: rule.to_say().map(|(id, name)| (id, name.to_owned())).collect(),
        people,
        fulfilled: load_fulfilments(db, &[id.0]).await?.into_iter().collect(),
    })
}

/// Says who in a workshop fulfils which conditions. `stood` is what the trainer was shown: what
/// they left as it was stays, though somebody else has changed it meanwhile.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::Unknown`] for a condition
/// that is none of the rule, or somebody who has no seat.
pub async fn say(
    caller: &Caller,
    id: WorkshopId,
    stood: &BTreeSet<(EnrolmentId, Uuid)>,
    said: &BTreeSet<(EnrolmentId, Uuid)>,
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let campaign = campaign_of(&tx, id).await?;
    caller.allow(Act::Train(campaign, id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let rule = load(&tx, campaign).await?.rule;
    let conditions: BTreeSet<Uuid> = rule.to_say().map(|(id, _)| id).collect();
    let seats: BTreeSet<EnrolmentId> =
        load_participants(&tx, id).await?.into_iter().map(|participant| participant.enrolment).collect();
    if !said.iter().all(|(seat, condition)| seats.contains(seat) && conditions.contains(condition)) {
        return Err(UseError::refused("conditions", Problem::Unknown));
    }
    let before: BTreeSet<(EnrolmentId, Uuid)> = load_fulfilments(&tx, &[id.0]).await?.into_iter().collect();
    // What was said of a condition that the rule no longer has stays, in case it returns.
    let asked = |(_, condition): &&(EnrolmentId, Uuid)| conditions.contains(condition);
    for (seat, condition) in stood.difference(said).filter(asked).filter(|one| before.contains(one)) {
        fulfilment::Entity::delete_many()
            .filter(fulfilment::COLUMN.enrolment_id.eq(seat.0))
            .filter(fulfilment::COLUMN.condition_id.eq(*condition))
            .exec(&tx)
            .await?;
        note(&tx, caller, "condition.withdrawn", "enrolment", seat.0, json!({ "condition": condition })).await?;
    }
    for (seat, condition) in said.difference(stood).filter(|one| !before.contains(one)) {
        let row = fulfilment::ActiveModel {
            id: Set(caller.new_id()),
            enrolment_id: Set(seat.0),
            condition_id: Set(*condition),
            account_id: Set(account.0),
            recorded_at: Set(caller.now),
        };
        fulfilment::Entity::insert(row).exec_without_returning(&tx).await?;
        note(&tx, caller, "condition.fulfilled", "enrolment", seat.0, json!({ "condition": condition })).await?;
    }
    Ok(tx.commit().await?)
}

/// What an organiser decides about someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deciding {
    /// They qualify, or do not, whatever the rule says.
    Against(bool),
    /// The rule alone says it.
    ByRule,
}

/// Decides about someone, with a reason that stands beside their name; or lets the rule
/// decide again.
///
/// # Errors
/// [`UseError::NotFound`] if they have no seat in the workshop; [`UseError::Forbidden`];
/// [`Problem::Required`] without a reason; [`Problem::CertificateIssued`] while they hold a
/// certificate of trainer.
pub async fn decide(
    caller: &Caller,
    id: WorkshopId,
    seat: EnrolmentId,
    deciding: Deciding,
    reason: &str,
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    // Locked as issuing locks it: nobody gets a certificate while this is decided.
    workshop::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Organise(campaign_of(&tx, id).await?))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let row = enrolment::Entity::find_by_id(seat.0).one(&tx).await?;
    row.filter(|row| row.workshop_id == id.0 && row.withdrawn_at.is_none()).ok_or(UseError::NotFound)?;
    let holds = certificate::Entity::find()
        .filter(certificate::COLUMN.enrolment_id.eq(seat.0))
        .filter(certificate::COLUMN.kind.eq(Kind::Trainer.as_str()))
        .filter(certificate::COLUMN.revoked_at.is_null())
        .one(&tx)
        .await?;
    if holds.is_some() {
        return Err(UseError::refused("decision", Problem::CertificateIssued));
    }
    let gone = qualification_decision::Entity::delete_many()
        .filter(qualification_decision::COLUMN.enrolment_id.eq(seat.0))
        .exec(&tx)
        .await?;
    match deciding {
        Deciding::ByRule if gone.rows_affected == 0 => return Ok(()),
        Deciding::ByRule => note(&tx, caller, "decision.withdrawn", "enrolment", seat.0, json!({})).await?,
        Deciding::Against(qualifies) => {
            let mut fields = Fields::default();
            let reason = fields.line("reason", reason, MAX_REASON);
            fields.accept(Some(())).map_err(UseError::Refused)?;
            let row = qualification_decision::ActiveModel {
                id: Set(caller.new_id()),
                enrolment_id: Set(seat.0),
                qualifies: Set(qualifies),
                reason: Set(Some(reason)),
                account_id: Set(account.0),
                decided_at: Set(caller.now),
            };
            qualification_decision::Entity::insert(row).exec_without_returning(&tx).await?;
            note(&tx, caller, "decision.made", "enrolment", seat.0, json!({ "qualifies": qualifies })).await?;
        }
    }
    Ok(tx.commit().await?)
}
