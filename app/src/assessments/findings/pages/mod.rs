//! The pages of what tests say: figures in words first, then charts, each with its
//! table; the arithmetic is told at the end.

mod questions;

use super::model::{Change, Findings, TestFindings};
use super::sides::bands;
use super::store::{OfCampaign, of_campaign, of_workshop};
use super::words;
use crate::assessments::model::Moment;
use crate::assessments::pages::{moment_name, whole_percent};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{CampaignId, CurriculumId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::chart::{Bar, Pair, pairs};
use crate::ui::format::{decimal, number};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::questions;
use serde::Deserialize;

/// Which curriculum's tests.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FindingsQuery {
    /// Its identifier; the first, if nothing.
    pub curriculum: String,
}

/// What the tests of a campaign say.
pub async fn show_campaign(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<FindingsQuery>) -> Answer {
    let found = of_campaign(&visit.caller(), id, query.curriculum.parse().ok()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, findings.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let chosen = found.chosen.map(|chosen| format!("?curriculum={chosen}")).unwrap_or_default();
        let files = [
            format!("/campaigns/{id}/results.pdf{chosen}"),
            format!("/campaigns/{id}/findings.xlsx{chosen}"),
        ];
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{found.title.clone()}</p>
            </div>
            {curricula(id, &found)}
            {earlier(locale, found.earlier)}
            {body(locale, &found.findings, files, true)}
        }
    }))
}

/// Who is not counted, as they took an earlier version of the tests.
fn earlier(locale: Locale, people: u64) -> Option<impl IntoView + use<>> {
    (people > 0).then(|| {
        let count = number(locale, i64::try_from(people).unwrap_or(i64::MAX));
        view! { <p class="notice">{td_string!(locale, findings.earlier, count = count).to_string()}</p> }
    })
}

/// The other curricula of the campaign, where there are several.
fn curricula(id: CampaignId, found: &OfCampaign) -> impl IntoView + use<> {
    let link = |(curriculum, title): &(CurriculumId, String)| {
        let current = (found.chosen == Some(*curriculum)).then_some("page");
        let address = format!("/campaigns/{id}/findings?curriculum={curriculum}");
        view! { <li><a href=address aria-current=current>{title.clone()}</a></li> }
    };
    (found.curricula.len() > 1)
        .then(|| view! { <ul class="plain">{found.curricula.iter().map(link).collect_view()}</ul> })
}

/// What the tests of a workshop say.
pub async fn show_workshop(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let found = of_workshop(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, findings.title), workshop.line.title);
    let files = [format!("/workshops/{id}/results.pdf"), format!("/workshops/{id}/findings.xlsx")];
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <p><a href=format!("/workshops/{id}/scores")>{td_string!(locale, assessments.title)}</a></p>
            <h2>{td_string!(locale, findings.title)}</h2>
            {body(locale, &found, files, false)}
        }
    }))
}

/// All of it; `files` are the report on paper and the workbook.
fn body(locale: Locale, found: &Findings, files: [String; 2], by_workshop: bool) -> AnyView {
    if found.tests.is_empty() {
        return view! { <p class="empty">{td_string!(locale, findings.nothing)}</p> }.into_any();
    }
    let [report, workbook] = files;
    let by_workshop = by_workshop.then(|| {
        let rows = found.by_workshop.iter().map(|told| (words::group(locale, told), told.change.as_ref())).collect();
        group_table(locale, "workshops", td_string!(locale, attendance.rates_workshops), rows)
    });
    let sexes = found.by_sex.iter().map(|one| (words::sex_group(locale, one), one.1.change.as_ref()));
    let institutions = found.by_institution.iter().map(|told| (words::group(locale, told), told.change.as_ref()));
    view! {
        {learnt(locale, found)}
        <p class="actions">
            <a class="button" href=report>{td_string!(locale, findings.report_download)}</a>
            <a class="button" href=workbook>{td_string!(locale, findings.download)}</a>
        </p>
        {distribution(locale, &found.tests)}
        {questions(locale, &found.tests)}
        {by_workshop}
        {group_table(locale, "sexes", td_string!(locale, attendance.rates_sexes), sexes.collect())}
        {group_table(locale, "institutions", td_string!(locale, attendance.rates_institutions), institutions.collect())}
        {arithmetic(locale)}
    }
    .into_any()
}

/// Whether people learned, in figures and in words.
fn learnt(locale: Locale, found: &Findings) -> AnyView {
    let Some(change) = &found.change else {
        return view! { <p>{td_string!(locale, findings.no_pairs)}</p> }.into_any();
    };
    let stat = |name: &'static str, value: String| view! { <div class="stat"><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="stats">
            {stat(td_string!(locale, findings.both), words::count(locale, change.pairs))}
            {stat(moment_name(locale, Moment::Before), whole_percent(locale, change.before))}
            {stat(moment_name(locale, Moment::After), whole_percent(locale, change.after))}
            {stat(td_string!(locale, findings.gain), words::gain_of(locale, change))}
            {stat(td_string!(locale, findings.effect), words::effect_of(locale, change))}
        </dl>
        {in_words(locale, change)}
    }
    .into_any()
}

/// The change in a sentence each: how sure it is, and who lost.
fn in_words(locale: Locale, change: &Change) -> impl IntoView + use<> {
    let tested = words::tested(locale, change).join(" ");
    let lost = td_string!(locale, findings.lost, count = words::count(locale, change.lost)).to_string();
    view! { <p>{tested}" "{lost}</p> }
}

/// How many scored how much, of both tests.
fn distribution(locale: Locale, tests: &[TestFindings]) -> impl IntoView + use<> {
    let title = td_string!(locale, findings.distribution);
    let names = moment_names(locale);
    let bands = bands(tests);
    let chart = bands.iter().map(|band| {
        let bar = |place: usize| {
            let counted = band.sides[place]?;
            Some(Bar { label: names[place].to_owned(), percent: counted.percent, said: counted.people.to_string() })
        };
        Pair { label: band.label(), bars: [bar(0), bar(1)] }
    });
    let chart = chart.collect();
    let table = bands.iter().map(|band| {
        let cells = band.sides.iter().zip(names).map(|(side, name)| {
            let (label, said) = (side.map(|_| name), side.map(|side| words::counted(locale, side)));
            view! { <td class="numeric" data-label=label>{said}</td> }
        });
        view! { <tr><th scope="row">{band.label()}</th>{cells.collect_view()}</tr> }
    });
    let table = table.collect_view();
    let heads = Moment::ALL.map(|moment| view! { <th scope="col" class="numeric">{moment_name(locale, moment)}</th> });
    let description = td_string!(locale, findings.distribution_said).to_owned();
    view! {
        <section class="section rates" aria-labelledby="distribution">
            <h2 id="distribution">{title}</h2>
            {pairs("distribution", title, description, names, chart)}
            <table class="table rates__table">
                <thead><tr><th scope="col">{td_string!(locale, findings.points)}</th>{heads.collect_view()}</tr></thead>
                <tbody>{table}</tbody>
            </table>
            {tests.iter().map(|test| spread(locale, test)).collect_view()}
        </section>
    }
}

/// Mean, spread and quartiles of a test in a sentence.
fn spread(locale: Locale, test: &TestFindings) -> impl IntoView + use<> {
    let totals = &test.totals;
    let figure = |value: f64| decimal(locale, value, 1);
    let said = td_string!(
        locale,
        findings.spread,
        test = moment_name(locale, test.test.moment),
        people = words::count(locale, totals.count),
        mean = figure(totals.mean),
        max = test.test.max_points.to_string(),
        deviation = totals.sample_deviation.map_or_else(|| "–".to_owned(), figure),
        median = figure(totals.median),
        lower = figure(totals.lower_quartile),
        upper = figure(totals.upper_quartile)
    )
    .to_string();
    view! { <p class="muted rates__without">{said}</p> }
}

fn group_table(
    locale: Locale,
    id: &'static str,
    title: &'static str,
    rows: Vec<(String, Option<&Change>)>,
) -> impl IntoView + use<> {
    let lines = rows
        .into_iter()
        .map(|(name, change)| {
            let Some(change) = change else {
                let words = td_string!(locale, attendance.rates_too_few);
                return view! { <tr><th scope="row">{name}</th><td colspan="4">{words}</td></tr> }.into_any();
            };
            let gain = change.gains.gain_of_averages.map_or_else(|| "–".to_owned(), |gain| decimal(locale, gain, 2));
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="numeric" data-label=td_string!(locale, attendance.rates_people)>{words::count(locale, change.pairs)}</td>
                    <td class="numeric" data-label=moment_name(locale, Moment::Before)>{whole_percent(locale, change.before)}</td>
                    <td class="numeric" data-label=moment_name(locale, Moment::After)>{whole_percent(locale, change.after)}</td>
                    <td class="numeric" data-label=td_string!(locale, findings.gain)>{gain}</td>
                </tr>
            }
            .into_any()
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, findings.group)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, attendance.rates_people)}</th>
                        <th scope="col" class="numeric">{moment_name(locale, Moment::Before)}</th>
                        <th scope="col" class="numeric">{moment_name(locale, Moment::After)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, findings.gain)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </section>
    }
}

/// What the figures are, with their sources.
fn arithmetic(locale: Locale) -> impl IntoView {
    view! {
        <details class="more">
            <summary>{td_string!(locale, findings.arithmetic)}</summary>
            <ul>
                {words::arithmetic(locale).map(|about| view! { <li>{about}</li> }).collect_view()}
            </ul>
        </details>
    }
}

/// What was before, and what is after.
fn moment_names(locale: Locale) -> [&'static str; 2] {
    Moment::ALL.map(|moment| moment_name(locale, moment))
}
