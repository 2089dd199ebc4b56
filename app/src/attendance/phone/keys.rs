//! The keyboard: Enter goes to the one who was found, letters mark the row in which the
//! focus is, arrows up and down go from row to row.

use super::elements::{all, target, within};
use super::row::enter;
use super::screen::{Screen, first_row, row_of};
use crate::attendance::model::Status;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, KeyboardEvent};

/// A key of the keyboard is pressed within the form.
pub fn pressed(screen: &Rc<Screen>, event: &KeyboardEvent) {
    let Some(target) = target(event) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    match target.get_attribute("type").as_deref() {
        Some("search") => in_search(screen, event),
        Some("number") => in_minutes(screen, event, &target),
        _ => {
            if let Some(row) = target.closest(".marking__row").ok().flatten() {
                in_row(screen, event, &row);
            } else if target.matches("[name=reason]").unwrap_or_default() && event.key() == "Enter" {
                // Else the browser would press the first button: everyone present.
                event.prevent_default();
            }
        }
    }
}

/// Enter goes to the one who was found; Escape shows everyone again.
fn in_search(screen: &Screen, event: &KeyboardEvent) {
    match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            enter(first_row());
        }
        "Escape" => screen.search(String::new()),
        _ => {}
    }
}

/// Enter says the minutes.
fn in_minutes(screen: &Rc<Screen>, event: &KeyboardEvent, target: &Element) {
    let Some(field) = target.dyn_ref::<HtmlInputElement>().filter(|_| event.key() == "Enter") else { return };
    event.prevent_default();
    if let Some((_, enrolment)) = row_of(field) {
        screen.say_minutes(enrolment, &field.value());
    }
}

fn in_row(screen: &Rc<Screen>, event: &KeyboardEvent, row: &Element) {
    match event.key().as_str() {
        "ArrowDown" => go(event, row.next_element_sibling(), Element::next_element_sibling),
        "ArrowUp" => go(event, row.previous_element_sibling(), Element::previous_element_sibling),
        letter => {
            let is_its =
                |key: &Element| key.get_attribute("data-letter").is_some_and(|its| its.eq_ignore_ascii_case(letter));
            let place = all(row, "[data-letter]").iter().position(is_its);
            let status = place.and_then(|place| Status::ALL.get(place));
            let enrolment = row.get_attribute("data-enrolment").and_then(|id| id.parse().ok());
            let is_locked = within(row, "fieldset:disabled").is_some();
            if let (Some(status), Some(enrolment), false) = (status, enrolment, is_locked) {
                event.prevent_default();
                screen.touch(enrolment, *status);
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
