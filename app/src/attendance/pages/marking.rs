//! The marking page of a half-day.

use super::{half_day_name, letter, status_name};
use crate::attendance::islands::{BarWords, HalfDayName, MarkingScreen, RowWords, ScanWords, Setup, Words};
use crate::attendance::model::{Standing, Status};
use crate::attendance::store::{Roster, roster};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{SessionId, WorkshopId};
use crate::people::access::{Act, may};
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::form::FormView;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Session, find};
use crate::workshops::timetable::Half;
use axum::extract::{Path, Query};
use chrono::{DateTime, Timelike, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;
use std::collections::HashMap;

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
                let setup = Setup { account, ..setup(locale, id, session, &roster, today.to_string()) };
                screen(id, setup).into_any()
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

fn screen(id: WorkshopId, setup: Setup) -> impl IntoView {
    view! {
        <form class="marking" method="post" action=format!("/workshops/{id}/attendance")>
            <MarkingScreen setup=setup/>
        </form>
    }
}

fn setup(locale: Locale, workshop: WorkshopId, shown: &Session, roster: &Roster, today: String) -> Setup {
    let mut snapshot = roster.snapshot(workshop);
    // The page carries what it shows; the rest comes by itself where there is script.
    for attendee in &mut snapshot.participants {
        attendee.marks.clear();
        attendee.heads.retain(|session, _| *session == shown.id);
    }
    let marked = |session: &Session| {
        let is_marked = |of| roster.ledger.standing(of, session.id) != Standing::Unmarked;
        roster.participants.iter().filter(|participant| is_marked(participant.enrolment)).count()
    };
    let half_days = roster
        .sessions
        .iter()
        .map(|session| HalfDayName { id: session.id, name: half_day_name(locale, session), marked: marked(session) })
        .collect();
    Setup { workshop, account: None, shown: shown.id, today, snapshot, half_days, words: words(locale) }
}

fn words(locale: Locale) -> Words {
    Words {
        half_days: td_string!(locale, attendance.half_days).to_owned(),
        not_yet: td_string!(locale, attendance.not_yet).to_owned(),
        closed: td_string!(locale, attendance.closed).to_owned(),
        close: td_string!(locale, attendance.close).to_owned(),
        reason: td_string!(locale, attendance.why_corrected).to_owned(),
        history: td_string!(locale, attendance.history).to_owned(),
        bar: bar_words(locale),
        row: row_words(locale),
        scan: ScanWords {
            begin: td_string!(locale, attendance.badge_begin).to_owned(),
            end: td_string!(locale, attendance.badge_end).to_owned(),
            hint: td_string!(locale, attendance.badge_hint).to_owned(),
            marked: td_string!(locale, attendance.badge_marked).to_owned(),
            known: td_string!(locale, attendance.badge_known).to_owned(),
            unknown: td_string!(locale, attendance.badge_unknown).to_owned(),
            insecure: td_string!(locale, attendance.badge_insecure).to_owned(),
            denied: td_string!(locale, attendance.badge_denied).to_owned(),
            none: td_string!(locale, attendance.badge_none).to_owned(),
        },
    }
}

fn bar_words(locale: Locale) -> BarWords {
    BarWords {
        all_present: td_string!(locale, attendance.all_present).to_owned(),
        save: td_string!(locale, attendance.save).to_owned(),
        search: td_string!(locale, attendance.search).to_owned(),
        saved: td_string!(locale, attendance.saved).to_owned(),
        sending: td_string!(locale, attendance.sending).to_owned(),
        unsent: td_string!(locale, attendance.unsent).to_owned(),
        exchanged: td_string!(locale, attendance.exchanged).to_owned(),
        never: td_string!(locale, attendance.never_exchanged).to_owned(),
        signed_out: td_string!(locale, attendance.signed_out).to_owned(),
        forbidden: td_string!(locale, attendance.forbidden).to_owned(),
        failed: td_string!(locale, attendance.failed).to_owned(),
        offline: td_string!(locale, attendance.offline).to_owned(),
        refused: td_string!(locale, attendance.refused).to_owned(),
        unwritten: td_string!(locale, attendance.unwritten).to_owned(),
        retry: td_string!(locale, attendance.retry).to_owned(),
        give_up: td_string!(locale, attendance.give_up).to_owned(),
        sign_in: td_string!(locale, attendance.sign_in).to_owned(),
    }
}

fn row_words(locale: Locale) -> RowWords {
    RowWords {
        statuses: Status::ALL.map(|status| (letter(locale, status).to_owned(), status_name(locale, status).to_owned())),
        minutes: td_string!(locale, attendance.minutes).to_owned(),
        kept: td_string!(locale, attendance.own_kept).to_owned(),
        waiting: td_string!(locale, attendance.own_waiting).to_owned(),
        sending: td_string!(locale, attendance.sending).to_owned(),
        disputed: td_string!(locale, attendance.own_disputed).to_owned(),
        refused: refused_words(locale),
    }
}

/// Why a mark was refused, by the reason as in the API.
pub(super) fn refused_words(locale: Locale) -> HashMap<String, String> {
    let words = [
        ("identifier_used", td_string!(locale, attendance.refused_identifier)),
        ("not_of_this_workshop", td_string!(locale, attendance.refused_foreign)),
        ("not_yet", td_string!(locale, attendance.refused_not_yet)),
        ("closed", td_string!(locale, attendance.refused_closed)),
        ("reason_missing", td_string!(locale, attendance.refused_reason)),
        ("malformed", td_string!(locale, attendance.refused_malformed)),
    ];
    words.into_iter().map(|(why, words)| (why.to_owned(), words.to_owned())).collect()
}
