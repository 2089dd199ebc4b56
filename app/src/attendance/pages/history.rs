//! What was marked when and by whom; where an organiser settles and opens again.

use super::{half_day_name, said_words};
use crate::attendance::model::Standing;
use crate::attendance::store::history::{Cell, History, Line, Turn, history};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{SessionId, WorkshopId};
use crate::people::access::{Act, may};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::moment;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The query of the page: which half-day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HistoryQuery {
    session: String,
}

/// What happened to a half-day; to the first, if none is asked for.
pub async fn show_history(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<HistoryQuery>) -> Answer {
    history_sheet(&visit, id, query.session.parse().ok(), Vec::new()).await
}

/// The same page with what was wrong with what was sent.
pub async fn history_sheet(
    visit: &Visit,
    id: WorkshopId,
    session: Option<SessionId>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let history = history(&caller, id, session).await?;
    let (locale, today) = (visit.locale, caller.today());
    let organises = may(&caller.actor, Act::Organise(workshop.line.campaign));
    let title = format!("{} · {}", td_string!(locale, attendance.history), workshop.line.title);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let back = format!("/workshops/{id}/attendance?session={}", history.session.id);
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <p><a href=back>{half_day_name(locale, &history.session)}</a></p>
            {form.summary(move |field| label(locale, field))}
            {body(locale, id, &history, organises)}
        }
    }))
}

fn label(locale: Locale, field: &str) -> String {
    match field {
        "reason" => td_string!(locale, attendance.reason).to_owned(),
        _ => td_string!(locale, attendance.half_day).to_owned(),
    }
}

fn body(locale: Locale, id: WorkshopId, history: &History, organises: bool) -> impl IntoView + use<> {
    let session = history.session.id;
    let closed = history.turns.last().is_some_and(|turn| turn.closed);
    let (open, settled): (Vec<&Cell>, Vec<&Cell>) =
        history.cells.iter().partition(|cell| cell.standing == Standing::Disputed);
    let disputes = (!open.is_empty()).then(|| {
        let cells = open.iter().map(|cell| dispute(locale, id, session, cell, organises)).collect_view();
        view! {
            <section class="section" aria-labelledby="disputes">
                <h2 id="disputes">{td_string!(locale, attendance.disputes)}</h2>
                <p>{td_string!(locale, attendance.disputes_lead)}</p>
                {cells}
            </section>
        }
    });
    let corrections = if settled.is_empty() {
        view! { <p class="empty">{td_string!(locale, attendance.no_corrections)}</p> }.into_any()
    } else {
        settled.iter().map(|cell| cell_history(locale, cell)).collect_view().into_any()
    };
    let turns = history.turns.iter().map(|turn| turn_line(locale, turn)).collect_view();
    view! {
        {disputes}
        <section class="section" aria-labelledby="corrections">
            <h2 id="corrections">{td_string!(locale, attendance.corrections)}</h2>
            {corrections}
        </section>
        <section class="section" aria-labelledby="closing">
            <h2 id="closing">{td_string!(locale, attendance.closing)}</h2>
            <ul class="plain">{turns}</ul>
            {history.turns.is_empty().then(|| view! { <p>{td_string!(locale, attendance.never_closed)}</p> })}
            {(closed && organises).then(|| reopening(locale, id, session))}
        </section>
    }
}

fn cell_history(locale: Locale, cell: &Cell) -> impl IntoView + use<> {
    let lines = cell.lines.iter().map(|line| history_line(locale, line)).collect_view();
    view! { <h3>{cell.name.listed()}</h3><ol class="history">{lines}</ol> }
}

fn history_line(locale: Locale, line: &Line) -> impl IntoView + use<> {
    let by = if line.by_themselves {
        td_string!(locale, attendance.by_themselves, by = line.by.clone()).to_string()
    } else {
        line.by.clone()
    };
    let times = td_string!(
        locale,
        attendance.mark_times,
        by = by,
        received = moment(locale, line.received_at),
        device = moment(locale, line.device_time)
    )
    .to_string();
    let reason = line.reason.clone().map(|reason| view! { <span class="history__reason">{reason}</span> });
    let class = if line.stands { "history__line history__line--stands" } else { "history__line" };
    view! {
        <li class=class>
            <strong>{said_words(locale, line.said)}</strong>
            <span class="muted">{times}</span>
            {reason}
        </li>
    }
}

fn dispute(locale: Locale, id: WorkshopId, session: SessionId, cell: &Cell, organises: bool) -> impl IntoView + use<> {
    let name = cell.name.listed();
    let enrolment = cell.enrolment;
    let form = organises.then(|| {
        let buttons = cell
            .lines
            .iter()
            .filter(|line| line.stands)
            .map(|line| {
                let text = format!("{} · {}", said_words(locale, line.said), line.by);
                view! { <button class="button" name="right" value=line.id.to_string()>{text}</button> }
            })
            .collect_view();
        view! {
            <form class="settle" method="post" action=format!("/workshops/{id}/attendance/settle")>
                <input type="hidden" name="session" value=session.to_string()/>
                <input type="hidden" name="enrolment" value=enrolment.to_string()/>
                <label class="field">
                    <span class="field__label">{td_string!(locale, attendance.why_right)}</span>
                    <input class="field__control" name="reason" maxlength="300"/>
                </label>
                <p class="actions">{buttons}</p>
            </form>
        }
    });
    view! {
        <article class="card">
            <h3 class="card__title">{name}</h3>
            <ol class="history">{cell.lines.iter().map(|line| history_line(locale, line)).collect_view()}</ol>
            {form}
        </article>
    }
}

fn turn_line(locale: Locale, turn: &Turn) -> impl IntoView + use<> {
    let (by, at) = (turn.by.clone(), moment(locale, turn.at));
    let text = if turn.closed {
        td_string!(locale, attendance.was_closed, by = by, at = at).to_string()
    } else {
        td_string!(locale, attendance.was_reopened, by = by, at = at).to_string()
    };
    view! { <li>{text}{turn.reason.clone().map(|reason| view! { " "<span class="history__reason">{reason}</span> })}</li> }
}

fn reopening(locale: Locale, id: WorkshopId, session: SessionId) -> impl IntoView {
    view! {
        <form method="post" action=format!("/workshops/{id}/attendance/closing")>
            <input type="hidden" name="session" value=session.to_string()/>
            <label class="field">
                <span class="field__label">{td_string!(locale, attendance.why_reopen)}</span>
                <input class="field__control" name="reason" maxlength="300" required/>
            </label>
            <p class="actions"><button class="button" name="reopen" value="reopen">{td_string!(locale, attendance.reopen)}</button></p>
        </form>
    }
}
