//! What a campaign's workshops must be reconciled with, as organisers state it.

use super::model::{AbsenceForm, Days, HolidayForm, JourneyForm};
use super::store::conditions::{Conditions, JourneyLine, TrainerLine, conditions};
use crate::campaigns;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{CampaignId, HolidayId};
use crate::people::store::places;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, choices};
use crate::ui::format::{date, range};
use axum::extract::Path;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// About a holiday.
    pub holiday: HolidayForm,
    /// About an absence.
    pub absence: AbsenceForm,
    /// About a journey.
    pub journey: JourneyForm,
}

/// Values and labels to choose from.
type Choices = Vec<(String, String)>;

/// Holidays, trainers and journeys of a campaign.
pub async fn show_conditions(visit: Visit, Path(campaign): Path<CampaignId>) -> Answer {
    conditions_sheet(&visit, campaign, Typed::default(), Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn conditions_sheet(visit: &Visit, campaign: CampaignId, typed: Typed, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let Conditions { holidays, trainers, journeys } = conditions(&caller, campaign).await?;
    let frame = campaigns::store::find(&caller, campaign).await?;
    let cities = choices(places::cities(&caller).await?);
    let curricula: Choices = campaigns::store::curricula(&caller)
        .await?
        .into_iter()
        .map(|line| (line.id.to_string(), format!("{} ({})", line.title, line.version)))
        .collect();
    let locale = visit.locale;
    let title = td_string!(locale, scheduling.conditions);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{campaign}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{frame.title}<br/>{td_string!(locale, scheduling.conditions_lead)}</p>
            </div>
            {form.summary(move |field| label(locale, field).to_owned())}
            {holidays_section(&form, campaign, &typed.holiday, holidays)}
            {trainers_section(&form, campaign, &typed.absence, &trainers, &curricula)}
            {journeys_section(&form, campaign, &typed.journey, journeys, &cities)}
        }
    }))
}

fn holidays_section(
    form: &FormView,
    campaign: CampaignId,
    typed: &HolidayForm,
    holidays: Vec<(HolidayId, NaiveDate, String)>,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let rows = holidays
        .into_iter()
        .map(|(id, day, name)| {
            view! {
                <li class="found">
                    <span class="found__who"><strong>{date(locale, day)}</strong>" · "{name}</span>
                    <form method="post" action=format!("/campaigns/{campaign}/holidays/{id}/remove")>
                        <button class="button button--quiet">{td_string!(locale, scheduling.remove)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="holidays">
            <h2 id="holidays">{td_string!(locale, scheduling.holidays)}</h2>
            <p class="muted">{td_string!(locale, scheduling.holidays_hint)}</p>
            <ul class="plain">{rows}</ul>
            <form class="form" method="post" action=format!("/campaigns/{campaign}/holidays") novalidate>
                <div class="form__row">
                    {form.line(Line::text("held_on").kind("date"), label(locale, "held_on"), &typed.held_on)}
                    {form.line(Line::text("name"), label(locale, "name"), &typed.name)}
                </div>
                <button class="button">{td_string!(locale, scheduling.add_holiday)}</button>
            </form>
        </section>
    }
}

fn trainers_section(
    form: &FormView,
    campaign: CampaignId,
    typed: &AbsenceForm,
    trainers: &[TrainerLine],
    curricula: &Choices,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let to_choose: Choices = trainers.iter().map(|one| (one.account.to_string(), one.name.clone())).collect();
    let rows = trainers.iter().map(|one| trainer_row(locale, campaign, one, curricula)).collect_view();
    let empty = trainers.is_empty().then(|| view! { <p class="empty">{td_string!(locale, scheduling.no_trainer)}</p> });
    let absence = (!trainers.is_empty()).then(|| {
        view! {
            <h3>{td_string!(locale, scheduling.absence)}</h3>
            <form class="form" method="post" action=format!("/campaigns/{campaign}/absences") novalidate>
                {form.select("trainer", label(locale, "trainer"), &typed.trainer, &to_choose)}
                <div class="form__row">
                    {form.line(Line::text("away_from").kind("date"), label(locale, "away_from"), &typed.away_from)}
                    {form.line(Line::text("away_to").kind("date"), label(locale, "away_to"), &typed.away_to)}
                </div>
                <button class="button">{td_string!(locale, scheduling.add_absence)}</button>
            </form>
        }
    });
    view! {
        <section class="section" aria-labelledby="trainers">
            <h2 id="trainers">{td_string!(locale, scheduling.trainers)}</h2>
            <p class="muted">{td_string!(locale, scheduling.trainers_hint)}</p>
            {empty}
            <ul class="plain">{rows}</ul>
            {absence}
        </section>
    }
}

fn trainer_row(locale: Locale, campaign: CampaignId, one: &TrainerLine, curricula: &Choices) -> impl IntoView + use<> {
    let away = one
        .away
        .iter()
        .map(|(id, Days { from, to })| {
            view! {
                <li class="found">
                    <span class="found__who">{td_string!(locale, scheduling.away, days = range(locale, *from, *to)).to_string()}</span>
                    <form method="post" action=format!("/campaigns/{campaign}/absences/{id}/remove")>
                        <button class="button button--quiet">{td_string!(locale, scheduling.remove)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let taught: Vec<String> = one.teaches.iter().map(ToString::to_string).collect();
    let named: Vec<&str> =
        curricula.iter().filter(|(id, _)| taught.contains(id)).map(|(_, name)| name.as_str()).collect();
    let teaches =
        if named.is_empty() { td_string!(locale, scheduling.teaches_all).to_owned() } else { named.join(", ") };
    let account = one.account;
    let boxes = curricula
        .iter()
        .map(|(id, name)| {
            let checked = taught.contains(id);
            view! {
                <label class="choice choice--text">
                    <input type="checkbox" name="teaches" value=id.clone() checked=checked/>
                    <span>{name.clone()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <li>
            <p><strong>{one.name.clone()}</strong><br/><span class="muted">{teaches}</span></p>
            <ul class="plain">{away}</ul>
            <details class="more">
                <summary>{td_string!(locale, scheduling.set_competence)}</summary>
                <form class="form" method="post" action=format!("/campaigns/{campaign}/trainers/{account}")>
                    <fieldset class="field field--choices">
                        <legend class="field__label">{td_string!(locale, scheduling.competence)}</legend>
                        {boxes}
                    </fieldset>
                    <button class="button">{td_string!(locale, scheduling.save)}</button>
                </form>
            </details>
        </li>
    }
}

fn journeys_section(
    form: &FormView,
    campaign: CampaignId,
    typed: &JourneyForm,
    journeys: Vec<JourneyLine>,
    cities: &Choices,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let rows = journeys
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{line.one}" – "{line.other}</th>
                    <td class="numeric" data-label=td_string!(locale, scheduling.days)>{line.days}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="journeys">
            <h2 id="journeys">{td_string!(locale, scheduling.journeys)}</h2>
            <p class="muted">{td_string!(locale, scheduling.journeys_hint)}</p>
            <details class="more">
                <summary>{td_string!(locale, scheduling.all_journeys)}</summary>
                <table class="table">
                    <thead><tr><th scope="col">{td_string!(locale, scheduling.journey)}</th><th scope="col" class="numeric">{td_string!(locale, scheduling.days)}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
            <form class="form" method="post" action=format!("/campaigns/{campaign}/journeys") novalidate>
                <div class="form__row">
                    {form.select("one", label(locale, "one"), &typed.one, cities)}
                    {form.select("other", label(locale, "other"), &typed.other, cities)}
                </div>
                {form.line(Line::text("days").kind("number"), label(locale, "days"), &typed.days)}
                <button class="button">{td_string!(locale, scheduling.set_journey)}</button>
            </form>
        </section>
    }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "held_on" => td_string!(locale, scheduling.day),
        "name" => td_string!(locale, scheduling.holiday_name),
        "trainer" => td_string!(locale, scheduling.trainer),
        "away_from" => td_string!(locale, scheduling.away_from),
        "away_to" => td_string!(locale, scheduling.away_to),
        "teaches" => td_string!(locale, scheduling.competence),
        "one" => td_string!(locale, scheduling.between),
        "other" => td_string!(locale, scheduling.and),
        _ => td_string!(locale, scheduling.days),
    }
}
