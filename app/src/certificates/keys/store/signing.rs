//! Signing what a certificate states, in the transaction that issues it, and what became of it.

use super::{load_in_force, make_in};
use crate::certificates::keys::file::STATEMENT;
use crate::certificates::model::Kind;
use crate::certificates::store::{Certificate, verify};
use crate::code::Code;
use crate::people::caller::Caller;
use crate::schema::db::Db;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{certificate, signing_key};
use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use statement::{Day, MOST_CITY, MOST_NAME, MOST_TITLE, PublicKey, Said, SecretKey, Signed, Statement};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The key that signs, at hand within a transaction.
pub struct Signer {
    /// Its row.
    pub key: Uuid,
    /// Its secret half: for whatever else is signed with it.
    pub secret: SecretKey,
}

/// What a row keeps of a signed statement; the rest is in its other columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The key's row.
    pub key: Uuid,
    /// 64 bytes.
    pub bytes: Vec<u8>,
}

impl Signer {
    /// Signs what a certificate states. Nothing where it names nobody, or days before 2000:
    /// it then goes without.
    #[must_use]
    pub fn sign(&self, certificate: &Certificate) -> Option<Signature> {
        let signed = stated(certificate)?.sign(&self.secret);
        Some(Signature { key: self.key, bytes: signed.signature.to_vec() })
    }
}

/// The key that signs; made now if there is none in force.
///
/// # Errors
/// If the database fails.
pub async fn signer_in(tx: &impl ConnectionTrait, caller: &Caller) -> Result<Signer, UseError> {
    let row = match load_in_force(tx).await? {
        Some(row) => row,
        None => make_in(tx, caller).await?,
    };
    Ok(signer_of(row)?)
}

/// The key that signs, for what only reads; nothing before there is one.
///
/// # Errors
/// If the database fails.
pub async fn load_signer(db: &impl ConnectionTrait) -> Result<Option<Signer>, UseError> {
    Ok(load_in_force(db).await?.map(signer_of).transpose()?)
}

fn signer_of(row: signing_key::Model) -> Result<Signer, StoreError> {
    let secret: Option<[u8; 32]> = row.secret_key.and_then(|bytes| bytes.try_into().ok());
    let secret = secret.ok_or_else(|| inconsistent("secret_key", row.id))?;
    Ok(Signer { key: row.id, secret: SecretKey::from_bytes(&secret) })
}

/// Whether the statement of a certificate is what its row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// It is: so it stands in the QR code.
    Signed(Box<Signed>),
    /// The row is not what was signed: somebody changed it, or the signature.
    Altered,
    /// It was issued before there were keys.
    Unsigned,
    /// Its holder asked to be erased: nothing can be compared any more.
    Nameless,
}

/// All that anyone may know of a certificate whose serial they hold.
#[derive(Clone, Debug)]
pub struct Verified {
    /// What is printed on it, and whether it was revoked.
    pub certificate: Certificate,
    /// Whether another one was issued in its place.
    pub replaced: bool,
    /// Its statement.
    pub proof: Proof,
}

/// The certificate of that serial, as anyone who holds it may verify it.
///
/// # Errors
/// If the database fails.
pub async fn load_verified(db: &Db, serial: &Code) -> Result<Option<Verified>, UseError> {
    let Some(certificate) = verify(db, serial).await? else { return Ok(None) };
    let mut proofs = load_proofs(db.reader(), std::slice::from_ref(&certificate)).await?;
    let proof = proofs.remove(&certificate.id).ok_or(UseError::NotFound)?;
    let after = certificate::Entity::find().filter(certificate::COLUMN.replaces_id.eq(certificate.id));
    let replaced = after.count(db.reader()).await? > 0;
    Ok(Some(Verified { certificate, replaced, proof }))
}

/// The signed statements of certificates, each checked against its row, however many they are
/// in the same number of queries.
///
/// # Errors
/// If the database fails, or holds what is no signature.
pub async fn load_proofs(
    db: &impl ConnectionTrait,
    certificates: &[Certificate],
) -> Result<HashMap<Uuid, Proof>, UseError> {
    let rows: Vec<(Uuid, Option<Uuid>, Option<Vec<u8>>)> = certificate::Entity::find()
        .select_only()
        .columns([certificate::Column::Id, certificate::Column::KeyId, certificate::Column::Signature])
        .filter(certificate::COLUMN.id.is_in(certificates.iter().map(|one| one.id)))
        .into_tuple()
        .all(db)
        .await?;
    let mut signatures: HashMap<Uuid, (Uuid, Vec<u8>)> =
        rows.into_iter().filter_map(|(id, key, signature)| Some((id, (key?, signature?)))).collect();
    let known: BTreeSet<Uuid> = signatures.values().map(|(key, _)| *key).collect();
    let mut keys = HashMap::with_capacity(known.len());
    for row in signing_key::Entity::find().filter(signing_key::COLUMN.id.is_in(known)).all(db).await? {
        keys.insert(row.id, public_key(&row)?);
    }
    let proof = |one: &Certificate| -> Result<(Uuid, Proof), UseError> {
        if one.holder_name.is_none() {
            return Ok((one.id, Proof::Nameless));
        }
        let Some((key, signature)) = signatures.remove(&one.id) else { return Ok((one.id, Proof::Unsigned)) };
        let public = *keys.get(&key).ok_or_else(|| inconsistent("id", key))?;
        let signed = stated(one).zip(signature.try_into().ok());
        let signed = signed.map(|(statement, signature)| Signed { statement, key: public.id(), signature });
        let holds = signed.filter(|signed| signed.verify(&[public]).is_ok());
        Ok((one.id, holds.map_or(Proof::Altered, |signed| Proof::Signed(Box::new(signed)))))
    };
    certificates.iter().map(proof).collect()
}

/// The public keys of statements, the newest first.
///
/// # Errors
/// If the database fails.
pub async fn load_public_keys(db: &impl ConnectionTrait) -> Result<Vec<PublicKey>, UseError> {
    let rows = signing_key::Entity::find()
        .filter(signing_key::COLUMN.purpose.eq(STATEMENT))
        .order_by_desc(signing_key::Column::MadeAt)
        .order_by_desc(signing_key::Column::Id)
        .all(db)
        .await?;
    Ok(rows.iter().map(public_key).collect::<Result<_, _>>()?)
}

fn public_key(row: &signing_key::Model) -> Result<PublicKey, StoreError> {
    PublicKey::from_bytes(&row.public_key).map_err(|_| inconsistent("public_key", row.id))
}

/// Of each certificate that was revoked the mark of its serial ([`statement::mark`]): enough
/// to know it again by whoever holds it, and nothing to anybody else.
///
/// # Errors
/// If the database fails.
pub async fn load_revoked(db: &impl ConnectionTrait) -> Result<Vec<Vec<u8>>, UseError> {
    let serials: Vec<String> = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::Serial)
        .filter(certificate::COLUMN.revoked_at.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut marks: Vec<Vec<u8>> = serials.iter().map(|serial| statement::mark(serial)).collect();
    marks.sort_unstable();
    Ok(marks)
}

/// What a certificate states; nothing where it names nobody or its days cannot be written.
#[must_use]
pub fn stated(certificate: &Certificate) -> Option<Statement> {
    Some(Statement {
        serial: certificate.serial.as_str().to_owned(),
        kind: match certificate.kind {
            Kind::Attendance => statement::Kind::Attendance,
            Kind::Trainer => statement::Kind::Trainer,
        },
        holder_name: Said::of(certificate.holder_name.as_deref()?, MOST_NAME),
        title: Said::of(&certificate.title, MOST_TITLE),
        city: Said::of(&certificate.city, MOST_CITY),
        starts_on: day(certificate.starts_on)?,
        ends_on: day(certificate.ends_on)?,
        hours: u16::try_from(certificate.hours).ok()?,
        issued_on: day(certificate.issued_at.date_naive())?,
        expires_on: match certificate.expires_on {
            Some(date) => Some(day(date)?),
            None => None,
        },
    })
}

fn day(date: NaiveDate) -> Option<Day> {
    let first = NaiveDate::from_ymd_opt(2000, 1, 1)?;
    Day(0).plus((date - first).num_days())
}

fn inconsistent(column: &'static str, row: Uuid) -> StoreError {
    StoreError::Inconsistent { table: "signing_key", column, row: row.to_string() }
}
