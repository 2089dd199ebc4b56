//! Taking a certificate back.

use super::reading::{load_of, load_seen};
use super::{Certificate, issuing::Held};
use crate::code::Code;
use crate::fields::{Fields, Problem};
use crate::ids::{AccountId, WorkshopId};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{certificate, enrolment};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;

/// The longest reason, in characters.
pub const MAX_REASON: u32 = 500;

/// Revokes a certificate, for good. Whoever verifies it is told so, with the day.
///
/// # Errors
/// [`UseError::NotFound`] also where the asker may not know of it; [`UseError::Forbidden`] for
/// its holder; [`Problem::Required`] without a reason; [`Problem::AlreadyRevoked`].
pub async fn revoke(caller: &Caller, serial: &Code, reason: &str) -> Result<Certificate, UseError> {
    let tx = caller.db.begin().await?;
    let Locked { certificate, held, .. } = lock_in(&tx, caller, serial).await?;
    let reason = read_reason(reason)?;
    let revoked = revoke_in(&tx, caller, held.account, certificate, reason).await?;
    tx.commit().await?;
    Ok(revoked)
}

/// A certificate that is about to change, behind the lock of its workshop.
pub(super) struct Locked {
    pub(super) certificate: Certificate,
    pub(super) seat: enrolment::Model,
    pub(super) held: Held,
}

/// Locks the workshop of a certificate that is not revoked.
pub(super) async fn lock_in(tx: &impl ConnectionTrait, caller: &Caller, serial: &Code) -> Result<Locked, UseError> {
    let (_, seat, workshop) = load_seen(tx, caller, serial).await?;
    let held = Held::lock_in(tx, caller, WorkshopId(workshop.id)).await?;
    // Read again behind the lock: another may have revoked it meanwhile.
    let certificate = load_of(tx, serial).await?.ok_or(UseError::NotFound)?;
    if certificate.revoked_at.is_some() {
        return Err(UseError::refused("certificate", Problem::AlreadyRevoked));
    }
    Ok(Locked { certificate, seat, held })
}

pub(super) fn read_reason(typed: &str) -> Result<String, UseError> {
    let mut fields = Fields::default();
    let reason = fields.line("reason", typed, MAX_REASON);
    fields.accept(Some(reason)).map_err(UseError::Refused)
}

/// Writes that a certificate is revoked. The reason is not in the trail, which is for good: it
/// may say something of the holder.
pub(super) async fn revoke_in(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    account: AccountId,
    certificate: Certificate,
    reason: String,
) -> Result<Certificate, UseError> {
    let row = certificate::ActiveModel {
        id: Set(certificate.id),
        revoked_at: Set(Some(caller.now)),
        revoked_reason: Set(Some(reason)),
        revoked_by: Set(Some(account.0)),
        ..Default::default()
    };
    certificate::Entity::update(row).exec_without_returning(tx).await?;
    let detail = json!({ "serial": certificate.serial, "kind": certificate.kind });
    note(tx, caller, "certificate.revoked", "certificate", certificate.id, detail).await?;
    Ok(Certificate { revoked_at: Some(caller.now), ..certificate })
}
