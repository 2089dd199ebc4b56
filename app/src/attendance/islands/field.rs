//! What this phone holds ready for the field: which workshops open without network,
//! and what of each is on this phone alone.

use super::device::moment;
use crate::ids::WorkshopId;
use crate::offline::{self, Holding};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// A workshop that can be taken into the field.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Prepared {
    /// Which.
    pub id: WorkshopId,
    /// Its title.
    pub title: String,
    /// Where and when.
    pub detail: String,
}

/// The words of the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldWords {
    /// Fetches everything.
    pub prepare: String,
    /// It is being fetched.
    pub preparing: String,
    /// Everything opens without network.
    pub ready: String,
    /// Not everything could be fetched.
    pub not_ready: String,
    /// When the last exchange was; the time follows.
    pub exchanged: String,
    /// This phone holds nothing of it.
    pub never: String,
    /// Marks on this phone only; how many follows.
    pub unsent: String,
    /// Marks that were refused; how many follows.
    pub refused: String,
    /// Opens the marking.
    pub mark: String,
    /// Sends what waits.
    pub send: String,
    /// Gives the queue out as a file.
    pub file: String,
    /// The browser cannot keep pages.
    pub unable: String,
}

/// How preparing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preparing {
    Idle,
    Running,
    Ready,
    NotReady,
    Unable,
}

/// The workshops, each with what this phone holds of it.
#[island]
pub fn FieldScreen(
    /// Those that can be taken along.
    workshops: Vec<Prepared>,
    /// In the reader's language.
    words: FieldWords,
) -> impl IntoView {
    let holdings = RwSignal::new(Vec::<Holding>::new());
    let preparing = RwSignal::new(Preparing::Idle);
    let look = move || {
        spawn_local(async move {
            if let Ok(found) = offline::holdings().await {
                holdings.set(found);
            }
        });
    };
    Effect::new(move || {
        offline::install();
        offline::listen(move |_| look());
        look();
    });
    let ids: Vec<WorkshopId> = workshops.iter().map(|workshop| workshop.id).collect();
    let prepare = move |_: MouseEvent| {
        let ids = ids.clone();
        preparing.set(Preparing::Running);
        spawn_local(async move {
            let ready = offline::prepare(&ids).await;
            preparing.set(match ready {
                Ok(true) => Preparing::Ready,
                Ok(false) => Preparing::NotReady,
                Err(_) => Preparing::Unable,
            });
            look();
        });
    };
    let cards = workshops.into_iter().map(|workshop| card(workshop, holdings, look, words.clone())).collect_view();
    let label = words.prepare.clone();
    let told = move || match preparing.get() {
        Preparing::Idle => String::new(),
        Preparing::Running => words.preparing.clone(),
        Preparing::Ready => words.ready.clone(),
        Preparing::NotReady => words.not_ready.clone(),
        Preparing::Unable => words.unable.clone(),
    };
    view! {
        <p class="actions">
            <button class="button button--primary" on:click=prepare disabled=move || preparing.get() == Preparing::Running>
                {label}
            </button>
            <span role="status">{told}</span>
        </p>
        <ul class="cards">{cards}</ul>
    }
}

fn card(
    workshop: Prepared,
    holdings: RwSignal<Vec<Holding>>,
    look: impl Fn() + Copy + Send + Sync + 'static,
    words: FieldWords,
) -> impl IntoView {
    let id = workshop.id;
    let holding = Memo::new(move |_| holdings.with(|all| all.iter().find(|one| one.workshop == id).cloned()));
    let count = move |of: fn(&Holding) -> usize| holding.with(|one| one.as_ref().map(of).unwrap_or_default());
    let (waiting, refused) = (move || count(|one| one.waiting), move || count(|one| one.refused));
    let told = {
        let words = words.clone();
        move || {
            let mut parts = Vec::new();
            if waiting() > 0 {
                parts.push(format!("{} {}", words.unsent, waiting()));
            }
            if refused() > 0 {
                parts.push(format!("{} {}", words.refused, refused()));
            }
            let exchanged = holding.with(|one| one.as_ref().and_then(|one| one.exchanged));
            parts.push(exchanged.map_or(words.never.clone(), |at| format!("{}\u{a0}{}", words.exchanged, moment(at))));
            parts.join(" · ")
        }
    };
    let send = move |_: MouseEvent| {
        spawn_local(async move {
            offline::exchange(id).await;
            look();
        });
    };
    let save = move |_: MouseEvent| {
        spawn_local(async move {
            let _ = offline::save_file(id).await;
        });
    };
    view! {
        <li class="card">
            <h2 class="card__title">{workshop.title}</h2>
            <p>{workshop.detail}</p>
            <p role="status">{told}</p>
            <p class="actions">
                <a class="button button--primary" href=format!("/workshops/{id}/attendance")>{words.mark}</a>
                <button class="button" on:click=send hidden=move || waiting() == 0>{words.send}</button>
                <button class="button" on:click=save hidden=move || waiting() + refused() == 0>{words.file}</button>
            </p>
        </li>
    }
}
