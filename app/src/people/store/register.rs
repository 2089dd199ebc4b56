//! The register of trained actors: adding, reading and changing entries.

use super::audit::note;
use super::finding::index_in;
use super::reach::{load_reach, reach_in};
use crate::fields::Problem;
use crate::ids::{CampaignId, InstitutionId, LocalityId, PersonId, RegionId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::merging::changing;
use crate::people::model::{Age, AgeBand, CONSENT_WORDING, LANGUAGES, NewPerson, PersonName, Sex};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{actor_category, campaign, consent, institution, locality, person, region};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// An entry with its lists read out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: PersonId,
    /// What was written.
    pub person: NewPerson,
    /// Name of the institution.
    pub institution: String,
    /// French and English name of its category.
    pub category: (String, String),
    /// Name of the region.
    pub region: String,
    /// Name of the cercle or commune.
    pub locality: Option<String>,
    /// The wording agreed to, and since when.
    pub consent: Option<(String, chrono::NaiveDate)>,
    /// When the person was erased: nothing of theirs is left here but what counts.
    pub erased_on: Option<chrono::NaiveDate>,
}

/// An entry as far as the asker may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// All of it.
    Whole(Box<Entry>),
    /// Of another's campaign: name, institution, function and region alone.
    Least(Box<Entry>),
}

/// An entry, for an organiser. Reading leaves its line in the audit trail, which
/// says who saw whose data, and whether all of them.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn find(caller: &Caller, id: PersonId) -> Result<Seen, UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    let mut entry = load_entry(&tx, id).await?;
    let whole = load_reach(&tx, caller, id).await?;
    note(&tx, caller, "person.read", "person", id.0, json!({ "whole": whole })).await?;
    tx.commit().await?;
    if !whole {
        let person = &mut entry.person;
        (person.age, person.phone, person.email) = (None, None, None);
        (person.languages, person.accessibility, person.locality) = (Vec::new(), String::new(), None);
        (entry.locality, entry.consent) = (None, None);
        return Ok(Seen::Least(Box::new(entry)));
    }
    Ok(Seen::Whole(Box::new(entry)))
}

/// An entry, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_entry(db: &impl ConnectionTrait, id: PersonId) -> Result<Entry, UseError> {
    let row = person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let consent = consent::Entity::find()
        .filter(consent::COLUMN.person_id.eq(id.0))
        .filter(consent::COLUMN.withdrawn_at.is_null())
        .order_by_desc(consent::Column::RecordedAt)
        .one(db)
        .await?
        .map(|row| (row.wording, row.given_on));
    let erased_on = row.erased_at.map(|at| at.date_naive());
    let person = read(row, consent.as_ref().is_some_and(|(wording, _)| wording == CONSENT_WORDING))?;
    Ok(Entry { consent, erased_on, ..load_as(db, id, person).await? })
}

/// An entry as it would be with these values, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`] for an institution or a region that is not there.
pub async fn load_as(db: &impl ConnectionTrait, id: PersonId, person: NewPerson) -> Result<Entry, UseError> {
    let (institution, category) = institution::Entity::find_by_id(person.institution.0)
        .find_also_related(actor_category::Entity)
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?;
    let region = region::Entity::find_by_id(person.region.0).one(db).await?.ok_or(UseError::NotFound)?;
    let locality = match person.locality {
        Some(id) => locality::Entity::find_by_id(id.0).one(db).await?.map(|row| row.name),
        None => None,
    };
    Ok(Entry {
        id,
        person,
        institution: institution.name,
        category: category.map(|row| (row.name_fr, row.name_en)).unwrap_or_default(),
        region: region.name,
        locality,
        consent: None,
        erased_on: None,
    })
}

/// Many entries, without the names of their lists, within a larger use that has
/// asked.
///
/// # Errors
/// If the database fails.
pub async fn load_people(
    db: &impl ConnectionTrait,
    ids: &[PersonId],
) -> Result<HashMap<PersonId, NewPerson>, UseError> {
    let mut people = HashMap::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let some = || some.iter().map(|id| id.0);
        let consenting: HashSet<Uuid> = consent::Entity::find()
            .filter(consent::COLUMN.person_id.is_in(some()))
            .filter(consent::COLUMN.withdrawn_at.is_null())
            .filter(consent::COLUMN.wording.eq(CONSENT_WORDING))
            .all(db)
            .await?
            .into_iter()
            .map(|row| row.person_id)
            .collect();
        for row in person::Entity::find().filter(person::COLUMN.id.is_in(some())).all(db).await? {
            let consents = consenting.contains(&row.id);
            people.insert(PersonId(row.id), read(row, consents)?);
        }
    }
    Ok(people)
}

fn read(row: person::Model, consents: bool) -> Result<NewPerson, UseError> {
    let sex: Sex = StoreError::read(&row.sex, "person", "sex", row.id)?;
    let band = match &row.age_band {
        Some(band) => Some(StoreError::read::<AgeBand>(band, "person", "age_band", row.id)?),
        None => None,
    };
    let born = row.birth_year.map(|year| Age::Born { year, about: row.birth_year_about });
    Ok(NewPerson {
        name: PersonName { family: row.family_name, given: row.given_names },
        sex,
        age: born.or(band.map(Age::Band)),
        institution: InstitutionId(row.institution_id),
        job_title: row.job_title,
        region: RegionId(row.region_id),
        locality: row.locality_id.map(LocalityId),
        phone: row.phone,
        email: row.email,
        languages: LANGUAGES.into_iter().filter(|code| row.languages.split(' ').any(|known| known == *code)).collect(),
        accessibility: row.accessibility,
        consents,
    })
}

/// The campaigns for which the asker may add people.
///
/// # Errors
/// If the asker organises none, or the database fails.
pub async fn campaigns(caller: &Caller) -> Result<Vec<(CampaignId, String)>, UseError> {
    caller.allow(Act::KeepRegister)?;
    let mut query = campaign::Entity::find();
    if let Some(organised) = caller.actor.organised() {
        query = query.filter(campaign::COLUMN.id.is_in(organised.into_iter().map(|id| id.0)));
    }
    let rows = query.order_by_desc(campaign::Column::StartsOn).all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (CampaignId(row.id), row.title)).collect())
}

/// Adds a person to the register, for a campaign that will work with them.
///
/// # Errors
/// [`Problem::Unknown`] for an institution, a region or a locality that does not
/// exist, or a locality of another region.
pub async fn add(caller: &Caller, campaign: CampaignId, new: NewPerson) -> Result<PersonId, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let tx = caller.db.begin().await?;
    let id = add_in(&tx, caller, campaign, new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a person within a larger use that has asked.
///
/// # Errors
/// As [`add`], but for who asks.
pub async fn add_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    campaign: CampaignId,
    new: NewPerson,
) -> Result<PersonId, UseError> {
    check_places_in(tx, &new).await?;
    let id = PersonId(caller.new_id());
    let mut row = columns(caller, id, &new);
    row.created_at = Set(caller.now);
    person::Entity::insert(row).exec_without_returning(tx).await?;
    index_in(tx, id, &new.name, new.phone.as_deref()).await?;
    reach_in(tx, caller, campaign, &[id]).await?;
    consent_in(tx, caller, id, new.consents).await?;
    note(tx, caller, "person.added", "person", id.0, json!({ "campaign": campaign })).await?;
    Ok(id)
}

/// How many rows are written at once: within what both databases take as values
/// of one statement.
pub(super) const CHUNK: usize = 500;

/// Changes an entry to what was written anew.
///
/// # Errors
/// As [`add`]; [`UseError::Forbidden`] unless a campaign of the asker's works
/// with the person.
pub async fn change(caller: &Caller, id: PersonId, new: NewPerson) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    if !load_reach(&tx, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    change_in(&tx, caller, id, &new).await?;
    Ok(tx.commit().await?)
}

/// Changes an entry within a larger use that has asked. The audit trail keeps
/// which fields, not what stood there.
///
/// # Errors
/// As [`add`]; [`UseError::NotFound`] for someone who was erased.
pub async fn change_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: PersonId,
    new: &NewPerson,
) -> Result<(), UseError> {
    let Entry { person: before, erased_on: None, .. } = load_entry(tx, id).await? else {
        return Err(UseError::NotFound);
    };
    let changed = changing(&before, new);
    if changed.is_empty() {
        return Ok(());
    }
    check_places_in(tx, new).await?;
    save_in(tx, caller, id, new).await?;
    index_in(tx, id, &new.name, new.phone.as_deref()).await?;
    if before.consents != new.consents {
        consent_in(tx, caller, id, new.consents).await?;
    }
    note(tx, caller, "person.changed", "person", id.0, json!({ "fields": changed })).await?;
    Ok(())
}

/// Writes all columns of an entry, within a larger use that has asked and that
/// sees to the words by which it is found.
pub(super) async fn save_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: PersonId,
    person: &NewPerson,
) -> Result<(), UseError> {
    person::Entity::update(columns(caller, id, person)).exec_without_returning(tx).await?;
    Ok(())
}

/// All columns but when it was created.
pub(super) fn columns(caller: &Caller, id: PersonId, new: &NewPerson) -> person::ActiveModel {
    let (birth_year, about, band) = match new.age {
        Some(Age::Born { year, about }) => (Some(year), about, None),
        Some(Age::Band(band)) => (None, false, Some(band.as_str().to_owned())),
        None => (None, false, None),
    };
    person::ActiveModel {
        id: Set(id.0),
        family_name: Set(new.name.family.clone()),
        given_names: Set(new.name.given.clone()),
        sex: Set(new.sex.as_str().to_owned()),
        birth_year: Set(birth_year),
        birth_year_about: Set(about),
        age_band: Set(band),
        institution_id: Set(new.institution.0),
        job_title: Set(new.job_title.clone()),
        region_id: Set(new.region.0),
        locality_id: Set(new.locality.map(|id| id.0)),
        phone: Set(new.phone.clone()),
        email: Set(new.email.clone()),
        languages: Set(new.languages.join(" ")),
        accessibility: Set(new.accessibility.clone()),
        search_key: Set(new.name.search_key().into_bytes()),
        sound_key: Set(new.name.sound_key()),
        updated_at: Set(caller.now),
        ..Default::default()
    }
}

/// Refuses an institution, a region or a locality that cannot be chosen, within a
/// larger use that has asked.
///
/// # Errors
/// As [`add`].
pub async fn check_places_in(tx: &impl ConnectionTrait, new: &NewPerson) -> Result<(), UseError> {
    let found = institution::Entity::find_by_id(new.institution.0).one(tx).await?;
    if found.is_none_or(|row| row.stands_in) {
        return Err(UseError::refused("institution", Problem::Unknown));
    }
    if region::Entity::find_by_id(new.region.0).one(tx).await?.is_none() {
        return Err(UseError::refused("region", Problem::Unknown));
    }
    if let Some(id) = new.locality {
        let found = locality::Entity::find_by_id(id.0).one(tx).await?;
        if found.is_none_or(|row| row.region_id != new.region.0) {
            return Err(UseError::refused("locality", Problem::Unknown));
        }
    }
    Ok(())
}

/// Records that a person agrees to the wording in force, or no longer does.
async fn consent_in(tx: &DatabaseTransaction, caller: &Caller, id: PersonId, consents: bool) -> Result<(), UseError> {
    if consents {
        let row = consent::ActiveModel {
            id: Set(caller.new_id()),
            person_id: Set(id.0),
            wording: Set(CONSENT_WORDING.to_owned()),
            given_on: Set(caller.today()),
            recorded_at: Set(caller.now),
            withdrawn_at: Set(None),
        };
        consent::Entity::insert(row).exec_without_returning(tx).await?;
    } else {
        let end = consent::ActiveModel { withdrawn_at: Set(Some(caller.now)), ..Default::default() };
        consent::Entity::update_many()
            .set(end)
            .filter(consent::COLUMN.person_id.eq(id.0))
            .filter(consent::COLUMN.withdrawn_at.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}
