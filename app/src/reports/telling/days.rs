//! What was done on which day, and how many were there.

use super::{count, table, whole_presence};
use crate::assessments::findings::groups::LEAST;
use crate::assessments::findings::report::{Cell, Columns, Holds, Part};
use crate::i18n::Locale;
use crate::reports::store::Facts;
use crate::ui::chart::{Bar, Pair};
use crate::ui::format::{duration, percent, time, weekday};
use crate::workshops::pages::{activity_name, half_name};
use crate::workshops::store::reading::{Session, TimetableLine};
use crate::workshops::timetable::{Activity, Half};
use chrono::{Datelike, NaiveDate};
use leptos_i18n::td_string;

/// The half-days of each day, in order.
fn days(facts: &Facts) -> impl Iterator<Item = (usize, &[Session])> {
    (1..).zip(facts.workshop.sessions.chunk_by(|a, b| a.held_on == b.held_on))
}

fn title(locale: Locale, number: usize, day: &[Session]) -> Part {
    let on = day.first().map(|session| weekday(locale, session.held_on)).unwrap_or_default();
    Part::Heading(1, td_string!(locale, reports.day, number = number.to_string(), day = on).to_string())
}

fn lines<'a>(facts: &'a Facts, session: &'a Session) -> impl Iterator<Item = &'a TimetableLine> {
    facts.timetable.iter().filter(move |line| line.session == session.id)
}

fn what(locale: Locale, line: &TimetableLine) -> String {
    line.module.clone().unwrap_or_else(|| activity_name(locale, line.activity).to_owned())
}

/// The word as it begins a sentence.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What each half-day held, and whether it was held.
pub(super) fn proceedings(locale: Locale, facts: &Facts, today: NaiveDate) -> Vec<Part> {
    let mut parts = Vec::new();
    for (number, day) in days(facts) {
        let items = day.iter().map(|session| half_day(locale, facts, session, today));
        parts.extend([title(locale, number, day), Part::Items(items.collect())]);
    }
    if parts.is_empty() {
        parts.push(Part::Text(td_string!(locale, reports.no_timetable).to_owned()));
    }
    parts
}

fn half_day(locale: Locale, facts: &Facts, session: &Session, today: NaiveDate) -> String {
    let mut done: Vec<String> = Vec::new();
    for line in lines(facts, session).filter(|line| line.activity != Activity::Break) {
        let what = what(locale, line);
        // A module that is parted by coffee is told once.
        if done.last() != Some(&what) {
            done.push(what);
        }
    }
    let half = capital(half_name(locale, session.half));
    let done = if done.is_empty() { td_string!(locale, reports.no_timetable).to_owned() } else { done.join("; ") };
    let held = match facts.presence.get(&session.id).and_then(|presence| presence.percent(LEAST)) {
        Some(share) => td_string!(locale, reports.held, share = percent(locale, share)).to_string(),
        None if session.held_on > today => td_string!(locale, reports.to_come).to_owned(),
        None => td_string!(locale, reports.unmarked).to_owned(),
    };
    let done = done.trim_end_matches('.');
    td_string!(locale, reports.half_day, half = half, done = done.to_owned(), held = held).to_string()
}

/// How many were there, as a sentence and a chart of each day.
pub(super) fn presence(locale: Locale, facts: &Facts) -> Vec<Part> {
    let Some(share) = whole_presence(facts).percent(LEAST) else {
        return vec![Part::Text(td_string!(locale, reports.no_presence).to_owned())];
    };
    let share = td_string!(locale, reports.answer_presence, share = percent(locale, share)).to_string();
    let (formula, counting) =
        (td_string!(locale, attendance.rates_formula), td_string!(locale, attendance.rates_counting));
    let pairs = days(facts).map(|(_, day)| Pair {
        label: day.first().map(|session| short(session.held_on)).unwrap_or_default(),
        bars: [Half::Morning, Half::Afternoon].map(|half| bar(locale, facts, day, half)),
    });
    let columns = Columns {
        height: td_string!(locale, reports.height).to_owned(),
        axis: td_string!(locale, reports.days).to_owned(),
        legend: [Half::Morning, Half::Afternoon].map(|half| half_name(locale, half)),
        pairs: pairs.collect(),
    };
    vec![Part::Text(format!("{share} {formula} {counting}")), Part::Columns(columns)]
}

fn short(day: NaiveDate) -> String {
    format!("{:02}/{:02}", day.day(), day.month())
}

fn bar(locale: Locale, facts: &Facts, day: &[Session], half: Half) -> Option<Bar> {
    let session = day.iter().find(|session| session.half == half)?;
    let share = facts.presence.get(&session.id)?.percent(LEAST)?;
    Some(Bar { label: half_name(locale, half).to_owned(), percent: share, said: percent(locale, share) })
}

/// The timetable, a table for each day.
pub(super) fn agenda(locale: Locale, facts: &Facts) -> Vec<Part> {
    let heads = [
        (td_string!(locale, reports.time), Holds::Figures),
        (td_string!(locale, reports.activity), Holds::Words),
        (td_string!(locale, reports.duration), Holds::Figures),
    ];
    let mut parts = Vec::new();
    for (number, day) in days(facts) {
        let rows = day.iter().flat_map(|session| lines(facts, session)).map(|line| {
            [time(locale, line.starts_at), what(locale, line), duration(line.minutes)].map(Cell::Text).to_vec()
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            parts.extend([title(locale, number, day), Part::Table(table(&heads, rows))]);
        }
    }
    if parts.is_empty() {
        parts.push(Part::Text(td_string!(locale, reports.no_timetable).to_owned()));
    }
    parts
}

/// How many were there, half-day by half-day.
pub(super) fn rates(locale: Locale, facts: &Facts) -> Vec<Part> {
    let heads = [
        (td_string!(locale, reports.half_days), Holds::Words),
        (td_string!(locale, reports.marked), Holds::Figures),
        (td_string!(locale, reports.scale), Holds::Bars),
        (td_string!(locale, attendance.rates_rate), Holds::Figures),
    ];
    let rows = facts.workshop.sessions.iter().filter_map(|session| {
        let name = format!("{}, {}", weekday(locale, session.held_on), half_name(locale, session.half));
        let presence = facts.presence.get(&session.id)?;
        Some(match presence.percent(LEAST) {
            Some(share) => vec![
                Cell::Text(capital(&name)),
                Cell::Text(count(locale, presence.marked)),
                Cell::Bars([None, Some(share)]),
                Cell::Text(percent(locale, share)),
            ],
            None => {
                vec![Cell::Text(capital(&name)), Cell::Text(td_string!(locale, attendance.rates_too_few).to_owned())]
            }
        })
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return vec![Part::Text(td_string!(locale, reports.no_presence).to_owned())];
    }
    vec![Part::Table(table(&heads, rows))]
}
