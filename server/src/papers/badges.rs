//! Of badges and table signs: who sits in the room.

use super::heading;
use crate::print::PrintError;
use crate::print::badges::{self, Badges, Wearer};
use crate::print::table_signs::{self, Sitter, TableSigns};
use app::attendance::badge::{badge_code, badge_payload};
use app::campaigns::store::Campaign;
use app::i18n::Locale;
use app::ids::EnrolmentId;
use app::workshops::store::enrolment::Participant;
use app::workshops::store::reading::Workshop;

/// The badges of a workshop as a PDF: of all, or of one who lost theirs. Who asked to be
/// erased has none.
///
/// # Errors
/// A text that cannot be drawn; [`PrintError::Nothing`] if nobody is left.
pub fn badges(
    workshop: Workshop,
    participants: &[Participant],
    campaign: &Campaign,
    only: Option<EnrolmentId>,
    locale: Locale,
) -> Result<Vec<u8>, PrintError> {
    let wears = |one: &&Participant| !one.erased && only.is_none_or(|only| one.enrolment == only);
    badges::render(&Badges {
        language: locale,
        heading: heading(campaign),
        programme: campaign.title.clone(),
        workshop: workshop.line.title,
        city: workshop.line.city,
        days: (workshop.line.starts_on, workshop.line.ends_on),
        wearers: participants.iter().filter(wears).map(wearer).collect(),
    })
}

fn wearer(one: &Participant) -> Wearer {
    Wearer {
        family_name: one.name.family.clone(),
        given_names: one.name.given.clone(),
        institution: one.institution.clone(),
        function: one.job_title.clone(),
        code: in_threes(&badge_code(one.enrolment)),
        payload: badge_payload(one.enrolment),
    }
}

/// In two threes: read more surely, and narrow beside its QR code.
pub(super) fn in_threes(code: &str) -> String {
    code.split_at_checked(3).map_or_else(|| code.to_owned(), |(first, last)| format!("{first} {last}"))
}

/// The table signs of a workshop as a PDF: trainers first, then participants.
///
/// # Errors
/// A text that cannot be drawn or a heading that does not fit; [`PrintError::Nothing`] if
/// nobody is there.
pub fn table_signs(
    workshop: Workshop,
    participants: Vec<Participant>,
    campaign: &Campaign,
    locale: Locale,
) -> Result<Vec<u8>, PrintError> {
    let trainers = workshop.trainers.into_iter().map(|(_, name, lead)| Sitter {
        name,
        institution: String::new(),
        role: role(locale, lead).to_owned(),
    });
    let participants = participants.into_iter().filter(|one| !one.erased).map(|one| Sitter {
        name: one.name.to_string(),
        institution: one.institution,
        role: one.job_title,
    });
    table_signs::render(&TableSigns {
        language: locale,
        heading: heading(campaign),
        programme: campaign.title.clone(),
        workshop: workshop.line.title,
        city: workshop.line.city,
        days: (workshop.line.starts_on, workshop.line.ends_on),
        sitters: trainers.chain(participants).collect(),
    })
}

/// What a trainer is in the room.
fn role(locale: Locale, lead: bool) -> &'static str {
    match (locale, lead) {
        (Locale::fr, true) => "Formateur principal",
        (Locale::fr, false) => "Co-formateur",
        (Locale::en, true) => "Lead trainer",
        (Locale::en, false) => "Co-trainer",
    }
}
