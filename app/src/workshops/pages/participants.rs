//! Who is enrolled, and enrolling others.

use super::waiting::{Seatlessness, seatless_sections};
use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::model::PersonForm;
use crate::people::pages::{Lists, field_label as person_label, found_list, person_fields};
use crate::people::store::finding;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::phone;
use crate::workshops::model::seats_pass_on;
use crate::workshops::store::enrolment::{Participant, participants};
use crate::workshops::store::reading::{self, Workshop};
use crate::workshops::store::substitution::substitutions;
use crate::workshops::store::waiting::{declined, waiting};
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The query of the participants' page: what to look for in the register.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    search: String,
}

/// Who is enrolled; the organiser enrols others here.
pub async fn list_participants(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<SearchQuery>) -> Answer {
    participants_sheet(&visit, id, &query.search, PersonForm::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn participants_sheet(
    visit: &Visit,
    id: WorkshopId,
    search: &str,
    typed: PersonForm,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    if !refusals.is_empty() && !workshop.may_organise {
        return Err(UseError::Forbidden.into());
    }
    let enrolled = participants(&caller, id).await?;
    let (mut found, mut lists, mut seatless) = (Vec::new(), Lists::default(), Seatlessness::default());
    if workshop.may_organise {
        seatless = Seatlessness {
            waiting: waiting(&caller, id).await?,
            declined: declined(&caller, id).await?,
            substitutions: substitutions(&caller, id).await?,
        };
        lists = Lists::read(&caller).await?;
        if !search.trim().is_empty() {
            found = finding::search(&caller, search, None, 20).await?.lines;
        }
    }
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, workshops.participants), workshop.line.title);
    let form = FormView::new(locale, refusals);
    let search = search.to_owned();
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let enrolling = workshop.may_organise.then(|| {
            view! {
                {search_section(locale, &workshop, &search, found, &enrolled, &seatless)}
                {new_person_section(&form, id, &typed, &lists)}
            }
        });
        view! {
            {head(locale, &workshop, today, Tab::Participants)}
            {form.summary(move |field| person_label(locale, field))}
            {enrolled_table(locale, &workshop, today, enrolled)}
            {seatless_sections(locale, &workshop, today, seatless)}
            {enrolling}
        }
    }))
}

fn enrolled_table(locale: Locale, workshop: &Workshop, today: NaiveDate, enrolled: Vec<Participant>) -> AnyView {
    if enrolled.is_empty() {
        return view! { <p class="empty">{td_string!(locale, workshops.nobody)}</p> }.into_any();
    }
    let (id, may_organise) = (workshop.line.id, workshop.may_organise);
    let answering = seats_pass_on(today, workshop.line.starts_on);
    let papers = view! {
        <p class="actions">
            <a class="button" href=format!("/workshops/{id}/badges.pdf")>{td_string!(locale, workshops.badges)}</a>
            <a class="button" href=format!("/workshops/{id}/table-signs.pdf")>{td_string!(locale, workshops.table_signs)}</a>
            <span class="muted">{td_string!(locale, workshops.badges_hint)}</span>
        </p>
    };
    let codes = may_organise.then(|| {
        let letters = answering.then(|| {
            view! {
                <p class="actions">
                    <a class="button" href=format!("/workshops/{id}/letters")>{td_string!(locale, workshops.write_letters)}</a>
                    <span class="muted">{td_string!(locale, workshops.letters_hint)}</span>
                </p>
            }
        });
        view! {
            {letters}
            <form class="actions" method="post" action=format!("/workshops/{id}/codes")>
                <a class="button button--primary" href=format!("/workshops/{id}/invitations")>{td_string!(locale, messages.invitations)}</a>
                <button class="button">{td_string!(locale, workshops.all_codes)}</button>
                <span class="muted">{td_string!(locale, workshops.codes_hint)}</span>
            </form>
        }
    });
    let count = format!("{} / {}", enrolled.len(), workshop.line.capacity);
    let rows = (1..)
        .zip(enrolled)
        .map(|(place, participant)| participant_row(locale, id, may_organise, answering, place, participant))
        .collect_view();
    view! {
        {codes}
        {papers}
        <table class="table">
            <caption>{td_string!(locale, workshops.enrolled_count, count = count).to_string()}</caption>
            <thead>
                <tr>
                    <th scope="col" class="numeric">"N°"</th>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    <th scope="col">{td_string!(locale, people.institution)}</th>
                    <th scope="col">{td_string!(locale, people.region)}</th>
                    <th scope="col">{td_string!(locale, people.phone)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn participant_row(
    locale: Locale,
    workshop: WorkshopId,
    may_organise: bool,
    answering: bool,
    place: i32,
    participant: Participant,
) -> impl IntoView {
    let address = format!("/workshops/{workshop}/participants/{}", participant.enrolment);
    let name = participant.name.listed();
    let name = if may_organise {
        view! { <a href=format!("/people/{}", participant.person)>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    let answer = answering.then(|| {
        let (class, words) = if participant.confirmed {
            ("badge badge--finished", td_string!(locale, workshops.confirmed))
        } else {
            ("badge", td_string!(locale, workshops.no_answer))
        };
        view! { <br/><span class=class>{words}</span> }
    });
    let badge = (!participant.erased).then(|| {
        let address = format!("/workshops/{workshop}/badges.pdf?enrolment={}", participant.enrolment);
        view! { <a class="button button--quiet" href=address>{td_string!(locale, workshops.badge)}</a> }
    });
    let actions = may_organise.then(|| {
        view! {
            <form method="post" action=format!("{address}/code")>
                <button class="button button--quiet">{td_string!(locale, workshops.new_code)}</button>
            </form>
            <a class="button button--quiet" href=format!("{address}/substitute")>{td_string!(locale, workshops.replace)}</a>
            <form method="post" action=format!("{address}/withdraw")>
                <button class="button button--quiet">{td_string!(locale, workshops.withdraw)}</button>
            </form>
        }
    });
    view! {
        <tr>
            <td class="numeric">{place}</td>
            <th scope="row">{name}{answer}</th>
            <td data-label=td_string!(locale, people.institution)>{participant.institution}<br/><span class="muted">{participant.job_title}</span></td>
            <td data-label=td_string!(locale, people.region)>{participant.region}</td>
            <td data-label=td_string!(locale, people.phone)>{participant.phone.map(|number| phone(&number))}</td>
            <td class="table__actions">{badge}{actions}</td>
        </tr>
    }
}

fn search_section(
    locale: Locale,
    workshop: &Workshop,
    search: &str,
    found: Vec<finding::PersonLine>,
    enrolled: &[Participant],
    seatless: &Seatlessness,
) -> impl IntoView + use<> {
    let id = workshop.line.id;
    let full = i32::try_from(enrolled.len()).is_ok_and(|enrolled| enrolled >= workshop.line.capacity);
    let searched = !search.trim().is_empty();
    let none = (searched && found.is_empty())
        .then(|| view! { <p class="empty">{td_string!(locale, workshops.none_found)}</p> });
    let rows = found_list(found, |line| {
        if enrolled.iter().any(|participant| participant.person == line.id) {
            return view! { <span class="muted">{td_string!(locale, workshops.already_enrolled)}</span> }.into_any();
        }
        if seatless.waiting.iter().any(|waiting| waiting.person == line.id) && full {
            return view! { <span class="muted">{td_string!(locale, workshops.already_waiting)}</span> }.into_any();
        }
        let (address, words) = if full {
            ("waiting", td_string!(locale, workshops.wait))
        } else {
            ("participants", td_string!(locale, workshops.enrol))
        };
        view! {
            <form method="post" action=format!("/workshops/{id}/{address}")>
                <input type="hidden" name="person" value=line.id.to_string()/>
                <button class="button">{words}</button>
            </form>
        }
        .into_any()
    });
    view! {
        <section class="section" aria-labelledby="enrol" id="enrol-section">
            <h2 id="enrol">{td_string!(locale, workshops.enrol_known)}</h2>
            <form class="search" method="get" role="search">
                <label class="field__label" for="search">{td_string!(locale, workshops.search)}</label>
                <div class="search__row">
                    <input class="field__control" id="search" name="search" type="search" value=search.to_owned()/>
                    <button class="button">{td_string!(locale, workshops.search_go)}</button>
                </div>
            </form>
            {none}
            {rows}
        </section>
    }
}

fn new_person_section(form: &FormView, id: WorkshopId, typed: &PersonForm, lists: &Lists) -> impl IntoView + use<> {
    let locale = form.locale;
    view! {
        <section class="section" aria-labelledby="enrol-new">
            <h2 id="enrol-new">{td_string!(locale, workshops.enrol_new)}</h2>
            <form class="form" method="post" action=format!("/workshops/{id}/participants/new") novalidate>
                {person_fields(form, typed, lists)}
                <button class="button button--primary">{td_string!(locale, workshops.add_and_enrol)}</button>
            </form>
        </section>
    }
}
