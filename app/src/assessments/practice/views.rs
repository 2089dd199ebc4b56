//! A rubric as raters see it.

use super::model::Rubric;
use crate::assessments::answering::model::{Typed, field};
use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use crate::ui::form::FormView;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::{Criterion, Text};

/// A text in the reader's language.
pub fn said(locale: Locale, text: &Text) -> String {
    text.in_language(language(locale)).to_owned()
}

/// Each criterion with its levels to choose from, large enough for a thumb.
pub fn criteria(form: &FormView, criteria: &[Criterion], typed: &Typed) -> impl IntoView + use<> {
    criteria.iter().enumerate().map(|(place, criterion)| one(form, place, criterion, typed)).collect_view()
}

fn one(form: &FormView, place: usize, criterion: &Criterion, typed: &Typed) -> AnyView {
    let locale = form.locale;
    let name = field(0, Some(place));
    let error = form.choice_error(&name);
    let described = error.is_some().then(|| format!("{name}-error"));
    let levels = criterion.levels.iter().enumerate().map(|(level, shown)| {
        let value = level.to_string();
        let checked = typed.has(&name, &value);
        let points = td_string!(locale, bank.points, points = shown.points.to_string()).to_string();
        view! {
            <label class="choice choice--text">
                <input type="radio" name=name.clone() value=value checked=checked/>
                <span>{said(locale, &shown.text)}" "<span class="muted">{points}</span></span>
            </label>
        }
    });
    let levels = levels.collect_view();
    view! {
        <fieldset class="field test__question" id=name aria-describedby=described>
            <legend class="field__label"><span class="test__number">{place + 1}</span>" "{said(locale, &criterion.text)}</legend>
            {error}
            <div class="rating__levels">{levels}</div>
        </fieldset>
    }
    .into_any()
}

/// What a form calls a criterion by the name of its field.
pub fn criterion_label(locale: Locale, rubric: &Rubric, name: &str) -> Option<String> {
    let place = (0..rubric.criteria().len()).find(|place| field(0, Some(*place)) == name)?;
    Some(said(locale, &rubric.criteria()[place].text))
}
