//! A copy of all that is kept about one person: for themselves, or for an organiser
//! whom someone asked on paper.
//!
//! Of those who read their data it tells the role, not the name. A person may know
//! who is told of them and may ask why; the names of those who work against
//! traffickers are not theirs to carry home on a telephone. An administrator can
//! say who it was.

mod contacts;
mod seats;

use crate::ids::PersonId;
use crate::people::caller::Caller;
use crate::people::model::Role;
use crate::people::store::audit::note_reading;
use crate::people::store::reach::check_own_or_reached;
use crate::people::store::register::{Entry, load_entry};
use crate::people::store::trail::{By, load_merged_with, load_trail_of};
use crate::schema::error::UseError;
use crate::schema::{
    access_code, campaign, consent, data_request, import, import_row, person, person_campaign, person_distinct,
    person_photo, person_word, role_grant, sign_in, waiting, workshop,
};
use chrono::{DateTime, Utc};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use std::collections::HashMap;
use uuid::Uuid;

/// A part of the copy: rows of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name in the JSON, by which the page finds its title.
    pub key: &'static str,
    /// The names of the columns.
    pub columns: &'static [&'static str],
    /// The rows, a value for each column.
    pub rows: Vec<Vec<Value>>,
}

/// All that is kept about one person.
#[derive(Clone, Debug)]
pub struct Copy {
    /// Their entry.
    pub entry: Entry,
    /// When the copy was made.
    pub made_at: DateTime<Utc>,
    /// The parts, in the order of the page.
    pub sections: Vec<Section>,
    /// Photos, each with the name of its file.
    pub photos: Vec<(String, Vec<u8>)>,
}

impl Copy {
    /// The whole copy as JSON.
    #[must_use]
    pub fn as_json(&self) -> Value {
        let mut all = json!({ "format": "relais-copy", "version": 1, "made_at": self.made_at });
        for section in &self.sections {
            let row = |row: &Vec<Value>| -> Value {
                section.columns.iter().map(|name| (*name).to_owned()).zip(row.iter().cloned()).collect()
            };
            all[section.key] = section.rows.iter().map(row).collect();
        }
        all
    }
}

/// A copy of what is kept about whoever asks, or about someone with whom a campaign
/// of the asker's works.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone else; [`UseError::NotFound`].
pub async fn copy(caller: &Caller, id: PersonId) -> Result<Copy, UseError> {
    let db = caller.db.reader();
    check_own_or_reached(db, caller, id).await?;
    // Noted first, so that the copy tells of itself.
    note_reading(caller, "person.copied", "person", id.0, json!({})).await?;
    let people = load_merged_with(db, id).await?;
    let mut sections = vec![
        entries(db, &people).await?,
        consents(db, &people).await?,
        campaigns(db, &people).await?,
        kept_apart(db, &people).await?,
        search_words(db, &people).await?,
        codes(db, &people).await?,
        sign_ins(db, &people).await?,
        requests(db, &people).await?,
        lists(db, &people).await?,
        waits(db, &people).await?,
    ];
    sections.extend(contacts::load(db, &people).await?);
    sections.extend(seats::load(db, &people).await?);
    sections.push(trail(db, id).await?);
    let (section, photos) = photos(db, &people).await?;
    sections.push(section);
    Ok(Copy { entry: load_entry(db, id).await?, made_at: caller.now, sections, photos })
}

/// Photos, as a part that tells of them and as files.
async fn photos(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<(Section, Vec<(String, Vec<u8>)>), UseError> {
    let found = person_photo::Entity::find()
        .filter(person_photo::COLUMN.person_id.is_in(people.to_vec()))
        .order_by_asc(person_photo::Column::Id)
        .all(db)
        .await?;
    let (mut rows, mut files) = (Vec::new(), Vec::new());
    for (place, row) in (1..).zip(found) {
        let file = format!("photo-{place}.jpg");
        rows.push(vec![json!(row.added_at), json!(file)]);
        files.push((file, row.jpeg));
    }
    Ok((Section { key: "photos", columns: &["added_at", "file"], rows }, files))
}

/// The entry, and those merged into it, as they are stored.
async fn entries(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let mut rows = Vec::new();
    for id in people {
        let Entry { person, institution, region, locality, .. } = load_entry(db, PersonId(*id)).await?;
        let stored = person::Entity::find_by_id(*id).one(db).await?.ok_or(UseError::NotFound)?;
        rows.push(vec![
            json!(stored.family_name),
            json!(stored.given_names),
            json!(stored.sex),
            json!(stored.birth_year),
            json!(stored.birth_year_about),
            json!(stored.age_band),
            json!(institution),
            json!(stored.job_title),
            json!(region),
            json!(locality),
            json!(stored.phone),
            json!(stored.email),
            json!(person.languages),
            json!(stored.accessibility),
            json!(stored.sound_key),
            json!(stored.merged_into_id.is_some()),
            json!(stored.created_at),
            json!(stored.updated_at),
        ]);
    }
    let columns = &[
        "family_name",
        "given_names",
        "sex",
        "birth_year",
        "birth_year_about",
        "age_band",
        "institution",
        "job_title",
        "region",
        "locality",
        "phone",
        "email",
        "languages",
        "accessibility",
        "sound_key",
        "merged",
        "created_at",
        "updated_at",
    ];
    Ok(Section { key: "entries", columns, rows })
}

async fn consents(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = consent::Entity::find()
        .filter(consent::COLUMN.person_id.is_in(people.to_vec()))
        .order_by_asc(consent::Column::RecordedAt)
        .all(db)
        .await?;
    let rows = found
        .into_iter()
        .map(|row| vec![json!(row.wording), json!(row.given_on), json!(row.recorded_at), json!(row.withdrawn_at)]);
    let columns = &["wording", "given_on", "recorded_at", "withdrawn_at"];
    Ok(Section { key: "consents", columns, rows: rows.collect() })
}

async fn campaigns(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = person_campaign::Entity::find()
        .filter(person_campaign::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(campaign::Entity)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, campaign)| vec![json!(campaign.map(|row| row.title)), json!(row.since)]);
    Ok(Section { key: "campaigns", columns: &["campaign", "since"], rows: rows.collect() })
}

/// When someone was said to be another: who the other is, is not theirs to know.
async fn kept_apart(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let either = Condition::any()
        .add(person_distinct::COLUMN.one_id.is_in(people.to_vec()))
        .add(person_distinct::COLUMN.other_id.is_in(people.to_vec()));
    let found = person_distinct::Entity::find().filter(either).all(db).await?;
    let rows = found.into_iter().map(|row| vec![json!(row.said_at)]);
    Ok(Section { key: "kept_apart", columns: &["said_at"], rows: rows.collect() })
}

async fn search_words(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found =
        person_word::Entity::find().filter(person_word::COLUMN.person_id.is_in(people.to_vec())).all(db).await?;
    let rows = found.into_iter().map(|row| vec![json!(String::from_utf8_lossy(&row.word))]);
    Ok(Section { key: "search_words", columns: &["word"], rows: rows.collect() })
}

async fn codes(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found =
        access_code::Entity::find().filter(access_code::COLUMN.person_id.is_in(people.to_vec())).all(db).await?;
    let rows = found.into_iter().map(|row| vec![json!(row.issued_at), json!(row.revoked_at)]);
    Ok(Section { key: "codes", columns: &["issued_at", "revoked_at"], rows: rows.collect() })
}

async fn sign_ins(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = sign_in::Entity::find().filter(sign_in::COLUMN.person_id.is_in(people.to_vec())).all(db).await?;
    let rows = found.into_iter().map(|row| {
        let times = [json!(row.created_at), json!(row.last_seen_at), json!(row.expires_at), json!(row.ended_at)];
        [json!(row.device)].into_iter().chain(times).collect()
    });
    let columns = &["device", "created_at", "last_seen_at", "expires_at", "ended_at"];
    Ok(Section { key: "sign_ins", columns, rows: rows.collect() })
}

async fn requests(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = data_request::Entity::find()
        .filter(data_request::COLUMN.person_id.is_in(people.to_vec()))
        .order_by_asc(data_request::Column::AskedAt)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|row| {
        let detail: Value = serde_json::from_str(&row.detail).unwrap_or_default();
        vec![json!(row.kind), detail, json!(row.asked_at), json!(row.closed_at), json!(row.outcome), json!(row.reason)]
    });
    let columns = &["kind", "detail", "asked_at", "closed_at", "outcome", "reason"];
    Ok(Section { key: "requests", columns, rows: rows.collect() })
}

/// The rows of lists that made or changed the entry, while they are kept.
async fn lists(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = import_row::Entity::find()
        .filter(import_row::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(import::Entity)
        .all(db)
        .await?;
    let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let rows = found.into_iter().filter_map(|(row, list)| {
        let list = list?;
        let before = row.before.as_deref().map(parsed);
        Some(vec![json!(list.sender), json!(list.created_at), parsed(&row.cells), json!(before)])
    });
    Ok(Section { key: "lists", columns: &["sender", "received_at", "cells", "before"], rows: rows.collect() })
}

async fn waits(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<Section, UseError> {
    let found = waiting::Entity::find()
        .filter(waiting::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(workshop::Entity)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, workshop)| vec![json!(workshop.map(|row| row.title)), json!(row.since)]);
    Ok(Section { key: "waiting", columns: &["workshop", "since"], rows: rows.collect() })
}

/// Who read or changed what of it: when, in which role, what was done.
async fn trail(db: &impl ConnectionTrait, id: PersonId) -> Result<Section, UseError> {
    let lines = load_trail_of(db, id).await?;
    let mut roles: HashMap<Uuid, &'static str> = HashMap::new();
    // The widest role that an account has, as roles stand today.
    for grant in role_grant::Entity::find().all(db).await? {
        let Ok(role) = grant.role.parse::<Role>() else { continue };
        let widest = roles.entry(grant.account_id).or_insert(role.as_str());
        let place = |name: &str| Role::ALL.iter().position(|role| role.as_str() == name);
        if place(role.as_str()) < place(widest) {
            *widest = role.as_str();
        }
    }
    let rows = lines.into_iter().map(|line| {
        let by = match line.by {
            By::Account(id, _) => roles.get(&id.0).copied().unwrap_or("account"),
            By::Person(..) => "participant",
            By::Installation => "installation",
        };
        vec![json!(line.at), json!(by), json!(line.verb)]
    });
    Ok(Section { key: "trail", columns: &["at", "by", "act"], rows: rows.collect() })
}
