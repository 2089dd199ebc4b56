//! Who qualifies in a workshop.

use super::model::{Decision, Eligibility, Reason, qualifies};
use super::store::Certificate;
use super::store::standing::{Standing, standings};
use super::words::{reason_sentence, rule_sentence};
use crate::assessments::model::Score;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::problems::sentence;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::Path;
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
            let looks = format!("/campaigns/{}/certificate-templates", workshop.line.campaign);
            view! {
                <a class="button" href=address>{td_string!(locale, qualification.change)}</a>
                <a class="button" href=looks>{td_string!(locale, templates.link)}</a>
            }
        });
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
            <p>{rule_sentence(locale, &rule)}</p>
            <div class="actions">{issue}{said}{compose}<span class="muted">{tally}</span></div>
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
