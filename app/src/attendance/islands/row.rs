//! A row of the marking screen: one person, five keys, and what became of the mark.

use super::device::plain;
use super::screen::{Own, Screen};
use crate::attendance::badge::{badge_code, read_badge};
use crate::attendance::model::{MAX_MINUTES, Standing, Status};
use crate::attendance::snapshot::Attendee;
use crate::ids::EnrolmentId;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, HtmlElement};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The words of the rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RowWords {
    /// Letter and name of each status, in the order of [`Status::ALL`].
    pub statuses: [(String, String); 5],
    /// Minutes missed.
    pub minutes: String,
    /// The server keeps the mark.
    pub kept: String,
    /// It is on this phone alone.
    pub waiting: String,
    /// It is on its way.
    pub sending: String,
    /// Devices disagree.
    pub disputed: String,
    /// The server refused it; by the reason, as in the API.
    pub refused: HashMap<String, String>,
}

pub fn row(screen: Screen, attendee: Attendee) -> impl IntoView {
    let enrolment = attendee.enrolment;
    let words = screen.words().row;
    let standing = Memo::new(move |_| screen.standing(enrolment));
    let own = Memo::new(move |_| screen.own(enrolment));
    let name = format!("{}\u{a0}{}", attendee.family_name, attendee.given_names);
    let detail = format!("{}, {}", attendee.job_title, attendee.institution);
    let is_found = Memo::new(move |_| finds(&screen.search.get(), &attendee));
    let keys = Status::ALL
        .into_iter()
        .zip(words.statuses.clone())
        .map(|(status, (letter, label))| key(screen, enrolment, standing, status, letter, label))
        .collect_view();
    let locked = move || screen.is_locked() || own.get() == Own::Disputed;
    view! {
        <li class="marking__row" hidden=move || !is_found.get() data-enrolment=enrolment.to_string()>
            <fieldset disabled=locked>
                <legend class="marking__who">
                    <span class="marking__name">{name}</span>
                    <span class="marking__detail">{detail}</span>
                </legend>
                <div class="marking__marks">{keys}</div>
                <div class="marking__more">
                    {minutes(screen, enrolment, standing, words.minutes.clone())}
                    <span class=move || own_class(&own.get())>{move || own_words(&own.get(), &words)}</span>
                </div>
                <input type="hidden" name=format!("seen-{enrolment}") value=screen.seen(enrolment)/>
            </fieldset>
        </li>
    }
}

fn key(
    screen: Screen,
    enrolment: EnrolmentId,
    standing: Memo<Standing>,
    status: Status,
    letter: String,
    label: String,
) -> impl IntoView {
    let title = label.clone();
    let chosen = move || standing.get().agreed().is_some_and(|said| said.status == status);
    view! {
        <label class=format!("mark mark--{}", status.as_str()) title=title>
            <input
                type="radio"
                name=format!("status-{enrolment}")
                value=status.as_str()
                data-letter=letter.clone()
                checked=chosen()
                prop:checked=chosen
                on:change=move |_| touch(screen, enrolment, status)
            />
            <span aria-hidden="true">{letter}</span>
            <span class="visually-hidden">{label}</span>
        </label>
    }
}

/// A half-day that was opened again asks for a reason before anything is marked.
fn touch(screen: Screen, enrolment: EnrolmentId, status: Status) {
    if screen.is_reopened() && screen.reason.with_untracked(|reason| reason.trim().is_empty()) {
        focus(document().query_selector("[name=reason]").ok().flatten());
        screen.shown.notify();
        return;
    }
    screen.mark(enrolment, status, None);
}

fn minutes(screen: Screen, enrolment: EnrolmentId, standing: Memo<Standing>, label: String) -> impl IntoView {
    let said = move || standing.get().agreed().filter(|said| said.status.has_minutes());
    let value = move || said().and_then(|said| said.minutes).map(|minutes| minutes.to_string()).unwrap_or_default();
    let change = move |event: Event| {
        let typed = event_target_value(&event).parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
        if let (Some(said), Some(minutes)) = (standing.get_untracked().agreed(), typed) {
            screen.mark(enrolment, said.status, Some(minutes));
        }
    };
    view! {
        <label class="marking__minutes" hidden=move || said().is_none()>
            <input
                class="field__control"
                type="number"
                inputmode="numeric"
                min="1"
                max=MAX_MINUTES.to_string()
                name=format!("minutes-{enrolment}")
                value=value()
                prop:value=value
                on:change=change
            />
            " "{label}
        </label>
    }
}

fn own_class(own: &Own) -> &'static str {
    match own {
        Own::Nothing => "own own--none",
        Own::Kept => "own own--kept",
        Own::Waiting | Own::Sending => "own own--waiting",
        Own::Refused(_) | Own::Disputed => "own own--wrong",
    }
}

fn own_words(own: &Own, words: &RowWords) -> String {
    match own {
        Own::Nothing => String::new(),
        Own::Kept => words.kept.clone(),
        Own::Waiting => words.waiting.clone(),
        Own::Sending => words.sending.clone(),
        Own::Disputed => words.disputed.clone(),
        Own::Refused(why) => words.refused.get(why).or(words.refused.get("malformed")).cloned().unwrap_or_default(),
    }
}

/// Whether someone is who is looked for: by a part of their names, or by their code.
fn finds(search: &str, attendee: &Attendee) -> bool {
    if search.trim().is_empty() {
        return true;
    }
    if read_badge(search).is_some_and(|code| code == badge_code(attendee.enrolment)) {
        return true;
    }
    let name = plain(&format!("{} {} {}", attendee.family_name, attendee.given_names, attendee.family_name));
    plain(search).split_whitespace().all(|part| name.contains(part))
}

/// Letters mark the row in which the focus is; arrows up and down go from row to row.
pub fn on_key(screen: Screen, event: &KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(row) = target.as_ref().and_then(|target| target.closest(".marking__row").ok().flatten()) else { return };
    let typing = target.is_some_and(|target| target.get_attribute("type").as_deref() == Some("number"));
    if typing || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => go(event, row.next_element_sibling(), Element::next_element_sibling),
        "ArrowUp" => go(event, row.previous_element_sibling(), Element::previous_element_sibling),
        letter => {
            let wanted = letter.to_uppercase();
            let statuses = screen.words().row.statuses;
            let chosen = Status::ALL.into_iter().zip(&statuses).find(|(_, (letter, _))| *letter == wanted);
            let enrolment = row.get_attribute("data-enrolment").and_then(|id| id.parse::<EnrolmentId>().ok());
            let locked = row.query_selector("fieldset:disabled").ok().flatten().is_some();
            if let (Some((status, _)), Some(enrolment), false) = (chosen, enrolment, locked) {
                event.prevent_default();
                touch(screen, enrolment, status);
            }
        }
    }
}

/// Brings the focus into the next row, in this direction, that is not hidden.
fn go(event: &KeyboardEvent, first: Option<Element>, next: impl Fn(&Element) -> Option<Element>) {
    event.prevent_default();
    let mut row = first;
    while let Some(hidden) = row.as_ref().filter(|row| row.has_attribute("hidden")) {
        row = next(hidden);
    }
    enter(row);
}

/// Brings the focus onto the key of the row that is chosen, or onto its first.
pub fn enter(row: Option<Element>) {
    let key = row.and_then(|row| {
        let chosen = row.query_selector("input[type=radio]:checked").ok().flatten();
        chosen.or_else(|| row.query_selector("input[type=radio]").ok().flatten())
    });
    focus(key);
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
