//! Sealing.

use crate::error::SealError;
use crate::file::gapped;
use crate::key::SealKey;
use crate::message::signed;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// How much a signature takes beside its certificate: some 340 bytes with a name of 20 letters; the
/// longest has 64.
const ROOM: usize = 400;

/// What a seal says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp<'a> {
    /// When it is made, as far as the maker says.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: &'a str,
    /// What readers say of the field, to those who do not see it.
    pub tooltip: &'a str,
}

/// Seals a PDF: the same bytes with a signature after them. Whoever changes or adds a byte
/// breaks it.
///
/// # Errors
/// [`SealError::NotValidThen`], [`SealError::HasForm`], or a PDF that cannot be read.
pub fn sign(pdf: Vec<u8>, key: &SealKey, stamp: &Stamp<'_>) -> Result<Vec<u8>, SealError> {
    if !key.is_valid(stamp.at) {
        return Err(SealError::NotValidThen);
    }
    let mut file = gapped(pdf, &key.name(), stamp, key.certificate().len() + ROOM)?;
    let digest = digest(&file.bytes, file.begins, file.ends);
    let message = signed(&key.signing, &key.certificate, &digest)?;
    let mut hex = String::with_capacity(2 * message.len());
    for byte in message {
        // Writing into a text does not fail.
        let _ = write!(hex, "{byte:02X}");
    }
    let begins = file.begins + 1;
    if begins + hex.len() >= file.ends {
        return Err(SealError::NoRoom);
    }
    file.bytes[begins..begins + hex.len()].copy_from_slice(hex.as_bytes());
    Ok(file.bytes)
}

/// The digest of all bytes but those of the gap.
pub(crate) fn digest(bytes: &[u8], begins: usize, ends: usize) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(&bytes[..begins]);
    hash.update(&bytes[ends..]);
    hash.finalize().to_vec()
}
