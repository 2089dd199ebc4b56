//! Who is enrolled: never one seat too many, whatever arrives at once.

use super::elsewhere::{load_elsewhere, lock_people_in};
use super::reading::campaign_of;
use super::waiting::promote_in;
use crate::code::Code;
use crate::fields::Problem;
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{NewPerson, PersonName, Sex};
use crate::people::store::audit::{note, note_reading};
use crate::people::store::reach::reach_in;
use crate::people::store::register::add_in;
use crate::people::store::sign_in::{add_code, replace_code};
use crate::scheduling::model::Days;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{enrolment, institution, person, region, waiting, workshop};
use crate::workshops::letters::Addressees;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::json;
use uuid::Uuid;

/// Someone enrolled, with enough to tell homonyms apart and to fill papers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Which enrolment.
    pub enrolment: EnrolmentId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: String,
    /// Telephone, in E.164.
    pub phone: Option<String>,
    /// Whether they said that they will come.
    pub confirmed: bool,
    /// Whether they asked to be erased: they count, and get no paper and no code.
    pub erased: bool,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    person_id: Uuid,
    family_name: String,
    given_names: String,
    sex: String,
    institution: String,
    job_title: String,
    region: String,
    phone: Option<String>,
    confirmed_at: Option<DateTime<Utc>>,
    erased_at: Option<DateTime<Utc>>,
}

/// Those enrolled in a workshop, by family name, for someone who follows it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn participants(caller: &Caller, id: WorkshopId) -> Result<Vec<Participant>, UseError> {
    let campaign = campaign_of(caller.db.reader(), id).await?;
    caller.allow(Act::Follow(campaign, id))?;
    let participants = load_participants(caller.db.reader(), id).await?;
    note_reading(caller, "participants.read", "workshop", id.0, json!({ "people": participants.len() })).await?;
    Ok(participants)
}

/// Those enrolled, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds an unknown sex.
pub async fn load_participants(db: &impl ConnectionTrait, id: WorkshopId) -> Result<Vec<Participant>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::PersonId, enrolment::Column::ConfirmedAt])
        .columns([
            person::Column::FamilyName,
            person::Column::GivenNames,
            person::Column::Sex,
            person::Column::JobTitle,
            person::Column::Phone,
            person::Column::ErasedAt,
        ])
        .column_as(institution::Column::Name, "institution")
        .column_as(region::Column::Name, "region")
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .join(JoinType::InnerJoin, person::Relation::Region.def())
        .filter(enrolment::COLUMN.workshop_id.eq(id.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Participant, UseError> {
    let sex = StoreError::read(&row.sex, "person", "sex", row.person_id)?;
    Ok(Participant {
        enrolment: EnrolmentId(row.id),
        person: PersonId(row.person_id),
        name: PersonName { family: row.family_name, given: row.given_names },
        sex,
        institution: row.institution,
        job_title: row.job_title,
        region: row.region,
        phone: row.phone,
        confirmed: row.confirmed_at.is_some(),
        erased: row.erased_at.is_some(),
    })
}

/// Enrols someone from the register. Someone who had withdrawn takes part again.
///
/// # Errors
/// [`Problem::Full`]; [`Problem::Taken`] if they are enrolled already;
/// [`Problem::Unknown`] for the person.
pub async fn enrol(caller: &Caller, workshop: WorkshopId, person: PersonId) -> Result<EnrolmentId, UseError> {
    let tx = caller.db.begin().await?;
    let id = enrol_in(&tx, caller, workshop, person).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds someone to the register and enrols them, both or neither.
///
/// # Errors
/// As [`enrol`], and the fields of the person.
pub async fn enrol_new(caller: &Caller, workshop: WorkshopId, new: NewPerson) -> Result<EnrolmentId, UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let person = add_in(&tx, caller, campaign, new).await?;
    let id = enrol_in(&tx, caller, workshop, person).await?;
    tx.commit().await?;
    Ok(id)
}

/// The workshop, locked: those who enrol at once count one after the other.
///
/// # Errors
/// [`UseError::NotFound`]; [`Problem::Cancelled`].
pub async fn lock_in(tx: &DatabaseTransaction, workshop: WorkshopId) -> Result<workshop::Model, UseError> {
    let row = lock_even_cancelled_in(tx, workshop).await?;
    if row.cancelled_at.is_some() { Err(UseError::refused("workshop", Problem::Cancelled)) } else { Ok(row) }
}

/// The same for one that may be cancelled.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn lock_even_cancelled_in(
    tx: &DatabaseTransaction,
    workshop: WorkshopId,
) -> Result<workshop::Model, UseError> {
    workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)
}

/// How many seats are free.
pub(super) async fn free_seats(tx: &impl ConnectionTrait, workshop: &workshop::Model) -> Result<u64, UseError> {
    let taken = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .count(tx)
        .await?;
    Ok(u64::try_from(workshop.capacity).unwrap_or_default().saturating_sub(taken))
}

async fn enrol_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    person: PersonId,
) -> Result<EnrolmentId, UseError> {
    let row = lock_in(tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    place_in(tx, caller, &row, person).await
}

/// Gives someone a seat of a workshop that is locked, within a larger use that
/// has asked. They wait no longer.
pub(super) async fn place_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: &workshop::Model,
    person: PersonId,
) -> Result<EnrolmentId, UseError> {
    if person::Entity::find_by_id(person.0).one(tx).await?.is_none_or(|row| row.erased_at.is_some()) {
        return Err(UseError::refused("person", Problem::Unknown));
    }
    let before = enrolment::Entity::find()
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .one(tx)
        .await?;
    if before.as_ref().is_some_and(|row| row.withdrawn_at.is_none()) {
        return Err(UseError::refused("person", Problem::Taken));
    }
    if free_seats(tx, workshop).await? == 0 {
        return Err(UseError::refused("person", Problem::Full { capacity: workshop.capacity }));
    }
    lock_people_in(tx, &[person.0]).await?;
    let days = Days { from: workshop.starts_on, to: workshop.ends_on };
    if let Some(clash) = load_elsewhere(tx, workshop.id, days, &[person.0]).await? {
        return Err(UseError::refused("person", clash.into()));
    }
    let id = match before {
        Some(row) => {
            set_withdrawn(tx, row.id, None).await?;
            row.id
        }
        None => insert(tx, caller, WorkshopId(workshop.id), person).await?,
    };
    waiting::Entity::delete_many()
        .filter(waiting::COLUMN.workshop_id.eq(workshop.id))
        .filter(waiting::COLUMN.person_id.eq(person.0))
        .exec(tx)
        .await?;
    reach_in(tx, caller, CampaignId(workshop.campaign_id), &[person]).await?;
    let workshop = WorkshopId(workshop.id);
    note(tx, caller, "enrolment.added", "enrolment", id, json!({ "workshop": workshop, "person": person })).await?;
    Ok(EnrolmentId(id))
}

async fn insert(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    workshop: WorkshopId,
    person: PersonId,
) -> Result<Uuid, UseError> {
    let id = caller.new_id();
    let row = enrolment::ActiveModel {
        id: Set(id),
        workshop_id: Set(workshop.0),
        person_id: Set(person.0),
        enrolled_at: Set(caller.now),
        withdrawn_at: Set(None),
        confirmed_at: Set(None),
        declined_at: Set(None),
        promoted_at: Set(None),
    };
    enrolment::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

/// Notes since when someone takes part no longer, or that they do again; what
/// they had answered, and whence their seat came, no longer counts.
pub(super) async fn set_withdrawn(
    tx: &impl ConnectionTrait,
    id: Uuid,
    at: Option<DateTime<Utc>>,
) -> Result<(), UseError> {
    enrolment::Entity::update_many()
        .col_expr(enrolment::Column::WithdrawnAt, Expr::value(at))
        .col_expr(enrolment::Column::ConfirmedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(enrolment::Column::DeclinedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(enrolment::Column::PromotedAt, Expr::value(None::<DateTime<Utc>>))
        .filter(enrolment::COLUMN.id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Withdraws someone; their marks and scores are kept. Enrolling them again
/// undoes it. Before the first day, their seat goes to whoever waits longest.
///
/// # Errors
/// [`UseError::NotFound`] if they are not enrolled in this workshop.
pub async fn withdraw(caller: &Caller, workshop: WorkshopId, id: EnrolmentId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let workshop = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(workshop.campaign_id)))?;
    let row = seat(&tx, &workshop, id).await?;
    set_withdrawn(&tx, row.id, Some(caller.now)).await?;
    note(&tx, caller, "enrolment.withdrawn", "enrolment", row.id, json!({})).await?;
    promote_in(&tx, caller, &workshop).await?;
    Ok(tx.commit().await?)
}

/// A seat that is taken in this workshop.
pub(super) async fn seat(
    tx: &impl ConnectionTrait,
    workshop: &workshop::Model,
    id: EnrolmentId,
) -> Result<enrolment::Model, UseError> {
    enrolment::Entity::find_by_id(id.0)
        .filter(enrolment::COLUMN.workshop_id.eq(workshop.id))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .one(tx)
        .await?
        .ok_or(UseError::NotFound)
}

/// Gives everyone enrolled in a workshop a new access code, or only one of them.
/// Earlier codes of theirs are no longer accepted; the new ones can be seen only
/// now.
///
/// # Errors
/// [`UseError::NotFound`] for someone not enrolled here.
pub async fn renew_codes(
    caller: &Caller,
    workshop: WorkshopId,
    only: Option<EnrolmentId>,
) -> Result<Vec<(Participant, Code)>, UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let mut slips = Vec::new();
    for participant in load_participants(&tx, workshop).await? {
        if !participant.erased && only.is_none_or(|only| only == participant.enrolment) {
            let code = replace_code(&tx, caller, participant.person).await?;
            slips.push((participant, code));
        }
    }
    if only.is_some() && slips.is_empty() {
        return Err(UseError::NotFound);
    }
    tx.commit().await?;
    Ok(slips)
}

/// Gives those to whom letters go one more access code each, to be printed now:
/// it can be seen only once. Earlier codes of theirs stay in force.
///
/// # Errors
/// [`Problem::Unknown`] if there is nobody of that description.
pub async fn invite(
    caller: &Caller,
    workshop: WorkshopId,
    to: Addressees,
) -> Result<Vec<(Participant, Code)>, UseError> {
    let tx = caller.db.begin().await?;
    let campaign = campaign_of(&tx, workshop).await?;
    caller.allow(Act::Organise(campaign))?;
    let mut invited = load_participants(&tx, workshop).await?;
    invited.retain(|participant| match to {
        Addressees::Everyone => true,
        Addressees::Unanswered => !participant.confirmed,
        Addressees::One(enrolment) => participant.enrolment == enrolment,
    });
    if invited.is_empty() {
        return Err(UseError::refused("to", Problem::Unknown));
    }
    let mut slips = Vec::with_capacity(invited.len());
    for participant in invited {
        let code = add_code(&tx, caller, participant.person).await?;
        slips.push((participant, code));
    }
    tx.commit().await?;
    Ok(slips)
}

/// The seats that someone has, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_seats_of(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<enrolment::Model>, UseError> {
    let seats = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null());
    Ok(seats.all(db).await?)
}
