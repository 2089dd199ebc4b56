//! The gauges of a workshop's seats and quotas, which fill as people are ticked.
//!
//! Rendered on the server with what is seated; in the browser those ticked in the
//! list below are added. The ticking itself is an ordinary form.

use super::model::{Bounds, Standing};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Seats that go to people of one kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Gauge {
    /// Who is counted.
    pub label: String,
    /// How many have a seat.
    pub seated: i32,
    /// How many there are to be.
    pub bounds: Bounds,
}

/// The words of the gauges, in the reader's language; `{n}` stands for a number.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    /// So many lack.
    pub short: String,
    /// So many more may come.
    pub room: String,
    /// As it is to be.
    pub met: String,
    /// So many too many.
    pub over: String,
    /// At least so many.
    pub at_least: String,
    /// At most so many.
    pub at_most: String,
    /// So many ticked.
    pub ticked: String,
}

/// The gauges. A box of the form named `nominee` says in `data-gauges` towards
/// which it counts.
#[island]
pub fn Gauges(
    /// In the order in which boxes name them.
    gauges: Vec<Gauge>,
    /// In the reader's language.
    words: Words,
) -> impl IntoView {
    let (count, words) = (gauges.len(), Arc::new(words));
    let ticked = RwSignal::new(vec![0; count]);
    Effect::new(move |_| {
        ticked.set(ticked_boxes(count));
        let listener = window_event_listener_untyped("change", move |_| ticked.set(ticked_boxes(count)));
        on_cleanup(move || listener.remove());
    });
    let rows = gauges
        .into_iter()
        .enumerate()
        .map(|(place, gauge)| {
            let more = Memo::new(move |_| ticked.with(|ticked| ticked.get(place).copied().unwrap_or_default()));
            let bounds = gauge.bounds;
            let now = move || gauge.seated + more.get();
            let full = bounds.at_most.or(bounds.at_least).unwrap_or(1).max(1);
            let (bounds_say, standing_says, ticked_say) = (words.clone(), words.clone(), words.clone());
            view! {
                <li class="gauge">
                    <span class="gauge__label">{gauge.label}</span>
                    <meter class="gauge__bar" min="0" max=full value=now aria-hidden="true"></meter>
                    <span class="gauge__count">
                        {now}" "<span class="muted">{bounds_words(&bounds_say, bounds)}</span>
                    </span>
                    <span class=move || standing_class(bounds.standing(now()))>
                        {move || standing_words(&standing_says, bounds.standing(now()))}
                        {move || (more.get() > 0).then(|| format!(" ({})", filled(&ticked_say.ticked, more.get())))}
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="gauges plain" aria-live="polite">{rows}</ul> }
}

fn filled(words: &str, n: i32) -> String {
    words.replace("{n}", &n.to_string())
}

fn bounds_words(words: &Words, bounds: Bounds) -> String {
    let parts = [
        bounds.at_least.map(|least| filled(&words.at_least, least)),
        bounds.at_most.map(|most| filled(&words.at_most, most)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn standing_words(words: &Words, standing: Standing) -> String {
    match standing {
        Standing::Short(lack) => filled(&words.short, lack),
        Standing::Room(more) => filled(&words.room, more),
        Standing::Met => words.met.clone(),
        Standing::Over(more) => filled(&words.over, more),
    }
}

fn standing_class(standing: Standing) -> &'static str {
    match standing {
        Standing::Short(_) => "gauge__standing gauge__standing--short",
        Standing::Room(_) | Standing::Met => "gauge__standing",
        Standing::Over(_) => "gauge__standing gauge__standing--over",
    }
}

/// How many of the boxes that are ticked count towards each gauge.
fn ticked_boxes(gauges: usize) -> Vec<i32> {
    let mut counts = vec![0; gauges];
    let Ok(boxes) = document().query_selector_all("input[name=nominee]:checked") else { return counts };
    for place in 0..boxes.length() {
        let counted = boxes
            .item(place)
            .and_then(|node| node.dyn_into::<Element>().ok())
            .and_then(|element| element.get_attribute("data-gauges"));
        for gauge in counted.unwrap_or_default().split(' ').filter_map(|text| text.parse::<usize>().ok()) {
            if let Some(count) = counts.get_mut(gauge) {
                *count += 1;
            }
        }
    }
    counts
}
