//! The marking page of a half-day.

use super::islands::{MarkingScreen, Row, Words};
use super::model::Status;
use super::store::{Roster, roster};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{SessionId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::format::weekday;
use crate::workshops::pages::{Tab, half_name, head};
use crate::workshops::store::reading::{Session, find};
use crate::workshops::timetable::Half;
use axum::extract::{Path, Query};
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The query of the page: which half-day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MarkingQuery {
    session: String,
}

/// The marking page: the half-day asked for, else the one that is running or was
/// the last to begin.
pub async fn marking(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<MarkingQuery>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let roster = roster(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let asked = query.session.parse().ok();
    let session = roster
        .sessions
        .iter()
        .find(|session| Some(session.id) == asked)
        .or_else(|| current(&roster.sessions, caller.now))
        .cloned();
    let title = format!("{} · {}", td_string!(locale, attendance.title), workshop.line.title);
    let may_mark = session.as_ref().is_some_and(|session| session.held_on <= today) && !roster.participants.is_empty();
    let sheet = Sheet::new(Place::Workshops, title);
    let sheet = if may_mark { sheet.with_islands() } else { sheet };
    Ok(sheet.send(&visit, move || {
        let body = match &session {
            Some(session) if may_mark => screen(locale, id, session, &roster).into_any(),
            Some(_) if roster.participants.is_empty() => {
                view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any()
            }
            _ => view! { <p class="empty">{td_string!(locale, attendance.not_yet)}</p> }.into_any(),
        };
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            {half_days(locale, id, &roster, session.as_ref().map(|session| session.id))}
            {body}
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/attendance-sheet.pdf")>{td_string!(locale, attendance.sheet)}</a>
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

fn half_days(locale: Locale, id: WorkshopId, roster: &Roster, shown: Option<SessionId>) -> impl IntoView + use<> {
    let people = roster.participants.len();
    let links = roster
        .sessions
        .iter()
        .map(|session| {
            let marked = roster
                .participants
                .iter()
                .filter(|participant| roster.marks.contains_key(&(participant.enrolment, session.id)))
                .count();
            let current = (Some(session.id) == shown).then_some("page");
            let address = format!("/workshops/{id}/attendance?session={}", session.id);
            view! {
                <li>
                    <a class="half-days__link" href=address aria-current=current>
                        <span>{weekday(locale, session.held_on)}", "{half_name(locale, session.half)}</span>
                        <span class="half-days__count">{marked}"/"{people}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <nav class="half-days" aria-label=td_string!(locale, attendance.half_days)><ul>{links}</ul></nav> }
}

fn screen(locale: Locale, id: WorkshopId, session: &Session, roster: &Roster) -> impl IntoView + use<> {
    let rows: Vec<Row> = roster
        .participants
        .iter()
        .map(|participant| Row {
            enrolment: participant.enrolment,
            name: participant.name.listed(),
            detail: format!("{}, {}", participant.job_title, participant.institution),
            status: roster.marks.get(&(participant.enrolment, session.id)).copied(),
        })
        .collect();
    let heading = format!("{}, {}", weekday(locale, session.held_on), half_name(locale, session.half));
    view! {
        <form class="marking" method="post" action=format!("/workshops/{id}/attendance")>
            <h2 class="marking__title">{heading}</h2>
            <input type="hidden" name="session" value=session.id.to_string()/>
            <MarkingScreen workshop=id session=session.id rows=rows words=words(locale)/>
        </form>
    }
}

fn words(locale: Locale) -> Words {
    Words {
        statuses: Status::ALL.map(|status| (letter(locale, status).to_owned(), status_name(locale, status).to_owned())),
        all_present: td_string!(locale, attendance.all_present).to_owned(),
        save: td_string!(locale, attendance.save).to_owned(),
        saved: td_string!(locale, attendance.saved).to_owned(),
        sending: td_string!(locale, attendance.sending).to_owned(),
        unsent: td_string!(locale, attendance.unsent).to_owned(),
        retry: td_string!(locale, attendance.retry).to_owned(),
        refused: td_string!(locale, attendance.refused).to_owned(),
    }
}

fn letter(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Present => td_string!(locale, attendance.letter_present),
        Status::Late => td_string!(locale, attendance.letter_late),
        Status::Absent => td_string!(locale, attendance.letter_absent),
        Status::Excused => td_string!(locale, attendance.letter_excused),
        Status::LeftEarly => td_string!(locale, attendance.letter_left_early),
    }
}

/// What a status is called.
#[must_use]
pub fn status_name(locale: Locale, status: Status) -> &'static str {
    match status {
        Status::Present => td_string!(locale, attendance.present),
        Status::Late => td_string!(locale, attendance.late),
        Status::Absent => td_string!(locale, attendance.absent),
        Status::Excused => td_string!(locale, attendance.excused),
        Status::LeftEarly => td_string!(locale, attendance.left_early),
    }
}

/// One's own half-days, each with its mark in words; those to come have none yet.
pub fn my_half_days(locale: Locale, today: NaiveDate, half_days: Vec<(Session, Option<Status>)>) -> impl IntoView {
    let lines = half_days
        .into_iter()
        .map(|(session, mark)| {
            let (class, words) = match mark {
                Some(status) if status.attended() => ("my-marks__mark", status_name(locale, status)),
                Some(status) => ("my-marks__mark my-marks__mark--away", status_name(locale, status)),
                None if session.held_on > today => ("muted", td_string!(locale, attendance.to_come)),
                None => ("muted", td_string!(locale, attendance.not_marked)),
            };
            view! {
                <li class="my-marks__line">
                    <span>{weekday(locale, session.held_on)}", "{half_name(locale, session.half)}</span>
                    <span class=class>{words}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="my-marks">{lines}</ul> }
}
