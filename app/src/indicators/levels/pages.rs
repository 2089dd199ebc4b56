//! The four levels on one page.

use super::store::{Levels, levels};
use crate::assessments::bank::views::language;
use crate::assessments::evaluations::model::occasion::Occasion;
use crate::assessments::evaluations::model::telling::{Numbers, Told, ToldQuestion};
use crate::assessments::evaluations::store::telling::Pooled;
use crate::assessments::evaluations::words::{count, occasion_name, of_seats};
use crate::assessments::findings::groups::LEAST;
use crate::assessments::findings::words::{effect, gain};
use crate::assessments::model::Moment;
use crate::assessments::pages::{moment_name, whole_percent};
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::shell::{Place, Sheet};
use crate::ui::format::{decimal, number};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The four levels of a campaign.
pub async fn show_levels(visit: Visit, Path(id): Path<CampaignId>) -> Answer {
    let found = levels(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, indicators.levels);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{found.title.clone()}</p>
            </div>
            {reaction(locale, id, &found.reaction)}
            {learning(locale, id, &found)}
            {behaviour(locale, id, &found.later)}
            {outcomes(locale, id, &found.later)}
            <p class="muted">{td_string!(locale, indicators.levels_source)}</p>
        }
    }))
}

/// A level: its number and question, what is known, and where it is told at length.
fn level(
    locale: Locale,
    number: u8,
    (name, question): (&'static str, &'static str),
    known: AnyView,
    more: String,
) -> impl IntoView {
    let heading = format!("level-{number}");
    let named = heading.clone();
    view! {
        <section class="section" aria-labelledby=named>
            <h2 id=heading>{number}" · "{name}</h2>
            <p class="muted">{question}</p>
            {known}
            <p><a href=more>{td_string!(locale, indicators.more)}</a></p>
        </section>
    }
}

fn stat(name: &'static str, value: String) -> impl IntoView {
    view! { <div class="stat"><dt>{name}</dt><dd>{value}</dd></div> }
}

fn not_known(words: &'static str) -> AnyView {
    view! { <p class="notice">{words}</p> }.into_any()
}

fn reaction(locale: Locale, id: CampaignId, pooled: &Pooled) -> impl IntoView + use<> {
    let known = if pooled.questions.is_empty() {
        not_known(td_string!(locale, indicators.no_reaction))
    } else {
        view! { {answered(locale, pooled)}{statements(locale, &[(Occasion::End, pooled)])} }.into_any()
    };
    let words = (td_string!(locale, indicators.reaction), td_string!(locale, indicators.reaction_asks));
    level(locale, 1, words, known, format!("/campaigns/{id}/evaluations?occasion=end"))
}

/// How many answered of how many could have.
fn answered(locale: Locale, pooled: &Pooled) -> impl IntoView + use<> {
    let (many, seats) = of_seats(locale, pooled.answered, pooled.seats);
    view! { <p>{td_string!(locale, evaluations.answered_of, count = many, seats = seats).to_string()}</p> }
}

/// How statements are agreed with, a column for each occasion.
fn statements(locale: Locale, occasions: &[(Occasion, &Pooled)]) -> AnyView {
    let rated = |one: &ToldQuestion| match &one.told {
        Told::Rating(rating) => Some((rating.favourable, rating.mean)),
        _ => None,
    };
    let said = |pooled: &Pooled, asked: &ToldQuestion| {
        let same = pooled.questions.iter().find(|one| one.question == asked.question);
        same.and_then(rated).map_or_else(
            || "–".to_owned(),
            |(favourable, mean)| {
                let favourable = favourable.map_or_else(|| "–".to_owned(), |share| whole_percent(locale, share));
                format!("{favourable} ({})", decimal(locale, mean, 1))
            },
        )
    };
    let mut asked: Vec<&ToldQuestion> = Vec::new();
    for one in occasions.iter().flat_map(|(_, pooled)| &pooled.questions).filter(|one| rated(one).is_some()) {
        if !asked.iter().any(|known| known.question == one.question) {
            asked.push(one);
        }
    }
    let heads = occasions.iter().map(|(occasion, _)| {
        view! { <th scope="col" class="numeric">{occasion_name(locale, *occasion)}</th> }
    });
    let heads = heads.collect_view();
    let lines = asked.into_iter().map(|one| {
        let cells = occasions.iter().map(|(occasion, pooled)| {
            view! { <td class="numeric" data-label=occasion_name(locale, *occasion)>{said(pooled, one)}</td> }
        });
        let cells = cells.collect_view();
        let text = one.question.text.in_language(language(locale)).to_owned();
        view! { <tr><th scope="row">{text}</th>{cells}</tr> }
    });
    let lines = lines.collect_view();
    view! {
        <table class="table">
            <thead><tr><th scope="col">{td_string!(locale, evaluations.statement)}</th>{heads}</tr></thead>
            <tbody>{lines}</tbody>
        </table>
        <p class="muted">{td_string!(locale, indicators.agreement_hint)}</p>
    }
    .into_any()
}

fn learning(locale: Locale, id: CampaignId, found: &Levels) -> impl IntoView + use<> {
    let change = found.learning.as_ref().map(|change| {
        let gained = change.gains.gain_of_averages.map(|gained| gain(locale, gained));
        let strength = change.t.as_ref().map(|t| effect(locale, t.corrected_dz.unwrap_or(t.dz)));
        let undefined = || td_string!(locale, assessments.no_gain).to_owned();
        view! {
            {stat(td_string!(locale, findings.both), count(locale, change.pairs))}
            {stat(moment_name(locale, Moment::Before), whole_percent(locale, change.before))}
            {stat(moment_name(locale, Moment::After), whole_percent(locale, change.after))}
            {stat(td_string!(locale, findings.gain), gained.unwrap_or_else(undefined))}
            {stat(td_string!(locale, findings.effect), strength.unwrap_or_else(undefined))}
        }
    });
    let unknown = change.is_none().then(|| not_known(td_string!(locale, indicators.no_learning)));
    let qualified = format!("{} / {}", count(locale, found.qualified.today), count(locale, found.qualified.people));
    // Of so few it would be somebody's own.
    let practice = found.practice.filter(|(people, _)| *people >= LEAST);
    let practice = practice.map(|(people, mean)| {
        let name = td_string!(locale, indicators.practice_of, people = count(locale, people)).to_string();
        view! { <div class="stat"><dt>{name}</dt><dd>{whole_percent(locale, mean)}</dd></div> }
    });
    let others = (found.curricula.len() > 1).then(|| {
        let titles: Vec<&str> = found.curricula.iter().skip(1).map(|(_, title)| title.as_str()).collect();
        let first = found.curricula.first().map(|(_, title)| title.clone()).unwrap_or_default();
        let said = td_string!(locale, indicators.first_of, first = first, others = titles.join(", ")).to_string();
        view! { <p class="muted">{said}</p> }
    });
    let known = view! {
        {unknown}
        <dl class="stats">{change}</dl>
        <dl class="stats">
            {stat(td_string!(locale, indicators.qualified), qualified)}
            {practice}
        </dl>
        {others}
    };
    let words = (td_string!(locale, indicators.learning), td_string!(locale, indicators.learning_asks));
    level(locale, 2, words, known.into_any(), format!("/campaigns/{id}/findings"))
}

fn behaviour(locale: Locale, id: CampaignId, later: &[(Occasion, Pooled); 2]) -> impl IntoView + use<> {
    let told: Vec<(Occasion, &Pooled)> = told(later).collect();
    let known = if told.is_empty() {
        not_known(td_string!(locale, indicators.no_behaviour))
    } else {
        let answered = told.iter().map(|(occasion, pooled)| {
            view! { <h3>{occasion_name(locale, *occasion)}</h3>{answered(locale, pooled)} }
        });
        view! { {answered.collect_view()}{statements(locale, &told)} }.into_any()
    };
    let words = (td_string!(locale, indicators.behaviour), td_string!(locale, indicators.behaviour_asks));
    level(locale, 3, words, known, format!("/campaigns/{id}/evaluations?occasion=month_3"))
}

/// The occasions of which anything is told.
fn told(later: &[(Occasion, Pooled); 2]) -> impl Iterator<Item = (Occasion, &Pooled)> {
    later.iter().filter(|(_, pooled)| !pooled.questions.is_empty()).map(|(occasion, pooled)| (*occasion, pooled))
}

/// What came of it, in numbers that people gave of themselves.
fn outcomes(locale: Locale, id: CampaignId, later: &[(Occasion, Pooled); 2]) -> impl IntoView + use<> {
    let lines: Vec<_> = told(later)
        .flat_map(|(occasion, pooled)| {
            let numbers = pooled.questions.iter().filter_map(|one| match &one.told {
                Told::Numbers(numbers) => Some((&one.question, numbers)),
                _ => None,
            });
            numbers.map(move |(question, numbers)| {
                let text = question.text.in_language(language(locale)).to_owned();
                outcome(locale, occasion, text, numbers)
            })
        })
        .collect();
    let known = if lines.is_empty() {
        not_known(td_string!(locale, indicators.no_outcomes))
    } else {
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, evaluations.question)}</th>
                        <th scope="col">{td_string!(locale, indicators.when)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.sum)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, evaluations.answers)}</th>
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
            <p class="muted">{td_string!(locale, indicators.outcomes_hint)}</p>
        }
        .into_any()
    };
    let words = (td_string!(locale, indicators.outcomes), td_string!(locale, indicators.outcomes_asks));
    level(locale, 4, words, known, format!("/campaigns/{id}/evaluations?occasion=month_6"))
}

fn outcome(locale: Locale, occasion: Occasion, text: String, numbers: &Numbers) -> impl IntoView + use<> {
    let sum = number(locale, i64::try_from(numbers.sum).unwrap_or(i64::MAX));
    view! {
        <tr>
            <th scope="row">{text}</th>
            <td data-label=td_string!(locale, indicators.when)>{occasion_name(locale, occasion)}</td>
            <td class="numeric" data-label=td_string!(locale, evaluations.sum)>{sum}</td>
            <td class="numeric" data-label=td_string!(locale, evaluations.answers)>{count(locale, numbers.count)}</td>
        </tr>
    }
}
