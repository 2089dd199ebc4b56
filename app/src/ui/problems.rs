//! What was wrong with a field, told in the reader's language with what to do next.

use super::format::{date, range};
use crate::clash::Clash;
use crate::fields::Problem;
use crate::i18n::Locale;
use chrono::NaiveDate;
use leptos_i18n::td_string;

/// The sentence that stands beside the field.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a line for each problem")]
pub fn sentence(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::Required => td_string!(locale, fields.required).to_owned(),
        Problem::TooLong { max } => td_string!(locale, fields.too_long, max = max.to_string()).to_string(),
        Problem::TooShort { min } => td_string!(locale, fields.too_short, min = min.to_string()).to_string(),
        Problem::NotText => td_string!(locale, fields.not_text).to_owned(),
        Problem::OutOfRange { min, max } => {
            td_string!(locale, fields.out_of_range, min = min.to_string(), max = max.to_string()).to_string()
        }
        Problem::NotADate => td_string!(locale, fields.not_a_date).to_owned(),
        Problem::NotATime => td_string!(locale, fields.not_a_time).to_owned(),
        Problem::Over => td_string!(locale, fields.over).to_owned(),
        Problem::EndsBeforeStart => td_string!(locale, fields.ends_before_start).to_owned(),
        Problem::TooManyDays { max } => td_string!(locale, fields.too_many_days, max = max.to_string()).to_string(),
        Problem::OutsideCampaign { starts_on, ends_on } => {
            td_string!(locale, fields.outside_campaign, window = range(locale, *starts_on, *ends_on)).to_string()
        }
        Problem::NoRoom => td_string!(locale, fields.no_room).to_owned(),
        Problem::NoCohorts { city, people } => {
            td_string!(locale, fields.no_cohorts, city = city.clone(), people = people.to_string()).to_string()
        }
        Problem::Outdated => td_string!(locale, fields.outdated).to_owned(),
        Problem::Closed => td_string!(locale, attendance.refused_closed).to_owned(),
        Problem::NotAQueue => td_string!(locale, fields.not_a_queue).to_owned(),
        Problem::NotYet => td_string!(locale, fields.not_yet).to_owned(),
        Problem::Unmarked { people } => td_string!(locale, fields.unmarked, people = people.to_string()).to_string(),
        Problem::Disputed { people } => td_string!(locale, fields.disputed, people = people.to_string()).to_string(),
        Problem::Cancelled => td_string!(locale, fields.cancelled).to_owned(),
        Problem::Unknown => td_string!(locale, fields.unknown).to_owned(),
        Problem::Taken => td_string!(locale, fields.taken).to_owned(),
        Problem::OverVenueCapacity { max } => {
            td_string!(locale, fields.over_venue_capacity, max = max.to_string()).to_string()
        }
        Problem::Clash(clash) => in_the_way(locale, clash),
        Problem::Blank => td_string!(locale, fields.blank).to_owned(),
        Problem::UnknownField { name } => td_string!(locale, fields.unknown_field, name = name.clone()).to_string(),
        Problem::LoneBrace => td_string!(locale, fields.lone_brace).to_owned(),
        Problem::OpenEmphasis => td_string!(locale, fields.open_emphasis).to_owned(),
        Problem::NoGlyph { character } => {
            td_string!(locale, fields.no_glyph, character = character.to_string()).to_string()
        }
        Problem::DoesNotFit => td_string!(locale, fields.does_not_fit).to_owned(),
        Problem::TemplateChanged { by } => td_string!(locale, fields.template_changed, by = by.clone()).to_string(),
        Problem::ImageInUse => td_string!(locale, fields.image_in_use).to_owned(),
        Problem::TooManyImages { max } => td_string!(locale, fields.too_many_images, max = max.to_string()).to_string(),
        Problem::Full { capacity } => td_string!(locale, fields.full, capacity = capacity.to_string()).to_string(),
        Problem::NotAPhone => td_string!(locale, fields.not_a_phone).to_owned(),
        Problem::NotAnEmail => td_string!(locale, fields.not_an_email).to_owned(),
        Problem::NotACode => td_string!(locale, fields.not_a_code).to_owned(),
        Problem::NotAccepted => td_string!(locale, fields.not_accepted).to_owned(),
        Problem::TooMany => td_string!(locale, fields.too_many).to_owned(),
        Problem::NotTheSame => td_string!(locale, fields.not_the_same).to_owned(),
        Problem::NotThisPerson => td_string!(locale, fields.not_this_person).to_owned(),
        Problem::NothingChanged => td_string!(locale, fields.nothing_changed).to_owned(),
        Problem::SeveralLists => td_string!(locale, fields.several_lists).to_owned(),
        Problem::NotAConsent { wording } => {
            td_string!(locale, fields.not_a_consent, wording = wording.clone()).to_string()
        }
        Problem::Rounded => td_string!(locale, fields.rounded).to_owned(),
        Problem::SheetError => td_string!(locale, fields.sheet_error).to_owned(),
        Problem::SameAsRow { row } => td_string!(locale, fields.same_as_row, row = row.to_string()).to_string(),
        Problem::NotDecided { rows } => td_string!(locale, fields.not_decided, rows = rows.to_string()).to_string(),
        Problem::NoMarks => td_string!(locale, fields.no_marks).to_owned(),
        Problem::NotAnOrder => td_string!(locale, fields.not_an_order).to_owned(),
        Problem::TestClosed => td_string!(locale, fields.test_closed).to_owned(),
        Problem::HandedIn => td_string!(locale, fields.handed_in).to_owned(),
        Problem::CertificateIssued => td_string!(locale, fields.certificate_issued).to_owned(),
        Problem::NotDrawn { text, letter } => {
            td_string!(locale, fields.not_drawn, text = text.clone(), letter = letter.to_string()).to_string()
        }
        Problem::NotEarned => td_string!(locale, fields.not_earned).to_owned(),
        Problem::AlreadyRevoked => td_string!(locale, fields.already_revoked).to_owned(),
        Problem::SavedElsewhere => td_string!(locale, fields.saved_elsewhere).to_owned(),
        Problem::TestChanged => td_string!(locale, fields.test_changed).to_owned(),
        Problem::TestOpen => td_string!(locale, fields.test_open).to_owned(),
        Problem::TotalsOver { max } => td_string!(locale, fields.totals_over, max = max.to_string()).to_string(),
        Problem::NothingAnswered => td_string!(locale, fields.nothing_answered).to_owned(),
        Problem::Answered => td_string!(locale, fields.answered).to_owned(),
        Problem::EvaluationClosed => td_string!(locale, fields.evaluation_closed).to_owned(),
        Problem::NotBefore { day } => td_string!(locale, fields.not_before, day = date(locale, *day)).to_string(),
        Problem::TooManyLines { max } => td_string!(locale, fields.too_many_lines, max = max.to_string()).to_string(),
        Problem::NotInBank => td_string!(locale, fields.not_in_bank).to_owned(),
        Problem::NotQuestions => td_string!(locale, fields.not_questions).to_owned(),
        Problem::NotJudged => td_string!(locale, fields.not_judged).to_owned(),
        Problem::NotALevel { line } => td_string!(locale, fields.not_a_level, line = line.to_string()).to_string(),
        Problem::TooFewLevels => td_string!(locale, fields.too_few_levels).to_owned(),
        Problem::LevelsNotAscending => td_string!(locale, fields.levels_not_ascending).to_owned(),
        Problem::SaidTwice => td_string!(locale, fields.said_twice).to_owned(),
        Problem::NoPoints => td_string!(locale, fields.no_points).to_owned(),
        Problem::RubricChanged => td_string!(locale, fields.rubric_changed).to_owned(),
        Problem::NoQuestionHeadings => td_string!(locale, fields.no_question_headings).to_owned(),
        Problem::NotARoomCode => td_string!(locale, fields.not_a_room_code).to_owned(),
        Problem::CodeOver => td_string!(locale, fields.code_over).to_owned(),
        Problem::AskTrainer => td_string!(locale, fields.ask_trainer).to_owned(),
        Problem::NoLetter { line, letter } => {
            td_string!(locale, fields.no_letter, line = line.to_string(), letter = letter.to_string()).to_string()
        }
        Problem::NotAFormula { line, formula } => {
            td_string!(locale, fields.not_a_formula, line = line.to_string(), formula = formula.clone()).to_string()
        }
        Problem::NoFigure { line, name } => {
            td_string!(locale, fields.no_figure, line = line.to_string(), name = name.clone()).to_string()
        }
        Problem::NoDescription { line, name } => {
            td_string!(locale, fields.no_description, line = line.to_string(), name = name.clone()).to_string()
        }
        Problem::NotAMark { line, mark } => {
            td_string!(locale, fields.not_a_mark, line = line.to_string(), mark = mark.clone()).to_string()
        }
        Problem::OffThePage { line, columns, letters } => {
            let (line, columns, letters) = (line.to_string(), columns.to_string(), letters.to_string());
            td_string!(locale, fields.off_the_page, line = line, columns = columns, letters = letters).to_string()
        }
        Problem::TextChanged => td_string!(locale, fields.text_changed).to_owned(),
        Problem::NotAName => td_string!(locale, fields.not_a_name).to_owned(),
        Problem::NotASheet => td_string!(locale, fields.not_a_sheet).to_owned(),
        Problem::NotAPhoto => td_string!(locale, fields.not_a_photo).to_owned(),
        Problem::FileTooLarge { max } => td_string!(locale, fields.file_too_large, max = max.to_string()).to_string(),
        Problem::ListTooLong { rows, columns } => {
            td_string!(locale, fields.list_too_long, rows = rows.to_string(), columns = columns.to_string()).to_string()
        }
        Problem::NotAList => td_string!(locale, fields.not_a_list).to_owned(),
        Problem::NoHeadings => td_string!(locale, fields.no_headings).to_owned(),
        Problem::UsedSince { people } => td_string!(locale, fields.used_since, people = people.to_string()).to_string(),
        Problem::BothEnrolled { workshop } => {
            td_string!(locale, fields.both_enrolled, workshop = workshop.clone()).to_string()
        }
        Problem::KeepTheOther { workshop } => {
            td_string!(locale, fields.keep_the_other, workshop = workshop.clone()).to_string()
        }
        Problem::NotBeforeWorkshop { starts_on } => {
            td_string!(locale, fields.not_before_workshop, day = date(locale, *starts_on)).to_string()
        }
        Problem::NotOver { ends_on } => td_string!(locale, fields.not_over, day = date(locale, *ends_on)).to_string(),
    }
}

/// Why a workshop cannot be held so.
fn in_the_way(locale: Locale, clash: &Clash) -> String {
    let days = |from: &NaiveDate, to: &NaiveDate| range(locale, *from, *to);
    match clash.clone() {
        Clash::OnHoliday { day, name } => {
            td_string!(locale, fields.on_holiday, day = date(locale, day), name = name).to_string()
        }
        Clash::VenueTaken { workshop, starts_on, ends_on } => {
            td_string!(locale, fields.venue_taken, workshop = workshop, days = days(&starts_on, &ends_on)).to_string()
        }
        Clash::TrainerTaken { trainer, workshop, starts_on, ends_on } => {
            let days = days(&starts_on, &ends_on);
            td_string!(locale, fields.trainer_taken, trainer = trainer, workshop = workshop, days = days).to_string()
        }
        Clash::TrainerTravels { trainer, workshop, city, days } => {
            let days = days.to_string();
            td_string!(locale, fields.trainer_travels, trainer = trainer, workshop = workshop, city = city, days = days)
                .to_string()
        }
        Clash::TrainerAway { trainer, starts_on, ends_on } => {
            td_string!(locale, fields.trainer_away, trainer = trainer, days = days(&starts_on, &ends_on)).to_string()
        }
        Clash::NotCompetent { trainer } => td_string!(locale, fields.not_competent, trainer = trainer).to_string(),
        Clash::Elsewhere { people, workshop, starts_on, ends_on } => {
            let (people, days) = (people.to_string(), days(&starts_on, &ends_on));
            td_string!(locale, fields.elsewhere, people = people, workshop = workshop, days = days).to_string()
        }
        Clash::Breaks { workshop, starts_on, ends_on } => {
            td_string!(locale, fields.breaks, workshop = workshop, days = days(&starts_on, &ends_on)).to_string()
        }
        Clash::Marked => td_string!(locale, fields.marked).to_owned(),
    }
}
