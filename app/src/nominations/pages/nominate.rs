//! The form by which an institution names someone, without an account.

use super::label;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::nominations::store::links::{Invitation, invited};
use crate::people::model::PersonForm;
use crate::people::pages::{Lists, identity_fields};
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{date, range};
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The form, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct NominateForm {
    /// Who names, for the institution.
    pub nominated_by: String,
    /// The languages of the person: said apart, because what is flattened cannot
    /// hold a list.
    pub languages: Vec<String>,
    /// Whom.
    #[serde(flatten)]
    pub person: PersonForm,
}

impl NominateForm {
    /// The person, as typed.
    #[must_use]
    pub fn person(&self) -> PersonForm {
        PersonForm { languages: self.languages.clone(), ..self.person.clone() }
    }
}

/// The query of the page: whether someone has just been named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NominateQuery {
    named: Option<String>,
}

/// What the link is for, and the form.
pub async fn nominate(visit: Visit, Path(token): Path<String>, Query(query): Query<NominateQuery>) -> Answer {
    nominate_sheet(&visit, &token, NominateForm::default(), Vec::new(), query.named.is_some()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the link is closed, or the database fails.
pub async fn nominate_sheet(
    visit: &Visit,
    token: &str,
    typed: NominateForm,
    refusals: Vec<Refusal>,
    named: bool,
) -> Answer {
    let caller = visit.caller();
    let invitation = invited(&caller, token).await?;
    let lists = Lists::of_institution(&caller, invitation.institution, &invitation.institution_name).await?;
    let locale = visit.locale;
    let title = td_string!(locale, nominations.nominate);
    let form = FormView::new(locale, refusals);
    let action = format!("/nominate/{token}");
    Ok(Sheet::new(Place::Elsewhere, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let thanks = named.then(|| view! { <p class="notice" role="status">{td_string!(locale, nominations.thanks)}</p> });
        let left = td_string!(locale, nominations.left, n = invitation.left.to_string()).to_string();
        let asked = if invitation.left > 0 {
            view! {
                <p>{left}</p>
                {form.summary(move |field| label(locale, field))}
                <form class="form" method="post" action=action novalidate>
                    {form.line(Line::text("nominated_by").hint(td_string!(locale, nominations.nominated_by_hint)), &label(locale, "nominated_by"), &typed.nominated_by)}
                    <h2>{td_string!(locale, nominations.whom)}</h2>
                    {identity_fields(&form, &typed.person(), &lists)}
                    <p class="muted">{td_string!(locale, nominations.privacy)}</p>
                    <button class="button button--primary">{td_string!(locale, nominations.do_nominate)}</button>
                </form>
            }
            .into_any()
        } else {
            view! { <p class="notice">{td_string!(locale, nominations.none_left)}</p> }.into_any()
        };
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{invitation.institution_name.clone()}</p>
            </div>
            {thanks}
            {what(locale, &invitation)}
            {asked}
        }
    }))
}

fn what(locale: Locale, invitation: &Invitation) -> impl IntoView + use<> {
    let (venue, city) = &invitation.place;
    view! {
        <dl class="facts">
            <div><dt>{td_string!(locale, workshops.workshop)}</dt><dd>{invitation.title.clone()}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{range(locale, invitation.starts_on, invitation.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, workshops.venue)}</dt><dd>{venue.clone()}", "{city.clone()}</dd></div>
            <div><dt>{td_string!(locale, nominations.open_until)}</dt><dd>{date(locale, invitation.open_until)}</dd></div>
        </dl>
    }
}
