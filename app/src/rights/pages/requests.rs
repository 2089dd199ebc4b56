//! What people ask about their own data, for the organiser to decide.

use super::{kind_name, state};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::RequestId;
use crate::people::model::PersonName;
use crate::people::pages::{entry_words, field_label};
use crate::people::store::register::Entry;
use crate::rights::model::RequestKind;
use crate::rights::store::erasure::preview;
use crate::rights::store::requests::{Case, Request, find, to_decide};
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::date;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What is to be decided.
pub async fn list_requests(visit: Visit) -> Answer {
    let found = to_decide(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, rights.requests);
    Ok(Sheet::new(Place::People, title).send(&visit, move || {
        let empty =
            found.is_empty().then(|| view! { <p class="empty">{td_string!(locale, rights.none_to_decide)}</p> });
        let rows = found.into_iter().map(|(request, name)| row(locale, &request, &name)).collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people">{td_string!(locale, people.register)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.requests_lead)}</p>
            </div>
            {empty}
            <ul class="plain found-list">{rows}</ul>
        }
    }))
}

fn row(locale: Locale, request: &Request, name: &PersonName) -> impl IntoView + use<> {
    view! {
        <li class="found">
            <span class="found__who">
                <strong>{name.family.clone()}" "{name.given.clone()}</strong>" · "{kind_name(locale, request.kind)}<br/>
                <span class="muted">{td_string!(locale, rights.asked_on)}" "{date(locale, request.asked_at.date_naive())}</span>
            </span>
            <a class="button" href=format!("/requests/{}", request.id)>{td_string!(locale, rights.decide)}</a>
        </li>
    }
}

/// One request, with what accepting it would do.
pub async fn request(visit: Visit, Path(id): Path<RequestId>) -> Answer {
    request_sheet(&visit, id, "", Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If no campaign of the asker's works with the person, or the database fails.
pub async fn request_sheet(visit: &Visit, id: RequestId, reason: &str, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let case = find(&caller, id).await?;
    let open = case.request.closed.is_none();
    let erasing = open && case.request.kind == RequestKind::Erasure;
    let would = if erasing { Some(preview(&caller, case.request.person).await?) } else { None };
    let locale = visit.locale;
    let title = td_string!(locale, rights.requests);
    let form = FormView::new(locale, refusals);
    let reason = reason.to_owned();
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let Case { request, before, after } = case;
        let name = before.person.name.clone();
        let label = move |field: &str| match field {
            "reason" => td_string!(locale, rights.reason).to_owned(),
            other => field_label(locale, other),
        };
        let asked = match (request.kind, after) {
            (RequestKind::Correction, Some(after)) => differences(locale, &before, &after),
            (RequestKind::Correction, None) if open => {
                view! { <p class="notice notice--warning">{td_string!(locale, rights.not_in_order)}</p> }.into_any()
            }
            _ => ().into_any(),
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/requests">{title}</a></p>
                <h1>{kind_name(locale, request.kind)}</h1>
                <p class="lead">
                    <a href=format!("/people/{}", request.person)>{name.family}" "{name.given}</a>" · "
                    {td_string!(locale, rights.asked_on)}" "{date(locale, request.asked_at.date_naive())}" "{state(locale, &request)}
                </p>
            </div>
            {form.summary(label)}
            {asked}
            {would.map(|would| super::erase::what_happens(locale, &would))}
            {decision(&form, &request, &reason)}
        }
    }))
}

/// The fields in which the entry would differ.
fn differences(locale: Locale, before: &Entry, after: &Entry) -> AnyView {
    let rows = entry_words(locale, before)
        .into_iter()
        .zip(entry_words(locale, after))
        // What one agreed to is not corrected here.
        .filter(|((label, now), (_, then))| now != then && *label != field_label(locale, "consent"))
        .map(|((label, now), (_, then))| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td data-label=td_string!(locale, rights.now)>{now}</td>
                    <td data-label=td_string!(locale, rights.proposed)><strong>{then}</strong></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, rights.field)}</th>
                    <th scope="col">{td_string!(locale, rights.now)}</th>
                    <th scope="col">{td_string!(locale, rights.proposed)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn decision(form: &FormView, request: &Request, reason: &str) -> AnyView {
    let (locale, id) = (form.locale, request.id);
    if request.closed.is_some() {
        return view! { <p class="notice">{td_string!(locale, rights.is_closed)}</p> }.into_any();
    }
    let accept = match request.kind {
        RequestKind::Correction => td_string!(locale, rights.accept_correction),
        RequestKind::Erasure => td_string!(locale, rights.accept_erasure),
    };
    let line = Line::text("reason").hint(td_string!(locale, rights.reason_hint));
    view! {
        <form class="actions" method="post" action=format!("/requests/{id}/accept")>
            <button class="button button--primary">{accept}</button>
        </form>
        <form class="form" method="post" action=format!("/requests/{id}/decline") novalidate>
            {form.line(line, td_string!(locale, rights.reason), reason)}
            <button class="button">{td_string!(locale, rights.decline)}</button>
        </form>
    }
    .into_any()
}
