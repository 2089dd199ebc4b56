//! The register: everyone, and whoever one looks for.

use super::field_label;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::store::finding::{Page, PersonLine, count, search};
use crate::shell::{Place, Sheet};
use crate::ui::format::{number, phone};
use axum::extract::Query;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// How many people a page of the register shows.
const PAGE: u64 = 50;

/// The query of the register's page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RegisterQuery {
    search: String,
    after: String,
}

/// The register, by name, fifty at a time; or those found.
pub async fn register(visit: Visit, Query(query): Query<RegisterQuery>) -> Answer {
    let caller = visit.caller();
    let page = search(&caller, &query.search, query.after.parse().ok(), PAGE).await?;
    let all = count(&caller).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.register);
    Ok(Sheet::new(Place::People, title).send(&visit, move || {
        let all = number(locale, i64::try_from(all).unwrap_or(i64::MAX));
        let Page { lines, next } = page;
        let found = if lines.is_empty() {
            view! { <p class="empty">{td_string!(locale, people.none_found)}</p> }.into_any()
        } else {
            table(locale, lines)
        };
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, people.register_count, count = all).to_string()}</p>
            </div>
            <p class="actions">
                <a class="button button--primary" href="/people/new">{td_string!(locale, people.new_person)}</a>
                <a class="button" href="/imports">{td_string!(locale, people.import)}</a>
                <a class="button" href="/people/duplicates">{td_string!(locale, people.duplicates)}</a>
            </p>
            <form class="search" method="get" role="search">
                <label class="field__label" for="search">{td_string!(locale, people.search)}</label>
                <div class="search__row">
                    <input class="field__control" id="search" name="search" type="search" value=query.search.clone()/>
                    <button class="button">{td_string!(locale, people.search_go)}</button>
                </div>
            </form>
            {found}
            {next.map(|next| next_link(locale, &query.search, next))}
        }
    }))
}

fn next_link(locale: Locale, search: &str, next: PersonId) -> impl IntoView + use<> {
    view! {
        <form class="actions" method="get">
            <input type="hidden" name="search" value=search.to_owned()/>
            <input type="hidden" name="after" value=next.to_string()/>
            <button class="button">{td_string!(locale, shell.next_page)}</button>
        </form>
    }
}

fn table(locale: Locale, lines: Vec<PersonLine>) -> AnyView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let born = line.birth_year.map(|year| format!(" ({year})"));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/people/{}", line.id)>{line.name.family}" "{line.name.given}</a>{born}</th>
                    <td data-label=field_label(locale, "institution")>{line.institution}<br/><span class="muted">{line.job_title}</span></td>
                    <td data-label=field_label(locale, "region")>{line.region}</td>
                    <td data-label=field_label(locale, "phone")>{line.phone.map(|number| phone(&number))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{field_label(locale, "person")}</th>
                    <th scope="col">{field_label(locale, "institution")}</th>
                    <th scope="col">{field_label(locale, "region")}</th>
                    <th scope="col">{field_label(locale, "phone")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// People found, with what tells homonyms apart, each with what can be done.
pub fn found_list(lines: Vec<PersonLine>, action: impl Fn(&PersonLine) -> AnyView) -> AnyView {
    let rows = lines
        .into_iter()
        .map(|line| {
            let action = action(&line);
            let born = line.birth_year.map(|year| format!(" ({year})"));
            let number = line.phone.map(|number| format!(" · {}", phone(&number)));
            view! {
                <li class="found">
                    <span class="found__who">
                        <strong>{line.name.family}" "{line.name.given}</strong>{born}<br/>
                        <span class="muted">{line.job_title}" · "{line.institution}" · "{line.region}{number}</span>
                    </span>
                    {action}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="plain found-list">{rows}</ul> }.into_any()
}
