//! What people ask about their own data, and what organisers decide.

use super::erasure::erase_in;
use crate::fields::{Fields, Problem};
use crate::ids::{PersonId, RequestId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{NewPerson, PersonName};
use crate::people::store::audit::{note, note_reading};
use crate::people::store::photos::has_photo;
use crate::people::store::reach::{load_reach, load_reached};
use crate::people::store::register::{Entry, change_in, check_places_in, load_as, load_entry};
use crate::rights::model::{Correction, Outcome, RequestKind};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{campaign, consent, data_request, person, person_campaign};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// The longest reason, in characters.
const MAX_REASON: u32 = 500;

/// How many requests are listed.
const MOST: u64 = 500;

/// What someone asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub id: RequestId,
    /// Who asks.
    pub person: PersonId,
    /// What.
    pub kind: RequestKind,
    /// The values proposed, for a correction that was not emptied.
    pub correction: Option<Correction>,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// What became of it, and when.
    pub closed: Option<(Outcome, DateTime<Utc>)>,
    /// Why it was declined.
    pub reason: String,
}

fn read(row: &data_request::Model) -> Result<Request, UseError> {
    let outcome = match &row.outcome {
        Some(text) => Some(StoreError::read(text, "data_request", "outcome", row.id)?),
        None => None,
    };
    Ok(Request {
        id: RequestId(row.id),
        person: PersonId(row.person_id),
        kind: StoreError::read(&row.kind, "data_request", "kind", row.id)?,
        correction: serde_json::from_str(&row.detail).ok(),
        asked_at: row.asked_at,
        closed: outcome.zip(row.closed_at),
        reason: row.reason.clone(),
    })
}

/// What is kept about whoever asks, as their own page shows it.
#[derive(Clone, Debug)]
pub struct Own {
    /// Who they are.
    pub id: PersonId,
    /// Whether there is a photo of them.
    pub photo: bool,
    /// Their entry.
    pub entry: Entry,
    /// Wordings agreed to: which, since when, until when.
    pub consents: Vec<(String, NaiveDate, Option<DateTime<Utc>>)>,
    /// Titles of the campaigns that work with them.
    pub campaigns: Vec<String>,
    /// What they asked, the latest first.
    pub requests: Vec<Request>,
}

/// What is kept about the participant who asks.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else.
pub async fn own(caller: &Caller) -> Result<Own, UseError> {
    let id = caller.actor.person().ok_or(UseError::Forbidden)?;
    caller.allow(Act::ReadOwn(id))?;
    let db = caller.db.reader();
    let consents = consent::Entity::find()
        .filter(consent::COLUMN.person_id.eq(id.0))
        .order_by_desc(consent::Column::RecordedAt)
        .all(db)
        .await?;
    let campaigns = person_campaign::Entity::find()
        .filter(person_campaign::COLUMN.person_id.eq(id.0))
        .find_also_related(campaign::Entity)
        .all(db)
        .await?;
    let requests = data_request::Entity::find()
        .filter(data_request::COLUMN.person_id.eq(id.0))
        .order_by_desc(data_request::Column::AskedAt)
        .limit(MOST)
        .all(db)
        .await?;
    Ok(Own {
        id,
        photo: has_photo(caller, id).await?,
        entry: load_entry(db, id).await?,
        consents: consents.into_iter().map(|row| (row.wording, row.given_on, row.withdrawn_at)).collect(),
        campaigns: campaigns.into_iter().filter_map(|(_, campaign)| Some(campaign?.title)).collect(),
        requests: requests.iter().map(read).collect::<Result<_, _>>()?,
    })
}

/// Proposes other values for one's own entry; nothing in the register changes
/// until an organiser decides. Values proposed earlier and not decided give way.
///
/// # Errors
/// [`Problem::NothingChanged`]; fields that are not in order;
/// [`UseError::Forbidden`] for anyone but a participant.
pub async fn propose(caller: &Caller, wanted: &NewPerson) -> Result<(), UseError> {
    let id = caller.actor.person().ok_or(UseError::Forbidden)?;
    let tx = caller.db.begin().await?;
    lock(&tx, id).await?;
    check_places_in(&tx, wanted).await?;
    let current = load_entry(&tx, id).await?.person;
    let correction = Correction::between(&current, wanted)
        .ok_or_else(|| UseError::refused("correction", Problem::NothingChanged))?;
    for before in load_open_of(&tx, id, RequestKind::Correction).await? {
        close(&tx, caller, &before, Outcome::Withdrawn, String::new()).await?;
    }
    let detail = serde_json::to_string(&correction).unwrap_or_default();
    let request = open(&tx, caller, id, RequestKind::Correction, detail).await?;
    note(&tx, caller, "request.opened", "person", id.0, json!({ "request": request, "fields": correction.fields() }))
        .await?;
    Ok(tx.commit().await?)
}

/// Asks that all be erased. Asked already, it stays as it is.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but a participant.
pub async fn ask_erasure(caller: &Caller) -> Result<(), UseError> {
    let id = caller.actor.person().ok_or(UseError::Forbidden)?;
    let tx = caller.db.begin().await?;
    lock(&tx, id).await?;
    if load_open_of(&tx, id, RequestKind::Erasure).await?.is_empty() {
        let request = open(&tx, caller, id, RequestKind::Erasure, "{}".to_owned()).await?;
        note(&tx, caller, "request.opened", "person", id.0, json!({ "request": request, "kind": "erasure" })).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes back what one asked, while it is not decided.
///
/// # Errors
/// [`UseError::NotFound`] for what is not theirs, or decided.
pub async fn take_back(caller: &Caller, id: RequestId) -> Result<(), UseError> {
    let person = caller.actor.person().ok_or(UseError::Forbidden)?;
    let tx = caller.db.begin().await?;
    lock(&tx, person).await?;
    let row = load_undecided(&tx, id).await?;
    if row.person_id != person.0 {
        return Err(UseError::NotFound);
    }
    close(&tx, caller, &row, Outcome::Withdrawn, String::new()).await?;
    note(&tx, caller, "request.withdrawn", "person", person.0, json!({ "request": id })).await?;
    Ok(tx.commit().await?)
}

/// One act at a time about what a person asks: whoever asks and whoever decides at
/// once follow one after the other.
async fn lock(tx: &DatabaseTransaction, id: PersonId) -> Result<(), UseError> {
    let row = person::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if row.erased_at.is_some() { Err(UseError::NotFound) } else { Ok(()) }
}

async fn load_open_of(
    db: &impl ConnectionTrait,
    id: PersonId,
    kind: RequestKind,
) -> Result<Vec<data_request::Model>, UseError> {
    let rows = data_request::Entity::find()
        .filter(data_request::COLUMN.person_id.eq(id.0))
        .filter(data_request::COLUMN.closed_at.is_null())
        .all(db)
        .await?;
    Ok(rows.into_iter().filter(|row| row.kind == kind.as_str()).collect())
}

async fn open(
    tx: &DatabaseTransaction,
    caller: &Caller,
    person: PersonId,
    kind: RequestKind,
    detail: String,
) -> Result<Uuid, UseError> {
    let id = caller.new_id();
    let row = data_request::ActiveModel {
        id: Set(id),
        person_id: Set(person.0),
        kind: Set(kind.as_str().to_owned()),
        detail: Set(detail),
        asked_at: Set(caller.now),
        closed_at: Set(None),
        outcome: Set(None),
        reason: Set(String::new()),
        closed_by: Set(None),
    };
    data_request::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}

async fn close(
    tx: &DatabaseTransaction,
    caller: &Caller,
    row: &data_request::Model,
    outcome: Outcome,
    reason: String,
) -> Result<(), UseError> {
    let closed = data_request::ActiveModel {
        id: Set(row.id),
        closed_at: Set(Some(caller.now)),
        outcome: Set(Some(outcome.as_str().to_owned())),
        reason: Set(reason),
        closed_by: Set(caller.actor.account().map(|id| id.0)),
        ..Default::default()
    };
    data_request::Entity::update(closed).exec_without_returning(tx).await?;
    Ok(())
}

/// The request locked, if it is not decided.
async fn load_undecided(tx: &DatabaseTransaction, id: RequestId) -> Result<data_request::Model, UseError> {
    let row = data_request::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if row.closed_at.is_some() { Err(UseError::NotFound) } else { Ok(row) }
}

/// Requests to decide of people with whom campaigns of the asker's work, those
/// that wait longest first, with who asks.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn to_decide(caller: &Caller) -> Result<Vec<(Request, PersonName)>, UseError> {
    let found = load_reachable(caller).await?;
    note_reading(caller, "requests.read", "register", Uuid::nil(), json!({ "people": found.len() })).await?;
    Ok(found)
}

/// How many requests the asker has to decide.
///
/// # Errors
/// As [`to_decide`].
pub async fn count(caller: &Caller) -> Result<usize, UseError> {
    Ok(load_reachable(caller).await?.len())
}

async fn load_reachable(caller: &Caller) -> Result<Vec<(Request, PersonName)>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let rows = data_request::Entity::find()
        .filter(data_request::COLUMN.closed_at.is_null())
        .find_also_related(person::Entity)
        .order_by_asc(data_request::Column::AskedAt)
        .all(db)
        .await?;
    let people: Vec<PersonId> = rows.iter().map(|(row, _)| PersonId(row.person_id)).collect();
    let reached = load_reached(db, caller, &people).await?;
    let mut found = Vec::new();
    for (row, person) in rows {
        let Some(person) = person.filter(|person| reached.contains(&PersonId(person.id))) else { continue };
        found.push((read(&row)?, PersonName { family: person.family_name, given: person.given_names }));
    }
    Ok(found)
}

/// A request with the entry as it is, and as it would be.
#[derive(Clone, Debug)]
pub struct Case {
    /// What is asked.
    pub request: Request,
    /// The entry.
    pub before: Entry,
    /// The entry corrected, where a correction is asked that is still in order.
    pub after: Option<Entry>,
}

/// A request to decide, for an organiser.
///
/// # Errors
/// [`UseError::NotFound`]; [`UseError::Forbidden`] unless a campaign of the
/// asker's works with the person.
pub async fn find(caller: &Caller, id: RequestId) -> Result<Case, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let row = data_request::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let request = read(&row)?;
    if !load_reach(db, caller, request.person).await? {
        return Err(UseError::Forbidden);
    }
    let before = load_entry(db, request.person).await?;
    let after = match request.correction.as_ref().and_then(|correction| correction.applied(&before.person).ok()) {
        Some(after) => Some(load_as(db, request.person, after).await?),
        None => None,
    };
    note_reading(caller, "person.read", "person", request.person.0, json!({ "request": id })).await?;
    Ok(Case { request, before, after })
}

/// Does what was asked: corrects the entry by the register's own rules, or erases
/// the person.
///
/// # Errors
/// [`UseError::NotFound`] if it was decided already; [`UseError::Forbidden`];
/// fields that are no longer in order.
pub async fn accept(caller: &Caller, id: RequestId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let (row, request) = begin(&tx, caller, id).await?;
    match request.kind {
        RequestKind::Erasure => erase_in(&tx, caller, request.person).await?,
        RequestKind::Correction => {
            let current = load_entry(&tx, request.person).await?.person;
            let correction = request.correction.ok_or(UseError::NotFound)?;
            let new = correction.applied(&current).map_err(UseError::Refused)?;
            change_in(&tx, caller, request.person, &new).await?;
            close(&tx, caller, &row, Outcome::Accepted, String::new()).await?;
        }
    }
    note(&tx, caller, "request.accepted", "person", request.person.0, json!({ "request": id })).await?;
    tx.commit().await?;
    Ok(caller.db.settle().await?)
}

/// Declines what was asked, with a reason that the person reads.
///
/// # Errors
/// As [`accept`]; a reason that is missing or too long.
pub async fn decline(caller: &Caller, id: RequestId, reason: &str) -> Result<(), UseError> {
    let mut fields = Fields::default();
    let reason = fields.line("reason", reason, MAX_REASON);
    let tx = caller.db.begin().await?;
    let (row, request) = begin(&tx, caller, id).await?;
    let reason = fields.accept(Some(reason)).map_err(UseError::Refused)?;
    close(&tx, caller, &row, Outcome::Declined, reason).await?;
    note(&tx, caller, "request.declined", "person", request.person.0, json!({ "request": id })).await?;
    Ok(tx.commit().await?)
}

async fn begin(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: RequestId,
) -> Result<(data_request::Model, Request), UseError> {
    caller.allow(Act::KeepRegister)?;
    let row = data_request::Entity::find_by_id(id.0).one(tx).await?.ok_or(UseError::NotFound)?;
    if !load_reach(tx, caller, PersonId(row.person_id)).await? {
        return Err(UseError::Forbidden);
    }
    lock(tx, PersonId(row.person_id)).await?;
    let row = load_undecided(tx, id).await?;
    let request = read(&row)?;
    Ok((row, request))
}
