//! What is needed to print certificates: one, or those of a workshop or a campaign, so many at
//! a time that ten thousand are never all in memory.

use super::reading::load_seen;
use super::{Certificate, read};
use crate::campaigns::store::{Campaign, load, load_outline};
use crate::certificates::keys::store::signing::{Proof, load_proofs};
use crate::certificates::model::Kind;
use crate::certificates::templates::store::{Look, load_looks};
use crate::code::Code;
use crate::ids::{CampaignId, CurriculumId, PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, certificate, enrolment, person, workshop, workshop_trainer};
use crate::workshops::store::reading::campaign_of;
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use serde_json::json;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// All that the paper says.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The certificate.
    pub certificate: Certificate,
    /// The holder's name.
    pub holder_name: String,
    /// The campaign, for heading and partners.
    pub campaign: Campaign,
    /// Titles of the modules.
    pub modules: Vec<String>,
    /// Name of the lead trainer, who signs.
    pub lead_trainer: Option<String>,
    /// How it looks.
    pub look: Look,
    /// What the QR code carries behind the address; nothing where it was issued before there
    /// were keys, or its row is not what was signed.
    pub statement: Option<String>,
}

/// A certificate to print, for its holder or an organiser of its campaign.
///
/// # Errors
/// [`UseError::NotFound`] also where the asker may not see it: whether a serial
/// exists is nobody's business; and where the holder asked to be erased: there is
/// nothing to print.
pub async fn paper(caller: &Caller, serial: &Code) -> Result<Paper, UseError> {
    let db = caller.db.reader();
    let (certificate, seat, workshop) = load_seen(db, caller, serial).await?;
    let holder_name = certificate.holder_name.clone().ok_or(UseError::NotFound)?;
    if caller.actor.person() != Some(PersonId(seat.person_id)) {
        note_reading(caller, "certificate.read", "enrolment", seat.id, json!({ "serial": serial })).await?;
    }
    let mut own = load_own(db, std::slice::from_ref(&certificate)).await?;
    let own = own.remove(&certificate.id).ok_or(UseError::NotFound)?;
    Ok(load_setting(db, &workshop).await?.paper(certificate, holder_name, own))
}

/// What all certificates of a workshop have in common.
#[derive(Clone, Debug)]
struct Setting {
    campaign: Campaign,
    modules: Vec<String>,
    lead_trainer: Option<String>,
}

impl Setting {
    fn paper(&self, certificate: Certificate, holder_name: String, own: Own) -> Paper {
        let Self { campaign, modules, lead_trainer } = self.clone();
        let Own { look, statement } = own;
        Paper { certificate, holder_name, campaign, modules, lead_trainer, look, statement }
    }
}

/// What each certificate has of its own beside what it says.
#[derive(Debug, Default)]
struct Own {
    look: Look,
    statement: Option<String>,
}

/// By certificate, however many they are in the same number of queries.
async fn load_own(db: &impl ConnectionTrait, certificates: &[Certificate]) -> Result<HashMap<Uuid, Own>, UseError> {
    let ids: Vec<Uuid> = certificates.iter().map(|one| one.id).collect();
    let mut proofs = load_proofs(db, certificates).await?;
    let own = |(id, look)| {
        let statement = match proofs.remove(&id) {
            Some(Proof::Signed(signed)) => Some(signed.text()),
            _ => None,
        };
        (id, Own { look, statement })
    };
    Ok(load_looks(db, &ids).await?.into_iter().map(own).collect())
}

async fn load_setting(db: &impl ConnectionTrait, workshop: &workshop::Model) -> Result<Setting, UseError> {
    let campaign = load(db, CampaignId(workshop.campaign_id)).await?;
    let modules = load_outline(db, CurriculumId(workshop.curriculum_id), workshop.starts_on).await?;
    let modules = modules.into_iter().map(|module| module.title).collect();
    let lead_trainer = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.workshop_id.eq(workshop.id))
        .filter(workshop_trainer::COLUMN.lead.eq(true))
        .find_also_related(account::Entity)
        .one(db)
        .await?
        .and_then(|(_, account)| account)
        .map(|account| account.display_name);
    Ok(Setting { campaign, modules, lead_trainer })
}

/// Whose certificates are printed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of a workshop.
    Workshop(WorkshopId),
    /// Those of a campaign.
    Campaign(CampaignId),
}

/// A certificate among those that are printed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Which row.
    pub id: Uuid,
    /// Its serial.
    pub serial: Code,
    /// Its holder, as the register names them today.
    pub name: PersonName,
}

/// Certificates that are printed together, by name, with what was found out of their workshops.
#[derive(Debug)]
pub struct Sheaf {
    leaves: Vec<Leaf>,
    next: usize,
    settings: HashMap<Uuid, Setting>,
}

/// The certificates of a kind, or of both, that were not revoked, for an organiser. It leaves
/// its line in the trail for each workshop of which there are some.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn sheaf(caller: &Caller, scope: Scope, kind: Option<Kind>) -> Result<Sheaf, UseError> {
    let db = caller.db.reader();
    let campaign = match scope {
        Scope::Workshop(workshop) => campaign_of(db, workshop).await?,
        Scope::Campaign(campaign) => campaign,
    };
    caller.allow(Act::Organise(campaign))?;
    let within = match scope {
        Scope::Workshop(workshop) => enrolment::COLUMN.workshop_id.eq(workshop.0),
        Scope::Campaign(campaign) => workshop::COLUMN.campaign_id.eq(campaign.0),
    };
    let mut found = certificate::Entity::find()
        .select_only()
        .columns([certificate::Column::Id, certificate::Column::Serial])
        .columns([person::Column::FamilyName, person::Column::GivenNames])
        .column(enrolment::Column::WorkshopId)
        .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .filter(within)
        .filter(certificate::COLUMN.revoked_at.is_null())
        .filter(certificate::COLUMN.holder_name.is_not_null());
    if let Some(kind) = kind {
        found = found.filter(certificate::COLUMN.kind.eq(kind.as_str()));
    }
    let rows = found
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(certificate::Column::Serial)
        .into_tuple::<(Uuid, String, String, String, Uuid)>()
        .all(db)
        .await?;
    let mut read: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut leaves = Vec::with_capacity(rows.len());
    for (id, serial, family, given, workshop) in rows {
        let serial = Code::parse(&serial).map_err(|_| StoreError::Inconsistent {
            table: "certificate",
            column: "serial",
            row: id.to_string(),
        })?;
        leaves.push(Leaf { id, serial, name: PersonName { family, given } });
        *read.entry(workshop).or_default() += 1;
    }
    for (workshop, people) in read {
        note_reading(caller, "certificates.read", "workshop", workshop, json!({ "certificates": people })).await?;
    }
    Ok(Sheaf { leaves, next: 0, settings: HashMap::new() })
}

impl Sheaf {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.leaves.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// At most so many more of them; none once all were taken. What was revoked meanwhile is
    /// left out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take(&mut self, caller: &Caller, most: usize) -> Result<Vec<(Leaf, Paper)>, UseError> {
        let mut papers = Vec::new();
        while papers.is_empty() && self.next < self.leaves.len() {
            let end = (self.next + most.max(1)).min(self.leaves.len());
            let some = self.leaves[self.next..end].to_vec();
            self.next = end;
            papers = self.load(caller, some).await?;
        }
        Ok(papers)
    }

    async fn load(&mut self, caller: &Caller, leaves: Vec<Leaf>) -> Result<Vec<(Leaf, Paper)>, UseError> {
        let db = caller.db.reader();
        let rows = certificate::Entity::find()
            .filter(certificate::COLUMN.id.is_in(leaves.iter().map(|leaf| leaf.id)))
            .filter(certificate::COLUMN.revoked_at.is_null())
            .find_also_related(enrolment::Entity)
            .all(db)
            .await?;
        let mut workshops: HashMap<Uuid, Uuid> = HashMap::with_capacity(rows.len());
        let mut certificates = Vec::with_capacity(rows.len());
        for (row, seat) in rows {
            let Some(seat) = seat else { continue };
            workshops.insert(row.id, seat.workshop_id);
            certificates.push(read(row)?);
        }
        let mut own = load_own(db, &certificates).await?;
        let mut by_id: HashMap<Uuid, Certificate> = certificates.into_iter().map(|one| (one.id, one)).collect();
        let mut papers = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let (Some(certificate), Some(workshop)) = (by_id.remove(&leaf.id), workshops.remove(&leaf.id)) else {
                continue;
            };
            let Some(holder_name) = certificate.holder_name.clone() else { continue };
            let setting = match self.settings.entry(workshop) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(room) => {
                    let row = workshop::Entity::find_by_id(workshop).one(db).await?.ok_or(UseError::NotFound)?;
                    room.insert(load_setting(db, &row).await?)
                }
            };
            let own = own.remove(&certificate.id).ok_or(UseError::NotFound)?;
            papers.push((leaf, setting.paper(certificate, holder_name, own)));
        }
        Ok(papers)
    }
}
