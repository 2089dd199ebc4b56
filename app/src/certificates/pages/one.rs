//! All about one certificate, for its holder and for organisers.

use crate::certificates::store::reading::{Found, find};
use crate::certificates::verifying::pages::facts;
use crate::certificates::words::{criteria, kind_name, state_words};
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::format::moment;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The page of a certificate.
///
/// # Errors
/// [`UseError::NotFound`] also for whoever may not know that there is one.
pub async fn show_certificate(visit: Visit, serial: &str) -> Answer {
    let serial = Code::parse(serial).map_err(|_| UseError::NotFound)?;
    let found = find(&visit.caller(), &serial).await?;
    let locale = visit.locale;
    let title = format!("{} {}", kind_name(locale, found.certificate.kind), found.certificate.serial);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let back = found.may_organise.then(|| {
            let address = format!("/workshops/{}/certificates", found.workshop);
            view! { <p class="breadcrumb"><a href=address>{td_string!(locale, certificates.title)}</a></p> }
        });
        let class = if found.state.certifies() { "badge badge--finished" } else { "badge badge--absent" };
        view! {
            <div class="page-head">
                {back}
                <h1>{kind_name(locale, found.certificate.kind)}</h1>
                <p class="lead">
                    <code class="serial">{found.certificate.serial.to_string()}</code>" "
                    <span class=class>{state_words(locale, found.state)}</span>
                </p>
            </div>
            {actions(locale, &found)}
            {facts(locale, found.certificate.clone())}
            <section class="section" aria-labelledby="asked">
                <h2 id="asked">{td_string!(locale, certificates.asked)}</h2>
                <p>{criteria(locale, found.certificate.kind, &found.certificate.rule)}</p>
            </section>
            {history(locale, &found)}
        }
    }))
}

fn actions(locale: Locale, found: &Found) -> impl IntoView + use<> {
    let serial = found.certificate.serial.as_str().to_owned();
    let standing = found.certificate.revoked_at.is_none();
    let named = found.certificate.holder_name.is_some();
    let print = (standing && named).then(|| {
        view! { <a class="button button--primary" href=format!("/certificates/{serial}.pdf")>{td_string!(locale, certificates.download)}</a> }
    });
    let badge = (standing && named).then(|| {
        view! { <a class="button" href=format!("/badges/{serial}")>{td_string!(locale, badges.link)}</a> }
    });
    let reissue = (found.may_organise && standing && named).then(|| {
        view! { <a class="button" href=format!("/certificates/{serial}/reissue")>{td_string!(locale, certificates.reissue)}</a> }
    });
    let revoke = (found.may_organise && standing).then(|| {
        view! { <a class="button button--quiet" href=format!("/certificates/{serial}/revoke")>{td_string!(locale, certificates.revoke)}</a> }
    });
    view! {
        <p class="actions">
            {print}
            <a class="button" href=format!("/verify/{serial}")>{td_string!(locale, certificates.verify_mine)}</a>
            {badge}
            {reissue}
            {revoke}
        </p>
    }
}

/// What came before it and after.
fn history(locale: Locale, found: &Found) -> AnyView {
    let other = |words: &'static str, serial: &Code| {
        let address = format!("/certificates/{}", serial.as_str());
        view! { <li>{words}" "<a href=address><code class="serial">{serial.to_string()}</code></a></li> }
    };
    let replaces = found.replaces.as_ref().map(|serial| other(td_string!(locale, certificates.replaces), serial));
    let after = found.replaced_by.as_ref().map(|serial| other(td_string!(locale, certificates.replaced_by), serial));
    let revoked = found.certificate.revoked_at.map(|at| {
        let name = found.revoked_by.clone().unwrap_or_else(|| "–".to_owned());
        let erased = || td_string!(locale, certificates.no_reason).to_owned();
        let reason = found.reason.clone().unwrap_or_else(erased);
        let said = td_string!(locale, certificates.revoked_by, name = name, reason = reason).to_string();
        view! { <li>{said}" "<span class="muted">{moment(locale, at)}</span></li> }
    });
    if replaces.is_none() && after.is_none() && revoked.is_none() {
        return ().into_any();
    }
    view! {
        <section class="section" aria-labelledby="history">
            <h2 id="history">{td_string!(locale, certificates.history)}</h2>
            <ul>{replaces}{revoked}{after}</ul>
        </section>
    }
    .into_any()
}
