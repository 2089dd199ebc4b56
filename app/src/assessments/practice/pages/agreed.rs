//! How far those who judged agree, in figures and in words.

use super::super::agreement::{Agreement, Marks, OfCriterion, agreement, most_apart};
use super::super::model::Rubric;
use super::super::store::overview::Overview;
use super::super::views::said;
use super::super::words;
use crate::assessments::pages::whole_percent;
use crate::i18n::Locale;
use crate::ui::format::number;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How far raters agree, or why nothing is said of it.
pub(super) fn agreed(locale: Locale, rubric: &Rubric, found: &Overview) -> impl IntoView + use<> {
    let scales: Vec<usize> = rubric.criteria().iter().map(|criterion| criterion.levels.len()).collect();
    let any = found.people.iter().any(|judged| !judged.ratings.is_empty());
    let people: Vec<Marks<'_>> = found
        .people
        .iter()
        .map(|judged| judged.ratings.iter().map(|rating| (rating.rater, rating.levels.as_slice())).collect())
        .collect();
    let body = match agreement(&scales, &people) {
        Ok(agreed) => told(locale, rubric, found, &agreed).into_any(),
        Err(why) => view! { <p>{words::alone(locale, why)}</p> }.into_any(),
    };
    any.then(|| {
        view! {
            <section class="section" aria-labelledby="agreement">
                <h2 id="agreement">{td_string!(locale, practice.agreement)}</h2>
                {body}
            </section>
        }
    })
}

fn told(locale: Locale, rubric: &Rubric, found: &Overview, agreed: &Agreement) -> impl IntoView + use<> {
    let names: Vec<&str> = agreed.raters.iter().map(|rater| found.name(*rater)).collect();
    let people = number(locale, i64::try_from(agreed.people).unwrap_or(i64::MAX));
    let compared = td_string!(locale, practice.compared, raters = names.join(", "), people = people).to_string();
    let measured = agreed.whole.as_ref().ok().map(|figure| words::measure(locale, figure.measure));
    let whole = words::figure(locale, &agreed.whole);
    let name = |place: &usize| rubric.criteria().get(*place).map(|criterion| said(locale, &criterion.text));
    let apart: Vec<String> = most_apart(&agreed.criteria).iter().filter_map(name).collect();
    let apart = match apart.as_slice() {
        [] => td_string!(locale, practice.never_apart).to_owned(),
        apart => td_string!(locale, practice.most_apart, criteria = apart.join(" · ")).to_string(),
    };
    let lines = rubric.criteria().iter().zip(&agreed.criteria);
    let lines = lines.map(|(criterion, of)| line(locale, said(locale, &criterion.text), of)).collect_view();
    view! {
        <p>{compared}</p>
        <p><strong>{measured}" "{whole}</strong></p>
        <p>{apart}</p>
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, practice.of_criterion)}</th>
                    <th scope="col">{td_string!(locale, practice.agreement)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, practice.same_level)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, practice.apart)}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
        <details class="more">
            <summary>{td_string!(locale, findings.arithmetic)}</summary>
            <ul>
                <li>{td_string!(locale, practice.about_kappa)}</li>
                <li>{td_string!(locale, practice.about_intraclass)}</li>
                <li>{td_string!(locale, practice.about_pairs)}</li>
                <li>{td_string!(locale, practice.about_apart)}</li>
            </ul>
        </details>
    }
}

fn line(locale: Locale, criterion: String, of: &OfCriterion) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row">{criterion}</th>
            <td data-label=td_string!(locale, practice.agreement)>{words::figure(locale, &of.figure)}</td>
            <td class="numeric" data-label=td_string!(locale, practice.same_level)>{whole_percent(locale, of.same)}</td>
            <td class="numeric" data-label=td_string!(locale, practice.apart)>{whole_percent(locale, of.apart)}</td>
        </tr>
    }
}
