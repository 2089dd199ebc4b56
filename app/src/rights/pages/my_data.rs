//! The participant's own page: what is kept about them, and what they can ask.

use super::{kind_name, state};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::people::model::{CONSENT_WORDING, PersonForm};
use crate::people::pages::{Lists, entry_words, field_label, identity_fields, shown_photo};
use crate::rights::model::RequestKind;
use crate::rights::store::requests::{Own, Request, own};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::date;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What is kept about whoever asks, and what they can ask.
pub async fn my_data(visit: Visit) -> Answer {
    let own = own(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, rights.my_data);
    Ok(Sheet::new(Place::Home, title).send(&visit, move || {
        let Own { id, entry, photo, consents, campaigns, requests } = own;
        let name = entry.person.name.to_string();
        let terms = entry_words(locale, &entry)
            .into_iter()
            .map(|(term, said)| view! { <div><dt>{term}</dt><dd>{said}</dd></div> })
            .collect_view();
        let asked_erasure =
            requests.iter().any(|request| request.kind == RequestKind::Erasure && request.closed.is_none());
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/">{td_string!(locale, shell.home)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.my_data_lead)}</p>
            </div>
            {my_requests(locale, requests)}
            <section class="section" aria-labelledby="kept">
                <h2 id="kept">{td_string!(locale, rights.what_is_kept)}</h2>
                {photo.then(|| shown_photo(locale, id, &name))}
                <dl class="facts">{terms}</dl>
                <p>{td_string!(locale, rights.also_kept)}</p>
                <p class="actions"><a class="button button--primary" href="/my-data/correction">{td_string!(locale, rights.correct)}</a></p>
            </section>
            {why(locale, campaigns)}
            {my_consents(locale, consents)}
            <section class="section" aria-labelledby="copy">
                <h2 id="copy">{td_string!(locale, rights.copy_title)}</h2>
                <p>{td_string!(locale, rights.copy_hint)}</p>
                <p class="actions"><a class="button" href="/my-data/copy.zip">{td_string!(locale, rights.download_copy)}</a></p>
            </section>
            {erasure(locale, asked_erasure)}
        }
    }))
}

fn why(locale: Locale, campaigns: Vec<String>) -> impl IntoView {
    let empty = campaigns.is_empty().then(|| td_string!(locale, rights.no_campaign));
    let titles = campaigns.into_iter().map(|title| view! { <li>{title}</li> }).collect_view();
    view! {
        <section class="section" aria-labelledby="why">
            <h2 id="why">{td_string!(locale, rights.why_kept)}</h2>
            <p>{td_string!(locale, rights.why_text)}</p>
            <h3>{td_string!(locale, rights.campaigns)}</h3>
            <ul>{titles}</ul>
            {empty}
        </section>
    }
}

fn my_consents(locale: Locale, consents: Vec<(String, NaiveDate, Option<DateTime<Utc>>)>) -> impl IntoView {
    let none = consents.is_empty().then(|| view! { <p>{td_string!(locale, people.no_consent)}</p> });
    let given = consents
        .into_iter()
        .map(|(wording, given_on, withdrawn)| {
            let day = date(locale, given_on);
            let said = match withdrawn {
                None => td_string!(locale, rights.agreed, day = day).to_string(),
                Some(end) => {
                    td_string!(locale, rights.agreed_until, day = day, end = date(locale, end.date_naive())).to_string()
                }
            };
            let text = if wording == CONSENT_WORDING {
                td_string!(locale, people.consent_wording_2026_11).to_owned()
            } else {
                td_string!(locale, rights.older_wording, version = wording).to_string()
            };
            view! { <p>{said}</p><blockquote class="notice">{text}</blockquote> }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="agreed">
            <h2 id="agreed">{td_string!(locale, rights.my_consent)}</h2>
            {none}
            {given}
        </section>
    }
}

fn erasure(locale: Locale, asked: bool) -> impl IntoView {
    let ask = (!asked).then(|| {
        view! {
            <form class="actions" method="post" action="/my-data/erasure">
                <button class="button">{td_string!(locale, rights.ask_erasure)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="erasure">
            <h2 id="erasure">{td_string!(locale, rights.ask_erasure)}</h2>
            {what_erasure_does(locale)}
            <p>{td_string!(locale, rights.erasure_who)}</p>
            {ask}
        </section>
    }
}

fn what_erasure_does(locale: Locale) -> impl IntoView + use<> {
    view! {
        <details class="more" open=true>
            <summary>{td_string!(locale, rights.erasure_what)}</summary>
            <ul>
                <li>{td_string!(locale, rights.erasure_goes)}</li>
                <li>{td_string!(locale, rights.erasure_stays)}</li>
                <li>{td_string!(locale, rights.sheets_stay)}</li>
                <li>{td_string!(locale, rights.erasure_seats)}</li>
            </ul>
        </details>
    }
}

fn my_requests(locale: Locale, requests: Vec<Request>) -> Option<impl IntoView> {
    if requests.is_empty() {
        return None;
    }
    let rows = requests.into_iter().map(|request| my_request(locale, &request)).collect_view();
    Some(view! {
        <section class="section" aria-labelledby="requests">
            <h2 id="requests">{td_string!(locale, rights.my_requests)}</h2>
            <ul class="plain found-list">{rows}</ul>
        </section>
    })
}

fn my_request(locale: Locale, request: &Request) -> impl IntoView + use<> {
    let fields = request.correction.as_ref().map(|correction| {
        let labels: Vec<String> = correction.fields().iter().map(|field| field_label(locale, field)).collect();
        format!(" ({})", labels.join(", "))
    });
    let take_back = request.closed.is_none().then(|| {
        view! {
            <form method="post" action=format!("/my-data/requests/{}/withdraw", request.id)>
                <button class="button button--quiet">{td_string!(locale, rights.take_back)}</button>
            </form>
        }
    });
    let reason = (!request.reason.is_empty()).then(|| view! { <br/>{request.reason.clone()} });
    view! {
        <li class="found">
            <span class="found__who">
                <strong>{kind_name(locale, request.kind)}</strong>{fields}" "{state(locale, request)}<br/>
                <span class="muted">{td_string!(locale, rights.asked_on)}" "{date(locale, request.asked_at.date_naive())}</span>
                {reason}
            </span>
            {take_back}
        </li>
    }
}

/// The form by which a participant proposes other values.
pub async fn correction(visit: Visit) -> Answer {
    let own = own(&visit.caller()).await?;
    correction_sheet(&visit, PersonForm::from(&own.entry.person), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If whoever asks is no participant, or the database fails.
pub async fn correction_sheet(visit: &Visit, typed: PersonForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    own(&caller).await?;
    let lists = Lists::read(&caller).await?;
    let locale = visit.locale;
    let title = td_string!(locale, rights.correct);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Home, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let label = move |field: &str| match field {
            "correction" => td_string!(locale, rights.kind_correction).to_owned(),
            other => field_label(locale, other),
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/my-data">{td_string!(locale, rights.my_data)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.correct_lead)}</p>
            </div>
            {form.summary(label)}
            <form class="form" id="correction" method="post" action="/my-data/correction" novalidate>
                {identity_fields(&form, &typed, &lists)}
                <button class="button button--primary">{td_string!(locale, rights.propose)}</button>
            </form>
        }
    }))
}
