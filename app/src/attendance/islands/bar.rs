//! The bar above the rows: everyone present at one touch, the counts, the search, and
//! what is on this phone alone.

use super::device::moment;
use super::row::enter;
use super::screen::{Exchange, Screen};
use crate::attendance::model::{Standing, Status};
use crate::offline::Outcome;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The words of the bar.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BarWords {
    /// Marks all who have no mark as present.
    pub all_present: String,
    /// Sends the form.
    pub save: String,
    /// Looks for a name or a code.
    pub search: String,
    /// Every mark is kept by the server.
    pub saved: String,
    /// Marks are on their way.
    pub sending: String,
    /// Marks are on this phone only; how many follows.
    pub unsent: String,
    /// When the last exchange was; the time follows.
    pub exchanged: String,
    /// There was none that this phone knows of.
    pub never: String,
    /// The sign-in has ended.
    pub signed_out: String,
    /// This account may not send these marks.
    pub forbidden: String,
    /// The server failed.
    pub failed: String,
    /// There is no network.
    pub offline: String,
    /// Marks that the server did not accept; how many follows.
    pub refused: String,
    /// The phone's disk took nothing.
    pub unwritten: String,
    /// Tries again.
    pub retry: String,
    /// Gives up what was refused.
    pub give_up: String,
    /// Leads to signing in.
    pub sign_in: String,
}

pub fn bar(screen: Screen) -> impl IntoView {
    let words = screen.words().bar;
    let quietly = |act: fn(Screen)| {
        move |event: MouseEvent| {
            event.prevent_default();
            act(screen);
        }
    };
    let locked = move || screen.is_locked();
    let sign_in = format!("/sign-in?next={}", screen.address("/attendance"));
    view! {
        <div class="marking__bar">
            <button class="button" name="all" value="present" disabled=locked on:click=quietly(Screen::mark_rest_present)>
                {words.all_present.clone()}
            </button>
            <span class="marking__counts">{move || counts(screen)}</span>
            <button class="button button--primary" hidden=move || screen.alive.get() disabled=locked>{words.save.clone()}</button>
            <input
                class="field__control marking__search"
                type="search"
                hidden=move || !screen.alive.get()
                placeholder=words.search.clone()
                aria-label=words.search.clone()
                autocomplete="off"
                prop:value=move || screen.search.get()
                on:input:target=move |event| screen.search.set(event.target().value())
                on:keydown=move |event| found(screen, &event)
            />
            {state(screen, words.clone())}
            <button class="button button--quiet" hidden=move || !may_retry(screen) on:click=quietly(Screen::retry)>{words.retry}</button>
            <button class="button button--quiet" hidden=move || screen.refused() == 0 on:click=quietly(Screen::give_up)>{words.give_up}</button>
            <a class="button button--quiet" href=sign_in hidden=move || !ended(screen, Outcome::SignedOut)>{words.sign_in}</a>
        </div>
    }
}

fn ended(screen: Screen, outcome: Outcome) -> bool {
    screen.exchange.get() == Exchange::Ended(outcome)
}

fn may_retry(screen: Screen) -> bool {
    let failed = matches!(screen.exchange.get(), Exchange::Ended(outcome) if outcome != Outcome::Done);
    screen.alive.get() && (failed || screen.refused() > 0)
}

fn counts(screen: Screen) -> String {
    let (statuses, shown) = (screen.words().row.statuses, screen.shown.get());
    let count = |status| screen.count(shown, |standing| standing.agreed().is_some_and(|said| said.status == status));
    let parts: Vec<String> = Status::ALL
        .into_iter()
        .zip(&statuses)
        .map(|(status, (letter, _))| format!("{letter}\u{a0}{}", count(status)))
        .collect();
    let disputed = screen.count(shown, |standing| standing == Standing::Disputed);
    let disputed = if disputed > 0 { format!(" · ?\u{a0}{disputed}") } else { String::new() };
    format!("{} · {}{disputed}", screen.marked(shown), parts.join(" · "))
}

/// What is on this phone alone, and when the last exchange was. It never says that all
/// is kept unless the server said so since the page was opened.
fn state(screen: Screen, words: BarWords) -> impl IntoView {
    let is_wrong = move || screen.unwritten.get() || screen.refused() > 0 || screen.waiting() > 0 && may_retry(screen);
    let class = move || if is_wrong() { "marking__state marking__state--failed" } else { "marking__state" };
    let text = move || {
        if !screen.alive.get() {
            return String::new();
        }
        let mut parts = Vec::new();
        if screen.unwritten.get() {
            parts.push(words.unwritten.clone());
        }
        if screen.refused() > 0 {
            parts.push(format!("{} {}", words.refused, screen.refused()));
        }
        match (screen.waiting(), screen.exchange.get()) {
            (_, Exchange::Running) => parts.push(words.sending.clone()),
            (0, Exchange::Ended(Outcome::Done)) if screen.refused() == 0 => parts.push(words.saved.clone()),
            (0, _) => {}
            (waiting, _) => parts.push(format!("{} {waiting}", words.unsent)),
        }
        match screen.exchange.get() {
            Exchange::Ended(Outcome::Offline) => parts.push(words.offline.clone()),
            Exchange::Ended(Outcome::SignedOut) => parts.push(words.signed_out.clone()),
            Exchange::Ended(Outcome::Forbidden) => parts.push(words.forbidden.clone()),
            Exchange::Ended(Outcome::Failed) => parts.push(words.failed.clone()),
            Exchange::Unknown | Exchange::Running | Exchange::Ended(Outcome::Done) => {}
        }
        let last =
            screen.exchanged.get().map_or(words.never.clone(), |at| format!("{}\u{a0}{}", words.exchanged, moment(at)));
        parts.push(last);
        parts.join(" · ")
    };
    view! { <span class=class role="status">{text}</span> }
}

/// Enter goes to the one who was found; Escape shows everyone again.
fn found(screen: Screen, event: &KeyboardEvent) {
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            enter(document().query_selector(".marking__row:not([hidden])").ok().flatten());
        }
        "Escape" => screen.search.set(String::new()),
        _ => {}
    }
}
