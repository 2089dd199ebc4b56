//! Templates of certificates: read for the page, saved in versions, and found again by
//! what was issued with them.

pub mod images;
mod printing;

pub use printing::{InForce, Look, load_in_force, load_looks};

use super::model::Design;
use crate::campaigns::store::{Campaign, load, load_outline};
use crate::certificates::model::Kind;
use crate::fields::Problem;
use crate::ids::{CampaignId, CurriculumId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::{note, note_reading};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, campaign, certificate, certificate_template, enrolment, person, workshop};
use crate::workshops::store::schedule::load_scheduled;
use chrono::{DateTime, NaiveDate, Utc};
use images::{Image, load_images};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A version of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Which row.
    pub id: Uuid,
    /// Its number, from 1.
    pub number: i32,
    /// How it looks.
    pub design: Design,
    /// For how many months it certifies; nothing where for good.
    pub valid_months: Option<i32>,
    /// When it was last saved.
    pub made_at: DateTime<Utc>,
    /// Who saved it.
    pub by: String,
}

impl Version {
    /// What stands for it as it is now: another, once somebody has changed it.
    #[must_use]
    pub fn mark(&self) -> String {
        let months = self.valid_months.unwrap_or_default();
        let digest = Sha256::digest(format!("{months} {}", self.design.kept()));
        let first: [u8; 8] = std::array::from_fn(|place| digest[place]);
        format!("{}-{:016x}", self.number, u64::from_be_bytes(first))
    }
}

/// The templates of a campaign.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// The campaign.
    pub campaign: Campaign,
    /// The latest version of each kind, if one was saved, and how many certificates it has.
    pub kinds: Vec<(Kind, Option<Version>, u64)>,
    /// Its images, by name.
    pub images: Vec<Image>,
}

/// The templates of a campaign, for its organisers.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`].
pub async fn shelf(caller: &Caller, id: CampaignId) -> Result<Shelf, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let mut kinds = Vec::new();
    for kind in Kind::ALL {
        let latest = load_latest(db, id, kind).await?;
        let issued = match &latest {
            Some(version) => load_issued(db, version.id).await?,
            None => 0,
        };
        kinds.push((kind, latest, issued));
    }
    Ok(Shelf { campaign: load(db, id).await?, kinds, images: load_images(db, id).await? })
}

/// What a template is tried with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// A workshop of the campaign: its title, city and days.
    pub workshop: Option<(String, String, NaiveDate, NaiveDate)>,
    /// Its lead trainer.
    pub lead_trainer: String,
    /// The titles of its modules.
    pub modules: Vec<String>,
}

/// What the page needs to show and to try a template.
#[derive(Clone, Debug)]
pub struct Bench {
    /// The campaign.
    pub campaign: Campaign,
    /// What was saved last, if anything.
    pub latest: Option<Version>,
    /// How many certificates were issued with it.
    pub issued: u64,
    /// The campaign's images, by name.
    pub images: Vec<Image>,
    /// With what it is tried.
    pub sample: Sample,
}

impl Bench {
    /// What stands for the version that is shown; empty if there is none.
    #[must_use]
    pub fn mark(&self) -> String {
        self.latest.as_ref().map(Version::mark).unwrap_or_default()
    }

    /// What is in force: what was saved last, else what comes with Relais.
    #[must_use]
    pub fn design(&self, kind: Kind) -> (Design, Option<i32>) {
        match &self.latest {
            Some(version) => (version.design.clone(), version.valid_months),
            None => (Design::usual(kind), None),
        }
    }
}

/// A template on the bench, for organisers of its campaign.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`].
pub async fn bench(caller: &Caller, id: CampaignId, kind: Kind) -> Result<Bench, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let latest = load_latest(db, id, kind).await?;
    let issued = match &latest {
        Some(version) => load_issued(db, version.id).await?,
        None => 0,
    };
    Ok(Bench {
        campaign: load(db, id).await?,
        latest,
        issued,
        images: load_images(db, id).await?,
        sample: load_sample(db, id).await?,
    })
}

/// The longest name among those who have a seat in a campaign: the worst case of its
/// certificates. That it was read is noted.
///
/// # Errors
/// [`UseError::Forbidden`].
pub async fn longest_name(caller: &Caller, id: CampaignId) -> Result<Option<String>, UseError> {
    caller.allow(Act::Organise(id))?;
    let names: Vec<(String, String)> = enrolment::Entity::find()
        .select_only()
        .columns([person::Column::GivenNames, person::Column::FamilyName])
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .filter(person::COLUMN.erased_at.is_null())
        .into_tuple()
        .all(caller.db.reader())
        .await?;
    let full = names.into_iter().map(|(given, family)| format!("{given} {family}"));
    let longest = full.max_by_key(|name| name.chars().count());
    if longest.is_some() {
        note_reading(caller, "participants.read", "campaign", id.0, json!({ "names": 1 })).await?;
    }
    Ok(longest)
}

/// Saves a template: as a new version if certificates were issued with the last one, else
/// in its place. `seen` is the [mark](Version::mark) of what whoever saves was shown.
/// Answers with the number of the version.
///
/// # Errors
/// [`UseError::Forbidden`], [`UseError::NotFound`]; [`Problem::TemplateChanged`] if somebody
/// has saved another since; [`Problem::Unknown`] for an image that is not the campaign's.
pub async fn save(
    caller: &Caller,
    id: CampaignId,
    kind: Kind,
    seen: &str,
    design: &Design,
    valid_months: Option<i32>,
) -> Result<i32, UseError> {
    caller.allow(Act::Organise(id))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    let tx = caller.db.begin().await?;
    // Locked, as for removing images: none goes while a template comes that shows it.
    campaign::Entity::find_by_id(id.0).lock_exclusive().one(&tx).await?.ok_or(UseError::NotFound)?;
    let known: Vec<Uuid> = load_images(&tx, id).await?.into_iter().map(|image| image.id).collect();
    if design.images().iter().any(|image| !known.contains(image)) {
        return Err(UseError::refused("logo0", Problem::Unknown));
    }
    // Locked against whoever issues with it at this moment.
    let row = latest(id, kind).lock_exclusive().one(&tx).await?;
    let latest = load_latest(&tx, id, kind).await?;
    if let Some(version) = &latest
        && version.mark() != seen
    {
        return Err(UseError::refused("template", Problem::TemplateChanged { by: version.by.clone() }));
    }
    let number = match row {
        Some(row) if load_issued(&tx, row.id).await? == 0 => {
            let changed = certificate_template::ActiveModel {
                id: Set(row.id),
                design: Set(design.kept()),
                valid_months: Set(valid_months),
                made_at: Set(caller.now),
                account_id: Set(account.0),
                ..Default::default()
            };
            certificate_template::Entity::update(changed).exec_without_returning(&tx).await?;
            row.version
        }
        row => {
            let number = row.map_or(1, |row| row.version + 1);
            let new = certificate_template::ActiveModel {
                id: Set(caller.new_id()),
                campaign_id: Set(id.0),
                kind: Set(kind.as_str().to_owned()),
                version: Set(number),
                design: Set(design.kept()),
                valid_months: Set(valid_months),
                made_at: Set(caller.now),
                account_id: Set(account.0),
            };
            certificate_template::Entity::insert(new).exec_without_returning(&tx).await?;
            number
        }
    };
    let detail = json!({ "kind": kind.as_str(), "version": number });
    note(&tx, caller, "template.saved", "campaign", id.0, detail).await?;
    tx.commit().await?;
    Ok(number)
}

fn latest(id: CampaignId, kind: Kind) -> sea_orm::Select<certificate_template::Entity> {
    certificate_template::Entity::find()
        .filter(certificate_template::COLUMN.campaign_id.eq(id.0))
        .filter(certificate_template::COLUMN.kind.eq(kind.as_str()))
        .order_by_desc(certificate_template::Column::Version)
        .limit(1)
}

async fn load_latest(db: &impl ConnectionTrait, id: CampaignId, kind: Kind) -> Result<Option<Version>, UseError> {
    let found = latest(id, kind).find_also_related(account::Entity).one(db).await?;
    let Some((row, by)) = found else { return Ok(None) };
    let design = read_design(&row)?;
    Ok(Some(Version {
        id: row.id,
        number: row.version,
        design,
        valid_months: row.valid_months,
        made_at: row.made_at,
        by: by.map(|by| by.display_name).unwrap_or_default(),
    }))
}

fn read_design(row: &certificate_template::Model) -> Result<Design, StoreError> {
    let wrong =
        |_| StoreError::Inconsistent { table: "certificate_template", column: "design", row: row.id.to_string() };
    Design::parse(&row.design).map_err(wrong)
}

async fn load_issued(db: &impl ConnectionTrait, template: Uuid) -> Result<u64, UseError> {
    Ok(certificate::Entity::find().filter(certificate::COLUMN.template_id.eq(template)).count(db).await?)
}

async fn load_sample(db: &impl ConnectionTrait, id: CampaignId) -> Result<Sample, UseError> {
    let Some(held) = load_scheduled(db, id).await?.into_iter().find(|one| !one.cancelled) else {
        return Ok(Sample::default());
    };
    let row = workshop::Entity::find_by_id(held.id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let modules = load_outline(db, CurriculumId(row.curriculum_id), row.starts_on).await?;
    Ok(Sample {
        workshop: Some((row.title, held.city, row.starts_on, row.ends_on)),
        lead_trainer: held.trainers.into_iter().next().unwrap_or_default(),
        modules: modules.into_iter().map(|module| module.title).collect(),
    })
}
