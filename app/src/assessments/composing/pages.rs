//! Where the tests of a curriculum are made of its bank.

use super::store::{InForce, Offer, offer};
use crate::assessments::pages::test_name;
use crate::assessments::rescoring::pages::behind_section;
use crate::assessments::rescoring::store::reading::behind;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// What was just made.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct TestsQuery {
    count: String,
    seed: String,
}

/// The plan to fill in.
pub async fn ask_tests(visit: Visit, Path(id): Path<CurriculumId>, Query(query): Query<TestsQuery>) -> Answer {
    let made = (!query.count.is_empty()).then_some(query);
    tests_sheet(&visit, id, &[], made, Vec::new()).await
}

/// The same with what was typed, what was made, and what was wrong.
///
/// # Errors
/// Unless the asker organises a campaign of the programme.
pub async fn tests_sheet(
    visit: &Visit,
    id: CurriculumId,
    typed: &[(String, String)],
    made: Option<TestsQuery>,
    refusals: Vec<Refusal>,
) -> Answer {
    let offered = offer(&visit.caller(), id).await?;
    let behind = behind(&visit.caller(), id).await?;
    let (locale, typed) = (visit.locale, typed.to_vec());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, tests.compose);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let said = made.map(|made| {
            let said = td_string!(locale, tests.composed, count = made.count, seed = made.seed).to_string();
            view! { <p class="notice" role="status">{said}</p> }
        });
        let body = if offered.modules.iter().all(|(_, _, count)| *count == 0) {
            view! { <p class="empty">{td_string!(locale, tests.compose_none)}</p> }.into_any()
        } else {
            view! { {plan(&form, id, &offered, &typed)}{quiz(&form, id, &offered, &typed)} }.into_any()
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb">
                    <a href=format!("/curricula/{id}")>{offered.title.clone()}</a>" › "
                    <a href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.title)}</a>
                </p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, tests.compose_lead)}</p>
            </div>
            {form.summary(move |field| label(locale, field).to_owned())}
            {said}
            {in_force(locale, &offered.tests)}
            {behind_section(locale, id, behind)}
            {body}
        }
    }))
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "seed" => td_string!(locale, tests.seed),
        "quiz" => td_string!(locale, tests.quiz),
        _ => td_string!(locale, tests.compose),
    }
}

/// The tests that workshops begin with from now on.
fn in_force(locale: Locale, tests: &[InForce]) -> Option<impl IntoView + use<>> {
    let line = |test: &InForce| {
        let said = td_string!(
            locale,
            tests.in_version,
            test = test_name(locale, test.purpose, &test.title),
            version = test.version.to_string(),
            points = test.max_points.to_string()
        )
        .to_string();
        view! { <li>{said}</li> }
    };
    (!tests.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="in-force">
                <h2 id="in-force">{td_string!(locale, tests.in_force)}</h2>
                <ul>{tests.iter().map(line).collect_view()}</ul>
                <p class="muted">{td_string!(locale, tests.versions)}</p>
            </section>
        }
    })
}

/// A quiz of one module.
fn quiz(form: &FormView, id: CurriculumId, offered: &Offer, typed: &[(String, String)]) -> impl IntoView + use<> {
    let locale = form.locale;
    let value =
        |name: &str| typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let of_modules = offered.modules.iter().filter_map(|(module, title, count)| {
        let module = module.filter(|_| *count > 0)?;
        let available = td_string!(locale, tests.compose_available, count = count.to_string()).to_string();
        Some((module.to_string(), format!("{title} ({available})")))
    });
    let of_modules: Vec<(String, String)> = of_modules.collect();
    let count = Line::text("quiz_count").kind("number");
    view! {
        <section class="section" aria-labelledby="quizzes">
            <h2 id="quizzes">{td_string!(locale, tests.quizzes)}</h2>
            <p>{td_string!(locale, tests.quizzes_lead)}</p>
            <form class="form" method="post" action=format!("/curricula/{id}/tests") novalidate>
                {form.select("quiz", td_string!(locale, tests.quiz_module), &value("quiz"), &of_modules)}
                {form.line(count, td_string!(locale, tests.quiz_count), &value("quiz_count"))}
                <p class="actions"><button class="button">{td_string!(locale, tests.compose_send)}</button></p>
            </form>
        </section>
    }
}

/// A line for each module that has questions.
fn plan(form: &FormView, id: CurriculumId, offered: &Offer, typed: &[(String, String)]) -> impl IntoView + use<> {
    let locale = form.locale;
    let value =
        |name: &str| typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default();
    let lines = offered
        .modules
        .iter()
        .enumerate()
        .filter(|(_, (_, _, count))| *count > 0)
        .map(|(place, (_, title, count))| {
            let name = format!("m{place}");
            let title = if title.is_empty() { td_string!(locale, tests.no_module).to_owned() } else { title.clone() };
            let available = td_string!(locale, tests.compose_available, count = count.to_string()).to_string();
            view! {
                <label class="field test__pair">
                    <span>{title}" "<span class="muted">{available}</span></span>
                    <input class="field__control field__control--points" type="number" min="0" max=count.to_string() name=name.clone() value=value(&name)/>
                </label>
            }
        })
        .collect_view();
    let seed = Line::text("seed").optional().hint(td_string!(locale, tests.seed_hint));
    view! {
        <form class="form" method="post" action=format!("/curricula/{id}/tests") novalidate>
            <div id="plan">{lines}</div>
            {form.line(seed, label(locale, "seed"), &value("seed"))}
            <p class="actions"><button class="button button--primary">{td_string!(locale, tests.compose_send)}</button></p>
        </form>
    }
}
