//! Revoking a certificate, and issuing another in its place: what it does, and why one does it.

use crate::certificates::store::Printed;
use crate::certificates::store::reading::{Found, find};
use crate::certificates::store::reissuing::{Comparison, compare};
use crate::certificates::words::kind_name;
use crate::code::Code;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::people::access::Act;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::range;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Asks whether a certificate is to be revoked, and why.
pub async fn ask_revoke(visit: Visit, Path(serial): Path<String>) -> Answer {
    revoke_sheet(&visit, &serial, "", Vec::new()).await
}

/// The same with what was typed, and what was wrong.
///
/// # Errors
/// [`UseError::NotFound`] also for whoever may not know of it; unless the asker organises the
/// campaign.
pub async fn revoke_sheet(visit: &Visit, serial: &str, reason: &str, refused: Vec<Refusal>) -> Answer {
    let serial = Code::parse(serial).map_err(|_| UseError::NotFound)?;
    let caller = visit.caller();
    let found = find(&caller, &serial).await?;
    caller.allow(Act::Organise(found.campaign))?;
    // There is nothing to ask any more: the page of the certificate says so.
    if found.certificate.revoked_at.is_some() {
        return Ok(see(&format!("/certificates/{}", serial.as_str())));
    }
    let (locale, reason) = (visit.locale, reason.to_owned());
    let form = FormView::new(locale, refused);
    let title = td_string!(locale, certificates.revoke);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let action = format!("/certificates/{}/revoke", found.certificate.serial.as_str());
        let name = found.certificate.holder_name.clone();
        view! {
            {head(locale, &found, title)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <p><strong>{name}</strong></p>
            <p>{td_string!(locale, certificates.revoke_lead)}</p>
            <form class="form" method="post" action=action novalidate>
                {why(&form, &reason)}
                {foot(locale, &found.certificate.serial, td_string!(locale, certificates.revoke_go))}
            </form>
        }
    }))
}

/// Asks whether another certificate is to be issued in the place of this one, and why.
pub async fn ask_reissue(visit: Visit, Path(serial): Path<String>) -> Answer {
    reissue_sheet(&visit, &serial, "", Vec::new()).await
}

/// The same with what was typed, and what was wrong.
///
/// # Errors
/// As [`revoke_sheet`]; [`UseError::NotFound`] also once the holder asked to be erased.
pub async fn reissue_sheet(visit: &Visit, serial: &str, reason: &str, refused: Vec<Refusal>) -> Answer {
    let serial = Code::parse(serial).map_err(|_| UseError::NotFound)?;
    let caller = visit.caller();
    let found = find(&caller, &serial).await?;
    caller.allow(Act::Organise(found.campaign))?;
    let Ok(compared) = refusals(compare(&caller, &serial).await)? else {
        return Ok(see(&format!("/certificates/{}", serial.as_str())));
    };
    let (locale, reason) = (visit.locale, reason.to_owned());
    let form = FormView::new(locale, refused);
    let title = td_string!(locale, certificates.reissue);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let action = format!("/certificates/{}/reissue", serial.as_str());
        let same = (compared.old == compared.new).then(|| {
            view! { <p class="notice">{td_string!(locale, certificates.reissue_same)}</p> }
        });
        view! {
            {head(locale, &found, title)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <p>{td_string!(locale, certificates.reissue_lead)}</p>
            {side_by_side(locale, &compared)}
            {same}
            <form class="form" method="post" action=action novalidate>
                <input type="hidden" name="shown" value=compared.new.line()/>
                {why(&form, &reason)}
                {foot(locale, &serial, td_string!(locale, certificates.reissue_go))}
            </form>
        }
    }))
}

fn head(locale: Locale, found: &Found, title: &'static str) -> impl IntoView + use<> {
    let address = format!("/certificates/{}", found.certificate.serial.as_str());
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href=address>{kind_name(locale, found.certificate.kind)}" "{found.certificate.serial.to_string()}</a></p>
            <h1>{title}</h1>
        </div>
    }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "reason" => td_string!(locale, certificates.reason),
        _ => td_string!(locale, certificates.printed),
    }
}

fn why(form: &FormView, reason: &str) -> AnyView {
    let locale = form.locale;
    form.line(Line::text("reason").hint(td_string!(locale, certificates.reason_hint)), label(locale, "reason"), reason)
}

fn foot(locale: Locale, serial: &Code, go: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="form__foot">
            <a class="button" href=format!("/certificates/{}", serial.as_str())>{td_string!(locale, certificates.back)}</a>
            <button class="button button--primary">{go}</button>
        </div>
    }
}

/// What is printed now, and what would be: what differs stands out.
fn side_by_side(locale: Locale, compared: &Comparison) -> impl IntoView + use<> {
    let lines = |printed: &Printed| {
        let days = range(locale, printed.starts_on, printed.ends_on);
        [printed.holder_name.clone(), printed.title.clone(), printed.city.clone(), days, format!("{} h", printed.hours)]
    };
    let names = [
        td_string!(locale, certificates.holder),
        td_string!(locale, workshops.workshop),
        td_string!(locale, workshops.city),
        td_string!(locale, workshops.dates),
        td_string!(locale, certificates.duration),
    ];
    let rows = names.into_iter().zip(lines(&compared.old)).zip(lines(&compared.new));
    let rows = rows.map(|((name, old), new)| {
        let shown = if old == new { new.into_any() } else { view! { <mark>{new}</mark> }.into_any() };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td data-label=td_string!(locale, certificates.now)>{old}</td>
                <td data-label=td_string!(locale, certificates.then)>{shown}</td>
            </tr>
        }
    });
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, certificates.printed)}</th>
                    <th scope="col">{td_string!(locale, certificates.now)}</th>
                    <th scope="col">{td_string!(locale, certificates.then)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
