//! The first page of a participant: their workshops, and what to do about each.

use crate::assessments::answering::pages::waiting_link;
use crate::assessments::answering::store::opening::{Waiting, my_tests};
use crate::assessments::evaluations::pages::answering::evaluation_link;
use crate::assessments::evaluations::store::answering::{self, my_evaluations};
use crate::assessments::model::Results;
use crate::assessments::pages::my_results as results_section;
use crate::assessments::practice::pages::my_practice as practice_section;
use crate::assessments::practice::store::mine::{Mine, my_practice};
use crate::assessments::store::results::my_results;
use crate::attendance::pages::my_half_days;
use crate::attendance::room::store::my_rooms;
use crate::certificates::model::State;
use crate::certificates::store::{Certificate, MyWorkshop, my_workshops};
use crate::certificates::words::{kind_name, state_words};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Place, Sheet};
use crate::ui::format::range;
use crate::workshops::model::Stage;
use crate::workshops::pages::{calendar_section, stage_badge};
use crate::workshops::store::calendar::link_since;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The page of a participant.
pub async fn participant(visit: &Visit) -> Answer {
    let mine = my_workshops(&visit.caller()).await?;
    let mut results = my_results(&visit.caller()).await?;
    let mut practice = my_practice(&visit.caller()).await?;
    let tests = my_tests(&visit.caller()).await?;
    let evaluations = my_evaluations(&visit.caller()).await?;
    let rooms = my_rooms(&visit.caller()).await?;
    let link = link_since(&visit.caller()).await?;
    let (locale, today) = (visit.locale, visit.caller().today());
    let name = visit.signed_in.as_ref().map(|signed_in| signed_in.name.clone()).unwrap_or_default();
    let title = td_string!(locale, shell.my_workshops);
    Ok(Sheet::new(Place::Home, title).send(visit, move || {
        let empty = mine.is_empty().then(|| view! { <p class="empty">{td_string!(locale, shell.no_workshop_yet)}</p> });
        let cards = mine
            .into_iter()
            .map(|workshop| {
                let released = (results.remove(&workshop.enrolment), practice.remove(&workshop.enrolment));
                let room = rooms.contains(&workshop.enrolment);
                let tests = tests.iter().filter(|test| test.enrolment == workshop.enrolment).cloned().collect();
                let evaluations =
                    evaluations.iter().filter(|one| one.enrolment == workshop.enrolment).cloned().collect();
                my_card(locale, today, workshop, released, &Now { room, tests, evaluations })
            })
            .collect_view();
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{name}</p></div>
            {empty}
            <ul class="cards">{cards}</ul>
            {calendar_section(locale, link)}
            <p class="actions"><a class="button" href="/my-data">{td_string!(locale, rights.my_data)}</a></p>
        }
    }))
}

/// What waits for someone in a workshop at this moment.
struct Now {
    /// Whether they may mark themselves by the code of the room.
    room: bool,
    /// The tests that are open to them.
    tests: Vec<Waiting>,
    /// The evaluations that wait for their answer.
    evaluations: Vec<answering::Waiting>,
}

fn my_card(
    locale: Locale,
    today: NaiveDate,
    mut mine: MyWorkshop,
    (results, practice): (Option<Results>, Option<Mine>),
    now: &Now,
) -> impl IntoView + use<> {
    let stage = Stage::on(today, mine.cancelled, mine.starts_on, mine.ends_on);
    let attended = td_string!(
        locale,
        shell.half_days_attended,
        attended = mine.attendance.attended.to_string(),
        held = mine.attendance.held.to_string()
    )
    .to_string();
    let began = matches!(stage, Stage::Running | Stage::Finished);
    let half_days = began.then(|| {
        view! {
            <details class="more">
                <summary>{attended}</summary>
                {my_half_days(locale, today, std::mem::take(&mut mine.half_days))}
            </details>
        }
    });
    let answer = (stage == Stage::Planned).then(|| answer_form(locale, &mine));
    let certificate = if mine.certificates.is_empty() && stage == Stage::Finished {
        view! { <p class="muted">{td_string!(locale, certificates.not_issued_yet)}</p> }.into_any()
    } else {
        mine.certificates.iter().map(|certificate| my_certificate(locale, today, certificate)).collect_view().into_any()
    };
    view! {
        <li class="card">
            <p>{stage_badge(locale, stage)}</p>
            <h2 class="card__title">{mine.title}</h2>
            <p>{mine.venue}", "{mine.city}<br/>{range(locale, mine.starts_on, mine.ends_on)}</p>
            {answer}
            {now.tests.iter().map(|test| waiting_link(locale, test)).collect_view()}
            {now.evaluations.iter().map(|one| evaluation_link(locale, one)).collect_view()}
            {now.room.then(|| view! { <p class="actions"><a class="button button--primary" href="/here">{td_string!(locale, attendance.here)}</a></p> })}
            {half_days}
            {results.map(|results| results_section(locale, results))}
            {practice.map(|practice| practice_section(locale, practice))}
            {certificate}
            {matches!(stage, Stage::Planned | Stage::Running).then(|| view! {
                <p><a href=format!("/enrolments/{}/calendar.ics", mine.enrolment)>{td_string!(locale, workshops.calendar_add)}</a></p>
            })}
            <p><a href=format!("/curricula/{}/handout.pdf?workshop={}", mine.curriculum, mine.workshop)>{td_string!(locale, campaigns.handout)}</a></p>
        </li>
    }
}

/// A certificate of the participant's, with its paper; and until when it is to be renewed.
fn my_certificate(locale: Locale, today: NaiveDate, certificate: &Certificate) -> impl IntoView + use<> {
    let serial = certificate.serial.as_str().to_owned();
    // It is not revoked, so that it is not replaced either.
    let state = certificate.state(today, false);
    let until = (state != State::InForce).then(|| {
        view! { <span class="badge badge--absent">{state_words(locale, state)}</span> }
    });
    view! {
        <p class="actions">
            <a class="button button--primary" href=format!("/certificates/{serial}.pdf")>{kind_name(locale, certificate.kind)}" (PDF)"</a>
            <a class="button" href=format!("/certificates/{serial}")>{td_string!(locale, certificates.about)}</a>
            {until}
        </p>
    }
}

/// Whether the participant will come: to answer until the first day.
fn answer_form(locale: Locale, mine: &MyWorkshop) -> impl IntoView + use<> {
    let address = |answer| format!("/enrolments/{}/{answer}", mine.enrolment);
    let asked = if mine.confirmed {
        view! { <p class="muted">{td_string!(locale, shell.you_come)}</p> }.into_any()
    } else {
        view! {
            <p><strong>{td_string!(locale, shell.will_you_come)}</strong></p>
            <form class="actions" method="post" action=address("confirm")>
                <button class="button button--primary">{td_string!(locale, shell.i_come)}</button>
            </form>
        }
        .into_any()
    };
    view! {
        {asked}
        <form class="actions" method="post" action=address("decline")>
            <button class="button button--quiet">{td_string!(locale, shell.i_cannot_come)}</button>
            <span class="muted">{td_string!(locale, shell.decline_hint)}</span>
        </form>
    }
}
