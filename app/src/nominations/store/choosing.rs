//! Choosing among those who were named.

use super::quotas::load_traits;
use crate::fields::Problem;
use crate::ids::{CampaignId, NominationId, PersonId, WorkshopId};
use crate::nominations::model::{Choice, Traits};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::UseError;
use crate::schema::{enrolment, institution, nomination, person, region, waiting};
use crate::workshops::store::elsewhere::lock_people_in;
use crate::workshops::store::enrolment::lock_in;
use crate::workshops::store::reading::campaign_of;
use crate::workshops::store::waiting::seat_or_wait_in;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Someone who was named, with enough to choose and to tell homonyms apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nominee {
    /// Which nomination.
    pub id: NominationId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: PersonName,
    /// What quotas look at.
    pub traits: Traits,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: String,
    /// Who named them; may be empty.
    pub nominated_by: String,
    /// When.
    pub nominated_at: DateTime<Utc>,
    /// In how many other workshops they have or had a seat.
    pub other_seats: i64,
    /// Where they have come to.
    pub choice: Choice,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    nominated_by: String,
    nominated_at: DateTime<Utc>,
    set_aside_at: Option<DateTime<Utc>>,
    family_name: String,
    given_names: String,
    job_title: String,
    institution: String,
    region: String,
}

/// Those who were named for a workshop, by institution and name, for the
/// organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn nominees(caller: &Caller, workshop: WorkshopId) -> Result<Vec<Nominee>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, workshop).await?))?;
    let rows = nomination::Entity::find()
        .select_only()
        .columns([
            nomination::Column::Id,
            nomination::Column::PersonId,
            nomination::Column::NominatedBy,
            nomination::Column::NominatedAt,
            nomination::Column::SetAsideAt,
        ])
        .columns([person::Column::FamilyName, person::Column::GivenNames, person::Column::JobTitle])
        .column_as(institution::Column::Name, "institution")
        .column_as(region::Column::Name, "region")
        .join(JoinType::InnerJoin, nomination::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .join(JoinType::InnerJoin, person::Relation::Region.def())
        .filter(nomination::COLUMN.workshop_id.eq(workshop.0))
        .filter(person::COLUMN.merged_into_id.is_null())
        .order_by_asc(institution::Column::Name)
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(nomination::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    let people: Vec<PersonId> = rows.iter().map(|row| PersonId(row.person_id)).collect();
    let traits = load_traits(db, &people).await?;
    let others = other_seats(db, workshop, &people).await?;
    let (seated, waits) = (seated(db, workshop).await?, waits(db, workshop).await?);
    let nominee = |row: Row| {
        let person = PersonId(row.person_id);
        let choice =
            Choice::of(seated.contains(&row.person_id), waits.contains(&row.person_id), row.set_aside_at.is_some());
        Ok(Nominee {
            id: NominationId(row.id),
            person,
            name: PersonName { family: row.family_name, given: row.given_names },
            traits: *traits.get(&person).ok_or(UseError::NotFound)?,
            institution: row.institution,
            job_title: row.job_title,
            region: row.region,
            nominated_by: row.nominated_by,
            nominated_at: row.nominated_at,
            other_seats: others.get(&row.person_id).copied().unwrap_or_default(),
            choice,
        })
    };
    let nominees: Vec<Nominee> = rows.into_iter().map(nominee).collect::<Result<_, UseError>>()?;
    note_reading(caller, "participants.read", "workshop", workshop.0, json!({ "people": nominees.len() })).await?;
    Ok(nominees)
}

async fn seated(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<HashSet<Uuid>, UseError> {
    let seats: Vec<Uuid> = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::PersonId)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(seats.into_iter().collect())
}

async fn waits(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<HashSet<Uuid>, UseError> {
    let waiting: Vec<Uuid> = waiting::Entity::find()
        .select_only()
        .column(waiting::Column::PersonId)
        .filter(waiting::COLUMN.workshop_id.eq(workshop.0))
        .into_tuple()
        .all(db)
        .await?;
    Ok(waiting.into_iter().collect())
}

/// In how many other workshops each of these has a seat.
async fn other_seats(
    db: &impl ConnectionTrait,
    workshop: WorkshopId,
    people: &[PersonId],
) -> Result<HashMap<Uuid, i64>, UseError> {
    let mut counts = HashMap::new();
    for some in people.chunks(1_000) {
        let rows: Vec<(Uuid, i64)> = enrolment::Entity::find()
            .select_only()
            .column(enrolment::Column::PersonId)
            .column_as(enrolment::Column::Id.count(), "seats")
            .filter(enrolment::COLUMN.person_id.is_in(some.iter().map(|id| id.0)))
            .filter(enrolment::COLUMN.workshop_id.ne(workshop.0))
            .filter(enrolment::COLUMN.withdrawn_at.is_null())
            .group_by(enrolment::Column::PersonId)
            .into_tuple()
            .all(db)
            .await?;
        counts.extend(rows);
    }
    Ok(counts)
}

/// Chooses some of those who were named, in the order given: each has a seat, or
/// waits where none is free. Those who have one or wait already stay as they are.
///
/// # Errors
/// [`Problem::Required`] for nobody; [`UseError::NotFound`] for someone not named
/// for this workshop; [`UseError::Forbidden`].
pub async fn choose(caller: &Caller, workshop: WorkshopId, chosen: &[NominationId]) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let row = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    let people = named(&tx, workshop, chosen).await?;
    lock_people_in(&tx, &people).await?;
    let (seated, waits) = (seated(&tx, workshop).await?, waits(&tx, workshop).await?);
    for person in people.iter().filter(|id| !seated.contains(id) && !waits.contains(id)) {
        seat_or_wait_in(&tx, caller, &row, PersonId(*person)).await?;
    }
    set_aside_at(&tx, chosen, None).await?;
    note(&tx, caller, "nomination.chosen", "workshop", workshop.0, json!({ "nominations": chosen })).await?;
    Ok(tx.commit().await?)
}

/// Sets some of those who were named aside, or takes them up again. Whoever has a
/// seat or waits keeps it: that is given up elsewhere.
///
/// # Errors
/// As [`choose`].
pub async fn set_aside(
    caller: &Caller,
    workshop: WorkshopId,
    which: &[NominationId],
    aside: bool,
) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Organise(campaign_of(&tx, workshop).await?))?;
    named(&tx, workshop, which).await?;
    set_aside_at(&tx, which, aside.then_some(caller.now)).await?;
    let verb = if aside { "nomination.set_aside" } else { "nomination.taken_up" };
    note(&tx, caller, verb, "workshop", workshop.0, json!({ "nominations": which })).await?;
    Ok(tx.commit().await?)
}

/// The people of these nominations of a workshop, in the order given.
async fn named(tx: &DatabaseTransaction, workshop: WorkshopId, which: &[NominationId]) -> Result<Vec<Uuid>, UseError> {
    if which.is_empty() {
        return Err(UseError::refused("nominee", Problem::Required));
    }
    let rows = nomination::Entity::find()
        .filter(nomination::COLUMN.workshop_id.eq(workshop.0))
        .filter(nomination::COLUMN.id.is_in(which.iter().map(|id| id.0)))
        .all(tx)
        .await?;
    let people: HashMap<Uuid, Uuid> = rows.into_iter().map(|row| (row.id, row.person_id)).collect();
    which.iter().map(|id| people.get(&id.0).copied().ok_or(UseError::NotFound)).collect()
}

async fn set_aside_at(
    tx: &DatabaseTransaction,
    which: &[NominationId],
    at: Option<DateTime<Utc>>,
) -> Result<(), UseError> {
    nomination::Entity::update_many()
        .col_expr(nomination::Column::SetAsideAt, Expr::value(at))
        .filter(nomination::COLUMN.id.is_in(which.iter().map(|id| id.0)))
        .exec(tx)
        .await?;
    Ok(())
}
