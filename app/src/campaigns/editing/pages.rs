//! Texts, to write and to publish.

use super::model::{EditionForm, ModuleForm, ModuleText};
use super::store::{self, Coming, Written};
use crate::campaigns::edition::next_version;
use crate::campaigns::figures::store::list;
use crate::campaigns::module::Method;
use crate::campaigns::pages::{language_of, method_name};
use crate::campaigns::text::html::{Prose, render};
use crate::door::{Answer, Visit};
use crate::fields::{Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, within_textarea};
use crate::ui::format::{duration, moment};
use crate::ui::problems::sentence;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// What became of what was sent before.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SentQuery {
    saved: Option<String>,
}

/// A module, to write on.
pub async fn edit_module(
    visit: Visit,
    Path((id, number)): Path<(CurriculumId, usize)>,
    Query(query): Query<SentQuery>,
) -> Answer {
    let written = store::find(&visit.caller(), id, number).await?;
    let form =
        ModuleForm { act: query.saved.map(|_| SAVED.to_owned()).unwrap_or_default(), ..ModuleForm::of(&written.text) };
    module_sheet(&visit, id, &written, form, Vec::new()).await
}

/// What a form says that was saved just now.
const SAVED: &str = "saved";

/// The form of a module beside what it would look like.
///
/// # Errors
/// If the database fails.
pub async fn module_sheet(
    visit: &Visit,
    id: CurriculumId,
    written: &Written,
    typed: ModuleForm,
    refused: Vec<Refusal>,
) -> Answer {
    let known = list(&visit.caller(), id).await?;
    let (locale, number) = (visit.locale, written.place + 1);
    let language = language_of(&written.curriculum);
    let prose = Prose { language, figures: &format!("/curricula/{id}/figures/"), known: &known, below: 2 };
    let preview = render(&typed.body.replace("\r\n", "\n"), prose);
    let changed = refused.iter().any(|refusal| refusal.problem == Problem::TextChanged);
    let theirs = changed.then(|| written.text.clone());
    let saved = (typed.act == SAVED).then(|| td_string!(visit.locale, campaigns.draft_saved));
    let title = td_string!(locale, campaigns.write_title, number = number.to_string()).to_string();
    let form = FormView::new(locale, refused);
    let (draft, curriculum) = (written.draft.clone(), written.curriculum.clone());
    let (lang, published) = (curriculum.language.clone(), curriculum.modules[written.place].title.clone());
    Ok(Sheet::new(Place::Curricula, title.clone()).refused(!form.refusals.is_empty()).send(visit, move || {
        let state = match &draft {
            Some((by, at)) => {
                td_string!(locale, campaigns.draft_by, by = by.clone(), at = moment(locale, *at)).to_string()
            }
            None => td_string!(locale, campaigns.no_draft).to_owned(),
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb">
                    <a href=format!("/curricula/{id}/modules/{number}")>{published}</a>
                </p>
                <h1>{title}</h1>
                <p class="lead">{state}</p>
            </div>
            {saved.map(|said| view! { <p class="notice" role="status">{said}</p> })}
            {form.summary(move |field| label(locale, field))}
            <div class="writing">
                {writing(&form, (id, number), &typed, draft.is_some())}
                <section class="writing__preview" aria-labelledby="preview" tabindex="0">
                    <h2 id="preview">{td_string!(locale, campaigns.previewed)}</h2>
                    <div class="prose" lang=lang inner_html=preview></div>
                </section>
            </div>
            {theirs.map(|text| their_text(locale, text))}
        }
    }))
}

fn writing(form: &FormView, (id, number): (CurriculumId, usize), typed: &ModuleForm, is_draft: bool) -> AnyView {
    let locale = form.locale;
    let label = |field: &str| label(locale, field);
    let method = |method: &Method| (method.as_str().to_owned(), method_name(locale, *method).to_owned());
    let methods: Vec<(String, String)> = Method::ALL.iter().map(method).collect();
    // What cannot be taken back takes two steps.
    let discard = is_draft.then(|| {
        view! {
            <details class="more">
                <summary>{td_string!(locale, campaigns.discard)}</summary>
                <p>{td_string!(locale, campaigns.discard_lead)}</p>
                <button class="button" name="act" value="discard">{td_string!(locale, campaigns.discard)}</button>
            </details>
        }
    });
    view! {
        <form class="form" method="post" action=format!("/curricula/{id}/modules/{number}/edit") novalidate>
            <input type="hidden" name="seen" value=typed.seen.clone()/>
            {form.line(Line::text("title"), &label("title"), &typed.title)}
            <div class="form__row">
                {form.line(Line::text("minutes").kind("number"), &label("minutes"), &typed.minutes)}
                {form.select("method", &label("method"), &typed.method, &methods)}
            </div>
            {how(locale)}
            {text_field(form, &typed.body)}
            <div class="actions">
                <button class="button" name="act" value="preview">{td_string!(locale, campaigns.preview)}</button>
                <button class="button button--primary" name="act" value="save">{td_string!(locale, campaigns.save_draft)}</button>
            </div>
            {discard}
        </form>
    }
    .into_any()
}

/// The text, with all that is wrong with it: each with its line.
fn text_field(form: &FormView, body: &str) -> AnyView {
    let locale = form.locale;
    let wrong: Vec<AnyView> = form
        .refusals
        .iter()
        .filter(|refusal| refusal.field == "body")
        .map(|refusal| view! { <p class="field__error">{sentence(locale, &refusal.problem)}</p> }.into_any())
        .collect();
    let is_wrong = !wrong.is_empty();
    let class = if is_wrong { "field field--error" } else { "field" };
    view! {
        <div class=class>
            <label class="field__label" for="body">{label(locale, "body")}</label>
            <textarea
                class="field__control writing__text"
                id="body"
                name="body"
                rows="28"
                spellcheck="true"
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=is_wrong.then_some("body-error")
            >{within_textarea(body)}</textarea>
            <div id="body-error">{wrong}</div>
        </div>
    }
    .into_any()
}

fn how(locale: Locale) -> impl IntoView {
    view! {
        <details class="writing__how">
            <summary>{td_string!(locale, campaigns.how)}</summary>
            <p>{td_string!(locale, campaigns.how_plain)}</p>
            <p>{td_string!(locale, campaigns.how_callouts)}</p>
            <p>{td_string!(locale, campaigns.how_trainers)}</p>
            <p>{td_string!(locale, campaigns.how_rest)}</p>
        </details>
    }
}

fn their_text(locale: Locale, text: ModuleText) -> impl IntoView + use<> {
    view! {
        <h2>{td_string!(locale, campaigns.theirs)}</h2>
        <p><strong>{text.title}</strong>" · "{duration(text.minutes)}" · "{method_name(locale, text.method)}</p>
        <pre class="writing__theirs" tabindex="0">{text.body}</pre>
    }
}

fn label(locale: Locale, field: &str) -> String {
    match field {
        "minutes" => td_string!(locale, campaigns.field_minutes),
        "method" => td_string!(locale, campaigns.field_method),
        "body" => td_string!(locale, campaigns.field_body),
        "version" => td_string!(locale, campaigns.field_version),
        "note" => td_string!(locale, campaigns.field_note),
        _ => td_string!(locale, campaigns.field_title),
    }
    .to_owned()
}

/// What the next edition would be made of, and the form that publishes it.
pub async fn ask_edition(visit: Visit, Path(id): Path<CurriculumId>) -> Answer {
    publish_sheet(&visit, id, None, Vec::new()).await
}

/// The same with what was typed, and what was wrong with it.
///
/// # Errors
/// Unless the asker writes the curriculum, or if the database fails.
pub async fn publish_sheet(
    visit: &Visit,
    id: CurriculumId,
    typed: Option<EditionForm>,
    refused: Vec<Refusal>,
) -> Answer {
    let coming = store::coming(&visit.caller(), id).await?;
    let fresh = || EditionForm { version: next_version(&coming.curriculum.line.version), ..EditionForm::default() };
    // Who publishes once more has seen what stands now.
    let typed = EditionForm { seen: coming.sign.clone(), ..typed.unwrap_or_else(fresh) };
    let locale = visit.locale;
    let title = td_string!(locale, campaigns.publish);
    let form = FormView::new(locale, refused);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let ready = !coming.drafts.is_empty();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/curricula/{id}")>{coming.curriculum.line.title.clone()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, campaigns.publish_lead)}</p>
            </div>
            {form.summary(move |field| label(locale, field))}
            {drafts(locale, id, &coming)}
            {ready.then(|| edition_form(&form, id, &typed))}
        }
    }))
}

fn drafts(locale: Locale, id: CurriculumId, coming: &Coming) -> AnyView {
    if coming.drafts.is_empty() {
        return view! { <p class="empty">{td_string!(locale, campaigns.no_drafts)}</p> }.into_any();
    }
    let line = |draft: &store::Draft| {
        let (number, by) = (draft.number, draft.by.clone());
        let said = td_string!(locale, campaigns.draft_by, by = by, at = moment(locale, draft.saved_at)).to_string();
        let address = format!("/curricula/{id}/modules/{number}/edit");
        view! { <li><a href=address>{number}". "{draft.title.clone()}</a>" "<span class="muted">{said}</span></li> }
    };
    let lines = coming.drafts.iter().map(line).collect_view();
    view! { <h2>{td_string!(locale, campaigns.what_changes)}</h2><ul>{lines}</ul> }.into_any()
}

fn edition_form(form: &FormView, id: CurriculumId, typed: &EditionForm) -> impl IntoView + use<> {
    let locale = form.locale;
    view! {
        <form class="form" method="post" action=format!("/curricula/{id}/publish") novalidate>
            <input type="hidden" name="seen" value=typed.seen.clone()/>
            {form.line(Line::text("version"), &label(locale, "version"), &typed.version)}
            {form.line(Line::text("note"), &label(locale, "note"), &typed.note)}
            <button class="button button--primary">{td_string!(locale, campaigns.publish)}</button>
        </form>
    }
}
