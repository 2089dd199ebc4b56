//! The report on a workshop, in words: what it covers and the answer first, then what
//! people wrote beside what was counted. It is drawn elsewhere.
//!
//! Donors read it: participants are counted, never named, and no group of fewer than
//! [`LEAST`] is told of, nor can it be worked out from those that are.

mod days;
mod groups;

use super::model::{Presence, Texts};
use super::store::Facts;
use crate::assessments::evaluations::model::telling::Told;
use crate::assessments::evaluations::words::question_text;
use crate::assessments::findings::groups::LEAST;
use crate::assessments::findings::report::{Cell, Head, Holds, Part, Report, Table, change};
use crate::assessments::findings::words;
use crate::assessments::pages::{percent_of, whole_percent};
use crate::i18n::Locale;
use crate::ui::format::{decimal, number, percent, range};
use crate::workshops::model::Stage;
use chrono::NaiveDate;
use leptos_i18n::td_string;

/// The report.
#[must_use]
pub fn report(locale: Locale, facts: &Facts, today: NaiveDate) -> Report {
    let title = |title: &str| Part::Heading(0, title.to_owned());
    let said = |field| part_of(locale, facts, field);
    let mut parts = vec![
        title(td_string!(locale, reports.context)),
        said("context"),
        title(td_string!(locale, reports.aims)),
        said("aims"),
        title(td_string!(locale, reports.method)),
        said("method"),
        title(td_string!(locale, reports.people)),
    ];
    parts.extend(groups::people(locale, &facts.people));
    parts.push(title(td_string!(locale, reports.proceedings)));
    parts.extend(days::proceedings(locale, facts, today));
    parts.push(title(td_string!(locale, reports.presence)));
    parts.extend(days::presence(locale, facts));
    parts.push(title(td_string!(locale, reports.tests)));
    parts.extend(tests(locale, facts));
    parts.push(title(td_string!(locale, reports.evaluation)));
    parts.extend(evaluation(locale, facts));
    parts.push(title(td_string!(locale, reports.certificates)));
    parts.push(Part::Text(certificates(locale, facts)));
    parts.extend([
        title(td_string!(locale, reports.difficulties)),
        said("difficulties"),
        title(td_string!(locale, reports.recommendations)),
        said("recommendations"),
        title(td_string!(locale, reports.agenda)),
    ]);
    parts.extend(days::agenda(locale, facts));
    parts.push(title(td_string!(locale, reports.rates)));
    parts.extend(days::rates(locale, facts));
    Report {
        title: td_string!(locale, reports.title).to_owned(),
        about: facts.workshop.line.title.clone(),
        covers: covers(locale, facts),
        question: td_string!(locale, reports.essentials).to_owned(),
        answer: answer(locale, facts, today),
        parts,
    }
}

/// That it is a draft, until the workshop is over.
#[must_use]
pub fn mark(locale: Locale, facts: &Facts, today: NaiveDate) -> Option<&'static str> {
    (facts.workshop.line.stage(today) != Stage::Finished).then(|| td_string!(locale, reports.draft))
}

/// What somebody wrote, or that nobody has.
fn part_of(locale: Locale, facts: &Facts, field: &str) -> Part {
    match facts.texts.as_ref().map(|texts: &Texts| texts.text(field)) {
        Some(text) if !text.trim().is_empty() => Part::Written(text.to_owned()),
        _ => Part::Text(td_string!(locale, reports.unwritten).to_owned()),
    }
}

/// Of what, where, when, by whom, and for how many.
fn covers(locale: Locale, facts: &Facts) -> Vec<(String, String)> {
    let line = &facts.workshop.line;
    let team = facts.workshop.trainers.iter().map(|(_, name, lead)| {
        let role = if *lead { td_string!(locale, workshops.lead) } else { td_string!(locale, workshops.co_trainer) };
        format!("{name} ({})", role.to_lowercase())
    });
    let covers = [
        (td_string!(locale, findings.report_campaign), facts.campaign.title.clone()),
        (td_string!(locale, findings.report_workshop), line.title.clone()),
        (td_string!(locale, findings.report_curriculum), facts.workshop.curriculum_title.clone()),
        (td_string!(locale, findings.report_dates), range(locale, line.starts_on, line.ends_on)),
        (td_string!(locale, findings.report_place), format!("{}, {}", line.venue, line.city)),
        (td_string!(locale, workshops.team), team.collect::<Vec<_>>().join(" · ")),
    ];
    covers.into_iter().map(|(label, value)| (label.to_owned(), value)).collect()
}

/// The report in a few sentences.
fn answer(locale: Locale, facts: &Facts, today: NaiveDate) -> Vec<String> {
    let mut answer = Vec::new();
    if mark(locale, facts, today).is_some() {
        answer.push(td_string!(locale, reports.not_over).to_owned());
    }
    answer.push(groups::in_all(locale, &facts.people));
    if let Some(share) = whole_presence(facts).percent(LEAST) {
        answer.push(td_string!(locale, reports.answer_presence, share = percent(locale, share)).to_string());
    }
    if let Some(change) = facts.findings.change.as_ref().filter(|change| change.pairs >= LEAST) {
        // How many lost would tell of a few.
        let [learned, gain, _] = words::answer(locale, change);
        answer.extend([learned, gain]);
    }
    answer.push(certificates(locale, facts));
    answer
}

/// Half-days of all, of half-days in which enough are marked.
fn whole_presence(facts: &Facts) -> Presence {
    let told = facts.presence.values().filter(|one| one.marked >= LEAST);
    told.fold(Presence::default(), |sum, one| sum.and(*one))
}

fn tests(locale: Locale, facts: &Facts) -> Vec<Part> {
    let parts = change(locale, &facts.findings);
    if parts.is_empty() {
        return vec![Part::Text(td_string!(locale, reports.no_tests).to_owned())];
    }
    let lead = td_string!(locale, reports.tests_said).to_owned();
    std::iter::once(Part::Text(lead)).chain(parts).collect()
}

/// How statements about the workshop were agreed with. What was written freely is not for
/// donors: it may name somebody.
fn evaluation(locale: Locale, facts: &Facts) -> Vec<Part> {
    let Some(found) = facts.evaluation.as_ref().filter(|found| !found.questions.is_empty()) else {
        return vec![Part::Text(td_string!(locale, reports.no_evaluation).to_owned())];
    };
    let rows = found.questions.iter().filter_map(|one| {
        let Told::Rating(rating) = &one.told else { return None };
        let agreed = rating.favourable.map_or_else(|| "–".to_owned(), |share| whole_percent(locale, share));
        Some(vec![
            Cell::Text(question_text(locale, &one.question)),
            Cell::Text(count(locale, rating.answered)),
            Cell::Text(decimal(locale, rating.mean, 2)),
            Cell::Bars([None, rating.favourable.map(percent_of)]),
            Cell::Text(agreed),
        ])
    });
    let heads = [
        (td_string!(locale, evaluations.statement), Holds::Words),
        (td_string!(locale, evaluations.answers), Holds::Figures),
        (td_string!(locale, evaluations.mean), Holds::Figures),
        (td_string!(locale, reports.scale), Holds::Bars),
        (td_string!(locale, evaluations.satisfied), Holds::Figures),
    ];
    let answered = count(locale, found.answered);
    let said = td_string!(locale, reports.evaluation_said, answered = answered).to_string();
    let hint = td_string!(locale, evaluations.satisfied_hint);
    vec![Part::Text(format!("{said} {hint}")), Part::Table(table(&heads, rows.collect()))]
}

fn certificates(locale: Locale, facts: &Facts) -> String {
    match facts.certificates {
        0 => td_string!(locale, reports.no_certificates).to_owned(),
        some => td_string!(locale, reports.certificates_said, count = count(locale, some)).to_string(),
    }
}

fn table(heads: &[(&str, Holds)], rows: Vec<Vec<Cell>>) -> Table {
    let heads = heads.iter().map(|(text, holds)| Head { text: (*text).to_owned(), holds: *holds });
    Table { heads: heads.collect(), rows }
}

fn count(locale: Locale, many: usize) -> String {
    number(locale, i64::try_from(many).unwrap_or(i64::MAX))
}
