//! What a workshop's people were given, and how far those who judged them agree.

use super::super::model::{Rubric, together};
use super::super::store::overview::{Judged, Overview, overview};
use super::super::views::said;
use super::agreed::agreed;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{number, percent};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Workshop, find};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What a workshop's people were given.
pub async fn show_overview(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let found = overview(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, practice.title), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let body = match &found.rubric {
            None => view! { <p class="empty">{td_string!(locale, practice.no_rubric)}</p> }.into_any(),
            Some(_) if found.people.is_empty() => {
                view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any()
            }
            Some(rubric) => given(locale, &workshop, rubric, &found).into_any(),
        };
        let write = workshop.may_organise.then(|| {
            let address = format!("/curricula/{}/rubric", found.curriculum);
            view! { <p class="actions"><a class="button" href=address>{td_string!(locale, practice.rubric)}</a></p> }
        });
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <p><a href=format!("/workshops/{id}/scores")>{td_string!(locale, assessments.title)}</a></p>
            <h2>{td_string!(locale, practice.title)}</h2>
            {body}
            {write}
        }
    }))
}

fn given(locale: Locale, workshop: &Workshop, rubric: &Rubric, found: &Overview) -> impl IntoView + use<> {
    let id = workshop.line.id;
    let version = (!rubric.in_force).then(|| {
        let said = td_string!(locale, practice.goes_on, version = rubric.version.to_string()).to_string();
        view! { <p class="notice">{said}</p> }
    });
    let mine = workshop.may_train.then(|| my_part(locale, id, found));
    view! {
        <p>{said(locale, &rubric.question.text)}</p>
        {version}
        {mine}
        {table(locale, workshop, rubric, found)}
        {agreed(locale, rubric, found)}
    }
}

/// How many the reader has judged, and the way to the next.
fn my_part(locale: Locale, id: WorkshopId, found: &Overview) -> impl IntoView + use<> {
    let count = |people: usize| number(locale, i64::try_from(people).unwrap_or(i64::MAX));
    let judged = found.people.iter().filter(|judged| judged.mine).count();
    let left = found.people.iter().filter(|judged| judged.waits()).count();
    let next = found.people.iter().find(|judged| judged.waits()).map(|judged| {
        let address = format!("/workshops/{id}/practice/{}", judged.participant.enrolment);
        view! { <p class="actions"><a class="button button--primary" href=address>{td_string!(locale, practice.judge_next)}</a></p> }
    });
    let stat = |name: &'static str, value: String| view! { <div class="stat"><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="stats">
            {stat(td_string!(locale, practice.judged_by_me), count(judged))}
            {stat(td_string!(locale, practice.left_for_me), count(left))}
        </dl>
        {next}
    }
}

fn table(locale: Locale, workshop: &Workshop, rubric: &Rubric, found: &Overview) -> impl IntoView + use<> {
    let heads = found.raters.iter().map(|(_, name)| view! { <th scope="col" class="numeric">{name.clone()}</th> });
    let rows = found.people.iter().map(|judged| row(locale, workshop, rubric, found, judged)).collect_view();
    let max = td_string!(locale, assessments.of_max, max = rubric.most().to_string()).to_string();
    view! {
        <table class="table">
            <caption>{td_string!(locale, practice.points)}" "<span class="muted">{max}</span></caption>
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    {heads.collect_view()}
                    <th scope="col" class="numeric">{td_string!(locale, practice.mean)}</th>
                    <th scope="col">{td_string!(locale, practice.judging)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn row(
    locale: Locale,
    workshop: &Workshop,
    rubric: &Rubric,
    found: &Overview,
    judged: &Judged,
) -> impl IntoView + use<> {
    let points = found.raters.iter().map(|(rater, name)| {
        let rating = judged.ratings.iter().find(|rating| rating.rater == *rater);
        let points = rating.and_then(|rating| rubric.points(&rating.levels));
        let points = points.map_or_else(|| "–".to_owned(), |points| points.to_string());
        view! { <td class="numeric" data-label=name.clone()>{points}</td> }
    });
    let mean =
        together(rubric, &judged.ratings).map_or_else(|| "–".to_owned(), |score| percent(locale, score.percent()));
    let hidden = (judged.hidden > 0).then(|| {
        let words = td_string!(locale, practice.hidden, count = judged.hidden.to_string()).to_string();
        view! { <span class="muted">{words}</span>" " }
    });
    let who = &judged.participant;
    let way = (workshop.may_train && !who.erased).then(|| {
        let words =
            if judged.mine { td_string!(locale, practice.look_again) } else { td_string!(locale, practice.judge) };
        let address = format!("/workshops/{}/practice/{}", workshop.line.id, who.enrolment);
        view! { <a class="button" href=address aria-label=format!("{words}, {}", who.name)>{words}</a> }
    });
    view! {
        <tr>
            <th scope="row">
                {who.name.to_string()}<br/>
                <span class="muted">{who.institution.clone()}</span>
            </th>
            {points.collect_view()}
            <td class="numeric" data-label=td_string!(locale, practice.mean)>{mean}</td>
            <td>{hidden}{way}</td>
        </tr>
    }
}
