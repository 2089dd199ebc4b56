//! The audit trail: all of it for administrators, that of one person for the
//! organisers who may see the whole entry.

use super::words::{VERBS, act, detail};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::store::accounts;
use crate::people::store::trail::{By, TrailFilter, TrailLine, TrailPage, trail, trail_of};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::moment;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;
use uuid::Uuid;

/// How many lines a page shows.
const PAGE: u64 = 100;

/// The query of the page: the filters as typed, and after which line to go on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TrailQuery {
    person: String,
    account: String,
    verb: String,
    from: String,
    until: String,
    after: String,
}

impl TrailQuery {
    fn filter(&self) -> TrailFilter {
        TrailFilter {
            person: self.person.parse().ok(),
            account: self.account.parse().ok(),
            verb: Some(self.verb.clone()).filter(|verb| !verb.is_empty()),
            from: self.from.parse().ok(),
            until: self.until.parse().ok(),
        }
    }
}

/// The whole trail, for administrators.
pub async fn audit(visit: Visit, Query(query): Query<TrailQuery>) -> Answer {
    let caller = visit.caller();
    let page = trail(&caller, &query.filter(), query.after.parse().ok(), PAGE).await?;
    let accounts = accounts::list(&caller).await?;
    let accounts: Vec<(String, String)> =
        accounts.into_iter().map(|line| (line.id.to_string(), line.display_name)).collect();
    let locale = visit.locale;
    let title = td_string!(locale, rights.audit);
    Ok(Sheet::new(Place::Accounts, title).send(&visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/accounts">{td_string!(locale, people.accounts)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.audit_lead)}</p>
            </div>
            {filters(locale, &query, &accounts)}
            <section class="section">{lines(locale, page.lines, true)}</section>
            {page.next.map(|next| next_link(locale, &query, next))}
        }
    }))
}

fn filters(locale: Locale, query: &TrailQuery, accounts: &[(String, String)]) -> impl IntoView + use<> {
    let form = FormView::new(locale, Vec::new());
    let verbs: Vec<(String, String)> = VERBS.iter().map(|verb| ((*verb).to_owned(), act(locale, verb))).collect();
    let person = query.person.parse::<PersonId>().ok().map(|id| {
        view! {
            <input type="hidden" name="person" value=id.to_string()/>
            <p class="notice">
                {td_string!(locale, rights.of_one_person)}" "
                <a href=format!("/people/{id}")>{td_string!(locale, rights.see_entry)}</a>" · "
                <a href="/audit">{td_string!(locale, rights.of_everyone)}</a>
            </p>
        }
    });
    let hint = person.is_none().then(|| view! { <p class="muted">{td_string!(locale, rights.person_hint)}</p> });
    view! {
        <form class="form" method="get">
            {person}
            {hint}
            <div class="form__row">
                {form.optional_select("account", td_string!(locale, rights.by), &query.account, accounts)}
                {form.optional_select("verb", td_string!(locale, rights.act), &query.verb, &verbs)}
            </div>
            <div class="form__row">
                {day(locale, "from", td_string!(locale, rights.from), &query.from)}
                {day(locale, "until", td_string!(locale, rights.until), &query.until)}
            </div>
            <button class="button">{td_string!(locale, rights.show)}</button>
        </form>
    }
}

fn day(locale: Locale, name: &'static str, label: &'static str, value: &str) -> impl IntoView + use<> {
    let form = FormView::new(locale, Vec::new());
    form.line(crate::ui::form::Line::text(name).kind("date").optional(), label, value)
}

/// What was seen or changed of one person.
pub async fn person_trail(visit: Visit, Path(id): Path<PersonId>, Query(query): Query<TrailQuery>) -> Answer {
    let caller = visit.caller();
    let TrailPage { lines: found, next } = trail_of(&caller, id, query.after.parse().ok(), PAGE).await?;
    let locale = visit.locale;
    let title = td_string!(locale, rights.who_saw);
    Ok(Sheet::new(Place::People, title).send(&visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/people/{id}")>{td_string!(locale, rights.see_entry)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.who_saw_lead)}</p>
            </div>
            {lines(locale, found, false)}
            {next.map(|next| next_link(locale, &TrailQuery::default(), next))}
        }
    }))
}

fn next_link(locale: Locale, query: &TrailQuery, next: Uuid) -> impl IntoView + use<> {
    let TrailQuery { person, account, verb, from, until, .. } = query.clone();
    let kept = [("person", person), ("account", account), ("verb", verb), ("from", from), ("until", until)];
    let kept = kept
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="actions" method="get">
            {kept}
            <input type="hidden" name="after" value=next.to_string()/>
            <button class="button">{td_string!(locale, shell.next_page)}</button>
        </form>
    }
}

/// The lines as a table; with the way to what they are about, or without.
fn lines(locale: Locale, lines: Vec<TrailLine>, linked: bool) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">{td_string!(locale, rights.no_lines)}</p> }.into_any();
    }
    let rows = lines.into_iter().map(|line| row(locale, &line, linked)).collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, rights.at)}</th>
                    <th scope="col">{td_string!(locale, rights.by)}</th>
                    <th scope="col">{td_string!(locale, rights.act)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(locale: Locale, line: &TrailLine, linked: bool) -> impl IntoView + use<> {
    let by = match &line.by {
        By::Account(_, name) => name.clone(),
        By::Person(_, name) => name.listed(),
        By::Installation => td_string!(locale, rights.installation).to_owned(),
    };
    let page = match line.subject.as_str() {
        "person" => Some("people"),
        "workshop" => Some("workshops"),
        "import" => Some("imports"),
        "curriculum" => Some("curricula"),
        _ => None,
    };
    let page = page.filter(|_| linked).map(|page| format!("/{page}/{}", line.subject_id));
    let act = act(locale, &line.verb);
    let act = match page {
        Some(page) => view! { <a href=page>{act}</a> }.into_any(),
        None => act.into_any(),
    };
    let detail = detail(locale, line).map(|said| view! { <br/><span class="muted">{said}</span> });
    view! {
        <tr>
            <th scope="row">{moment(locale, line.at)}</th>
            <td data-label=td_string!(locale, rights.by)>{by}</td>
            <td data-label=td_string!(locale, rights.act)>{act}{detail}</td>
        </tr>
    }
}
