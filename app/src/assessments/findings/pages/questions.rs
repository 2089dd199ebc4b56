//! What each question of the tests is worth, and how far their scores can be trusted.

use super::super::model::TestFindings;
use super::super::sides::{Asked, asked};
use super::super::words;
use super::moment_names;
use crate::assessments::pages::{percent_of, whole_percent};
use crate::i18n::Locale;
use crate::ui::chart::{Bar, Pair, pairs};
use crate::ui::format::decimal;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What each question is worth, and what to do about it.
pub(super) fn questions(locale: Locale, tests: &[TestFindings]) -> AnyView {
    let asked = asked(tests);
    if asked.is_empty() {
        return view! { <p>{td_string!(locale, findings.no_answers)}</p> }.into_any();
    }
    let title = td_string!(locale, findings.questions);
    let chart = asked.iter().map(|one| {
        let bar = |place: usize| {
            let item = one.sides[place]?;
            let said = whole_percent(locale, item.difficulty);
            let label = moment_names(locale)[place].to_owned();
            Some(Bar { label, percent: percent_of(item.difficulty), said })
        };
        Pair { label: format!("{}. {}", one.number, one.wording()), bars: [bar(0), bar(1)] }
    });
    let chart = pairs(
        "questions",
        title,
        td_string!(locale, findings.questions_said).to_owned(),
        moment_names(locale),
        chart.collect(),
    );
    let lines = asked.iter().map(|one| question_line(locale, one)).collect_view();
    view! {
        <section class="section" aria-labelledby="questions">
            <h2 id="questions">{title}</h2>
            <p>{td_string!(locale, findings.questions_lead)}</p>
            {tests.iter().filter_map(|test| words::trust(locale, test)).map(|said| view! { <p>{said}</p> }).collect_view()}
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

/// A question: what was right, and what it tells of the people at the last test that has answers.
fn question_line(locale: Locale, asked: &Asked<'_>) -> impl IntoView + use<> {
    let last = asked.last();
    let [before, after] = asked.sides.map(|side| side.map(|item| whole_percent(locale, item.difficulty)));
    let figure = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| decimal(locale, value, 2));
    let flags = last.map(|item| words::flags(locale, item)).unwrap_or_default();
    let flags = flags.into_iter().map(|flag| view! { <li>{flag}</li> }).collect_view();
    view! {
        <tr>
            <th scope="row">{asked.number}". "{asked.wording().to_owned()}</th>
            <td class="numeric" data-label=td_string!(locale, findings.right_before)>{before}</td>
            <td class="numeric" data-label=td_string!(locale, findings.right_after)>{after}</td>
            <td class="numeric" data-label=td_string!(locale, findings.discrimination)>{figure(last.and_then(|item| item.item_rest))}</td>
            <td class="numeric" data-label="D">{figure(last.and_then(|item| item.discrimination))}</td>
            <td><ul class="plain">{flags}</ul></td>
        </tr>
    }
}
