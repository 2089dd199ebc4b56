//! The room's code on a wall or a telephone, and the page where someone marks
//! themselves with it. Neither needs script.

use super::model::RoomCode;
use super::store::{MyMark, Showing, my_mark, my_rooms, show};
use crate::attendance::pages::{half_day_name, said_words};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::qr::qr;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Session, Workshop, find};
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The code of the half-day that takes marks now; read again when the next one holds.
pub async fn room_code(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let showing = show(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, attendance.room_code);
    let next = match &showing {
        Showing::Code { seconds, .. } => Some(*seconds),
        Showing::NotAllowed | Showing::NoHalfDay => None,
    };
    let public_url = visit.state.public_url.clone();
    let mut response = Sheet::new(Place::Workshops, title).send(&visit, move || {
        let body = match showing {
            Showing::NotAllowed => not_allowed(locale, &workshop).into_any(),
            Showing::NoHalfDay => {
                view! { <p class="empty">{td_string!(locale, attendance.room_no_half_day)}</p> }.into_any()
            }
            Showing::Code { session, code, .. } => shown(locale, &public_url, &session, &code).into_any(),
        };
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{title}</h2>
            {body}
            {(workshop.may_organise && next.is_some()).then(|| turn(locale, id, false))}
        }
    });
    // By a header, since the page runs no script; a second later the next code holds.
    if let Some(next) = next.and_then(|seconds| HeaderValue::from_str(&(seconds + 1).to_string()).ok()) {
        response.headers_mut().insert(REFRESH, next);
    }
    Ok(response)
}

fn not_allowed(locale: Locale, workshop: &Workshop) -> impl IntoView + use<> {
    let form = workshop.may_organise.then(|| turn(locale, workshop.line.id, true));
    let ask = (!workshop.may_organise).then(|| view! { <p>{td_string!(locale, attendance.room_ask_organiser)}</p> });
    view! { <p>{td_string!(locale, attendance.room_lead)}</p>{ask}{form} }
}

/// Allows the code, or ends it.
fn turn(locale: Locale, id: WorkshopId, allow: bool) -> impl IntoView {
    let (value, class, label) = if allow {
        ("yes", "button button--primary", td_string!(locale, attendance.room_allow))
    } else {
        ("", "button button--quiet", td_string!(locale, attendance.room_end))
    };
    view! {
        <form class="actions" method="post" action=format!("/workshops/{id}/attendance/room")>
            <button class=class name="allow" value=value>{label}</button>
        </form>
    }
}

fn shown(locale: Locale, public_url: &str, session: &Session, code: &RoomCode) -> impl IntoView + use<> {
    let address = format!("{public_url}/here?code={}", code.as_str());
    let site = public_url.split_once("://").map_or(public_url, |(_, site)| site).to_owned();
    view! {
        <div class="room">
            <p class="room__half-day">{half_day_name(locale, session)}</p>
            {qr(&address, td_string!(locale, attendance.room_code))}
            <p class="room__code">{code.to_string()}</p>
            <p>{td_string!(locale, attendance.room_how, address = format!("{site}/here")).to_string()}</p>
            <p class="muted">{td_string!(locale, attendance.room_changes)}</p>
        </div>
    }
}

/// What the page of someone who marks themselves is asked with.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Here {
    /// The code, as it was scanned or typed.
    pub code: String,
    /// The half-day in which they have just been marked.
    pub marked: String,
}

/// Where someone marks themselves, or sees how they are marked.
pub async fn here(visit: Visit, Query(asked): Query<Here>) -> Answer {
    if let Ok(session) = asked.marked.parse() {
        let mark = my_mark(&visit.caller(), session).await?;
        let locale = visit.locale;
        let title = td_string!(locale, attendance.here);
        return Ok(Sheet::new(Place::Home, title).send(&visit, move || marked(locale, &mark)));
    }
    here_sheet(&visit, asked, Vec::new()).await
}

/// The form with what was wrong.
///
/// # Errors
/// For anyone but a participant, or if the database fails.
pub async fn here_sheet(visit: &Visit, asked: Here, refusals: Vec<Refusal>) -> Answer {
    let rooms = my_rooms(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, attendance.here);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Home, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let label = td_string!(locale, attendance.room_code);
        let body = if rooms.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.here_nothing)}</p> }.into_any()
        } else {
            view! {
                <form class="form" method="post" action="/here" novalidate>
                    {form.line(Line::text("code").hint(td_string!(locale, attendance.here_hint)), label, &asked.code)}
                    <p class="actions"><button class="button button--primary">{td_string!(locale, attendance.here_send)}</button></p>
                </form>
            }
            .into_any()
        };
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            {form.summary(move |_| label.to_owned())}
            {body}
        }
    }))
}

fn marked(locale: Locale, mark: &MyMark) -> impl IntoView + use<> {
    let half_day = half_day_name(locale, &mark.session);
    let said = match mark.said {
        Some(said) => said_words(locale, said),
        None => td_string!(locale, attendance.not_marked).to_owned(),
    };
    view! {
        <div class="page-head"><h1>{td_string!(locale, attendance.here)}</h1></div>
        <div class="notice" role="status"><p><strong>{half_day}": "{said}</strong></p><p>{mark.title.clone()}</p></div>
        <p class="actions"><a class="button" href="/">{td_string!(locale, shell.my_workshops)}</a></p>
    }
}
