//! How a list is read: what its columns hold, and what its names of institutions mean.

use super::{Offered, label};
use crate::i18n::Locale;
use crate::ids::ImportId;
use crate::imports::model::{Column, NameOrder};
use crate::imports::store::uploads::{Import, Row};
use crate::people::model::search_key;
use crate::people::pages::field_label;
use crate::ui::form::{FormView, Line};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How many unknown institutions are asked for at once.
const ASKED: usize = 30;

pub(super) fn institutions_form(
    locale: Locale,
    id: ImportId,
    unknown: Vec<(String, usize)>,
    lists: &Offered,
) -> AnyView {
    let known = |selected: &str| {
        let selected = selected.to_owned();
        lists
            .institutions
            .iter()
            .map(
                move |(id, name)| view! { <option value=id.clone() selected={*id == selected}>{name.clone()}</option> },
            )
            .collect_view()
    };
    let categories = lists
        .categories
        .iter()
        .map(|(code, fr, en)| {
            let name = match locale {
                Locale::fr => fr,
                Locale::en => en,
            };
            let words = td_string!(locale, imports.new_institution, category = name.clone()).to_string();
            view! { <option value=format!("new:{code}")>{words}</option> }
        })
        .collect_view();
    let rows = unknown
        .into_iter()
        .take(ASKED)
        .map(|(name, count)| {
            let label = td_string!(locale, imports.institution_used, name = name.clone(), count = count.to_string())
                .to_string();
            let best = closest(&name, &lists.institutions);
            view! {
                <div class="field">
                    <label class="field__label">
                        {label}
                        <input type="hidden" name="name" value=name.clone()/>
                        <select class="field__control" name="meant">
                            <option value="">{td_string!(locale, fields.choose)}</option>
                            <optgroup label=td_string!(locale, imports.known_institutions)>{known(&best)}</optgroup>
                            <optgroup label=td_string!(locale, imports.new_institutions)>{categories.clone()}</optgroup>
                        </select>
                    </label>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="section card" aria-labelledby="institutions">
            <h2 id="institutions">{td_string!(locale, imports.unknown_institutions)}</h2>
            <p>{td_string!(locale, imports.unknown_institutions_lead)}</p>
            <form class="form" method="post" action=format!("/imports/{id}/institutions")>
                {rows}
                <button class="button button--primary">{td_string!(locale, imports.name_institutions)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// The institution whose name is most like, if any is much like.
fn closest(name: &str, institutions: &[(String, String)]) -> String {
    let key = search_key(name);
    let alike = |other: &str| strsim::jaro_winkler(&key, &search_key(other));
    let best = institutions.iter().map(|(id, other)| (alike(other), id)).max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(alike, _)| *alike > 0.88).map(|(_, id)| id.clone()).unwrap_or_default()
}

pub(super) fn mapping_form(form: &FormView, import: &Import, samples: &[Row], lists: &Offered) -> AnyView {
    let locale = form.locale;
    let mapping = &import.mapping;
    let rows = import
        .headings
        .iter()
        .zip(&mapping.columns)
        .enumerate()
        .map(|(place, (heading, column))| {
            let sample: Vec<&str> =
                samples.iter().filter_map(|row| row.cells.get(place)).map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            let options = Column::ALL
                .map(|each| view! { <option value=each.as_str() selected={each == *column}>{column_name(locale, each)}</option> })
                .collect_view();
            let label = td_string!(locale, imports.column_holds, heading = heading.clone()).to_string();
            view! {
                <tr>
                    <th scope="row">{heading.clone()}<br/><span class="muted">{sample.join(" · ")}</span></th>
                    <td><select class="field__control" name="column" aria-label=label>{options}</select></td>
                </tr>
            }
        })
        .collect_view();
    let order = match mapping.names {
        NameOrder::FamilyFirst => "family_first",
        NameOrder::GivenFirst => "given_first",
    };
    let orders = [
        ("family_first", td_string!(locale, imports.family_first).to_owned()),
        ("given_first", td_string!(locale, imports.given_first).to_owned()),
    ];
    view! {
        <section class="section" aria-labelledby="mapping">
            <h2 id="mapping">{td_string!(locale, imports.mapping)}</h2>
            <form class="form" method="post" action=format!("/imports/{}/mapping", import.id) novalidate>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, imports.column)}</th>
                            <th scope="col">{td_string!(locale, imports.holds)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {form.radios("names", td_string!(locale, imports.name_order), order, &orders)}
                <p>{td_string!(locale, imports.otherwise)}</p>
                {form.optional_select("institution", &label(locale, "institution"), &mapping.institution, &lists.institutions)}
                {form.line(Line::text("job_title").optional(), &label(locale, "job_title"), &mapping.job_title)}
                {form.optional_select("region", &label(locale, "region"), &mapping.region, &lists.regions)}
                <button class="button">{td_string!(locale, imports.read_so)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn column_name(locale: Locale, column: Column) -> String {
    match column {
        Column::FullName => td_string!(locale, imports.full_name).to_owned(),
        Column::Ignored => td_string!(locale, imports.ignored).to_owned(),
        other => field_label(locale, other.as_str()),
    }
}
