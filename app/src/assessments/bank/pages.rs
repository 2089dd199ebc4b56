//! The bank: its questions in force, what a file would bring, one question as text.

mod brought;

pub use brought::brought_sheet;

use super::store::{Filter, Kept, Shelf, find, heading, shelf};
use super::views::{language, question_view};
use super::words::{lost_words, refused_words};
use crate::assessments::rescoring::pages::behind_section;
use crate::assessments::rescoring::store::reading::behind;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{BankQuestionId, CurriculumId};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::number;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::formats::{Format, Written, write};
use questions::question::Question;
use serde::Deserialize;

/// What people see the bank by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct BankQuery {
    /// Identifier of a module.
    pub module: String,
    /// Those after this one.
    pub after: String,
    /// How many were just taken in, and how many were known.
    pub new: String,
    /// How many were known.
    pub same: String,
}

/// The bank of a curriculum.
pub async fn show_bank(visit: Visit, Path(id): Path<CurriculumId>, Query(query): Query<BankQuery>) -> Answer {
    bank_sheet(&visit, id, query, "", Vec::new()).await
}

/// The same with what was wrong with a file.
///
/// # Errors
/// For participants, or if the database fails.
pub async fn bank_sheet(
    visit: &Visit,
    id: CurriculumId,
    query: BankQuery,
    pasted: &str,
    refusals: Vec<Refusal>,
) -> Answer {
    let filter = Filter { module: query.module.parse().ok(), after: query.after.parse().ok() };
    let caller = visit.caller();
    let found = shelf(&caller, id, filter).await?;
    let behind = if found.may_keep { behind(&caller, id).await? } else { Vec::new() };
    let (locale, pasted) = (visit.locale, pasted.to_owned());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, bank.title);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let bringing = found.may_keep.then(|| bringing(&form, id, &found, &pasted));
        view! {
            {head(locale, id, title, &found.title)}
            {form.summary(move |field| label(locale, field).to_owned())}
            {told(locale, &query)}
            {behind_section(locale, id, behind)}
            {files(locale, id, found.count)}
            {found.may_keep.then(|| ways_on(locale, id, found.count))}
            {questions(locale, id, &found, &query)}
            {bringing}
        }
    }))
}

/// The head of a page of the bank.
pub fn head(locale: Locale, id: CurriculumId, title: &'static str, curriculum: &str) -> impl IntoView + use<> {
    view! {
        <div class="page-head">
            <p class="breadcrumb">
                <a href="/curricula">{td_string!(locale, campaigns.curricula)}</a>" › "
                <a href=format!("/curricula/{id}")>{curriculum.to_owned()}</a>
            </p>
            <h1>{title}</h1>
            <p class="lead">{td_string!(locale, bank.lead)}</p>
        </div>
    }
}

/// Where whoever keeps the bank makes something of it.
fn ways_on(locale: Locale, id: CurriculumId, count: u64) -> impl IntoView {
    let compose = (count > 0).then(|| {
        view! { <a class="button button--primary" href=format!("/curricula/{id}/tests")>{td_string!(locale, tests.compose)}</a> }
    });
    view! {
        <p class="actions">
            {compose}
            <a class="button" href=format!("/curricula/{id}/rubric")>{td_string!(locale, practice.rubric)}</a>
            <a class="button" href=format!("/curricula/{id}/evaluations")>{td_string!(locale, evaluations.ask_title)}</a>
        </p>
    }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "pasted" => td_string!(locale, bank.pasted),
        "module" => td_string!(locale, bank.module),
        "text" => td_string!(locale, bank.source),
        _ => td_string!(locale, bank.file),
    }
}

/// What became of a file that was just taken in.
fn told(locale: Locale, query: &BankQuery) -> Option<impl IntoView + use<>> {
    let (new, same): (i64, i64) = (query.new.parse().ok()?, query.same.parse().unwrap_or_default());
    let said = td_string!(locale, bank.taken, new = number(locale, new), same = number(locale, same)).to_string();
    Some(view! { <p class="notice" role="status">{said}</p> })
}

/// The files that other programs read.
fn files(locale: Locale, id: CurriculumId, count: u64) -> Option<impl IntoView> {
    let link = |name: &'static str, words: &'static str| {
        view! { <a class="button" href=format!("/curricula/{id}/questions/{name}")>{words}</a> }
    };
    (count > 0).then(|| {
        view! {
            <p class="actions">
                <span>{td_string!(locale, bank.download)}</span>
                {link("questions.gift", "GIFT")}
                {link("questions.xml", "Moodle XML")}
                {link("questions.txt", "Aiken")}
                {link("questions.zip", "QTI 3.0")}
                {link("questions.xlsx", "Excel (.xlsx)")}
                {link("questions.json", "JSON")}
            </p>
        }
    })
}

fn questions(locale: Locale, id: CurriculumId, found: &Shelf, query: &BankQuery) -> AnyView {
    if found.count == 0 {
        return view! { <p class="empty">{td_string!(locale, bank.empty)}</p> }.into_any();
    }
    let said = td_string!(locale, bank.count, count = number(locale, i64::try_from(found.count).unwrap_or(i64::MAX)))
        .to_string();
    let modules = found.modules.iter().map(|(module, title)| {
        let current = (query.module == module.to_string()).then_some("page");
        view! { <li><a href=format!("/curricula/{id}/questions?module={module}") aria-current=current>{title.clone()}</a></li> }
    });
    let modules = modules.collect_view();
    let cards = found.questions.iter().map(|kept| card(locale, id, kept, found)).collect_view();
    let next = found.questions.last().filter(|_| found.more).map(|last| {
        let address = format!("/curricula/{id}/questions?module={}&after={}", query.module, last.place);
        view! { <p class="pager"><a class="button" href=address>{td_string!(locale, bank.more)}</a></p> }
    });
    view! {
        <p>{said}</p>
        <details class="more">
            <summary>{td_string!(locale, bank.by_module)}</summary>
            <ul class="plain"><li><a href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.all)}</a></li>{modules}</ul>
        </details>
        <ol class="cards">{cards}</ol>
        {next}
    }
    .into_any()
}

fn card(locale: Locale, id: CurriculumId, kept: &Kept, shelf: &Shelf) -> impl IntoView + use<> {
    let module = kept.module.and_then(|module| shelf.modules.iter().find(|(known, _)| *known == module));
    let module = module.map(|(_, title)| view! { <p class="muted">{title.clone()}</p> });
    let version = (kept.version > 1)
        .then(|| view! { <p class="muted">{td_string!(locale, bank.version, version = kept.version.to_string()).to_string()}</p> });
    let actions = shelf.may_keep.then(|| {
        let address = format!("/curricula/{id}/questions/{}", kept.id);
        view! {
            <form class="actions" method="post" action=format!("{address}/retire")>
                <a class="button" href=format!("{address}/change")>{td_string!(locale, bank.change)}</a>
                <button class="button button--quiet">{td_string!(locale, bank.retire)}</button>
            </form>
        }
    });
    view! { <li class="card question">{question_view(locale, &kept.question)}{module}{version}{actions}</li> }
}

/// The form for a file or a text.
fn bringing(form: &FormView, id: CurriculumId, found: &Shelf, pasted: &str) -> impl IntoView + use<> {
    let locale = form.locale;
    let modules: Vec<(String, String)> =
        found.modules.iter().map(|(id, title)| (id.to_string(), title.clone())).collect();
    view! {
        <section class="section" aria-labelledby="bring">
            <h2 id="bring">{td_string!(locale, bank.bring)}</h2>
            <p class="actions">
                <a class="button" href=format!("/curricula/{id}/questions/template.xlsx")>{td_string!(locale, bank.template)}</a>
                <a class="button" href=format!("/curricula/{id}/questions/new")>{td_string!(locale, bank.write)}</a>
            </p>
            <form class="form" method="post" action=format!("/curricula/{id}/questions") enctype="multipart/form-data" novalidate>
                {form.file("file", label(locale, "file"), ".xlsx,.csv,.gift,.txt,.xml,.zip,.json", td_string!(locale, bank.file_hint), false)}
                {form.area("pasted", label(locale, "pasted"), pasted, Some(td_string!(locale, bank.pasted_hint)))}
                {form.optional_select("module", label(locale, "module"), "", &modules)}
                <p class="actions"><button class="button button--primary">{td_string!(locale, bank.look)}</button></p>
            </form>
        </section>
    }
}

/// Two lists, each line with its place; nothing where they are empty.
fn lists(locale: Locale, refused: Vec<(usize, String)>, lost: Vec<(usize, String)>) -> impl IntoView {
    let at = |(line, words): (usize, String)| {
        let place = td_string!(locale, bank.line, line = line.to_string()).to_string();
        view! { <li><strong>{place}</strong>" "{words}</li> }
    };
    let refused: Vec<_> = refused.into_iter().map(at).collect();
    let lost: Vec<_> = lost.into_iter().map(at).collect();
    let refused = (!refused.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, bank.refused)}</h2><ul>{refused}</ul></section> }
    });
    let lost = (!lost.is_empty()).then(|| {
        view! { <section class="section"><h2>{td_string!(locale, bank.lost)}</h2><p>{td_string!(locale, bank.lost_lead)}</p><ul>{lost}</ul></section> }
    });
    view! { {refused}{lost} }
}

/// What a file of this kind cannot hold of the bank, before it is given.
///
/// # Errors
/// As [`bank_sheet`].
pub async fn lacking_sheet(visit: &Visit, id: CurriculumId, file: &str, written: &Written) -> Answer {
    let found = heading(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, bank.lacking);
    let refused =
        written.refused.iter().map(|refused| (refused.line, refused_words(locale, &refused.reason))).collect();
    let lost = written.lost.iter().map(|lost| (lost.line, lost_words(locale, &lost.what))).collect();
    let address = format!("/curricula/{id}/questions/{file}?anyway=yes");
    Ok(Sheet::new(Place::Curricula, title).send(visit, move || {
        view! {
            {head(locale, id, title, &found.title)}
            <p>{td_string!(locale, bank.lacking_lead)}</p>
            <p class="actions">
                <a class="button button--primary" href=address>{td_string!(locale, bank.anyway)}</a>
                <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.leave)}</a>
            </p>
            {lists(locale, refused, lost)}
        }
    }))
}

/// A question as text that can be written anew: as GIFT, which people write by hand,
/// where that holds all of it; else in the form that loses nothing.
fn source(locale: Locale, question: &Question) -> String {
    let these = std::slice::from_ref(question);
    let gift = write(Format::Gift, these, language(locale));
    let whole = gift.refused.is_empty() && gift.lost.is_empty();
    let written = if whole { gift } else { write(Format::Json, these, language(locale)) };
    String::from_utf8_lossy(&written.bytes).trim().to_owned()
}

/// One question as text to write anew, with what was typed and what was wrong with it.
///
/// # Errors
/// As [`find`].
pub async fn change_sheet(
    visit: &Visit,
    id: CurriculumId,
    question: BankQuestionId,
    typed: Option<String>,
    refusals: Vec<Refusal>,
) -> Answer {
    let kept = find(&visit.caller(), id, question).await?;
    let found = heading(&visit.caller(), id).await?;
    let locale = visit.locale;
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, bank.change_title);
    let text = typed.unwrap_or_else(|| source(locale, &kept.question));
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            {head(locale, id, title, &found.title)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <div class="card question">{question_view(locale, &kept.question)}</div>
            {text_form(&form, id, question, &text)}
        }
    }))
}

/// The same form, below the fields of the question.
pub fn change_as_text(locale: Locale, id: CurriculumId, kept: &Kept) -> impl IntoView + use<> {
    let form = text_form(&FormView::new(locale, Vec::new()), id, kept.id, &source(locale, &kept.question));
    view! { <details class="more"><summary>{td_string!(locale, bank.as_text)}</summary>{form}</details> }
}

fn text_form(form: &FormView, id: CurriculumId, question: BankQuestionId, text: &str) -> impl IntoView + use<> {
    let locale = form.locale;
    view! {
        <form class="form" method="post" action=format!("/curricula/{id}/questions/{question}/change") novalidate>
            {form.area("text", label(locale, "text"), text, Some(td_string!(locale, bank.source_hint)))}
            <p class="actions">
                <button class="button button--primary">{td_string!(locale, bank.save)}</button>
                <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.leave)}</a>
            </p>
        </form>
    }
}
