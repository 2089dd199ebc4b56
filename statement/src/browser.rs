//! The door for scripts: verifying on a phone that has no network.

use crate::address::address;
use crate::key::PublicKey;
use crate::signed::{Kind, NotTrue, Signed};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// Verifies the address out of a QR code with public keys, which follow each other, 32 bytes
/// each.
///
/// Answers first with `genuine`, `unknown-key`, `changed`, `not-a-statement` or `no-statement` (an
/// address without one), then, where a statement could be read, with serial, kind
/// (`attendance` or `trainer`), name, title, city, first and last day, hours, the day of issue
/// and that on which it expires (or nothing), and the key.
#[wasm_bindgen]
#[must_use]
pub fn verify(text: &str, keys: &[u8]) -> Vec<String> {
    let Some(address) = address(text) else { return vec!["not-a-statement".to_owned()] };
    let Some(fragment) = address.fragment else {
        return vec!["no-statement".to_owned(), address.serial.to_owned()];
    };
    let Ok(signed) = Signed::read(address.serial, fragment) else { return vec!["not-a-statement".to_owned()] };
    let keys: Vec<PublicKey> = keys.chunks(32).filter_map(|bytes| PublicKey::from_bytes(bytes).ok()).collect();
    let outcome = match signed.verify(&keys) {
        Ok(()) => "genuine",
        Err(NotTrue::UnknownKey(_)) => "unknown-key",
        Err(NotTrue::Changed) => "changed",
    };
    told(outcome, &signed)
}

fn told(outcome: &str, signed: &Signed) -> Vec<String> {
    let statement = &signed.statement;
    let kind = match statement.kind {
        Kind::Attendance => "attendance",
        Kind::Trainer => "trainer",
    };
    vec![
        outcome.to_owned(),
        statement.serial.clone(),
        kind.to_owned(),
        statement.holder_name.to_string(),
        statement.title.to_string(),
        statement.city.to_string(),
        statement.starts_on.to_string(),
        statement.ends_on.to_string(),
        statement.hours.to_string(),
        statement.issued_on.to_string(),
        statement.expires_on.map(|day| day.to_string()).unwrap_or_default(),
        signed.key.to_string(),
    ]
}

/// By which a serial is known again in the list of those that were revoked: the first six
/// bytes of its SHA-256.
#[wasm_bindgen]
#[must_use]
pub fn mark(serial: &str) -> Vec<u8> {
    Sha256::digest(serial.as_bytes())[..6].to_vec()
}
