//! Secrets: made from the system's randomness, kept only as hashes.

use crate::code::Code;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// A 256-bit token, in hexadecimal. Its owner keeps it; we keep its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A fresh token.
    #[must_use]
    pub fn fresh() -> Self {
        let mut bytes = [0; 32];
        fill(&mut bytes);
        Self(hex(&bytes))
    }

    /// What its owner is given.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// A fresh access code or serial.
#[must_use]
pub fn fresh_code() -> Code {
    let mut bytes = [0; 8];
    fill(&mut bytes);
    Code::from_random(u64::from_le_bytes(bytes))
}

/// 32 bytes by chance, to be the secret half of a key.
#[must_use]
pub fn fresh_bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    fill(&mut bytes);
    bytes
}

/// A number below `limit`, by chance.
#[must_use]
pub fn fresh_number(limit: u32) -> u32 {
    let mut bytes = [0; 8];
    fill(&mut bytes);
    // Of 64 bits the remainder leans towards none that matters.
    u32::try_from(u64::from_le_bytes(bytes) % u64::from(limit.max(1))).unwrap_or_default()
}

/// What is stored in place of a token or a code. Both are random and long, so a
/// plain hash is enough; passwords are neither, see [`hash_password`].
#[must_use]
pub fn fingerprint(secret: &str) -> String {
    digest(secret.as_bytes())
}

/// The SHA-256 of a file, by which anyone can tell that it is the same.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The next hash of a chain: SHA-256 over the one before, as it is written, and
/// what is sealed.
#[must_use]
pub fn chained(before: &str, sealed: &[u8]) -> String {
    hex(&Sha256::new().chain_update(before.as_bytes()).chain_update(sealed).finalize())
}

/// What only the holder of the secret can make of a message: HMAC-SHA-256 (RFC 2104).
///
/// # Panics
/// Never: HMAC takes keys of any length.
#[must_use]
pub fn keyed(secret: &str, message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Hashes a password with Argon2id (OWASP: 19 MiB, two passes, one lane, the
/// crate's default) away from the threads that serve.
pub async fn hash_password(password: String) -> String {
    computed(move || hash(&password)).await
}

/// Whether the password belongs to the hash. With no hash it takes as long and
/// says no: the time does not tell which logins exist.
pub async fn password_matches(password: String, stored: Option<String>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash(Token::fresh().reveal()));
    computed(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let matches = PasswordHash::new(&stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        matches && known
    })
    .await
}

fn hash(password: &str) -> String {
    // Fails only for a password of four gigabytes or without randomness.
    Argon2::default().hash_password(password.as_bytes()).expect("hashing a short password cannot fail").to_string()
}

async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    // Fails only if the work panicked or the runtime is shutting down.
    tokio::task::spawn_blocking(work).await.expect("hashing does not panic")
}

fn fill(bytes: &mut [u8]) {
    // Without the system's randomness no secret may be made: stop.
    getrandom::fill(bytes).expect("the system gives randomness");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}
