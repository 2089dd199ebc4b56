//! What evaluations say: of a workshop, and of a campaign.

use super::figures::figures;
use super::occasions;
use super::writing::OccasionQuery;
use crate::assessments::evaluations::store::telling::{
    OfCampaign, Pooled, Results, WorkshopLine, of_campaign, results,
};
use crate::assessments::evaluations::words::{count, evaluation_name, of_seats};
use crate::assessments::pages::whole_percent;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{CampaignId, EvaluationId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::format::decimal;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What an evaluation of a workshop says.
pub async fn show_results(visit: Visit, Path((id, evaluation)): Path<(WorkshopId, EvaluationId)>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let found = results(&caller, id, evaluation).await?;
    let (locale, today) = (visit.locale, caller.today());
    let name = evaluation_name(locale, found.occasion, found.held_on);
    let title = format!("{name} · {}", workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <p><a href=format!("/workshops/{id}/evaluations")>{td_string!(locale, evaluations.title)}</a></p>
            <h2>{name}</h2>
            {told(locale, &found)}
        }
    }))
}

fn told(locale: Locale, found: &Results) -> impl IntoView + use<> {
    let (count, seats) = of_seats(locale, found.answered, found.seats);
    let answered = td_string!(locale, evaluations.answered_of, count = count, seats = seats).to_string();
    let body = match (found.closed, found.questions.is_empty()) {
        (false, _) => view! { <p class="notice">{td_string!(locale, evaluations.not_closed)}</p> }.into_any(),
        (true, true) => view! { <p class="notice">{td_string!(locale, evaluations.too_few)}</p> }.into_any(),
        (true, false) => figures(locale, &found.questions).into_any(),
    };
    view! { <p>{answered}</p>{body} }
}

/// What the evaluations of a campaign say.
pub async fn show_campaign(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<OccasionQuery>) -> Answer {
    let occasion = query.chosen();
    let found = of_campaign(&visit.caller(), id, occasion).await?;
    let locale = visit.locale;
    let title = td_string!(locale, evaluations.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{found.title.clone()}</p>
            </div>
            {occasions(locale, &format!("/campaigns/{id}/evaluations"), occasion)}
            {together(locale, &found)}
        }
    }))
}

fn together(locale: Locale, found: &OfCampaign) -> AnyView {
    let Pooled { evaluations, answered, seats, questions } = &found.pooled;
    if *evaluations == 0 {
        return view! { <p class="empty">{td_string!(locale, evaluations.nothing_closed)}</p> }.into_any();
    }
    let (answers, seats) = of_seats(locale, *answered, *seats);
    let said = td_string!(
        locale,
        evaluations.together,
        evaluations = count(locale, *evaluations),
        count = answers,
        seats = seats
    )
    .to_string();
    let body = if questions.is_empty() {
        view! { <p class="notice">{td_string!(locale, evaluations.too_few)}</p> }.into_any()
    } else {
        figures(locale, questions).into_any()
    };
    view! {
        <p>{said}</p>
        {body}
        {by_workshop(locale, &found.workshops)}
        <p class="muted">{td_string!(locale, evaluations.about_few)}</p>
    }
    .into_any()
}

/// A line for each workshop.
fn by_workshop(locale: Locale, workshops: &[WorkshopLine]) -> impl IntoView + use<> {
    let lines = workshops.iter().map(|line| workshop_line(locale, line)).collect_view();
    view! {
        <section class="section" aria-labelledby="workshops">
            <h2 id="workshops">{td_string!(locale, evaluations.by_workshop)}</h2>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, evaluations.workshop)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.answers)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.mean)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.satisfied)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
}

fn workshop_line(locale: Locale, line: &WorkshopLine) -> impl IntoView + use<> {
    let (answered, seats) = of_seats(locale, line.answered, line.seats);
    let said = match &line.overall {
        Some(rating) => {
            let favourable =
                rating.favourable.map_or_else(|| "–".to_owned(), |favourable| whole_percent(locale, favourable));
            view! {
                <td class="numeric" data-label=td_string!(locale, evaluations.mean)>{decimal(locale, rating.mean, 2)}</td>
                <td class="numeric" data-label=td_string!(locale, evaluations.satisfied)>{favourable}</td>
            }
            .into_any()
        }
        None => view! { <td colspan="2">{td_string!(locale, evaluations.few)}</td> }.into_any(),
    };
    view! {
        <tr>
            <th scope="row"><a href=format!("/workshops/{}/evaluations", line.workshop)>{line.title.clone()}</a></th>
            <td class="numeric" data-label=td_string!(locale, evaluations.answers)>{answered}" / "{seats}</td>
            {said}
        </tr>
    }
}
