//! Badges read by the camera: each marks its holder present, and brings their row up.

use super::elements::{enable, show, within, write};
use super::screen::Screen;
use super::state::State;
use crate::attendance::badge::{badge_code, read_badge};
use crate::attendance::model::{Standing, Status};
use crate::attendance::telling::Word;
use crate::offline;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;

/// The parts of the scanner.
pub struct Scan {
    button: Element,
    place: Element,
    video: Element,
    told: Element,
    is_open: Cell<bool>,
}

impl Scan {
    /// That of the form.
    pub fn of(form: &Element) -> Option<Self> {
        let place = within(form, ".scan")?;
        Some(Self {
            button: within(form, "[data-part=scan]")?,
            video: within(&place, "video")?,
            told: within(&place, "[role=status]")?,
            place,
            is_open: Cell::new(false),
        })
    }

    /// Writes what changed.
    pub fn draw(&self, state: &State) {
        show(&self.button, state.alive);
        enable(&self.button, !state.is_locked());
    }

    fn turn(&self, screen: &Screen, is_open: bool) {
        self.is_open.set(is_open);
        write(&self.button, screen.words.say(if is_open { Word::BadgeEnd } else { Word::BadgeBegin }));
        show(&self.video, is_open);
        show(&self.place, is_open || self.told.text_content().is_some_and(|text| !text.is_empty()));
    }
}

/// Opens the camera, or closes it.
pub fn toggle(screen: &Rc<Screen>) {
    let scan = &screen.scan;
    if scan.is_open.get() {
        scan.turn(screen, false);
        offline::end_scan();
        return;
    }
    write(&scan.told, screen.words.say(Word::BadgeHint));
    scan.turn(screen, true);
    let screen = screen.clone();
    spawn_local(async move {
        let finding = screen.clone();
        let found = move |text: String| write(&finding.scan.told, &take(&finding, &text));
        if let Err(why) = offline::scan(&screen.scan.video, found).await {
            let why = match why.as_str() {
                "insecure" => Word::BadgeInsecure,
                "denied" => Word::BadgeDenied,
                _ => Word::BadgeNone,
            };
            write(&screen.scan.told, screen.words.say(why));
            screen.scan.turn(&screen, false);
        }
    });
}

/// What a code stands for: its holder is marked present, unless they have a mark.
fn take(screen: &Rc<Screen>, text: &str) -> String {
    let code = read_badge(text);
    let holder = {
        let state = screen.state.borrow();
        let people = &state.snapshot.participants;
        people.iter().find(|one| Some(badge_code(one.enrolment)) == code).cloned()
    };
    let Some(holder) = holder else { return screen.words.say(Word::BadgeUnknown).to_owned() };
    let name = format!("{}\u{a0}{}", holder.family_name, holder.given_names);
    screen.search(name.clone());
    let is_unmarked = screen.state.borrow().standing(holder.enrolment) == Standing::Unmarked;
    if is_unmarked {
        screen.mark(&[(holder.enrolment, Status::Present, None)]);
    }
    let word = if is_unmarked { Word::BadgeMarked } else { Word::BadgeKnown };
    format!("{name} : {}", screen.words.say(word))
}
