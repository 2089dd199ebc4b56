//! Choosing who comes in someone's place.

use super::label;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{EnrolmentId, PersonId, WorkshopId};
use crate::nominations::model::Choice;
use crate::nominations::store::choosing::nominees;
use crate::people::access::Act;
use crate::people::store::finding::search;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::enrolment::{Participant, participants};
use crate::workshops::store::reading::find;
use crate::workshops::store::waiting::waiting;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;
use std::collections::HashSet;

/// How many people of the register are offered.
const FOUND: u64 = 20;

/// The query of the page: whom to look for in the register.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubstituteQuery {
    search: String,
}

/// Someone who may come instead.
struct Candidate {
    person: PersonId,
    name: String,
    detail: String,
    /// Why they are offered.
    why: &'static str,
}

/// Who may come in this participant's place.
pub async fn substitute(
    visit: Visit,
    Path((id, seat)): Path<(WorkshopId, EnrolmentId)>,
    Query(query): Query<SubstituteQuery>,
) -> Answer {
    substitute_sheet(&visit, id, seat, &query.search, "", Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the workshop, the seat is not taken, or the
/// database fails.
pub async fn substitute_sheet(
    visit: &Visit,
    id: WorkshopId,
    seat: EnrolmentId,
    searched: &str,
    reason: &str,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let enrolled = participants(&caller, id).await?;
    let given_up = enrolled.iter().find(|one| one.enrolment == seat).cloned().ok_or(UseError::NotFound)?;
    let candidates = candidates(visit, id, &given_up, &enrolled, searched).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, nominations.substitute);
    let form = FormView::new(locale, refusals);
    let (searched, reason) = (searched.to_owned(), reason.to_owned());
    let address = format!("/workshops/{id}/participants/{seat}/substitute");
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let who = format!("{} · {}", given_up.name.listed(), given_up.institution);
        view! {
            {head(locale, &workshop, today, Tab::Participants)}
            <section class="section" aria-labelledby="substitute">
                <h2 id="substitute">{title}</h2>
                <p class="lead">{who}</p>
                <p class="muted">{td_string!(locale, nominations.substitute_hint)}</p>
                {form.summary(move |field| label(locale, field))}
                {choosing(&form, &address, candidates, &reason)}
                {searching(locale, &address, &searched)}
            </section>
        }
    }))
}

/// Those named who are still open, of the same institution first; those who wait;
/// and whom the register knows by what was searched.
async fn candidates(
    visit: &Visit,
    id: WorkshopId,
    given_up: &Participant,
    enrolled: &[Participant],
    searched: &str,
) -> Result<Vec<Candidate>, UseError> {
    let (caller, locale) = (visit.caller(), visit.locale);
    let mut open: Vec<_> =
        nominees(&caller, id).await?.into_iter().filter(|nominee| nominee.choice == Choice::Open).collect();
    open.sort_by_key(|nominee| nominee.institution != given_up.institution);
    let mut found: Vec<Candidate> = open
        .into_iter()
        .map(|nominee| Candidate {
            person: nominee.person,
            name: nominee.name.listed(),
            detail: format!("{} · {} · {}", nominee.job_title, nominee.institution, nominee.region),
            why: td_string!(locale, nominations.is_named),
        })
        .collect();
    found.extend(waiting(&caller, id).await?.into_iter().map(|one| Candidate {
        person: one.person,
        name: one.name.listed(),
        detail: format!("{} · {}", one.job_title, one.institution),
        why: td_string!(locale, nominations.is_waiting),
    }));
    if !searched.trim().is_empty() {
        found.extend(search(&caller, searched, None, FOUND).await?.lines.into_iter().map(|line| Candidate {
            person: line.id,
            name: line.name.listed(),
            detail: format!("{} · {} · {}", line.job_title, line.institution, line.region),
            why: td_string!(locale, nominations.is_found),
        }));
    }
    let mut offered: HashSet<PersonId> = enrolled.iter().map(|one| one.person).collect();
    found.retain(|candidate| offered.insert(candidate.person));
    Ok(found)
}

fn choosing(form: &FormView, address: &str, candidates: Vec<Candidate>, reason: &str) -> AnyView {
    let locale = form.locale;
    if candidates.is_empty() {
        return view! { <p class="empty">{td_string!(locale, nominations.no_candidate)}</p> }.into_any();
    }
    let choices = candidates
        .into_iter()
        .map(|candidate| {
            view! {
                <label class="choice choice--text">
                    <input type="radio" name="person" value=candidate.person.to_string() required=true/>
                    <span><strong>{candidate.name}</strong>" "<span class="badge">{candidate.why}</span><br/><span class="muted">{candidate.detail}</span></span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=address.to_owned() novalidate>
            <fieldset class="field field--choices" id="person">
                <legend class="field__label">{td_string!(locale, nominations.replacement)}</legend>
                {choices}
            </fieldset>
            {form.line(Line::text("reason").optional(), &label(locale, "reason"), reason)}
            <button class="button button--primary">{td_string!(locale, nominations.do_substitute)}</button>
        </form>
    }
    .into_any()
}

fn searching(locale: Locale, address: &str, searched: &str) -> impl IntoView + use<> {
    view! {
        <form class="search" method="get" action=address.to_owned() role="search">
            <label class="field__label" for="search">{td_string!(locale, workshops.search)}</label>
            <div class="search__row">
                <input class="field__control" id="search" name="search" type="search" value=searched.to_owned()/>
                <button class="button">{td_string!(locale, workshops.search_go)}</button>
            </div>
        </form>
    }
}
