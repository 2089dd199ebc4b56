//! Who qualifies in a workshop, who has which certificate, and the way to issue them.

use crate::assessments::model::Score;
use crate::certificates::model::{Decision, Eligibility, Kind, Reason};
use crate::certificates::store::Certificate;
use crate::certificates::store::standing::{Standing, standings};
use crate::certificates::words::{kind_name, reason_sentence, rule_sentence, state_words, tally_words};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::problems::sentence;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Workshop, find};
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// Who is shown, as the address says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    /// `due`, `held`, `revoked`, `none`; anything else is everyone.
    pub state: String,
    /// A kind of certificate; anything else is both.
    pub kind: String,
}

impl Shown {
    fn kinds(&self) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| self.kind.parse().map_or(true, |only: Kind| only == *kind)).collect()
    }

    /// Whether somebody stands so, for one of the kinds.
    fn shows(&self, standing: &Standing) -> bool {
        let mut kinds = self.kinds().into_iter();
        match self.state.as_str() {
            "due" => kinds.any(|kind| standing.is_due(kind)),
            "held" => kinds.any(|kind| standing.certificate(kind).is_some()),
            "revoked" => kinds.any(|kind| standing.was_revoked(kind)),
            "none" => kinds.all(|kind| standing.certificate(kind).is_none()),
            _ => true,
        }
    }
}

/// How everyone stands.
pub async fn list_standings(visit: Visit, Path(id): Path<WorkshopId>, Query(shown): Query<Shown>) -> Answer {
    standings_sheet(&visit, id, shown, Vec::new()).await
}

/// The same with why issuing was refused.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn standings_sheet(visit: &Visit, id: WorkshopId, shown: Shown, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let (rule, standings) = standings(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, certificates.title), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).refused(!refusals.is_empty()).send(visit, move || {
        let problems = refusals
            .iter()
            .map(|refusal| view! { <p class="notice notice--error" role="alert">{sentence(locale, &refusal.problem)}</p> })
            .collect_view();
        let said = rule.to_say().next().is_some().then(|| {
            view! { <a class="button" href=format!("/workshops/{id}/conditions")>{td_string!(locale, qualification.conditions)}</a> }
        });
        let compose = workshop.may_organise.then(|| {
            let campaign = workshop.line.campaign;
            view! {
                <a class="button" href=format!("/campaigns/{campaign}/qualification")>{td_string!(locale, qualification.change)}</a>
                <a class="button" href=format!("/campaigns/{campaign}/certificate-templates")>{td_string!(locale, templates.link)}</a>
                <a class="button" href=format!("/campaigns/{campaign}/certificates")>{td_string!(locale, certificates.see_campaign)}</a>
            }
        });
        let any_to_sign = standings.iter().any(|standing| standing.to_sign().next().is_some());
        let to_sign = (workshop.may_organise && any_to_sign).then(|| {
            let address = format!("/workshops/{id}/certificates-list.pdf");
            view! { <a class="button" href=address>{td_string!(locale, certificates.to_sign)}</a> }
        });
        let chosen: Vec<Standing> = standings.iter().filter(|standing| shown.shows(standing)).cloned().collect();
        let table = table(locale, today, &workshop, &shown, standings.is_empty(), &chosen);
        view! {
            {head(locale, &workshop, today, Tab::Certificates)}
            {problems}
            <p>{rule_sentence(locale, &rule)}</p>
            {issuing(locale, &workshop, &standings)}
            <div class="actions">{said}{compose}{to_sign}</div>
            {filters(locale, id, &shown, &standings)}
            {table}
        }
    }))
}

/// The counts of each kind, with the buttons that issue and the papers of those issued.
fn issuing(locale: Locale, workshop: &Workshop, standings: &[Standing]) -> impl IntoView + use<> {
    let id = workshop.line.id;
    let may_organise = workshop.may_organise;
    let kinds = [Kind::Trainer, Kind::Attendance].map(|kind| {
        let due = standings.iter().filter(|standing| standing.is_due(kind)).count();
        let issued = standings.iter().filter(|standing| standing.certificate(kind).is_some()).count();
        let tally = tally_words(locale, kind, issued, due);
        let issue = (may_organise && due > 0).then(|| {
            let label = match kind {
                Kind::Trainer => td_string!(locale, certificates.issue_trainer, count = due.to_string()).to_string(),
                Kind::Attendance => {
                    td_string!(locale, certificates.issue_attendance, count = due.to_string()).to_string()
                }
            };
            view! {
                <form method="post" action=format!("/workshops/{id}/certificates")>
                    <input type="hidden" name="kind" value=kind.as_str()/>
                    <button class="button button--primary">{label}</button>
                </form>
            }
        });
        let papers = (may_organise && issued > 0).then(|| papers(locale, &format!("/workshops/{id}"), kind));
        view! { <li><p>{tally}</p><div class="actions">{issue}{papers}</div></li> }
    });
    let people = td_string!(locale, certificates.tally_people, all = standings.len().to_string()).to_string();
    view! { <ul class="tallies">{kinds.into_iter().collect_view()}</ul><p class="muted">{people}</p> }
}

/// The ways to take all papers of a kind at once.
pub(super) fn papers(locale: Locale, of: &str, kind: Kind) -> impl IntoView + use<> {
    let way = |file: &str, words: &'static str| {
        let address = format!("{of}/certificates.{file}?kind={}", kind.as_str());
        let label =
            td_string!(locale, certificates.download_of, what = words, kind = kind_name(locale, kind)).to_string();
        view! { <a class="button" href=address aria-label=label>{words}</a> }
    };
    view! {
        {way("zip", td_string!(locale, certificates.download_zip))}
        {way("pdf", td_string!(locale, certificates.download_all))}
    }
}

/// Who is shown: a form whose address says it.
fn filters(locale: Locale, id: WorkshopId, shown: &Shown, standings: &[Standing]) -> impl IntoView + use<> {
    let states = [
        ("", td_string!(locale, certificates.show_all)),
        ("due", td_string!(locale, certificates.show_due)),
        ("held", td_string!(locale, certificates.show_held)),
        ("revoked", td_string!(locale, certificates.show_revoked)),
        ("none", td_string!(locale, certificates.show_none)),
    ]
    .map(|(name, label)| {
        let so = Shown { state: name.to_owned(), kind: shown.kind.clone() };
        let count = standings.iter().filter(|standing| so.shows(standing)).count();
        let chosen = shown.state == name;
        view! { <option value=name selected=chosen>{format!("{label} ({count})")}</option> }
    });
    let kinds = [
        ("", td_string!(locale, certificates.any_kind)),
        (Kind::Trainer.as_str(), kind_name(locale, Kind::Trainer)),
        (Kind::Attendance.as_str(), kind_name(locale, Kind::Attendance)),
    ]
    .map(|(name, label)| {
        let chosen = shown.kind == name;
        view! { <option value=name selected=chosen>{label}</option> }
    });
    view! {
        <form class="filters" method="get" action=format!("/workshops/{id}/certificates")>
            <label class="filters__field">
                {td_string!(locale, certificates.filter_state)}
                <select class="field__control" name="state">{states.into_iter().collect_view()}</select>
            </label>
            <label class="filters__field">
                {td_string!(locale, certificates.filter_kind)}
                <select class="field__control" name="kind">{kinds.into_iter().collect_view()}</select>
            </label>
            <button class="button">{td_string!(locale, certificates.filter_go)}</button>
        </form>
    }
}

fn table(
    locale: Locale,
    today: NaiveDate,
    workshop: &Workshop,
    shown: &Shown,
    nobody: bool,
    chosen: &[Standing],
) -> AnyView {
    if nobody {
        return view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any();
    }
    if chosen.is_empty() {
        return view! { <p class="empty">{td_string!(locale, certificates.nobody_so)}</p> }.into_any();
    }
    let (id, may_organise, kinds) = (workshop.line.id, workshop.may_organise, shown.kinds());
    let rows = chosen.iter().map(|standing| row(locale, today, id, may_organise, &kinds, standing)).collect_view();
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

fn row(
    locale: Locale,
    today: NaiveDate,
    id: WorkshopId,
    may_organise: bool,
    kinds: &[Kind],
    standing: &Standing,
) -> impl IntoView + use<> {
    let points =
        |score: Option<Score>| score.map_or("–".to_owned(), |score| format!("{}/{}", score.points, score.max));
    let evidence = &standing.evidence;
    let attended = format!("{}/{}", evidence.attendance.attended, evidence.attendance.held);
    let (before, after) = (points(evidence.results.before), points(evidence.results.after));
    let participant = standing.participant.clone();
    let state = standing_state(locale, today, id, may_organise, kinds, standing);
    view! {
        <tr>
            <th scope="row">
                {participant.name.family}" "{participant.name.given}<br/>
                <span class="muted">{participant.institution}</span>
            </th>
            <td class="numeric" data-label=td_string!(locale, certificates.half_days)>{attended}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.before)>{before}</td>
            <td class="numeric" data-label=td_string!(locale, assessments.after)>{after}</td>
            <td data-label=td_string!(locale, certificates.standing)>{state}</td>
        </tr>
    }
}

/// How somebody stands: of each kind their certificate, or whether they qualify and why not,
/// with what was decided and the way to decide.
pub(in crate::certificates) fn standing_state(
    locale: Locale,
    today: NaiveDate,
    id: WorkshopId,
    may_organise: bool,
    kinds: &[Kind],
    standing: &Standing,
) -> AnyView {
    let of_kinds = kinds.iter().rev().map(|kind| of_kind(locale, today, may_organise, *kind, standing)).collect_view();
    let decided = standing.decision.as_ref().map(|decision| decided(locale, decision));
    let seat = standing.participant.enrolment;
    let decide = (may_organise && !standing.participant.erased).then(|| {
        let address = format!("/workshops/{id}/qualification/{seat}");
        let label = format!("{} : {}", td_string!(locale, qualification.decide), standing.participant.name);
        view! { <p><a href=address aria-label=label>{td_string!(locale, qualification.decide)}</a></p> }
    });
    view! { <ul class="standing">{of_kinds}</ul>{decided}{decide} }.into_any()
}

fn of_kind(
    locale: Locale,
    today: NaiveDate,
    may_organise: bool,
    kind: Kind,
    standing: &Standing,
) -> impl IntoView + use<> {
    let held = standing.certificate(kind).map(|certificate| issued(locale, today, may_organise, certificate, false));
    let revoked = standing.was_revoked(kind).then(|| {
        let last = standing.certificates.iter().rev().find(|one| one.kind == kind);
        last.map(|certificate| issued(locale, today, may_organise, certificate, false))
    });
    let by_rule = standing.certificates.iter().all(|one| one.kind != kind).then(|| {
        let eligibility = standing.eligibility_for(kind).clone();
        by_rule(locale, eligibility)
    });
    view! { <li><span class="standing__kind">{kind_name(locale, kind)}</span>" "{held}{revoked}{by_rule}</li> }
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

/// A certificate in a table: what it is worth, its number, and its paper.
pub(super) fn issued(
    locale: Locale,
    today: NaiveDate,
    may_organise: bool,
    certificate: &Certificate,
    replaced: bool,
) -> impl IntoView + use<> {
    let serial = certificate.serial.as_str().to_owned();
    let shown = certificate.serial.to_string();
    let state = certificate.state(today, replaced);
    let class = if state.certifies() { "badge badge--finished" } else { "badge badge--absent" };
    let address = if may_organise { format!("/certificates/{serial}") } else { format!("/verify/{serial}") };
    let printed = may_organise && certificate.revoked_at.is_none() && certificate.holder_name.is_some();
    let pdf = printed.then(|| {
        view! { " "<a href=format!("/certificates/{serial}.pdf")>{td_string!(locale, certificates.download)}</a> }
    });
    view! {
        <span class=class>{state_words(locale, state)}</span>
        " "<a href=address><code class="serial">{shown}</code></a>
        {pdf}
    }
}
