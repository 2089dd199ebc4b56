//! Editions of a curriculum: listing them, reading one.

use super::curricula::{Curriculum, load_curriculum};
use crate::campaigns::edition::standing;
use crate::campaigns::text::{for_participants, shown};
use crate::ids::{CurriculumId, ModuleId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, curriculum_edition, curriculum_module, enrolment, module_text, workshop};
use chrono::NaiveDate;
use sea_orm::{
    ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A curriculum as it was handed out, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its number, from 1.
    pub number: i32,
    /// What it is called.
    pub version: String,
    /// When it was published.
    pub published_on: NaiveDate,
    /// By whom, if that is known.
    pub by: Option<String>,
    /// What changed.
    pub note: String,
}

/// The editions of a curriculum, the newest first.
///
/// # Errors
/// If the database fails or the asker does not work with Relais.
pub async fn editions(caller: &Caller, id: CurriculumId) -> Result<Vec<Edition>, UseError> {
    caller.allow(Act::Work)?;
    let rows = of_curriculum(id).find_also_related(account::Entity).all(caller.db.reader()).await?;
    let edition = |(row, account): (curriculum_edition::Model, Option<account::Model>)| Edition {
        number: row.number,
        version: row.version,
        published_on: row.published_on,
        by: account.map(|account| account.display_name),
        note: row.note,
    };
    Ok(rows.into_iter().map(edition).collect())
}

/// A curriculum with its text in one edition, the newest unless another is asked for: for
/// whoever works with Relais. Those who are or were taught it read the editions of their
/// workshops, without what is for trainers alone.
///
/// # Errors
/// [`UseError::NotFound`], also for an edition that a participant was not taught by.
pub async fn read_edition(caller: &Caller, id: CurriculumId, number: Option<i32>) -> Result<Curriculum, UseError> {
    let db = caller.db.reader();
    let Some(person) = caller.actor.person() else {
        caller.allow(Act::Work)?;
        return load_edition(db, id, number).await;
    };
    let theirs = taught(db, person, id).await?;
    let newest = theirs.last().copied().ok_or(UseError::NotFound)?;
    let number = number.unwrap_or(newest);
    if !theirs.contains(&number) {
        return Err(UseError::NotFound);
    }
    Ok(load_edition(db, id, Some(number)).await?.for_participants())
}

impl Curriculum {
    /// The names of the figures that its texts show.
    #[must_use]
    pub fn figures(&self) -> BTreeSet<String> {
        self.modules.iter().flat_map(|module| shown(&module.body)).collect()
    }

    /// The same without what is for trainers alone.
    #[must_use]
    pub fn for_participants(mut self) -> Self {
        for module in &mut self.modules {
            module.body = for_participants(&module.body);
        }
        self.for_trainers = false;
        self
    }
}

/// Whether the asker reads a text that shows a figure: those who are or were taught it by
/// what stands beside trainers' parts, all who work with Relais in any case.
///
/// # Errors
/// If the database fails, or the asker has no account.
pub async fn sees_figure(caller: &Caller, id: CurriculumId, name: &str) -> Result<bool, UseError> {
    let Some(person) = caller.actor.person() else {
        caller.allow(Act::Work)?;
        return Ok(true);
    };
    let db = caller.db.reader();
    for number in taught(db, person, id).await? {
        let read = load_edition(db, id, Some(number)).await?.for_participants();
        if read.figures().contains(name) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Asks whether someone reads a curriculum: whoever works with Relais, and those who are or
/// were taught it.
///
/// # Errors
/// [`UseError::NotFound`] for others.
pub async fn allow_reading(caller: &Caller, id: CurriculumId) -> Result<(), UseError> {
    let Some(person) = caller.actor.person() else { return caller.allow(Act::Work) };
    if taught(caller.db.reader(), person, id).await?.is_empty() { Err(UseError::NotFound) } else { Ok(()) }
}

/// The editions that a person is or was taught by.
async fn taught(db: &impl ConnectionTrait, person: PersonId, id: CurriculumId) -> Result<BTreeSet<i32>, UseError> {
    let days: Vec<NaiveDate> = enrolment::Entity::find()
        .select_only()
        .column(workshop::Column::StartsOn)
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(enrolment::COLUMN.person_id.eq(person.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .filter(workshop::COLUMN.curriculum_id.eq(id.0))
        .into_tuple()
        .all(db)
        .await?;
    let editions = load_days(db, id).await?;
    Ok(days.into_iter().filter_map(|first_day| standing(&editions, first_day)).collect())
}

/// The numbers of a curriculum's editions, and when each was published.
async fn load_days(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<(i32, NaiveDate)>, UseError> {
    Ok(of_curriculum(id).all(db).await?.into_iter().map(|row| (row.number, row.published_on)).collect())
}

/// A curriculum in one edition, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_edition(
    db: &impl ConnectionTrait,
    id: CurriculumId,
    number: Option<i32>,
) -> Result<Curriculum, UseError> {
    let mut curriculum = load_curriculum(db, id).await?;
    let Some(number) = number.filter(|number| *number != curriculum.edition) else { return Ok(curriculum) };
    let edition = of_curriculum(id).filter(curriculum_edition::COLUMN.number.eq(number)).one(db).await?;
    let edition = edition.ok_or(UseError::NotFound)?;
    let texts = module_text::Entity::find().filter(module_text::COLUMN.edition_id.eq(edition.id)).all(db).await?;
    let mut modules = Vec::with_capacity(texts.len());
    for mut module in curriculum.modules {
        let Some(text) = texts.iter().find(|text| text.module_id == module.id.0) else { continue };
        module.title.clone_from(&text.title);
        module.minutes = text.minutes;
        module.method = StoreError::read(&text.method, "module_text", "method", text.id)?;
        module.body.clone_from(&text.body);
        modules.push(module);
    }
    curriculum.modules = modules;
    curriculum.edition = number;
    curriculum.line.version = edition.version;
    curriculum.published_on = edition.published_on;
    Ok(curriculum)
}

/// The number of the edition that a workshop is held with: for whoever works with Relais, and
/// those enrolled in it.
///
/// # Errors
/// [`UseError::NotFound`], also for a workshop that teaches something else.
pub async fn edition_of(caller: &Caller, id: CurriculumId, workshop: WorkshopId) -> Result<i32, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(workshop.0).one(db).await?;
    let row = row.filter(|row| row.curriculum_id == id.0).ok_or(UseError::NotFound)?;
    match caller.actor.person() {
        Some(person) => {
            let seats = enrolment::Entity::find()
                .filter(enrolment::COLUMN.person_id.eq(person.0))
                .filter(enrolment::COLUMN.workshop_id.eq(workshop.0))
                .filter(enrolment::COLUMN.withdrawn_at.is_null());
            if seats.count(db).await? == 0 {
                return Err(UseError::NotFound);
            }
        }
        None => caller.allow(Act::Work)?,
    }
    load_standing(db, id, row.starts_on).await
}

/// The number of the edition that a workshop with such a first day is held with, within a
/// larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_standing(db: &impl ConnectionTrait, id: CurriculumId, first_day: NaiveDate) -> Result<i32, UseError> {
    standing(&load_days(db, id).await?, first_day).ok_or(UseError::NotFound)
}

/// A module without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The module.
    pub id: ModuleId,
    /// Its title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
}

/// The modules that a workshop is held with, in order, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_outline(
    db: &impl ConnectionTrait,
    id: CurriculumId,
    first_day: NaiveDate,
) -> Result<Vec<Outline>, UseError> {
    let number = load_standing(db, id, first_day).await?;
    let rows: Vec<(Uuid, String, i32)> = module_text::Entity::find()
        .select_only()
        .columns([module_text::Column::ModuleId, module_text::Column::Title, module_text::Column::Minutes])
        .join(JoinType::InnerJoin, module_text::Relation::CurriculumEdition.def())
        .join(JoinType::InnerJoin, module_text::Relation::CurriculumModule.def())
        .filter(curriculum_edition::COLUMN.curriculum_id.eq(id.0))
        .filter(curriculum_edition::COLUMN.number.eq(number))
        .order_by_asc(curriculum_module::Column::Position)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title, minutes)| Outline { id: ModuleId(id), title, minutes }).collect())
}

/// What modules are called in workshops: each has the titles of the edition that it is held
/// with.
#[derive(Debug, Default)]
pub struct Titles {
    editions: HashMap<WorkshopId, Uuid>,
    of_editions: HashMap<(Uuid, ModuleId), String>,
}

impl Titles {
    /// The title of a module in a workshop.
    #[must_use]
    pub fn of(&self, workshop: WorkshopId, module: ModuleId) -> Option<&str> {
        let edition = self.editions.get(&workshop)?;
        self.of_editions.get(&(*edition, module)).map(String::as_str)
    }
}

/// The titles in workshops, each given with its curriculum and its first day, within a larger
/// use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_titles(
    db: &impl ConnectionTrait,
    held: &[(WorkshopId, CurriculumId, NaiveDate)],
) -> Result<Titles, UseError> {
    let curricula: BTreeSet<Uuid> = held.iter().map(|(_, curriculum, _)| curriculum.0).collect();
    let rows = curriculum_edition::Entity::find()
        .filter(curriculum_edition::COLUMN.curriculum_id.is_in(curricula))
        .all(db)
        .await?;
    let mut titles = Titles::default();
    for (workshop, curriculum, first_day) in held {
        let theirs = || rows.iter().filter(|row| row.curriculum_id == curriculum.0);
        let days: Vec<_> = theirs().map(|row| (row.number, row.published_on)).collect();
        let number = standing(&days, *first_day);
        if let Some(edition) = theirs().find(|row| Some(row.number) == number) {
            titles.editions.insert(*workshop, edition.id);
        }
    }
    let editions: BTreeSet<Uuid> = titles.editions.values().copied().collect();
    let rows: Vec<(Uuid, Uuid, String)> = module_text::Entity::find()
        .select_only()
        .columns([module_text::Column::EditionId, module_text::Column::ModuleId, module_text::Column::Title])
        .filter(module_text::COLUMN.edition_id.is_in(editions))
        .into_tuple()
        .all(db)
        .await?;
    titles.of_editions =
        rows.into_iter().map(|(edition, module, title)| ((edition, ModuleId(module)), title)).collect();
    Ok(titles)
}

/// The editions of a curriculum, the newest first.
pub(in crate::campaigns) fn of_curriculum(id: CurriculumId) -> sea_orm::Select<curriculum_edition::Entity> {
    curriculum_edition::Entity::find()
        .filter(curriculum_edition::COLUMN.curriculum_id.eq(id.0))
        .order_by_desc(curriculum_edition::Column::Number)
}

/// The number of the newest edition, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_newest(db: &impl ConnectionTrait, id: Uuid) -> Result<i32, UseError> {
    let newest = of_curriculum(CurriculumId(id)).one(db).await?;
    Ok(newest.map_or(1, |row| row.number))
}
