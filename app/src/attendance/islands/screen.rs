//! The state of the marking screen: what the server last told, what is on this phone
//! alone, and how the exchange goes.

use super::{Words, device};
use crate::attendance::model::{Ledger, Mark, Standing, Status};
use crate::attendance::snapshot::Snapshot;
use crate::ids::{AccountId, DeviceId, EnrolmentId, SessionId, WorkshopId};
use crate::offline::{self, Kept, Outcome, Queued};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How often the phone asks how it stands, while the page is open.
const EVERY: Duration = Duration::from_mins(1);
/// Days by which the phone's clock may be behind and half-days can still be marked.
const BEHIND: f64 = 2.0;

/// What the screen begins with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Setup {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Who marks.
    pub account: Option<AccountId>,
    /// The half-day shown first.
    pub shown: SessionId,
    /// The day, as the server has it.
    pub today: String,
    /// Everyone, and what stands of the half-day shown first.
    pub snapshot: Snapshot,
    /// Names of the half-days, and how many are marked.
    pub half_days: Vec<HalfDayName>,
    /// In the reader's language.
    pub words: Words,
}

/// A half-day in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HalfDayName {
    /// Which.
    pub id: SessionId,
    /// "mercredi 26 octobre, matin".
    pub name: String,
    /// How many are marked, as the page was made.
    pub marked: usize,
}

/// How the exchange with the server goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Nothing has been heard since the page was opened.
    Unknown,
    /// It is going on.
    Running,
    /// It ended so.
    Ended(Outcome),
}

/// What became of the last mark of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// There is none.
    Nothing,
    /// The server keeps it.
    Kept,
    /// It is on this phone alone.
    Waiting,
    /// It is on its way.
    Sending,
    /// The server refused it, for this reason.
    Refused(String),
    /// Devices that did not know of each other say different things.
    Disputed,
}

/// The state; a handle that is copied.
#[derive(Clone, Copy)]
pub struct Screen {
    setup: StoredValue<Setup>,
    /// The half-day shown.
    pub shown: RwSignal<SessionId>,
    /// What the server last told.
    pub snapshot: RwSignal<Snapshot>,
    /// Marks that the server has not told back yet, in the order of touch.
    pub queue: RwSignal<Vec<Queued>>,
    /// Marks on their way to the phone's disk.
    keeping: RwSignal<Vec<Mark>>,
    ledger: RwSignal<Ledger>,
    /// How the exchange goes.
    pub exchange: RwSignal<Exchange>,
    /// When the server last told, by the phone's clock.
    pub exchanged: RwSignal<Option<f64>>,
    /// Whether more was marked since the exchange began.
    again: RwSignal<bool>,
    /// Whether the phone's disk took what it was given.
    pub unwritten: RwSignal<bool>,
    device: RwSignal<Option<DeviceId>>,
    /// What is looked for: a name or a code.
    pub search: RwSignal<String>,
    /// Why the half-day says something else now.
    pub reason: RwSignal<String>,
    /// The last day whose half-days can be marked.
    latest: RwSignal<String>,
    /// Whether all half-days are known, not only the one shown first.
    whole: RwSignal<bool>,
    /// Whether the browser's half has come.
    pub alive: RwSignal<bool>,
}

impl Screen {
    pub fn new(setup: Setup) -> Self {
        let ledger = setup.snapshot.ledger();
        Self {
            shown: RwSignal::new(setup.shown),
            snapshot: RwSignal::new(setup.snapshot.clone()),
            queue: RwSignal::new(Vec::new()),
            keeping: RwSignal::new(Vec::new()),
            ledger: RwSignal::new(ledger),
            exchange: RwSignal::new(Exchange::Unknown),
            exchanged: RwSignal::new(None),
            again: RwSignal::new(false),
            unwritten: RwSignal::new(false),
            device: RwSignal::new(None),
            search: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            latest: RwSignal::new(setup.today.clone()),
            whole: RwSignal::new(false),
            alive: RwSignal::new(false),
            setup: StoredValue::new(setup),
        }
    }

    /// The browser's half has come: takes up what the phone keeps, and asks the server.
    pub fn begin(self) {
        offline::install();
        self.latest.update(|latest| *latest = device::day(BEHIND).max(std::mem::take(latest)));
        let workshop = self.workshop().to_string();
        offline::listen(move |changed| {
            if changed == workshop {
                spawn_local(self.reload());
            }
        });
        spawn_local(async move {
            self.device.set(offline::device().await.ok());
            self.reload().await;
            if let Some(asked) = device::asked("session").and_then(|asked| asked.parse().ok()) {
                self.shown.set(asked);
            }
            self.alive.set(true);
            self.send();
        });
        let online = window_event_listener(leptos::ev::online, move |_| self.send());
        let timer = set_interval_with_handle(move || self.send(), EVERY);
        // The browser asks before marks that no disk has are left behind.
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            if self.unwritten.get_untracked() || self.keeping.with_untracked(|keeping| !keeping.is_empty()) {
                event.prevent_default();
            }
        });
        on_cleanup(move || {
            online.remove();
            leaving.remove();
            if let Ok(timer) = timer {
                timer.clear();
            }
        });
    }

    pub fn words(self) -> Words {
        self.setup.with_value(|setup| setup.words.clone())
    }

    pub fn workshop(self) -> WorkshopId {
        self.setup.with_value(|setup| setup.workshop)
    }

    pub fn address(self, rest: &str) -> String {
        format!("/workshops/{}{rest}", self.workshop())
    }

    /// A half-day in words; its date, if it came after the page was made.
    pub fn name(self, id: SessionId) -> String {
        let known =
            self.setup.with_value(|setup| setup.half_days.iter().find(|one| one.id == id).map(|one| one.name.clone()));
        known.unwrap_or_else(|| self.half_day(id, |half_day| half_day.date.clone()).unwrap_or_default())
    }

    fn half_day<T>(self, id: SessionId, of: impl Fn(&crate::attendance::snapshot::HalfDay) -> T) -> Option<T> {
        self.snapshot.with(|snapshot| snapshot.sessions.iter().find(|half_day| half_day.id == id).map(of))
    }

    /// "12/28" of a half-day.
    pub fn marked(self, id: SessionId) -> String {
        let people = self.snapshot.with(|snapshot| snapshot.participants.len());
        let before = (!self.whole.get() && id != self.setup.with_value(|setup| setup.shown)).then(|| {
            self.setup.with_value(|setup| setup.half_days.iter().find(|one| one.id == id).map(|one| one.marked))
        });
        let marked = before.flatten().unwrap_or_else(|| self.count(id, |standing| standing != Standing::Unmarked));
        format!("{marked}/{people}")
    }

    /// How many stand so.
    pub fn count(self, id: SessionId, so: impl Fn(Standing) -> bool) -> usize {
        self.snapshot.with(|snapshot| {
            self.ledger.with(|ledger| {
                snapshot.participants.iter().filter(|one| so(ledger.standing(one.enrolment, id))).count()
            })
        })
    }

    pub fn standing(self, enrolment: EnrolmentId) -> Standing {
        self.ledger.with(|ledger| ledger.standing(enrolment, self.shown.get()))
    }

    /// The marks that the next one of this row follows, as the form sends them.
    pub fn seen(self, enrolment: EnrolmentId) -> String {
        let ledger = self.ledger.read_untracked();
        let heads = ledger.heads(enrolment, self.shown.get_untracked());
        heads.iter().map(|head| head.id.to_string()).collect::<Vec<_>>().join(" ")
    }

    pub fn own(self, enrolment: EnrolmentId) -> Own {
        let session = self.shown.get();
        let last = self.queue.with(|queue| {
            queue.iter().rev().find(|one| one.mark.enrolment == enrolment && one.mark.session == session).cloned()
        });
        match (last, self.standing(enrolment)) {
            (Some(Queued { refused: Some(why), .. }), _) => Own::Refused(why),
            (Some(one), _) if one.waits() && self.exchange.get() == Exchange::Running => Own::Sending,
            (Some(one), _) if one.waits() => Own::Waiting,
            (_, Standing::Disputed) => Own::Disputed,
            (_, Standing::Unmarked) => Own::Nothing,
            (_, Standing::Agreed(_)) => Own::Kept,
        }
    }

    pub fn is_future(self) -> bool {
        let latest = self.latest.get();
        self.half_day(self.shown.get(), |half_day| half_day.date > latest).unwrap_or_default()
    }

    pub fn is_closed(self) -> bool {
        self.closing("closed")
    }

    pub fn is_reopened(self) -> bool {
        self.closing("reopened")
    }

    /// Whether nothing can be marked in the half-day shown: it is closed, or to come, or
    /// it is not known yet what stands there.
    pub fn is_locked(self) -> bool {
        let is_known = self.whole.get() || self.shown.get() == self.setup.with_value(|setup| setup.shown);
        self.is_closed() || self.is_future() || !is_known
    }

    fn closing(self, which: &str) -> bool {
        self.half_day(self.shown.get(), |half_day| half_day.closing.as_deref() == Some(which)).unwrap_or_default()
    }

    /// Whether it is not known that the server has everything.
    pub fn is_unsure(self) -> bool {
        self.alive.get() && (self.exchange.get() != Exchange::Ended(Outcome::Done) || self.waiting() > 0)
    }

    /// How many marks are on this phone alone.
    pub fn waiting(self) -> usize {
        self.queue.with(|queue| queue.iter().filter(|one| one.waits()).count())
    }

    /// How many marks the server refused.
    pub fn refused(self) -> usize {
        self.queue.with(|queue| queue.iter().filter(|one| one.refused.is_some()).count())
    }

    /// Marks someone in the half-day shown.
    pub fn mark(self, enrolment: EnrolmentId, status: Status, minutes: Option<u16>) {
        self.mark_all(vec![(enrolment, status, minutes)]);
    }

    /// Marks everyone present who has no mark in the half-day shown.
    pub fn mark_rest_present(self) {
        let session = self.shown.get_untracked();
        let rest = self.snapshot.with_untracked(|snapshot| {
            let ledger = self.ledger.read_untracked();
            let unmarked = |enrolment| ledger.standing(enrolment, session) == Standing::Unmarked;
            snapshot.participants.iter().map(|one| one.enrolment).filter(|one| unmarked(*one)).collect::<Vec<_>>()
        });
        self.mark_all(rest.into_iter().map(|enrolment| (enrolment, Status::Present, None)).collect());
    }

    fn mark_all(self, which: Vec<(EnrolmentId, Status, Option<u16>)>) {
        let Some(account) = self.setup.with_value(|setup| setup.account) else { return };
        let marks: Vec<Mark> =
            which.into_iter().map(|(who, status, minutes)| self.make(who, status, minutes)).collect();
        self.keeping.update(|keeping| keeping.extend(marks.iter().cloned()));
        self.take_up(&marks);
        spawn_local(async move {
            let kept = offline::keep(self.workshop(), account, &marks).await;
            self.unwritten.set(kept.is_err());
            self.keeping.update(|keeping| keeping.retain(|one| marks.iter().all(|mark| mark.id != one.id)));
            self.send();
        });
    }

    fn make(self, enrolment: EnrolmentId, status: Status, minutes: Option<u16>) -> Mark {
        let (id, device_time) = device::stamp();
        let session = self.shown.get_untracked();
        let after = self
            .ledger
            .with_untracked(|ledger| ledger.heads(enrolment, session).iter().map(|head| head.id).collect::<Vec<_>>());
        let reason = Some(self.reason.get_untracked()).filter(|reason| !reason.trim().is_empty());
        let device = self.device.get_untracked();
        Mark { id, enrolment, session, status, minutes, after: Some(after), reason, device, device_time }
    }

    fn take_up(self, marks: &[Mark]) {
        self.ledger.update(|ledger| {
            for mark in marks {
                ledger.add(mark.enrolment, mark.session, mark.event());
            }
        });
        let queued = |mark: &Mark| Queued { mark: mark.clone(), kept: false, refused: None };
        self.queue.update(|queue| queue.extend(marks.iter().map(queued)));
    }

    /// Takes up what the phone keeps.
    async fn reload(self) {
        let Ok(Kept { snapshot, exchanged, queue }) = offline::load(self.workshop()).await else { return };
        if let Some(snapshot) = snapshot {
            self.whole.set(true);
            self.snapshot.set(snapshot);
        }
        self.exchanged.set(exchanged);
        self.ledger.set(self.snapshot.with_untracked(Snapshot::ledger));
        self.queue.set(Vec::new());
        self.ledger.update(|ledger| {
            for one in &queue {
                ledger.add(one.mark.enrolment, one.mark.session, one.mark.event());
            }
        });
        let known = |mark: &Mark| queue.iter().any(|one| one.mark.id == mark.id);
        let on_their_way: Vec<Mark> =
            self.keeping.with_untracked(|keeping| keeping.iter().filter(|mark| !known(mark)).cloned().collect());
        self.queue.set(queue);
        self.take_up(&on_their_way);
    }

    /// Exchanges with the server; once more if something was marked meanwhile.
    pub fn send(self) {
        if self.exchange.get_untracked() == Exchange::Running {
            self.again.set(true);
            return;
        }
        self.exchange.set(Exchange::Running);
        spawn_local(async move {
            let outcome = offline::exchange(self.workshop()).await;
            self.reload().await;
            self.exchange.set(Exchange::Ended(outcome));
            if self.again.get_untracked() {
                self.again.set(false);
                self.send();
            }
        });
    }

    /// Sends once more what was refused.
    pub fn retry(self) {
        spawn_local(async move {
            let _ = offline::retry(self.workshop()).await;
            self.send();
        });
    }

    /// Gives up what was refused.
    pub fn give_up(self) {
        spawn_local(async move {
            let _ = offline::give_up(self.workshop()).await;
            self.reload().await;
        });
    }
}
