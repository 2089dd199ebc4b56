//! The calendar of a campaign: a strip of weeks by city or by trainer, or a list by
//! week. Tables and lists of links, read aloud as well as seen.

use super::month::months;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::scheduling::model::Days;
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, number, range, short_range};
use crate::workshops::store::schedule::{Schedule, Scheduled, schedule};
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How the calendar is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum View {
    /// Weeks side by side, a row for each city.
    #[default]
    Cities,
    /// The same, a row for each trainer.
    Trainers,
    /// Week below week.
    Weeks,
    /// Month below month.
    Months,
}

/// What is asked of the calendar.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ScheduleQuery {
    view: View,
}

/// The calendar of a campaign.
pub async fn show_schedule(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<ScheduleQuery>) -> Answer {
    let found = schedule(&visit.caller(), id).await?;
    let (locale, today) = (visit.locale, visit.caller().today());
    let title = td_string!(locale, scheduling.schedule);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let campaign = &found.campaign;
        let window = range(locale, campaign.starts_on, campaign.ends_on);
        let shown = match query.view {
            _ if found.held().next().is_none() => {
                view! { <p class="empty">{td_string!(locale, scheduling.no_workshop)}</p> }.into_any()
            }
            View::Cities | View::Trainers => strip(locale, today, &found, query.view),
            View::Weeks => list(locale, today, &found),
            View::Months => by_month(locale, today, &found),
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/workshops">{td_string!(locale, workshops.title)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{campaign.title.clone()}<br/>{window}</p>
                <div class="page-head__actions">
                    <a class="button button--primary" href=format!("/campaigns/{id}/workshops/new")>{td_string!(locale, workshops.new)}</a>
                    <a class="button" href=format!("/campaigns/{id}/today")>{td_string!(locale, attendance.live)}</a>
                    <a class="button" href=format!("/campaigns/{id}/attendance")>{td_string!(locale, attendance.rates)}</a>
                    <a class="button" href=format!("/campaigns/{id}/findings")>{td_string!(locale, findings.title)}</a>
                    <a class="button" href=format!("/campaigns/{id}/evaluations")>{td_string!(locale, evaluations.title)}</a>
                    <a class="button" href=format!("/campaigns/{id}/levels")>{td_string!(locale, indicators.levels)}</a>
                    <a class="button" href=format!("/campaigns/{id}/qualification")>{td_string!(locale, qualification.title)}</a>
                    <a class="button" href=format!("/campaigns/{id}/certificate-templates")>{td_string!(locale, templates.link)}</a>
                    <a class="button" href=format!("/campaigns/{id}/plan")>{td_string!(locale, plans.title)}</a>
                    <a class="button" href=format!("/campaigns/{id}/conditions")>{td_string!(locale, scheduling.conditions)}</a>
                    <a class="button" href=format!("/campaigns/{id}/certificates")>{td_string!(locale, certificates.title)}</a>
                    <a class="button" href=format!("/campaigns/{id}/schedule.pdf")>{td_string!(locale, scheduling.as_paper)}</a>
                    <a class="button" href=format!("/campaigns/{id}/schedule.xlsx")>{td_string!(locale, scheduling.as_sheet)}</a>
                    <a class="button" href=format!("/campaigns/{id}/schedule.ics")>{td_string!(locale, scheduling.as_calendar)}</a>
                </div>
            </div>
            {views(locale, id, query.view)}
            {shown}
        }
    }))
}

fn views(locale: Locale, id: CampaignId, shown: View) -> impl IntoView {
    let all = [
        (View::Cities, "cities", td_string!(locale, scheduling.by_city)),
        (View::Trainers, "trainers", td_string!(locale, scheduling.by_trainer)),
        (View::Weeks, "weeks", td_string!(locale, scheduling.by_week)),
        (View::Months, "months", td_string!(locale, scheduling.by_month)),
    ];
    let links = all.map(|(view, name, label)| {
        let current = (view == shown).then_some("page");
        let address = format!("/campaigns/{id}/schedule?view={name}");
        view! { <li><a class="tabs__link" href=address aria-current=current>{label}</a></li> }
    });
    view! { <nav class="tabs" aria-label=td_string!(locale, scheduling.views)><ul class="tabs__list">{links.collect_view()}</ul></nav> }
}

fn by_month(locale: Locale, today: NaiveDate, found: &Schedule) -> AnyView {
    let held: Vec<&Scheduled> = found.held().collect();
    let holidays: Vec<(NaiveDate, String)> =
        found.conditions.holidays.iter().map(|(_, day, name)| (*day, name.clone())).collect();
    let window = Days { from: found.campaign.starts_on, to: found.campaign.ends_on };
    months(locale, today, window, &held, &holidays)
}

/// Workshops by the name of what stands before the row.
type Rows = BTreeMap<String, Vec<Scheduled>>;

fn by_city(found: &Schedule) -> Rows {
    let mut rows = Rows::new();
    for workshop in found.held() {
        rows.entry(workshop.city.clone()).or_default().push(workshop.clone());
    }
    rows
}

/// Trainers who have none to train are shown too: they are free.
fn by_trainer(found: &Schedule) -> Rows {
    let mut rows: Rows = found.conditions.trainers.iter().map(|one| (one.name.clone(), Vec::new())).collect();
    for workshop in found.held() {
        for trainer in &workshop.trainers {
            rows.entry(trainer.clone()).or_default().push(workshop.clone());
        }
    }
    rows
}

/// The weeks of the window, each with its holidays.
fn weeks(found: &Schedule) -> Vec<(Days, Vec<(NaiveDate, String)>)> {
    let window = Days { from: found.campaign.starts_on, to: found.campaign.ends_on };
    let holidays = |week: Days| {
        let within = found.conditions.holidays.iter().filter(move |(_, day, _)| week.hold(*day));
        within.map(|(_, day, name)| (*day, name.clone())).collect()
    };
    window.weeks().into_iter().map(|week| (week, holidays(week))).collect()
}

fn strip(locale: Locale, today: NaiveDate, found: &Schedule, shown: View) -> AnyView {
    let (what, rows) = match shown {
        View::Trainers => (td_string!(locale, scheduling.trainer), by_trainer(found)),
        _ => (td_string!(locale, scheduling.city), by_city(found)),
    };
    let weeks = weeks(found);
    let heads = weeks
        .iter()
        .map(|(week, holidays)| {
            let current = week.hold(today).then_some("date");
            let feasts = holidays
                .iter()
                .map(
                    |(day, name)| view! { <span class="strip__holiday">{short_range(locale, *day, *day)}" : "{name.clone()}</span> },
                )
                .collect_view();
            view! { <th scope="col" aria-current=current>{short_range(locale, week.from, week.to)}{feasts}</th> }
        })
        .collect_view();
    let body = rows
        .into_iter()
        .map(|(name, workshops)| {
            let cells = weeks
                .iter()
                .map(|(week, _)| {
                    let begun = workshops.iter().filter(|one| week.hold(one.days.from));
                    let bookings = begun.map(|one| booking(locale, today, one, shown)).collect_view();
                    view! { <td data-label=short_range(locale, week.from, week.to)>{bookings}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="strip" tabindex="0" role="region" aria-label=td_string!(locale, scheduling.schedule)>
            <table class="table strip__table">
                <thead><tr><th scope="col">{what}</th>{heads}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A workshop in a cell: its days, and what the row does not say.
fn booking(locale: Locale, today: NaiveDate, one: &Scheduled, shown: View) -> impl IntoView + use<> {
    let class = if one.days.to < today { "booking booking--over" } else { "booking" };
    let more = if shown == View::Trainers { one.city.clone() } else { one.trainers.join(", ") };
    view! {
        <div class=class>
            <a href=format!("/workshops/{}", one.id) title=one.title.clone()>{short_range(locale, one.days.from, one.days.to)}</a>
            <span class="muted">{more}</span>
        </div>
    }
}

fn list(locale: Locale, today: NaiveDate, found: &Schedule) -> AnyView {
    weeks(found)
        .into_iter()
        .map(|(week, holidays)| {
            let rows = found
                .held()
                .filter(|one| week.hold(one.days.from))
                .map(|one| {
                    let seats = td_string!(locale, scheduling.seats, n = number(locale, one.capacity)).to_string();
                    view! {
                        <li class="found">
                            <span class="found__who">
                                <a href=format!("/workshops/{}", one.id)><strong>{one.title.clone()}</strong></a><br/>
                                {range(locale, one.days.from, one.days.to)}" · "{one.venue.clone()}", "{one.city.clone()}" · "{seats}<br/>
                                <span class="muted">{one.trainers.join(", ")}</span>
                            </span>
                        </li>
                    }
                })
                .collect_view();
            let feasts = holidays
                .into_iter()
                .map(|(day, name)| view! { <li class="strip__holiday">{date(locale, day)}" : "{name}</li> })
                .collect_view();
            let class = if week.hold(today) { "day day--today" } else { "day" };
            view! {
                <section class=class>
                    <h2 class="day__title">{range(locale, week.from, week.to)}</h2>
                    <ul class="plain">{feasts}{rows}</ul>
                </section>
            }
        })
        .collect_view()
        .into_any()
}
