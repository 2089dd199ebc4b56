//! Who qualifies in a workshop, and the verification of certificates.

use super::model::{Decision, Eligibility, Reason, qualifies};
use super::store::standing::{Standing, standings};
use super::store::{Certificate, verify};
use super::words::{reason_sentence, rule_sentence};
use crate::assessments::model::Score;
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, range};
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
            .filter(|one| one.certificate.is_none() && qualifies(&one.eligibility, one.decision.as_ref()))
            .count();
        let issued = standings.iter().filter(|standing| standing.certificate.is_some()).count();
        let problems = refusals
            .iter()
            .map(|refusal| view! { <p class="notice notice--error" role="alert">{sentence(locale, &refusal.problem)}</p> })
            .collect_view();
        let said = rule.to_say().next().is_some().then(|| {
            view! { <a class="button" href=format!("/workshops/{id}/conditions")>{td_string!(locale, qualification.conditions)}</a> }
        });
        let compose = workshop.may_organise.then(|| {
            let address = format!("/campaigns/{}/qualification", workshop.line.campaign);
            view! { <a class="button" href=address>{td_string!(locale, qualification.change)}</a> }
        });
        let issue = (workshop.may_organise && ready > 0).then(|| {
            let label = td_string!(locale, certificates.issue, count = ready.to_string()).to_string();
            view! {
                <form method="post" action=format!("/workshops/{id}/certificates")>
                    <button class="button button--primary">{label}</button>
                </form>
            }
        });
        let any_to_sign = standings.iter().any(|standing| standing.to_sign().is_some());
        let to_sign = (workshop.may_organise && any_to_sign).then(|| {
            let address = format!("/workshops/{id}/certificates-list.pdf");
            view! { <a class="button" href=address>{td_string!(locale, certificates.to_sign)}</a> }
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
            <p>{rule_sentence(locale, &rule)}</p>
            <div class="actions">{issue}{said}{compose}{to_sign}<span class="muted">{tally}</span></div>
            {table(locale, id, workshop.may_organise, standings)}
        }
    }))
}

fn table(locale: Locale, id: WorkshopId, may_organise: bool, standings: Vec<Standing>) -> AnyView {
    if standings.is_empty() {
        return view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any();
    }
    let rows = standings.into_iter().map(|standing| row(locale, id, may_organise, standing)).collect_view();
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

fn row(locale: Locale, id: WorkshopId, may_organise: bool, standing: Standing) -> impl IntoView {
    let points =
        |score: Option<Score>| score.map_or("–".to_owned(), |score| format!("{}/{}", score.points, score.max));
    let evidence = &standing.evidence;
    let attended = format!("{}/{}", evidence.attendance.attended, evidence.attendance.held);
    let (before, after) = (points(evidence.results.before), points(evidence.results.after));
    let participant = standing.participant.clone();
    view! {
        <tr>
            <th scope="row">
                {participant.name.family}" "{participant.name.given}<br/>
                <span class="muted">{participant.institution}</span>
            </th>
            <td class="numeric" data-label=td_string!(locale, certificates.half_days)>{attended}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.before)>{before}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.after)>{after}</td>
            <td data-label=td_string!(locale, certificates.standing)>{standing_state(locale, id, may_organise, standing)}</td>
        </tr>
    }
}

/// How somebody stands: their certificate, or whether they qualify and why not, with what
/// was decided and the way to decide.
pub(super) fn standing_state(locale: Locale, id: WorkshopId, may_organise: bool, standing: Standing) -> AnyView {
    let certificate = standing.certificate.as_ref().map(|certificate| issued(locale, may_organise, certificate));
    let by_rule = standing.certificate.is_none().then(|| by_rule(locale, standing.eligibility));
    let decided = standing.decision.map(|decision| decided(locale, &decision));
    let seat = standing.participant.enrolment;
    let decide = (may_organise && certificate.is_none()).then(|| {
        let address = format!("/workshops/{id}/qualification/{seat}");
        let label = format!("{} : {}", td_string!(locale, qualification.decide), standing.participant.name);
        view! { <p><a href=address aria-label=label>{td_string!(locale, qualification.decide)}</a></p> }
    });
    view! { {certificate}{by_rule}{decided}{decide} }.into_any()
}

fn by_rule(locale: Locale, eligibility: Eligibility) -> AnyView {
    match eligibility {
        Eligibility::Qualified => {
            view! { <span class="badge badge--ready">{td_string!(locale, certificates.qualified)}</span> }.into_any()
        }
        Eligibility::NotQualified { reasons } => {
            let sentence = |reason: &Reason| view! { <li>{reason_sentence(locale, reason)}</li> };
            let reasons = reasons.iter().map(sentence).collect_view();
            view! {
                <span class="badge badge--absent">{td_string!(locale, certificates.not_qualified)}</span>
                <ul class="reasons">{reasons}</ul>
            }
            .into_any()
        }
    }
}

/// A decision, with who made it and why: it shows wherever it counts.
fn decided(locale: Locale, decision: &Decision) -> impl IntoView + use<> {
    let (class, words) = if decision.qualifies {
        ("badge badge--ready", td_string!(locale, qualification.decided_yes))
    } else {
        ("badge badge--absent", td_string!(locale, qualification.decided_no))
    };
    let reason = decision.reason.clone().unwrap_or_else(|| "–".to_owned());
    let said = td_string!(locale, qualification.decided_by, name = decision.by.clone(), reason = reason).to_string();
    view! { <p><span class=class>{words}</span>" "{said}</p> }
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
