//! The CMS that carries a signature (RFC 5652), with the signed attributes that CAdES
//! baseline B-B asks for: content type, digest, and the certificate by its hash
//! (RFC 5035). PAdES keeps the time outside, in the dictionary of the signature.

use crate::key::public_key;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use der::asn1::{Any, ObjectIdentifier, OctetString, SetOfVec};
use der::oid::db::rfc5911::{ID_CONTENT_TYPE, ID_DATA, ID_MESSAGE_DIGEST, ID_SIGNED_DATA};
use der::oid::db::rfc5912::{ECDSA_WITH_SHA_256, ID_SHA_256};
use der::{Decode, Encode, EncodeValue, Sequence, Tagged};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// id-aa-signingCertificateV2 (RFC 5035).
const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `ESSCertIDv2`: the hash is SHA-256, which is the default and so not written.
#[derive(Sequence)]
struct CertificateId {
    hash: OctetString,
}

/// `SigningCertificateV2`.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<CertificateId>,
}

/// Signs a digest (SHA-256).
pub(crate) fn signed(key: &SigningKey, certificate: &Certificate, digest: &[u8]) -> der::Result<Vec<u8>> {
    let attributes = attributes(certificate, digest)?;
    let signature: DerSignature = key.sign(&attributes.to_der()?);
    assembled(certificate, attributes, signature.as_bytes())
}

/// Whether this message, in all its bytes, is one that [`signed`] makes for that digest,
/// and with which certificate: nothing in it is left unlooked at.
pub(crate) fn signer(message: &[u8], digest: &[u8]) -> Option<Certificate> {
    let data: SignedData = ContentInfo::from_der(message).ok()?.content.decode_as().ok()?;
    let (certificates, infos) = (data.certificates?.0, data.signer_infos.0);
    let (CertificateChoices::Certificate(certificate), info) = (certificates.get(0)?, infos.get(0)?) else {
        return None;
    };
    let attributes = attributes(certificate, digest).ok()?;
    let signature = DerSignature::from_bytes(info.signature.as_bytes()).ok()?;
    public_key(certificate)?.verify(&attributes.to_der().ok()?, &signature).ok()?;
    let again = assembled(certificate, attributes, signature.as_bytes()).ok()?;
    (again == message).then(|| certificate.clone())
}

/// What is signed.
fn attributes(certificate: &Certificate, digest: &[u8]) -> der::Result<Attributes> {
    let hash = OctetString::new(Sha256::digest(certificate.to_der()?).to_vec())?;
    SetOfVec::try_from(vec![
        attribute(ID_CONTENT_TYPE, &ID_DATA)?,
        attribute(ID_MESSAGE_DIGEST, &OctetString::new(digest)?)?,
        attribute(SIGNING_CERTIFICATE_V2, &SigningCertificate { certificates: vec![CertificateId { hash }] })?,
    ])
}

fn attribute(oid: ObjectIdentifier, value: &(impl Tagged + EncodeValue)) -> der::Result<Attribute> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![Any::encode_from(value)?])? })
}

fn assembled(certificate: &Certificate, attributes: Attributes, signature: &[u8]) -> der::Result<Vec<u8>> {
    let tbs = certificate.tbs_certificate();
    let sha256 = AlgorithmIdentifierOwned { oid: ID_SHA_256, parameters: None };
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: tbs.issuer().clone(),
            serial_number: tbs.serial_number().clone(),
        }),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA_256, parameters: None },
        signature: OctetString::new(signature)?,
        unsigned_attrs: None,
    };
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: ID_DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(vec![CertificateChoices::Certificate(certificate.clone())])?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    ContentInfo { content_type: ID_SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
}
