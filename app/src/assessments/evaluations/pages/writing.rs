//! Where an organiser writes what is asked.

use super::occasions;
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::assessments::evaluations::model::questionnaire::Questionnaire;
use crate::assessments::evaluations::store::writing::{Form, form};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{moment, number};
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// Which occasion.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OccasionQuery {
    /// Its name; the end of a workshop, if nothing.
    pub occasion: String,
}

impl OccasionQuery {
    /// The occasion asked for.
    #[must_use]
    pub fn chosen(&self) -> Occasion {
        self.occasion.parse().unwrap_or(Occasion::End)
    }
}

/// What is asked on an occasion.
pub async fn show_form(visit: Visit, Path(id): Path<CurriculumId>, Query(query): Query<OccasionQuery>) -> Answer {
    form_sheet(&visit, id, query.chosen(), None, Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// As [`form`].
pub async fn form_sheet(
    visit: &Visit,
    id: CurriculumId,
    occasion: Occasion,
    typed: Option<Questionnaire>,
    refusals: Vec<Refusal>,
) -> Answer {
    let found = form(&visit.caller(), id, occasion).await?;
    let locale = visit.locale;
    let form = FormView::new(locale, refusals);
    let typed = typed.unwrap_or_else(|| Questionnaire::of(&found.questions));
    let title = td_string!(locale, evaluations.ask_title);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let address = format!("/curricula/{id}/evaluations");
        let action = format!("{address}?occasion={}", occasion.as_str());
        view! {
            <div class="page-head">
                <p class="breadcrumb">
                    <a href="/curricula">{td_string!(locale, campaigns.curricula)}</a>" › "
                    <a href=format!("/curricula/{id}")>{found.curriculum.clone()}</a>
                </p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, evaluations.ask_lead)}</p>
            </div>
            {form.summary(move |field| label(locale, field).to_owned())}
            {occasions(locale, &address, occasion)}
            <p>{version(locale, &found)}" "{td_string!(locale, evaluations.later)}</p>
            <form class="form" method="post" action=action novalidate>
                {form.area("statements", label(locale, "statements"), &typed.statements, Some(td_string!(locale, evaluations.statements_hint)))}
                {form.area("numbers", label(locale, "numbers"), &typed.numbers, Some(td_string!(locale, evaluations.numbers_hint)))}
                {form.area("words", label(locale, "words"), &typed.words, Some(td_string!(locale, evaluations.words_hint)))}
                <p class="actions"><button class="button button--primary">{td_string!(locale, evaluations.save)}</button></p>
            </form>
        }
    }))
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "numbers" => td_string!(locale, evaluations.numbers),
        "words" => td_string!(locale, evaluations.words),
        _ => td_string!(locale, evaluations.statements),
    }
}

/// Which version it is, and how often it was opened.
fn version(locale: Locale, found: &Form) -> String {
    let Some((version, at)) = found.version else { return td_string!(locale, evaluations.as_proposed).to_owned() };
    let count = number(locale, i64::try_from(found.opened).unwrap_or(i64::MAX));
    td_string!(locale, evaluations.version, version = version.to_string(), at = moment(locale, at), count = count)
        .to_string()
}
