//! Keys: Ed25519 (RFC 8032), and the short names by which statements call them.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// How long a signature is.
pub const SIGNATURE_BYTES: usize = 64;

/// What signs. Shown by no `Debug`.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

/// What verifies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The first four bytes of the SHA-256 of a public key: they say which key to try, and prove
/// nothing. Written as eight hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(pub [u8; 4]);

/// These bytes are not a public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a public key")]
pub struct NotAKey;

/// The signature is not that of these bytes by this key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signature is wrong")]
pub struct Wrong;

impl SecretKey {
    /// The key of these bytes, which are best drawn by chance: any are a key.
    #[must_use]
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(seed))
    }

    /// Its bytes, to be kept where nobody reads them.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Its other half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs: the same bytes have the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public().id())
    }
}

impl PublicKey {
    /// The key of these bytes.
    ///
    /// # Errors
    /// [`NotAKey`] where they are no point of the curve, or one with which anybody signs.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotAKey> {
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| NotAKey)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| NotAKey)?;
        if key.is_weak() { Err(NotAKey) } else { Ok(Self(key)) }
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What statements call it by.
    #[must_use]
    pub fn id(&self) -> KeyId {
        let hash = Sha256::digest(self.0.as_bytes());
        KeyId([hash[0], hash[1], hash[2], hash[3]])
    }

    /// Whether these bytes were signed with its other half.
    ///
    /// # Errors
    /// [`Wrong`] where they were not, as after any change of any bit.
    pub fn verify(&self, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Result<(), Wrong> {
        // Strictly: of two signatures that other readings take for equal, one is refused.
        self.0.verify_strict(message, &Signature::from_bytes(signature)).map_err(|_| Wrong)
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        let byte = |place: usize| u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).expect("hexadecimal");
        std::array::from_fn(byte)
    }

    /// RFC 8032, section 7.1, the second test.
    #[test]
    fn signs_as_the_standard_has_it() {
        let secret = SecretKey::from_bytes(&bytes("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        let public = bytes::<32>("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = bytes::<64>(concat!(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ));
        assert_eq!(secret.public().to_bytes(), public);
        assert_eq!(secret.sign(&[0x72]), signature);
        assert_eq!(secret.public().verify(&[0x72], &signature), Ok(()));
        assert_eq!(secret.public().verify(&[0x73], &signature), Err(Wrong));
    }

    #[test]
    fn takes_no_key_with_which_anybody_signs() {
        assert!(PublicKey::from_bytes(&[0; 32]).is_err() && PublicKey::from_bytes(&[1; 31]).is_err());
    }
}
