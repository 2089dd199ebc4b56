//! The statement, its bytes and its signature.
//!
//! ```text
//! version and kind   1   version in the upper four bits
//! what is shortened  1   name 1, title 2, city 4; 8 if it expires; the others 0
//! key                4
//! first day          2
//! last day           1…  days after the first
//! hours              1…
//! issued             1…  days after the last day, or before
//! expires            1…  days after it was issued, or before; only if it expires
//! name, title, city      each a byte for its length, then UTF-8
//! signature         64   of a name of this format, the serial and all bytes above
//! ```

use crate::bytes::{Reader, difference, number, said};
use crate::day::Day;
use crate::key::{KeyId, PublicKey, SIGNATURE_BYTES, SecretKey};
use crate::said::Said;
use crate::text;

/// The most bytes of a holder's name.
pub const MOST_NAME: usize = 48;
/// The most bytes of a title.
pub const MOST_TITLE: usize = 48;
/// The most bytes of a city.
pub const MOST_CITY: usize = 24;

const VERSION: u8 = 1;
/// What else is ever signed with these keys must not begin so.
const PURPOSE: &[u8] = b"relais-statement";

/// What was certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Participation.
    Attendance,
    /// That the holder may train others.
    Trainer,
}

/// What a certificate says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its serial: signed, but carried by the address before it. Under 256 bytes.
    pub serial: String,
    /// What it certifies.
    pub kind: Kind,
    /// To whom.
    pub holder_name: Said,
    /// Of which programme.
    pub title: Said,
    /// Where.
    pub city: Said,
    /// First day.
    pub starts_on: Day,
    /// Last day, not before the first.
    pub ends_on: Day,
    /// Hours of training.
    pub hours: u16,
    /// When it was issued.
    pub issued_on: Day,
    /// The last day on which it certifies; nothing where for good.
    pub expires_on: Option<Day>,
}

/// A statement that claims to be signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// What it says. Nothing of it is known to be true before [`Signed::verify`].
    pub statement: Statement,
    /// The key that it names.
    pub key: KeyId,
    /// Its signature.
    pub signature: [u8; SIGNATURE_BYTES],
}

/// Why a text is no statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is written in a way that later versions may know.
    #[error("a statement of version {0}, which is not known here")]
    Version(u8),
    /// It is none.
    #[error("not a statement")]
    NotAStatement,
}

/// Why a statement is not known to be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTrue {
    /// None of the keys at hand is the one that it names: neither true nor false.
    #[error("signed with key {0}, which is not known here")]
    UnknownKey(KeyId),
    /// It is not what was signed.
    #[error("the statement is not what was signed")]
    Changed,
}

impl Statement {
    /// Signs it.
    #[must_use]
    pub fn sign(self, secret: &SecretKey) -> Signed {
        let key = secret.public().id();
        let signature = secret.sign(&self.message(key));
        Signed { statement: self, key, signature }
    }

    fn body(&self, key: KeyId) -> Vec<u8> {
        let mut out = Vec::with_capacity(160);
        out.push(VERSION << 4 | self.kind as u8);
        let shortened = [&self.holder_name, &self.title, &self.city].map(Said::shortened);
        let flags = [shortened[0], shortened[1], shortened[2], self.expires_on.is_some()];
        out.push(flags.iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag)));
        out.extend(key.0);
        out.extend(self.starts_on.0.to_be_bytes());
        number(&mut out, u32::from(self.ends_on.0.saturating_sub(self.starts_on.0)));
        number(&mut out, u32::from(self.hours));
        difference(&mut out, self.issued_on.since(self.ends_on));
        if let Some(expires_on) = self.expires_on {
            difference(&mut out, expires_on.since(self.issued_on));
        }
        for text in [&self.holder_name, &self.title, &self.city] {
            said(&mut out, text);
        }
        out
    }

    fn message(&self, key: KeyId) -> Vec<u8> {
        let mut message = PURPOSE.to_vec();
        number(&mut message, u32::try_from(self.serial.len()).unwrap_or(u32::MAX));
        message.extend(self.serial.as_bytes());
        message.extend(self.body(key));
        message
    }

    fn read(serial: &str, reader: &mut Reader) -> Option<(Self, KeyId)> {
        let kind = match reader.byte()? & 0x0f {
            0 => Kind::Attendance,
            1 => Kind::Trainer,
            _ => return None,
        };
        let flags = reader.byte().filter(|flags| *flags < 16)?;
        let key = KeyId(reader.array()?);
        let starts_on = Day(u16::from_be_bytes(reader.array()?));
        let ends_on = starts_on.plus(i64::from(reader.number()?))?;
        let hours = u16::try_from(reader.number()?).ok()?;
        let issued_on = ends_on.plus(reader.difference()?)?;
        let expires_on = if flags & 8 == 0 { None } else { Some(issued_on.plus(reader.difference()?)?) };
        let statement = Self {
            serial: serial.to_owned(),
            kind,
            holder_name: reader.said(MOST_NAME, flags & 1 != 0)?,
            title: reader.said(MOST_TITLE, flags & 2 != 0)?,
            city: reader.said(MOST_CITY, flags & 4 != 0)?,
            starts_on,
            ends_on,
            hours,
            issued_on,
            expires_on,
        };
        Some((statement, key))
    }
}

impl Signed {
    /// As an address carries it behind the serial and `#`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut bytes = self.statement.body(self.key);
        bytes.extend(self.signature);
        text::encode(&bytes)
    }

    /// Reads what stands behind `#` in the address of that serial. There is one text for a
    /// statement: what is read is written again as it was.
    ///
    /// # Errors
    /// [`Unreadable`] where that is no statement.
    pub fn read(serial: &str, text: &str) -> Result<Self, Unreadable> {
        let bytes = text::decode(text).ok_or(Unreadable::NotAStatement)?;
        let version = bytes.first().ok_or(Unreadable::NotAStatement)? >> 4;
        if version != VERSION {
            return Err(Unreadable::Version(version));
        }
        let mut reader = Reader(&bytes);
        let read = Statement::read(serial, &mut reader).zip(reader.array()).filter(|_| reader.0.is_empty());
        let ((statement, key), signature) = read.ok_or(Unreadable::NotAStatement)?;
        Ok(Self { statement, key, signature })
    }

    /// Whether it was signed with one of these keys.
    ///
    /// # Errors
    /// [`NotTrue`] where that is not so, or cannot be known.
    pub fn verify(&self, keys: &[PublicKey]) -> Result<(), NotTrue> {
        let mut named = keys.iter().filter(|key| key.id() == self.key).peekable();
        if named.peek().is_none() {
            return Err(NotTrue::UnknownKey(self.key));
        }
        let message = self.statement.message(self.key);
        let signed = named.any(|key| key.verify(&message, &self.signature).is_ok());
        if signed { Ok(()) } else { Err(NotTrue::Changed) }
    }
}
