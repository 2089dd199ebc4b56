//! Queries and writes about certificates.

pub mod issuing;
pub mod listing;
pub mod mine;
pub mod printing;
pub mod reading;
pub mod reissuing;
pub mod revoking;
pub mod standing;

pub use issuing::{issue, issue_to};
pub use mine::{MyWorkshop, my_workshops, workshops_of};
pub use printing::{Paper, paper};
pub use reading::verify;

use super::model::{Kind, State};
use crate::campaigns::rule::CertificationRule;
use crate::code::Code;
use crate::ids::EnrolmentId;
use crate::schema::certificate;
use crate::schema::error::{StoreError, UseError};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Places in one list of what was revoked: the least that the standard asks for, so that
/// nobody is told from few (Bitstring Status List 1.0, 16 KB uncompressed).
pub const STATUS_LIST: u32 = 131_072;

/// A certificate as issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Which row.
    pub id: Uuid,
    /// Its serial, which is also its address.
    pub serial: Code,
    /// Whose enrolment it certifies.
    pub enrolment: EnrolmentId,
    /// What it certifies.
    pub kind: Kind,
    /// The holder's name as printed; nothing if they asked to be erased.
    pub holder_name: Option<String>,
    /// The workshop's title as printed.
    pub title: String,
    /// City.
    pub city: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Hours of training.
    pub hours: i32,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The last day on which it certifies; nothing where for good.
    pub expires_on: Option<NaiveDate>,
    /// By what it was earned.
    pub rule: CertificationRule,
    /// Which one it was issued in the place of.
    pub replaces: Option<Uuid>,
    /// When it was revoked, if it was.
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Certificate {
    /// What it is worth today, given whether another one was issued in its place.
    #[must_use]
    pub fn state(&self, today: NaiveDate, replaced: bool) -> State {
        State::of(today, self.expires_on, self.revoked_at.map(|at| at.date_naive()), replaced)
    }

    /// What is printed on it; nothing if the holder asked to be erased.
    #[must_use]
    pub fn printed(&self) -> Option<Printed> {
        Some(Printed {
            holder_name: self.holder_name.clone()?,
            title: self.title.clone(),
            city: self.city.clone(),
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            hours: self.hours,
        })
    }
}

/// What is printed of a person and their workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// The holder's name.
    pub holder_name: String,
    /// The workshop's title.
    pub title: String,
    /// City.
    pub city: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Hours of training.
    pub hours: i32,
}

impl Printed {
    /// All of it in one line, by which a form says what it was made for.
    #[must_use]
    pub fn line(&self) -> String {
        let Self { holder_name, title, city, starts_on, ends_on, hours } = self;
        format!("{holder_name} · {title} · {city} · {starts_on} · {ends_on} · {hours}")
    }
}

fn read(row: certificate::Model) -> Result<Certificate, UseError> {
    let wrong = |column| StoreError::Inconsistent { table: "certificate", column, row: row.id.to_string() };
    Ok(Certificate {
        id: row.id,
        serial: Code::parse(&row.serial).map_err(|_| wrong("serial"))?,
        rule: CertificationRule::parse(&row.rule).map_err(|_| wrong("rule"))?,
        kind: StoreError::read(&row.kind, "certificate", "kind", row.id)?,
        enrolment: EnrolmentId(row.enrolment_id),
        holder_name: row.holder_name,
        title: row.title,
        city: row.city,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        hours: row.hours,
        issued_at: row.issued_at,
        expires_on: row.expires_on,
        replaces: row.replaces_id,
        revoked_at: row.revoked_at,
    })
}
