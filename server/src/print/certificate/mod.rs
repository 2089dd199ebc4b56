//! Certificates: a page of A4, landscape, that names one person.
//!
//! Nothing is drawn from pictures: the border and the QR code are paths, so a
//! certificate weighs some thirty kilobytes and survives the photocopier.

mod frame;
mod layout;
mod words;

use super::finish::{About, Bookmark, finish};
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
    /// Where the certificate can be verified; it is also the QR code.
    pub verify_url: String,
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

/// Prints certificates in one file, a page each, with a bookmark for each holder: fonts are in
/// it once.
///
/// # Errors
///
/// As [`render`]; [`PrintError::Nothing`] if there is none.
pub fn render_all(certificates: &[Certificate]) -> Result<Vec<u8>, PrintError> {
    let first = certificates.first().ok_or(PrintError::Nothing("no certificates"))?;
    let mut pages = Vec::with_capacity(certificates.len());
    let mut bookmarks = Vec::with_capacity(certificates.len());
    for (number, certificate) in (1..).zip(certificates) {
        bookmarks.push(Bookmark { title: certificate.holder_name.clone(), page: number, y: 0.0, level: 0 });
        pages.push(layout::page(certificate)?.into_page());
    }
    let about = About {
        title: format!("{} – {}", words::title(first.kind, first.language), first.programme),
        subject: &first.programme,
        language: first.language,
        // That of the newest: the same certificates give the same bytes on any day.
        dated: certificates.iter().map(|one| one.issued_on).max().unwrap_or(first.issued_on),
    };
    finish(&about, pages, &bookmarks)
}

#[cfg(test)]
mod tests;
