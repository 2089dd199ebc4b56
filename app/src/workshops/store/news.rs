//! What changed for a trainer in the last days: who has no address to be written to
//! reads it on their first page.

use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::{audit_entry, workshop};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::{Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// For how many days something is news.
const DAYS: i64 = 14;
/// How much of it is shown.
const MOST: usize = 10;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// They are in the team now.
    Joined,
    /// They are no longer.
    Left,
    /// Days, room or timetable are others.
    Changed,
    /// It is not held.
    Cancelled,
    /// It is held after all.
    Reinstated,
}

impl What {
    fn of(verb: &str) -> Option<Self> {
        Some(match verb {
            "team.joined" => Self::Joined,
            "team.left" => Self::Left,
            "workshop.changed" | "workshop.rearranged" => Self::Changed,
            "workshop.cancelled" => Self::Cancelled,
            "workshop.reinstated" => Self::Reinstated,
            _ => return None,
        })
    }
}

/// Something new of a workshop, and how it stands now.
#[derive(Clone, Debug)]
pub struct News {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// Its days as they are now.
    pub days: (NaiveDate, NaiveDate),
    /// What happened last.
    pub what: What,
    /// When.
    pub at: DateTime<Utc>,
}

/// What others changed of the asker's workshops in the last two weeks: of each the
/// last, the newest first.
///
/// # Errors
/// [`UseError::Forbidden`] for whoever has no account.
pub async fn news(caller: &Caller) -> Result<Vec<News>, UseError> {
    caller.allow(Act::Work)?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let db = caller.db.reader();
    let of_team = Condition::all()
        .add(audit_entry::COLUMN.subject.eq("account"))
        .add(audit_entry::COLUMN.subject_id.eq(account.0))
        .add(audit_entry::COLUMN.verb.is_in(["team.joined", "team.left"]));
    let of_workshops = Condition::all()
        .add(audit_entry::COLUMN.subject.eq("workshop"))
        .add(audit_entry::COLUMN.subject_id.is_in(caller.actor.assigned().iter().map(|id| id.0)))
        .add(audit_entry::COLUMN.verb.is_in([
            "workshop.changed",
            "workshop.rearranged",
            "workshop.cancelled",
            "workshop.reinstated",
        ]));
    let lines = audit_entry::Entity::find()
        .filter(Condition::any().add(of_team).add(of_workshops))
        .filter(audit_entry::COLUMN.at.gte(caller.now - TimeDelta::days(DAYS)))
        .filter(audit_entry::COLUMN.account_id.ne(account.0))
        .order_by_desc(audit_entry::Column::At)
        .order_by_desc(audit_entry::Column::Id)
        .limit(200)
        .all(db)
        .await?;
    let mut seen = HashSet::new();
    let last: Vec<(Uuid, What, DateTime<Utc>)> = lines
        .into_iter()
        .filter_map(|line| Some((workshop_of(&line)?, What::of(&line.verb)?, line.at)))
        .filter(|(workshop, ..)| seen.insert(*workshop))
        .take(MOST)
        .collect();
    let rows: HashMap<Uuid, workshop::Model> = workshop::Entity::find()
        .filter(workshop::COLUMN.id.is_in(last.iter().map(|(id, ..)| *id)))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let today = caller.today();
    Ok(last
        .into_iter()
        .filter_map(|(id, what, at)| {
            let row = rows.get(&id).filter(|row| row.ends_on >= today)?;
            let days = (row.starts_on, row.ends_on);
            Some(News { workshop: WorkshopId(id), title: row.title.clone(), days, what, at })
        })
        .collect())
}

/// Which workshop a line is about: itself, or the one that it names.
fn workshop_of(line: &audit_entry::Model) -> Option<Uuid> {
    if line.subject == "workshop" {
        return Some(line.subject_id);
    }
    let detail: serde_json::Value = serde_json::from_str(&line.detail).ok()?;
    detail.get("workshop")?.as_str()?.parse().ok()
}
