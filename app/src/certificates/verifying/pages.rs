//! What anyone reads of a certificate whose number they have.

use crate::certificates::keys::store::signing::{Proof, Verified, load_verified};
use crate::certificates::model::{Kind, State};
use crate::certificates::store::Certificate;
use crate::certificates::words::kind_name;
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, range};
use axum::extract::Path;
use axum::http::StatusCode;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

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
        Ok(code) => load_verified(&visit.state.db, &code).await?,
        Err(_) => None,
    };
    let (locale, today) = (visit.locale, visit.caller().today());
    let typed: String = serial.chars().take(40).collect();
    let mut sheet = Sheet::new(Place::Verify, td_string!(locale, certificates.verify));
    if found.is_none() {
        sheet.status = StatusCode::NOT_FOUND;
    }
    Ok(sheet.send(&visit, move || match found {
        Some(verified) => known(locale, today, verified).into_any(),
        None => unknown(locale, typed).into_any(),
    }))
}

fn known(locale: Locale, today: NaiveDate, verified: Verified) -> impl IntoView {
    let (class, title, text) = verdict(locale, today, &verified);
    let proof = proof(locale, &verified.proof);
    view! {
        <section class=class>
            <h1 class="verdict__title">{title}</h1>
            <p>{text}</p>
        </section>
        {facts(locale, verified.certificate)}
        {proof}
        <p class="muted"><a href="/verify">{td_string!(locale, verifying.without_network)}</a></p>
    }
}

/// The class, the title and the text of the verdict.
fn verdict(locale: Locale, today: NaiveDate, verified: &Verified) -> (&'static str, String, String) {
    let (valid, invalid) = ("verdict verdict--valid", "verdict verdict--revoked");
    let certificate = &verified.certificate;
    let on = |day| date(locale, day);
    let state = certificate.state(today, verified.replaced);
    if verified.proof == Proof::Altered && !matches!(state, State::Revoked { .. } | State::Replaced { .. }) {
        let (title, text) = (td_string!(locale, verifying.doubtful), td_string!(locale, verifying.doubtful_text));
        return (invalid, title.to_owned(), text.to_owned());
    }
    match state {
        State::Revoked { on: day } => {
            let text = td_string!(locale, verifying.revoked_text, date = on(day)).to_string();
            (invalid, td_string!(locale, certificates.revoked).to_owned(), text)
        }
        State::Replaced { on: day } => {
            let text = td_string!(locale, certificates.replaced_text, day = on(day)).to_string();
            (invalid, td_string!(locale, certificates.replaced).to_owned(), text)
        }
        State::Expired { on: day } => {
            let text = td_string!(locale, certificates.expired_text, day = on(day)).to_string();
            ("verdict verdict--expired", td_string!(locale, certificates.expired_title).to_owned(), text)
        }
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
            (valid, title.to_owned(), text.to_owned())
        }
    }
}

/// What is printed on a certificate, and nothing else.
pub(in crate::certificates) fn facts(locale: Locale, certificate: Certificate) -> impl IntoView + use<> {
    let hours = td_string!(locale, verifying.hours_of, hours = certificate.hours.to_string()).to_string();
    let until = certificate.expires_on.map(|last| {
        view! { <div><dt>{td_string!(locale, verifying.expires)}</dt><dd>{date(locale, last)}</dd></div> }
    });
    view! {
        <dl class="facts">
            {certificate.holder_name.map(|name| view! { <div><dt>{td_string!(locale, certificates.holder)}</dt><dd>{name}</dd></div> })}
            <div><dt>{td_string!(locale, verifying.kind)}</dt><dd>{kind_name(locale, certificate.kind)}</dd></div>
            <div><dt>{td_string!(locale, workshops.workshop)}</dt><dd>{certificate.title}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{certificate.city}", "{range(locale, certificate.starts_on, certificate.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, verifying.hours)}</dt><dd>{hours}</dd></div>
            <div><dt>{td_string!(locale, certificates.issued_on)}</dt><dd>{date(locale, certificate.issued_at.date_naive())}</dd></div>
            {until}
            <div><dt>{td_string!(locale, certificates.serial)}</dt><dd><code class="serial">{certificate.serial.to_string()}</code></dd></div>
        </dl>
    }
}

/// Whether the statement in its QR code is what stands here.
fn proof(locale: Locale, proof: &Proof) -> impl IntoView + use<> {
    let text = match proof {
        Proof::Signed(signed) => td_string!(locale, verifying.signed, key = signed.key.to_string()).to_string(),
        Proof::Unsigned => td_string!(locale, verifying.unsigned).to_owned(),
        Proof::Altered | Proof::Nameless => return ().into_any(),
    };
    view! { <p class="muted">{text}</p> }.into_any()
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
