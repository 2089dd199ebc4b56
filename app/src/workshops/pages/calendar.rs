//! One's own calendar: to subscribe to, and the link that is shown once.

use crate::door::Visit;
use crate::i18n::Locale;
use crate::people::secrets::Token;
use crate::shell::{Place, Sheet};
use crate::ui::format::date;
use axum::response::Response;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Whether there is a link to one's calendar, with what may be done about it.
pub fn calendar_section(locale: Locale, since: Option<DateTime<Utc>>) -> impl IntoView {
    let (said, make) = match since {
        Some(since) => {
            let day = date(locale, since.date_naive());
            let said = td_string!(locale, workshops.calendar_since, day = day).to_string();
            (said, td_string!(locale, workshops.calendar_renew))
        }
        None => (td_string!(locale, workshops.calendar_lead).to_owned(), td_string!(locale, workshops.calendar_make)),
    };
    let end = since.map(|_| {
        view! {
            <form method="post" action="/calendar/end">
                <button class="button button--quiet">{td_string!(locale, workshops.calendar_end)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="calendar">
            <h2 id="calendar">{td_string!(locale, workshops.calendar)}</h2>
            <p>{said}</p>
            <div class="actions">
                <form method="post" action="/calendar">
                    <button class="button">{make}</button>
                </form>
                {end}
            </div>
        </section>
    }
}

/// The link to one's calendar, which can be seen only now.
pub fn link_sheet(visit: &Visit, token: &Token) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, workshops.calendar);
    let address = format!("{}/calendar/{}.ics", visit.state.public_url, token.reveal());
    // Calendars that know the scheme subscribe, rather than copy once.
    let subscribing = address.split_once("://").map(|(_, rest)| format!("webcal://{rest}")).unwrap_or_default();
    Sheet::new(Place::Home, title).send(visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/">{td_string!(locale, shell.home)}</a></p>
                <h1>{title}</h1>
                <p class="notice notice--warning">{td_string!(locale, workshops.calendar_once)}</p>
            </div>
            <p class="actions">
                <a class="button button--primary" href=subscribing>{td_string!(locale, workshops.calendar_subscribe)}</a>
            </p>
            <p>{td_string!(locale, workshops.calendar_copy)}</p>
            <p class="link-to-copy"><a href=address.clone()>{address.clone()}</a></p>
            <p class="muted">{td_string!(locale, workshops.calendar_what)}</p>
        }
    })
}

/// What the calendar is called where it is subscribed to.
#[must_use]
pub fn calendar_name(locale: Locale) -> &'static str {
    td_string!(locale, workshops.calendar_name)
}
