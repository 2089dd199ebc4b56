//! The rows of a list, each with what it is and why.

use crate::fields::{Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::imports::model::{Column, Decision, Outcome};
use crate::imports::store::uploads::{Import, Row};
use crate::people::pages::field_label;
use crate::ui::problems::sentence;
use leptos::prelude::*;
use leptos_i18n::td_string;
use std::collections::HashMap;

pub(super) fn rows_table(
    locale: Locale,
    import: &Import,
    shown: &[Row],
    people: &HashMap<PersonId, String>,
    open: bool,
) -> AnyView {
    if shown.is_empty() {
        return view! { <p class="empty">{td_string!(locale, imports.no_rows)}</p> }.into_any();
    }
    let deciding = open && shown.iter().any(|row| row.outcome == Outcome::Duplicate);
    let lines = shown.iter().map(|row| row_line(locale, import, row, people, open)).collect_view();
    let button = deciding
        .then(|| view! { <p class="actions"><button class="button button--primary">{td_string!(locale, imports.decide)}</button></p> });
    view! {
        <form method="post" action=format!("/imports/{}/decisions", import.id) id="rows">
            <table class="table">
                <caption>{td_string!(locale, imports.rows)}</caption>
                <thead>
                    <tr>
                        <th scope="col" class="numeric">"N°"</th>
                        <th scope="col">{td_string!(locale, imports.outcome)}</th>
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, imports.why)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            {button}
        </form>
    }
    .into_any()
}

fn row_line(
    locale: Locale,
    import: &Import,
    row: &Row,
    people: &HashMap<PersonId, String>,
    open: bool,
) -> impl IntoView + use<> {
    let wanted = import
        .mapping
        .columns
        .iter()
        .zip(&row.cells)
        .filter(|(column, cell)| **column != Column::Ignored && !cell.is_empty());
    let cells: Vec<&str> = wanted.map(|(_, cell)| cell.as_str()).collect();
    let class = match row.outcome {
        Outcome::New | Outcome::Changed => "badge badge--ready",
        Outcome::Same => "badge badge--finished",
        Outcome::Duplicate => "badge badge--running",
        Outcome::Refused => "badge badge--cancelled",
    };
    let decision = (open && row.outcome == Outcome::Duplicate).then(|| decision(locale, row, people));
    let alike = row.judgement.candidates.iter().filter_map(|(id, _)| people.get(id));
    let alike = alike
        .map(|person| td_string!(locale, imports.looks_like, person = person.clone()).to_string())
        .collect::<Vec<_>>();
    let reasons =
        reasons(locale, import, row).into_iter().chain(alike).map(|reason| view! { <li>{reason}</li> }).collect_view();
    let person = row
        .person
        .map(|person| view! { <br/><a href=format!("/people/{person}")>{td_string!(locale, imports.see_entry)}</a> });
    view! {
        <tr>
            <td class="numeric">{row.number}</td>
            <td data-label=td_string!(locale, imports.outcome)><span class=class>{outcome_of_one(locale, row.outcome)}</span></td>
            <td data-label=td_string!(locale, people.person)>{cells.join(" · ")}{person}</td>
            <td data-label=td_string!(locale, imports.why)><ul class="plain">{reasons}</ul>{decision}</td>
        </tr>
    }
}

fn outcome_of_one(locale: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::New => td_string!(locale, imports.one_new),
        Outcome::Same => td_string!(locale, imports.one_same),
        Outcome::Changed => td_string!(locale, imports.one_changed),
        Outcome::Duplicate => td_string!(locale, imports.one_duplicate),
        Outcome::Refused => td_string!(locale, imports.one_refused),
    }
}

fn decision(locale: Locale, row: &Row, people: &HashMap<PersonId, String>) -> impl IntoView + use<> {
    let chosen = row.decision;
    let option =
        |value: String, words: String, selected: bool| view! { <option value=value selected=selected>{words}</option> };
    let candidates = row
        .judgement
        .candidates
        .iter()
        .filter_map(|(id, points)| {
            let person = people.get(id)?.clone();
            let words = td_string!(locale, imports.is_person, person = person, points = points.to_string()).to_string();
            Some(option(id.to_string(), words, chosen == Some(Decision::Is(*id))))
        })
        .collect_view();
    let name = format!("row-{}", row.number);
    let label = td_string!(locale, imports.decision_of, row = row.number.to_string()).to_string();
    view! {
        <select class="field__control" name=name aria-label=label>
            {option(String::new(), td_string!(locale, fields.choose).to_owned(), chosen.is_none())}
            {option("add".to_owned(), td_string!(locale, imports.another_person).to_owned(), chosen == Some(Decision::Add))}
            {candidates}
            {option("skip".to_owned(), td_string!(locale, imports.skip).to_owned(), chosen == Some(Decision::Skip))}
        </select>
    }
}

/// What is wrong with a cell; of names that a list may give in its own way, what
/// to do about it.
fn told(locale: Locale, refusal: &Refusal) -> String {
    match (refusal.field.as_str(), &refusal.problem) {
        ("institution", Problem::Unknown) => td_string!(locale, imports.unknown_institution).to_owned(),
        ("locality", Problem::Unknown) => td_string!(locale, imports.unknown_locality).to_owned(),
        ("languages", Problem::Unknown) => td_string!(locale, imports.unknown_language).to_owned(),
        ("region", Problem::Unknown) => td_string!(locale, imports.unknown_region).to_owned(),
        (_, problem) => sentence(locale, problem),
    }
}

/// Why a row is what it is, in words.
pub(in crate::imports) fn reasons(locale: Locale, import: &Import, row: &Row) -> Vec<String> {
    let mut reasons: Vec<String> = row
        .judgement
        .refusals
        .iter()
        .map(|it| {
            let heading =
                it.column.and_then(|column| import.headings.get(column)).filter(|heading| !heading.is_empty());
            let heading = heading.cloned().unwrap_or_else(|| field_label(locale, &it.refusal.field));
            let cell = it.column.and_then(|column| row.cells.get(column)).filter(|cell| !cell.is_empty());
            let cell = cell.map(|cell| format!(" « {cell} »")).unwrap_or_default();
            format!("{heading}{cell} : {}", told(locale, &it.refusal))
        })
        .collect();
    if row.outcome == Outcome::Duplicate {
        reasons.extend(
            row.judgement.twin.map(|twin| td_string!(locale, imports.twin, row = twin.to_string()).to_string()),
        );
    }
    if !row.judgement.fields.is_empty() {
        let fields: Vec<String> = row.judgement.fields.iter().map(|field| field_label(locale, field)).collect();
        reasons.push(td_string!(locale, imports.changes, fields = fields.join(", ")).to_string());
    }
    reasons
}

pub(super) fn next_link(locale: Locale, outcome: Option<Outcome>, after: i32) -> impl IntoView {
    view! {
        <form class="actions" method="get">
            <input type="hidden" name="outcome" value=outcome.map(Outcome::as_str).unwrap_or_default()/>
            <input type="hidden" name="after" value=after/>
            <button class="button">{td_string!(locale, shell.next_page)}</button>
        </form>
    }
}
