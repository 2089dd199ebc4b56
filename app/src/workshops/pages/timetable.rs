//! The half-days of a workshop.

use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{duration, time, weekday};
use crate::workshops::store::reading::{self, Session, TimetableLine};
use crate::workshops::timetable::{Activity, Half};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The half-days of a workshop.
pub async fn timetable(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let (lines, lacking) = reading::timetable(&caller, &workshop).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, workshops.timetable), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let lacking = (!lacking.is_empty()).then(|| lacking_view(locale, lacking));
        view! {
            {head(locale, &workshop, today, Tab::Timetable)}
            {lacking}
            <div class="actions">
                {(workshop.may_train && !workshop.line.cancelled).then(|| view! { <a class="button" href=format!("/workshops/{id}/timetable/edit")>{td_string!(locale, workshops.edit_timetable)}</a> })}
            </div>
            <div class="timetable">{days(locale, &workshop.sessions, &lines)}</div>
        }
    }))
}

fn lacking_view(locale: Locale, lacking: Vec<(String, i32)>) -> impl IntoView {
    let lines = lacking
        .into_iter()
        .map(|(title, minutes)| view! { <li>{title}" "<span class="muted">{duration(minutes)}</span></li> })
        .collect_view();
    view! {
        <div class="notice notice--warning">
            <p><strong>{td_string!(locale, workshops.lacking)}</strong></p>
            <ul>{lines}</ul>
        </div>
    }
}

fn days(locale: Locale, sessions: &[Session], lines: &[TimetableLine]) -> impl IntoView + use<> {
    sessions
        .chunk_by(|a, b| a.held_on == b.held_on)
        .map(|day| {
            let halves = day
                .iter()
                .map(|session| {
                    let items = lines
                        .iter()
                        .filter(|line| line.session == session.id)
                        .map(|line| timetable_line(locale, line))
                        .collect_view();
                    view! {
                        <section class="half-day">
                            <h3 class="half-day__title">{half_name(locale, session.half)}</h3>
                            <ol class="half-day__items">{items}</ol>
                        </section>
                    }
                })
                .collect_view();
            let name = weekday(locale, day[0].held_on);
            view! { <section class="day"><h2 class="day__title">{name}</h2>{halves}</section> }
        })
        .collect_view()
}

fn timetable_line(locale: Locale, line: &TimetableLine) -> impl IntoView + use<> {
    let what = line.module.clone().unwrap_or_else(|| activity_name(locale, line.activity).to_owned());
    let class = if line.module.is_some() { "slot slot--module" } else { "slot" };
    view! {
        <li class=class>
            <span class="slot__time">{time(locale, line.starts_at)}</span>
            <span class="slot__what">{what}</span>
            <span class="slot__length">{duration(line.minutes)}</span>
        </li>
    }
}

/// Morning or afternoon, in words.
#[must_use]
pub fn half_name(locale: Locale, half: Half) -> &'static str {
    match half {
        Half::Morning => td_string!(locale, workshops.morning),
        Half::Afternoon => td_string!(locale, workshops.afternoon),
    }
}

/// What is done for a while, in words.
#[must_use]
pub fn activity_name(locale: Locale, activity: Activity) -> &'static str {
    match activity {
        Activity::Registration => td_string!(locale, workshops.registration),
        Activity::Opening => td_string!(locale, workshops.opening),
        Activity::Expectations => td_string!(locale, workshops.expectations),
        Activity::PreTest => td_string!(locale, assessments.before),
        Activity::Summary => td_string!(locale, workshops.summary),
        Activity::Break => td_string!(locale, workshops.coffee),
        Activity::Module => td_string!(locale, workshops.module),
        Activity::ActionPlan => td_string!(locale, workshops.action_plan),
        Activity::PostTest => td_string!(locale, assessments.after),
        Activity::Evaluation => td_string!(locale, workshops.evaluation),
        Activity::Closing => td_string!(locale, workshops.closing),
    }
}
