//! Of a certificate: one that was issued, and one that tries a template.

use super::heading;
use crate::print::certificate::{self, Certificate, Kind};
use crate::print::{Heading, PrintError};
use crate::seals::Sealer;
use app::campaigns::store::Campaign;
use app::certificates::model::expiry;
use app::certificates::store::Paper;
use app::certificates::templates::model::Design;
use app::certificates::templates::store::{Bench, Sample};
use app::code::Code;
use app::i18n::Locale;
use chrono::{DateTime, NaiveDate, Utc};
use pades::Stamp;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Who stands on a certificate that is tried: with letters that not every font has.
const SOMEONE: &str = "Fatoumata Coulibaly-Ɲaɲɔ";
/// The number of a certificate that nobody has.
const NUMBER: u64 = 0x0007_11a2_0225_0000;

/// A certificate as a PDF: as its template says, else in the language of who reads it.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn certificate(paper: &Paper, locale: Locale, public_url: &str) -> Result<Vec<u8>, PrintError> {
    certificate::render(&printable(paper, locale, public_url))
}

/// A certificate as a PDF that bears the seal of the installation.
///
/// # Errors
/// As [`certificate`]; [`PrintError::Writing`] if it cannot be sealed.
pub fn sealed_certificate(
    paper: &Paper,
    locale: Locale,
    public_url: &str,
    sealer: &Sealer,
) -> Result<Vec<u8>, PrintError> {
    sealed(certificate(paper, locale, public_url)?, sealer, paper.certificate.issued_at, locale)
}

/// Seals a certificate, as of the time of its issue: it is printed anew for whoever asks,
/// and its bytes are to be the same each time. A key made later seals as of its making.
fn sealed(pdf: Vec<u8>, sealer: &Sealer, issued_at: DateTime<Utc>, locale: Locale) -> Result<Vec<u8>, PrintError> {
    let (reason, tooltip) = match locale {
        Locale::fr => ("Délivrance de l’attestation", "Sceau électronique de l’attestation"),
        Locale::en => ("Issue of the certificate", "Electronic seal of the certificate"),
    };
    let stamp = Stamp { at: issued_at.max(sealer.made_at), reason, tooltip };
    pades::sign(pdf, &sealer.key, &stamp).map_err(|error| PrintError::Writing(error.to_string()))
}

/// Certificates as one PDF to print, a page each. It bears no seal: what is cut apart and
/// given out is paper.
///
/// # Errors
/// As [`certificate`]; [`PrintError::Nothing`] if there is none.
pub fn certificates(papers: &[Paper], locale: Locale, public_url: &str) -> Result<Vec<u8>, PrintError> {
    let printable: Vec<Certificate> = papers.iter().map(|paper| printable(paper, locale, public_url)).collect();
    certificate::render_all(&printable)
}

fn printable(paper: &Paper, locale: Locale, public_url: &str) -> Certificate {
    let Paper { certificate: issued, holder_name, campaign, modules, lead_trainer, look, statement } = paper;
    let design = look.design.clone().unwrap_or_else(|| Design::usual(issued.kind).spoken_in(locale));
    Certificate {
        heading: heading_of(&design, campaign),
        design,
        pictures: look.pictures.clone(),
        kind: issued.kind,
        programme: campaign.title.clone(),
        holder_name: holder_name.clone(),
        workshop: issued.title.clone(),
        city: issued.city.clone(),
        starts_on: issued.starts_on,
        ends_on: issued.ends_on,
        hours: u16::try_from(issued.hours).unwrap_or_default(),
        modules: modules.clone(),
        issued_on: issued.issued_at.date_naive(),
        expires_on: issued.expires_on,
        lead_trainer: lead_trainer.clone().unwrap_or_default(),
        organiser: look.organiser.clone(),
        serial: issued.serial.to_string(),
        verify_url: format!("{public_url}/verify/{}", issued.serial.as_str()),
        statement: statement.clone(),
    }
}

/// What a template is tried with, beside the bench.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The design, as it was typed or saved.
    pub design: Design,
    /// For how many months it certifies.
    pub valid_months: Option<i32>,
    /// The images that it shows.
    pub pictures: BTreeMap<Uuid, Arc<[u8]>>,
    /// Whose name; that of someone invented, if nobody's.
    pub name: Option<String>,
    /// The day.
    pub today: NaiveDate,
    /// Who tries it.
    pub organiser: String,
}

/// The certificate that a template would make.
#[must_use]
pub fn trial(bench: &Bench, kind: Kind, trial: Trial, public_url: &str) -> Certificate {
    let Trial { design, valid_months, pictures, name, today, organiser } = trial;
    let Sample { workshop, lead_trainer, modules } = bench.sample.clone();
    let (workshop, city, starts_on, ends_on) =
        workshop.unwrap_or_else(|| ("Formation de formateurs".to_owned(), "Bamako".to_owned(), today, today));
    let serial = Code::from_random(NUMBER);
    let expires_on = expiry(ends_on, valid_months);
    Certificate {
        heading: heading_of(&design, &bench.campaign),
        design,
        pictures,
        kind,
        programme: bench.campaign.title.clone(),
        holder_name: name.unwrap_or_else(|| SOMEONE.to_owned()),
        workshop,
        city,
        starts_on,
        ends_on,
        hours: 24,
        modules,
        issued_on: today,
        expires_on,
        lead_trainer,
        organiser,
        serial: serial.to_string(),
        verify_url: format!("{public_url}/verify/{}", serial.as_str()),
        statement: None,
    }
}

/// As the design says, else as on the campaign's other papers.
fn heading_of(design: &Design, campaign: &Campaign) -> Heading {
    let mut campaign = campaign.clone();
    if !design.heading.authority.is_empty() {
        campaign.authority.clone_from(&design.heading.authority);
    }
    if !design.heading.partners.is_empty() {
        campaign.partners.clone_from(&design.heading.partners);
    }
    heading(&campaign)
}
