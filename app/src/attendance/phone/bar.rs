//! The bar above the rows: everyone present at one touch, the counts, the search, and
//! what is on this phone alone.

use super::device::moment;
use super::elements::{enable, field, show, within, write};
use super::setup::Words;
use super::state::{Exchange, State};
use crate::attendance::telling::{Word, counts};
use crate::offline::Outcome;
use web_sys::{Element, HtmlInputElement};

/// Its parts.
pub struct Bar {
    all: Element,
    counts: Element,
    save: Element,
    search: HtmlInputElement,
    state: Element,
    retry: Element,
    give_up: Element,
    sign_in: Element,
}

impl Bar {
    /// That of the form.
    pub fn of(form: &Element) -> Option<Self> {
        Some(Self {
            all: within(form, "[name=all]")?,
            counts: within(form, ".marking__counts")?,
            save: within(form, "[data-part=save]")?,
            search: field(form, ".marking__search")?,
            state: within(form, ".marking__state")?,
            retry: within(form, "[data-part=retry]")?,
            give_up: within(form, "[data-part=give-up]")?,
            sign_in: within(form, "[data-part=sign-in]")?,
        })
    }

    /// Whether this is where one searches.
    pub fn is_search(&self, element: &Element) -> bool {
        **self.search == *element
    }

    /// Writes what is looked for.
    pub fn set_search(&self, text: &str) {
        if self.search.value() != text {
            self.search.set_value(text);
        }
    }

    /// Writes what changed.
    pub fn draw(&self, state: &State, words: &Words, letters: &[String; 5]) {
        enable(&self.all, !state.is_locked());
        write(&self.counts, &counts(letters, &state.standings(state.shown)));
        enable(&self.save, !state.is_locked());
        show(&self.save, !state.alive);
        show(&self.search, state.alive);
        self.state.set_class_name(if state.is_wrong() {
            "marking__state marking__state--failed"
        } else {
            "marking__state"
        });
        write(&self.state, &if state.alive { told(state, words) } else { String::new() });
        show(&self.retry, state.may_retry());
        show(&self.give_up, state.refused() > 0);
        show(&self.sign_in, state.ended(Outcome::SignedOut));
    }
}

/// What is on this phone alone, and when the last exchange was. It never says that all
/// is kept unless the server said so since the page was opened.
fn told(state: &State, words: &Words) -> String {
    let mut parts = Vec::new();
    if state.unwritten {
        parts.push(words.say(Word::Unwritten).to_owned());
    }
    if state.refused() > 0 {
        parts.push(numbered(words.say(Word::Refused), state.refused()));
    }
    match (state.waiting(), state.exchange) {
        (_, Exchange::Running { .. }) => parts.push(words.say(Word::Sending).to_owned()),
        (0, Exchange::Ended(Outcome::Done)) if state.refused() == 0 => parts.push(words.say(Word::Saved).to_owned()),
        (0, _) => {}
        (waiting, _) => parts.push(numbered(words.say(Word::Unsent), waiting)),
    }
    if let Some(why) = failure(state.exchange) {
        parts.push(words.say(why).to_owned());
    }
    parts.push(last_exchange(state.exchanged, words));
    parts.join(" · ")
}

fn failure(exchange: Exchange) -> Option<Word> {
    match exchange {
        Exchange::Ended(Outcome::Offline) => Some(Word::Offline),
        Exchange::Ended(Outcome::SignedOut) => Some(Word::SignedOut),
        Exchange::Ended(Outcome::Forbidden) => Some(Word::Forbidden),
        Exchange::Ended(Outcome::Failed) => Some(Word::Failed),
        Exchange::Unknown | Exchange::Running { .. } | Exchange::Ended(Outcome::Done) => None,
    }
}

/// A number behind what it is of.
pub fn numbered(text: &str, number: usize) -> String {
    format!("{text} {number}")
}

/// When the last exchange was, by the phone's clock.
pub fn last_exchange(at: Option<f64>, words: &Words) -> String {
    match at {
        Some(at) => format!("{}\u{a0}{}", words.say(Word::Exchanged), moment(at)),
        None => words.say(Word::NeverExchanged).to_owned(),
    }
}
