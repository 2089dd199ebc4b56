//! One workshop: what it is, and what to do next.

use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{moment, number, range};
use crate::workshops::model::Stage;
use crate::workshops::store::reading::{self, Workshop};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One workshop: what it is, and what to do next.
pub async fn overview(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    Ok(Sheet::new(Place::Workshops, workshop.line.title.clone())
        .send(&visit, move || overview_view(locale, today, &workshop)))
}

fn overview_view(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> impl IntoView + use<> {
    let line = workshop.line.clone();
    let id = line.id;
    let trainers = workshop
        .trainers
        .iter()
        .map(|(_, name, lead)| {
            let role =
                if *lead { td_string!(locale, workshops.lead) } else { td_string!(locale, workshops.co_trainer) };
            view! { <li>{name.clone()}" · "<span class="muted">{role}</span></li> }
        })
        .collect_view();
    let seats = td_string!(
        locale,
        workshops.seats_taken,
        taken = number(locale, line.enrolled),
        capacity = number(locale, line.capacity)
    )
    .to_string();
    view! {
        {head(locale, workshop, today, Tab::Overview)}
        {line.cancelled.then(|| cancelled(locale, workshop))}
        {workshop.notices_due_at.filter(|_| workshop.may_organise).map(|at| {
            let words = td_string!(locale, messages.notices_due, at = moment(locale, at)).to_string();
            view! { <p class="notice">{words}</p> }
        })}
        <div class="actions">
            {next_step(locale, today, workshop)}
            {(workshop.may_organise && !line.cancelled).then(|| change(locale, today, workshop))}
            <a class="button" href=format!("/workshops/{id}/attendance-sheet.pdf")>{td_string!(locale, attendance.sheet)}</a>
            <a class="button" href=format!("/workshops/{id}/attendance/scans")>{td_string!(locale, attendance.scans)}</a>
            <a class="button" href=format!("/workshops/{id}/evaluations")>{td_string!(locale, evaluations.title)}</a>
            <a class="button" href=format!("/workshops/{id}/report")>{td_string!(locale, reports.title)}</a>
            <a class="button" href=format!("/curricula/{}/handout.pdf?workshop={}", workshop.curriculum, workshop.line.id)>{td_string!(locale, campaigns.handout)}</a>
        </div>
        <dl class="facts">
            <div><dt>{td_string!(locale, workshops.campaign)}</dt><dd>{workshop.campaign_title.clone()}</dd></div>
            <div><dt>{td_string!(locale, workshops.venue)}</dt><dd>{line.venue}", "{line.city}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{range(locale, line.starts_on, line.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, workshops.seats)}</dt><dd>{seats}</dd></div>
            <div>
                <dt>{td_string!(locale, workshops.curriculum)}</dt>
                <dd><a href=format!("/curricula/{}?workshop={}", workshop.curriculum, workshop.line.id)>{workshop.curriculum_title.clone()}</a></dd>
            </div>
            <div><dt>{td_string!(locale, workshops.team)}</dt><dd><ul class="plain">{trainers}</ul></dd></div>
        </dl>
    }
}

/// That it is not held, and how to hold it after all.
fn cancelled(locale: Locale, workshop: &Workshop) -> impl IntoView + use<> {
    let reinstate = workshop.may_organise.then(|| {
        view! {
            <form class="actions" method="post" action=format!("/workshops/{}/reinstate", workshop.line.id)>
                <button class="button">{td_string!(locale, workshops.reinstate)}</button>
            </form>
        }
    });
    view! { <div class="notice"><p>{td_string!(locale, workshops.is_cancelled)}</p>{reinstate}</div> }
}

/// Other days or another room; or, until it has begun, not at all.
fn change(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> impl IntoView + use<> {
    let id = workshop.line.id;
    let cancel = (workshop.line.stage(today) == Stage::Planned)
        .then(|| view! { <a class="button" href=format!("/workshops/{id}/cancel")>{td_string!(locale, workshops.cancel)}</a> });
    view! { <a class="button" href=format!("/workshops/{id}/change")>{td_string!(locale, workshops.change)}</a>{cancel} }
}

/// Asks before a workshop is cancelled.
pub async fn ask_cancel(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    cancel_sheet(&visit, id, Vec::new()).await
}

/// The same with why it cannot be cancelled, or held after all.
///
/// # Errors
/// If the asker does not organise the workshop, or the database fails.
pub async fn cancel_sheet(visit: &Visit, id: WorkshopId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, workshops.cancel_title);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let seats = number(locale, workshop.line.enrolled);
        let ask = (!workshop.line.cancelled).then(|| {
            view! {
                <h2>{title}</h2>
                <p>{td_string!(locale, workshops.cancel_seats, n = seats).to_string()}</p>
                <p>{td_string!(locale, workshops.cancel_what)}</p>
                <form class="actions" method="post" action=format!("/workshops/{id}/cancel")>
                    <button class="button button--primary">{td_string!(locale, workshops.cancel)}</button>
                    <a class="button" href=format!("/workshops/{id}")>{td_string!(locale, workshops.keep)}</a>
                </form>
            }
        });
        view! {
            {head(locale, &workshop, today, Tab::Overview)}
            {form.summary(move |_| td_string!(locale, workshops.workshop).to_owned())}
            {workshop.line.cancelled.then(|| cancelled(locale, &workshop))}
            {ask}
        }
    }))
}

/// The one thing that most probably is to be done now.
fn next_step(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> Option<impl IntoView + use<>> {
    let line = &workshop.line;
    let (path, label) = match line.stage(today) {
        Stage::Planned if workshop.may_organise => ("participants", td_string!(locale, workshops.do_enrol)),
        Stage::Planned => ("timetable", td_string!(locale, workshops.do_prepare)),
        Stage::Running => ("attendance", td_string!(locale, workshops.do_mark)),
        Stage::Finished => ("certificates", td_string!(locale, workshops.do_certify)),
        Stage::Cancelled => return None,
    };
    Some(view! { <a class="button button--primary" href=format!("/workshops/{}/{path}", line.id)>{label}</a> })
}
