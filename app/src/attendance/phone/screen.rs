//! The marking screen at work: every touch is kept on the phone, and sent when there is
//! a network.

use super::bar::Bar;
use super::device;
use super::elements::{self, all, find, on, set, show, target, within, write};
use super::row::Rows;
use super::scan::Scan;
use super::setup::{self, Words};
use super::state::{Exchange, State};
use super::{keys, scan};
use crate::attendance::model::{MAX_MINUTES, Mark, Status};
use crate::attendance::telling::marked;
use crate::ids::{AccountId, EnrolmentId, SessionId, WorkshopId};
use crate::offline;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent, PageTransitionEvent, window};

/// How often the phone asks how it stands, while the page is open, in milliseconds.
const EVERY: i32 = 60_000;
/// Days by which the phone's clock may be behind and half-days can still be marked.
const BEHIND: f64 = 2.0;

/// The screen: what it shows, and where.
pub struct Screen {
    workshop: WorkshopId,
    account: Option<AccountId>,
    /// In the reader's language.
    pub words: Words,
    /// The state. Nothing holds it while others may want it: across an exchange, or
    /// while the focus moves, at which browsers tell what was typed.
    pub state: RefCell<State>,
    /// What was typed as the reason, in a half-day that was opened again.
    reason: HtmlInputElement,
    form: Element,
    half_days: Vec<(SessionId, Element)>,
    bar: Bar,
    /// The scanner.
    pub scan: Scan,
    rows: RefCell<Rows>,
}

/// Makes the marking screen live; it stays a form where something is not as expected.
pub fn begin(form: &Element, setup: &JsValue, words: Words) -> Option<()> {
    let setup = setup::marking(setup)?;
    let half_day = |link: Element| Some((link.get_attribute("data-session")?.parse().ok()?, link));
    let screen = Rc::new(Screen {
        workshop: setup.workshop,
        account: setup.account,
        words,
        state: RefCell::new(State::new(setup, device::day(BEHIND))),
        reason: elements::field(form, "[name=reason]")?,
        form: form.clone(),
        half_days: all(form, ".half-days__link").into_iter().filter_map(half_day).collect(),
        bar: Bar::of(form)?,
        scan: Scan::of(form)?,
        rows: RefCell::new(Rows::of(form)?),
    });
    offline::install();
    screen.hear();
    spawn_local(screen.wake());
    Some(())
}

impl Screen {
    /// Takes up what the phone keeps, and asks the server.
    async fn wake(self: Rc<Self>) {
        let device = offline::device().await.ok();
        self.state.borrow_mut().device = device;
        self.reload().await;
        {
            let mut state = self.state.borrow_mut();
            if let Some(asked) = device::asked("session").and_then(|asked| asked.parse().ok()) {
                state.shown = asked;
            }
            state.alive = true;
        }
        self.send();
    }

    /// Listens to the form, to the network, and to what other tabs do.
    fn hear(self: &Rc<Self>) {
        let heard = |act: fn(&Rc<Self>, &Event)| {
            let screen = self.clone();
            move |event: Event| act(&screen, &event)
        };
        on(&self.form, "click", heard(Self::clicked));
        on(&self.form, "change", heard(Self::changed));
        on(&self.form, "input", heard(Self::typed));
        on(
            &self.form,
            "keydown",
            heard(|screen, event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    keys::pressed(screen, event);
                }
            }),
        );
        let screen = self.clone();
        let workshop = self.workshop.to_string();
        offline::listen(move |changed| {
            if changed == workshop {
                spawn_local(screen.clone().reload_alone());
            }
        });
        let Some(window) = window() else { return };
        on(&window, "online", heard(|screen, _| screen.send()));
        // A page that comes back as it was left has heard nothing meanwhile.
        on(
            &window,
            "pageshow",
            heard(|screen, event| {
                if event.dyn_ref::<PageTransitionEvent>().is_some_and(PageTransitionEvent::persisted) {
                    screen.send();
                }
            }),
        );
        // The browser asks before marks that no disk has are left behind.
        on(
            &window,
            "beforeunload",
            heard(|screen, event| {
                let state = screen.state.borrow();
                if state.unwritten || !state.keeping.is_empty() {
                    event.prevent_default();
                }
            }),
        );
        let screen = self.clone();
        let tick = Closure::<dyn FnMut()>::new(move || screen.send());
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), EVERY);
        tick.forget();
    }

    fn clicked(self: &Rc<Self>, event: &Event) {
        let Some(touched) = target(event).and_then(|target| target.closest("a, button").ok()?) else { return };
        let is = |selector: &str| touched.matches(selector).unwrap_or_default();
        if is("[name=all]") {
            self.mark_rest_present();
        } else if is("[data-part=retry]") {
            self.retry();
        } else if is("[data-part=give-up]") {
            self.give_up();
        } else if is("[data-part=scan]") {
            scan::toggle(self);
        } else if let Some((session, _)) = self.half_days.iter().find(|(_, link)| *link == touched) {
            self.choose(*session);
        } else {
            return;
        }
        event.prevent_default();
    }

    fn changed(self: &Rc<Self>, event: &Event) {
        let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some((kind, enrolment)) = row_of(&field) else { return };
        match kind.as_str() {
            "status" => {
                if let Ok(status) = field.value().parse() {
                    self.touch(enrolment, status);
                }
            }
            "minutes" => self.say_minutes(enrolment, &field.value()),
            _ => {}
        }
    }

    fn typed(self: &Rc<Self>, event: &Event) {
        if let Some(field) = target(event).filter(|field| self.bar.is_search(field)) {
            self.search(field.unchecked_ref::<HtmlInputElement>().value());
        }
    }

    /// Shows those who are looked for.
    pub fn search(&self, text: String) {
        self.bar.set_search(&text);
        self.state.borrow_mut().search = text;
        self.draw();
    }

    /// Shows a half-day without asking the server, and makes it the page's address.
    fn choose(&self, session: SessionId) {
        self.state.borrow_mut().shown = session;
        device::stand_at(&self.address(&format!("/attendance?session={session}")));
        self.draw();
    }

    fn address(&self, rest: &str) -> String {
        format!("/workshops/{}{rest}", self.workshop)
    }

    /// A key of a row is touched. A half-day that was opened again asks for a reason
    /// before anything is marked.
    pub fn touch(self: &Rc<Self>, enrolment: EnrolmentId, status: Status) {
        let is_missing = self.state.borrow().is_reopened() && self.reason.value().trim().is_empty();
        if is_missing {
            if let Ok(mut rows) = self.rows.try_borrow_mut() {
                rows.forget(enrolment);
            }
            self.draw();
            elements::focus(Some(self.reason.clone().into()));
            return;
        }
        self.mark(&[(enrolment, status, None)]);
    }

    /// Minutes are said of someone who came late or left early.
    pub fn say_minutes(self: &Rc<Self>, enrolment: EnrolmentId, typed: &str) {
        let typed = typed.parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes));
        let said = self.state.borrow().standing(enrolment).agreed();
        if let (Some(said), Some(minutes)) = (said, typed)
            && said.minutes != Some(minutes)
        {
            self.mark(&[(enrolment, said.status, Some(minutes))]);
        }
    }

    /// Marks everyone present who has no mark in the half-day shown.
    fn mark_rest_present(self: &Rc<Self>) {
        let rest = self.state.borrow().unmarked();
        self.mark(&rest.into_iter().map(|enrolment| (enrolment, Status::Present, None)).collect::<Vec<_>>());
    }

    /// Marks people in the half-day shown.
    pub fn mark(self: &Rc<Self>, which: &[(EnrolmentId, Status, Option<u16>)]) {
        let Some(account) = self.account else { return };
        let marks: Vec<Mark> =
            which.iter().map(|(enrolment, status, minutes)| self.make(*enrolment, *status, *minutes)).collect();
        {
            let mut state = self.state.borrow_mut();
            state.keeping.extend(marks.iter().cloned());
            state.take_up(&marks);
        }
        self.draw();
        let screen = self.clone();
        spawn_local(async move {
            let kept = offline::keep(screen.workshop, account, &marks).await;
            {
                let mut state = screen.state.borrow_mut();
                state.unwritten = kept.is_err();
                state.keeping.retain(|one| marks.iter().all(|mark| mark.id != one.id));
            }
            screen.send();
        });
    }

    fn make(&self, enrolment: EnrolmentId, status: Status, minutes: Option<u16>) -> Mark {
        let state = self.state.borrow();
        let (id, device_time) = device::stamp();
        let session = state.shown;
        let after = Some(state.ledger.heads(enrolment, session).iter().map(|head| head.id).collect());
        let reason = Some(self.reason.value()).filter(|reason| !reason.trim().is_empty());
        Mark { id, enrolment, session, status, minutes, after, reason, device: state.device, device_time }
    }

    /// Takes up what the phone keeps.
    async fn reload(&self) {
        let Ok(kept) = offline::load(self.workshop).await else { return };
        self.state.borrow_mut().take(kept);
        self.draw();
    }

    async fn reload_alone(self: Rc<Self>) {
        self.reload().await;
    }

    /// Exchanges with the server; once more if something was marked meanwhile.
    pub fn send(self: &Rc<Self>) {
        {
            let exchange = &mut self.state.borrow_mut().exchange;
            if let Exchange::Running { again } = exchange {
                *again = true;
                return;
            }
            *exchange = Exchange::Running { again: false };
        }
        self.draw();
        let screen = self.clone();
        spawn_local(async move {
            let outcome = offline::exchange(screen.workshop).await;
            screen.reload().await;
            let before = std::mem::replace(&mut screen.state.borrow_mut().exchange, Exchange::Ended(outcome));
            if before == (Exchange::Running { again: true }) {
                screen.send();
            } else {
                screen.draw();
            }
        });
    }

    /// Sends once more what was refused.
    fn retry(self: &Rc<Self>) {
        let screen = self.clone();
        spawn_local(async move {
            let _ = offline::retry(screen.workshop).await;
            screen.send();
        });
    }

    /// Gives up what was refused.
    fn give_up(self: &Rc<Self>) {
        let screen = self.clone();
        spawn_local(async move {
            let _ = offline::give_up(screen.workshop).await;
            screen.reload().await;
        });
    }

    /// Writes onto the page what changed.
    pub fn draw(&self) {
        // The focus leaves a row that is taken away, and with it may come what was typed:
        // that is drawn by whoever is drawing already.
        let Ok(mut rows) = self.rows.try_borrow_mut() else { return };
        if rows.follow(&self.state.borrow().snapshot.participants) {
            rows.settle();
        }
        let state = self.state.borrow();
        self.draw_half_day(&state);
        self.bar.draw(&state, &self.words, &rows.letters);
        self.scan.draw(&state);
        rows.draw(&state, &self.words);
    }

    fn draw_half_day(&self, state: &State) {
        let part = |selector: &str| within(&self.form, selector);
        for (session, link) in &self.half_days {
            if *session == state.shown {
                set(link, "aria-current", "page");
            } else {
                let _ = link.remove_attribute("aria-current");
            }
            if let Some(count) = within(link, ".half-days__count").filter(|_| state.is_known(*session)) {
                write(&count, &marked(&state.standings(*session)));
            }
        }
        if let Some(title) = part(".marking__title") {
            write(&title, &self.name(state));
        }
        let parts = [
            ("[data-part=not-yet]", state.is_future()),
            ("[data-part=closed]", state.is_closed()),
            ("[data-part=reason]", state.is_reopened()),
            ("[name=close]", !state.is_closed() && !state.is_future()),
        ];
        for (part, is_shown) in parts.into_iter().filter_map(|(selector, is_shown)| Some((part(selector)?, is_shown))) {
            show(&part, is_shown);
        }
        if let Some(close) = part("[name=close]") {
            elements::enable(&close, !state.is_unsure());
        }
        if let Some(session) = elements::field(&self.form, "[name=session]") {
            session.set_value(&state.shown.to_string());
        }
        if let Some(history) = part("[data-part=history]") {
            set(&history, "href", &self.address(&format!("/attendance/history?session={}", state.shown)));
        }
    }

    /// The half-day shown in words; its date, if it came after the page was made.
    fn name(&self, state: &State) -> String {
        let link = self.half_days.iter().find(|(session, _)| *session == state.shown);
        let name = link.and_then(|(_, link)| within(link, "span")?.text_content());
        name.unwrap_or_else(|| state.half_day().map(|half_day| half_day.date.clone()).unwrap_or_default())
    }
}

/// What a field of a row is, and whose: its name is `status-…` or `minutes-…`.
pub fn row_of(field: &HtmlInputElement) -> Option<(String, EnrolmentId)> {
    let name = field.name();
    let (kind, enrolment) = name.split_once('-')?;
    Some((kind.to_owned(), enrolment.parse().ok()?))
}

/// The first row that is shown.
pub fn first_row() -> Option<Element> {
    find(".marking__row:not([hidden])")
}
