//! Where a rule is composed, reads back as a sentence, and is tried with other bars.

use super::store::{Changed, Outlook, what_if};
use crate::campaigns::model::Percent;
use crate::campaigns::rule::{CertificationRule, Condition, Line, Measure, RuleForm};
use crate::campaigns::store::{Campaign, find};
use crate::certificates::words::{measure_name, rule_sentence};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::people::access::Act;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::number;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The rule of a campaign; with bars to try, who would qualify.
pub async fn show_rule(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<Vec<(String, String)>>) -> Answer {
    rule_sheet(&visit, id, &query, None, Vec::new()).await
}

/// The same with what was typed of a rule, and what was wrong.
///
/// # Errors
/// Unless the asker organises the campaign.
pub async fn rule_sheet(
    visit: &Visit,
    id: CampaignId,
    query: &[(String, String)],
    typed: Option<RuleForm>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(id))?;
    let campaign = find(&caller, id).await?;
    let bars = tried(&campaign.rule, query);
    let outlook = what_if(&caller, id, &bars).await?;
    let locale = visit.locale;
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, qualification.title);
    Ok(Sheet::new(Place::Home, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let lines = typed.unwrap_or_else(|| RuleForm::filled(&campaign.rule));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/">{campaign.title.clone()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{rule_sentence(locale, &campaign.rule)}</p>
            </div>
            {form.summary(move |field| label(locale, field))}
            {trying(locale, &campaign, &bars, outlook)}
            {composing(&form, id, &lines)}
        }
    }))
}

/// The bars to try, in the order of the rule's conditions that have one; what is no
/// number from 1 to 100 leaves a bar as it is.
fn tried(rule: &CertificationRule, query: &[(String, String)]) -> Vec<Option<Percent>> {
    let bars = rule.conditions().filter(|condition| matches!(condition, Condition::Reach { .. }));
    let asked = |place: usize| {
        let name = format!("if{place}");
        let value = query.iter().find(|(known, _)| *known == name).map(|(_, value)| value.trim());
        value.and_then(|value| value.parse().ok()).filter(|bar| (1..=100).contains(bar)).map(Percent)
    };
    bars.enumerate().map(|(place, _)| asked(place)).collect()
}

fn label(locale: Locale, field: &str) -> String {
    let place: String = field.chars().filter(char::is_ascii_digit).collect();
    let place = place.parse().map_or(1, |place: usize| place + 1);
    td_string!(locale, qualification.condition, number = place.to_string()).to_string()
}

/// Who would qualify with other bars.
fn trying(locale: Locale, campaign: &Campaign, bars: &[Option<Percent>], outlook: Outlook) -> AnyView {
    let mut place = 0;
    let fields = campaign.rule.conditions().filter_map(|condition| {
        let Condition::Reach { measure, bar } = condition else { return None };
        let name = format!("if{place}");
        let value = bars.get(place).copied().flatten().unwrap_or(*bar).0.to_string();
        place += 1;
        Some(view! {
            <label class="rule__bar">
                {measure_name(locale, *measure)}" "
                <input class="field__control field__control--points" name=name inputmode="numeric" autocomplete="off" value=value/>" %"
            </label>
        })
    });
    let fields: Vec<_> = fields.collect();
    let said = |count: usize| number(locale, i64::try_from(count).unwrap_or(i64::MAX));
    let stat = |name: &'static str, value: String| view! { <div class="stat"><dt>{name}</dt><dd>{value}</dd></div> };
    let asked = bars.iter().any(Option::is_some);
    let then = asked.then(|| stat(td_string!(locale, qualification.then), said(outlook.then)));
    let changed = asked.then(|| changes(locale, outlook.changed));
    let form = (!fields.is_empty()).then(|| {
        view! {
            <form class="form form--rule rule__tries" method="get" action=format!("/campaigns/{}/qualification", campaign.id)>
                {fields}
                <button class="button">{td_string!(locale, qualification.try_it)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="what-if">
            <h2 id="what-if">{td_string!(locale, qualification.what_if)}</h2>
            <p>{td_string!(locale, qualification.what_if_lead)}</p>
            {form}
            <dl class="stats">
                {stat(td_string!(locale, qualification.over), said(outlook.people))}
                {stat(td_string!(locale, qualification.today), said(outlook.today))}
                {then}
            </dl>
            {changed}
        </section>
    }
    .into_any()
}

/// For whom it would be otherwise.
fn changes(locale: Locale, changed: Vec<Changed>) -> AnyView {
    if changed.is_empty() {
        return view! { <p class="notice" role="status">{td_string!(locale, qualification.nobody_changes)}</p> }
            .into_any();
    }
    let lines = changed
        .into_iter()
        .map(|Changed { name, workshop, title, qualifies }| {
            let (class, said) = if qualifies {
                ("badge badge--ready", td_string!(locale, qualification.would))
            } else {
                ("badge badge--absent", td_string!(locale, qualification.would_not))
            };
            view! {
                <tr>
                    <th scope="row">{name.family}" "{name.given}</th>
                    <td data-label=td_string!(locale, workshops.workshop)><a href=format!("/workshops/{workshop}/certificates")>{title}</a></td>
                    <td data-label=td_string!(locale, qualification.then)><span class=class>{said}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                    <th scope="col">{td_string!(locale, qualification.then)}</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// A line for each condition: those of the rule and, behind them, empty ones.
fn composing(form: &FormView, id: CampaignId, typed: &RuleForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let filled = typed.0.iter().rposition(|line| !line.what.is_empty()).map_or(0, |last| last + 1);
    // Two more than there are: kept, the page comes back with others.
    let shown = typed.0.iter().take(filled + 2).enumerate();
    let lines = shown.map(|(place, line)| condition_line(form, place, line)).collect_view();
    view! {
        <section class="section" aria-labelledby="compose">
            <h2 id="compose">{td_string!(locale, qualification.compose)}</h2>
            <p>{td_string!(locale, qualification.compose_lead)}</p>
            <form class="form form--rule" method="post" action=format!("/campaigns/{id}/qualification") novalidate>
                {lines}
                <div class="form__foot"><button class="button button--primary">{td_string!(locale, qualification.save)}</button></div>
            </form>
        </section>
    }
}

fn condition_line(form: &FormView, place: usize, line: &Line) -> impl IntoView + use<> {
    let locale = form.locale;
    let name = |part: &str| format!("{part}{place}");
    let chosen = |value: &str, words: &'static str| {
        view! { <option value=value.to_owned() selected=line.what == value>{words}</option> }
    };
    let measures = Measure::ALL.map(|measure| chosen(measure.as_str(), measure_name(locale, measure)));
    let joined = (place > 0).then(|| {
        let or = line.joined == "or";
        view! {
            <select class="field__control" name=name("joined") aria-label=td_string!(locale, qualification.joined)>
                <option value="and" selected=!or>{td_string!(locale, qualification.and)}</option>
                <option value="or" selected=or>{td_string!(locale, qualification.or)}</option>
            </select>
        }
    });
    let errors = ["what", "bar", "name"].map(|part| form.choice_error(&name(part)));
    let invalid = |part: &str| {
        let field = name(part);
        form.refusals.iter().any(|refusal| refusal.field == field).then_some("true")
    };
    let described = |part: &str| invalid(part).map(|_| format!("{part}{place}-error"));
    view! {
        <fieldset class="field rule__line">
            <legend class="field__label">{label(locale, &name("what"))}</legend>
            <div class="rule__parts">
                {joined}
                <select class="field__control" id=name("what") name=name("what") aria-label=td_string!(locale, qualification.what) aria-invalid=invalid("what") aria-describedby=described("what")>
                    <option value="">"–"</option>
                    {measures}
                    {chosen("fulfil", td_string!(locale, qualification.other))}
                </select>
                <label class="rule__bar">
                    {td_string!(locale, qualification.at_least)}" "
                    <input class="field__control field__control--points" id=name("bar") name=name("bar") inputmode="numeric" autocomplete="off" value=line.bar.clone() aria-invalid=invalid("bar") aria-describedby=described("bar")/>" %"
                </label>
                <label class="rule__name">
                    {td_string!(locale, qualification.or_named)}" "
                    <input class="field__control" id=name("name") name=name("name") autocomplete="off" value=line.name.clone() aria-invalid=invalid("name") aria-describedby=described("name")/>
                </label>
                <input type="hidden" name=name("id") value=line.id.clone()/>
            </div>
            {errors}
        </fieldset>
    }
}
