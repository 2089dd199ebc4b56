//! A curriculum's rubric, to be written without knowing any format.

use super::super::draft::{Block, Draft, field};
use super::super::model::criteria;
use super::super::starting;
use super::super::store::rubric::rubric;
use super::super::views;
use crate::assessments::answering::model::Typed;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, within_textarea};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::Question;

/// The rubric that stands, or a proposal where there is none.
pub async fn show_rubric(visit: Visit, Path(id): Path<CurriculumId>) -> Answer {
    rubric_sheet(&visit, id, None, Vec::new()).await
}

/// The same with what was typed and what was wrong with it.
///
/// # Errors
/// Unless the asker organises a campaign of the programme.
pub async fn rubric_sheet(visit: &Visit, id: CurriculumId, typed: Option<Draft>, refusals: Vec<Refusal>) -> Answer {
    let (curriculum, standing) = rubric(&visit.caller(), id).await?;
    let locale = visit.locale;
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, practice.rubric);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let said = match &standing {
            Some(standing) => {
                td_string!(locale, practice.rubric_version, version = standing.version.to_string()).to_string()
            }
            None => td_string!(locale, practice.rubric_proposed).to_owned(),
        };
        let question = standing.map_or_else(starting::rubric, |standing| standing.question);
        // What is shown to raters is what was typed, as soon as that can be read.
        let preview = match &typed {
            Some(typed) => typed.read(Some(&question)).ok(),
            None => Some(question.clone()),
        };
        let draft = typed.unwrap_or_else(|| Draft::of(&question)).with_room();
        view! {
            <div class="page-head">
                <p class="breadcrumb">
                    <a href=format!("/curricula/{id}")>{curriculum}</a>" › "
                    <a href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.title)}</a>
                </p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, practice.rubric_lead)}</p>
            </div>
            {form.summary(move |name| label(locale, name))}
            <p class="notice">{said}</p>
            {to_write(&form, id, &draft)}
            {preview.map(|preview| as_raters_see_it(locale, &preview))}
        }
    }))
}

/// What a field is called in the list of what is wrong.
fn label(locale: Locale, name: &str) -> String {
    let block = name.strip_prefix('c').and_then(|rest| rest.split_once('_'));
    match (name, block) {
        ("title_en", _) => td_string!(locale, practice.title_en).to_owned(),
        (_, Some((number, part))) => {
            let criterion = td_string!(locale, practice.criterion, number = number.to_owned()).to_string();
            format!("{criterion}, {}", part_label(locale, part))
        }
        _ => td_string!(locale, practice.title_fr).to_owned(),
    }
}

fn part_label(locale: Locale, part: &str) -> &'static str {
    match part {
        "fr" => td_string!(locale, practice.name_fr),
        "en" => td_string!(locale, practice.name_en),
        _ => td_string!(locale, practice.levels),
    }
}

fn to_write(form: &FormView, id: CurriculumId, draft: &Draft) -> impl IntoView + use<> {
    let locale = form.locale;
    let blocks = draft.blocks.iter().enumerate().map(|(place, typed)| block(form, place, typed)).collect_view();
    view! {
        <form class="form" method="post" action=format!("/curricula/{id}/rubric") novalidate>
            {line(form, "title_fr".to_owned(), td_string!(locale, practice.title_fr), &draft.fr)}
            {line(form, "title_en".to_owned(), td_string!(locale, practice.title_en), &draft.en)}
            <p class="muted" id="levels-hint">{td_string!(locale, practice.levels_hint)}</p>
            {blocks}
            <div class="form__foot actions">
                <button class="button" name="look" value="yes">{td_string!(locale, practice.look)}</button>
                <button class="button button--primary" name="save" value="yes">{td_string!(locale, practice.rubric_save)}</button>
            </div>
        </form>
    }
}

fn block(form: &FormView, place: usize, typed: &Block) -> AnyView {
    let locale = form.locale;
    let legend = td_string!(locale, practice.criterion, number = (place + 1).to_string()).to_string();
    let name = field(place, "levels");
    let error = form.choice_error(&name);
    let invalid = error.is_some().then_some("true");
    let described = if error.is_some() { format!("levels-hint {name}-error") } else { "levels-hint".to_owned() };
    view! {
        <fieldset class="field test__question rubric__block">
            <legend class="field__label">{legend}</legend>
            {line(form, field(place, "fr"), part_label(locale, "fr"), &typed.fr)}
            {line(form, field(place, "en"), part_label(locale, "en"), &typed.en)}
            <div class="field">
                <label class="field__label" for=name.clone()>{part_label(locale, "levels")}</label>
                <textarea
                    class="field__control"
                    id=name.clone()
                    name=name
                    rows="5"
                    aria-invalid=invalid
                    aria-describedby=described
                >{within_textarea(&typed.levels)}</textarea>
                {error}
            </div>
        </fieldset>
    }
    .into_any()
}

fn line(form: &FormView, name: String, label: &'static str, value: &str) -> AnyView {
    let error = form.choice_error(&name);
    let invalid = error.is_some().then_some("true");
    let described = error.is_some().then(|| format!("{name}-error"));
    view! {
        <div class="field">
            <label class="field__label" for=name.clone()>{label}</label>
            <input
                class="field__control"
                id=name.clone()
                name=name
                autocomplete="off"
                value=value.to_owned()
                aria-invalid=invalid
                aria-describedby=described
            />
            {error}
        </div>
    }
    .into_any()
}

/// The rubric as raters will see it; nothing in it can be chosen.
fn as_raters_see_it(locale: Locale, question: &Question) -> impl IntoView + use<> {
    let form = FormView::new(locale, Vec::new());
    let shown = views::criteria(&form, criteria(question), &Typed::default());
    view! {
        <section class="section" aria-labelledby="preview">
            <h2 id="preview">{td_string!(locale, practice.preview)}</h2>
            <p>{views::said(locale, &question.text)}</p>
            <fieldset class="field rubric__preview" disabled=true>{shown}</fieldset>
        </section>
    }
}
