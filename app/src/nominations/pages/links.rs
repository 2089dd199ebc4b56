//! The links by which institutions name people, and lists of people to name.

use super::label;
use crate::door::{Visit, form_encode};
use crate::ids::WorkshopId;
use crate::nominations::model::LinkForm;
use crate::nominations::store::links::LinkLine;
use crate::nominations::store::naming::List;
use crate::people::secrets::Token;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::date;
use crate::workshops::store::reading::Workshop;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The links there are, and the form for another.
pub(super) fn section(
    form: &FormView,
    id: WorkshopId,
    typed: &LinkForm,
    institutions: &[(String, String)],
    links: Vec<LinkLine>,
    may_come: bool,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let rows = links
        .into_iter()
        .map(|link| {
            let named = format!("{} / {}", link.named, link.places);
            let state = if link.open {
                view! {
                    <form method="post" action=format!("/workshops/{id}/nomination-links/{}/close", link.id)>
                        <button class="button button--quiet">{td_string!(locale, nominations.close_link)}</button>
                    </form>
                }
                .into_any()
            } else {
                view! { <span class="muted">{td_string!(locale, nominations.closed)}</span> }.into_any()
            };
            view! {
                <li class="found">
                    <span class="found__who">
                        <strong>{link.institution}</strong><br/>
                        <span class="muted">{td_string!(locale, nominations.named_of, count = named).to_string()}" · "{td_string!(locale, nominations.until, day = date(locale, link.open_until)).to_string()}</span>
                    </span>
                    {state}
                </li>
            }
        })
        .collect_view();
    let making = may_come.then(|| {
        let places = Line::text("places").kind("number");
        view! {
            <form class="form" method="post" action=format!("/workshops/{id}/nomination-links") novalidate>
                {form.select("institution", &label(locale, "institution"), &typed.institution, institutions)}
                <div class="form__row">
                    {form.line(places, &label(locale, "places"), &typed.places)}
                    {form.line(Line::text("open_until").kind("date"), &label(locale, "open_until"), &typed.open_until)}
                </div>
                <button class="button">{td_string!(locale, nominations.make_link)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="links">
            <h2 id="links">{td_string!(locale, nominations.links)}</h2>
            <p class="muted">{td_string!(locale, nominations.links_hint)}</p>
            <ul class="plain">{rows}</ul>
            {making}
        </section>
    }
}

/// Naming everyone of a list that is in the register.
pub(super) fn list_section(form: &FormView, id: WorkshopId, lists: Vec<List>) -> Option<impl IntoView + use<>> {
    let locale = form.locale;
    let options: Vec<(String, String)> =
        lists.into_iter().map(|list| (list.id.to_string(), format!("{} · {}", list.sender, list.file_name))).collect();
    (!options.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="name-list">
                <h2 id="name-list">{td_string!(locale, nominations.from_list)}</h2>
                <form class="form" method="post" action=format!("/workshops/{id}/nominations/list") novalidate>
                    {form.select("list", &label(locale, "list"), "", &options)}
                    <button class="button">{td_string!(locale, nominations.name_list)}</button>
                </form>
            </section>
        }
    })
}

/// A link just made: it can be seen only now.
pub fn link_sheet(visit: &Visit, workshop: &Workshop, institution: &str, token: &Token) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, nominations.link_made);
    let address = format!("{}/nominate/{}", visit.state.public_url, token.reveal());
    let id = workshop.line.id;
    let message = td_string!(
        locale,
        nominations.link_message,
        workshop = workshop.line.title.clone(),
        city = workshop.line.city.clone(),
        address = address.clone()
    )
    .to_string();
    let subject = form_encode(td_string!(locale, nominations.link_subject));
    let mail = format!("mailto:?subject={subject}&body={}", form_encode(&message));
    let institution = institution.to_owned();
    Sheet::new(Place::Workshops, title).send(visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/workshops/{id}/nominations")>{td_string!(locale, nominations.title)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{institution}</p>
                <p class="notice notice--warning">{td_string!(locale, nominations.link_once)}</p>
            </div>
            <p class="serial link"><a href=address.clone()>{address.clone()}</a></p>
            <h2>{td_string!(locale, nominations.link_send)}</h2>
            <p class="muted">{td_string!(locale, nominations.link_copy)}</p>
            <blockquote class="card message">{message.clone()}</blockquote>
            <p class="actions">
                <a class="button" rel="noreferrer" href=format!("https://wa.me/?text={}", form_encode(&message))>"WhatsApp"</a>
                <a class="button" href=format!("sms:?body={}", form_encode(&message))>"SMS"</a>
                <a class="button" href=mail>{td_string!(locale, nominations.by_email)}</a>
            </p>
        }
    })
}
