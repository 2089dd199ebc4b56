//! Lists that came from elsewhere: the list of them, and one with its rows.

mod reading;
mod rows;

pub(super) use rows::reasons;

use super::model::Outcome;
use super::store::deciding::unknown_institutions;
use super::store::uploads::{self, Import, find, list};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::ImportId;
use crate::people::model::Age;
use crate::people::pages::field_label;
use crate::people::store::places::{categories, institutions, regions};
use crate::people::store::register::{self, Seen};
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, choices};
use crate::ui::format::{moment, number};
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use reading::{institutions_form, mapping_form};
use rows::{next_link, rows_table};
use serde::Deserialize;
use std::collections::HashMap;

/// How many rows a page shows.
const PAGE: u64 = 100;

/// What was typed into the form for a new list.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// The campaign's identifier.
    pub campaign: String,
    /// Who sent the list.
    pub sender: String,
    /// The cells pasted.
    pub pasted: String,
}

/// The lists so far, and the form for another.
pub async fn list_imports(visit: Visit) -> Answer {
    imports_sheet(&visit, Typed::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn imports_sheet(visit: &Visit, typed: Typed, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let imports = list(&caller).await?;
    let campaigns = choices(register::campaigns(&caller).await?);
    let locale = visit.locale;
    let title = td_string!(locale, imports.title);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let sender = Line::text("sender").hint(td_string!(locale, imports.sender_hint));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people">{td_string!(locale, people.register)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, imports.lead)}</p>
            </div>
            {form.summary(move |field| label(locale, field))}
            <p class="actions"><a class="button" href="/imports/template.xlsx">{td_string!(locale, imports.template)}</a></p>
            <form class="form" method="post" action="/imports" enctype="multipart/form-data" novalidate>
                {form.select("campaign", &label(locale, "campaign"), &typed.campaign, &campaigns)}
                {form.line(sender, &label(locale, "sender"), &typed.sender)}
                {form.file("file", &label(locale, "file"), ".xlsx,.csv,.txt,.tsv", td_string!(locale, imports.file_hint), false)}
                {form.area("pasted", &label(locale, "pasted"), &typed.pasted, Some(td_string!(locale, imports.pasted_hint)))}
                <button class="button button--primary">{td_string!(locale, imports.look)}</button>
            </form>
            {imports_table(locale, imports)}
        }
    }))
}

fn imports_table(locale: Locale, imports: Vec<Import>) -> Option<AnyView> {
    if imports.is_empty() {
        return None;
    }
    let lines = imports
        .into_iter()
        .map(|import| {
            let rows = number(locale, i64::try_from(import.counts.values().sum::<u64>()).unwrap_or(i64::MAX));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/imports/{}", import.id)>{import.sender.clone()}</a><br/><span class="muted">{import.file_name.clone()}</span></th>
                    <td data-label=td_string!(locale, imports.came)>{moment(locale, import.created_at)}</td>
                    <td data-label=td_string!(locale, imports.rows)>{(!import.wiped).then_some(rows)}</td>
                    <td data-label=td_string!(locale, imports.state)>{state(locale, &import)}</td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section" aria-labelledby="imports">
                <h2 id="imports">{td_string!(locale, imports.so_far)}</h2>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, imports.sender)}</th>
                            <th scope="col">{td_string!(locale, imports.came)}</th>
                            <th scope="col">{td_string!(locale, imports.rows)}</th>
                            <th scope="col">{td_string!(locale, imports.state)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </section>
        }
        .into_any(),
    )
}

fn state(locale: Locale, import: &Import) -> impl IntoView + use<> {
    let (class, words) = match (import.undone_at, import.applied_at) {
        (Some(_), _) => ("badge badge--cancelled", td_string!(locale, imports.undone)),
        (None, Some(_)) => ("badge badge--finished", td_string!(locale, imports.applied)),
        (None, None) if import.wiped => ("badge", td_string!(locale, imports.wiped)),
        (None, None) => ("badge badge--running", td_string!(locale, imports.open)),
    };
    view! { <span class=class>{words}</span> }
}

/// The query of a list's page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RowsQuery {
    outcome: String,
    after: i32,
}

/// A list with its rows.
pub async fn import(visit: Visit, Path(id): Path<ImportId>, Query(query): Query<RowsQuery>) -> Answer {
    import_sheet(&visit, id, &query, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn import_sheet(visit: &Visit, id: ImportId, query: &RowsQuery, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let import = find(&caller, id).await?;
    let outcome: Option<Outcome> = query.outcome.parse().ok();
    let shown = uploads::rows(&caller, id, outcome, query.after, PAGE).await?;
    let open = import.applied_at.is_none() && !import.wiped;
    let samples = if open { uploads::samples(&caller, id).await? } else { Vec::new() };
    let unknown = if open { unknown_institutions(&caller, id).await? } else { Vec::new() };
    let lists = Offered {
        institutions: choices(institutions(&caller).await?),
        regions: choices(regions(&caller).await?),
        categories: categories(&caller).await?,
    };
    let mut people = HashMap::new();
    for row in &shown {
        for (person, _) in row.judgement.candidates.iter().take(3) {
            let line = match register::find(&caller, *person).await? {
                Seen::Whole(entry) | Seen::Least(entry) => entry,
            };
            let born = line.person.age.and_then(Age::year).map(|year| format!(", {year}")).unwrap_or_default();
            let words = format!(
                "{} {} · {} · {}{born}",
                line.person.name.family, line.person.name.given, line.person.job_title, line.institution
            );
            people.insert(*person, words);
        }
    }
    let locale = visit.locale;
    let title = format!("{} · {}", td_string!(locale, imports.title), import.sender);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let next = (shown.len() as u64 == PAGE).then(|| shown.last().map(|row| row.number)).flatten();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/imports">{td_string!(locale, imports.title)}</a></p>
                <h1>{import.sender.clone()}</h1>
                <p class="lead">{state(locale, &import)}" "{import.file_name.clone()}" · "{import.campaign_title.clone()}</p>
            </div>
            {form.summary(move |field| label(locale, field))}
            {counts(locale, &import, outcome)}
            {doing(locale, &import)}
            {(!unknown.is_empty()).then(|| institutions_form(locale, id, unknown, &lists))}
            {rows_table(locale, &import, &shown, &people, open)}
            {next.map(|next| next_link(locale, outcome, next))}
            {open.then(|| mapping_form(&form, &import, &samples, &lists))}
        }
    }))
}

/// What the forms of a list's page offer.
struct Offered {
    institutions: Vec<(String, String)>,
    regions: Vec<(String, String)>,
    categories: Vec<(String, String, String)>,
}

fn counts(locale: Locale, import: &Import, chosen: Option<Outcome>) -> AnyView {
    let id = import.id;
    let links = Outcome::ALL
        .into_iter()
        .map(|outcome| {
            let count = import.counts.get(outcome.as_str()).copied().unwrap_or_default();
            let count = number(locale, i64::try_from(count).unwrap_or(i64::MAX));
            let current = (chosen == Some(outcome)).then_some("true");
            let address = format!("/imports/{id}?outcome={}#rows", outcome.as_str());
            view! { <div class="stat"><dt><a href=address aria-current=current>{outcome_name(locale, outcome)}</a></dt><dd>{count}</dd></div> }
        })
        .collect_view();
    view! { <dl class="stats">{links}</dl> }.into_any()
}

/// What can be done with the list as a whole.
fn doing(locale: Locale, import: &Import) -> AnyView {
    let id = import.id;
    let corrections = view! { <a class="button" href=format!("/imports/{id}/corrections.xlsx")>{td_string!(locale, imports.corrections)}</a> };
    if import.wiped {
        return view! { <p class="notice">{td_string!(locale, imports.wiped_notice)}</p> }.into_any();
    }
    if import.undone_at.is_some() {
        return ().into_any();
    }
    if import.applied_at.is_some() {
        return view! {
            <form class="actions" method="post" action=format!("/imports/{id}/undo")>
                <button class="button">{td_string!(locale, imports.undo)}</button>
                {corrections}
            </form>
        }
        .into_any();
    }
    view! {
        <form class="actions" method="post" action=format!("/imports/{id}/apply")>
            <button class="button button--primary" name="which" value="all">{td_string!(locale, imports.apply)}</button>
            <button class="button" name="which" value="in_order">{td_string!(locale, imports.apply_in_order)}</button>
            {corrections}
        </form>
    }
    .into_any()
}

fn outcome_name(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => td_string!(locale, imports.new),
        Outcome::Same => td_string!(locale, imports.same),
        Outcome::Changed => td_string!(locale, imports.changed),
        Outcome::Duplicate => td_string!(locale, imports.duplicate),
        Outcome::Refused => td_string!(locale, imports.refused),
    }
}

fn label(locale: Locale, field: &str) -> String {
    match field {
        "sender" => td_string!(locale, imports.sender).to_owned(),
        "file" => td_string!(locale, imports.file).to_owned(),
        "pasted" => td_string!(locale, imports.pasted).to_owned(),
        "import" | "decision" => td_string!(locale, imports.title).to_owned(),
        "campaign" => td_string!(locale, people.for_campaign).to_owned(),
        other => field_label(locale, other),
    }
}
