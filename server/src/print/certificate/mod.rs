//! Certificates: a page of A4 that names one person, as the design says it.
//!
//! The border and the QR code are paths, so that a certificate weighs some thirty kilobytes
//! beside its logos, and survives the photocopier.

mod foot;
mod frame;
mod head;
mod layout;
mod middle;
mod words;

use super::canvas::Sheet;
use super::finish::{About, Bookmark, finish};
use super::picture::Picture;
use super::{Heading, Locale, PrintError, svg};
use app::certificates::templates::model::Design;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub use app::certificates::model::Kind;

/// What stands on a certificate, for the messages of refusals.
pub mod place {
    /// The State, the ministry and the partners.
    pub const HEADING: &str = "heading";
    /// The logos.
    pub const LOGOS: &str = "logos";
    /// What it is.
    pub const TITLE: &str = "title";
    /// The campaign.
    pub const PROGRAMME: &str = "programme";
    /// What leads to the name.
    pub const LEAD: &str = "lead";
    /// The holder’s name.
    pub const HOLDER: &str = "holder’s name";
    /// Place and date.
    pub const CLOSING: &str = "closing";
    /// All texts together.
    pub const TEXT: &str = "text of the certificate";
    /// An office of who signs.
    pub const OFFICE: &str = "signatory’s office";
    /// A name of who signs.
    pub const SIGNATORY: &str = "signatory’s name";
    /// The number.
    pub const NUMBER: &str = "number";
    /// Where it is verified.
    pub const ADDRESS: &str = "address";
}

/// A certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Certificate {
    /// How it looks and what it says.
    pub design: Design,
    /// The images that the design shows, each a PNG.
    pub pictures: BTreeMap<Uuid, Arc<[u8]>>,
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
    /// The last day on which it certifies; nothing where for good.
    pub expires_on: Option<NaiveDate>,
    /// The workshop's lead trainer; may be empty.
    pub lead_trainer: String,
    /// Who issued it for the campaign; may be empty.
    pub organiser: String,
    /// The number, as it shall stand there.
    pub serial: String,
    /// Where the certificate can be verified.
    pub verify_url: String,
    /// What is signed of it: the QR code and the link carry it behind the address.
    pub statement: Option<String>,
}

impl Certificate {
    /// The language that stands first.
    fn first_language(&self) -> Locale {
        self.design.language.spoken().first().copied().unwrap_or_default()
    }

    fn picture(&self, image: Uuid) -> Result<Option<Arc<Picture>>, PrintError> {
        self.pictures.get(&image).map(Picture::of).transpose()
    }
}

/// Prints a certificate.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn,
/// [`PrintError::TooLong`] if a text or a logo does not fit at its smallest size,
/// [`PrintError::QrTooLong`].
pub fn render(certificate: &Certificate) -> Result<Vec<u8>, PrintError> {
    let page = layout::page(certificate)?;
    let about = About {
        title: format!("{} {} – {}", words::title(certificate), certificate.serial, certificate.holder_name),
        subject: &certificate.workshop,
        language: certificate.first_language(),
        dated: certificate.issued_on,
    };
    finish(&about, vec![page.into_page()], &[])
}

/// Draws a certificate for a browser: the page that [`render`] prints, as SVG. `address` says
/// where an image is found; without it they are part of the drawing.
///
/// # Errors
///
/// As [`render`].
pub fn preview(certificate: &Certificate, address: Option<&dyn Fn(Uuid) -> String>) -> Result<String, PrintError> {
    let page = layout::page(certificate)?;
    let whole = |picture: &Picture| format!("data:image/png;base64,{}", STANDARD.encode(&picture.file));
    let found = |picture: &Picture| {
        let image = certificate.pictures.iter().find(|(_, png)| **png == picture.file).map(|(image, _)| *image);
        match (address, image) {
            (Some(address), Some(image)) => address(image),
            _ => whole(picture),
        }
    };
    Ok(svg::write(&page, &found, &format!("{} – {}", words::title(certificate), certificate.holder_name)))
}

/// Prints certificates in one file, a page each, with a bookmark for each holder: fonts are in
/// it once.
///
/// # Errors
///
/// As [`render`]; [`PrintError::Nothing`] if there is none.
pub fn render_all(certificates: &[Certificate]) -> Result<Vec<u8>, PrintError> {
    let first = certificates.first().ok_or(PrintError::Nothing("no certificates"))?;
    let bookmark = |page, one: &Certificate| Bookmark { title: one.holder_name.clone(), page, y: 0.0, level: 0 };
    let bookmarks: Vec<Bookmark> = (1..).zip(certificates).map(|(page, one)| bookmark(page, one)).collect();
    let page = |one: &Certificate| Ok(layout::page(one)?.into_page());
    let pages: Vec<Result<Sheet, PrintError>> = certificates.par_iter().map(page).collect();
    // Of those that cannot be laid out, the first is told.
    let pages = pages.into_iter().collect::<Result<_, _>>()?;
    let about = About {
        title: format!("{} – {}", words::title(first), first.programme),
        subject: &first.programme,
        language: first.first_language(),
        // That of the newest: the same certificates give the same bytes on any day.
        dated: certificates.iter().map(|one| one.issued_on).max().unwrap_or(first.issued_on),
    };
    finish(&about, pages, &bookmarks)
}

#[cfg(test)]
mod tests;
