//! The state of the marking screen, and what follows from it: what the server last told,
//! what is on this phone alone, and how the exchange goes.

use super::setup::Setup;
use crate::attendance::model::{Ledger, Mark, Standing};
use crate::attendance::snapshot::{HalfDay, Snapshot};
use crate::attendance::telling::{Own, Word};
use crate::ids::{DeviceId, EnrolmentId, SessionId};
use crate::offline::{Kept, Outcome, Queued};

/// How the exchange with the server goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exchange {
    /// Nothing has been heard since the page was opened.
    Unknown,
    /// It is going on.
    Running {
        /// Whether more was marked since it began.
        again: bool,
    },
    /// It ended so.
    Ended(Outcome),
}

/// The state.
pub struct State {
    /// The half-day shown.
    pub shown: SessionId,
    /// The one shown first, of which the page itself told.
    pub first: SessionId,
    /// What the server last told.
    pub snapshot: Snapshot,
    /// Marks that the server has not told back yet, in the order of touch.
    pub queue: Vec<Queued>,
    /// Marks on their way to the phone's disk.
    pub keeping: Vec<Mark>,
    /// What stands: told and queued.
    pub ledger: Ledger,
    /// How the exchange goes.
    pub exchange: Exchange,
    /// When the server last told, by the phone's clock.
    pub exchanged: Option<f64>,
    /// Whether the phone's disk took what it was given.
    pub unwritten: bool,
    /// The name of this phone.
    pub device: Option<DeviceId>,
    /// What is looked for: a name or a code.
    pub search: String,
    /// The last day whose half-days can be marked.
    pub latest: String,
    /// Whether all half-days are known, not only the one shown first.
    pub whole: bool,
    /// Whether what the phone keeps has been taken up.
    pub alive: bool,
}

impl State {
    /// As the page was made; half-days can be marked until the later of its day and this.
    pub fn new(setup: Setup, latest: String) -> Self {
        Self {
            shown: setup.shown,
            first: setup.shown,
            ledger: setup.snapshot.ledger(),
            snapshot: setup.snapshot,
            queue: Vec::new(),
            keeping: Vec::new(),
            exchange: Exchange::Unknown,
            exchanged: None,
            unwritten: false,
            device: None,
            search: String::new(),
            latest: latest.max(setup.today),
            whole: false,
            alive: false,
        }
    }

    /// The half-day shown.
    pub fn half_day(&self) -> Option<&HalfDay> {
        self.snapshot.sessions.iter().find(|half_day| half_day.id == self.shown)
    }

    /// What stands of everyone in a half-day.
    pub fn standings(&self, session: SessionId) -> Vec<Standing> {
        self.snapshot.participants.iter().map(|one| self.ledger.standing(one.enrolment, session)).collect()
    }

    /// What stands of someone in the half-day shown.
    pub fn standing(&self, enrolment: EnrolmentId) -> Standing {
        self.ledger.standing(enrolment, self.shown)
    }

    /// What became of someone's last mark in the half-day shown.
    pub fn own(&self, enrolment: EnrolmentId) -> Own {
        let of_row = |one: &&Queued| one.mark.enrolment == enrolment && one.mark.session == self.shown;
        match self.queue.iter().rev().find(of_row) {
            Some(Queued { refused: Some(why), .. }) => Own::Refused(Word::of_refusal(why)),
            Some(one) if one.waits() && matches!(self.exchange, Exchange::Running { .. }) => Own::Sending,
            Some(one) if one.waits() => Own::Waiting,
            _ => Own::of(self.standing(enrolment)),
        }
    }

    /// Whether what stands of a half-day is known.
    pub fn is_known(&self, session: SessionId) -> bool {
        self.whole || session == self.first
    }

    /// Whether the half-day shown is to come.
    pub fn is_future(&self) -> bool {
        self.half_day().is_some_and(|half_day| half_day.date > self.latest)
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.closing() == Some("closed")
    }

    /// Whether it was closed and opened again.
    pub fn is_reopened(&self) -> bool {
        self.closing() == Some("reopened")
    }

    fn closing(&self) -> Option<&str> {
        self.half_day()?.closing.as_deref()
    }

    /// Whether nothing can be marked in the half-day shown: it is closed, or to come, or
    /// it is not known yet what stands there.
    pub fn is_locked(&self) -> bool {
        self.is_closed() || self.is_future() || !self.is_known(self.shown)
    }

    /// Whether the last exchange ended so.
    pub fn ended(&self, outcome: Outcome) -> bool {
        self.exchange == Exchange::Ended(outcome)
    }

    /// Whether it is not known that the server has everything.
    pub fn is_unsure(&self) -> bool {
        self.alive && (!self.ended(Outcome::Done) || self.waiting() > 0)
    }

    /// Whether there is something to try again.
    pub fn may_retry(&self) -> bool {
        let failed = matches!(self.exchange, Exchange::Ended(outcome) if outcome != Outcome::Done);
        self.alive && (failed || self.refused() > 0)
    }

    /// Whether the marks are in trouble.
    pub fn is_wrong(&self) -> bool {
        self.unwritten || self.refused() > 0 || self.waiting() > 0 && self.may_retry()
    }

    /// How many marks are on this phone alone.
    pub fn waiting(&self) -> usize {
        self.queue.iter().filter(|one| one.waits()).count()
    }

    /// How many marks the server refused.
    pub fn refused(&self) -> usize {
        self.queue.iter().filter(|one| one.refused.is_some()).count()
    }

    /// Those without a mark in the half-day shown.
    pub fn unmarked(&self) -> Vec<EnrolmentId> {
        let everyone = self.snapshot.participants.iter().map(|one| one.enrolment);
        everyone.filter(|one| self.standing(*one) == Standing::Unmarked).collect()
    }

    /// Takes up marks that were just made.
    pub fn take_up(&mut self, marks: &[Mark]) {
        self.queue.extend(marks.iter().map(|mark| Queued { mark: mark.clone(), kept: false, refused: None }));
        self.add(marks.iter());
    }

    /// Takes up what the phone keeps, and what is on its way there.
    pub fn take(&mut self, kept: Kept) {
        if let Some(snapshot) = kept.snapshot {
            self.whole = true;
            self.snapshot = snapshot;
        }
        self.exchanged = kept.exchanged;
        self.ledger = self.snapshot.ledger();
        self.add(kept.queue.iter().map(|one| &one.mark));
        let is_known = |mark: &Mark| kept.queue.iter().any(|one| one.mark.id == mark.id);
        let on_their_way: Vec<Mark> = self.keeping.iter().filter(|mark| !is_known(mark)).cloned().collect();
        self.queue = kept.queue;
        self.take_up(&on_their_way);
    }

    fn add<'a>(&mut self, marks: impl Iterator<Item = &'a Mark>) {
        for mark in marks {
            self.ledger.add(mark.enrolment, mark.session, mark.event());
        }
    }
}
