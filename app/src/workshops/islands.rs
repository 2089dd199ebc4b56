//! Lines of a timetable that are dragged to another place.
//!
//! The server renders the lines with buttons that do the same; here, those marked
//! `data-line` can be dragged, and dropped on another or on a half-day marked
//! `data-session`. What was dropped is sent through the ordinary form.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{DragEvent, Element, HtmlFormElement, HtmlInputElement};

/// The class of a line before which the dragged one would come.
const MARK: &str = "slot--target";

/// Listens for what is dragged on the page; the form with this identifier sends it.
#[island]
pub fn Dragging(
    /// The form.
    form: String,
) -> impl IntoView {
    let dragged = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        let form = form.clone();
        let start = window_event_listener(ev::dragstart, move |event| {
            let line = target(&event, "[data-line]").and_then(|line| line.get_attribute("data-line"));
            if let (Some(line), Some(data)) = (&line, event.data_transfer()) {
                // Some browsers drag nothing that carries nothing.
                let _ = data.set_data("text/plain", line);
            }
            dragged.set(line);
        });
        let over = window_event_listener(ev::dragover, move |event| {
            if dragged.with_untracked(Option::is_some) && target(&event, "[data-session]").is_some() {
                event.prevent_default();
                mark(target(&event, "[data-line]").as_ref());
            }
        });
        let end = window_event_listener(ev::dragend, move |_| {
            dragged.set(None);
            mark(None);
        });
        let drop = window_event_listener(ev::drop, move |event| {
            let (Some(line), Some(half_day)) = (dragged.get_untracked(), target(&event, "[data-session]")) else {
                return;
            };
            event.prevent_default();
            send(&form, &line, &half_day, target(&event, "[data-line]").as_ref());
        });
        on_cleanup(move || {
            for listener in [start, over, end, drop] {
                listener.remove();
            }
        });
    });
}

/// The element of this kind on which an event happens.
fn target(event: &DragEvent, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Shows where the line would come, and nowhere else.
fn mark(line: Option<&Element>) {
    let marked = document().query_selector(&format!(".{MARK}")).ok().flatten();
    if let Some(marked) = marked.filter(|marked| Some(marked) != line) {
        let _ = marked.class_list().remove_1(MARK);
    }
    if let Some(line) = line {
        let _ = line.class_list().add_1(MARK);
    }
}

/// Sends the form: the line goes before another, or to the end of the half-day.
fn send(form: &str, line: &str, half_day: &Element, before: Option<&Element>) {
    let Some(form) = document().get_element_by_id(form).and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else {
        return;
    };
    let Ok(lines) = half_day.query_selector_all("[data-line]") else { return };
    let others = (0..lines.length()).filter_map(|place| lines.item(place)?.dyn_into::<Element>().ok());
    let others: Vec<Element> =
        others.filter(|other| other.get_attribute("data-line").as_deref() != Some(line)).collect();
    let place = before.and_then(|before| others.iter().position(|other| other == before)).unwrap_or(others.len());
    let session = half_day.get_attribute("data-session").unwrap_or_default();
    for (name, value) in [("line", line.to_owned()), ("session", session), ("place", place.to_string())] {
        let field = form.query_selector(&format!("input[name={name}]")).ok().flatten();
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(&value);
        }
    }
    let _ = form.submit();
}
