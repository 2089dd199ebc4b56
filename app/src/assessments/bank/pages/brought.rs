//! What a file would bring, before any of it is taken.

use super::{head, lists};
use crate::assessments::bank::sheets::model::module_named;
use crate::assessments::bank::store::heading;
use crate::assessments::bank::views::{language, question_view};
use crate::assessments::bank::words::{fault_words, lost_words, refused_words};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{CurriculumId, ModuleId};
use crate::shell::{Place, Sheet};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::faults::faults;
use questions::formats::sheet::{Column, Reading};
use questions::formats::{Format, write};
use questions::question::Question;

/// What is to be taken: questions, each with the module that its row names, if any.
struct Sound {
    questions: Vec<Question>,
    modules: Vec<Option<ModuleId>>,
}

/// What a file holds, before any of it is taken.
///
/// # Errors
/// As [`heading`].
pub async fn brought_sheet(visit: &Visit, id: CurriculumId, reading: Reading, module: String) -> Answer {
    let found = heading(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, bank.brought);
    let (sound, wrong) = sorted(locale, &reading, &found.modules);
    let lost: Vec<(usize, String)> =
        reading.read.lost.iter().map(|lost| (lost.line, lost_words(locale, &lost.what))).collect();
    let refused = reading.read.questions.len() - sound.questions.len() + reading.read.refused.len();
    Ok(Sheet::new(Place::Curricula, title).send(visit, move || {
        let said = td_string!(
            locale,
            bank.brought_counts,
            sound = sound.questions.len().to_string(),
            refused = refused.to_string(),
            lost = lost.len().to_string()
        )
        .to_string();
        let cards = sound.questions.iter().zip(&sound.modules).map(|(question, module)| {
            let module = module.and_then(|module| found.modules.iter().find(|(known, _)| *known == module));
            let module = module.map(|(_, title)| view! { <p class="muted">{title.clone()}</p> });
            view! { <li class="card question">{question_view(locale, question)}{module}</li> }
        });
        let cards = cards.collect_view();
        view! {
            {head(locale, id, title, &found.title)}
            <p><strong>{said}</strong></p>
            {found.may_keep.then(|| taking(locale, id, &sound, module))}
            {lists(locale, wrong, lost)}
            <ol class="cards">{cards}</ol>
        }
    }))
}

/// What can be taken, and what is wrong with the rest: by line and, of a sheet, by column.
fn sorted(locale: Locale, reading: &Reading, modules: &[(ModuleId, String)]) -> (Sound, Vec<(usize, String)>) {
    let mut sound = Sound { questions: Vec::new(), modules: Vec::new() };
    let refused = reading.read.refused.iter().map(|refused| (refused.line, refused_words(locale, &refused.reason)));
    let mut wrong: Vec<(usize, String)> = refused.collect();
    for (index, (found, named)) in reading.read.questions.iter().zip(&reading.modules).enumerate() {
        let mut of_this: Vec<String> = Vec::new();
        for fault in faults(&found.question) {
            let words = fault_words(locale, &fault);
            of_this.push(in_column(locale, reading.column_of(index, &fault), words));
        }
        let module = module_named(modules, named);
        if module.is_none() && !named.is_empty() {
            let words = td_string!(locale, bank.unknown_module, module = named.clone()).to_string();
            of_this.push(in_column(locale, Some(reading.heading(Column::Module)), words));
        }
        if of_this.is_empty() {
            sound.questions.push(found.question.clone());
            sound.modules.push(module);
        }
        wrong.extend(of_this.into_iter().map(|words| (found.line, words)));
    }
    wrong.sort_by_key(|(line, _)| *line);
    (sound, wrong)
}

fn in_column(locale: Locale, column: Option<String>, words: String) -> String {
    match column {
        Some(column) => td_string!(locale, bank.in_column, column = column, words = words).to_string(),
        None => words,
    }
}

fn taking(locale: Locale, id: CurriculumId, sound: &Sound, module: String) -> AnyView {
    if sound.questions.is_empty() {
        return view! { <p class="empty">{td_string!(locale, bank.nothing)}</p> }.into_any();
    }
    let written = write(Format::Json, &sound.questions, language(locale)).bytes;
    let words = td_string!(locale, bank.take, count = sound.questions.len().to_string()).to_string();
    let modules = sound.modules.iter().any(Option::is_some).then(|| {
        let each: Vec<String> =
            sound.modules.iter().map(|module| module.map(|module| module.to_string()).unwrap_or_default()).collect();
        view! { <input type="hidden" name="modules" value=each.join(",")/> }
    });
    view! {
        <form class="actions" method="post" action=format!("/curricula/{id}/questions/take")>
            <input type="hidden" name="questions" value=String::from_utf8_lossy(&written).into_owned()/>
            <input type="hidden" name="module" value=module/>
            {modules}
            <button class="button button--primary">{words}</button>
            <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.leave)}</a>
        </form>
    }
    .into_any()
}
