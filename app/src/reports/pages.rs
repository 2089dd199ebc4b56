//! Where the report on a workshop is written, and read as it will be printed.

use super::model::{Texts, shown_again};
use super::proposal::proposal;
use super::store::{Written, sign, written};
use crate::door::{Answer, Visit};
use crate::fields::{Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::moment;
use crate::workshops::model::Stage;
use crate::workshops::pages::{Tab, head};
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// What was sent: the texts as they were typed, and the signs of those that were seen.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The texts.
    pub typed: Texts,
    /// The signs.
    pub seen: Texts,
}

/// Whether the texts have just been saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SavedQuery {
    saved: String,
}

/// The report on a workshop, to write or to read.
pub async fn show_report(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<SavedQuery>) -> Answer {
    report_sheet(&visit, id, query.saved == "yes", None, Vec::new()).await
}

/// The same with what was sent and what was wrong.
///
/// # Errors
/// As [`written`].
pub async fn report_sheet(
    visit: &Visit,
    id: WorkshopId,
    saved: bool,
    sent: Option<Sent>,
    refusals: Vec<Refusal>,
) -> Answer {
    let found = written(&visit.caller(), id).await?;
    let (locale, today) = (visit.locale, visit.caller().today());
    let form = FormView::new(locale, refusals);
    let title = format!("{} · {}", td_string!(locale, reports.title), found.workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let saved = saved.then(|| view! { <p class="notice" role="status">{td_string!(locale, reports.saved)}</p> });
        let draft = (found.workshop.line.stage(today) != Stage::Finished)
            .then(|| view! { <p>{td_string!(locale, reports.draft_said)}</p> });
        let last = found.last.as_ref().map(|(by, at)| {
            let words = td_string!(locale, reports.last, by = by.clone(), at = moment(locale, *at)).to_string();
            view! { <p class="muted">{words}</p> }
        });
        let body = if found.may_write {
            fields(&form, id, &found, sent.as_ref()).into_any()
        } else {
            texts(locale, found.texts.as_ref()).into_any()
        };
        view! {
            {head(locale, &found.workshop, today, Tab::Overview)}
            <h2>{td_string!(locale, reports.title)}</h2>
            {saved}
            {form.summary(move |field| label(locale, field).to_owned())}
            <p>{td_string!(locale, reports.lead)}</p>
            {draft}
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/report.pdf")>{td_string!(locale, reports.open)}</a>
            </p>
            {last}
            {body}
        }
    }))
}

/// What a text is called.
fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "context" => td_string!(locale, reports.context),
        "aims" => td_string!(locale, reports.aims),
        "method" => td_string!(locale, reports.method),
        "difficulties" => td_string!(locale, reports.difficulties),
        _ => td_string!(locale, reports.recommendations),
    }
}

fn hint(locale: Locale, field: &str) -> &'static str {
    match field {
        "context" => td_string!(locale, reports.context_hint),
        "aims" => td_string!(locale, reports.aims_hint),
        "method" => td_string!(locale, reports.method_hint),
        "difficulties" => td_string!(locale, reports.difficulties_hint),
        _ => td_string!(locale, reports.recommendations_hint),
    }
}

/// The form: a text each, with what somebody else wrote meanwhile below it.
fn fields(form: &FormView, id: WorkshopId, found: &Written, sent: Option<&Sent>) -> impl IntoView + use<> {
    let locale = form.locale;
    let proposed = (found.texts.is_none() && sent.is_none()).then(|| proposal(locale, found));
    let stands = found.texts.clone().unwrap_or_default();
    let areas = Texts::FIELDS.map(|field| {
        let stood = stands.text(field);
        let both_wrote = form.refusals.contains(&Refusal::new(field, Problem::TextChanged));
        let (text, seen) = match (sent, &proposed) {
            (Some(sent), _) => shown_again(stood, sent.seen.text(field), sent.typed.text(field), both_wrote, sign),
            (None, Some(proposed)) => (proposed.text(field).to_owned(), sign(stood)),
            (None, None) => (stood.to_owned(), sign(stood)),
        };
        let other = both_wrote.then(|| {
            let stood = stood.to_owned();
            view! {
                <div class="report__saved">
                    <p class="field__hint">{td_string!(locale, reports.stands)}</p>
                    <p class="report__text">{stood}</p>
                </div>
            }
        });
        view! {
            <div>
                {form.area(field, label(locale, field), &text, Some(hint(locale, field)))}
                <input type="hidden" name=format!("seen_{field}") value=seen/>
                {other}
            </div>
        }
    });
    let proposed = proposed.map(|_| view! { <p class="notice">{td_string!(locale, reports.proposed)}</p> });
    view! {
        {proposed}
        <p class="muted">{td_string!(locale, reports.how)}</p>
        <form class="form form--report" method="post" action=format!("/workshops/{id}/report") novalidate>
            {areas.into_iter().collect_view()}
            <p class="actions"><button class="button button--primary">{td_string!(locale, reports.save)}</button></p>
        </form>
    }
}

/// The texts, for who trains beside the lead trainer.
fn texts(locale: Locale, written: Option<&Texts>) -> impl IntoView + use<> {
    let sections = Texts::FIELDS.map(|field| {
        let text = written.map(|texts| texts.text(field)).filter(|text| !text.is_empty());
        let text = text.unwrap_or(td_string!(locale, reports.unwritten)).to_owned();
        view! { <section class="section"><h3>{label(locale, field)}</h3><p class="report__text">{text}</p></section> }
    });
    view! {
        <p class="muted">{td_string!(locale, reports.who_writes)}</p>
        {sections.into_iter().collect_view()}
    }
}
