//! The page of a campaign's attendance: each grouping as a chart, its table beside.

use super::model::{Groups, Rate, Rates, Tally, Workshop};
use super::store::rates;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::people::pages::sex_name;
use crate::shell::{Place, Sheet};
use crate::ui::chart::{Bar, bars};
use crate::ui::format::{number, percent, short_range};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How much of a campaign was attended.
pub async fn show_rates(visit: Visit, Path(id): Path<CampaignId>) -> Answer {
    let (campaign, found) = rates(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, attendance.rates);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let body = if found.all.marked == 0 {
            view! { <p class="empty">{td_string!(locale, attendance.rates_empty)}</p> }.into_any()
        } else {
            view! { {whole(locale, &found.all)}{groupings(locale, found)} }.into_any()
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{campaign.title}</p>
                <div class="page-head__actions">
                    <a class="button" href=format!("/campaigns/{id}/today")>{td_string!(locale, attendance.live)}</a>
                </div>
            </div>
            {body}
        }
    }))
}

/// The rate of the whole campaign, and how it is counted.
fn whole(locale: Locale, all: &Tally) -> impl IntoView + use<> {
    let (attended, marked) = (count(locale, all.attended), count(locale, all.marked));
    let of = td_string!(locale, attendance.rates_of, attended = attended, marked = marked).to_string();
    let unmarked = match all.unmarked() {
        0 => td_string!(locale, attendance.rates_all_marked).to_owned(),
        unmarked => td_string!(locale, attendance.rates_unmarked_said, count = count(locale, unmarked)).to_string(),
    };
    view! {
        <dl class="stats">
            <div class="stat"><dt>{td_string!(locale, attendance.rates_all)}</dt><dd>{rate_words(locale, all.rate())}</dd></div>
            <div class="stat"><dt>{td_string!(locale, attendance.rates_half_days)}</dt><dd>{of}</dd></div>
        </dl>
        <p>{td_string!(locale, attendance.rates_formula)}" "{td_string!(locale, attendance.rates_counting)}" "{unmarked}</p>
        <p class="muted">{td_string!(locale, attendance.rates_small)}</p>
    }
}

/// A grouping, in the reader's words.
struct Grouping {
    id: &'static str,
    title: &'static str,
    group: &'static str,
    lines: Vec<Line>,
}

/// A group of it.
struct Line {
    /// As the chart names it.
    name: String,
    /// What the table says of it, too.
    detail: Option<String>,
    tally: Tally,
}

fn groupings(locale: Locale, found: Rates) -> impl IntoView {
    let by_name = |name: String| (name, None);
    let by_sex = |sex| (sex_name(locale, sex).to_owned(), None);
    let by_workshop = |workshop: Workshop| {
        let days = short_range(locale, workshop.starts_on, workshop.ends_on);
        (format!("{}, {days}", workshop.city), Some(workshop.title))
    };
    let all = [
        Grouping {
            id: "workshops",
            title: td_string!(locale, attendance.rates_workshops),
            group: td_string!(locale, attendance.rates_group_workshop),
            lines: lines(locale, found.workshops, by_workshop),
        },
        Grouping {
            id: "cities",
            title: td_string!(locale, attendance.rates_cities),
            group: td_string!(locale, attendance.rates_group_city),
            lines: lines(locale, found.cities, by_name),
        },
        Grouping {
            id: "sexes",
            title: td_string!(locale, attendance.rates_sexes),
            group: td_string!(locale, attendance.rates_group_sex),
            lines: lines(locale, found.sexes, by_sex),
        },
        Grouping {
            id: "institutions",
            title: td_string!(locale, attendance.rates_institutions),
            group: td_string!(locale, attendance.rates_group_institution),
            lines: lines(locale, found.institutions, by_name),
        },
    ];
    all.map(|grouping| section(locale, &grouping)).collect_view()
}

/// The groups by their names; those put together last.
fn lines<K>(locale: Locale, groups: Groups<K>, name: impl Fn(K) -> (String, Option<String>)) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (group, tally) in groups.shown {
        let (name, detail) = name(group);
        lines.push(Line { name, detail, tally });
    }
    if let Some((together, tally)) = groups.others {
        let name = td_string!(locale, attendance.rates_others, count = count(locale, together)).to_string();
        lines.push(Line { name, detail: None, tally });
    }
    lines
}

fn section(locale: Locale, grouping: &Grouping) -> impl IntoView + use<> {
    let chart = chart(locale, grouping);
    let marked = grouping.lines.iter().filter(|line| line.tally.marked > 0);
    let rows = marked.map(|line| row(locale, line)).collect_view();
    let unsaid = [Rate::NothingMarked, Rate::NotBegun, Rate::Nobody].map(|rate| without(locale, grouping, rate));
    view! {
        <section class="section rates" aria-labelledby=grouping.id>
            <h2 id=grouping.id>{grouping.title}</h2>
            {chart}
            <div>
                <table class="table rates__table">
                    <thead>
                        <tr>
                            <th scope="col">{grouping.group}</th>
                            <th scope="col" class="numeric">{td_string!(locale, attendance.rates_rate)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, attendance.rates_attended)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, attendance.rates_unmarked)}</th>
                            <th scope="col" class="numeric">{td_string!(locale, attendance.rates_people)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                {unsaid.collect_view()}
            </div>
        </section>
    }
}

/// The bars of those groups of which there is a rate.
fn chart(locale: Locale, grouping: &Grouping) -> Option<AnyView> {
    let bars_of = grouping.lines.iter().filter_map(|line| match line.tally.rate() {
        Rate::Percent(share) => Some(Bar { label: line.name.clone(), percent: share, said: percent(locale, share) }),
        _ => None,
    });
    let shown: Vec<Bar> = bars_of.collect();
    let shares = || shown.iter().map(|bar| bar.percent);
    let (highest, lowest) = (shares().max()?, shares().min()?);
    let (highest, lowest) = (percent(locale, highest), percent(locale, lowest));
    let said = td_string!(locale, attendance.rates_chart, highest = highest, lowest = lowest).to_string();
    Some(bars(grouping.id, grouping.title, said, shown).into_any())
}

fn row(locale: Locale, line: &Line) -> impl IntoView + use<> {
    let tally = &line.tally;
    let rate = tally.rate();
    // Of too few people, what was attended would say as much as the rate.
    let told = |words: String| (rate != Rate::TooFew).then_some(words);
    let (attended, marked) = (count(locale, tally.attended), count(locale, tally.marked));
    let of = td_string!(locale, attendance.rates_of, attended = attended, marked = marked).to_string();
    let detail = line.detail.clone().map(|detail| view! { <br/><span class="muted">{detail}</span> });
    view! {
        <tr>
            <th scope="row">{line.name.clone()}{detail}</th>
            <td class="numeric" data-label=td_string!(locale, attendance.rates_rate)>{rate_words(locale, rate)}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.rates_attended)>{told(of)}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.rates_unmarked)>{told(count(locale, tally.unmarked()))}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.rates_people)>{told(count(locale, tally.people()))}</td>
        </tr>
    }
}

/// The groups of which no rate can be said for this reason, in a sentence.
fn without(locale: Locale, grouping: &Grouping, rate: Rate) -> Option<impl IntoView + use<>> {
    let names: Vec<&str> =
        grouping.lines.iter().filter(|line| line.tally.rate() == rate).map(|line| line.name.as_str()).collect();
    let colon = match locale {
        Locale::fr => "\u{a0}: ",
        Locale::en => ": ",
    };
    let words = format!("{}{colon}{}", rate_words(locale, rate), names.join("\u{a0}; "));
    (!names.is_empty()).then(|| view! { <p class="muted rates__without">{words}</p> })
}

fn rate_words(locale: Locale, rate: Rate) -> String {
    match rate {
        Rate::Percent(share) => percent(locale, share),
        Rate::TooFew => td_string!(locale, attendance.rates_too_few).to_owned(),
        Rate::NothingMarked => td_string!(locale, attendance.rates_nothing).to_owned(),
        Rate::NotBegun => td_string!(locale, attendance.rates_not_begun).to_owned(),
        Rate::Nobody => td_string!(locale, attendance.rates_nobody).to_owned(),
    }
}

fn count(locale: Locale, many: usize) -> String {
    number(locale, i64::try_from(many).unwrap_or(i64::MAX))
}
