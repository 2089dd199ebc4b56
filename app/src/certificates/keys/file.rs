//! Keys as files: JSON Web Keys (RFC 7517, RFC 8037), with what else is known of each
//! where they are a backup. No I/O.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use statement::{PublicKey, SecretKey};

/// What signs statements; others are carried as they are.
pub const STATEMENT: &str = "statement";

/// Keys, in a file or at an address.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyFile {
    /// Each.
    pub keys: Vec<KeyEntry>,
}

/// A key as a member of a [`KeyFile`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct KeyEntry {
    /// `OKP` for keys of statements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kty: Option<String>,
    /// `Ed25519` for keys of statements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crv: Option<String>,
    /// `EdDSA` for keys of statements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alg: Option<String>,
    /// What statements call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// The public key, in base 64.
    pub x: String,
    /// The secret key, in base 64, in a backup alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub d: Option<String>,
    /// What it is for, where it is not a statement's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The X.509 certificate of a key that seals files, in base 64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub x509: Option<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<DateTime<Utc>>,
    /// Since when another one signs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<DateTime<Utc>>,
}

/// A key out of a file, its texts read.
#[derive(Clone)]
pub struct Key {
    /// What it is for.
    pub purpose: String,
    /// Its public half.
    pub public_key: Vec<u8>,
    /// Its secret half, if it is there.
    pub secret_key: Option<Vec<u8>>,
    /// Its X.509 certificate, if it has one.
    pub x509: Option<Vec<u8>>,
    /// When it was made, if that is said.
    pub made_at: Option<DateTime<Utc>>,
    /// Since when another one signs.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Why a file of keys cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKeys {
    /// It is no JSON, or says nothing of keys.
    #[error("not a file of keys: {0}")]
    NotAFile(String),
    /// A key in it is none, or its halves do not belong together.
    #[error("key {0} of the file is not a key, or its two halves do not belong together")]
    NotAKey(usize),
}

impl KeyFile {
    /// Reads a file.
    ///
    /// # Errors
    /// [`NotKeys::NotAFile`].
    pub fn parse(text: &str) -> Result<Self, NotKeys> {
        serde_json::from_str(text).map_err(|error| NotKeys::NotAFile(error.to_string()))
    }

    /// The public keys of statements in it.
    ///
    /// # Errors
    /// [`NotKeys::NotAKey`].
    pub fn public_keys(&self) -> Result<Vec<PublicKey>, NotKeys> {
        let of_statements = self.read()?.into_iter().filter(|key| key.purpose == STATEMENT);
        Ok(of_statements.filter_map(|key| PublicKey::from_bytes(&key.public_key).ok()).collect())
    }

    /// All keys in it.
    ///
    /// # Errors
    /// [`NotKeys::NotAKey`].
    pub fn read(&self) -> Result<Vec<Key>, NotKeys> {
        self.keys.iter().zip(1..).map(|(entry, place)| entry.read().ok_or(NotKeys::NotAKey(place))).collect()
    }
}

impl KeyEntry {
    /// A public key of statements, as anyone may have it.
    #[must_use]
    pub fn public(key: &PublicKey) -> Self {
        Self {
            kty: Some("OKP".to_owned()),
            crv: Some("Ed25519".to_owned()),
            alg: Some("EdDSA".to_owned()),
            kid: Some(key.id().to_string()),
            x: written(&key.to_bytes()),
            ..Self::default()
        }
    }

    /// A key with all that is known of it.
    #[must_use]
    pub fn whole(key: &Key) -> Self {
        let public = PublicKey::from_bytes(&key.public_key).ok().filter(|_| key.purpose == STATEMENT);
        let begun = public.as_ref().map_or_else(
            || Self { x: written(&key.public_key), purpose: Some(key.purpose.clone()), ..Self::default() },
            Self::public,
        );
        Self {
            d: key.secret_key.as_deref().map(written),
            x509: key.x509.as_deref().map(written),
            made_at: key.made_at,
            retired_at: key.retired_at,
            ..begun
        }
    }

    fn read(&self) -> Option<Key> {
        let optional = |text: &Option<String>| text.as_deref().map(bytes).map_or(Some(None), |read| read.map(Some));
        let key = Key {
            purpose: self.purpose.clone().unwrap_or_else(|| STATEMENT.to_owned()),
            public_key: bytes(&self.x)?,
            secret_key: optional(&self.d)?,
            x509: optional(&self.x509)?,
            made_at: self.made_at,
            retired_at: self.retired_at,
        };
        if key.purpose == STATEMENT {
            let public = PublicKey::from_bytes(&key.public_key).ok()?;
            if let Some(secret) = &key.secret_key {
                let secret: &[u8; 32] = secret.as_slice().try_into().ok()?;
                (SecretKey::from_bytes(secret).public() == public).then_some(())?;
            }
        }
        Some(key)
    }
}

/// Bytes as base 64 for addresses, without padding.
#[must_use]
pub fn written(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(seed: u8) -> Key {
        let secret = SecretKey::from_bytes(&[seed; 32]);
        Key {
            purpose: STATEMENT.to_owned(),
            public_key: secret.public().to_bytes().to_vec(),
            secret_key: Some(secret.to_bytes().to_vec()),
            x509: None,
            made_at: DateTime::from_timestamp(1_660_000_000, 0),
            retired_at: None,
        }
    }

    #[test]
    fn a_backup_reads_back_whole_and_what_is_public_has_no_secret() {
        let seal = Key { purpose: "seal".to_owned(), x509: Some(vec![1, 2, 3]), public_key: vec![4; 65], ..key(7) };
        let file = KeyFile { keys: vec![KeyEntry::whole(&key(7)), KeyEntry::whole(&seal)] };
        let text = serde_json::to_string(&file).expect("JSON");
        let read = KeyFile::parse(&text).expect("a file").read().expect("keys");
        assert_eq!(read[0].secret_key, key(7).secret_key);
        assert_eq!((read[0].made_at, read[1].purpose.as_str()), (key(7).made_at, "seal"));
        assert_eq!((&read[1].x509, &read[1].public_key), (&seal.x509, &seal.public_key));
        assert_eq!(file.public_keys(), Ok(vec![SecretKey::from_bytes(&[7; 32]).public()]));
        let public = KeyEntry::public(&SecretKey::from_bytes(&[7; 32]).public());
        assert!(public.d.is_none() && public.kty.as_deref() == Some("OKP"));
    }

    #[test]
    fn halves_that_do_not_belong_together_are_refused() {
        let other = KeyEntry { d: KeyEntry::whole(&key(8)).d, ..KeyEntry::whole(&key(7)) };
        let file = KeyFile { keys: vec![KeyEntry::whole(&key(7)), other] };
        assert_eq!(file.read().err(), Some(NotKeys::NotAKey(2)));
        assert!(matches!(KeyFile::parse("[]"), Err(NotKeys::NotAFile(_))));
    }
}
