//! One workshop: what it is, and what to do next.

use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{number, range};
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
        <div class="actions">
            {next_step(locale, today, workshop)}
            {workshop.may_organise.then(|| view! { <a class="button" href=format!("/workshops/{id}/change")>{td_string!(locale, workshops.change)}</a> })}
            <a class="button" href=format!("/workshops/{id}/attendance-sheet.pdf")>{td_string!(locale, attendance.sheet)}</a>
            <a class="button" href=format!("/curricula/{}/handout.pdf", workshop.curriculum)>{td_string!(locale, campaigns.handout)}</a>
        </div>
        <dl class="facts">
            <div><dt>{td_string!(locale, workshops.campaign)}</dt><dd>{workshop.campaign_title.clone()}</dd></div>
            <div><dt>{td_string!(locale, workshops.venue)}</dt><dd>{line.venue}", "{line.city}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{range(locale, line.starts_on, line.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, workshops.seats)}</dt><dd>{seats}</dd></div>
            <div>
                <dt>{td_string!(locale, workshops.curriculum)}</dt>
                <dd><a href=format!("/curricula/{}", workshop.curriculum)>{workshop.curriculum_title.clone()}</a></dd>
            </div>
            <div><dt>{td_string!(locale, workshops.team)}</dt><dd><ul class="plain">{trainers}</ul></dd></div>
        </dl>
    }
}

/// The one thing that most probably is to be done now.
fn next_step(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> impl IntoView + use<> {
    let line = &workshop.line;
    let (path, label) = match Stage::on(today, line.starts_on, line.ends_on) {
        Stage::Planned if workshop.may_organise => ("participants", td_string!(locale, workshops.do_enrol)),
        Stage::Planned => ("timetable", td_string!(locale, workshops.do_prepare)),
        Stage::Running => ("attendance", td_string!(locale, workshops.do_mark)),
        Stage::Finished => ("certificates", td_string!(locale, workshops.do_certify)),
    };
    view! { <a class="button button--primary" href=format!("/workshops/{}/{path}", line.id)>{label}</a> }
}
