//! A question as those who keep the bank read it: with what is right.

use super::words::{credit_name, kind_name, order_credit_name};
use crate::i18n::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::{Choice, Kind, Language, Question, Text};
use questions::scoring::shown;

/// The reader's language among those of questions.
#[must_use]
pub fn language(locale: Locale) -> Language {
    match locale {
        Locale::fr => Language::Fr,
        Locale::en => Language::En,
    }
}

/// The language of questions among those of readers.
#[must_use]
pub fn locale(language: Language) -> Locale {
    match language {
        Language::Fr => Locale::fr,
        Language::En => Locale::en,
    }
}

/// A question with its answers, its kind, its points and its tags.
pub fn question_view(locale: Locale, question: &Question) -> impl IntoView + use<> {
    let said = |text: &Text| text.in_language(language(locale)).to_owned();
    let name = (!question.name.is_empty()).then(|| view! { <p class="muted">{question.name.clone()}</p> });
    let tags = (!question.tags.is_empty()).then(|| view! { <p class="muted">{question.tags.join(" · ")}</p> });
    let feedback = (!question.feedback.is_empty()).then(|| view! { <p class="muted">{said(&question.feedback)}</p> });
    let points = match question.points {
        0 => td_string!(locale, bank.no_points).to_owned(),
        points => td_string!(locale, bank.points, points = points.to_string()).to_string(),
    };
    view! {
        {name}
        <p class="question__text">{said(&question.text)}</p>
        {answers(locale, &question.kind)}
        {feedback}
        <p class="muted">{kind_name(locale, (&question.kind).into())}" · "{points}</p>
        {tags}
    }
}

fn answers(locale: Locale, kind: &Kind) -> AnyView {
    let said = |text: &Text| text.in_language(language(locale)).to_owned();
    match kind {
        Kind::Single { options, .. } => choices(locale, options, None).into_any(),
        Kind::Multiple { options, credit, .. } => {
            choices(locale, options, Some(credit_name(locale, *credit))).into_any()
        }
        Kind::TrueFalse { right, .. } => {
            let words = if *right { td_string!(locale, bank.is_true) } else { td_string!(locale, bank.is_false) };
            view! { <ul class="question__answers"><li class="question__right">{words}</li></ul> }.into_any()
        }
        Kind::Matching { pairs, extras, .. } => {
            let pairs =
                pairs.iter().map(|pair| view! { <li>{said(&pair.left)}" → "{said(&pair.right)}</li> }).collect_view();
            let extras = extras.iter().map(|extra| view! { <li class="muted">"— → "{said(extra)}</li> }).collect_view();
            view! { <ul class="question__answers">{pairs}{extras}</ul> }.into_any()
        }
        Kind::Ordering { steps, credit } => {
            let steps = steps.iter().map(|step| view! { <li>{said(step)}</li> }).collect_view();
            view! { <ol class="question__answers">{steps}</ol><p class="muted">{order_credit_name(locale, *credit)}</p> }.into_any()
        }
        Kind::Numeric { accepted, unit } => {
            let unit = said(unit);
            let lines = accepted.iter().map(|number| {
                let words = if number.low == number.high {
                    number.low.clone()
                } else {
                    td_string!(locale, bank.from_to, low = number.low.clone(), high = number.high.clone()).to_string()
                };
                view! { <li class=right(number.share.is_right())>{words}" "{unit.clone()}{share(locale, number.share)}</li> }
            });
            view! { <ul class="question__answers">{lines.collect_view()}</ul> }.into_any()
        }
        Kind::Short { accepted, .. } => {
            let lines = accepted.iter().map(|words| {
                view! { <li class=right(words.share.is_right())>{said(&words.pattern)}{share(locale, words.share)}</li> }
            });
            view! { <ul class="question__answers">{lines.collect_view()}</ul> }.into_any()
        }
        Kind::Likert { scale } => {
            let points = scale.iter().map(|point| view! { <li>{said(point)}</li> }).collect_view();
            view! { <ol class="question__answers">{points}</ol> }.into_any()
        }
        Kind::Open => ().into_any(),
        Kind::Rubric { criteria } => {
            let lines = criteria.iter().map(|criterion| {
                let levels =
                    criterion.levels.iter().map(|level| view! { <li>{said(&level.text)}" ("{level.points}")"</li> });
                view! { <li>{said(&criterion.text)}<ol>{levels.collect_view()}</ol></li> }
            });
            view! { <ul class="question__answers">{lines.collect_view()}</ul> }.into_any()
        }
    }
}

fn choices(locale: Locale, options: &[Choice], credit: Option<&'static str>) -> impl IntoView + use<> {
    let lines = options
        .iter()
        .map(|option| {
            let words = option.text.in_language(language(locale)).to_owned();
            view! { <li class=right(option.share.is_right())>{words}{share(locale, option.share)}</li> }
        })
        .collect_view();
    view! { <ul class="question__answers">{lines}</ul>{credit.map(|credit| view! { <p class="muted">{credit}</p> })} }
}

fn right(is_right: bool) -> Option<&'static str> {
    is_right.then_some("question__right")
}

/// A share that is neither all nor nothing: " (50 %)".
fn share(locale: Locale, share: questions::exact::Share) -> Option<String> {
    let whole = questions::exact::Share::whole();
    let partly = share != whole && share != questions::exact::Share::nothing();
    let space = if locale == Locale::fr { "\u{a0}" } else { "" };
    partly.then(|| format!(" ({}{space}%)", shown(share.value() * 100, language(locale))))
}
