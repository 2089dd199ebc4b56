//! The marking screen: one row a person, saved at every touch.
//!
//! Rendered on the server as an ordinary form, so that it works before the
//! browser's half has come, and where it never comes.

use super::api::mark_attendance;
use super::model::{Mark, Status};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use uuid::Builder;

/// A row of the screen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Whose enrolment.
    pub enrolment: EnrolmentId,
    /// Family name and given names.
    pub name: String,
    /// What tells homonyms apart.
    pub detail: String,
    /// The current mark.
    pub status: Option<Status>,
}

/// The words of the screen, in the reader's language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    /// Letter and name of each status, in the order of [`Status::ALL`].
    pub statuses: [(String, String); 5],
    /// Marks all who have no mark as present.
    pub all_present: String,
    /// Sends the form.
    pub save: String,
    /// Every mark is kept by the server.
    pub saved: String,
    /// Marks are on their way.
    pub sending: String,
    /// Marks are on this phone only.
    pub unsent: String,
    /// Tries again.
    pub retry: String,
    /// The server did not accept a mark.
    pub refused: String,
}

/// What the marks are doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exchange {
    Quiet,
    Sending,
    Failed,
    Refused,
}

/// Marks of one half-day.
#[derive(Clone, Copy)]
struct Marking {
    workshop: WorkshopId,
    session: SessionId,
    /// Marks that the server has not answered for, in the order of touch.
    waiting: RwSignal<Vec<Mark>>,
    exchange: RwSignal<Exchange>,
    /// Whether the server has refused a mark.
    refused: RwSignal<bool>,
}

impl Marking {
    fn mark(self, enrolment: EnrolmentId, status: Status) {
        let (id, device_time) = stamp();
        let mark = Mark { id, enrolment, session: self.session, status, device_time };
        self.waiting.update(|waiting| waiting.push(mark));
        self.send();
    }

    /// Sends what waits, one batch at a time, so that the order of touch is kept.
    fn send(self) {
        if self.exchange.get_untracked() == Exchange::Sending {
            return;
        }
        let refused_before = self.refused.get_untracked();
        self.exchange.set(Exchange::Sending);
        spawn_local(async move {
            // What was refused stays said until the page is loaded again: the row
            // shows a mark that the server does not have.
            let mut ended = if refused_before { Exchange::Refused } else { Exchange::Quiet };
            while let Some(batch) = Some(self.waiting.get_untracked()).filter(|batch| !batch.is_empty()) {
                let Ok(answers) = mark_attendance(self.workshop, batch).await else {
                    ended = Exchange::Failed;
                    break;
                };
                if answers.iter().any(|(_, answer)| !answer.is_kept()) {
                    self.refused.set(true);
                    ended = Exchange::Refused;
                }
                self.waiting.update(|waiting| waiting.retain(|mark| answers.iter().all(|(id, _)| *id != mark.id)));
            }
            self.exchange.set(ended);
        });
    }
}

/// A fresh identifier and the device's time.
fn stamp() -> (AttendanceEventId, DateTime<Utc>) {
    let millis = js::now();
    let id = Builder::from_unix_timestamp_millis(millis, &js::random()).into_uuid();
    (
        AttendanceEventId(id),
        DateTime::from_timestamp_millis(i64::try_from(millis).unwrap_or_default()).unwrap_or_default(),
    )
}

/// What only the browser has. On the server nothing is ever touched.
mod js {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "milliseconds since 1970: exact in a double until the year 287396"
    )]
    pub fn now() -> u64 {
        web_sys::js_sys::Date::now() as u64
    }

    pub fn random() -> [u8; 10] {
        let mut bytes = [0; 10];
        if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        bytes
    }
}

/// The rows of a half-day, inside a form.
#[island]
pub fn MarkingScreen(
    /// Which workshop.
    workshop: WorkshopId,
    /// Which half-day.
    session: SessionId,
    /// Who is to be marked.
    rows: Vec<Row>,
    /// In the reader's language.
    words: Words,
) -> impl IntoView {
    let marking = Marking {
        workshop,
        session,
        waiting: RwSignal::new(Vec::new()),
        exchange: RwSignal::new(Exchange::Quiet),
        refused: RwSignal::new(false),
    };
    let statuses: Vec<(EnrolmentId, RwSignal<Option<Status>>)> =
        rows.iter().map(|row| (row.enrolment, RwSignal::new(row.status))).collect();
    let all = statuses.clone();
    let all_present = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        for (enrolment, status) in all.iter().filter(|(_, status)| status.get_untracked().is_none()) {
            status.set(Some(Status::Present));
            marking.mark(*enrolment, Status::Present);
        }
    };
    // Effects run only in the browser: once they do, every touch is saved.
    let hydrated = RwSignal::new(false);
    Effect::new(move || {
        hydrated.set(true);
        let again = window_event_listener(leptos::ev::online, move |_| marking.send());
        // The browser asks before marks that are on this phone alone are left behind.
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if !marking.waiting.with_untracked(Vec::is_empty) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            again.remove();
            leaving.remove();
        });
    });
    let letters = words.statuses.clone();
    let list = rows
        .into_iter()
        .zip(statuses.clone())
        .map(|(row, (_, status))| marking_row(marking, row, status, &letters))
        .collect_view();
    view! {
        <div class="marking__bar">
            <button class="button" name="all" value="present" on:click=all_present>{words.all_present.clone()}</button>
            {counts(statuses, letters)}
            {exchange_state(marking, hydrated, words)}
        </div>
        <ol class="marking__list">{list}</ol>
    }
}

fn marking_row(
    marking: Marking,
    row: Row,
    status: RwSignal<Option<Status>>,
    letters: &[(String, String); 5],
) -> impl IntoView + use<> {
    let name = format!("status-{}", row.enrolment);
    let buttons = Status::ALL
        .into_iter()
        .zip(letters.clone())
        .map(|(each, (letter, label))| {
            let title = label.clone();
            let touch = move |_| {
                status.set(Some(each));
                marking.mark(row.enrolment, each);
            };
            view! {
                <label class=format!("mark mark--{}", each.as_str()) title=title>
                    <input
                        type="radio"
                        name=name.clone()
                        value=each.as_str()
                        prop:checked=move || status.get() == Some(each)
                        checked=status.get_untracked() == Some(each)
                        on:change=touch
                    />
                    <span aria-hidden="true">{letter}</span>
                    <span class="visually-hidden">{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <li class="marking__row">
            <fieldset>
                <legend class="marking__who">
                    <span class="marking__name">{row.name}</span>
                    <span class="marking__detail">{row.detail}</span>
                </legend>
                <div class="marking__marks">{buttons}</div>
            </fieldset>
        </li>
    }
}

fn counts(statuses: Vec<(EnrolmentId, RwSignal<Option<Status>>)>, letters: [(String, String); 5]) -> impl IntoView {
    let total = statuses.len();
    let text = move || {
        let count = |wanted| statuses.iter().filter(|(_, status)| status.get() == Some(wanted)).count();
        let marked = statuses.iter().filter(|(_, status)| status.get().is_some()).count();
        let parts: Vec<String> = Status::ALL
            .into_iter()
            .zip(&letters)
            .map(|(status, (letter, _))| format!("{letter}\u{a0}{}", count(status)))
            .collect();
        format!("{marked}/{total} · {}", parts.join(" · "))
    };
    view! { <span class="marking__counts">{text}</span> }
}

fn exchange_state(marking: Marking, hydrated: RwSignal<bool>, words: Words) -> impl IntoView {
    let Words { save, saved, sending, unsent, retry, refused, .. } = words;
    let text = move || {
        let waiting = marking.waiting.with(Vec::len);
        match marking.exchange.get() {
            _ if !hydrated.get() => String::new(),
            Exchange::Quiet => saved.clone(),
            Exchange::Sending => sending.clone(),
            Exchange::Failed => format!("{unsent} {waiting}"),
            Exchange::Refused => refused.clone(),
        }
    };
    let class = move || match marking.exchange.get() {
        Exchange::Failed | Exchange::Refused => "marking__state marking__state--failed",
        _ => "marking__state",
    };
    let send_again = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        marking.send();
    };
    view! {
        <span class=class role="status">{text}</span>
        <button class="button" hidden=move || marking.exchange.get() != Exchange::Failed on:click=send_again>{retry}</button>
        <button class="button button--primary" hidden=move || hydrated.get()>{save}</button>
    }
}
