//! What each row of a list is, beside the register as it stands.

use super::uploads::load_mapping;
use crate::fields::Refusal;
use crate::ids::{CampaignId, PersonId};
use crate::imports::model::{
    CellRefusal, Judgement, Lists, Locality, Mapping, Outcome, RowRead, certainly, filled, read_row, repeated,
};
use crate::imports::sheet::{Sheet, SheetRow};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::blocking::Blocks;
use crate::people::model::likeness::{CANDIDATE, Likened, likeness};
use crate::people::model::merging::changing;
use crate::people::model::{NewPerson, search_key};
use crate::people::store::duplicates::{likened, load_all};
use crate::people::store::reach::load_reached;
use crate::people::store::register::load_people;
use crate::schema::error::UseError;
use crate::schema::{city, institution, institution_alias, locality, region};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many entries are offered for a row that may tell of them.
const OFFERED: usize = 5;

/// A row as it was judged.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// What it is.
    pub outcome: Outcome,
    /// Why.
    pub judgement: Judgement,
    /// The person it tells of, if it can be read.
    pub person: Option<RowRead>,
}

/// What names in lists stand for, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_lists(db: &impl ConnectionTrait) -> Result<Lists, UseError> {
    let mut lists = Lists::default();
    for row in institution::Entity::find().filter(institution::COLUMN.stands_in.eq(false)).all(db).await? {
        lists.institutions.insert(search_key(&row.name), row.id.to_string());
    }
    for row in institution_alias::Entity::find().all(db).await? {
        lists.institutions.insert(row.name_key, row.institution_id.to_string());
    }
    for row in city::Entity::find().all(db).await? {
        lists.regions.insert(search_key(&row.name), row.region_id.to_string());
    }
    for row in region::Entity::find().all(db).await? {
        lists.regions.insert(search_key(&row.pcode), row.id.to_string());
        lists.regions.insert(search_key(&row.name), row.id.to_string());
    }
    for row in locality::Entity::find().all(db).await? {
        let (region, id) = (row.region_id.to_string(), row.id.to_string());
        lists.localities.push(Locality { region, id, pcode: row.pcode, name: row.name });
    }
    Ok(lists)
}

/// What would become of each row of a list, read as the sender's last one was or
/// as its headings say.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn dry_run(
    caller: &Caller,
    campaign: CampaignId,
    sender: &str,
    list: &Sheet,
) -> Result<(Mapping, Vec<JudgedRow>), UseError> {
    caller.allow(Act::Organise(campaign))?;
    let mapping = load_mapping(caller.db.reader(), sender, list).await?;
    let judged = load_judged(caller.db.reader(), caller, &mapping, &list.rows).await?;
    Ok((mapping, judged))
}

/// Judges all rows, numbered, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_judged(
    db: &impl ConnectionTrait,
    caller: &Caller,
    mapping: &Mapping,
    rows: &[SheetRow],
) -> Result<Vec<JudgedRow>, UseError> {
    let lists = load_lists(db).await?;
    let read: Vec<Result<RowRead, Vec<CellRefusal>>> =
        rows.iter().map(|row| read_row(mapping, &lists, &row.cells, caller.today())).collect();
    let told = Told::of(&read);
    let register = Register::load(db, caller, &told).await?;
    let mut judged = Vec::with_capacity(rows.len());
    for (place, read) in read.into_iter().enumerate() {
        judged.push(match read {
            Err(refusals) => JudgedRow {
                outcome: Outcome::Refused,
                judgement: Judgement { refusals, ..Judgement::default() },
                person: None,
            },
            Ok(person) => {
                let twin = told.twin(place).map(|(twin, sure)| (rows[twin].number, sure));
                judge(&register, place, twin, person)
            }
        });
    }
    Ok(judged)
}

fn judge(register: &Register, place: usize, twin: Option<(i32, bool)>, person: RowRead) -> JudgedRow {
    let mut judgement = Judgement { twin: twin.map(|(number, _)| number), ..Judgement::default() };
    if let Some((number, true)) = twin {
        let refusal = Refusal::new("family_name", repeated(number));
        judgement.refusals.push(CellRefusal { column: None, refusal });
        return JudgedRow { outcome: Outcome::Same, judgement, person: Some(person) };
    }
    let found = register.found.get(&place);
    if let Some(id) = found.and_then(Found::sure) {
        judgement.matched = Some(id);
        // Whom no campaign of the asker's works with is not changed by a list.
        if let Some(entry) = register.known.get(&id) {
            judgement.fields = changing(entry, &filled(entry, &person)).into_iter().map(str::to_owned).collect();
        }
        let outcome = if judgement.fields.is_empty() { Outcome::Same } else { Outcome::Changed };
        return JudgedRow { outcome, judgement, person: Some(person) };
    }
    judgement.candidates = found.map(|found| found.candidates.clone()).unwrap_or_default();
    let outcome = if judgement.candidates.is_empty() && twin.is_none() { Outcome::New } else { Outcome::Duplicate };
    JudgedRow { outcome, judgement, person: Some(person) }
}

/// What is compared of the rows that can be read.
struct Told {
    /// By their places among those that can be read.
    rows: Vec<Likened>,
    /// Their places in the list.
    places: Vec<usize>,
    blocks: Blocks,
}

impl Told {
    fn of<E>(read: &[Result<RowRead, E>]) -> Self {
        let likened = |read: &Result<RowRead, E>| Some(likened(&read.as_ref().ok()?.person));
        let readable = read.iter().enumerate().filter_map(|(place, read)| Some((place, likened(read)?)));
        let (places, rows): (Vec<usize>, Vec<Likened>) = readable.unzip();
        Self { blocks: Blocks::of(&rows), rows, places }
    }

    /// The place of the row before this one that is the same person: certainly, or perhaps.
    fn twin(&self, place: usize) -> Option<(usize, bool)> {
        let own = self.places.binary_search(&place).ok()?;
        let row = &self.rows[own];
        let before: Vec<usize> = self.blocks.near(row).into_iter().take_while(|near| *near < own).collect();
        let sure = |other: &&usize| certainly(row, &self.rows[**other]) || self.rows[**other] == *row;
        if let Some(sure) = before.iter().find(sure) {
            return Some((self.places[*sure], true));
        }
        let perhaps = before.iter().find(|other| likeness(row, &self.rows[**other]).points() >= CANDIDATE);
        perhaps.map(|other| (self.places[*other], false))
    }
}

/// What the register holds about the rows of a list, by their places.
#[derive(Default)]
struct Register {
    found: HashMap<usize, Found>,
    /// Whole entries of whom a row certainly tells, as far as the asker may see them.
    known: HashMap<PersonId, NewPerson>,
}

impl Register {
    async fn load(db: &impl ConnectionTrait, caller: &Caller, told: &Told) -> Result<Self, UseError> {
        let mut found: HashMap<usize, Found> = HashMap::new();
        load_all(db, None, |id, entry| {
            for near in told.blocks.near(&entry) {
                let row = &told.rows[near];
                let (sure, points) = (certainly(row, &entry), likeness(row, &entry).points());
                if sure || points >= CANDIDATE {
                    found.entry(told.places[near]).or_default().add(id, sure, points);
                }
            }
        })
        .await?;
        let matched: Vec<PersonId> = found.values().filter_map(Found::sure).collect();
        let reached: Vec<PersonId> = load_reached(db, caller, &matched).await?.into_iter().collect();
        let known = load_people(db, &reached).await?;
        Ok(Self { found, known })
    }
}

/// The entries of which a row may tell.
#[derive(Default)]
struct Found {
    /// Certainly.
    sure: Vec<PersonId>,
    /// Perhaps, with points, the most alike first.
    candidates: Vec<(PersonId, i32)>,
}

impl Found {
    fn add(&mut self, id: PersonId, sure: bool, points: i32) {
        if sure {
            self.sure.push(id);
        }
        if points >= CANDIDATE {
            self.candidates.push((id, points));
            self.candidates.sort_by_key(|(id, points)| (Reverse(*points), *id));
            self.candidates.truncate(OFFERED);
        }
    }

    /// The one entry that it certainly tells of; none if it could be several.
    fn sure(&self) -> Option<PersonId> {
        match self.sure.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}
