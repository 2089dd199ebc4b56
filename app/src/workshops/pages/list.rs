//! The list of workshops.

use super::{stage_badge, stage_name};
use crate::campaigns;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CityId;
use crate::people::store::places;
use crate::shell::{Place, Sheet};
use crate::ui::format::{number, range};
use crate::workshops::model::Stage;
use crate::workshops::store::reading::{self, Filter, PAGE, WorkshopLine};
use axum::extract::Query;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The query of the list: what to show of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    city: String,
    stage: String,
    after: String,
}

/// The workshops that the asker follows.
pub async fn list(visit: Visit, Query(query): Query<ListQuery>) -> Answer {
    let caller = visit.caller();
    let after = query.after.split_once('_').and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    let filter = Filter { campaign: None, city: query.city.parse().ok(), stage: query.stage.parse().ok(), after };
    let lines = reading::list(&caller, &filter).await?;
    let cities = places::cities(&caller).await?;
    let campaigns = campaigns::store::list(&caller).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, workshops.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let next = (lines.len() as u64 == PAGE).then(|| next_page(locale, &query, lines.last())).flatten();
        let only = campaigns.len() == 1;
        let news = campaigns
            .into_iter()
            .map(|campaign| {
                let address = format!("/campaigns/{}/workshops/new", campaign.id);
                let title_of = campaign.title.clone();
                let label = if only {
                    td_string!(locale, workshops.new).to_owned()
                } else {
                    td_string!(locale, workshops.new_in, campaign = campaign.title).to_string()
                };
                let calendar = if only {
                    td_string!(locale, scheduling.schedule).to_owned()
                } else {
                    td_string!(locale, scheduling.schedule_of, campaign = title_of).to_string()
                };
                view! {
                    <a class="button button--primary" href=address>{label}</a>
                    <a class="button" href=format!("/campaigns/{}/schedule", campaign.id)>{calendar}</a>
                }
            })
            .collect_view();
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <div class="page-head__actions">{news}</div>
            </div>
            {filters(locale, &query, &cities)}
            {table(locale, today, lines)}
            {next}
        }
    }))
}

fn next_page(locale: Locale, query: &ListQuery, last: Option<&WorkshopLine>) -> Option<impl IntoView + use<>> {
    let last = last?;
    let address = format!("/workshops?city={}&stage={}&after={}_{}", query.city, query.stage, last.starts_on, last.id);
    Some(
        view! { <p class="pager"><a class="button" rel="next" href=address>{td_string!(locale, shell.next_page)}</a></p> },
    )
}

fn filters(locale: Locale, query: &ListQuery, cities: &[(CityId, String)]) -> impl IntoView + use<> {
    let cities = cities
        .iter()
        .map(|(id, name)| {
            let value = id.to_string();
            let selected = value == query.city;
            view! { <option value=value selected=selected>{name.clone()}</option> }
        })
        .collect_view();
    let stages = Stage::ALL
        .into_iter()
        .map(|stage| {
            let selected = stage.as_str() == query.stage;
            view! { <option value=stage.as_str() selected=selected>{stage_name(locale, stage)}</option> }
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action="/workshops">
            <label class="filters__field">
                <span>{td_string!(locale, workshops.city)}</span>
                <select class="field__control" name="city"><option value="">{td_string!(locale, workshops.all_cities)}</option>{cities}</select>
            </label>
            <label class="filters__field">
                <span>{td_string!(locale, workshops.stage)}</span>
                <select class="field__control" name="stage"><option value="">{td_string!(locale, workshops.all_stages)}</option>{stages}</select>
            </label>
            <button class="button">{td_string!(locale, workshops.filter)}</button>
        </form>
    }
}

/// A table of workshops; says what to do if it is empty.
pub fn table(locale: Locale, today: chrono::NaiveDate, lines: Vec<WorkshopLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">{td_string!(locale, workshops.none)}</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let stage = line.stage(today);
            let seats = format!("{} / {}", number(locale, line.enrolled), number(locale, line.capacity));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/workshops/{}", line.id)>{line.title}</a></th>
                    <td data-label=td_string!(locale, workshops.city)>{line.city}</td>
                    <td data-label=td_string!(locale, workshops.dates)>{range(locale, line.starts_on, line.ends_on)}</td>
                    <td data-label=td_string!(locale, workshops.seats) class="numeric">{seats}</td>
                    <td data-label=td_string!(locale, workshops.stage)>{stage_badge(locale, stage)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                    <th scope="col">{td_string!(locale, workshops.city)}</th>
                    <th scope="col">{td_string!(locale, workshops.dates)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, workshops.seats)}</th>
                    <th scope="col">{td_string!(locale, workshops.stage)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
