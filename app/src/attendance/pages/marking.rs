//! The marking page of a half-day.

use super::half_day_name;
use super::screen::{Shown, screen};
use super::words::words;
use crate::attendance::snapshot::Snapshot;
use crate::attendance::store::{Roster, roster};
use crate::attendance::telling::SETUP;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{AccountId, SessionId, WorkshopId};
use crate::people::access::{Act, may};
use crate::shell::{Bundle, Place, Sheet, data};
use crate::ui::form::FormView;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Session, find};
use crate::workshops::timetable::Half;
use axum::extract::{Path, Query};
use chrono::{DateTime, Timelike, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::{Deserialize, Serialize};

/// The query of the page: which half-day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MarkingQuery {
    session: String,
}

/// The marking page: the half-day asked for, else the one that is running or was
/// the last to begin.
pub async fn marking(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<MarkingQuery>) -> Answer {
    marking_sheet(&visit, id, query.session.parse().ok(), Vec::new()).await
}

/// The marking page of this half-day, with what was wrong with what was sent.
pub async fn marking_sheet(visit: &Visit, id: WorkshopId, asked: Option<SessionId>, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let roster = roster(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let session = roster
        .sessions
        .iter()
        .find(|session| Some(session.id) == asked)
        .or_else(|| current(&roster.sessions, caller.now))
        .cloned();
    let title = format!("{} · {}", td_string!(locale, attendance.title), workshop.line.title);
    let may_mark = session.is_some() && !roster.participants.is_empty();
    let form = FormView::new(locale, refusals);
    let sheet = Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty());
    let sheet = if may_mark { sheet.with(Bundle::Field) } else { sheet };
    let organises = may(&caller.actor, Act::Organise(workshop.line.campaign));
    let account = caller.actor.account();
    Ok(sheet.send(visit, move || {
        let disputes = organises.then(|| disputes(locale, id, &roster));
        let body = match &session {
            Some(session) if may_mark => {
                let shown = Shown { locale, workshop: id, session, roster: &roster, today };
                let setup = Setup::new(&shown, account);
                view! { {screen(&shown)} {data(SETUP, &setup)} }.into_any()
            }
            _ => view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any(),
        };
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            {form.summary(move |_| td_string!(locale, attendance.half_day).to_owned())}
            {disputes}
            {body}
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/attendance-sheet.pdf")>{td_string!(locale, attendance.sheet)}</a>
                <a class="button" href=format!("/workshops/{id}/attendance/scans")>{td_string!(locale, attendance.scans)}</a>
                <a class="button" href=format!("/workshops/{id}/attendance/room")>{td_string!(locale, attendance.room_code)}</a>
                <a class="button" href=format!("/workshops/{id}/attendance/list")>{td_string!(locale, attendance.list)}</a>
                <a class="button" href=format!("/workshops/{id}/attendance/queue")>{td_string!(locale, attendance.take_in)}</a>
            </p>
        }
    }))
}

/// The half-day that is running or was the last to begin; the first if none has.
fn current(sessions: &[Session], now: DateTime<Utc>) -> Option<&Session> {
    let half = if now.hour() < 13 { Half::Morning } else { Half::Afternoon };
    let begun = sessions.iter().rev().find(|session| (session.held_on, session.half) <= (now.date_naive(), half));
    begun.or(sessions.first())
}

/// Leads the organiser to the half-days in which devices contradict each other.
fn disputes(locale: Locale, id: WorkshopId, roster: &Roster) -> impl IntoView + use<> {
    let disputes = roster.ledger.disputes();
    roster
        .sessions
        .iter()
        .filter_map(|session| {
            let people = disputes.iter().filter(|(_, of)| *of == session.id).count();
            let name = half_day_name(locale, session);
            let text = td_string!(locale, attendance.disputes_of, name = name, people = people.to_string()).to_string();
            let address = format!("/workshops/{id}/attendance/history?session={}", session.id);
            (people > 0).then(|| view! { <p class="notice notice--warning"><a href=address>{text}</a></p> })
        })
        .collect_view()
}

/// What the browser's half begins with: who marks where, and what stands there.
#[derive(Serialize)]
struct Setup {
    workshop: WorkshopId,
    account: Option<AccountId>,
    /// The half-day shown first.
    shown: SessionId,
    /// The day, as the server has it.
    today: String,
    /// Everyone, and what stands of the half-day shown first.
    snapshot: Snapshot,
    words: Vec<&'static str>,
}

impl Setup {
    fn new(shown: &Shown, account: Option<AccountId>) -> Self {
        let mut snapshot = shown.roster.snapshot(shown.workshop);
        // The page carries what it shows; the rest comes by itself where there is script.
        for attendee in &mut snapshot.participants {
            attendee.marks.clear();
            attendee.heads.retain(|session, _| *session == shown.session.id);
        }
        Self {
            workshop: shown.workshop,
            account,
            shown: shown.session.id,
            today: shown.today.to_string(),
            snapshot,
            words: words(shown.locale),
        }
    }
}
