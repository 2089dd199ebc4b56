//! An evaluation on a telephone: without script, and with what is done so that nobody
//! knows whose an answer is.

use crate::assessments::answering::model::Typed;
use crate::assessments::answering::views::Sheet as Questions;
use crate::assessments::evaluations::store::answering::{Asked, Standing, Waiting, asked};
use crate::assessments::evaluations::words::evaluation_name;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::EvaluationId;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// Whether answers were just sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentQuery {
    sent: String,
}

/// What the participant is asked, or that they have answered.
pub async fn show_asked(visit: Visit, Path(id): Path<EvaluationId>, Query(query): Query<SentQuery>) -> Answer {
    asked_sheet(&visit, id, Typed::default(), !query.sent.is_empty(), Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// As [`asked`].
pub async fn asked_sheet(visit: &Visit, id: EvaluationId, typed: Typed, sent: bool, refusals: Vec<Refusal>) -> Answer {
    let found = asked(&visit.caller(), id).await?;
    let locale = visit.locale;
    let form = FormView::new(locale, refusals);
    let title = evaluation_name(locale, found.occasion, found.held_on);
    Ok(Sheet::new(Place::Home, title.clone()).refused(!form.refusals.is_empty()).send(visit, move || {
        let body = match found.standing {
            Standing::Open => to_answer(&form, id, &found, &typed).into_any(),
            Standing::Answered if sent => {
                view! { <p class="notice" role="status">{td_string!(locale, evaluations.thanks)}</p> }.into_any()
            }
            Standing::Answered => view! { <p class="notice">{td_string!(locale, evaluations.answered)}</p> }.into_any(),
            Standing::Closed => view! { <p class="notice">{td_string!(locale, evaluations.closed)}</p> }.into_any(),
        };
        // What stands on the page already is not said twice.
        let wrong = (found.standing == Standing::Open).then(|| form.summary(move |field| label(locale, field)));
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{found.workshop.clone()}</p></div>
            {wrong}
            {body}
            <p class="actions"><a class="button" href="/">{td_string!(locale, shell.my_workshops)}</a></p>
        }
    }))
}

fn label(locale: Locale, field: &str) -> String {
    match field.strip_prefix('q') {
        Some(number) => td_string!(locale, tests.question, number = number.to_owned()).to_string(),
        None => td_string!(locale, evaluations.title).to_owned(),
    }
}

fn to_answer(form: &FormView, id: EvaluationId, found: &Asked, typed: &Typed) -> impl IntoView + use<> {
    let locale = form.locale;
    // The same order for everyone: another would be a trace.
    let questions = Questions { form, typed, seed: 0 };
    let asked =
        found.questions.iter().enumerate().map(|(place, question)| questions.question(place, question)).collect_view();
    view! {
        <section class="notice" aria-labelledby="promise">
            <h2 id="promise">{td_string!(locale, evaluations.promise)}</h2>
            <ul>
                <li>{td_string!(locale, evaluations.promise_apart)}</li>
                <li>{td_string!(locale, evaluations.promise_few)}</li>
                <li>{td_string!(locale, evaluations.promise_words)}</li>
                <li>{td_string!(locale, evaluations.promise_once)}</li>
            </ul>
        </section>
        <p>{td_string!(locale, evaluations.leave_empty)}</p>
        <form class="form test" method="post" action=format!("/evaluations/{id}") autocomplete="off" novalidate>
            {asked}
            <div class="form__foot"><button class="button button--primary">{td_string!(locale, evaluations.send)}</button></div>
        </form>
    }
}

/// The way to an evaluation that waits, on the participant's first page.
pub fn evaluation_link(locale: Locale, waiting: &Waiting) -> impl IntoView + use<> {
    let name = evaluation_name(locale, waiting.occasion, waiting.held_on);
    let words = td_string!(locale, evaluations.take, evaluation = name).to_string();
    let address = format!("/evaluations/{}", waiting.evaluation);
    view! { <p class="actions"><a class="button button--primary" href=address>{words}</a></p> }
}
