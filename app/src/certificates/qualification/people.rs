//! What trainers say of people, and decisions about somebody.

use super::store::{Said, said};
use crate::certificates::model::Kind;
use crate::certificates::pages::standing_state;
use crate::certificates::store::standing::{Standing, standings};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{EnrolmentId, WorkshopId};
use crate::people::access::Act;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::enrolment::Participant;
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::collections::BTreeSet;
use uuid::Uuid;

/// The name of the fields that say what stood when the page was made.
pub const STOOD: &str = "stood";

/// The name of the box that says of someone that they fulfil a condition.
#[must_use]
pub fn box_name(seat: EnrolmentId, condition: Uuid) -> String {
    format!("{seat}.{condition}")
}

/// Who fulfils the conditions that no figure says.
pub async fn show_conditions(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    conditions_sheet(&visit, id, None, Vec::new()).await
}

/// The same with what was ticked, and what was wrong.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn conditions_sheet(
    visit: &Visit,
    id: WorkshopId,
    ticked: Option<BTreeSet<(EnrolmentId, Uuid)>>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let found = said(&caller, id).await?;
    let ticked = ticked.unwrap_or_else(|| found.fulfilled.clone());
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, qualification.conditions);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let body = if found.conditions.is_empty() {
            view! { <p class="empty">{td_string!(locale, qualification.no_conditions)}</p> }.into_any()
        } else if found.people.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any()
        } else {
            boxes(locale, id, &found, &ticked, workshop.may_train).into_any()
        };
        view! {
            {head(locale, &workshop, today, Tab::Certificates)}
            {form.summary(move |_| title.to_owned())}
            <h2>{title}</h2>
            {body}
        }
    }))
}

fn boxes(
    locale: Locale,
    id: WorkshopId,
    found: &Said,
    ticked: &BTreeSet<(EnrolmentId, Uuid)>,
    may_train: bool,
) -> impl IntoView + use<> {
    let heads = found.conditions.iter().map(|(_, name)| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let rows = found.people.iter().map(|person| row(found, ticked, person, may_train)).collect_view();
    let stood = found.fulfilled.iter().map(|(seat, condition)| {
        view! { <input type="hidden" name=STOOD value=box_name(*seat, *condition)/> }
    });
    let stood = stood.collect_view();
    let save = may_train.then(|| {
        view! { <div class="form__foot"><button class="button button--primary">{td_string!(locale, qualification.save)}</button></div> }
    });
    view! {
        <form method="post" action=format!("/workshops/{id}/conditions")>
            {stood}
            <table class="table">
                <thead><tr><th scope="col">{td_string!(locale, people.person)}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {save}
        </form>
    }
}

fn row(
    found: &Said,
    ticked: &BTreeSet<(EnrolmentId, Uuid)>,
    person: &Participant,
    may_train: bool,
) -> impl IntoView + use<> {
    let cells = found.conditions.iter().map(|(condition, name)| {
        let checked = ticked.contains(&(person.enrolment, *condition));
        let field = box_name(person.enrolment, *condition);
        let label = format!("{name}, {}", person.name);
        view! {
            <td data-label=name.clone()>
                <input class="box" type="checkbox" name=field value="yes" checked=checked disabled=!may_train aria-label=label/>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{person.name.family.clone()}" "{person.name.given.clone()}</th>
            {cells.collect_view()}
        </tr>
    }
}

/// What an organiser may decide about somebody.
pub async fn ask_decision(visit: Visit, Path((id, seat)): Path<(WorkshopId, EnrolmentId)>) -> Answer {
    decision_sheet(&visit, id, seat, None, Vec::new()).await
}

/// What was typed of a decision.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// `yes`, `no`, or nothing where the rule is to say it.
    pub decision: String,
    /// Why.
    pub reason: String,
}

/// The same with what was typed, and what was wrong.
///
/// # Errors
/// Unless the asker organises the campaign; [`UseError::NotFound`] if nobody has this seat.
pub async fn decision_sheet(
    visit: &Visit,
    id: WorkshopId,
    seat: EnrolmentId,
    typed: Option<Typed>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let (_, all) = standings(&caller, id).await?;
    let standing = all.into_iter().find(|one| one.participant.enrolment == seat).ok_or(UseError::NotFound)?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, qualification.decide);
    let typed = typed.unwrap_or_else(|| stands(&standing));
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let name = standing.participant.name.to_string();
        let can_decide = standing.certificate(Kind::Trainer).is_none();
        let deciding = can_decide.then(|| deciding(&form, id, seat, &typed));
        let issuing = issuing(locale, id, &standing);
        view! {
            {head(locale, &workshop, today, Tab::Certificates)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <h2>{title}" : "{name}</h2>
            <div class="standing-one">{standing_state(locale, today, id, true, &Kind::ALL, &standing)}</div>
            {issuing}
            {deciding}
        }
    }))
}

/// The buttons that issue to this person alone what they earned and do not hold.
fn issuing(locale: Locale, id: WorkshopId, standing: &Standing) -> impl IntoView + use<> {
    let seat = standing.participant.enrolment;
    let open = |kind: &Kind| standing.certificate(*kind).is_none() && standing.earned(*kind);
    let forms = [Kind::Trainer, Kind::Attendance].into_iter().filter(open).map(|kind| {
        let label = match kind {
            Kind::Trainer => td_string!(locale, certificates.issue_one_trainer),
            Kind::Attendance => td_string!(locale, certificates.issue_one_attendance),
        };
        let before = standing.was_revoked(kind).then(|| {
            view! { <p class="notice">{td_string!(locale, certificates.revoked_before)}</p> }
        });
        view! {
            {before}
            <form class="actions" method="post" action=format!("/workshops/{id}/certificates/{seat}")>
                <input type="hidden" name="kind" value=kind.as_str()/>
                <button class="button">{label}</button>
            </form>
        }
    });
    forms.collect_view()
}

/// What was decided, as it would be typed.
fn stands(standing: &Standing) -> Typed {
    let decision = standing.decision.as_ref();
    let said = decision.map_or("", |decision| if decision.qualifies { "yes" } else { "no" });
    let reason = decision.and_then(|decision| decision.reason.clone()).unwrap_or_default();
    Typed { decision: said.to_owned(), reason }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "reason" => td_string!(locale, qualification.reason),
        _ => td_string!(locale, qualification.decision),
    }
}

fn deciding(form: &FormView, id: WorkshopId, seat: EnrolmentId, typed: &Typed) -> impl IntoView + use<> {
    let locale = form.locale;
    let choices = [
        ("", td_string!(locale, qualification.by_rule).to_owned()),
        ("yes", td_string!(locale, qualification.decide_yes).to_owned()),
        ("no", td_string!(locale, qualification.decide_no).to_owned()),
    ];
    let reason = Line::text("reason").optional().hint(td_string!(locale, qualification.reason_hint));
    view! {
        <form class="form" method="post" action=format!("/workshops/{id}/qualification/{seat}") novalidate>
            {form.radios("decision", label(locale, "decision"), &typed.decision, &choices)}
            {form.line(reason, label(locale, "reason"), &typed.reason)}
            <div class="form__foot">
                <a class="button" href=format!("/workshops/{id}/certificates")>{td_string!(locale, qualification.back)}</a>
                <button class="button button--primary">{td_string!(locale, qualification.save)}</button>
            </div>
        </form>
    }
}
