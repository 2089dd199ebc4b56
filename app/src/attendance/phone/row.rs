//! The rows of the marking screen: one person each, five keys, and what became of the mark.

use super::device::plain;
use super::elements::{all, enable, field, focus, set, show, within, write};
use super::setup::Words;
use super::state::State;
use crate::attendance::badge::{badge_code, read_badge};
use crate::attendance::model::{Standing, Status};
use crate::attendance::snapshot::Attendee;
use crate::attendance::telling::Own;
use crate::ids::EnrolmentId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// The rows, in the order of the list.
pub struct Rows {
    list: Element,
    people: Vec<Row>,
    /// A row from which others are made.
    pattern: Element,
    /// The letters of the keys, in the order of [`Status::ALL`].
    pub letters: [String; 5],
}

struct Row {
    enrolment: EnrolmentId,
    /// The names, as they are looked for.
    plain: String,
    code: String,
    element: Element,
    fieldset: Element,
    keys: Vec<HtmlInputElement>,
    minutes: HtmlInputElement,
    minutes_label: Element,
    own: Element,
    drawn: Option<Drawn>,
}

/// What a row shows.
#[derive(PartialEq)]
struct Drawn {
    standing: Standing,
    own: Own,
    is_locked: bool,
    is_found: bool,
}

impl Rows {
    /// Those of the form.
    pub fn of(form: &Element) -> Option<Self> {
        let list = within(form, ".marking__list")?;
        let pattern = list.first_element_child()?;
        let keys = all(&pattern, "[data-letter]");
        let letters = std::array::from_fn(|place| keys.get(place)?.get_attribute("data-letter"));
        let letters = letters.map(Option::unwrap_or_default);
        Some(Self { list, people: Vec::new(), pattern, letters })
    }

    /// Follows the list of those enrolled, keeping the rows of those who stay; whether it
    /// is another list, to be settled.
    pub fn follow(&mut self, people: &[Attendee]) -> bool {
        if self.people.iter().map(|row| row.enrolment).eq(people.iter().map(|one| one.enrolment)) {
            return false;
        }
        let standing = all(&self.list, ".marking__row");
        self.people = people.iter().filter_map(|one| self.row(one, &standing)).collect();
        true
    }

    /// Puts every row at its place on the page.
    pub fn settle(&self) {
        let mut place = self.list.first_element_child();
        for row in &self.people {
            if place.as_ref() == Some(&row.element) {
                place = row.element.next_element_sibling();
            } else {
                let _ = self.list.insert_before(&row.element, place.as_deref());
            }
        }
        while let Some(left) = place {
            place = left.next_element_sibling();
            left.remove();
        }
    }

    fn row(&self, attendee: &Attendee, standing: &[Element]) -> Option<Row> {
        let enrolment = attendee.enrolment.to_string();
        let is_theirs = |row: &&Element| row.get_attribute("data-enrolment").as_deref() == Some(enrolment.as_str());
        match standing.iter().find(is_theirs) {
            Some(row) => Row::of(row.clone(), attendee),
            None => Row::of(new_row(&self.pattern, &enrolment)?, attendee),
        }
    }

    /// Lets someone's row be written anew, whatever stands there.
    pub fn forget(&mut self, enrolment: EnrolmentId) {
        if let Some(row) = self.people.iter_mut().find(|row| row.enrolment == enrolment) {
            row.drawn = None;
        }
    }

    /// Writes what changed.
    pub fn draw(&mut self, state: &State, words: &Words) {
        let (code, search) = (read_badge(&state.search), plain(&state.search));
        let parts: Vec<&str> = search.split_whitespace().collect();
        let is_locked = state.is_locked();
        for row in &mut self.people {
            let own = state.own(row.enrolment);
            let is_found = code.as_ref() == Some(&row.code) || parts.iter().all(|part| row.plain.contains(part));
            let standing = state.standing(row.enrolment);
            row.draw(Drawn { standing, own, is_locked: is_locked || own == Own::Disputed, is_found }, words);
        }
    }
}

/// A row for someone who was not there when the page was made.
fn new_row(pattern: &Element, enrolment: &str) -> Option<Element> {
    let row: Element = pattern.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
    set(&row, "data-enrolment", enrolment);
    for field in all(&row, "[name]") {
        let name = field.get_attribute("name")?;
        set(&field, "name", &format!("{}-{enrolment}", name.split_once('-')?.0));
    }
    Some(row)
}

impl Row {
    fn of(element: Element, attendee: &Attendee) -> Option<Self> {
        let Attendee { enrolment, family_name, given_names, institution, job_title, .. } = attendee;
        let name = format!("{family_name}\u{a0}{given_names}");
        write(&within(&element, ".marking__name")?, &name);
        write(&within(&element, ".marking__detail")?, &format!("{job_title}, {institution}"));
        let keys = all(&element, "[type=radio]").into_iter().filter_map(|key| key.dyn_into().ok()).collect();
        Some(Self {
            enrolment: *enrolment,
            plain: plain(&name),
            code: badge_code(*enrolment),
            fieldset: within(&element, "fieldset")?,
            keys,
            minutes: field(&element, "[type=number]")?,
            minutes_label: within(&element, ".marking__minutes")?,
            own: within(&element, ".own")?,
            element,
            drawn: None,
        })
    }

    fn draw(&mut self, wanted: Drawn, words: &Words) {
        if self.drawn.as_ref() == Some(&wanted) {
            return;
        }
        let said = wanted.standing.agreed();
        if self.drawn.as_ref().is_none_or(|drawn| drawn.standing != wanted.standing) {
            for (status, key) in Status::ALL.into_iter().zip(&self.keys) {
                key.set_checked(said.is_some_and(|said| said.status == status));
            }
            let timed = said.filter(|said| said.status.has_minutes());
            show(&self.minutes_label, timed.is_some());
            let minutes = timed.and_then(|said| said.minutes);
            self.minutes.set_value(&minutes.map(|minutes| minutes.to_string()).unwrap_or_default());
        }
        self.own.set_class_name(wanted.own.class());
        write(&self.own, wanted.own.word().map(|word| words.say(word)).unwrap_or_default());
        enable(&self.fieldset, !wanted.is_locked);
        show(&self.element, wanted.is_found);
        self.drawn = Some(wanted);
    }
}

/// Brings the focus onto the key of the row that is chosen, or onto its first.
pub fn enter(row: Option<Element>) {
    focus(row.and_then(|row| within(&row, "[type=radio]:checked").or_else(|| within(&row, "[type=radio]"))));
}
