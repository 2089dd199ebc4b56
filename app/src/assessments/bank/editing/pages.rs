//! The page on which a question is written: its fields, and how it looks meanwhile.

use super::model::{Draft, Wrong, read};
use super::typed::{KINDS, Typed, fields_of, kind_of};
use super::views::Board;
use crate::assessments::bank::pages::{change_as_text, head};
use crate::assessments::bank::store::{Kept, desk, find};
use crate::assessments::bank::views::question_view;
use crate::assessments::bank::words::{fault_words, kind_name, refused_words};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{BankQuestionId, CurriculumId, ModuleId};
use crate::shell::{Place, Sheet};
use crate::ui::problems::sentence;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::formats::KindName;
use serde::Deserialize;

/// Which kind of question is to be written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    /// The kind; none to choose it.
    pub kind: String,
}

/// The fields of a new question, or the kinds to choose from.
pub async fn new_question(visit: Visit, Path(id): Path<CurriculumId>, Query(query): Query<NewQuery>) -> Answer {
    match kind_of(&query.kind) {
        Some(kind) => sheet(&visit, id, None, kind, Typed::empty(kind), State::Shown).await,
        None => kinds_sheet(&visit, id, false).await,
    }
}

/// The fields of a question that is there.
pub async fn change_question(visit: Visit, Path((id, question)): Path<(CurriculumId, BankQuestionId)>) -> Answer {
    let kept = find(&visit.caller(), id, question).await?;
    match fields_of_kept(&kept) {
        Some((kind, typed)) => sheet(&visit, id, Some(kept), kind, typed, State::Shown).await,
        // A rubric has no fields here.
        None => crate::assessments::bank::pages::change_sheet(&visit, id, question, None, Vec::new()).await,
    }
}

/// The kind and the fields of a question; nothing for a rubric.
#[must_use]
pub fn fields_of_kept(kept: &Kept) -> Option<(KindName, Typed)> {
    let typed = fields_of(&kept.question);
    let module = kept.module.map(|module| module.to_string()).unwrap_or_default();
    let kind = kind_of(typed.value("kind"))?;
    Some((kind, typed.in_module(&module)))
}

/// Why a form is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It was asked for.
    Shown,
    /// More lines were asked for, or a look at the question.
    Continued,
    /// It was refused, by the question itself or by these fields.
    Refused(Vec<Refusal>),
}

/// The kinds of question to choose from.
///
/// # Errors
/// As [`desk`].
pub async fn kinds_sheet(visit: &Visit, id: CurriculumId, is_refused: bool) -> Answer {
    let (curriculum, _) = desk(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, bank.write_title);
    Ok(Sheet::new(Place::Curricula, title).refused(is_refused).send(visit, move || {
        let kinds = KINDS.into_iter().map(|(key, kind)| {
            let address = format!("/curricula/{id}/questions/new?kind={key}");
            view! { <li><a class="button" href=address>{kind_name(locale, kind)}</a></li> }
        });
        view! {
            {head(locale, id, title, &curriculum)}
            <h2>{td_string!(locale, bank.which_kind)}</h2>
            <ul class="plain editing__kinds">
                {kinds.collect_view()}
                <li><a class="button" href=format!("/curricula/{id}/rubric")>{kind_name(locale, KindName::Rubric)}</a></li>
            </ul>
            <p><a href=format!("/curricula/{id}/questions#bring")>{td_string!(locale, bank.write_as_text)}</a></p>
        }
    }))
}

/// The fields of a question, with what is typed in them.
///
/// # Errors
/// As [`desk`].
pub async fn sheet(
    visit: &Visit,
    id: CurriculumId,
    kept: Option<Kept>,
    kind: KindName,
    typed: Typed,
    state: State,
) -> Answer {
    let (curriculum, modules) = desk(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title =
        if kept.is_some() { td_string!(locale, bank.change_title) } else { td_string!(locale, bank.write_title) };
    let draft = read(kind, &typed);
    let wrong = wrong(locale, &draft, &state);
    let is_refused = matches!(state, State::Refused(_));
    Ok(Sheet::new(Place::Curricula, title).refused(is_refused).send(visit, move || {
        let board = Board { locale, typed: &typed, wrong: &wrong };
        let address = match &kept {
            Some(kept) => format!("/curricula/{id}/questions/{}/change", kept.id),
            None => format!("/curricula/{id}/questions/new"),
        };
        // Of an empty form there is nothing to see yet.
        let preview = (!draft.question.text.is_empty()).then(|| {
            view! {
                <section aria-labelledby="preview">
                    <h2 id="preview">{td_string!(locale, bank.preview)}</h2>
                    <div class="card question">{question_view(locale, &draft.question)}</div>
                </section>
            }
        });
        let as_text = kept.as_ref().map(|kept| change_as_text(locale, id, kept));
        view! {
            {head(locale, id, title, &curriculum)}
            {summary(locale, &wrong)}
            <div class="columns">
                <form class="form" method="post" action=address novalidate>
                    <p class="muted">{kind_name(locale, kind)}</p>
                    <input type="hidden" name="kind" value=typed.value("kind").to_owned()/>
                    {board.fields(kind)}
                    {around(&board, kind, &modules)}
                    <div class="actions">
                        <button class="button button--primary">{td_string!(locale, bank.save)}</button>
                        <button class="button" name="look" value="yes">{td_string!(locale, bank.look_at)}</button>
                        <button class="button" name="more" value="yes">{td_string!(locale, bank.more_lines)}</button>
                        <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.leave)}</a>
                    </div>
                </form>
                {preview}
            </div>
            {as_text}
        }
    }))
}

/// What a question counts, where it stands, and by which words it is found.
fn around(board: &Board<'_>, kind: KindName, modules: &[(ModuleId, String)]) -> AnyView {
    let locale = board.locale;
    let modules: Vec<(String, String)> = modules.iter().map(|(id, title)| (id.to_string(), title.clone())).collect();
    let points = (!matches!(kind, KindName::Likert | KindName::Open))
        .then(|| board.input("points", td_string!(locale, bank.points_label)));
    view! {
        <div class="form__row">
            {points}
            {board.choose("module", td_string!(locale, bank.module_label), &modules, "")}
        </div>
        {board.both("feedback", td_string!(locale, bank.feedback_label), 2)}
        <div class="form__row">
            {board.input("name", td_string!(locale, bank.name_label))}
            {board.input("tags", td_string!(locale, bank.tags_label))}
        </div>
    }
    .into_any()
}

/// What is wrong, in words, by field: nothing before anybody sent the form.
fn wrong(locale: Locale, draft: &Draft, state: &State) -> Vec<(String, String)> {
    let State::Refused(refused) = state else { return Vec::new() };
    let of_draft = draft.wrong.iter().map(|(field, wrong)| {
        let words = match wrong {
            Wrong::Fault(fault) => fault_words(locale, fault),
            Wrong::Unread(reason) => refused_words(locale, reason),
        };
        (field.clone(), capital(&words))
    });
    let of_store = refused.iter().map(|refusal| (refusal.field.clone(), sentence(locale, &refusal.problem)));
    of_draft.chain(of_store).collect()
}

/// A sentence that stands by itself.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The summary of errors that stands first.
fn summary(locale: Locale, wrong: &[(String, String)]) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> =
        wrong.iter().map(|(field, words)| view! { <li><a href=format!("#{field}")>{words.clone()}</a></li> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <div class="error-summary" role="alert">
                <h2 class="error-summary__title">{td_string!(locale, fields.summary)}</h2>
                <ul>{lines}</ul>
            </div>
        }
    })
}
