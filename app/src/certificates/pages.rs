//! Who qualifies in a workshop, and the verification of certificates.

use super::model::{Eligibility, Reason};
use super::store::{Certificate, Standing, standings, verify};
use crate::assessments::model::Score;
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, percent, range};
use crate::ui::problems::sentence;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How everyone stands.
pub async fn list_standings(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    standings_sheet(&visit, id, Vec::new()).await
}

/// The same with why issuing was refused.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn standings_sheet(visit: &Visit, id: WorkshopId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let (rule, standings) = standings(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, certificates.title), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).refused(!refusals.is_empty()).send(visit, move || {
        let ready = standings
            .iter()
            .filter(|standing| standing.certificate.is_none() && standing.eligibility == Eligibility::Qualified)
            .count();
        let issued = standings.iter().filter(|standing| standing.certificate.is_some()).count();
        let problems = refusals
            .iter()
            .map(|refusal| view! { <p class="notice notice--error" role="alert">{sentence(locale, &refusal.problem)}</p> })
            .collect_view();
        let rule = td_string!(
            locale,
            certificates.rule,
            attendance = percent(locale, rule.attendance.0),
            post_test = percent(locale, rule.post_test.0)
        )
        .to_string();
        let issue = (workshop.may_organise && ready > 0).then(|| {
            let label = td_string!(locale, certificates.issue, count = ready.to_string()).to_string();
            view! {
                <form method="post" action=format!("/workshops/{id}/certificates")>
                    <button class="button button--primary">{label}</button>
                </form>
            }
        });
        let tally = td_string!(
            locale,
            certificates.tally,
            issued = issued.to_string(),
            ready = ready.to_string(),
            all = standings.len().to_string()
        )
        .to_string();
        view! {
            {head(locale, &workshop, today, Tab::Certificates)}
            {problems}
            <p>{rule}</p>
            <div class="actions">{issue}<span class="muted">{tally}</span></div>
            {table(locale, workshop.may_organise, standings)}
        }
    }))
}

fn table(locale: Locale, may_organise: bool, standings: Vec<Standing>) -> AnyView {
    if standings.is_empty() {
        return view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any();
    }
    let rows = standings.into_iter().map(|standing| row(locale, may_organise, standing)).collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, certificates.half_days)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, assessments.before)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, assessments.after)}</th>
                    <th scope="col">{td_string!(locale, certificates.standing)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, may_organise: bool, standing: Standing) -> impl IntoView {
    let points =
        |score: Option<Score>| score.map_or("–".to_owned(), |score| format!("{}/{}", score.points, score.max));
    let attended = format!("{}/{}", standing.attendance.attended, standing.attendance.held);
    let state = match (standing.certificate, standing.eligibility) {
        (Some(certificate), _) => issued(locale, may_organise, &certificate).into_any(),
        (None, Eligibility::Qualified) => {
            view! { <span class="badge badge--ready">{td_string!(locale, certificates.qualified)}</span> }.into_any()
        }
        (None, Eligibility::NotQualified { reasons }) => {
            let reasons =
                reasons.into_iter().map(|reason| view! { <li>{reason_sentence(locale, reason)}</li> }).collect_view();
            view! {
                <span class="badge badge--absent">{td_string!(locale, certificates.not_qualified)}</span>
                <ul class="reasons">{reasons}</ul>
            }
            .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">
                {standing.participant.name.family}" "{standing.participant.name.given}<br/>
                <span class="muted">{standing.participant.institution}</span>
            </th>
            <td class="numeric" data-label=td_string!(locale, certificates.half_days)>{attended}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.before)>{points(standing.before)}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.after)>{points(standing.after)}</td>
            <td data-label=td_string!(locale, certificates.standing)>{state}</td>
        </tr>
    }
}

fn issued(locale: Locale, may_organise: bool, certificate: &Certificate) -> impl IntoView + use<> {
    let serial = certificate.serial.as_str().to_owned();
    let shown = certificate.serial.to_string();
    let pdf = may_organise.then(|| {
        view! { " "<a href=format!("/certificates/{serial}.pdf")>{td_string!(locale, certificates.download)}</a> }
    });
    view! {
        <span class="badge badge--finished">{td_string!(locale, certificates.issued)}</span>
        " "<a href=format!("/verify/{}", certificate.serial.as_str())><code class="serial">{shown}</code></a>
        {pdf}
    }
}

fn reason_sentence(locale: Locale, reason: Reason) -> String {
    match reason {
        Reason::Attendance { attendance, required } => {
            let unmarked = attendance.held - attendance.marked;
            let mut text = td_string!(
                locale,
                certificates.reason_attendance,
                attended = attendance.attended.to_string(),
                held = attendance.held.to_string(),
                required = percent(locale, required.0)
            )
            .to_string();
            if unmarked > 0 {
                text.push(' ');
                text.push_str(&td_string!(locale, certificates.unmarked, count = unmarked.to_string()).to_string());
            }
            text
        }
        Reason::NoPostTest => td_string!(locale, certificates.reason_no_post_test).to_owned(),
        Reason::PostTest { score, required } => td_string!(
            locale,
            certificates.reason_post_test,
            reached = percent(locale, score.percent()),
            required = percent(locale, required.0)
        )
        .to_string(),
    }
}

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
    let locale = visit.locale;
    let typed: String = serial.chars().take(40).collect();
    let mut sheet = Sheet::new(Place::Verify, td_string!(locale, certificates.verify));
    if found.is_none() {
        sheet.status = StatusCode::NOT_FOUND;
    }
    Ok(sheet.send(&visit, move || match found {
        Some(certificate) => verdict(locale, certificate).into_any(),
        None => unknown(locale, typed).into_any(),
    }))
}

fn verdict(locale: Locale, certificate: Certificate) -> impl IntoView {
    let erased = certificate.holder_name.is_none();
    let (class, title, text) = match certificate.revoked_at {
        None if erased => (
            "verdict verdict--valid",
            td_string!(locale, certificates.valid),
            td_string!(locale, certificates.erased_text),
        ),
        None => (
            "verdict verdict--valid",
            td_string!(locale, certificates.valid),
            td_string!(locale, certificates.valid_text),
        ),
        Some(_) => (
            "verdict verdict--revoked",
            td_string!(locale, certificates.revoked),
            td_string!(locale, certificates.revoked_text),
        ),
    };
    view! {
        <section class=class>
            <h1 class="verdict__title">{title}</h1>
            <p>{text}</p>
        </section>
        <dl class="facts">
            {certificate.holder_name.map(|name| view! { <div><dt>{td_string!(locale, certificates.holder)}</dt><dd>{name}</dd></div> })}
            <div><dt>{td_string!(locale, workshops.workshop)}</dt><dd>{certificate.title}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{certificate.city}", "{range(locale, certificate.starts_on, certificate.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, certificates.issued_on)}</dt><dd>{date(locale, certificate.issued_at.date_naive())}</dd></div>
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
