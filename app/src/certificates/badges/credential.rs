//! A certificate as an `OpenBadgeCredential`. No I/O.

use super::did::Did;
use super::jws::{Frame, stamp};
use super::status;
use crate::campaigns::rule::CertificationRule;
use crate::certificates::model::Kind;
use crate::code::Code;
use crate::ids::WorkshopId;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What a badge says, in one language.
#[derive(Clone, Debug)]
pub struct Award {
    /// The certificate's serial.
    pub serial: Code,
    /// What it certifies.
    pub kind: Kind,
    /// What this kind is called.
    pub kind_name: String,
    /// The holder's name, as on the paper.
    pub holder: String,
    /// In whose name it is issued.
    pub issuer: String,
    /// More about them; nothing where there is nothing to say.
    pub issuer_about: Option<String>,
    /// What was attended.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// Where it was, when, how long, and of which campaign.
    pub about: String,
    /// What it takes to earn it.
    pub criteria: String,
    /// The same as a rule, which tells this achievement from one for which more was asked.
    pub asked: CertificationRule,
    /// Of the texts: ISO 639-1.
    pub language: &'static str,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The last day on which it certifies; nothing where for good.
    pub expires_on: Option<NaiveDate>,
    /// Its place among what may be revoked.
    pub status_index: u32,
}

/// The badge of an installation at this address, not signed yet.
#[must_use]
pub fn credential(public_url: &str, award: &Award) -> Value {
    let issuer = Did::of(public_url);
    let id = format!("{public_url}/badges/{}", award.serial.as_str());
    // Nothing by which the badges of one person are put together: who wants that has the name.
    let subject = format!("{id}#holder");
    let mut unsigned = json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ],
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.kind_name,
        "description": award.about,
        "issuer": { "id": issuer.to_string(), "type": ["Profile"], "name": award.issuer, "url": public_url },
        "credentialSubject": {
            "id": subject,
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": award.holder,
                "identityType": "name",
            }],
            "activityStartDate": stamp(award.starts_on.and_time(NaiveTime::MIN).and_utc()),
            "activityEndDate": stamp(end_of(award.ends_on)),
            "achievement": achievement(award),
        },
        "credentialStatus": standing(public_url, award.status_index),
        "credentialSchema": [{
            "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
            "type": "1EdTechJsonSchemaValidator2019",
        }],
    });
    if let Some(about) = &award.issuer_about {
        unsigned["issuer"]["description"] = json!(about);
    }
    let until = award.expires_on.map(end_of);
    Frame { issuer: &issuer, id: &id, subject: &subject, from: award.issued_at, until }.around(unsigned)
}

fn achievement(award: &Award) -> Value {
    let (fragment, kind) = match award.kind {
        Kind::Attendance => ("attendance", "CertificateOfCompletion"),
        Kind::Trainer => ("trainer", "Certification"),
    };
    json!({
        "id": format!("urn:uuid:{}#{fragment}-{}", award.workshop, mark(&award.asked)),
        "type": ["Achievement"],
        "achievementType": kind,
        "name": award.title,
        "description": award.about,
        "criteria": { "narrative": award.criteria },
        "inLanguage": award.language,
    })
}

/// A rule in eight digits.
fn mark(rule: &CertificationRule) -> String {
    let digest = Sha256::digest(rule.written());
    format!("{:08x}", u32::from_be_bytes(std::array::from_fn(|place| digest[place])))
}

/// Where programs read whether it was revoked.
fn standing(public_url: &str, status_index: u32) -> Value {
    let (list, place) = status::place(status_index);
    let address = status::address(public_url, list);
    json!({
        "id": format!("{address}#{place}"),
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": place.to_string(),
        "statusListCredential": address,
    })
}

/// The last second of a day.
fn end_of(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()).and_utc()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::store::STATUS_LIST;
    use uuid::Uuid;

    fn award() -> Award {
        let day = |day| NaiveDate::from_ymd_opt(2022, 10, day).expect("a day");
        Award {
            serial: Code::from_random(7),
            kind: Kind::Trainer,
            kind_name: "Certificat de formateur".into(),
            holder: "TRAORÉ Ɛlisabɛti".into(),
            issuer: "COMPASS".into(),
            issuer_about: None,
            workshop: WorkshopId(Uuid::from_u128(9)),
            title: "Formation de formateurs".into(),
            about: "Bamako".into(),
            criteria: "Tout suivre.".into(),
            asked: CertificationRule::default(),
            language: "fr",
            starts_on: day(3),
            ends_on: day(7),
            issued_at: day(8).and_time(NaiveTime::MIN).and_utc(),
            expires_on: Some(day(31)),
            status_index: STATUS_LIST + 12,
        }
    }

    #[test]
    fn a_badge_holds_what_the_paper_holds_and_where_it_is_revoked() {
        let badge = credential("https://relais.example.org", &award());
        let id = format!("https://relais.example.org/badges/{}", award().serial.as_str());
        assert_eq!((&badge["id"], &badge["jti"]), (&json!(id), &json!(id)));
        let subject = &badge["credentialSubject"];
        assert_eq!((&subject["id"], &badge["sub"]), (&json!(format!("{id}#holder")), &subject["id"]));
        assert_eq!(subject["identifier"][0]["identityHash"], "TRAORÉ Ɛlisabɛti");
        assert_eq!(subject["achievement"]["achievementType"], "Certification");
        assert_eq!(badge["validUntil"], "2022-10-31T23:59:59Z", "its last day is a day on which it holds");
        let standing = &badge["credentialStatus"];
        assert_eq!(standing["statusListIndex"], "12");
        assert_eq!(standing["statusListCredential"], "https://relais.example.org/badges/status/1");
    }

    #[test]
    fn what_asks_for_more_is_another_achievement() {
        let id = |award: &Award| achievement(award)["id"].clone();
        let other = Award { asked: CertificationRule(Vec::new()), ..award() };
        assert_eq!(id(&award()), id(&award()));
        assert_ne!(id(&award()), id(&other));
    }

    #[test]
    fn what_holds_for_good_has_no_end() {
        let badge = credential("https://relais.example.org", &Award { expires_on: None, ..award() });
        assert!(badge.get("validUntil").is_none() && badge.get("exp").is_none());
        assert!(badge["issuer"].get("description").is_none());
    }
}
