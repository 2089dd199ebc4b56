//! Of a certificate.

use super::heading;
use crate::print::PrintError;
use crate::print::certificate::{self, Certificate, Signatory};
use app::certificates::store::Paper;
use app::i18n::Locale;

/// A certificate as a PDF.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn certificate(paper: &Paper, locale: Locale, public_url: &str) -> Result<Vec<u8>, PrintError> {
    let Paper { certificate: issued, holder_name, campaign, modules, lead_trainer } = paper;
    let lead_office = match locale {
        Locale::fr => "Le formateur principal",
        Locale::en => "The lead trainer",
    };
    let office = match locale {
        Locale::fr => "Pour le ministère",
        Locale::en => "For the ministry",
    };
    certificate::render(&Certificate {
        language: locale,
        kind: issued.kind,
        heading: heading(campaign),
        programme: campaign.title.clone(),
        holder_name: holder_name.clone(),
        workshop: issued.title.clone(),
        city: issued.city.clone(),
        starts_on: issued.starts_on,
        ends_on: issued.ends_on,
        hours: u16::try_from(issued.hours).unwrap_or_default(),
        modules: modules.clone(),
        issued_on: issued.issued_at.date_naive(),
        signatories: vec![
            Signatory { name: String::new(), title: office.to_owned() },
            Signatory { name: lead_trainer.clone().unwrap_or_default(), title: lead_office.to_owned() },
        ],
        serial: issued.serial.to_string(),
        verify_url: format!("{public_url}/verify/{}", issued.serial.as_str()),
    })
}
