//! What people read of attendance: the marking screen of a half-day, what was marked
//! when and by whom, what a phone takes into the field, and one's own half-days.

mod field;
mod history;
mod marking;
mod queue;
mod screen;
mod words;

pub use field::field;
pub use history::{history_sheet, show_history};
pub use marking::{marking, marking_sheet};
pub use queue::{ask_queue, queue_sheet, told_notice};

use super::model::{Said, Status};
use crate::i18n::Locale;
use crate::ui::format::weekday;
use crate::workshops::pages::half_name;
use crate::workshops::store::reading::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The letter of a status on keys and keyboards.
pub(in crate::attendance) fn letter(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Present => td_string!(locale, attendance.letter_present),
        Status::Late => td_string!(locale, attendance.letter_late),
        Status::Absent => td_string!(locale, attendance.letter_absent),
        Status::Excused => td_string!(locale, attendance.letter_excused),
        Status::LeftEarly => td_string!(locale, attendance.letter_left_early),
    }
}

/// What a status is called.
#[must_use]
pub fn status_name(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Present => td_string!(locale, attendance.present),
        Status::Late => td_string!(locale, attendance.late),
        Status::Absent => td_string!(locale, attendance.absent),
        Status::Excused => td_string!(locale, attendance.excused),
        Status::LeftEarly => td_string!(locale, attendance.left_early),
    }
}

/// One's own half-days, each with its mark in words; those to come have none yet.
pub fn my_half_days(locale: Locale, today: NaiveDate, half_days: Vec<(Session, Option<Status>)>) -> impl IntoView {
    let lines = half_days
        .into_iter()
        .map(|(session, mark)| {
            let (class, words) = match mark {
                Some(status) if status.attended() => ("my-marks__mark", status_name(locale, status)),
                Some(status) => ("my-marks__mark my-marks__mark--away", status_name(locale, status)),
                None if session.held_on > today => ("muted", td_string!(locale, attendance.to_come)),
                None => ("muted", td_string!(locale, attendance.not_marked)),
            };
            view! {
                <li class="my-marks__line">
                    <span>{weekday(locale, session.held_on)}", "{half_name(locale, session.half)}</span>
                    <span class=class>{words}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="my-marks">{lines}</ul> }
}

/// A mark in words: "en retard (15 min)".
#[must_use]
pub fn said_words(locale: Locale, said: Said) -> String {
    let name = status_name(locale, said.status);
    said.minutes.map_or_else(|| name.to_owned(), |minutes| format!("{name} ({minutes}\u{a0}min)"))
}

/// A half-day in words: "mercredi 26 octobre, matin".
#[must_use]
pub fn half_day_name(locale: Locale, session: &Session) -> String {
    format!("{}, {}", weekday(locale, session.held_on), half_name(locale, session.half))
}
