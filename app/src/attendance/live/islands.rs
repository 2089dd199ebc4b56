//! Listens to the rooms of today and shows what changed.
//!
//! The server renders the board, at first and anew; here it is only put into its
//! place, and it is said whether the line stands.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::js_sys::Date;
use leptos::web_sys::{Element, Event, EventSource, HtmlElement, MessageEvent};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

/// After how many milliseconds of silence the line counts as cut: two beats and a half.
const SILENCE: f64 = 40_000.0;
/// How often that is looked at, and a line that was refused asked for again.
const LOOK: Duration = Duration::from_secs(5);

/// The words of the line, in the reader's language.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Words {
    /// As of when the page was rendered.
    pub as_of: String,
    /// The line stands.
    pub live: String,
    /// It was cut; since when stands behind.
    pub cut_off: String,
}

/// How the line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Link {
    /// Not asked for yet.
    Unopened,
    /// What is shown is what is.
    Open,
    /// Cut since that time of day.
    Cut(String),
}

/// Follows the events at an address, whose boards belong into the element with that
/// identifier.
#[island]
pub fn LiveRooms(
    /// Where the events come from.
    events: String,
    /// The element's identifier.
    board: String,
    /// In the reader's language.
    words: Words,
) -> impl IntoView {
    let link = RwSignal::new(Link::Unopened);
    Effect::new(move |_| Rc::new(Line::new(events.clone(), board.clone(), link)).begin());
    let text = move || match link.get() {
        Link::Unopened => words.as_of.clone(),
        Link::Open => words.live.clone(),
        Link::Cut(since) => format!("{} {since}", words.cut_off),
    };
    let class = move || match link.get() {
        Link::Unopened => "line",
        Link::Open => "line line--open",
        Link::Cut(_) => "line line--cut",
    };
    view! { <p class=class role="status">{text}</p> }
}

/// What is called when an event of its kind is heard.
type Ear = Closure<dyn FnMut(Event)>;

/// The line to the server.
struct Line {
    events: String,
    board: String,
    link: RwSignal<Link>,
    source: RefCell<Option<EventSource>>,
    /// When something was heard last.
    heard_at: Cell<f64>,
    /// What is called when something is heard; kept as long as the page.
    ears: RefCell<Vec<(&'static str, Ear)>>,
}

impl Line {
    fn new(events: String, board: String, link: RwSignal<Link>) -> Self {
        let (source, ears) = (RefCell::default(), RefCell::default());
        Self { events, board, link, source, heard_at: Cell::new(Date::now()), ears }
    }

    /// Opens the line, and keeps it as long as the page is seen: a page in the
    /// background costs neither data nor battery.
    fn begin(self: Rc<Self>) {
        *self.ears.borrow_mut() = vec![
            ("open", self.ear(|line, _| line.hear())),
            ("beat", self.ear(|line, _| line.hear())),
            ("board", self.ear(Self::show)),
            ("ended", self.ear(|_, _| read_again())),
            ("error", self.ear(|line, _| line.lose())),
        ];
        self.open();
        let looking = self.clone();
        let looks = set_interval_with_handle(move || looking.look(), LOOK);
        let seen = window_event_listener(ev::visibilitychange, move |_| {
            if document().hidden() {
                self.close();
            } else {
                self.open();
            }
        });
        on_cleanup(move || {
            seen.remove();
            if let Ok(looks) = looks {
                looks.clear();
            }
        });
    }

    fn ear(self: &Rc<Self>, heard: impl Fn(&Self, Event) + 'static) -> Ear {
        let line = self.clone();
        Closure::new(move |event| heard(&line, event))
    }

    fn open(&self) {
        self.close();
        let Ok(source) = EventSource::new(&self.events) else { return };
        for (name, ear) in self.ears.borrow().iter() {
            let _ = source.add_event_listener_with_callback(name, ear.as_ref().unchecked_ref());
        }
        *self.source.borrow_mut() = Some(source);
    }

    fn close(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
    }

    fn hear(&self) {
        self.heard_at.set(Date::now());
        self.link.maybe_update(|link| {
            let was_cut = *link != Link::Open;
            *link = Link::Open;
            was_cut
        });
    }

    /// The line is cut. The browser tries again by itself, unless it was refused.
    fn lose(&self) {
        if self.source.borrow().as_ref().is_some_and(|source| source.ready_state() == EventSource::CLOSED) {
            self.close();
        }
        let since = Date::new(&self.heard_at.get().into());
        let since = format!("{:02}:{:02}", since.get_hours(), since.get_minutes());
        self.link.maybe_update(|link| {
            let stood = !matches!(link, Link::Cut(_));
            if stood {
                *link = Link::Cut(since);
            }
            stood
        });
    }

    /// A line that fell silent is lost without an error; one that was refused is
    /// asked for again.
    fn look(&self) {
        if document().hidden() {
            return;
        }
        let silent = Date::now() - self.heard_at.get() > SILENCE;
        let closed = self.source.borrow().is_none();
        if silent && !closed {
            self.lose();
        }
        if silent || closed {
            self.open();
        }
    }

    /// Puts the board into its place. Whoever was on a link of it is on it still.
    fn show(&self, event: Event) {
        self.hear();
        let html = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
        let (Some(html), Some(board)) = (html, document().get_element_by_id(&self.board)) else { return };
        let focused = document().active_element().filter(|one| board.contains(Some(one)));
        let address = focused.and_then(|link| link.get_attribute("href"));
        board.set_inner_html(&html);
        if let Some(link) = address.and_then(|address| link_to(&board, &address)) {
            let _ = link.focus();
        }
    }
}

/// The link to this address, which is one of ours: path and query.
fn link_to(board: &Element, address: &str) -> Option<HtmlElement> {
    board.query_selector(&format!("a[href=\"{address}\"]")).ok()??.dyn_into().ok()
}

/// Asks for the page anew: whose sign-in has ended is led to sign in.
fn read_again() {
    let _ = window().location().reload();
}
