//! What a badge says, in the language of who asks for it.

use super::credential::Award;
use super::store::Badge;
use crate::certificates::model::asked;
use crate::certificates::words::{criteria, kind_name};
use crate::i18n::Locale;
use crate::ui::format::range;
use leptos_i18n::td_string;

/// A certificate as a badge tells of it.
#[must_use]
pub fn award(locale: Locale, badge: Badge) -> Award {
    let Badge { certificate, holder_name, campaign, workshop, status_index } = badge;
    let about = td_string!(
        locale,
        badges.about,
        city = certificate.city,
        // Made for programs: no hints to whoever breaks lines.
        dates = range(locale, certificate.starts_on, certificate.ends_on).replace('\u{2060}', ""),
        hours = certificate.hours.to_string(),
        campaign = campaign.title
    )
    .to_string();
    Award {
        serial: certificate.serial,
        kind: certificate.kind,
        kind_name: kind_name(locale, certificate.kind).to_owned(),
        holder: holder_name,
        issuer: campaign.programme,
        issuer_about: (!campaign.authority.is_empty()).then(|| campaign.authority.join(" · ")),
        workshop,
        title: certificate.title,
        about,
        criteria: criteria(locale, certificate.kind, &certificate.rule),
        asked: asked(certificate.kind, &certificate.rule),
        language: match locale {
            Locale::fr => "fr",
            Locale::en => "en",
        },
        starts_on: certificate.starts_on,
        ends_on: certificate.ends_on,
        issued_at: certificate.issued_at,
        expires_on: certificate.expires_on,
        status_index,
    }
}
