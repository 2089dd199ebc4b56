//! The elements of the page: found, written to, listened to.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, Event, EventTarget, HtmlElement, HtmlInputElement, window};

fn document() -> Option<Document> {
    window()?.document()
}

/// The first of the page that this selects.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// The first within an element that this selects.
pub fn within(element: &Element, selector: &str) -> Option<Element> {
    element.query_selector(selector).ok()?
}

/// The same, of a field.
pub fn field(element: &Element, selector: &str) -> Option<HtmlInputElement> {
    within(element, selector)?.dyn_into().ok()
}

/// All within an element that this selects.
pub fn all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// Where an event came from.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Writes this text, unless it stands there already: what is written is read aloud.
pub fn write(element: &Element, text: &str) {
    if element.text_content().as_deref() != Some(text) {
        element.set_text_content(Some(text));
    }
}

/// Shows an element, or hides it.
pub fn show(element: &Element, is_shown: bool) {
    turn(element, "hidden", !is_shown);
}

/// Lets something be done, or not.
pub fn enable(element: &Element, is_enabled: bool) {
    turn(element, "disabled", !is_enabled);
}

fn turn(element: &Element, attribute: &str, on: bool) {
    let _ = element.toggle_attribute_with_force(attribute, on);
}

/// Gives an attribute this value.
pub fn set(element: &Element, attribute: &str, value: &str) {
    let _ = element.set_attribute(attribute, value);
}

/// Brings the focus there.
pub fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Calls when this happens there, for as long as the page is open.
pub fn on(target: &EventTarget, kind: &str, heard: impl FnMut(Event) + 'static) {
    let heard = Closure::<dyn FnMut(Event)>::new(heard);
    let _ = target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
    heard.forget();
}
