//! Lines of answers in words: what is wrong with one, and what each question takes.

use super::model::{LineProblem, Wrong, letter, lettered, right_sides};
use crate::i18n::Locale;
use leptos_i18n::td_string;
use questions::question::{Kind, Question};

/// Why a line is not kept.
#[must_use]
pub fn wrong(locale: Locale, wrong: &Wrong, max: i32) -> String {
    match wrong {
        Wrong::Line(problem) => line_problem(locale, problem),
        Wrong::Stands { points, .. } => {
            td_string!(locale, sheets.stands, points = points.to_string(), max = max.to_string()).to_string()
        }
        Wrong::Nobody => td_string!(locale, sheets.nobody).to_owned(),
    }
}

fn line_problem(locale: Locale, problem: &LineProblem) -> String {
    match problem {
        LineProblem::Count { found, expected } => {
            td_string!(locale, sheets.wrong_count, found = found.to_string(), expected = expected.to_string())
                .to_string()
        }
        LineProblem::NotAmong { question, typed, last } => td_string!(
            locale,
            sheets.wrong_letter,
            question = question.to_string(),
            typed = typed.to_string(),
            last = last.to_string()
        )
        .to_string(),
        LineProblem::NotTruth { question, typed } => {
            td_string!(locale, sheets.wrong_truth, question = question.to_string(), typed = short(typed)).to_string()
        }
        LineProblem::Letters { question, found, expected } => td_string!(
            locale,
            sheets.wrong_letters,
            question = question.to_string(),
            found = found.to_string(),
            expected = expected.to_string()
        )
        .to_string(),
        LineProblem::Twice { question, typed } => {
            td_string!(locale, sheets.wrong_twice, question = question.to_string(), typed = typed.to_string())
                .to_string()
        }
        LineProblem::NotAnOrder { question, last } => {
            td_string!(locale, sheets.wrong_order, question = question.to_string(), last = last.to_string()).to_string()
        }
        LineProblem::NotANumber { question, typed } => {
            td_string!(locale, sheets.wrong_number, question = question.to_string(), typed = short(typed)).to_string()
        }
        LineProblem::NoEnd { question } => {
            td_string!(locale, sheets.wrong_quotes, question = question.to_string()).to_string()
        }
        LineProblem::TooLong => td_string!(locale, sheets.wrong_length).to_owned(),
    }
}

/// What was typed, as far as it tells which word is meant.
fn short(typed: &str) -> String {
    typed.chars().take(20).collect()
}

/// What a question takes, as a trainer reads it beside its number: "A–D", "V/F".
#[must_use]
pub fn takes(locale: Locale, place: usize, question: &Question) -> String {
    let last = |count: usize| letter(count.saturating_sub(1)).to_string();
    let shown = lettered(place, question).len();
    match &question.kind {
        Kind::Single { .. } | Kind::Likert { .. } => {
            td_string!(locale, sheets.takes_one, last = last(shown)).to_string()
        }
        Kind::Multiple { .. } => td_string!(locale, sheets.takes_several, last = last(shown)).to_string(),
        Kind::TrueFalse { .. } => td_string!(locale, sheets.takes_truth).to_owned(),
        Kind::Matching { pairs, .. } => {
            let sides = right_sides(question).len();
            td_string!(locale, sheets.takes_pairs, count = pairs.len().to_string(), last = last(sides)).to_string()
        }
        Kind::Ordering { .. } => td_string!(locale, sheets.takes_order, last = last(shown)).to_string(),
        Kind::Numeric { .. } => td_string!(locale, sheets.takes_number).to_owned(),
        Kind::Short { .. } | Kind::Open => td_string!(locale, sheets.takes_words).to_owned(),
        Kind::Rubric { criteria } => {
            td_string!(locale, sheets.takes_levels, count = criteria.len().to_string()).to_string()
        }
    }
}
