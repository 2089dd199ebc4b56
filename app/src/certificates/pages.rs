//! The verification of certificates; and, in the modules below, who qualifies in a workshop,
//! all about one certificate, and those of a campaign.

pub mod campaign;
pub mod changing;
pub mod one;
mod standings;

pub(super) use standings::standing_state;
pub use standings::{Shown, list_standings, standings_sheet};

use super::model::{Kind, State};
use super::store::reading::verify_state;
use super::store::{Certificate, verify};
use super::words::kind_name;
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, range};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form for verifying a certificate.
pub fn verify_form(visit: &Visit) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, certificates.verify);
    Sheet::new(Place::Verify, title).send(visit, move || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, certificates.verify_lead)}</p>
            </div>
            {look_up_form(locale)}
        }
    })
}

/// Asks for a serial.
pub fn look_up_form(locale: Locale) -> impl IntoView + use<> {
    view! {
        <form class="form" method="get" action="/verify">
            <div class="field">
                <label class="field__label" for="serial">{td_string!(locale, certificates.serial)}</label>
                <p class="field__hint" id="serial-hint">{td_string!(locale, certificates.serial_hint)}</p>
                <input
                    class="field__control"
                    id="serial"
                    name="serial"
                    autocomplete="off"
                    autocapitalize="characters"
                    aria-describedby="serial-hint"
                />
            </div>
            <button class="button button--primary">{td_string!(locale, certificates.verify_go)}</button>
        </form>
    }
}

/// Whether a certificate is genuine: for anyone, with what is printed on it and
/// nothing else.
pub async fn verification(visit: Visit, Path(serial): Path<String>) -> Answer {
    let found = match Code::parse(&serial) {
        Ok(code) => verify(&visit.state.db, &code).await?,
        Err(_) => None,
    };
    let found = match found {
        Some(certificate) => {
            let state = verify_state(&visit.state.db, &certificate, visit.now.date_naive()).await?;
            Some((certificate, state))
        }
        None => None,
    };
    let locale = visit.locale;
    let typed: String = serial.chars().take(40).collect();
    let mut sheet = Sheet::new(Place::Verify, td_string!(locale, certificates.verify));
    if found.is_none() {
        sheet.status = StatusCode::NOT_FOUND;
    }
    Ok(sheet.send(&visit, move || match found {
        Some((certificate, state)) => verdict(locale, certificate, state).into_any(),
        None => unknown(locale, typed).into_any(),
    }))
}

/// Class, title and text of what a certificate is worth.
fn worth(locale: Locale, certificate: &Certificate, state: State) -> (&'static str, &'static str, String) {
    let on = |day| date(locale, day);
    match state {
        State::InForce | State::ToRenew { .. } => {
            let title = match certificate.kind {
                Kind::Trainer => td_string!(locale, certificates.valid_trainer),
                Kind::Attendance => td_string!(locale, certificates.valid),
            };
            let text = if certificate.holder_name.is_none() {
                td_string!(locale, certificates.erased_text)
            } else {
                td_string!(locale, certificates.valid_text)
            };
            ("verdict verdict--valid", title, text.to_owned())
        }
        State::Expired { on: day } => (
            "verdict verdict--revoked",
            td_string!(locale, certificates.expired_title),
            td_string!(locale, certificates.expired_text, day = on(day)).to_string(),
        ),
        State::Revoked { on: day } => (
            "verdict verdict--revoked",
            td_string!(locale, certificates.revoked),
            td_string!(locale, certificates.revoked_text, day = on(day)).to_string(),
        ),
        State::Replaced { on: day } => (
            "verdict verdict--revoked",
            td_string!(locale, certificates.replaced),
            td_string!(locale, certificates.replaced_text, day = on(day)).to_string(),
        ),
    }
}

fn verdict(locale: Locale, certificate: Certificate, state: State) -> impl IntoView {
    let (class, title, text) = worth(locale, &certificate, state);
    view! {
        <section class=class>
            <h1 class="verdict__title">{title}</h1>
            <p>{text}</p>
        </section>
        {facts(locale, certificate)}
    }
}

/// What is printed on a certificate, and nothing else.
fn facts(locale: Locale, certificate: Certificate) -> impl IntoView + use<> {
    let days = format!("{}, {}", certificate.city, range(locale, certificate.starts_on, certificate.ends_on));
    let until = certificate.expires_on.map(|day| {
        view! { <div><dt>{td_string!(locale, certificates.valid_until)}</dt><dd>{date(locale, day)}</dd></div> }
    });
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, certificates.document)}</dt><dd>{kind_name(locale, certificate.kind)}</dd></div>
            {certificate.holder_name.map(|name| view! { <div><dt>{td_string!(locale, certificates.holder)}</dt><dd>{name}</dd></div> })}
            <div><dt>{td_string!(locale, workshops.workshop)}</dt><dd>{certificate.title}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{days}</dd></div>
            <div><dt>{td_string!(locale, certificates.issued_on)}</dt><dd>{date(locale, certificate.issued_at.date_naive())}</dd></div>
            {until}
            <div><dt>{td_string!(locale, certificates.serial)}</dt><dd><code class="serial">{certificate.serial.to_string()}</code></dd></div>
        </dl>
    }
}

fn unknown(locale: Locale, typed: String) -> impl IntoView {
    view! {
        <section class="verdict verdict--unknown">
            <h1 class="verdict__title">{td_string!(locale, certificates.unknown)}</h1>
            <p>{td_string!(locale, certificates.unknown_text)}</p>
            <p><code class="serial">{typed}</code></p>
        </section>
        {look_up_form(locale)}
    }
}
