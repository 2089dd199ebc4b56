//! Of the list of certificates for those who sign them.

use super::heading;
use crate::print::PrintError;
use crate::print::certificates_list::{self, CertificatesList, Listed};
use app::campaigns::store::Campaign;
use app::certificates::store::standing::Standing;
use app::certificates::words::kind_name;
use app::i18n::Locale;
use app::workshops::store::reading::Workshop;
use chrono::NaiveDate;

/// The certificates of a workshop that are to be signed, as a PDF: neither those revoked
/// nor those whose holder asked to be erased.
///
/// # Errors
/// A text that cannot be drawn or a heading that does not fit; [`PrintError::Nothing`] if
/// there is none.
pub fn certificates_list(
    workshop: Workshop,
    standings: &[Standing],
    campaign: &Campaign,
    today: NaiveDate,
    locale: Locale,
) -> Result<Vec<u8>, PrintError> {
    certificates_list::render(&CertificatesList {
        language: locale,
        heading: heading(campaign),
        campaign: campaign.title.clone(),
        place: format!("{}, {}", workshop.line.venue, workshop.line.city),
        workshop: workshop.line.title,
        days: (workshop.line.starts_on, workshop.line.ends_on),
        certificates: standings.iter().flat_map(|standing| listed(standing, locale)).collect(),
        dated: today,
    })
}

fn listed(standing: &Standing, locale: Locale) -> impl Iterator<Item = Listed> {
    standing.to_sign().filter_map(move |certificate| {
        Some(Listed {
            serial: certificate.serial.to_string(),
            holder: certificate.holder_name.clone()?,
            institution: standing.participant.institution.clone(),
            kind: kind_name(locale, certificate.kind).to_owned(),
            issued_on: certificate.issued_at.date_naive(),
        })
    })
}
