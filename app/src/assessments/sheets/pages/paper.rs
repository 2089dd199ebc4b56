//! A test as a page to print: legible in black and white, with room to answer.

use super::super::model::{edition, letter, lettered, right_sides};
use super::super::store::test;
use crate::assessments::bank::views::language;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{InstrumentId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::format::range;
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::{Criterion, Kind, Pair, Question, Text};

/// How many lines there are for words of one's own.
const OPEN_LINES: usize = 5;

/// The test to print.
pub async fn show_printed(visit: Visit, Path((id, instrument)): Path<(WorkshopId, InstrumentId)>) -> Answer {
    let caller = visit.caller();
    let found = test(&caller, id, instrument).await?;
    let workshop = find(&caller, id).await?.line;
    let locale = visit.locale;
    let title = found.title.clone();
    Ok(Sheet::new(Place::Workshops, title.clone()).send(&visit, move || {
        let questions = found.questions();
        let asked = questions.iter().enumerate().map(|(place, question)| Printed { locale, place }.question(question));
        let asked = asked.collect_view();
        let where_and_when =
            format!("{} · {} · {}", workshop.title, workshop.city, range(locale, workshop.starts_on, workshop.ends_on));
        let of = td_string!(locale, assessments.of_max, max = found.max_points.to_string()).to_string();
        let said = td_string!(locale, sheets.edition, edition = edition(&questions)).to_string();
        view! {
            <p class="breadcrumb"><a href=format!("/workshops/{id}/scores")>{td_string!(locale, assessments.title)}</a></p>
            <p class="actions">
                <span>{td_string!(locale, sheets.print_hint)}</span>
                <a class="button" href=format!("/workshops/{id}/tests/{instrument}/sheets")>{td_string!(locale, sheets.enter)}</a>
            </p>
            <article class="paper">
                <header>
                    <h1>{title}</h1>
                    <p class="paper__where">{where_and_when}</p>
                    <p class="paper__fields">
                        <span class="paper__blank paper__blank--wide">{td_string!(locale, sheets.name_line)}</span>
                        <span class="paper__blank paper__blank--wide">{td_string!(locale, people.institution)}</span>
                        <span class="paper__blank">{td_string!(locale, sheets.date_line)}</span>
                        <span class="paper__blank">{td_string!(locale, findings.points)}" "{of}</span>
                    </p>
                    <p>{td_string!(locale, sheets.paper_lead)}</p>
                </header>
                <ol class="paper__questions">{asked}</ol>
                <p class="paper__where">{said}</p>
            </article>
        }
    }))
}

/// A question's place, in the reader's language.
#[derive(Clone, Copy)]
struct Printed {
    locale: Locale,
    place: usize,
}

impl Printed {
    fn said(self, text: &Text) -> String {
        text.in_language(language(self.locale)).to_owned()
    }

    fn question(self, question: &Question) -> impl IntoView + use<> {
        let points = match question.points {
            0 => String::new(),
            points => td_string!(self.locale, bank.points, points = points.to_string()).to_string(),
        };
        view! {
            <li class="paper__question">
                <p class="paper__text">{self.said(&question.text)}" "<span class="muted">{points}</span></p>
                {self.answers(question)}
            </li>
        }
    }

    fn answers(self, question: &Question) -> AnyView {
        let shown = lettered(self.place, question);
        let parts = |texts: Vec<&Text>| -> Vec<(String, String)> {
            let lettered = shown.iter().enumerate();
            lettered.map(|(at, part)| (letter(at).to_string(), self.said(texts[*part]))).collect()
        };
        let hint = |words: &'static str| view! { <p class="paper__hint">{words}</p> };
        match &question.kind {
            Kind::Single { options, .. } => {
                boxes(parts(options.iter().map(|option| &option.text).collect())).into_any()
            }
            Kind::Multiple { options, .. } => {
                let options = boxes(parts(options.iter().map(|option| &option.text).collect()));
                view! { {hint(td_string!(self.locale, sheets.several))}{options} }.into_any()
            }
            Kind::Likert { scale } => boxes(parts(scale.iter().collect())).into_any(),
            Kind::TrueFalse { .. } => {
                let both = [
                    (td_string!(self.locale, sheets.true_letter), td_string!(self.locale, bank.is_true)),
                    (td_string!(self.locale, sheets.false_letter), td_string!(self.locale, bank.is_false)),
                ];
                boxes(both.map(|(letter, words)| (letter.to_owned(), words.to_owned())).into()).into_any()
            }
            Kind::Matching { pairs, .. } => {
                let rights = letters(parts(right_sides(question)));
                view! { {hint(td_string!(self.locale, sheets.match_letters))}{self.lefts(pairs)}{rights} }.into_any()
            }
            Kind::Ordering { steps, .. } => {
                let places = (1..=steps.len())
                    .map(|at| view! { <li>{at}" "<span class="paper__box"></span></li> })
                    .collect_view();
                let steps = letters(parts(steps.iter().collect()));
                view! { {hint(td_string!(self.locale, sheets.order_letters))}{steps}<ul class="paper__row">{places}</ul> }.into_any()
            }
            Kind::Numeric { unit, .. } => {
                view! { <p><span class="paper__line"></span>" "{self.said(unit)}</p> }.into_any()
            }
            Kind::Short { .. } => lines(1).into_any(),
            Kind::Open => lines(OPEN_LINES).into_any(),
            Kind::Rubric { criteria } => {
                criteria.iter().map(|criterion| self.criterion(criterion)).collect_view().into_any()
            }
        }
    }

    /// What is asked on the left, each with a box for its letter.
    fn lefts(self, pairs: &[Pair]) -> impl IntoView + use<> {
        let lines =
            pairs.iter().map(|pair| view! { <li><span class="paper__box"></span>" "{self.said(&pair.left)}</li> });
        view! { <ul class="paper__parts">{lines.collect_view()}</ul> }
    }

    /// What a rater looks at, with its levels.
    fn criterion(self, criterion: &Criterion) -> impl IntoView + use<> {
        let levels = criterion.levels.iter().enumerate();
        let levels = levels.map(|(at, level)| (letter(at).to_string(), self.said(&level.text))).collect();
        view! { <p class="paper__hint">{self.said(&criterion.text)}</p>{boxes(levels)} }
    }
}

/// Parts to tick, each with its letter.
fn boxes(parts: Vec<(String, String)>) -> impl IntoView {
    let lines = parts
        .into_iter()
        .map(|(letter, words)| view! { <li><span class="paper__box"></span>" "<b>{letter}</b>" "{words}</li> });
    view! { <ul class="paper__parts">{lines.collect_view()}</ul> }
}

/// Parts that are named by their letters.
fn letters(parts: Vec<(String, String)>) -> impl IntoView {
    let lines = parts.into_iter().map(|(letter, words)| view! { <li><b>{letter}</b>" "{words}</li> });
    view! { <ul class="paper__parts">{lines.collect_view()}</ul> }
}

/// Room for words.
fn lines(count: usize) -> impl IntoView {
    (0..count).map(|_| view! { <p class="paper__line paper__line--whole"></p> }).collect_view()
}
