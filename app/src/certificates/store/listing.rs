//! The certificates of a campaign: counted by workshop, and listed by what they are worth.

use super::standing::{load_decisions, load_evidence};
use super::{Certificate, read};
use crate::campaigns::store::{Campaign, load};
use crate::certificates::model::{Kind, Listing, RENEWAL_DAYS, earns, judge_for};
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note_reading;
use crate::schema::error::UseError;
use crate::schema::{certificate, enrolment, person, workshop};
use chrono::{NaiveDate, TimeDelta};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use serde_json::json;
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// The most that are listed at once.
pub const MOST: usize = 500;

/// The certificates of one kind in a workshop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Issued, and not revoked.
    pub issued: usize,
    /// Earned, and not issued.
    pub due: usize,
}

/// The certificates of a workshop.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Which.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Whether certificates may be issued.
    pub over: bool,
    /// Seats.
    pub people: usize,
    /// Of each kind, in the order of [`Kind::ALL`].
    pub counts: [Count; 2],
}

impl Tally {
    /// The counts of a kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Count {
        self.counts[place(kind)]
    }
}

fn place(kind: Kind) -> usize {
    Kind::ALL.iter().position(|one| *one == kind).unwrap_or_default()
}

/// A campaign with the certificates of each of its workshops that is held, by first day, for
/// its organiser. However many workshops there are, the queries are as many.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn tallies(caller: &Caller, id: CampaignId) -> Result<(Campaign, Vec<Tally>), UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let campaign = load(db, id).await?;
    let held = load_held(db, id).await?;
    let ids: Vec<Uuid> = held.iter().map(|(id, ..)| *id).collect();
    let mut known = load_evidence(db, &ids).await?;
    let decided = load_decisions(db, &ids).await?;
    let issued = load_issued(db, id).await?;
    let mut counted: HashMap<Uuid, (usize, [Count; 2])> = HashMap::new();
    for (seat, workshop, erased) in load_seats(db, id).await? {
        let (people, counts) = counted.entry(workshop).or_default();
        *people += 1;
        let evidence = known.remove(&EnrolmentId(seat)).unwrap_or_default();
        for kind in Kind::ALL {
            let count = &mut counts[place(kind)];
            match issued.get(&(seat, kind.as_str().to_owned())) {
                Some(true) => count.issued += 1,
                Some(false) => {}
                None if erased => {}
                None => {
                    let judged = judge_for(kind, &campaign.rule, &evidence);
                    count.due += usize::from(earns(kind, &judged, decided.get(&EnrolmentId(seat))));
                }
            }
        }
    }
    let tally = |(id, title, starts_on, ends_on): (Uuid, String, NaiveDate, NaiveDate)| {
        let (people, counts) = counted.remove(&id).unwrap_or_default();
        let over = ends_on <= caller.today();
        Tally { workshop: WorkshopId(id), title, starts_on, ends_on, over, people, counts }
    };
    Ok((campaign, held.into_iter().map(tally).collect()))
}

async fn load_held(
    db: &impl ConnectionTrait,
    id: CampaignId,
) -> Result<Vec<(Uuid, String, NaiveDate, NaiveDate)>, UseError> {
    Ok(workshop::Entity::find()
        .select_only()
        .columns([workshop::Column::Id, workshop::Column::Title, workshop::Column::StartsOn, workshop::Column::EndsOn])
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// The seats of a campaign, each with its workshop and whether its person was erased.
async fn load_seats(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<(Uuid, Uuid, bool)>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::WorkshopId])
        .column(person::Column::ErasedAt)
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple::<(Uuid, Uuid, Option<chrono::DateTime<chrono::Utc>>)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(seat, workshop, erased)| (seat, workshop, erased.is_some())).collect())
}

/// Which seats of a campaign ever had which kind, and whether one of it is not revoked.
async fn load_issued(db: &impl ConnectionTrait, id: CampaignId) -> Result<HashMap<(Uuid, String), bool>, UseError> {
    let rows = certificate::Entity::find()
        .select_only()
        .columns([certificate::Column::EnrolmentId, certificate::Column::Kind, certificate::Column::RevokedAt])
        .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .into_tuple::<(Uuid, String, Option<chrono::DateTime<chrono::Utc>>)>()
        .all(db)
        .await?;
    let mut issued = HashMap::new();
    for (seat, kind, revoked) in rows {
        *issued.entry((seat, kind)).or_default() |= revoked.is_none();
    }
    Ok(issued)
}

/// A certificate in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The certificate.
    pub certificate: Certificate,
    /// Whether another one was issued in its place.
    pub replaced: bool,
    /// Whose.
    pub person: PersonId,
    /// Their name in the register.
    pub name: PersonName,
    /// Of which workshop.
    pub workshop: WorkshopId,
}

/// The certificates of a campaign that are worth the same today, at most [`MOST`], for its
/// organiser: by name, those that expire first by their last day. Of those that expire soon or
/// did, whoever has a later one of the same kind, as after a refresher, is left out.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn listed(caller: &Caller, id: CampaignId, listing: Listing) -> Result<Vec<Listed>, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let mut found = certificate::Entity::find()
        .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(worth(caller.today(), listing));
    if matches!(listing, Listing::ToRenew | Listing::Expired) {
        found = found.order_by_asc(certificate::Column::ExpiresOn);
    }
    let rows = found
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(certificate::Column::Id)
        .limit(MOST as u64)
        .all(db)
        .await?;
    let certificates: Vec<Certificate> = rows.into_iter().map(read).collect::<Result<_, _>>()?;
    let whose = load_whose(db, certificates.iter().map(|one| one.enrolment.0).collect()).await?;
    let replaced = load_replaced(db, certificates.iter().map(|one| one.id).collect()).await?;
    let renewed = match listing {
        Listing::ToRenew | Listing::Expired => load_last_days(db, &whose).await?,
        Listing::InForce | Listing::Revoked => HashMap::new(),
    };
    let mut listed = Vec::with_capacity(certificates.len());
    for certificate in certificates {
        let Some((person, name, workshop)) = whose.get(&certificate.enrolment.0).cloned() else { continue };
        let last = renewed.get(&(person.0, certificate.kind.as_str().to_owned()));
        if last.is_some_and(|last| last.is_none() || *last > certificate.expires_on) {
            continue;
        }
        listed.push(Listed { replaced: replaced.contains(&certificate.id), certificate, person, name, workshop });
    }
    let mut read: BTreeMap<WorkshopId, usize> = BTreeMap::new();
    for one in &listed {
        *read.entry(one.workshop).or_default() += 1;
    }
    for (workshop, certificates) in read {
        let detail = json!({ "certificates": certificates });
        note_reading(caller, "certificates.read", "workshop", workshop.0, detail).await?;
    }
    Ok(listed)
}

/// The condition of being worth so much on a day, as [`super::super::model::State`] has it.
fn worth(today: NaiveDate, listing: Listing) -> Condition {
    let soon = today + TimeDelta::days(RENEWAL_DAYS);
    let expires = || certificate::COLUMN.expires_on;
    let standing = || Condition::all().add(certificate::COLUMN.revoked_at.is_null());
    match listing {
        Listing::Revoked => Condition::all().add(certificate::COLUMN.revoked_at.is_not_null()),
        Listing::Expired => standing().add(expires().lt(today)),
        Listing::ToRenew => standing().add(expires().gte(today)).add(expires().lte(soon)),
        Listing::InForce => standing().add(Condition::any().add(expires().is_null()).add(expires().gte(today))),
    }
}

/// Of each of these seats, whose it is and in which workshop.
async fn load_whose(
    db: &impl ConnectionTrait,
    seats: Vec<Uuid>,
) -> Result<HashMap<Uuid, (PersonId, PersonName, WorkshopId)>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::PersonId, enrolment::Column::WorkshopId])
        .columns([person::Column::FamilyName, person::Column::GivenNames])
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .filter(enrolment::COLUMN.id.is_in(seats))
        .into_tuple::<(Uuid, Uuid, Uuid, String, String)>()
        .all(db)
        .await?;
    let whose = |(seat, person, workshop, family, given)| {
        (seat, (PersonId(person), PersonName { family, given }, WorkshopId(workshop)))
    };
    Ok(rows.into_iter().map(whose).collect())
}

async fn load_replaced(db: &impl ConnectionTrait, certificates: Vec<Uuid>) -> Result<HashSet<Uuid>, UseError> {
    let rows = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::ReplacesId)
        .filter(certificate::COLUMN.replaces_id.is_in(certificates))
        .into_tuple::<Option<Uuid>>()
        .all(db)
        .await?;
    Ok(rows.into_iter().flatten().collect())
}

/// Of these people, the last day on which they are certified, of each kind, in whatever
/// workshop; nothing where for good.
async fn load_last_days(
    db: &impl ConnectionTrait,
    whose: &HashMap<Uuid, (PersonId, PersonName, WorkshopId)>,
) -> Result<HashMap<(Uuid, String), Option<NaiveDate>>, UseError> {
    let people: HashSet<Uuid> = whose.values().map(|(person, ..)| person.0).collect();
    let rows = certificate::Entity::find()
        .select_only()
        .column(enrolment::Column::PersonId)
        .columns([certificate::Column::Kind, certificate::Column::ExpiresOn])
        .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
        .filter(enrolment::COLUMN.person_id.is_in(people))
        .filter(certificate::COLUMN.revoked_at.is_null())
        .into_tuple::<(Uuid, String, Option<NaiveDate>)>()
        .all(db)
        .await?;
    let mut last: HashMap<(Uuid, String), Option<NaiveDate>> = HashMap::new();
    for (person, kind, until) in rows {
        let known = last.entry((person, kind)).or_insert(until);
        // For good is later than any day.
        *known = known.zip(until).map(|(one, other)| one.max(other));
    }
    Ok(last)
}

/// The workshops of a campaign for which certificates may be issued, with their titles, by
/// first day, for its organiser.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn over(caller: &Caller, id: CampaignId) -> Result<Vec<(WorkshopId, String)>, UseError> {
    caller.allow(Act::Organise(id))?;
    let held = load_held(caller.db.reader(), id).await?.into_iter();
    let over = held.filter(|(.., ends_on)| *ends_on <= caller.today());
    Ok(over.map(|(id, title, ..)| (WorkshopId(id), title)).collect())
}
