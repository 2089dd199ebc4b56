//! Who issues badges: the installation, as `did:web` names it. No I/O.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use statement::PublicKey;
use std::fmt::{self, Write};

/// The name of the installation, made of its address: `https://example.org:8443/relais` is
/// `did:web:example.org%3A8443:relais`. Where to find its document follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Did(String);

impl Did {
    /// The name of an installation at this address, which has no slash at its end.
    #[must_use]
    pub fn of(public_url: &str) -> Self {
        let rest = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
        let mut parts = rest.split('/');
        let mut name = String::from("did:web:");
        // A host is the same in capitals, a DID is not.
        encode(&mut name, &parts.next().unwrap_or_default().to_ascii_lowercase());
        for part in parts.filter(|part| !part.is_empty()) {
            name.push(':');
            encode(&mut name, part);
        }
        Self(name)
    }

    /// What signatures by this key name it.
    #[must_use]
    pub fn key(&self, key: PublicKey) -> String {
        format!("{self}#{}", key.id())
    }

    /// The document: every key that ever signed, since what it signed stays verifiable. Where a
    /// signature names no key, programs try the first.
    #[must_use]
    pub fn document(&self, keys: &[PublicKey]) -> Value {
        let method = |key: &PublicKey| {
            json!({
                "id": self.key(*key),
                "type": "JsonWebKey",
                "controller": self.0,
                "publicKeyJwk": jwk(*key),
            })
        };
        let methods: Vec<Value> = keys.iter().map(method).collect();
        let names: Vec<String> = keys.iter().map(|key| self.key(*key)).collect();
        json!({
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
            "id": self.0,
            "verificationMethod": methods,
            "assertionMethod": names,
        })
    }
}

impl fmt::Display for Did {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A public key as a JSON Web Key (RFC 8037).
#[must_use]
pub fn jwk(key: PublicKey) -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "x": URL_SAFE_NO_PAD.encode(key.to_bytes()) })
}

/// As much as a DID may hold stands as it is, and what was encoded already; the rest is encoded.
fn encode(name: &mut String, part: &str) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_%".contains(&byte) {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statement::SecretKey;

    #[test]
    fn an_address_is_a_name() {
        for (address, name) in [
            ("https://relais.example.org", "did:web:relais.example.org"),
            ("https://Relais.Example.org", "did:web:relais.example.org"),
            ("http://127.0.0.1:3000", "did:web:127.0.0.1%3A3000"),
            ("https://example.org:8443/Mali/relais", "did:web:example.org%3A8443:Mali:relais"),
            ("https://example.org/a%20b", "did:web:example.org:a%20b"),
            ("http://[::1]:3000", "did:web:%5B%3A%3A1%5D%3A3000"),
        ] {
            assert_eq!(Did::of(address).to_string(), name);
        }
    }

    #[test]
    fn the_document_names_each_key_and_lets_it_assert() {
        let keys = [1, 2].map(|seed| SecretKey::from_bytes(&[seed; 32]).public());
        let did = Did::of("https://relais.example.org");
        let document = did.document(&keys);
        assert_eq!(document["id"], "did:web:relais.example.org");
        for (place, key) in keys.into_iter().enumerate() {
            assert_eq!(document["verificationMethod"][place]["id"], did.key(key));
            assert_eq!(document["assertionMethod"][place], did.key(key));
            assert!(document["verificationMethod"][place]["publicKeyJwk"].get("d").is_none(), "nothing secret");
        }
        // RFC 8037, appendix A.2.
        let bytes = URL_SAFE_NO_PAD.decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").expect("base64");
        let key = PublicKey::from_bytes(&bytes).expect("a key");
        assert_eq!(jwk(key)["x"], "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }
}
