//! What each row of a list is, beside the register as it stands.

use super::uploads::load_mapping;
use crate::fields::Refusal;
use crate::ids::{CampaignId, PersonId};
use crate::imports::model::{
    CellRefusal, Judgement, Lists, Mapping, Outcome, candidates, certainly, filled, read_row, repeated,
};
use crate::imports::sheet::{Sheet, SheetRow};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::likeness::{CANDIDATE, Likened, likeness};
use crate::people::model::merging::differing;
use crate::people::model::{NewPerson, search_key};
use crate::people::store::duplicates::{likened, load_alike};
use crate::people::store::reach::load_reached;
use crate::people::store::register::load_people;
use crate::schema::error::UseError;
use crate::schema::{city, institution, institution_alias, region};
use chrono::Datelike;
use sea_orm::{ConnectionTrait, EntityTrait};
use std::collections::HashMap;

/// A row as it was judged.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// What it is.
    pub outcome: Outcome,
    /// Why.
    pub judgement: Judgement,
    /// The person it tells of, if it can be read.
    pub person: Option<NewPerson>,
}

/// What names in lists stand for, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_lists(db: &impl ConnectionTrait) -> Result<Lists, UseError> {
    let mut lists = Lists::default();
    for row in institution::Entity::find().all(db).await? {
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
    let year = caller.today().year();
    let read: Vec<Result<NewPerson, Vec<CellRefusal>>> =
        rows.iter().map(|row| read_row(mapping, &lists, &row.cells, year)).collect();
    let told: Vec<Likened> = read.iter().flatten().map(likened).collect();
    let mut register = Register::of(load_alike(db, &told).await?);
    register.know(db, caller, &told).await?;
    let mut before = Before::default();
    let mut judged = Vec::with_capacity(rows.len());
    for (row, read) in rows.iter().zip(read) {
        judged.push(match read {
            Err(refusals) => JudgedRow {
                outcome: Outcome::Refused,
                judgement: Judgement { refusals, ..Judgement::default() },
                person: None,
            },
            Ok(person) => judge(&register, &mut before, row.number, person),
        });
    }
    Ok(judged)
}

fn judge(register: &Register, before: &mut Before, number: i32, person: NewPerson) -> JudgedRow {
    let row = likened(&person);
    let known = register.near(&row);
    let twin = before.twin(&row);
    before.add(number, row.clone());
    let mut judgement = Judgement { twin: twin.map(|(number, _)| number), ..Judgement::default() };
    if let Some((number, true)) = twin {
        let refusal = Refusal::new("family_name", repeated(number));
        judgement.refusals.push(CellRefusal { column: None, refusal });
        return JudgedRow { outcome: Outcome::Same, judgement, person: Some(person) };
    }
    if let Some(id) = sure(&row, &known) {
        judgement.matched = Some(id);
        // Whom no campaign of the asker's works with is not changed by a list.
        if let Some(entry) = register.known.get(&id) {
            judgement.fields = differing(entry, &filled(entry, &person)).into_iter().map(str::to_owned).collect();
        }
        let outcome = if judgement.fields.is_empty() { Outcome::Same } else { Outcome::Changed };
        return JudgedRow { outcome, judgement, person: Some(person) };
    }
    judgement.candidates = candidates(&row, &known);
    let outcome = if judgement.candidates.is_empty() && twin.is_none() { Outcome::New } else { Outcome::Duplicate };
    JudgedRow { outcome, judgement, person: Some(person) }
}

/// The one entry that a row certainly tells of; none if it could be several.
fn sure(row: &Likened, near: &[(PersonId, Likened)]) -> Option<PersonId> {
    let mut sure = near.iter().filter(|(_, entry)| certainly(row, entry)).map(|(id, _)| *id);
    sure.next().filter(|_| sure.next().is_none())
}

/// The entries that may matter, by sound and by telephone.
struct Register {
    entries: Vec<(PersonId, Likened)>,
    by_sound: HashMap<String, Vec<usize>>,
    by_phone: HashMap<String, Vec<usize>>,
    /// Whole entries of whom a row certainly tells, as far as the asker may see them.
    known: HashMap<PersonId, NewPerson>,
}

impl Register {
    fn of(entries: Vec<(PersonId, Likened)>) -> Self {
        let (mut by_sound, mut by_phone) = (HashMap::<String, Vec<usize>>::new(), HashMap::<String, Vec<usize>>::new());
        for (place, (_, entry)) in entries.iter().enumerate() {
            by_sound.entry(entry.sound.clone()).or_default().push(place);
            if let Some(phone) = &entry.phone {
                by_phone.entry(phone.clone()).or_default().push(place);
            }
        }
        Self { entries, by_sound, by_phone, known: HashMap::new() }
    }

    async fn know(&mut self, db: &impl ConnectionTrait, caller: &Caller, told: &[Likened]) -> Result<(), UseError> {
        let matched: Vec<PersonId> = told.iter().filter_map(|row| sure(row, &self.near(row))).collect();
        let reached: Vec<PersonId> = load_reached(db, caller, &matched).await?.into_iter().collect();
        self.known = load_people(db, &reached).await?;
        Ok(())
    }

    /// Those of the same sound that share anything more, or of the same telephone.
    fn near(&self, row: &Likened) -> Vec<(PersonId, Likened)> {
        let sound = self.by_sound.get(&row.sound).into_iter().flatten();
        let phone = row.phone.as_ref().and_then(|phone| self.by_phone.get(phone)).into_iter().flatten();
        let mut places: Vec<usize> = sound
            .filter(|place| {
                let entry = &self.entries[**place].1;
                entry.institution == row.institution || entry.region == row.region || entry.birth_year == row.birth_year
            })
            .chain(phone)
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| self.entries[place].clone()).collect()
    }
}

/// The rows already judged.
#[derive(Default)]
struct Before {
    by_sound: HashMap<String, Vec<(i32, Likened)>>,
}

impl Before {
    /// The row before that is the same person: certainly, or perhaps.
    fn twin(&self, row: &Likened) -> Option<(i32, bool)> {
        let alike = self.by_sound.get(&row.sound)?;
        let sure =
            alike.iter().find(|(_, other)| certainly(row, other) || other == row).map(|(number, _)| (*number, true));
        sure.or_else(|| {
            let perhaps = alike.iter().find(|(_, other)| likeness(row, other).points() >= CANDIDATE);
            perhaps.map(|(number, _)| (*number, false))
        })
    }

    fn add(&mut self, number: i32, row: Likened) {
        self.by_sound.entry(row.sound.clone()).or_default().push((number, row));
    }
}
