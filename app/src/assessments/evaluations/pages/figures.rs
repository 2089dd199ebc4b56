//! Ratings as a chart with its table, numbers as a table, words as lists.

use crate::assessments::bank::views::language;
use crate::assessments::evaluations::model::telling::{Numbers, Told, ToldQuestion};
use crate::assessments::evaluations::words::{count, question_text};
use crate::assessments::pages::whole_percent;
use crate::i18n::Locale;
use crate::ui::chart::{Stack, stacks};
use crate::ui::format::{decimal, number};
use analysis::survey::RatingSummary;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::Kind;

/// All that is told of some questions.
pub(super) fn figures(locale: Locale, questions: &[ToldQuestion]) -> impl IntoView + use<> {
    view! {
        {agreement(locale, questions)}
        {counts(locale, questions)}
        {said(locale, questions)}
    }
}

/// How statements are agreed with. All have the same scale.
fn agreement(locale: Locale, questions: &[ToldQuestion]) -> Option<impl IntoView + use<>> {
    let scale = questions.iter().find_map(|one| match &one.question.kind {
        Kind::Likert { scale } => Some(scale),
        _ => None,
    })?;
    let points: Vec<String> = scale.iter().map(|point| point.in_language(language(locale)).to_owned()).collect();
    let statements = questions.iter().filter(|one| matches!(one.question.kind, Kind::Likert { .. }));
    let bars = statements.clone().filter_map(|one| match &one.told {
        Told::Rating(rating) => {
            Some(Stack { label: question_text(locale, &one.question), parts: rating.counts.clone() })
        }
        _ => None,
    });
    let bars: Vec<Stack> = bars.collect();
    let lines = statements.map(|one| statement(locale, one, &points)).collect_view();
    let heads =
        points.iter().map(|point| view! { <th scope="col" class="numeric">{point.clone()}</th> }).collect_view();
    let title = td_string!(locale, evaluations.agreement);
    let description = td_string!(locale, evaluations.agreement_said).to_owned();
    let chart = (!bars.is_empty()).then(|| stacks("agreement", title, description, points, &bars));
    Some(view! {
        <section class="section" aria-labelledby="agreement">
            <h2 id="agreement">{title}</h2>
            {chart}
            <table class="table rates__table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, evaluations.statement)}</th>
                        {heads}
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.answers)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.mean)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.satisfied)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <p class="muted">{td_string!(locale, evaluations.satisfied_hint)}</p>
        </section>
    })
}

fn statement(locale: Locale, one: &ToldQuestion, points: &[String]) -> impl IntoView + use<> {
    let told = match &one.told {
        Told::Rating(rating) => rated(locale, rating, points).into_any(),
        _ => few(locale, points.len() + 3).into_any(),
    };
    view! { <tr><th scope="row">{question_text(locale, &one.question)}</th>{told}</tr> }
}

fn rated(locale: Locale, rating: &RatingSummary, points: &[String]) -> impl IntoView + use<> {
    let cells = points.iter().zip(&rating.counts).map(|(point, many)| {
        view! { <td class="numeric" data-label=point.clone()>{count(locale, *many)}</td> }
    });
    let favourable = rating.favourable.map_or_else(|| "–".to_owned(), |favourable| whole_percent(locale, favourable));
    view! {
        {cells.collect_view()}
        <td class="numeric" data-label=td_string!(locale, evaluations.answers)>{count(locale, rating.answered)}</td>
        <td class="numeric" data-label=td_string!(locale, evaluations.mean)>{decimal(locale, rating.mean, 2)}</td>
        <td class="numeric" data-label=td_string!(locale, evaluations.satisfied)>{favourable}</td>
    }
}

fn few(locale: Locale, columns: usize) -> impl IntoView {
    view! { <td colspan=columns.to_string()>{td_string!(locale, evaluations.few)}</td> }
}

/// What was answered by a number.
fn counts(locale: Locale, questions: &[ToldQuestion]) -> Option<impl IntoView + use<>> {
    let these = questions.iter().filter(|one| matches!(one.question.kind, Kind::Numeric { .. }));
    let lines = these.map(|one| {
        let told = match &one.told {
            Told::Numbers(numbers) => counted(locale, numbers).into_any(),
            _ => few(locale, 4).into_any(),
        };
        view! { <tr><th scope="row">{question_text(locale, &one.question)}</th>{told}</tr> }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="counts">
                <h2 id="counts">{td_string!(locale, evaluations.counts)}</h2>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, evaluations.question)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, evaluations.answers)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, evaluations.sum)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, evaluations.median)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, evaluations.least_most)}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </section>
        }
    })
}

fn counted(locale: Locale, numbers: &Numbers) -> impl IntoView + use<> {
    let range = td_string!(
        locale,
        evaluations.from_to,
        least = number(locale, numbers.least),
        greatest = number(locale, numbers.greatest)
    )
    .to_string();
    // Halfway between two whole numbers, at the most.
    let places = usize::from(numbers.median.fract() != 0.0);
    view! {
        <td class="numeric" data-label=td_string!(locale, evaluations.answers)>{count(locale, numbers.count)}</td>
        <td class="numeric" data-label=td_string!(locale, evaluations.sum)>{number(locale, i64::try_from(numbers.sum).unwrap_or(i64::MAX))}</td>
        <td class="numeric" data-label=td_string!(locale, evaluations.median)>{decimal(locale, numbers.median, places)}</td>
        <td class="numeric" data-label=td_string!(locale, evaluations.least_most)>{range}</td>
    }
}

/// What was answered in words.
fn said(locale: Locale, questions: &[ToldQuestion]) -> Option<impl IntoView + use<>> {
    let lists = questions.iter().filter_map(|one| match &one.told {
        Told::Words(words) => Some(view! { <h3>{question_text(locale, &one.question)}</h3>{listed(locale, words)} }),
        _ => None,
    });
    let lists: Vec<_> = lists.collect();
    (!lists.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="said">
                <h2 id="said">{td_string!(locale, evaluations.said)}</h2>
                <p class="muted">{td_string!(locale, evaluations.said_hint)}</p>
                {lists}
            </section>
        }
    })
}

fn listed(locale: Locale, words: &[String]) -> AnyView {
    if words.is_empty() {
        return view! { <p class="muted">{td_string!(locale, evaluations.nothing_said)}</p> }.into_any();
    }
    let lines = words.iter().map(|said| view! { <li>{said.clone()}</li> }).collect_view();
    view! { <ul class="words">{lines}</ul> }.into_any()
}
