//! Issuing another certificate in the place of one that says something wrong.

use super::issuing::{Batch, Draft, Held, check_letters, write_in};
use super::reading::load_seen;
use super::revoking::{Locked, lock_in, read_reason, revoke_in};
use super::{Certificate, Printed};
use crate::certificates::model::Undrawn;
use crate::code::Code;
use crate::fields::Problem;
use crate::ids::CampaignId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::note_reading;
use crate::schema::error::UseError;
use crate::schema::{enrolment, person};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

/// What a certificate says, and what one in its place would say.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The certificate.
    pub certificate: Certificate,
    /// What it says.
    pub old: Printed,
    /// What another would say today.
    pub new: Printed,
}

/// Sets beside each other what a certificate says and what another would, for an organiser.
///
/// # Errors
/// As [`reissue`].
pub async fn compare(caller: &Caller, serial: &Code) -> Result<Comparison, UseError> {
    let db = caller.db.reader();
    let (certificate, seat, workshop) = load_seen(db, caller, serial).await?;
    caller.allow(Act::Organise(CampaignId(workshop.campaign_id)))?;
    let account = caller.actor.account().ok_or(UseError::Forbidden)?;
    if certificate.revoked_at.is_some() {
        return Err(UseError::refused("certificate", Problem::AlreadyRevoked));
    }
    let held = Held::of(db, workshop, account).await?;
    let old = certificate.printed().ok_or(UseError::NotFound)?;
    let new = load_printed(db, &held, &seat).await?;
    note_reading(caller, "certificate.read", "enrolment", seat.id, json!({ "serial": serial })).await?;
    Ok(Comparison { certificate, old, new })
}

/// Revokes a certificate and issues another in its place, in one transaction: the name as the
/// register has it now, the workshop as it stands now. What it was earned by is not judged
/// again. `shown` is what the asker was shown of the new one ([`Printed::line`]).
///
/// # Errors
/// [`UseError::NotFound`] also where the asker may not know of it, and once the holder asked to
/// be erased; [`UseError::Forbidden`] for its holder; [`Problem::Required`] without a reason;
/// [`Problem::AlreadyRevoked`]; [`Problem::Outdated`] where it would say something else than was
/// shown; [`Problem::NotDrawn`].
pub async fn reissue(
    caller: &Caller,
    serial: &Code,
    shown: Option<&str>,
    reason: &str,
    undrawn: Undrawn,
) -> Result<Certificate, UseError> {
    let tx = caller.db.begin().await?;
    let Locked { certificate, seat, held } = lock_in(&tx, caller, serial).await?;
    let printed = load_printed(&tx, &held, &seat).await?;
    if certificate.holder_name.is_none() {
        return Err(UseError::NotFound);
    }
    let reason = read_reason(reason)?;
    if shown.is_some_and(|shown| shown != printed.line()) {
        return Err(UseError::refused("shown", Problem::Outdated));
    }
    check_letters(undrawn, [&printed])?;
    let old = revoke_in(&tx, caller, held.account, certificate, reason).await?;
    let batch = Batch::of(&tx, caller, &held, (old.kind, old.rule.clone())).await?;
    let draft = Draft { seat: old.enrolment, printed, replaces: Some(old) };
    let issued = write_in(&tx, caller, &batch, draft).await?;
    tx.commit().await?;
    Ok(issued)
}

/// What a certificate of this seat says as things stand.
async fn load_printed(db: &impl ConnectionTrait, held: &Held, seat: &enrolment::Model) -> Result<Printed, UseError> {
    let person = person::Entity::find_by_id(seat.person_id).one(db).await?;
    let person = person.filter(|person| person.erased_at.is_none()).ok_or(UseError::NotFound)?;
    Ok(held.printed(&PersonName { family: person.family_name, given: person.given_names }))
}
