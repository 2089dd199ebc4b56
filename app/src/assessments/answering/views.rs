//! A question as it is put to someone: with the fields to answer it, in their own order.

use super::model::{Typed, field, order};
use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use crate::ui::form::{FormView, within_textarea};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::{Kind, Question, Text};

/// Who answers, and what they typed so far.
pub struct Sheet<'t> {
    /// The reader's language, and what was wrong.
    pub form: &'t FormView,
    /// What they typed so far.
    pub typed: &'t Typed,
    /// From which the order of options follows.
    pub seed: i32,
}

impl Sheet<'_> {
    fn locale(&self) -> Locale {
        self.form.locale
    }

    fn said(&self, text: &Text) -> String {
        text.in_language(language(self.locale())).to_owned()
    }

    /// A question with its fields.
    pub fn question(&self, place: usize, question: &Question) -> AnyView {
        let name = field(place, None);
        let error = self.form.choice_error(&name);
        let points = match question.points {
            0 => String::new(),
            points => td_string!(self.locale(), bank.points, points = points.to_string()).to_string(),
        };
        // What the script looks at before a test is handed in without network.
        let part = matches!(question.kind, Kind::Ordering { .. }).then_some("order");
        view! {
            <fieldset class="field test__question" id=name data-part=part>
                <legend class="field__label"><span class="test__number">{place + 1}</span>" "{self.said(&question.text)}" "<span class="muted">{points}</span></legend>
                {error}
                {self.fields(place, question)}
            </fieldset>
        }
        .into_any()
    }

    fn fields(&self, place: usize, question: &Question) -> AnyView {
        let shown = |parts: usize, shuffle: bool| {
            if shuffle { order(self.seed, place, parts) } else { (0..parts).collect() }
        };
        match &question.kind {
            Kind::Single { options, shuffle } => {
                let choices = shown(options.len(), *shuffle);
                let choices = choices.into_iter().map(|at| (at.to_string(), self.said(&options[at].text)));
                self.choices(place, "radio", choices.collect())
            }
            Kind::Multiple { options, shuffle, .. } => {
                let choices = shown(options.len(), *shuffle);
                let choices = choices.into_iter().map(|at| (at.to_string(), self.said(&options[at].text)));
                self.choices(place, "checkbox", choices.collect())
            }
            Kind::TrueFalse { .. } => {
                let words = [
                    ("true", td_string!(self.locale(), bank.is_true)),
                    ("false", td_string!(self.locale(), bank.is_false)),
                ];
                self.choices(place, "radio", words.map(|(value, words)| (value.to_owned(), words.to_owned())).into())
            }
            Kind::Likert { scale } => {
                let points = scale.iter().enumerate().map(|(at, point)| (at.to_string(), self.said(point)));
                self.choices(place, "radio", points.collect())
            }
            Kind::Matching { pairs, extras, shuffle } => {
                let sides: Vec<String> =
                    pairs.iter().map(|pair| &pair.right).chain(extras).map(|side| self.said(side)).collect();
                // Never in the order of the pairs: that would be the answer.
                let offered: Vec<(String, String)> = order(self.seed, place + 1_000, sides.len())
                    .into_iter()
                    .map(|at| (at.to_string(), sides[at].clone()))
                    .collect();
                let lefts = shown(pairs.len(), *shuffle);
                lefts
                    .into_iter()
                    .map(|at| self.select(&field(place, Some(at)), &self.said(&pairs[at].left), &offered))
                    .collect_view()
                    .into_any()
            }
            Kind::Ordering { steps, .. } => {
                let places: Vec<(String, String)> =
                    (1..=steps.len()).map(|at| (at.to_string(), at.to_string())).collect();
                let shown = order(self.seed, place, steps.len());
                shown
                    .into_iter()
                    .map(|at| self.select(&field(place, Some(at)), &self.said(&steps[at]), &places))
                    .collect_view()
                    .into_any()
            }
            Kind::Numeric { unit, .. } => self.line(place, "decimal", self.said(unit)),
            Kind::Short { .. } => self.line(place, "text", String::new()),
            Kind::Open => {
                let name = field(place, None);
                let value = within_textarea(self.typed.value(&name).unwrap_or_default());
                view! { <textarea class="field__control" name=name.clone() rows="4" aria-labelledby=name>{value}</textarea> }.into_any()
            }
            // Judged by a rater, not by who is judged.
            Kind::Rubric { .. } => ().into_any(),
        }
    }

    fn choices(&self, place: usize, kind: &'static str, choices: Vec<(String, String)>) -> AnyView {
        let name = field(place, None);
        choices
            .into_iter()
            .map(|(value, words)| {
                let chosen = self.typed.has(&name, &value);
                view! {
                    <label class="test__choice">
                        <input type=kind name=name.clone() value=value checked=chosen/>
                        <span>{words}</span>
                    </label>
                }
            })
            .collect_view()
            .into_any()
    }

    fn select(&self, name: &str, label: &str, offered: &[(String, String)]) -> impl IntoView + use<> {
        let value = self.typed.value(name).unwrap_or_default().to_owned();
        let options = offered
            .iter()
            .map(|(key, words)| view! { <option value=key.clone() selected=*key == value>{words.clone()}</option> })
            .collect_view();
        view! {
            <label class="test__pair">
                <span>{label.to_owned()}</span>
                <select class="field__control" name=name.to_owned()><option value="">"–"</option>{options}</select>
            </label>
        }
    }

    fn line(&self, place: usize, mode: &'static str, unit: String) -> AnyView {
        let name = field(place, None);
        let value = self.typed.value(&name).unwrap_or_default().to_owned();
        view! {
            <label class="test__line">
                <input class="field__control" name=name.clone() inputmode=mode autocomplete="off" value=value aria-labelledby=name/>
                " "{unit}
            </label>
        }
        .into_any()
    }
}
