//! From what the uses answer to what the printer draws.

use crate::print::attendance_sheet::{self, AttendanceSheet, Attendee, Badge, Day, Halves};
use crate::print::certificate::{self, Certificate, Kind, Signatory};
use crate::print::handout::{self, Edition, Figure, Handout, Module};
use crate::print::letter::{self, FirstHalfDay, Invited, Letters};
use crate::print::plan::{self, Plan};
use crate::print::results::{self, Results};
use crate::print::{Heading, PrintError};
use app::assessments::findings::report::Report;
use app::attendance::badge::{badge_code, badge_payload};
use app::attendance::store::Roster;
use app::campaigns::store::{Campaign, Curriculum};
use app::certificates::store::Paper;
use app::code::Code;
use app::i18n::Locale;
use app::ids::SessionId;
use app::people::model::Sex;
use app::ui::format::phone;
use app::workshops::letters::Wording;
use app::workshops::store::enrolment::Participant;
use app::workshops::store::reading::{Session, TimetableLine, Workshop};
use app::workshops::store::schedule::{Schedule, Scheduled};
use app::workshops::timetable::{Activity, Half};
use chrono::NaiveDate;

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
        kind: Kind::Attendance,
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

/// A figure: its name, its media type, its file.
pub type FigureFile = (String, String, Vec<u8>);

/// The handout of a curriculum as a PDF, of what the curriculum holds: without what is for
/// trainers alone, the edition for participants.
///
/// # Errors
/// A text, a formula or a figure that cannot be drawn.
pub fn handout(curriculum: Curriculum, figures: Vec<FigureFile>, public_url: &str) -> Result<Vec<u8>, PrintError> {
    let edition = if curriculum.for_trainers { Edition::Trainers } else { Edition::Participants };
    let address = format!("{public_url}/curricula/{}", curriculum.line.id);
    let figures = figures.into_iter().map(|(name, _, bytes)| Figure { name, bytes });
    let modules = curriculum.modules.into_iter().map(|module| Module {
        title: module.title,
        minutes: module.minutes,
        markdown: module.body,
    });
    handout::render(&Handout {
        language: if curriculum.language == "en" { Locale::en } else { Locale::fr },
        programme: curriculum.programme,
        title: curriculum.line.title,
        version: curriculum.line.version,
        dated: curriculum.published_on,
        edition,
        address: Some(address),
        figures: figures.collect(),
        modules: modules.collect(),
    })
}

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
    let (code, payload) = (badge_code(participant.enrolment), badge_payload(participant.enrolment));
    // In two threes: read more surely, and narrow beside its QR code.
    let code = code.split_at_checked(3).map_or_else(|| code.clone(), |(first, last)| format!("{first} {last}"));
    Attendee {
        badge: Badge { code, payload },
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

/// The plan of a campaign as a PDF, as it stands on that day.
///
/// # Errors
/// A text that cannot be drawn or does not fit; [`PrintError::Nothing`] without workshops.
pub fn plan(schedule: &Schedule, today: NaiveDate, locale: Locale) -> Result<Vec<u8>, PrintError> {
    let workshop = |one: &Scheduled| plan::Workshop {
        city: one.city.clone(),
        venue: one.venue.clone(),
        from: one.days.from,
        to: one.days.to,
        seats: one.capacity,
        trainers: one.trainers.clone(),
    };
    plan::render(&Plan {
        language: locale,
        heading: heading(&schedule.campaign),
        campaign: schedule.campaign.title.clone(),
        window: (schedule.campaign.starts_on, schedule.campaign.ends_on),
        holidays: schedule.conditions.holidays.iter().map(|(_, day, _)| *day).collect(),
        workshops: schedule.held().map(workshop).collect(),
        dated: today,
    })
}

/// The report on what tests say as a PDF, as it stands on that day.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn results(report: Report, campaign: &Campaign, today: NaiveDate, locale: Locale) -> Result<Vec<u8>, PrintError> {
    results::render(&Results {
        language: locale,
        heading: heading(campaign),
        campaign: campaign.title.clone(),
        report,
        dated: today,
    })
}

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
