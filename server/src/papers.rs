//! From what the uses answer to what the printer draws.

use crate::print::certificate::{Certificate, Kind, Signatory, render};
use crate::print::{Heading, Language, PrintError};
use app::campaigns::store::Campaign;
use app::certificates::store::Paper;
use app::i18n::Locale;

/// The language of a paper for a reader.
#[must_use]
pub fn language(locale: Locale) -> Language {
    match locale {
        Locale::fr => Language::Fr,
        Locale::en => Language::En,
    }
}

/// The heading of a campaign's papers: State, motto, ministry; partners after.
#[must_use]
pub fn heading(campaign: &Campaign) -> Heading {
    let mut authority = campaign.authority.iter().cloned();
    Heading {
        state: authority.next().unwrap_or_default(),
        motto: authority.next().unwrap_or_default(),
        ministry: authority.collect(),
        partners: campaign.partners.clone(),
    }
}

/// A certificate as a PDF.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn certificate(paper: &Paper, locale: Locale, public_url: &str) -> Result<Vec<u8>, PrintError> {
    let Paper { certificate, campaign, modules, lead_trainer } = paper;
    let lead_office = match locale {
        Locale::fr => "Le formateur principal",
        Locale::en => "The lead trainer",
    };
    let office = match locale {
        Locale::fr => "Pour le ministère",
        Locale::en => "For the ministry",
    };
    render(&Certificate {
        language: language(locale),
        kind: Kind::Attendance,
        heading: heading(campaign),
        programme: campaign.title.clone(),
        holder_name: certificate.holder_name.clone(),
        workshop: certificate.title.clone(),
        city: certificate.city.clone(),
        starts_on: certificate.starts_on,
        ends_on: certificate.ends_on,
        hours: u16::try_from(certificate.hours).unwrap_or_default(),
        modules: modules.clone(),
        issued_on: certificate.issued_at.date_naive(),
        signatories: vec![
            Signatory { name: String::new(), title: office.to_owned() },
            Signatory { name: lead_trainer.clone().unwrap_or_default(), title: lead_office.to_owned() },
        ],
        serial: certificate.serial.to_string(),
        verify_url: format!("{public_url}/verify/{}", certificate.serial.as_str()),
    })
}
