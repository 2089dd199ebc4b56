//! Looking one up: whether it is genuine, for anyone; all about it, for its holder and for
//! organisers.

use super::{Certificate, read};
use crate::certificates::model::State;
use crate::code::Code;
use crate::ids::{CampaignId, PersonId, WorkshopId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::db::Db;
use crate::schema::error::UseError;
use crate::schema::{account, certificate, enrolment, workshop};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

/// What anyone may know of a certificate whose serial they hold: what is printed
/// on it. `None` if there is none of that serial.
///
/// # Errors
/// If the database fails.
pub async fn verify(db: &Db, serial: &Code) -> Result<Option<Certificate>, UseError> {
    load_of(db.reader(), serial).await
}

pub(super) async fn load_of(db: &impl ConnectionTrait, serial: &Code) -> Result<Option<Certificate>, UseError> {
    let found = certificate::Entity::find().filter(certificate::COLUMN.serial.eq(serial.as_str())).one(db).await?;
    found.map(read).transpose()
}

/// All about a certificate.
#[derive(Clone, Debug)]
pub struct Found {
    /// The certificate.
    pub certificate: Certificate,
    /// What it is worth today.
    pub state: State,
    /// Of which workshop.
    pub workshop: WorkshopId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// Whether the asker may revoke it, and issue another in its place.
    pub may_organise: bool,
    /// The one in whose place it was issued.
    pub replaces: Option<Code>,
    /// The one that was issued in its place.
    pub replaced_by: Option<Code>,
    /// Why it was revoked, in the words of who did it.
    pub reason: Option<String>,
    /// Who revoked it.
    pub revoked_by: Option<String>,
}

/// All about a certificate, for its holder or an organiser of its campaign.
///
/// # Errors
/// [`UseError::NotFound`] also where the asker may not see it: whether a serial exists is
/// nobody's business.
pub async fn find(caller: &Caller, serial: &Code) -> Result<Found, UseError> {
    let db = caller.db.reader();
    let (certificate, seat, workshop) = load_seen(db, caller, serial).await?;
    if caller.actor.person() != Some(PersonId(seat.person_id)) {
        note_reading(caller, "certificate.read", "enrolment", seat.id, json!({ "serial": serial })).await?;
    }
    let replaces = match certificate.replaces {
        Some(id) => certificate::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let after = certificate::Entity::find().filter(certificate::COLUMN.replaces_id.eq(certificate.id)).one(db).await?;
    let row = certificate::Entity::find_by_id(certificate.id).one(db).await?.ok_or(UseError::NotFound)?;
    let revoked_by = match row.revoked_by {
        Some(id) => account::Entity::find_by_id(id).one(db).await?.map(|account| account.display_name),
        None => None,
    };
    Ok(Found {
        state: certificate.state(caller.today(), after.is_some()),
        certificate,
        workshop: WorkshopId(workshop.id),
        campaign: CampaignId(workshop.campaign_id),
        may_organise: may(&caller.actor, Act::Organise(CampaignId(workshop.campaign_id))),
        replaces: replaces.map(read).transpose()?.map(|one| one.serial),
        replaced_by: after.map(read).transpose()?.map(|one| one.serial),
        reason: row.revoked_reason,
        revoked_by,
    })
}

/// A certificate with its seat and its workshop, if the asker is its holder or organises its
/// campaign: for everyone else there is none.
pub(super) async fn load_seen(
    db: &impl ConnectionTrait,
    caller: &Caller,
    serial: &Code,
) -> Result<(Certificate, enrolment::Model, workshop::Model), UseError> {
    let certificate = load_of(db, serial).await?.ok_or(UseError::NotFound)?;
    let (seat, workshop) = load_seat(db, certificate.enrolment.0).await?;
    let acts = [Act::ReadOwn(PersonId(seat.person_id)), Act::Organise(CampaignId(workshop.campaign_id))];
    if acts.into_iter().any(|act| may(&caller.actor, act)) {
        Ok((certificate, seat, workshop))
    } else {
        Err(UseError::NotFound)
    }
}

async fn load_seat(db: &impl ConnectionTrait, seat: Uuid) -> Result<(enrolment::Model, workshop::Model), UseError> {
    let found = enrolment::Entity::find_by_id(seat).find_also_related(workshop::Entity).one(db).await?;
    found.and_then(|(seat, workshop)| Some((seat, workshop?))).ok_or(UseError::NotFound)
}
