//! The key that seals, and the certificate that it gives itself.

use crate::error::SealError;
use chrono::{DateTime, Datelike, Utc};
use der::asn1::{Any, Ia5String, Utf8StringRef};
use der::oid::db::rfc4519::CN;
use der::{Decode, Encode};
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use p256::pkcs8::DecodePublicKey;
use std::time::Duration;
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectAltName, SubjectKeyIdentifier};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};
use x509_cert::{Certificate, builder};

/// How many years a certificate is valid from its making.
pub const VALID_YEARS: i32 = 10;

/// How long a common name may be (RFC 5280, ub-common-name).
const LONGEST_NAME: usize = 64;

/// A key on P-256 with the certificate that names whose it is.
///
/// It has no `Debug`: what it holds belongs in no log.
#[derive(Clone)]
pub struct SealKey {
    pub(crate) signing: SigningKey,
    pub(crate) certificate: Certificate,
    encoded: Vec<u8>,
}

impl SealKey {
    /// Makes a key of 48 bytes of chance (32 for the key, 16 for the number of its
    /// certificate) for the installation at this address, valid from then on.
    ///
    /// # Errors
    /// [`SealError::Chance`]: draw anew.
    pub fn make(chance: &[u8; 48], address: &str, from: DateTime<Utc>) -> Result<Self, SealError> {
        let signing = SigningKey::from_slice(&chance[..32]).map_err(|_| SealError::Chance)?;
        let public = SubjectPublicKeyInfoOwned::from_key(signing.verifying_key()).map_err(|_| SealError::Key)?;
        // Positive, and of the same length whatever was drawn.
        let mut number: [u8; 16] = chance[32..].try_into().map_err(|_| SealError::Chance)?;
        number[0] = number[0] & 0x3f | 0x40;
        let profile = Own { name: name(address)?, address: address.to_owned() };
        let validity = Validity::new(time(from)?, time(years_later(from))?);
        let certificate = CertificateBuilder::new(profile, SerialNumber::new(&number)?, validity, public)
            .and_then(|builder| builder.build::<_, DerSignature>(&signing))
            .map_err(SealError::Certificate)?;
        let encoded = certificate.to_der()?;
        Ok(Self { signing, certificate, encoded })
    }

    /// Reads what [`Self::secret`] and [`Self::certificate`] gave.
    ///
    /// # Errors
    /// [`SealError::Key`] if they are not a key and its certificate.
    pub fn read(secret: &[u8], certificate: &[u8]) -> Result<Self, SealError> {
        let signing = SigningKey::from_slice(secret).map_err(|_| SealError::Key)?;
        let read = Certificate::from_der(certificate).map_err(|_| SealError::Key)?;
        if public_key(&read).as_ref() != Some(signing.verifying_key()) {
            return Err(SealError::Key);
        }
        Ok(Self { signing, certificate: read, encoded: certificate.to_vec() })
    }

    /// What must stay secret: 32 bytes.
    #[must_use]
    pub fn secret(&self) -> Vec<u8> {
        self.signing.to_bytes().to_vec()
    }

    /// The public key: a point of the curve, uncompressed, 65 bytes.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        self.signing.verifying_key().to_sec1_point(false).as_bytes().to_vec()
    }

    /// The certificate (X.509, DER).
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.encoded
    }

    /// Whose it is: the host of the address that it was made for.
    #[must_use]
    pub fn name(&self) -> String {
        common_name(&self.certificate)
    }

    /// Whether its certificate is valid at that time.
    #[must_use]
    pub fn is_valid(&self, at: DateTime<Utc>) -> bool {
        let validity = self.certificate.tbs_certificate().validity();
        let seconds = |time: &Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        (seconds(&validity.not_before)..=seconds(&validity.not_after)).contains(&at.timestamp())
    }
}

/// The public key of a certificate, if it is one of this curve.
pub(crate) fn public_key(certificate: &Certificate) -> Option<VerifyingKey> {
    let public = certificate.tbs_certificate().subject_public_key_info().to_der().ok()?;
    VerifyingKey::from_public_key_der(&public).ok()
}

/// The common name of a certificate's subject; empty if it has none.
pub(crate) fn common_name(certificate: &Certificate) -> String {
    let subject = certificate.tbs_certificate().subject();
    subject.common_name().ok().flatten().map(|name| name.value().into_owned()).unwrap_or_default()
}

/// The name of an installation: the host of its address.
fn name(address: &str) -> Result<Name, SealError> {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest).split('/').next().unwrap_or_default();
    let host: String = host.chars().take(LONGEST_NAME).collect();
    let value = Any::encode_from(&Utf8StringRef::new(&host)?)?;
    let mut names = RdnSequence::default();
    names.push(RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid: CN, value }])?);
    // `Name` has no other door that takes text as it is.
    Ok(Name::from_der(&names.to_der()?)?)
}

fn time(at: DateTime<Utc>) -> Result<Time, SealError> {
    let seconds = u64::try_from(at.timestamp()).map_err(|_| SealError::NotValidThen)?;
    Ok(Time::from(der::DateTime::from_unix_duration(Duration::from_secs(seconds))?))
}

fn years_later(from: DateTime<Utc>) -> DateTime<Utc> {
    let year = from.year() + VALID_YEARS;
    // On a 29th of February there may be none then.
    from.with_year(year).or_else(|| from.with_day(28)?.with_year(year)).unwrap_or(from)
}

/// A certificate that its own key signs, for signatures and nothing else.
struct Own {
    name: Name,
    address: String,
}

impl BuilderProfile for Own {
    fn get_issuer(&self, subject: &Name) -> Name {
        subject.clone()
    }

    fn get_subject(&self) -> Name {
        self.name.clone()
    }

    fn build_extensions(
        &self,
        public: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        tbs: &TbsCertificate,
    ) -> builder::Result<Vec<Extension>> {
        let address = GeneralName::UniformResourceIdentifier(Ia5String::new(&self.address)?);
        let usage = KeyUsage(KeyUsages::DigitalSignature | KeyUsages::NonRepudiation);
        let subject = tbs.subject();
        Ok(vec![
            BasicConstraints { ca: false, path_len_constraint: None }.to_extension(subject, &[])?,
            usage.to_extension(subject, &[])?,
            SubjectKeyIdentifier::try_from(public)?.to_extension(subject, &[])?,
            SubjectAltName(vec![address]).to_extension(subject, &[])?,
        ])
    }
}
