//! The pages of what tests say: figures in words first, then charts, each with its
//! table; the arithmetic is told at the end.

mod questions;

use super::model::{Change, Findings, TestFindings, Told};
use super::store::{OfCampaign, of_campaign, of_workshop};
use super::words;
use crate::assessments::model::Moment;
use crate::assessments::pages::{moment_name, whole_percent};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{CampaignId, CurriculumId, WorkshopId};
use crate::people::pages::sex_name;
use crate::shell::{Place, Sheet};
use crate::ui::chart::{Bar, Pair, pairs};
use crate::ui::format::{decimal, number, percent};
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
        let file = format!("/campaigns/{id}/findings.xlsx{chosen}");
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{found.title.clone()}</p>
            </div>
            {curricula(id, &found)}
            {body(locale, &found.findings, &file, true)}
        }
    }))
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
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <p><a href=format!("/workshops/{id}/scores")>{td_string!(locale, assessments.title)}</a></p>
            <h2>{td_string!(locale, findings.title)}</h2>
            {body(locale, &found, &format!("/workshops/{id}/findings.xlsx"), false)}
        }
    }))
}

fn body(locale: Locale, found: &Findings, file: &str, by_workshop: bool) -> AnyView {
    if found.tests.is_empty() {
        return view! { <p class="empty">{td_string!(locale, findings.nothing)}</p> }.into_any();
    }
    let by_workshop = by_workshop.then(|| {
        let rows = found.by_workshop.iter().map(|told| (group_name(locale, told), told.change.as_ref())).collect();
        group_table(locale, "workshops", td_string!(locale, attendance.rates_workshops), rows)
    });
    let sexes = found.by_sex.iter().map(|(sex, told)| {
        let name = sex.map_or_else(|| group_name(locale, told), |sex| sex_name(locale, sex).to_owned());
        (name, told.change.as_ref())
    });
    let institutions = found.by_institution.iter().map(|told| (group_name(locale, told), told.change.as_ref()));
    view! {
        {learnt(locale, found)}
        <p class="actions"><a class="button" href=file.to_owned()>{td_string!(locale, findings.download)}</a></p>
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
    let gain = change
        .gains
        .gain_of_averages
        .map_or_else(|| td_string!(locale, assessments.no_gain).to_owned(), |gain| words::gain(locale, gain));
    let effect = change.t.as_ref().map_or_else(
        || td_string!(locale, assessments.no_gain).to_owned(),
        |t| words::effect(locale, t.corrected_dz.unwrap_or(t.dz)),
    );
    let stat = |name: &'static str, value: String| view! { <div class="stat"><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <dl class="stats">
            {stat(td_string!(locale, findings.both), number(locale, count(change.pairs)))}
            {stat(moment_name(locale, Moment::Before), whole_percent(locale, change.before))}
            {stat(moment_name(locale, Moment::After), whole_percent(locale, change.after))}
            {stat(td_string!(locale, findings.gain), gain)}
            {stat(td_string!(locale, findings.effect), effect)}
        </dl>
        {in_words(locale, change)}
    }
    .into_any()
}

/// The change in a sentence each: how sure it is, and who lost.
fn in_words(locale: Locale, change: &Change) -> impl IntoView + use<> {
    let t = change.t.as_ref().map(|t| {
        td_string!(
            locale,
            findings.paired,
            difference = decimal(locale, t.difference, 2),
            lower = decimal(locale, t.interval.lower, 2),
            upper = decimal(locale, t.interval.upper, 2),
            t = decimal(locale, t.t, 2),
            freedom = t.freedom.to_string(),
            p = words::probability(locale, t.p)
        )
        .to_string()
    });
    let ranks = change
        .ranks
        .as_ref()
        .map(|ranks| td_string!(locale, findings.ranks, p = words::probability(locale, ranks.p)).to_string());
    let lost = td_string!(locale, findings.lost, count = number(locale, count(change.lost))).to_string();
    view! { <p>{t}" "{ranks}" "{lost}</p> }
}

/// How many scored how much, of both tests.
fn distribution(locale: Locale, tests: &[TestFindings]) -> impl IntoView + use<> {
    let title = td_string!(locale, findings.distribution);
    let rows = tests.iter().max_by_key(|test| test.histogram.len()).map(|widest| {
        let place = |bin: usize| {
            let of = |moment| {
                let test = tests.iter().find(|test| test.test.moment == moment)?;
                let found = test.histogram.get(bin)?;
                let share = found.count * 100 / test.totals.count.max(1);
                let share = i32::try_from(share).unwrap_or(100);
                Some(Bar {
                    label: moment_name(locale, moment).to_owned(),
                    percent: share,
                    said: found.count.to_string(),
                })
            };
            Moment::ALL.map(of)
        };
        let last = widest.histogram.len();
        widest
            .histogram
            .iter()
            .enumerate()
            .map(|(bin, found)| {
                // Whole points: a bin of 10 to 12 holds 10 and 11; the last ends at the maximum.
                let to = if bin + 1 == last { widest.test.max_points.into() } else { (found.to - 1.0).max(found.from) };
                let label = if to > found.from { format!("{}–{}", found.from, to) } else { found.from.to_string() };
                Pair { label, bars: place(bin) }
            })
            .collect::<Vec<_>>()
    });
    let rows = rows.unwrap_or_default();
    let table = rows.iter().map(|row| {
        let cells = row.bars.iter().map(|bar| {
            let said = bar.as_ref().map(|bar| format!("{} ({})", bar.said, percent(locale, bar.percent)));
            view! { <td class="numeric" data-label=bar.as_ref().map(|bar| bar.label.clone())>{said}</td> }
        });
        view! { <tr><th scope="row">{row.label.clone()}</th>{cells.collect_view()}</tr> }
    });
    let table = table.collect_view();
    let heads = Moment::ALL.map(|moment| view! { <th scope="col" class="numeric">{moment_name(locale, moment)}</th> });
    let description = td_string!(locale, findings.distribution_said).to_owned();
    view! {
        <section class="section rates" aria-labelledby="distribution">
            <h2 id="distribution">{title}</h2>
            {pairs("distribution", title, description, moment_names(locale), rows)}
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
        people = number(locale, count(totals.count)),
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

fn group_name(locale: Locale, told: &Told) -> String {
    told.name.clone().unwrap_or_else(|| {
        td_string!(locale, attendance.rates_others, count = number(locale, count(told.groups))).to_string()
    })
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
                    <td class="numeric" data-label=td_string!(locale, attendance.rates_people)>{number(locale, count(change.pairs))}</td>
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
                <li>{td_string!(locale, findings.about_gain)}</li>
                <li>{td_string!(locale, findings.about_effect)}</li>
                <li>{td_string!(locale, findings.about_difficulty)}</li>
                <li>{td_string!(locale, findings.about_discrimination)}</li>
                <li>{td_string!(locale, findings.about_alpha)}</li>
                <li>{td_string!(locale, findings.about_small)}</li>
            </ul>
        </details>
    }
}

/// What was before, and what is after.
fn moment_names(locale: Locale) -> [&'static str; 2] {
    Moment::ALL.map(|moment| moment_name(locale, moment))
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}
