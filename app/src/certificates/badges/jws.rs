//! Credentials signed as compact JWS, by the rules of Open Badges 3.0 (8.2) and of Securing
//! Verifiable Credentials using JOSE and COSE: the payload is the credential. No I/O.

use super::did::{Did, jwk};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use statement::SecretKey;

/// What programs of other files are told of the file.
pub const MEDIA_TYPE: &str = "application/vc+jwt";

/// What both kinds of credentials say of themselves.
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    /// Who issues it.
    pub issuer: &'a Did,
    /// Its address.
    pub id: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Since when it holds.
    pub from: DateTime<Utc>,
    /// Until when; nothing where for good.
    pub until: Option<DateTime<Utc>>,
}

impl Frame<'_> {
    /// Puts into a credential who issued it, and its time: as the data model has it, and beside
    /// that once more as programs that know tokens alone read it, which Open Badges asks for.
    #[must_use]
    pub fn around(&self, mut credential: Value) -> Value {
        credential["id"] = json!(self.id);
        credential["validFrom"] = json!(stamp(self.from));
        credential["iss"] = json!(self.issuer.to_string());
        credential["jti"] = json!(self.id);
        credential["sub"] = json!(self.subject);
        credential["nbf"] = json!(self.from.timestamp());
        if let Some(until) = self.until {
            credential["validUntil"] = json!(stamp(until));
            credential["exp"] = json!(until.timestamp());
        }
        credential
    }
}

/// A time to the second, as XML Schema has it.
#[must_use]
pub fn stamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// How the two standards want a file to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typ {
    /// A badge: Open Badges 3.0 allows nothing but `JWT`.
    Badge,
    /// Any other credential.
    Credential,
}

/// Signs. The same credential and key make the same text.
#[must_use]
pub fn sign(issuer: &Did, key: &SecretKey, typ: Typ, credential: &Value) -> String {
    let typ = match typ {
        Typ::Badge => "JWT",
        Typ::Credential => "vc+jwt",
    };
    // The key itself, too, for programs that find none by a DID; who trusts it must ask whose it is.
    let header = json!({ "alg": "EdDSA", "kid": issuer.key(key.public()), "jwk": jwk(key.public()), "typ": typ });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&header), part(credential));
    let signature = URL_SAFE_NO_PAD.encode(key.sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_the_credential_with_its_claims() {
        let issuer = Did::of("https://relais.example.org");
        let from = DateTime::from_timestamp(1_666_777_888, 999_000_000).expect("a time");
        let frame = Frame { issuer: &issuer, id: "https://a/1", subject: "https://a/1#holder", from, until: None };
        let credential = frame.around(json!({ "type": ["VerifiableCredential"] }));
        assert_eq!((&credential["iss"], &credential["nbf"]), (&json!(issuer.to_string()), &json!(1_666_777_888)));
        assert_eq!(credential["validFrom"], "2022-10-26T09:51:28Z");
        assert!(credential.get("exp").is_none() && credential.get("validUntil").is_none());
        let until = Frame { until: Some(from), ..frame }.around(json!({}));
        assert_eq!((&until["exp"], &until["validUntil"]), (&until["nbf"], &until["validFrom"]));

        let key = SecretKey::from_bytes(&[7; 32]);
        let token = sign(&issuer, &key, Typ::Badge, &credential);
        let parts: Vec<&str> = token.split('.').collect();
        let read = |part: &str| URL_SAFE_NO_PAD.decode(part).expect("base64");
        let header: Value = serde_json::from_slice(&read(parts[0])).expect("JSON");
        assert_eq!(header["kid"], issuer.key(key.public()));
        assert_eq!(serde_json::from_slice::<Value>(&read(parts[1])).expect("JSON"), credential);
        let signed = &token[..token.rfind('.').expect("a dot")];
        let signature = read(parts[2]).try_into().expect("64 bytes");
        assert_eq!(key.public().verify(signed.as_bytes(), &signature), Ok(()));
        assert_eq!(token, sign(&issuer, &key, Typ::Badge, &credential));
        assert_ne!(token, sign(&issuer, &key, Typ::Credential, &credential));
    }
}
