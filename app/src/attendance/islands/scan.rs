//! Badges read by the camera: each marks its holder present, and brings their row up.

use super::screen::Screen;
use crate::attendance::badge::{badge_code, read_badge};
use crate::attendance::model::{Standing, Status};
use crate::offline;
use leptos::ev::MouseEvent;
use leptos::html::Video;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// The words of the scanner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScanWords {
    /// Begins.
    pub begin: String,
    /// Ends.
    pub end: String,
    /// Holds a badge before the camera.
    pub hint: String,
    /// Someone is marked present; their name stands before.
    pub marked: String,
    /// Someone had a mark already; their name stands before.
    pub known: String,
    /// A code that is of nobody here.
    pub unknown: String,
    /// The page did not come over a safe connection.
    pub insecure: String,
    /// The camera was refused.
    pub denied: String,
    /// There is no camera, or no reader.
    pub none: String,
}

pub fn scan(screen: Screen, words: ScanWords) -> impl IntoView {
    let (is_open, told) = (RwSignal::new(false), RwSignal::new(String::new()));
    let video = NodeRef::<Video>::new();
    let words = StoredValue::new(words);
    let toggle = move |event: MouseEvent| {
        event.prevent_default();
        if is_open.get_untracked() {
            is_open.set(false);
            offline::end_scan();
            return;
        }
        is_open.set(true);
        told.set(words.with_value(|words| words.hint.clone()));
        spawn_local(async move {
            let Some(video) = video.get_untracked() else { return };
            let found = move |text: String| told.set(words.with_value(|words| take(screen, &text, words)));
            if let Err(why) = offline::scan(&video.into(), found).await {
                is_open.set(false);
                told.set(words.with_value(|words| match why.as_str() {
                    "insecure" => words.insecure.clone(),
                    "denied" => words.denied.clone(),
                    _ => words.none.clone(),
                }));
            }
        });
    };
    let label = move || words.with_value(|words| if is_open.get() { words.end.clone() } else { words.begin.clone() });
    let locked = move || screen.is_locked();
    view! {
        <button class="button" hidden=move || !screen.alive.get() disabled=locked on:click=toggle>{label}</button>
        <div class="scan" hidden=move || !is_open.get() && told.with(String::is_empty)>
            <video class="scan__video" node_ref=video hidden=move || !is_open.get()></video>
            <span role="status">{told}</span>
        </div>
    }
}

/// What a code stands for: its holder is marked present, unless they have a mark.
fn take(screen: Screen, text: &str, words: &ScanWords) -> String {
    let code = read_badge(text);
    let holder = screen.snapshot.with_untracked(|snapshot| {
        snapshot.participants.iter().find(|one| Some(badge_code(one.enrolment)) == code).cloned()
    });
    let Some(holder) = holder else { return words.unknown.clone() };
    let name = format!("{}\u{a0}{}", holder.family_name, holder.given_names);
    screen.search.set(name.clone());
    if untrack(|| screen.standing(holder.enrolment)) == Standing::Unmarked {
        screen.mark(holder.enrolment, Status::Present, None);
        format!("{name} : {}", words.marked)
    } else {
        format!("{name} : {}", words.known)
    }
}
