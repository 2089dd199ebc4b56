//! Certificates: a page of A4, landscape, that names one person.
//!
//! Nothing is drawn from pictures: the border and the QR code are paths, so a
//! certificate weighs some thirty kilobytes and survives the photocopier.

mod frame;
mod layout;
mod words;

use super::finish::{About, finish};
use super::{Heading, Locale, PrintError};
pub use app::certificates::model::Kind;
use chrono::NaiveDate;

/// Someone who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// The name, printed under the place of the signature.
    pub name: String,
    /// The office, printed above it.
    pub title: String,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The language of everything that is not given.
    pub language: Locale,
    /// What it certifies.
    pub kind: Kind,
    /// Who issues it.
    pub heading: Heading,
    /// The campaign or programme.
    pub programme: String,
    /// Whose it is, exactly as it shall stand there.
    pub holder_name: String,
    /// The workshop.
    pub workshop: String,
    /// Where it was held.
    pub city: String,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// Its last day.
    pub ends_on: NaiveDate,
    /// Its length.
    pub hours: u16,
    /// The titles of its modules; may be empty.
    pub modules: Vec<String>,
    /// The date of the certificate.
    pub issued_on: NaiveDate,
    /// Who signs, from the highest, who stands at the right.
    pub signatories: Vec<Signatory>,
    /// The number, as it shall stand there.
    pub serial: String,
    /// Where the certificate can be verified.
    pub verify_url: String,
    /// What is signed of it: the QR code and the link carry it behind the address.
    pub statement: Option<String>,
}

/// Prints a certificate.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn,
/// [`PrintError::TooLong`] if a text does not fit at its smallest size,
/// [`PrintError::QrTooLong`].
pub fn render(certificate: &Certificate) -> Result<Vec<u8>, PrintError> {
    let page = layout::page(certificate)?;
    let about = About {
        title: format!(
            "{} {} – {}",
            words::title(certificate.kind, certificate.language),
            certificate.serial,
            certificate.holder_name
        ),
        subject: &certificate.workshop,
        language: certificate.language,
        dated: certificate.issued_on,
    };
    finish(&about, vec![page.into_page()], &[])
}

#[cfg(test)]
mod tests;
