//! Of letters of invitation.

use super::heading;
use crate::print::PrintError;
use crate::print::letter::{self, FirstHalfDay, Invited, Letters};
use app::campaigns::store::Campaign;
use app::code::Code;
use app::i18n::Locale;
use app::workshops::letters::Wording;
use app::workshops::store::enrolment::Participant;
use app::workshops::store::reading::{TimetableLine, Workshop};
use app::workshops::timetable::Activity;
use chrono::NaiveDate;

/// Whence letters of invitation are written: all but who is invited.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The language.
    pub locale: Locale,
    /// The day.
    pub today: NaiveDate,
    /// What QR codes point at.
    pub public_url: String,
    /// The workshop.
    pub workshop: Workshop,
    /// Its timetable.
    pub timetable: Vec<TimetableLine>,
    /// Its campaign.
    pub campaign: Campaign,
}

/// Letters of invitation as a PDF, a page for each person.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn letters(desk: Desk, wording: Wording, slips: Vec<(Participant, Code)>) -> Result<Vec<u8>, PrintError> {
    let first = first_half_day(&desk);
    let sign_in = format!("{}/sign-in", desk.public_url);
    let invited = slips.into_iter().map(|(participant, code)| Invited {
        name: participant.name,
        sex: participant.sex,
        function: participant.job_title,
        institution: participant.institution,
        region: participant.region,
        address: format!("{sign_in}?code={}", code.as_str()),
        code: code.to_string(),
    });
    letter::render(&Letters {
        language: desk.locale,
        heading: heading(&desk.campaign),
        programme: desk.campaign.title,
        written_in: wording.written_in,
        written_on: desk.today,
        workshop: desk.workshop.line.title,
        venue: desk.workshop.line.venue,
        city: desk.workshop.line.city,
        starts_on: desk.workshop.line.starts_on,
        ends_on: desk.workshop.line.ends_on,
        first,
        answer_by: wording.answer_by,
        contact: wording.contact,
        remarks: wording.remarks,
        signatory: wording.signatory,
        invited: invited.collect(),
        sign_in,
    })
}

fn first_half_day(desk: &Desk) -> Option<FirstHalfDay> {
    let session = desk.workshop.sessions.first()?;
    let lines = || desk.timetable.iter().filter(|line| line.session == session.id);
    let work = lines().filter(|line| line.activity != Activity::Registration);
    Some(FirstHalfDay {
        on: session.held_on,
        welcome: lines().map(|line| line.starts_at).min()?,
        begins: work.map(|line| line.starts_at).min()?,
        ends: lines().map(|line| line.starts_at + line.minutes).max()?,
    })
}
