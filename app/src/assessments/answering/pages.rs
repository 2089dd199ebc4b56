//! A test on a telephone: answered without script, resumed after a break, and looked at
//! afterwards where the organiser lets people see their results. Where script runs and
//! answers are taken, `assets/answer.js` keeps what is typed while there is no network.

use super::model::{Typed, mark_answers};
use super::store::opening::{LateSheet, MOST_ATTEMPTS, MOST_MINUTES, Openable, Waiting};
use super::store::sitting::{Paper, paper};
use super::views::Sheet as Questions;
use super::words::phone;
use crate::assessments::bank::views::{language, question_view};
use crate::assessments::model::Purpose;
use crate::assessments::pages::test_name;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{OpeningId, WorkshopId};
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{moment, number};
use crate::workshops::store::enrolment::Participant;
use axum::extract::Path;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::scoring::shown;

/// The test, as it was left.
pub async fn show_paper(visit: Visit, Path(id): Path<OpeningId>) -> Answer {
    paper_sheet(&visit, id, None, Vec::new(), Vec::new()).await
}

/// The same with what was typed, what was wrong, and which questions are empty.
///
/// # Errors
/// As [`paper`].
pub async fn paper_sheet(
    visit: &Visit,
    id: OpeningId,
    typed: Option<Typed>,
    refusals: Vec<Refusal>,
    empty: Vec<usize>,
) -> Answer {
    let mut found = paper(&visit.caller(), id).await?;
    if let Some(typed) = typed {
        found.typed = typed;
    }
    let (locale, now) = (visit.locale, visit.now);
    let form = FormView::new(locale, refusals);
    let title = found.title.clone();
    let sheet = Sheet::new(Place::Home, title.clone()).refused(!form.refusals.is_empty());
    // A telephone may hold what was handed in before the test was closed.
    let takes = found.handed_in_at.is_none() && (found.is_open || found.is_taken_late);
    let sheet = if takes { sheet.with(Bundle::Answer) } else { sheet };
    Ok(sheet.send(visit, move || {
        let body = match (found.handed_in_at, found.is_open) {
            (Some(_), _) if found.released => {
                let again = again(locale, id, &found);
                view! { {again}{review(locale, &found)} }.into_any()
            }
            (Some(at), _) => {
                let said = td_string!(locale, tests.handed_in, at = moment(locale, at)).to_string();
                let again = again(locale, id, &found);
                view! { <p class="notice" role="status">{said}</p>{again} }.into_any()
            }
            (None, false) => {
                let phone = takes.then(|| phone(locale, id, &found, now));
                view! { <p class="notice">{td_string!(locale, tests.closed)}</p>{phone} }.into_any()
            }
            (None, true) => to_answer(&form, id, &found, &empty, now).into_any(),
        };
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{found.workshop.clone()}</p></div>
            {form.summary(move |field| label(locale, field))}
            {body}
            <p class="actions"><a class="button" href="/">{td_string!(locale, shell.my_workshops)}</a></p>
        }
    }))
}

/// The way to take a test once more, where that is left.
fn again(locale: Locale, id: OpeningId, found: &Paper) -> Option<impl IntoView + use<>> {
    (found.is_open && found.attempts_left > 0).then(|| {
        let left = td_string!(locale, tests.attempts_left, count = found.attempts_left.to_string()).to_string();
        view! {
            <form class="actions" method="post" action=format!("/tests/{id}")>
                <button class="button" name="again" value="yes">{td_string!(locale, tests.again)}</button>
                <span class="muted">{left}</span>
            </form>
        }
    })
}

fn label(locale: Locale, field: &str) -> String {
    match field.strip_prefix('q') {
        Some(number) => td_string!(locale, tests.question, number = number.to_owned()).to_string(),
        None => td_string!(locale, tests.title).to_owned(),
    }
}

fn to_answer(
    form: &FormView,
    id: OpeningId,
    found: &Paper,
    empty: &[usize],
    now: DateTime<Utc>,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let questions = Questions { form, typed: &found.typed, seed: found.seed };
    let asked =
        found.questions.iter().enumerate().map(|(place, question)| questions.question(place, question)).collect_view();
    let saved = found.saved_at.map(|at| {
        view! { <p class="muted" role="status">{td_string!(locale, tests.saved, at = moment(locale, at)).to_string()}</p> }
    });
    let missing = (!empty.is_empty()).then(|| {
        let numbers: Vec<String> = empty.iter().map(ToString::to_string).collect();
        let said = td_string!(locale, tests.missing, numbers = numbers.join(", ")).to_string();
        view! { <p class="notice notice--warning" role="alert">{said}</p><input type="hidden" name="sure" value="yes"/> }
    });
    let label =
        if empty.is_empty() { td_string!(locale, tests.hand_in) } else { td_string!(locale, tests.hand_in_anyway) };
    let count = td_string!(
        locale,
        tests.count,
        count = number(locale, i64::try_from(found.questions.len()).unwrap_or(i64::MAX))
    )
    .to_string();
    view! {
        <p>{count}" "{td_string!(locale, tests.lead)}</p>
        {saved}
        <form class="form test" method="post" action=format!("/tests/{id}") novalidate>
            {asked}
            {missing}
            <div class="form__foot">
                {phone(locale, id, found, now)}
                <button class="button" name="save" value="yes">{td_string!(locale, tests.save)}</button>
                <button class="button button--primary" name="hand_in" value="yes">{label}</button>
            </div>
        </form>
    }
}

/// What was answered and what is right, with the points of each question.
fn review(locale: Locale, found: &Paper) -> impl IntoView + use<> {
    let points = found.answers.clone().and_then(|answers| mark_answers(&found.questions, answers).ok());
    let lines = found.questions.iter().enumerate().map(|(place, question)| {
        let scored = points.as_ref().and_then(|marked| marked.answers.get(place));
        let said = scored.map(|(_, scored)| {
            let points = shown(scored.points, language(locale));
            td_string!(locale, assessments.points_of_max, points = points, max = scored.of.to_string()).to_string()
        });
        let own = scored.filter(|(answer, _)| answer.is_empty()).map(|_| td_string!(locale, tests.not_answered));
        view! { <li class="card question">{question_view(locale, question)}<p><strong>{said}</strong>" "{own}</p></li> }
    });
    let lines = lines.collect_view();
    view! { <p>{td_string!(locale, tests.review)}</p><ol class="cards">{lines}</ol> }
}

/// The way to a test that waits, on the participant's first page.
pub fn waiting_link(locale: Locale, waiting: &Waiting) -> impl IntoView + use<> {
    let name = test_name(locale, waiting.purpose, &waiting.title);
    let words = td_string!(locale, tests.take, test = name).to_string();
    view! { <p class="actions"><a class="button button--primary" href=format!("/tests/{}", waiting.opening)>{words}</a></p> }
}

/// Opening and closing, on the page of scores, and whose sheets came after closing.
pub fn openings(
    locale: Locale,
    id: WorkshopId,
    tests: Vec<Openable>,
    enrolled: &[Participant],
    may_train: bool,
) -> Option<impl IntoView + use<>> {
    let lines = tests
        .into_iter()
        .map(|test| {
            let handed_in = number(locale, i64::try_from(test.handed_in).unwrap_or(i64::MAX));
            let closes = test
                .closes_at
                .filter(|_| test.closed_at.is_none())
                .map(|at| format!(" {}", td_string!(locale, tests.closes, at = moment(locale, at))));
            let (said, close, words) = match (test.opened_at, test.closed_at) {
                (Some(at), None) => {
                    let said =
                        td_string!(locale, tests.open_since, at = moment(locale, at), count = handed_in).to_string();
                    (said, "yes", td_string!(locale, tests.close))
                }
                (Some(_), Some(at)) => {
                    let said =
                        td_string!(locale, tests.closed_since, at = moment(locale, at), count = handed_in).to_string();
                    (said, "", td_string!(locale, tests.open_again))
                }
                (None, _) => (td_string!(locale, tests.never_open).to_owned(), "", td_string!(locale, tests.open)),
            };
            let address = format!("/workshops/{id}/tests/{}", test.instrument);
            let form = may_train.then(|| {
                view! {
                    <form class="actions" method="post" action=format!("/workshops/{id}/tests")>
                        <input type="hidden" name="test" value=test.instrument.to_string()/>
                        {close.is_empty().then(|| terms(locale, test.purpose))}
                        <button class="button" name="close" value=close>{words}</button>
                        <a class="button" href=format!("{address}/sheets")>{td_string!(locale, sheets.enter)}</a>
                        <a class="button" href=format!("{address}/paper")>{td_string!(locale, sheets.print)}</a>
                    </form>
                }
            });
            let late = late_sheets(locale, &test.late, enrolled);
            let name = test_name(locale, test.purpose, &test.title);
            view! { <h3>{name}</h3><p>{said}{closes}</p>{late}{form} }
        })
        .collect::<Vec<_>>();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="on-telephones">
                <h2 id="on-telephones">{td_string!(locale, tests.on_telephones)}</h2>
                {lines}
            </section>
        }
    })
}

/// On what terms a test is opened: for how long, and a quiz how often.
fn terms(locale: Locale, purpose: Purpose) -> impl IntoView {
    let attempts = (purpose == Purpose::Quiz).then(|| {
        view! {
            <label>{td_string!(locale, tests.attempts)}" "
                <input class="field__control field__control--points" type="number" name="attempts" min="1" max=MOST_ATTEMPTS.to_string() value="1"/>
            </label>
        }
    });
    view! {
        <label>{td_string!(locale, tests.minutes)}" "
            <input class="field__control field__control--points" type="number" name="minutes" min="1" max=MOST_MINUTES.to_string()/>
        </label>
        {attempts}
    }
}

/// Whose sheets arrived after closing: a telephone's clock is no witness, so that the
/// trainer decides whether they count.
fn late_sheets(locale: Locale, late: &[LateSheet], enrolled: &[Participant]) -> Option<impl IntoView + use<>> {
    let line = |sheet: &LateSheet| {
        let name = enrolled.iter().find(|one| one.enrolment == sheet.enrolment).map(|one| one.name.to_string());
        let claimed = moment(locale, sheet.claimed_at);
        let arrived = moment(locale, sheet.arrived_at);
        let said = td_string!(locale, tests.late_one, claimed = claimed, arrived = arrived).to_string();
        view! { <li><strong>{name.unwrap_or_else(|| "–".to_owned())}</strong>" "{said}</li> }
    };
    (!late.is_empty()).then(|| {
        let count = number(locale, i64::try_from(late.len()).unwrap_or(i64::MAX));
        let lines = late.iter().map(line).collect_view();
        view! {
            <div class="notice notice--warning">
                <p>{td_string!(locale, tests.late, count = count).to_string()}</p>
                <ul>{lines}</ul>
            </div>
        }
    })
}
