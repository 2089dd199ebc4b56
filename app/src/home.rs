//! The first page: what now, for whoever is signed in.

mod participant;

use crate::campaigns::store::{self as campaigns, Campaign};
use crate::certificates::verifying::pages::look_up_form;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::indicators::store::{Progress, progress};
use crate::people::access::{Act, Actor, may};
use crate::people::pages::{SignInForm, code_form};
use crate::rights::store::requests;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{moment, number, range};
use crate::workshops::model::Stage;
use crate::workshops::pages::{calendar_section, table};
use crate::workshops::store::calendar::link_since;
use crate::workshops::store::news::{News, What, news};
use crate::workshops::store::reading::{Filter, WorkshopLine, list};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The first page, by role.
pub async fn home(visit: Visit) -> Answer {
    match visit.caller().actor {
        Actor::Participant(_) => participant::participant(&visit).await,
        Actor::Member { .. } => member(&visit).await,
        Actor::Public | Actor::System => Ok(public(&visit)),
    }
}

fn public(visit: &Visit) -> axum::response::Response {
    let locale = visit.locale;
    let form = FormView::new(locale, Vec::new());
    Sheet::new(Place::Home, td_string!(locale, shell.public_title)).send(visit, move || {
        view! {
            <div class="hero">
                <h1>{td_string!(locale, shell.public_title)}</h1>
                <p class="lead">{td_string!(locale, shell.public_lead)}</p>
            </div>
            <div class="columns">
                <section class="card" aria-labelledby="my-page">
                    <h2 id="my-page">{td_string!(locale, shell.for_participants)}</h2>
                    {code_form(&form, &SignInForm::default())}
                </section>
                <section class="card" aria-labelledby="verify">
                    <h2 id="verify">{td_string!(locale, certificates.verify)}</h2>
                    {look_up_form(locale)}
                </section>
                <section class="card" aria-labelledby="team">
                    <h2 id="team">{td_string!(locale, shell.for_team)}</h2>
                    <p>{td_string!(locale, shell.for_team_text)}</p>
                    <p><a class="button" href="/sign-in">{td_string!(locale, people.sign_in)}</a></p>
                </section>
            </div>
        }
    })
}

async fn member(visit: &Visit) -> Answer {
    let caller = visit.caller();
    let (locale, today) = (visit.locale, caller.today());
    let running = list(&caller, &Filter { stage: Some(Stage::Running), ..Filter::default() }).await?;
    let planned = list(&caller, &Filter { stage: Some(Stage::Planned), ..Filter::default() }).await?;
    let mut numbers = Vec::new();
    for campaign in campaigns::list(&caller).await? {
        numbers.push((campaign.clone(), progress(&caller, campaign.id).await?));
    }
    let keeps = may(&caller.actor, Act::KeepRegister);
    let asked = if keeps { requests::count(&caller).await? } else { 0 };
    let calendar = match caller.actor.assigned() {
        [] => None,
        _ => Some(link_since(&caller).await?),
    };
    let changes = if caller.actor.assigned().is_empty() && keeps { Vec::new() } else { news(&caller).await? };
    let administers = may(&caller.actor, Act::Administer);
    let name = visit.signed_in.as_ref().map(|signed_in| signed_in.name.clone()).unwrap_or_default();
    let title = td_string!(locale, shell.what_now);
    Ok(Sheet::new(Place::Home, title).send(visit, move || {
        let new_campaign = administers.then(|| {
            view! { <p class="actions"><a class="button" href="/campaigns/new">{td_string!(locale, campaigns.new)}</a></p> }
        });
        let live = live_links(locale, &running, &numbers);
        let campaigns = numbers
            .into_iter()
            .map(|(campaign, progress)| {
                let dates = range(locale, campaign.starts_on, campaign.ends_on);
                campaign_section(locale, campaign.title, dates, progress)
            })
            .collect_view();
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{name}</p></div>
            {(asked > 0).then(|| requests_notice(locale, asked))}
            <section class="section" aria-labelledby="today">
                <h2 id="today">{td_string!(locale, shell.today)}</h2>
                {live}
                {todays_rooms(locale, running)}
            </section>
            {(!changes.is_empty()).then(|| what_changed(locale, changes))}
            <section class="section" aria-labelledby="next">
                <h2 id="next">{td_string!(locale, shell.next)}</h2>
                {table(locale, today, planned.into_iter().take(5).collect())}
                <p>
                    <a href="/workshops">{td_string!(locale, shell.all_workshops)}</a>
                    {calendar.is_some().then(|| view! { " · "<a href="/calendar">{td_string!(locale, workshops.calendar)}</a> })}
                </p>
            </section>
            {campaigns}
            {new_campaign}
            {calendar.map(|since| calendar_section(locale, since))}
        }
    }))
}

/// What others changed of a trainer's workshops.
fn what_changed(locale: Locale, changes: Vec<News>) -> impl IntoView {
    let lines = changes
        .into_iter()
        .map(|News { workshop, title, days, what, at }| {
            let said = match what {
                What::Joined => td_string!(locale, workshops.news_joined),
                What::Left => td_string!(locale, workshops.news_left),
                What::Changed => td_string!(locale, workshops.news_changed),
                What::Cancelled => td_string!(locale, workshops.news_cancelled),
                What::Reinstated => td_string!(locale, workshops.news_reinstated),
            };
            let title = if what == What::Left {
                view! { <strong>{title}</strong> }.into_any()
            } else {
                view! { <a href=format!("/workshops/{workshop}")>{title}</a> }.into_any()
            };
            let detail = format!("{} · {}", range(locale, days.0, days.1), moment(locale, at));
            view! { <li>{title}" : "{said}<br/><span class="muted">{detail}</span></li> }
        })
        .collect_view();
    view! {
        <section class="notice" aria-labelledby="news">
            <h2 id="news">{td_string!(locale, workshops.news)}</h2>
            <ul>{lines}</ul>
        </section>
    }
}

/// What people ask about their own data waits for an answer.
fn requests_notice(locale: Locale, asked: usize) -> impl IntoView {
    let count = number(locale, i64::try_from(asked).unwrap_or(i64::MAX));
    view! {
        <p class="notice">
            <a href="/requests">{td_string!(locale, rights.requests_count, count = count).to_string()}</a>
        </p>
    }
}

/// For whoever organises a campaign with workshops today: all its rooms at once.
fn live_links(locale: Locale, running: &[WorkshopLine], campaigns: &[(Campaign, Progress)]) -> impl IntoView + use<> {
    let held = campaigns.iter().filter(|(campaign, _)| running.iter().any(|line| line.campaign == campaign.id));
    held.map(|(campaign, _)| {
        let label = td_string!(locale, attendance.live_of, campaign = campaign.title.clone()).to_string();
        view! { <p><a href=format!("/campaigns/{}/today", campaign.id)>{label}</a></p> }
    })
    .collect_view()
}

fn todays_rooms(locale: Locale, running: Vec<WorkshopLine>) -> AnyView {
    if running.is_empty() {
        return view! { <p class="empty">{td_string!(locale, shell.nothing_today)}</p> }.into_any();
    }
    let rooms = running
        .into_iter()
        .map(|line| {
            view! {
                <li class="card card--today">
                    <h3 class="card__title"><a href=format!("/workshops/{}", line.id)>{line.title}</a></h3>
                    <p>{line.venue}", "{line.city}<br/>{range(locale, line.starts_on, line.ends_on)}</p>
                    <p class="actions">
                        <a class="button button--primary" href=format!("/workshops/{}/attendance", line.id)>{td_string!(locale, workshops.do_mark)}</a>
                        <a class="button" href=format!("/workshops/{}/scores", line.id)>{td_string!(locale, assessments.title)}</a>
                    </p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="cards">{rooms}</ul> }.into_any()
}

fn campaign_section(locale: Locale, title: String, dates: String, progress: Progress) -> impl IntoView {
    let count = |value: u64| number(locale, i64::try_from(value).unwrap_or(i64::MAX));
    let share = |part: u64, whole: u64| {
        let percent = (part * 100 + whole / 2).checked_div(whole).unwrap_or_default();
        crate::ui::format::percent(locale, i32::try_from(percent).unwrap_or_default())
    };
    let workshops = format!("{} / {}", count(progress.finished), count(progress.workshops));
    view! {
        <section class="section">
            <h2>{title}</h2>
            <p class="muted">{dates}</p>
            <dl class="stats">
                <div class="stat"><dt>{td_string!(locale, indicators.workshops_done)}</dt><dd>{workshops}</dd></div>
                <div class="stat"><dt>{td_string!(locale, indicators.enrolled)}</dt><dd>{count(progress.enrolled)}</dd></div>
                <div class="stat"><dt>{td_string!(locale, indicators.women)}</dt><dd>{share(progress.women, progress.enrolled)}</dd></div>
                <div class="stat"><dt>{td_string!(locale, indicators.certified)}</dt><dd>{count(progress.certified)}</dd></div>
            </dl>
        </section>
    }
}
