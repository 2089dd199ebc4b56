//! Reading the audit trail: all of it, for administrators; what was seen or
//! changed of one person, for the organisers who may see the whole entry.

use super::audit::note_reading;
use super::reach::load_reach;
use crate::ids::{AccountId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::model::trail::READING;
use crate::schema::error::UseError;
use crate::schema::{account, audit_entry, certificate, enrolment, import_row, person, sign_in, waiting};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Someone with an account, by the name that it displays.
    Account(AccountId, String),
    /// A participant.
    Person(PersonId, PersonName),
    /// Nobody who was signed in: the installation itself, or someone signing in.
    Installation,
}

/// A line of the trail.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailLine {
    /// Which.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: By,
    /// What.
    pub verb: String,
    /// To what kind of row.
    pub subject: String,
    /// To which.
    pub subject_id: Uuid,
    /// What changed, or how many were read.
    pub detail: Value,
}

/// Which lines to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Those that concern this person.
    pub person: Option<PersonId>,
    /// Those of this account.
    pub account: Option<AccountId>,
    /// Those with this verb.
    pub verb: Option<String>,
    /// Those of this day and later.
    pub from: Option<NaiveDate>,
    /// Those of this day and earlier.
    pub until: Option<NaiveDate>,
}

/// A stretch of the trail, the latest first.
#[derive(Clone, Debug, PartialEq)]
pub struct TrailPage {
    /// The lines.
    pub lines: Vec<TrailLine>,
    /// The last of them, if others follow.
    pub next: Option<Uuid>,
}

/// The trail, from after a line on, for administrators.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else; [`UseError::NotFound`] for a line
/// that is not there.
pub async fn trail(
    caller: &Caller,
    filter: &TrailFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<TrailPage, UseError> {
    caller.allow(Act::Administer)?;
    let page = load_page(caller.db.reader(), filter, after, limit).await?;
    let subject = filter.person.map_or(Uuid::nil(), |id| id.0);
    note_reading(caller, "trail.read", "trail", subject, json!({ "lines": page.lines.len() })).await?;
    Ok(page)
}

/// What was seen or changed of a person, for whoever may see the whole entry.
///
/// # Errors
/// [`UseError::Forbidden`] unless a campaign of the asker's works with the
/// person; [`UseError::NotFound`].
pub async fn trail_of(caller: &Caller, id: PersonId, after: Option<Uuid>, limit: u64) -> Result<TrailPage, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    if !load_reach(db, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    let filter = TrailFilter { person: Some(id), ..TrailFilter::default() };
    let page = load_page(db, &filter, after, limit).await?;
    note_reading(caller, "trail.read", "person", id.0, json!({ "lines": page.lines.len() })).await?;
    Ok(page)
}

/// All that was seen or changed of a person, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_trail_of(db: &impl ConnectionTrait, id: PersonId) -> Result<Vec<TrailLine>, UseError> {
    let filter = TrailFilter { person: Some(id), ..TrailFilter::default() };
    Ok(load_page(db, &filter, None, MOST).await?.lines)
}

/// How many lines of one person are read at once, at most.
const MOST: u64 = 10_000;

async fn load_page(
    db: &impl ConnectionTrait,
    filter: &TrailFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<TrailPage, UseError> {
    let mut query = audit_entry::Entity::find().filter(condition(db, filter).await?);
    if let Some(after) = after {
        let last = audit_entry::Entity::find_by_id(after).one(db).await?.ok_or(UseError::NotFound)?;
        let same = Condition::all().add(audit_entry::COLUMN.at.eq(last.at)).add(audit_entry::COLUMN.id.lt(last.id));
        // The first says no more than the second, in a way that the index understands.
        query = query
            .filter(audit_entry::COLUMN.at.lte(last.at))
            .filter(Condition::any().add(audit_entry::COLUMN.at.lt(last.at)).add(same));
    }
    let query = query.order_by_desc(audit_entry::Column::At).order_by_desc(audit_entry::Column::Id);
    let mut rows = query.limit(limit + 1).all(db).await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok(TrailPage { lines: named(db, rows).await?, next })
}

async fn condition(db: &impl ConnectionTrait, filter: &TrailFilter) -> Result<Condition, UseError> {
    let mut all = Condition::all();
    if let Some(id) = filter.person {
        all = all.add(concerning(db, id).await?);
    }
    if let Some(account) = filter.account {
        all = all.add(audit_entry::COLUMN.account_id.eq(account.0));
    }
    if let Some(verb) = &filter.verb {
        all = all.add(audit_entry::COLUMN.verb.eq(verb.as_str()));
    }
    if let Some(from) = filter.from {
        all = all.add(audit_entry::COLUMN.at.gte(from.and_time(NaiveTime::MIN).and_utc()));
    }
    if let Some(after) = filter.until.and_then(|day| day.succ_opt()) {
        all = all.add(audit_entry::COLUMN.at.lt(after.and_time(NaiveTime::MIN).and_utc()));
    }
    Ok(all)
}

/// The lines that concern a person: what they did, and what was done to their
/// entry, those merged into it, and all that belongs to these. Of a workshop and
/// of a list only the reading concerns each of its people.
async fn concerning(db: &impl ConnectionTrait, id: PersonId) -> Result<Condition, UseError> {
    let people = load_merged_with(db, id).await?;
    let about = |subject: &str, ids: &[Uuid]| {
        Condition::all()
            .add(audit_entry::COLUMN.subject.eq(subject))
            .add(audit_entry::COLUMN.subject_id.is_in(ids.iter().copied()))
    };
    let seats = enrolment::Entity::find().filter(enrolment::COLUMN.person_id.is_in(people.clone())).all(db).await?;
    let waits = waiting::Entity::find().filter(waiting::COLUMN.person_id.is_in(people.clone())).all(db).await?;
    let enrolments: Vec<Uuid> = seats.iter().map(|row| row.id).collect();
    let workshops: HashSet<Uuid> =
        seats.iter().map(|row| row.workshop_id).chain(waits.iter().map(|row| row.workshop_id)).collect();
    let certificates =
        certificate::Entity::find().filter(certificate::COLUMN.enrolment_id.is_in(enrolments.clone())).all(db).await?;
    let lists = import_row::Entity::find().filter(import_row::COLUMN.person_id.is_in(people.clone())).all(db).await?;
    let sign_ins = sign_in::Entity::find().filter(sign_in::COLUMN.person_id.is_in(people.clone())).all(db).await?;
    let seen = |subject: &str, ids: HashSet<Uuid>| {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        about(subject, &ids).add(audit_entry::COLUMN.verb.is_in(READING))
    };
    Ok(Condition::any()
        .add(about("person", &people))
        .add(about("enrolment", &enrolments))
        .add(about("certificate", &certificates.iter().map(|row| row.id).collect::<Vec<_>>()))
        .add(about("sign_in", &sign_ins.iter().map(|row| row.id).collect::<Vec<_>>()))
        .add(seen("workshop", workshops))
        .add(seen("import", lists.into_iter().map(|row| row.import_id).collect()))
        .add(audit_entry::COLUMN.person_id.is_in(people)))
}

/// The entry and all that were merged into it, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_merged_with(db: &impl ConnectionTrait, id: PersonId) -> Result<Vec<Uuid>, UseError> {
    let mut people = vec![id.0];
    let mut last = people.clone();
    while !last.is_empty() {
        let merged = person::Entity::find().filter(person::COLUMN.merged_into_id.is_in(last)).all(db).await?;
        last = merged.into_iter().map(|row| row.id).filter(|id| !people.contains(id)).collect();
        people.extend(&last);
    }
    Ok(people)
}

async fn named(db: &impl ConnectionTrait, rows: Vec<audit_entry::Model>) -> Result<Vec<TrailLine>, UseError> {
    let accounts: HashSet<Uuid> = rows.iter().filter_map(|row| row.account_id).collect();
    let people: HashSet<Uuid> = rows.iter().filter_map(|row| row.person_id).collect();
    let accounts = account::Entity::find().filter(account::Column::Id.is_in(accounts)).all(db).await?;
    let people = person::Entity::find().filter(person::Column::Id.is_in(people)).all(db).await?;
    let accounts: HashMap<Uuid, String> = accounts.into_iter().map(|row| (row.id, row.display_name)).collect();
    let people: HashMap<Uuid, PersonName> = people
        .into_iter()
        .map(|row| (row.id, PersonName { family: row.family_name, given: row.given_names }))
        .collect();
    let by = |row: &audit_entry::Model| match (row.account_id, row.person_id) {
        (Some(id), _) => By::Account(AccountId(id), accounts.get(&id).cloned().unwrap_or_default()),
        (None, Some(id)) => people.get(&id).map_or(By::Installation, |name| By::Person(PersonId(id), name.clone())),
        (None, None) => By::Installation,
    };
    let lines = rows.into_iter().map(|row| TrailLine {
        by: by(&row),
        id: row.id,
        at: row.at,
        detail: serde_json::from_str(&row.detail).unwrap_or_default(),
        verb: row.verb,
        subject: row.subject,
        subject_id: row.subject_id,
    });
    Ok(lines.collect())
}
