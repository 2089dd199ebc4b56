//! The last plan: how far its search is, what it proposes, or why there is none.

use super::words::{money, rule_name, sentence};
use crate::i18n::Locale;
use crate::ids::{CampaignId, WishId};
use crate::plans::model::State;
use crate::plans::problem::{Names, changes};
use crate::plans::store::asking::Kept;
use crate::plans::wish::Wish;
use crate::ui::format::{number, short_range};
use crate::workshops::store::ground::Ground;
use leptos::prelude::*;
use leptos_i18n::td_string;
use planner::{Change, Conflict, Outcome, Plan, Workshop};

/// The section of the last plan.
pub(super) fn section(
    locale: Locale,
    campaign: CampaignId,
    ground: &Ground,
    kept: &Kept,
    wishes: &[(WishId, Wish)],
    names: &Names,
) -> impl IntoView + use<> {
    let shown = match (kept.state, &kept.outcome) {
        (State::Waiting | State::Searching, _) => searching(locale, kept),
        (State::Adopted, _) => {
            view! { <p class="notice">{td_string!(locale, plans.adopted)}" "<a href=format!("/campaigns/{campaign}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p> }
                .into_any()
        }
        (State::Ended, Some(Outcome::Planned(plan))) => planned(locale, ground, kept, plan, names),
        (State::Ended, Some(Outcome::Infeasible(conflict))) => {
            infeasible(locale, campaign, conflict, wishes, names)
        }
        (State::Ended, Some(Outcome::NothingFound { .. })) => {
            view! { <p class="notice">{td_string!(locale, plans.nothing_found)}</p> }.into_any()
        }
        (State::Ended | State::Failed, _) => {
            view! { <p class="notice">{td_string!(locale, plans.failed)}</p> }.into_any()
        }
    };
    view! {
        <section class="section" aria-labelledby="proposed">
            <h2 id="proposed">{td_string!(locale, plans.proposed)}</h2>
            {shown}
        </section>
    }
}

fn searching(locale: Locale, kept: &Kept) -> AnyView {
    let progress = &kept.progress;
    let known = match (progress.found, progress.gap) {
        (false, _) => td_string!(locale, plans.still_nothing).to_owned(),
        (true, None) => td_string!(locale, plans.still_found).to_owned(),
        (true, Some(gap)) => {
            td_string!(locale, plans.still_gap, gap = percent(locale, f64::from(gap) / 1000.0)).to_string()
        }
    };
    let (seconds, limit) = (number(locale, progress.seconds), number(locale, progress.limit));
    let seconds = td_string!(locale, plans.still_seconds, n = seconds, limit = limit).to_string();
    view! {
        <p>{td_string!(locale, plans.searching)}</p>
        <progress class="searching" max=progress.limit value=progress.seconds aria-label=td_string!(locale, plans.searching)></progress>
        <p role="status"><strong>{known}</strong></p>
        <p class="muted">{seconds}</p>
        <form class="actions" method="post" action=format!("/plans/{}/stop", kept.id)>
            <button class="button">{td_string!(locale, plans.stop)}</button>
        </form>
    }
    .into_any()
}

/// A share of one, in percent with one place.
fn percent(locale: Locale, share: f64) -> String {
    let percent = format!("{:.1}", share * 100.0);
    if locale == Locale::fr { percent.replace('.', ",") } else { percent }
}

fn planned(locale: Locale, ground: &Ground, kept: &Kept, plan: &Plan, names: &Names) -> AnyView {
    let changes = kept.form.read().map(|(asked, _)| changes(ground, &asked, plan)).unwrap_or_default();
    let staying = plan.workshops.len() - changes.iter().filter(|one| !matches!(one, Change::Removed(_))).count();
    let worth = if plan.proven {
        td_string!(locale, plans.proven).to_owned()
    } else {
        td_string!(locale, plans.within, gap = percent(locale, plan.gap)).to_string()
    };
    let count = |n: usize| number(locale, i64::try_from(n).unwrap_or(i64::MAX));
    let rows = changes.iter().map(|change| row(locale, change, plan, names)).collect_view();
    let table = if changes.is_empty() {
        view! { <p class="empty">{td_string!(locale, plans.nothing_changes)}</p> }.into_any()
    } else {
        changes_table(locale, rows.into_any())
    };
    let adopt = (!changes.is_empty()).then(|| {
        view! {
            <form class="actions" method="post" action=format!("/plans/{}/adopt", kept.id)>
                <button class="button button--primary">{td_string!(locale, plans.adopt)}</button>
                <span class="muted">{td_string!(locale, plans.adopt_hint)}</span>
            </form>
        }
    });
    let cost = [
        (td_string!(locale, plans.workshops), count(plan.workshops.len())),
        (td_string!(locale, plans.cost), money(locale, plan.cost.total())),
        (td_string!(locale, plans.cost_travel), money(locale, plan.cost.travel)),
        (td_string!(locale, plans.cost_per_diem), money(locale, plan.cost.per_diem)),
        (td_string!(locale, plans.cost_venues), money(locale, plan.cost.venues)),
    ];
    let facts = cost.map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect_view();
    let load = plan
        .load
        .iter()
        .map(|one| view! { <li>{names.name(&one.trainer).to_owned()}" · "{number(locale, one.workshops)}</li> })
        .collect_view();
    view! {
        <p class="notice">{worth}</p>
        <dl class="facts">{facts}</dl>
        {table}
        <p class="muted">{td_string!(locale, plans.staying, n = count(staying)).to_string()}</p>
        {adopt}
        <details class="more">
            <summary>{td_string!(locale, plans.load_of)}</summary>
            <ul class="plain">{load}</ul>
        </details>
    }
    .into_any()
}

fn changes_table(locale: Locale, rows: AnyView) -> AnyView {
    view! {
        <table class="table">
            <caption class="visually-hidden">{td_string!(locale, plans.changes)}</caption>
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, scheduling.city)}</th>
                    <th scope="col">{td_string!(locale, plans.before)}</th>
                    <th scope="col">{td_string!(locale, plans.after)}</th>
                    <th scope="col">{td_string!(locale, workshops.team)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// A change, with how it stood and how it would stand.
fn row(locale: Locale, change: &Change, plan: &Plan, names: &Names) -> impl IntoView + use<> {
    let (before, after) = match change {
        Change::Added(after) => (None, Some(after)),
        Change::Removed(before) => (Some(before), None),
        Change::Changed { before, after } => (Some(before), Some(after)),
    };
    let held = |one: &Workshop| (short_range(locale, one.start, one.end), names.name(&one.venue).to_owned());
    let cell = |one: Option<&Workshop>| {
        one.map(held).map(|(days, room)| view! { {days}<br/><span class="muted">{room}</span> }.into_any())
    };
    let none = || view! { <span class="muted">"—"</span> }.into_any();
    let city = before.or(after).map(|one| names.name(&one.city).to_owned()).unwrap_or_default();
    let seats = match change {
        Change::Added(new) => plan.workshops.iter().find(|one| one.start == new.start && one.venue == new.venue),
        _ => None,
    };
    let seats = seats.map(|one| td_string!(locale, scheduling.seats, n = number(locale, one.people)).to_string());
    let team = |one: &Workshop| {
        let both = [&one.lead, &one.second].map(|key| names.name(key).to_owned());
        both.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
    };
    let was = before.map(team).filter(|team| after.is_some_and(|after| differs(before, after)) && !team.is_empty());
    let now = after.map(team).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{city}{seats.map(|seats| view! { <br/><span class="muted">{seats}</span> })}</th>
            <td data-label=td_string!(locale, plans.before)>{cell(before).unwrap_or_else(none)}</td>
            <td data-label=td_string!(locale, plans.after)>{cell(after).unwrap_or_else(none)}</td>
            <td data-label=td_string!(locale, workshops.team)>{now}{was.map(|was| view! { <br/><s class="muted">{was}</s> })}</td>
        </tr>
    }
}

/// Whether a team changes.
fn differs(before: Option<&Workshop>, after: &Workshop) -> bool {
    before.is_some_and(|before| (&before.lead, &before.second) != (&after.lead, &after.second))
}

/// What cannot hold together, each with what gives it up.
fn infeasible(
    locale: Locale,
    campaign: CampaignId,
    conflict: &Conflict,
    wishes: &[(WishId, Wish)],
    names: &Names,
) -> AnyView {
    let cities = conflict.cities.iter().map(|key| names.name(key).to_owned()).collect::<Vec<_>>().join(", ");
    let teams = number(locale, conflict.teams);
    let needed = wishes.iter().filter(|(id, _)| conflict.wishes.contains(&id.to_string()));
    let against = needed
        .map(|(id, wish)| {
            view! {
                <li class="found">
                    <span class="found__who"><strong>{sentence(locale, wish, names)}</strong></span>
                    <form method="post" action=format!("/campaigns/{campaign}/wishes/{id}/give-up")>
                        <input type="hidden" name="again" value="yes"/>
                        <button class="button">{td_string!(locale, plans.give_up_and_search)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let rules = conflict.rules.iter().map(|rule| view! { <li>{rule_name(locale, *rule)}</li> }).collect_view();
    let of_wishes = (!conflict.wishes.is_empty()).then(|| {
        view! { <p>{td_string!(locale, plans.wishes_against)}</p><ul class="plain">{against}</ul> }
    });
    let of_rules = (!conflict.rules.is_empty()).then(|| {
        view! { <p>{td_string!(locale, plans.rules_against)}</p><ul>{rules}</ul> }
    });
    let unsure = (!conflict.minimal).then(|| view! { <p class="muted">{td_string!(locale, plans.perhaps_less)}</p> });
    view! {
        <div class="notice">
            <p><strong>{td_string!(locale, plans.infeasible)}</strong></p>
            <p>{td_string!(locale, plans.cities_against, cities = cities, n = teams).to_string()}</p>
        </div>
        {of_wishes}
        {of_rules}
        {unsure}
        <p class="muted">{td_string!(locale, plans.ways_out)}" "<a href=format!("/campaigns/{campaign}/conditions")>{td_string!(locale, scheduling.conditions)}</a></p>
    }
    .into_any()
}
