//! What each question of the tests is worth, and how far their scores can be trusted.

use super::super::model::{ItemFindings, TestFindings};
use super::super::words;
use super::moment_names;
use crate::assessments::model::Moment;
use crate::assessments::pages::{moment_name, percent_of, whole_percent};
use crate::i18n::Locale;
use crate::ui::chart::{Bar, Pair, pairs};
use crate::ui::format::decimal;
use analysis::items::ItemStatistics;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What each question is worth, and what to do about it.
pub(super) fn questions(locale: Locale, tests: &[TestFindings]) -> AnyView {
    let items = |moment| {
        let test = tests.iter().find(|test| test.test.moment == moment)?;
        test.items.as_ref()
    };
    let (before, after) = (items(Moment::Before), items(Moment::After));
    let Some(told) = after.or(before) else {
        return view! { <p>{td_string!(locale, findings.no_answers)}</p> }.into_any();
    };
    let title = td_string!(locale, findings.questions);
    let of = |found: Option<&ItemFindings>, place: usize| found.and_then(|found| found.items.get(place)).cloned();
    let rows: Vec<(usize, [Option<ItemStatistics>; 2])> =
        (0..told.items.len()).map(|place| (place, [of(before, place), of(after, place)])).collect();
    let chart = rows.iter().map(|(place, both)| {
        let bars = Moment::ALL.into_iter().zip(both).map(|(moment, item)| {
            let item = item.as_ref()?;
            let said = whole_percent(locale, item.difficulty);
            Some(Bar { label: moment_name(locale, moment).to_owned(), percent: percent_of(item.difficulty), said })
        });
        let bars: Vec<Option<Bar>> = bars.collect();
        Pair { label: format!("{}. {}", place + 1, wording(both)), bars: bars.try_into().unwrap_or_default() }
    });
    let chart = pairs(
        "questions",
        title,
        td_string!(locale, findings.questions_said).to_owned(),
        moment_names(locale),
        chart.collect(),
    );
    let lines = rows.iter().map(|(place, both)| question_line(locale, *place, both)).collect_view();
    view! {
        <section class="section" aria-labelledby="questions">
            <h2 id="questions">{title}</h2>
            <p>{td_string!(locale, findings.questions_lead)}</p>
            {tests.iter().filter_map(|test| trust(locale, test)).collect_view()}
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, findings.question)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, findings.right_before)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, findings.right_after)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, findings.discrimination)}</th>
                        <th scope="col" class="numeric">"D"</th>
                        <th scope="col">{td_string!(locale, findings.look_at)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <details class="more"><summary>{td_string!(locale, findings.as_chart)}</summary>{chart}</details>
        </section>
    }
    .into_any()
}

fn wording(both: &[Option<ItemStatistics>; 2]) -> String {
    both.iter().flatten().next().map(|item| item.item.name.clone()).unwrap_or_default()
}

/// A question: what was right, and what it tells of the people at the last test that has answers.
fn question_line(locale: Locale, place: usize, both: &[Option<ItemStatistics>; 2]) -> impl IntoView + use<> {
    let last = both.iter().rev().flatten().next();
    let right = |item: &Option<ItemStatistics>| item.as_ref().map(|item| whole_percent(locale, item.difficulty));
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| decimal(locale, value, 2));
    let flags = last.map(|item| words::flags(locale, item)).unwrap_or_default();
    let flags = flags.into_iter().map(|flag| view! { <li>{flag}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row">{place + 1}". "{wording(both)}</th>
            <td class="numeric" data-label=td_string!(locale, findings.right_before)>{right(&both[0])}</td>
            <td class="numeric" data-label=td_string!(locale, findings.right_after)>{right(&both[1])}</td>
            <td class="numeric" data-label=td_string!(locale, findings.discrimination)>{figure(last.and_then(|item| item.item_rest))}</td>
            <td class="numeric" data-label="D">{figure(last.and_then(|item| item.discrimination))}</td>
            <td><ul class="plain">{flags}</ul></td>
        </tr>
    }
}

/// How far the scores of a test can be trusted.
fn trust(locale: Locale, test: &TestFindings) -> Option<impl IntoView + use<>> {
    let found = test.items.as_ref()?;
    let (alpha, interval) = found.alpha?;
    let figure = |value: f64| decimal(locale, value, 2);
    let within = interval.map_or_else(String::new, |interval| {
        td_string!(locale, findings.within, lower = figure(interval.lower), upper = figure(interval.upper)).to_string()
    });
    let kr20 = found.kr20.map(|kr20| format!(" KR-20 {}.", figure(kr20))).unwrap_or_default();
    let said = td_string!(
        locale,
        findings.trust,
        test = moment_name(locale, test.test.moment),
        alpha = figure(alpha),
        within = within,
        meaning = words::reliability(locale, alpha),
        error = found.error.map_or_else(|| "–".to_owned(), |error| decimal(locale, error, 1))
    )
    .to_string();
    Some(view! { <p>{said}{kr20}</p> })
}
