//! Entries that may be the same person, ranked by [`likeness`].

use super::audit::note_reading;
use super::reach::load_reach;
use crate::ids::{CampaignId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::blocking::Blocks;
use crate::people::model::likeness::{CANDIDATE, Likened, Likeness, likeness, ranked};
use crate::people::model::{Age, NewPerson, PersonName, Sex};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{institution, person, person_campaign, person_distinct, person_word, region};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, Select,
};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How many people are compared with one.
const COMPARED: u64 = 8_000;
/// How many entries are read at once.
const STRETCH: u64 = 5_000;

/// An entry beside another that it may be the same as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Which.
    pub id: PersonId,
    /// What is compared, with names of institution and region.
    pub likened: Likened,
    /// What they do there.
    pub job_title: String,
}

/// Two entries that may be one person, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The older entry.
    pub one: Beside,
    /// The younger.
    pub other: Beside,
    /// How alike they are.
    pub likeness: Likeness,
}

/// The pairs most alike among the people whom campaigns of the asker's work
/// with, at most `limit`, among those whom [`Blocks`] brings together.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn pairs(caller: &Caller, limit: usize) -> Result<Vec<Pair>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let organised = caller.actor.organised();
    let mut all: Vec<(PersonId, Likened)> = Vec::new();
    load_all(db, organised.as_deref(), |id, entry| all.push((id, entry))).await?;
    let distinct = person_distinct::Entity::find().all(db).await?;
    let distinct: HashSet<(Uuid, Uuid)> = distinct.into_iter().map(|row| (row.one_id, row.other_id)).collect();
    let most = compared(move || most_alike(&all, &distinct, limit)).await;
    let ids: Vec<Uuid> = most.iter().flat_map(|(one, other)| [one.0, other.0]).collect();
    let entries = entries(db, Condition::all().add(person::Column::Id.is_in(ids))).await?;
    let entries: HashMap<PersonId, Beside> = entries.into_iter().map(|entry| (entry.id, entry)).collect();
    let pair = |(one, other): &(PersonId, PersonId)| {
        let (one, other) = (entries.get(one)?.clone(), entries.get(other)?.clone());
        let likeness = likeness(&one.likened, &other.likened);
        Some(Pair { one, other, likeness })
    };
    let pairs: Vec<Pair> = most.iter().filter_map(pair).collect();
    let detail = json!({ "people": 2 * pairs.len() });
    note_reading(caller, "people.compared", "register", Uuid::nil(), detail).await?;
    Ok(pairs)
}

/// Compares away from the threads that answer: it takes some seconds of a processor
/// in the largest registers.
async fn compared<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    // Fails only if the work panicked or the runtime is shutting down.
    tokio::task::spawn_blocking(work).await.expect("comparing does not panic")
}

/// The candidates among all pairs to be compared, the most alike first, without
/// those that are known to be two people.
fn most_alike(
    all: &[(PersonId, Likened)],
    distinct: &HashSet<(Uuid, Uuid)>,
    limit: usize,
) -> Vec<(PersonId, PersonId)> {
    let blocks = Blocks::of(all.iter().map(|(_, entry)| entry));
    let mut found: Vec<(Reverse<i32>, PersonId, PersonId)> = Vec::new();
    for (place, (id, entry)) in all.iter().enumerate() {
        for (other_id, other) in blocks.near(entry).into_iter().filter(|near| *near > place).map(|near| &all[near]) {
            let points = likeness(entry, other).points();
            let (one, two) = (*id.min(other_id), *id.max(other_id));
            if points >= CANDIDATE && !distinct.contains(&(one.0, two.0)) {
                found.push((Reverse(points), one, two));
            }
        }
        // No more is kept than can still be shown.
        if found.len() > limit * 8 + 10_000 {
            found.sort_unstable();
            found.truncate(limit);
        }
    }
    found.sort_unstable();
    found.truncate(limit);
    found.into_iter().map(|(_, one, other)| (one, other)).collect()
}

/// Those whom one entry may be the same as, the most alike first.
///
/// # Errors
/// [`UseError::Forbidden`] unless a campaign of the asker's works with the
/// person; [`UseError::NotFound`].
pub async fn like(caller: &Caller, id: PersonId, limit: usize) -> Result<Vec<(Beside, Likeness)>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    if !load_reach(db, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    let row = person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let one = beside(db, id).await?;
    let others = entries(db, near(&row).add(person::Column::Id.ne(id.0))).await?;
    let blocks = Blocks::of([&one.likened]);
    let others = others.into_iter().filter(|other| !blocks.near(&other.likened).is_empty());
    let apart: HashSet<PersonId> = apart(db, id).await?;
    let others = others.filter(|other| !apart.contains(&other.id));
    let others: Vec<(Beside, Likened)> = others.map(|other| (other.clone(), other.likened)).collect();
    let mut ranked = ranked(&one.likened, others);
    let mut seen = Vec::new();
    for (other, likeness) in ranked.drain(..) {
        if seen.len() < limit && load_reach(db, caller, other.id).await? {
            seen.push((other, likeness));
        }
    }
    Ok(seen)
}

/// Two entries side by side, with how alike they are.
///
/// # Errors
/// [`UseError::Forbidden`] unless campaigns of the asker's work with both;
/// [`UseError::NotFound`].
pub async fn pair(caller: &Caller, one: PersonId, other: PersonId) -> Result<Pair, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let (one, other) = (beside(db, one).await?, beside(db, other).await?);
    for id in [one.id, other.id] {
        if !load_reach(db, caller, id).await? {
            return Err(UseError::Forbidden);
        }
    }
    for (id, beside) in [(one.id, other.id), (other.id, one.id)] {
        note_reading(caller, "person.read", "person", id.0, json!({ "beside": beside })).await?;
    }
    let likeness = likeness(&one.likened, &other.likened);
    Ok(Pair { one, other, likeness })
}

async fn beside(db: &impl ConnectionTrait, id: PersonId) -> Result<Beside, UseError> {
    entries(db, Condition::all().add(person::Column::Id.eq(id.0))).await?.pop().ok_or(UseError::NotFound)
}

async fn apart(db: &impl ConnectionTrait, id: PersonId) -> Result<HashSet<PersonId>, UseError> {
    let either =
        Condition::any().add(person_distinct::COLUMN.one_id.eq(id.0)).add(person_distinct::COLUMN.other_id.eq(id.0));
    let rows = person_distinct::Entity::find().filter(either).all(db).await?;
    Ok(rows.into_iter().flat_map(|row| [PersonId(row.one_id), PersonId(row.other_id)]).collect())
}

/// Whoever can be near an entry as [`Blocks`] says, and some more.
fn near(row: &person::Model) -> Condition {
    let sounds = row.sound_key.split(' ').map(|word| word.as_bytes().to_vec());
    let mut word = Query::select();
    word.expr(Expr::val(1))
        .from(person_word::Entity)
        .and_where(
            Expr::col((person_word::Entity, person_word::Column::PersonId))
                .equals((person::Entity, person::Column::Id)),
        )
        .and_where(Expr::col((person_word::Entity, person_word::Column::Word)).is_in(sounds));
    let institution = || person::Column::InstitutionId.eq(row.institution_id);
    let region = || person::Column::RegionId.eq(row.region_id);
    let share = |two: Condition| two.add(Expr::exists(word.clone()));
    let mut near = Condition::any()
        .add(person::Column::SoundKey.eq(row.sound_key.clone()))
        .add(share(Condition::all().add(institution()).add(region())));
    if let Some(year) = row.birth_year {
        let year = || person::Column::BirthYear.eq(year);
        near = near
            .add(share(Condition::all().add(institution()).add(year())))
            .add(share(Condition::all().add(region()).add(year())));
    }
    if let Some(phone) = &row.phone {
        near = near.add(person::Column::Phone.eq(phone.clone()));
    }
    Condition::all().add(near)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    family_name: String,
    given_names: String,
    sex: String,
    birth_year: Option<i32>,
    phone: Option<String>,
    sound_key: String,
    job_title: String,
    institution: String,
    region: String,
}

async fn entries(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<Beside>, UseError> {
    let rows = person::Entity::find()
        .select_only()
        .columns([
            person::Column::Id,
            person::Column::FamilyName,
            person::Column::GivenNames,
            person::Column::Sex,
            person::Column::BirthYear,
            person::Column::Phone,
            person::Column::SoundKey,
            person::Column::JobTitle,
        ])
        .column_as(institution::Column::Name, "institution")
        .column_as(region::Column::Name, "region")
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .join(JoinType::InnerJoin, person::Relation::Region.def())
        .filter(which)
        .filter(person::COLUMN.merged_into_id.is_null())
        .filter(person::COLUMN.erased_at.is_null())
        .limit(COMPARED)
        .into_model::<Row>()
        .all(db)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Beside, UseError> {
    let sex: Sex = StoreError::read(&row.sex, "person", "sex", row.id)?;
    Ok(Beside {
        id: PersonId(row.id),
        likened: Likened {
            name: PersonName { family: row.family_name, given: row.given_names },
            sound: row.sound_key,
            sex,
            phone: row.phone,
            birth_year: row.birth_year,
            institution: row.institution,
            region: row.region,
        },
        job_title: row.job_title,
    })
}

/// What is compared of a person, with identifiers for institution and region.
#[must_use]
pub fn likened(person: &NewPerson) -> Likened {
    Likened {
        name: person.name.clone(),
        sound: person.name.sound_key(),
        sex: person.sex,
        phone: person.phone.clone(),
        birth_year: person.age.and_then(Age::year),
        institution: person.institution.to_string(),
        region: person.region.to_string(),
    }
}

/// What is compared of a row, as it is read.
#[derive(FromQueryResult)]
struct Narrow {
    id: Uuid,
    family_name: String,
    given_names: String,
    sex: String,
    birth_year: Option<i32>,
    phone: Option<String>,
    sound_key: String,
    institution_id: Uuid,
    region_id: Uuid,
    merged_into_id: Option<Uuid>,
    erased_at: Option<DateTime<Utc>>,
}

impl Narrow {
    /// Whether the entry was neither merged into another nor erased.
    fn stands(&self) -> bool {
        self.merged_into_id.is_none() && self.erased_at.is_none()
    }
}

fn narrow_query() -> Select<person::Entity> {
    person::Entity::find().select_only().columns([
        person::Column::Id,
        person::Column::FamilyName,
        person::Column::GivenNames,
        person::Column::Sex,
        person::Column::BirthYear,
        person::Column::Phone,
        person::Column::SoundKey,
        person::Column::InstitutionId,
        person::Column::RegionId,
        person::Column::MergedIntoId,
        person::Column::ErasedAt,
    ])
}

/// Tells of every entry that was neither merged nor erased, with identifiers for institution and
/// region, a stretch at a time; within a larger use that has asked. The whole
/// register is read, however short the list.
///
/// # Errors
/// If the database fails.
pub async fn load_all(
    db: &impl ConnectionTrait,
    of_campaigns: Option<&[CampaignId]>,
    mut tell: impl FnMut(PersonId, Likened),
) -> Result<(), UseError> {
    let known = match of_campaigns {
        Some(campaigns) => Some(load_known(db, campaigns).await?),
        None => None,
    };
    // Any other condition might lead the database along another index than that of
    // the order, to sort everybody anew for each stretch.
    let mut last = Uuid::nil();
    loop {
        let some = narrow_query().filter(person::COLUMN.id.gt(last)).order_by_asc(person::Column::Id).limit(STRETCH);
        let rows: Vec<Narrow> = some.into_model().all(db).await?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(()) };
        last = end;
        let seen = |row: &Narrow| known.as_ref().is_none_or(|known| known.contains(&row.id));
        for row in rows.into_iter().filter(|row| row.stands() && seen(row)) {
            let id = PersonId(row.id);
            tell(id, narrow(row)?);
        }
    }
}

/// The entries whose name sounds the same as, or whose telephone is that of, this
/// one, with identifiers for institution and region; within a larger use that has
/// asked.
///
/// # Errors
/// If the database fails.
pub async fn load_alike(db: &impl ConnectionTrait, one: &Likened) -> Result<Vec<(PersonId, Likened)>, UseError> {
    let mut alike = Condition::any().add(person::Column::SoundKey.eq(one.sound.clone()));
    if let Some(phone) = &one.phone {
        alike = alike.add(person::Column::Phone.eq(phone.clone()));
    }
    let rows: Vec<Narrow> = narrow_query().filter(alike).into_model().all(db).await?;
    let rows = rows.into_iter().filter(Narrow::stands);
    rows.map(|row| Ok((PersonId(row.id), narrow(row)?))).collect()
}

/// Everyone with whom one of these campaigns works.
async fn load_known(db: &impl ConnectionTrait, campaigns: &[CampaignId]) -> Result<HashSet<Uuid>, UseError> {
    let known: Vec<Uuid> = person_campaign::Entity::find()
        .select_only()
        .column(person_campaign::Column::PersonId)
        .filter(person_campaign::COLUMN.campaign_id.is_in(campaigns.iter().map(|id| id.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(known.into_iter().collect())
}

fn narrow(row: Narrow) -> Result<Likened, UseError> {
    let sex: Sex = StoreError::read(&row.sex, "person", "sex", row.id)?;
    Ok(Likened {
        name: PersonName { family: row.family_name, given: row.given_names },
        sound: row.sound_key,
        sex,
        phone: row.phone,
        birth_year: row.birth_year,
        institution: row.institution_id.to_string(),
        region: row.region_id.to_string(),
    })
}
