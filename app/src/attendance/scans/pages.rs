//! The signed sheets of a workshop by half-day, one of them, and what is asked
//! before one is taken out.

use super::model::{download_name, grouped};
use super::store::{self, Scan};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{ScanId, WorkshopId};
use crate::people::access::Act;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{moment, number, weekday};
use crate::workshops::pages::{Tab, half_name, head};
use crate::workshops::store::reading::{self, Session, Workshop};
use axum::extract::{Path, Query};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::IntoResponse;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// What the camera and the scanner of a device may give.
const ACCEPTED: &str = "image/*,application/pdf";

/// The query of the page: a half-day, and what came of a sheet that was sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScansQuery {
    session: String,
    kept: String,
    known: String,
}

impl ScansQuery {
    /// The page with this half-day chosen.
    pub(super) fn of(session: &str) -> Self {
        Self { session: session.to_owned(), ..Self::default() }
    }
}

/// The sheets of a workshop.
pub async fn list_scans(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<ScansQuery>) -> Answer {
    scans_sheet(&visit, id, query, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// Unless the asker follows the workshop, or if the database fails.
pub async fn scans_sheet(visit: &Visit, id: WorkshopId, query: ScansQuery, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let scans = store::list(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = format!("{} · {}", td_string!(locale, attendance.scans), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let sections = workshop.sessions.iter().map(|session| half_day(locale, &workshop, session, &scans)).collect_view();
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{td_string!(locale, attendance.scans)}</h2>
            <p class="lead">{td_string!(locale, attendance.scans_lead)}</p>
            {outcome(locale, &query, &scans)}
            {form.summary(move |field| label(locale, field).to_owned())}
            {workshop.may_train.then(|| sending(&form, today, &workshop, &query))}
            {sections}
            <p class="actions"><a class="button" href=format!("/workshops/{id}/attendance")>{td_string!(locale, attendance.title)}</a></p>
        }
    }))
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "session" => td_string!(locale, attendance.half_day),
        "reason" => td_string!(locale, attendance.scan_reason),
        _ => td_string!(locale, attendance.scan_file),
    }
}

/// What became of the sheet that was sent last.
fn outcome(locale: Locale, query: &ScansQuery, scans: &[Scan]) -> Option<impl IntoView + use<>> {
    let there = |text: &str| text.parse().is_ok_and(|id: ScanId| scans.iter().any(|scan| scan.id == id));
    let words = if there(&query.kept) {
        td_string!(locale, attendance.scan_kept)
    } else if there(&query.known) {
        td_string!(locale, attendance.scan_known)
    } else {
        return None;
    };
    Some(view! { <p class="notice" role="status">{words}</p> })
}

/// The form that sends a sheet of a half-day that has come.
fn sending(form: &FormView, today: NaiveDate, workshop: &Workshop, query: &ScansQuery) -> AnyView {
    let locale = form.locale;
    let begun: Vec<&Session> = workshop.sessions.iter().filter(|session| session.held_on <= today).collect();
    let Some(last) = begun.last() else {
        return view! { <p class="empty">{td_string!(locale, attendance.scans_not_yet)}</p> }.into_any();
    };
    let chosen = if query.session.is_empty() { last.id.to_string() } else { query.session.clone() };
    let choices: Vec<(String, String)> =
        begun.iter().map(|session| (session.id.to_string(), session_name(locale, session))).collect();
    let id = workshop.line.id;
    view! {
        <form class="form" method="post" action=format!("/workshops/{id}/attendance/scans") enctype="multipart/form-data" novalidate>
            {form.select("session", label(locale, "session"), &chosen, &choices)}
            {form.file("file", label(locale, "file"), ACCEPTED, td_string!(locale, attendance.scan_file_hint), true)}
            <button class="button button--primary">{td_string!(locale, attendance.scan_send)}</button>
        </form>
    }
    .into_any()
}

fn session_name(locale: Locale, session: &Session) -> String {
    format!("{}, {}", weekday(locale, session.held_on), half_name(locale, session.half))
}

fn half_day(locale: Locale, workshop: &Workshop, session: &Session, scans: &[Scan]) -> impl IntoView + use<> {
    let (id, may_remove) = (workshop.line.id, workshop.may_organise);
    let of_this: Vec<_> =
        scans.iter().filter(|scan| scan.session == session.id).map(|scan| line(locale, id, scan, may_remove)).collect();
    let list = if of_this.is_empty() {
        view! { <p class="muted">{td_string!(locale, attendance.scans_none)}</p> }.into_any()
    } else {
        view! { <ul class="scans">{of_this}</ul> }.into_any()
    };
    let heading = format!("half-day-{}", session.id);
    let labelled_by = heading.clone();
    let print = format!("/workshops/{id}/attendance-sheet.pdf?session={}", session.id);
    let name = session_name(locale, session);
    let says = format!("{} : {name}", td_string!(locale, attendance.sheet_of_half_day));
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <h3 id=heading>{name}</h3>
            {list}
            <p><a class="button button--quiet" href=print aria-label=says>{td_string!(locale, attendance.sheet_of_half_day)}</a></p>
        </section>
    }
}

fn line(locale: Locale, workshop: WorkshopId, scan: &Scan, may_remove: bool) -> impl IntoView + use<> {
    let address = format!("/workshops/{workshop}/attendance/scans/{}", scan.id);
    let remove = may_remove.then(|| {
        let says = format!("{} : {}", td_string!(locale, attendance.scan_remove), scan.file_name);
        view! { <a class="button button--quiet" href=format!("{address}/remove") aria-label=says>{td_string!(locale, attendance.scan_remove)}</a> }
    });
    view! {
        <li class="scan">
            <a class="scan__name" href=address.clone()>{scan.file_name.clone()}</a>
            {facts(locale, scan)}
            {remove}
        </li>
    }
}

/// When and by whom a sheet was sent, its size and its hash.
fn facts(locale: Locale, scan: &Scan) -> impl IntoView + use<> {
    let size = td_string!(locale, attendance.scan_size, size = number(locale, (scan.size + 1023) / 1024)).to_string();
    let came =
        td_string!(locale, attendance.scan_received, at = moment(locale, scan.received_at), by = scan.sent_by.clone())
            .to_string();
    view! {
        <p class="scan__facts">{came}" · "{size}</p>
        <p class="scan__hash">"SHA-256 "<code>{grouped(&scan.sha256)}</code></p>
    }
}

/// A sheet as it came. It is saved and never shown by the browser: what strangers
/// send runs nothing here.
pub async fn scan(visit: Visit, Path((id, scan)): Path<(WorkshopId, ScanId)>) -> Answer {
    let caller = visit.caller();
    let (scan, bytes) = store::content(&caller, id, scan).await?;
    let workshop = reading::find(&caller, id).await?;
    let session = workshop.sessions.iter().find(|session| session.id == scan.session).ok_or(UseError::NotFound)?;
    let name = download_name(session.held_on, session.half, &scan.sha256, scan.kind);
    let headers = [
        (CONTENT_TYPE, scan.kind.as_str().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// What is asked before a sheet is taken out.
pub async fn ask_remove(visit: Visit, Path((id, scan)): Path<(WorkshopId, ScanId)>) -> Answer {
    remove_sheet(&visit, id, scan, "", Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// Unless the asker organises the workshop, or if the database fails.
pub async fn remove_sheet(visit: &Visit, id: WorkshopId, scan: ScanId, reason: &str, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let scan = store::find(&caller, id, scan).await?;
    let (locale, today, reason) = (visit.locale, caller.today(), reason.to_owned());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, attendance.scan_remove_title);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let back = format!("/workshops/{id}/attendance/scans");
        let action = format!("{back}/{}/remove", scan.id);
        let why = Line::text("reason").hint(td_string!(locale, attendance.scan_reason_hint));
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{title}</h2>
            {form.summary(move |field| label(locale, field).to_owned())}
            <div class="scan">
                <p class="scan__name">{scan.file_name.clone()}</p>
                {facts(locale, &scan)}
            </div>
            <p>{td_string!(locale, attendance.scan_remove_what)}</p>
            <form class="form" method="post" action=action novalidate>
                {form.line(why, label(locale, "reason"), &reason)}
                <p class="actions">
                    <button class="button button--primary">{td_string!(locale, attendance.scan_remove)}</button>
                    <a class="button" href=back>{td_string!(locale, attendance.scan_keep)}</a>
                </p>
            </form>
        }
    }))
}
