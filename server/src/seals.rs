//! The seal of the installation: made when it is first needed, renewed before its
//! certificate ends.

use app::certificates::seals::store::{SealingKey, keep_sealing_key, sealing_key};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::error::{StoreError, UseError};
use chrono::{DateTime, TimeDelta, Utc};
use pades::{SealError, SealKey};

/// How long before its certificate ends a key gives way to another.
const RENEWED: TimeDelta = TimeDelta::days(365);

/// What seals.
pub struct Sealer {
    /// The key, with its certificate.
    pub key: SealKey,
    /// When it was made: nothing can have been sealed earlier.
    pub made_at: DateTime<Utc>,
}

/// The seal of the installation at that address, whoever asks for what it is put on.
///
/// # Errors
/// If the database fails, or what it keeps is no key.
pub async fn sealer(caller: &Caller, address: &str) -> Result<Sealer, UseError> {
    let system = Caller { actor: Actor::System, ..caller.clone() };
    if let Some(kept) = sealing_key(&system).await? {
        let unreadable =
            |_| StoreError::Inconsistent { table: "signing_key", column: "x509", row: format!("of {}", kept.made_at) };
        let key = SealKey::read(&kept.secret, &kept.x509).map_err(unreadable)?;
        if key.is_valid(system.now + RENEWED) {
            return Ok(Sealer { key, made_at: kept.made_at });
        }
    }
    let key = fresh(address, system.now)?;
    let made = SealingKey {
        public: key.public(),
        secret: key.secret(),
        x509: key.certificate().to_vec(),
        made_at: system.now,
    };
    keep_sealing_key(&system, &made).await?;
    Ok(Sealer { key, made_at: system.now })
}

/// A key by chance.
fn fresh(address: &str, now: DateTime<Utc>) -> Result<SealKey, UseError> {
    loop {
        let mut chance = [0; 48];
        // Without the system's randomness no key may be made: stop.
        getrandom::fill(&mut chance).expect("the system gives randomness");
        match SealKey::make(&chance, address, now) {
            Err(SealError::Chance) => {}
            Ok(key) => return Ok(key),
            Err(error) => {
                tracing::error!(%error, "no key can be made for the address of this installation");
                return Err(UseError::Store(StoreError::Inconsistent {
                    table: "signing_key",
                    column: "x509",
                    row: format!("to be made for {address}"),
                }));
            }
        }
    }
}
