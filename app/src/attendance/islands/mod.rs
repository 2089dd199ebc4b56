//! The marking screen: one row a person, kept on the phone at every touch, sent
//! when there is a network.
//!
//! Rendered on the server as an ordinary form, so that it works before the
//! browser's half has come, and where it never comes.

mod bar;
mod device;
mod field;
mod row;
mod scan;
mod screen;

pub use bar::BarWords;
pub use field::{FieldScreen, FieldWords, Prepared};
pub use row::RowWords;
pub use scan::ScanWords;
pub use screen::{HalfDayName, Setup};

use super::snapshot::HalfDay;
use crate::ids::SessionId;
use leptos::prelude::*;
use screen::Screen;
use serde::{Deserialize, Serialize};

/// The words of the screen, in the reader's language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    /// What the list of half-days is.
    pub half_days: String,
    /// Of a half-day that nobody can mark yet.
    pub not_yet: String,
    /// Of a half-day that is closed.
    pub closed: String,
    /// Closes the half-day.
    pub close: String,
    /// Asks why, in a half-day that was opened again.
    pub reason: String,
    /// Leads to what was marked when and by whom.
    pub history: String,
    /// Of the bar above the rows.
    pub bar: BarWords,
    /// Of the rows.
    pub row: RowWords,
    /// Of the scanner.
    pub scan: ScanWords,
}

/// A workshop's marking screen, inside a form.
#[island]
pub fn MarkingScreen(
    /// What it begins with.
    setup: Setup,
) -> impl IntoView {
    let screen = Screen::new(setup);
    // Effects run only in the browser: once they do, every touch is kept.
    Effect::new(move || screen.begin());
    let words = screen.words();
    view! {
        {half_days(screen)}
        <h2 class="marking__title">{move || screen.name(screen.shown.get())}</h2>
        <input type="hidden" name="session" value=screen.shown.get_untracked().to_string() prop:value=move || screen.shown.get().to_string()/>
        <p class="notice" hidden=move || !screen.is_future()>{words.not_yet.clone()}</p>
        <p class="notice" hidden=move || !screen.is_closed()>{words.closed.clone()}</p>
        <label class="field" hidden=move || !screen.is_reopened()>
            <span class="field__label">{words.reason.clone()}</span>
            <input class="field__control" name="reason" maxlength="300" prop:value=move || screen.reason.get() on:input:target=move |event| screen.reason.set(event.target().value())/>
        </label>
        {bar::bar(screen)}
        <div class="marking__scan">{scan::scan(screen, words.scan.clone())}</div>
        <ol class="marking__list" on:keydown=move |event| row::on_key(screen, &event)>
            <For each=move || screen.snapshot.with(|snapshot| snapshot.participants.clone()) key=|attendee| attendee.enrolment let:attendee>
                {row::row(screen, attendee)}
            </For>
        </ol>
        <p class="actions">
            <button
                class="button"
                name="close"
                value="close"
                formaction=screen.address("/attendance/closing")
                hidden=move || screen.is_closed() || screen.is_future()
                disabled=move || screen.is_unsure()
            >
                {words.close.clone()}
            </button>
            <a class="button" href=move || screen.address(&format!("/attendance/history?session={}", screen.shown.get()))>{words.history.clone()}</a>
        </p>
    }
}

/// The half-days, each with how many are marked. With script, one is chosen without
/// asking the server.
fn half_days(screen: Screen) -> impl IntoView {
    let link = move |half_day: HalfDay| {
        let id: SessionId = half_day.id;
        let address = screen.address(&format!("/attendance?session={id}"));
        let choose = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            screen.shown.set(id);
            device::stand_at(&screen.address(&format!("/attendance?session={id}")));
        };
        view! {
            <li>
                <a class="half-days__link" href=address aria-current=move || (screen.shown.get() == id).then_some("page") on:click=choose>
                    <span>{screen.name(id)}</span>
                    <span class="half-days__count">{move || screen.marked(id)}</span>
                </a>
            </li>
        }
    };
    let links =
        screen.snapshot.with_untracked(|snapshot| snapshot.sessions.clone()).into_iter().map(link).collect_view();
    view! { <nav class="half-days" aria-label=screen.words().half_days><ul>{links}</ul></nav> }
}
