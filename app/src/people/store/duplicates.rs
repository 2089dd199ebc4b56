//! Entries that may be the same person, ranked by [`likeness`].

use super::audit::note_reading;
use super::reach::load_reach;
use crate::ids::{CampaignId, PersonId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::likeness::{CANDIDATE, Likened, Likeness, likeness, ranked};
use crate::people::model::{Age, NewPerson, PersonName, Sex};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{institution, person, person_campaign, person_distinct, region};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, RelationTrait,
};
use serde_json::json;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// How many pairs of each kind are compared, and how many people with one.
const COMPARED: u64 = 1_000;

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
/// with, at most `limit`. Compared are those with the same telephone, and those
/// whose names sound the same and who share institution, year of birth or region.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn pairs(caller: &Caller, limit: usize) -> Result<Vec<Pair>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let organised = caller.actor.organised();
    let mut found: HashSet<(Uuid, Uuid)> = HashSet::new();
    for kind in Kind::ALL {
        for row in db.query_all(&kind.pairs(organised.as_deref())).await? {
            found.insert((row.try_get("", "one_id")?, row.try_get("", "other_id")?));
        }
    }
    for row in person_distinct::Entity::find().all(db).await? {
        found.remove(&(row.one_id, row.other_id));
    }
    let ids: HashSet<Uuid> = found.iter().flat_map(|(one, other)| [*one, *other]).collect();
    let entries = entries(db, Condition::all().add(person::Column::Id.is_in(ids))).await?;
    let entries: HashMap<Uuid, Beside> = entries.into_iter().map(|entry| (entry.id.0, entry)).collect();
    let mut pairs: Vec<Pair> = found
        .into_iter()
        .filter_map(|(one, other)| {
            let (one, other) = (entries.get(&one)?.clone(), entries.get(&other)?.clone());
            let likeness = likeness(&one.likened, &other.likened);
            (likeness.points() >= CANDIDATE).then_some(Pair { one, other, likeness })
        })
        .collect();
    pairs.sort_by_key(|pair| (Reverse(pair.likeness.points()), pair.one.id, pair.other.id));
    pairs.truncate(limit);
    let detail = json!({ "people": 2 * pairs.len() });
    note_reading(caller, "people.compared", "register", Uuid::nil(), detail).await?;
    Ok(pairs)
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
    let mut same = Condition::any().add(person::Column::SoundKey.eq(row.sound_key));
    if let Some(phone) = row.phone {
        same = same.add(person::Column::Phone.eq(phone));
    }
    let others = entries(db, Condition::all().add(same).add(person::Column::Id.ne(id.0))).await?;
    let apart: HashSet<PersonId> = apart(db, id).await?;
    let others = others.into_iter().filter(|other| !apart.contains(&other.id));
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

/// In what two entries must agree to be compared at all.
#[derive(Clone, Copy)]
enum Kind {
    Phone,
    NameAndInstitution,
    NameAndBirthYear,
    NameAndRegion,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Phone, Self::NameAndInstitution, Self::NameAndBirthYear, Self::NameAndRegion];

    /// Columns that are equal.
    fn columns(self) -> &'static [person::Column] {
        match self {
            Self::Phone => &[person::Column::Phone],
            Self::NameAndInstitution => &[person::Column::SoundKey, person::Column::InstitutionId],
            Self::NameAndBirthYear => &[person::Column::SoundKey, person::Column::BirthYear],
            Self::NameAndRegion => &[person::Column::SoundKey, person::Column::RegionId],
        }
    }

    fn pairs(self, organised: Option<&[CampaignId]>) -> SelectStatement {
        let (one, other) = (Alias::new("one"), Alias::new("other"));
        let mut pairs = Query::select();
        pairs
            .expr_as(Expr::col((one.clone(), person::Column::Id)), "one_id")
            .expr_as(Expr::col((other.clone(), person::Column::Id)), "other_id")
            .from_as(person::Entity, one.clone());
        let mut same = Condition::all()
            .add(Expr::col((other.clone(), person::Column::Id)).gt(Expr::col((one.clone(), person::Column::Id))));
        for column in self.columns() {
            same = same.add(Expr::col((other.clone(), *column)).equals((one.clone(), *column)));
        }
        pairs.join_as(JoinType::InnerJoin, person::Entity, other.clone(), same);
        for side in [one, other] {
            pairs.and_where(Expr::col((side.clone(), person::Column::MergedIntoId)).is_null());
            pairs.and_where(Expr::col((side.clone(), person::Column::ErasedAt)).is_null());
            if let Some(campaigns) = organised {
                let mut known = Query::select();
                known
                    .column(person_campaign::Column::PersonId)
                    .from(person_campaign::Entity)
                    .and_where(person_campaign::Column::CampaignId.is_in(campaigns.iter().map(|id| id.0)));
                pairs.and_where(Expr::col((side, person::Column::Id)).in_subquery(known));
            }
        }
        pairs.limit(COMPARED);
        pairs
    }
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
        .limit(COMPARED * 8)
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

/// The entries whose name sounds like, or whose telephone is that of, one of
/// these, with identifiers for institution and region; within a larger use that
/// has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_alike(db: &impl ConnectionTrait, these: &[Likened]) -> Result<Vec<(PersonId, Likened)>, UseError> {
    let mut found: HashMap<Uuid, Likened> = HashMap::new();
    for some in these.chunks(500) {
        let phones = some.iter().filter_map(|one| one.phone.clone());
        let alike = Condition::any()
            .add(person::Column::SoundKey.is_in(some.iter().map(|one| one.sound.clone())))
            .add(person::Column::Phone.is_in(phones));
        let rows = person::Entity::find().filter(alike).filter(person::COLUMN.merged_into_id.is_null()).all(db).await?;
        for row in rows {
            let sex: Sex = StoreError::read(&row.sex, "person", "sex", row.id)?;
            found.entry(row.id).or_insert_with(|| Likened {
                name: PersonName { family: row.family_name, given: row.given_names },
                sound: row.sound_key,
                sex,
                phone: row.phone,
                birth_year: row.birth_year,
                institution: row.institution_id.to_string(),
                region: row.region_id.to_string(),
            });
        }
    }
    Ok(found.into_iter().map(|(id, likened)| (PersonId(id), likened)).collect())
}
