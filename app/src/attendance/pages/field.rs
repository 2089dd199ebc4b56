//! What a trainer takes into the field: opened at the office, it fetches everything;
//! out there it is where the application opens without network.

use super::words::words;
use crate::attendance::store::field::in_the_field;
use crate::attendance::telling::SETUP;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Bundle, Place, Sheet, data};
use crate::ui::format::range;
use crate::workshops::store::reading::WorkshopLine;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde_json::json;

/// The trainer's workshops that are held now, or were or will be soon.
pub async fn field(visit: Visit) -> Answer {
    let workshops = in_the_field(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, attendance.field);
    let sheet = Sheet::new(Place::Field, title);
    let sheet = if workshops.is_empty() { sheet } else { sheet.with(Bundle::Field) };
    Ok(sheet.send(&visit, move || {
        let body = if workshops.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.field_nothing)}</p> }.into_any()
        } else {
            screen(locale, workshops).into_any()
        };
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, attendance.field_lead)}</p></div>
            {body}
        }
    }))
}

/// The workshops. What the phone holds of each, only the phone can say.
fn screen(locale: Locale, workshops: Vec<WorkshopLine>) -> impl IntoView + use<> {
    let cards = workshops.into_iter().map(|line| card(locale, line)).collect_view();
    view! {
        <p class="actions">
            <button class="button button--primary" data-part="prepare" disabled>{td_string!(locale, attendance.prepare)}</button>
            <span role="status" data-part="told"></span>
        </p>
        <ul class="cards" data-part="workshops">{cards}</ul>
        {codes(locale)}
        {data(SETUP, &json!({ "words": words(locale) }))}
    }
}

/// Where a queue is shown as a series of codes (`assets/show.js`).
fn codes(locale: Locale) -> impl IntoView + use<> {
    let place = td_string!(locale, attendance.codes_place, index = "{index}", total = "{total}").to_string();
    view! {
        <dialog class="codes" aria-label=td_string!(locale, attendance.codes) data-place=place>
            <div class="codes__code" data-part="code"></div>
            <p class="codes__place" data-part="place"></p>
            <p class="muted">{td_string!(locale, attendance.codes_lead)}</p>
            <p class="actions">
                <button class="button" data-part="earlier">{td_string!(locale, attendance.codes_earlier)}</button>
                <button class="button" data-part="later">{td_string!(locale, attendance.codes_later)}</button>
                <button class="button" data-part="pause">{td_string!(locale, attendance.codes_pause)}</button>
                <button class="button" data-part="run" hidden>{td_string!(locale, attendance.codes_run)}</button>
                <button class="button button--primary" data-part="close">{td_string!(locale, attendance.codes_close)}</button>
            </p>
        </dialog>
    }
}

fn card(locale: Locale, line: WorkshopLine) -> impl IntoView + use<> {
    let id = line.id;
    let detail = format!("{}, {} · {}", line.venue, line.city, range(locale, line.starts_on, line.ends_on));
    view! {
        <li class="card" data-workshop=id.to_string()>
            <h2 class="card__title">{line.title}</h2>
            <p>{detail}</p>
            <p role="status">{td_string!(locale, attendance.never_exchanged)}</p>
            <p class="actions">
                <a class="button button--primary" href=format!("/workshops/{id}/attendance")>{td_string!(locale, workshops.do_mark)}</a>
                <button class="button" data-part="send" hidden>{td_string!(locale, attendance.retry)}</button>
                <button class="button" data-part="file" hidden>{td_string!(locale, attendance.save_file)}</button>
                <button class="button" data-part="codes" hidden>{td_string!(locale, attendance.show_codes)}</button>
            </p>
        </li>
    }
}
