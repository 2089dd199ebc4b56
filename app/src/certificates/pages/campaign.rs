//! The certificates of a campaign: counted by workshop, issued for all of them, listed by what
//! they are worth.

use super::standings::{issued, papers};
use crate::certificates::model::{Kind, Listing};
use crate::certificates::running::Run;
use crate::certificates::store::listing::{Listed, MOST, Tally, listed, tallies};
use crate::certificates::words::{kind_name, tally_words};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::people::access::Act;
use crate::shell::{Place, Sheet};
use crate::ui::format::{number, range};
use crate::ui::problems::sentence;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// After how many seconds browsers read the page again while certificates are issued: no script
/// is loaded for it.
const LOOK_AGAIN: HeaderValue = HeaderValue::from_static("2");

/// Which certificates are listed, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    state: String,
}

/// The certificates of a campaign. While they are issued it is only how far that is.
pub async fn show_campaign(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<ListQuery>) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(id))?;
    let run = visit.state.runs.of(id);
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, certificates.of_campaign);
    if let Some(run) = run.as_ref().filter(|run| run.goes_on()).cloned() {
        let mut response = Sheet::new(Place::Workshops, title).send(&visit, move || {
            view! { <div class="page-head"><h1>{title}</h1></div>{running(locale, &run)} }
        });
        response.headers_mut().insert(REFRESH, LOOK_AGAIN);
        return Ok(response);
    }
    let (campaign, tallies) = tallies(&caller, id).await?;
    let listing = query.state.parse().unwrap_or(Listing::ToRenew);
    let list = listed(&caller, id, listing).await?;
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let ended = run.map(|run| running(locale, &run));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{campaign.title.clone()}</p>
            </div>
            {ended}
            {issuing(locale, id, &tallies)}
            {by_workshop(locale, &tallies)}
            {listing_section(locale, today, id, listing, list)}
        }
    }))
}

/// How far issuing has come, or what came of it.
fn running(locale: Locale, run: &Run) -> impl IntoView + use<> {
    let count = |n: usize| number(locale, i64::try_from(n).unwrap_or(i64::MAX));
    let goes_on = run.goes_on();
    let words =
        if goes_on { td_string!(locale, certificates.running) } else { td_string!(locale, certificates.run_done) };
    let bar = goes_on.then(|| {
        view! { <progress class="searching" max=run.of.to_string() value=run.done.to_string() aria-label=words></progress> }
    });
    let progress = td_string!(
        locale,
        certificates.run_progress,
        done = count(run.done),
        of = count(run.of),
        issued = count(run.issued)
    )
    .to_string();
    let refused = run.refused.iter().map(|(title, refusals)| {
        let why: Vec<String> = refusals.iter().map(|refusal| sentence(locale, &refusal.problem)).collect();
        view! { <li>{title.clone()}" : "{why.join(" ")}</li> }
    });
    let failed = run.failed.iter().map(|title| {
        view! { <li>{title.clone()}" : "{td_string!(locale, certificates.run_failed)}</li> }
    });
    let problems = (!run.refused.is_empty() || !run.failed.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, certificates.run_refused)}</h3>
            <ul>{refused.collect_view()}{failed.collect_view()}</ul>
        }
    });
    view! {
        <section class="notice" role="status" aria-labelledby="run">
            <h2 id="run">{words}" : "{kind_name(locale, run.kind)}</h2>
            {bar}
            <p>{progress}</p>
            {problems}
        </section>
    }
}

/// The buttons that issue for the whole campaign, and the papers of what was issued.
fn issuing(locale: Locale, id: CampaignId, tallies: &[Tally]) -> impl IntoView + use<> {
    let kinds = [Kind::Trainer, Kind::Attendance].map(|kind| {
        let sum = |part: fn(&Tally, Kind) -> usize| tallies.iter().map(|tally| part(tally, kind)).sum::<usize>();
        let issued = sum(|tally, kind| tally.of(kind).issued);
        let due = sum(|tally, kind| if tally.over { tally.of(kind).due } else { 0 });
        let tally = tally_words(locale, kind, issued, due);
        let issue = (due > 0).then(|| {
            let count = due.to_string();
            let label = match kind {
                Kind::Trainer => td_string!(locale, certificates.issue_all_trainer, count = count).to_string(),
                Kind::Attendance => td_string!(locale, certificates.issue_all_attendance, count = count).to_string(),
            };
            view! {
                <form method="post" action=format!("/campaigns/{id}/certificates")>
                    <input type="hidden" name="kind" value=kind.as_str()/>
                    <button class="button button--primary">{label}</button>
                </form>
            }
        });
        let papers = (issued > 0).then(|| papers(locale, &format!("/campaigns/{id}"), kind));
        view! { <li><p>{tally}</p><div class="actions">{issue}{papers}</div></li> }
    });
    view! {
        <p>{td_string!(locale, certificates.of_campaign_lead)}</p>
        <ul class="tallies">{kinds.into_iter().collect_view()}</ul>
    }
}

fn by_workshop(locale: Locale, tallies: &[Tally]) -> impl IntoView + use<> {
    let cell = |tally: &Tally, kind: Kind| {
        let count = tally.of(kind);
        let due = (tally.over && count.due > 0).then(|| {
            let words = td_string!(locale, certificates.due_short);
            view! { " "<span class="badge badge--ready">{format!("{} {words}", count.due)}</span> }
        });
        view! { <td class="numeric" data-label=kind_name(locale, kind)>{count.issued}{due}</td> }
    };
    let rows = tallies.iter().map(|tally| {
        let not_over =
            (!tally.over).then(|| view! { " "<span class="muted">{td_string!(locale, certificates.not_over)}</span> });
        view! {
            <tr>
                <th scope="row">
                    <a href=format!("/workshops/{}/certificates", tally.workshop)>{tally.title.clone()}</a><br/>
                    <span class="muted">{range(locale, tally.starts_on, tally.ends_on)}</span>{not_over}
                </th>
                <td class="numeric" data-label=td_string!(locale, certificates.people)>{tally.people}</td>
                {cell(tally, Kind::Trainer)}
                {cell(tally, Kind::Attendance)}
            </tr>
        }
    });
    view! {
        <section class="section" aria-labelledby="by-workshop">
            <h2 id="by-workshop">{td_string!(locale, certificates.by_workshop)}</h2>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, certificates.people)}</th>
                        <th scope="col" class="numeric">{kind_name(locale, Kind::Trainer)}</th>
                        <th scope="col" class="numeric">{kind_name(locale, Kind::Attendance)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </section>
    }
}

fn listing_name(locale: Locale, listing: Listing) -> &'static str {
    match listing {
        Listing::InForce => td_string!(locale, certificates.list_in_force),
        Listing::ToRenew => td_string!(locale, certificates.list_to_renew),
        Listing::Expired => td_string!(locale, certificates.list_expired),
        Listing::Revoked => td_string!(locale, certificates.list_revoked),
    }
}

fn listing_section(
    locale: Locale,
    today: NaiveDate,
    id: CampaignId,
    listing: Listing,
    list: Vec<Listed>,
) -> impl IntoView + use<> {
    let tabs = Listing::ALL.map(|each| {
        let address = format!("/campaigns/{id}/certificates?state={}#list", each.as_str());
        let current = (each == listing).then_some("page");
        view! { <li><a class="tabs__link" href=address aria-current=current>{listing_name(locale, each)}</a></li> }
    });
    let hint = matches!(listing, Listing::ToRenew | Listing::Expired).then(|| {
        view! { <p class="muted">{td_string!(locale, certificates.renew_hint)}</p> }
    });
    let cut = (list.len() >= MOST).then(|| {
        let said = td_string!(locale, certificates.list_most, most = MOST.to_string()).to_string();
        view! { <p class="muted">{said}</p> }
    });
    let empty = list.is_empty().then(|| view! { <p class="empty">{td_string!(locale, certificates.list_none)}</p> });
    let rows = list.into_iter().map(|one| {
        let Listed { certificate, replaced, person, name, workshop } = one;
        view! {
            <tr>
                <th scope="row"><a href=format!("/people/{person}")>{name.listed()}</a></th>
                <td data-label=td_string!(locale, certificates.document)>{kind_name(locale, certificate.kind)}</td>
                <td data-label=td_string!(locale, certificates.state)>{issued(locale, today, true, &certificate, replaced)}</td>
                <td data-label=td_string!(locale, workshops.workshop)><a href=format!("/workshops/{workshop}/certificates")>{certificate.title.clone()}</a></td>
            </tr>
        }
    });
    let table = empty.is_none().then(|| {
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, certificates.document)}</th>
                        <th scope="col">{td_string!(locale, certificates.state)}</th>
                        <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        }
    });
    view! {
        <section class="section" id="list" aria-labelledby="list-title">
            <h2 id="list-title">{td_string!(locale, certificates.list_title)}</h2>
            <nav class="tabs" aria-labelledby="list-title"><ul class="tabs__list">{tabs.into_iter().collect_view()}</ul></nav>
            {hint}
            {empty}
            {table}
            {cut}
        </section>
    }
}
