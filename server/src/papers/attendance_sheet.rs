//! Of the sheets to sign of a workshop.

use super::badges::in_threes;
use super::heading;
use crate::print::PrintError;
use crate::print::attendance_sheet::{self, AttendanceSheet, Attendee, Badge, Day, Halves};
use app::attendance::badge::{badge_code, badge_payload};
use app::attendance::store::Roster;
use app::campaigns::store::Campaign;
use app::i18n::Locale;
use app::ids::SessionId;
use app::people::model::Sex;
use app::ui::format::phone;
use app::workshops::store::enrolment::Participant;
use app::workshops::store::reading::{Session, Workshop};
use app::workshops::timetable::Half;

/// The sheets to sign of a workshop as a PDF: of all its days, or of one half-day.
///
/// # Errors
/// A text that cannot be drawn or does not fit; [`PrintError::Nothing`] if the
/// half-day is of another workshop.
pub fn attendance_sheet(
    workshop: &Workshop,
    roster: &Roster,
    campaign: &Campaign,
    only: Option<SessionId>,
    locale: Locale,
) -> Result<Vec<u8>, PrintError> {
    let days: Vec<&[Session]> = roster.sessions.chunk_by(|a, b| a.held_on == b.held_on).collect();
    let of_days = days.len();
    let printed = days.into_iter().zip(1..).filter_map(|(sessions, number)| day(number, sessions, only));
    attendance_sheet::render(&AttendanceSheet {
        language: locale,
        heading: heading(campaign),
        programme: campaign.title.clone(),
        workshop: workshop.line.title.clone(),
        place: format!("{}, {}", workshop.line.venue, workshop.line.city),
        days: printed.collect(),
        of_days,
        attendees: roster.participants.iter().map(attendee).collect(),
        blank_rows: 0,
    })
}

fn day(number: usize, sessions: &[Session], only: Option<SessionId>) -> Option<Day> {
    let is_printed = |session: &&Session| only.is_none_or(|only| session.id == only);
    let has = |half| sessions.iter().filter(is_printed).any(|session| session.half == half);
    let halves = match (has(Half::Morning), has(Half::Afternoon)) {
        (true, true) => Halves::Both,
        (true, false) => Halves::Morning,
        (false, true) => Halves::Afternoon,
        (false, false) => return None,
    };
    Some(Day { number, on: sessions.first()?.held_on, halves })
}

fn attendee(participant: &Participant) -> Attendee {
    let code = in_threes(&badge_code(participant.enrolment));
    Attendee {
        badge: Badge { code, payload: badge_payload(participant.enrolment) },
        family_name: participant.name.family.clone(),
        given_names: participant.name.given.clone(),
        sex: match participant.sex {
            Sex::Female => attendance_sheet::Sex::Female,
            Sex::Male => attendance_sheet::Sex::Male,
            Sex::Unstated => attendance_sheet::Sex::Unstated,
        },
        structure: participant.institution.clone(),
        function: participant.job_title.clone(),
        region: participant.region.clone(),
        phone: participant.phone.as_deref().map(phone).unwrap_or_default(),
    }
}
