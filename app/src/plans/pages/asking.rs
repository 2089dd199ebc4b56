//! What is asked of a plan.

use super::words::{label, weight_name};
use crate::ids::CampaignId;
use crate::plans::model::{AskForm, LEAST, SECONDS, Weight};
use crate::plans::problem::address;
use crate::ui::form::{FormView, Line};
use crate::ui::format::range;
use crate::workshops::store::ground::{Ground, Place};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form by which a plan is asked for.
pub(super) fn section(
    form: &FormView,
    campaign: CampaignId,
    ground: &Ground,
    ask: &AskForm,
    curricula: &[(String, String)],
    today: NaiveDate,
    open: bool,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let number = |name, value: &str| form.line(Line::text(name).kind("number"), label(locale, name), value);
    let weights: Vec<(&'static str, String)> =
        Weight::ALL.map(|weight| (weight.as_str(), weight_name(locale, weight).to_owned())).to_vec();
    let weight = |name, value: &str| form.radios(name, label(locale, name), value, &weights);
    let seconds: Vec<(String, String)> = SECONDS
        .map(|seconds| {
            let words = if seconds < 60 {
                td_string!(locale, plans.n_seconds, n = seconds.to_string()).to_string()
            } else {
                td_string!(locale, plans.n_minutes, n = (seconds / 60).to_string()).to_string()
            };
            (seconds.to_string(), words)
        })
        .to_vec();
    view! {
        <section class="section" aria-labelledby="ask">
            <h2 id="ask">{td_string!(locale, plans.asked)}</h2>
            <details class="more" open=open>
                <summary>{td_string!(locale, plans.show_asked)}</summary>
                <form class="form form--wide" method="post" action=address(campaign) novalidate>
                    {form.select("curriculum", label(locale, "curriculum"), &ask.curriculum, curricula)}
                    {people(form, ground, ask)}
                    <div class="form__row">
                        {number("days", &ask.days)}
                        {number("least", &ask.least)}
                        {number("most", &ask.most)}
                    </div>
                    <label class="choice choice--text">
                        <input type="checkbox" name="saturdays" value="yes" checked=ask.saturdays == "yes"/>
                        <span>{td_string!(locale, plans.saturdays)}</span>
                    </label>
                    {homes(form, ground, ask)}
                    <div class="form__row">
                        {number("per_diem", &ask.per_diem)}
                        {number("fare", &ask.fare)}
                        {number("hire", &ask.hire)}
                    </div>
                    {weight("early", &ask.early)}
                    {weight("even", &ask.even)}
                    {weight("load", &ask.load)}
                    {movable(form, ground, ask, today)}
                    {form.select("seconds", label(locale, "seconds"), &ask.seconds, &seconds)}
                    <button class="button button--primary">{td_string!(locale, plans.search)}</button>
                </form>
            </details>
        </section>
    }
}

/// Of each city, how many are to be trained.
fn people(form: &FormView, ground: &Ground, ask: &AskForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let typed = |place: &Place| {
        let id = place.id.to_string();
        let there = ask.city.iter().zip(&ask.people).find(|(city, _)| **city == id);
        there.map_or_else(|| offered(ground, place).to_string(), |(_, people)| people.clone())
    };
    let rows = ground
        .places
        .iter()
        .map(|place| {
            let (id, value) = (place.id.to_string(), typed(place));
            view! {
                <label class="row-field">
                    <span>{place.name.clone()}</span>
                    <input type="hidden" name="city" value=id/>
                    <input class="field__control" type="text" inputmode="numeric" name="people" value=value autocomplete="off"/>
                </label>
            }
        })
        .collect_view();
    fieldset(form, "people", Some(td_string!(locale, plans.people_hint)), rows.into_any())
}

/// Those of the register who have no seat, if they are enough for a workshop of their own
/// beyond the seats that are free.
fn offered(ground: &Ground, place: &Place) -> u32 {
    let free: u32 = ground.booked.iter().filter(|one| one.ours && one.city == place.id).map(|one| one.free).sum();
    if place.waiting.saturating_sub(free) < LEAST { 0 } else { place.waiting }
}

/// Where each trainer lives.
fn homes(form: &FormView, ground: &Ground, ask: &AskForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let rows = ground
        .trainers()
        .iter()
        .map(|one| {
            let id = one.account.to_string();
            let home = ask.trainer.iter().zip(&ask.home).find(|(trainer, _)| **trainer == id).map(|(_, home)| home);
            let options = ground
                .places
                .iter()
                .map(|place| {
                    let city = place.id.to_string();
                    let selected = home == Some(&city);
                    view! { <option value=city selected=selected>{place.name.clone()}</option> }
                })
                .collect_view();
            view! {
                <label class="row-field">
                    <span>{one.name.clone()}</span>
                    <input type="hidden" name="trainer" value=id/>
                    <select class="field__control" name="home"><option value="">{td_string!(locale, plans.usual_home)}</option>{options}</select>
                </label>
            }
        })
        .collect_view();
    fieldset(form, "home", None, rows.into_any())
}

/// The workshops to come that may be moved.
fn movable(form: &FormView, ground: &Ground, ask: &AskForm, today: NaiveDate) -> Option<impl IntoView + use<>> {
    let locale = form.locale;
    let coming: Vec<_> = ground.booked.iter().filter(|one| one.ours && one.days.from > today).collect();
    let rows = coming
        .iter()
        .map(|one| {
            let id = one.id.to_string();
            let checked = ask.movable.contains(&id);
            let words = format!("{} · {}", one.title, range(locale, one.days.from, one.days.to));
            view! {
                <label class="choice choice--text">
                    <input type="checkbox" name="movable" value=id checked=checked/>
                    <span>{words}</span>
                </label>
            }
        })
        .collect_view();
    let hint = Some(td_string!(locale, plans.movable_hint));
    (!coming.is_empty()).then(|| fieldset(form, "movable", hint, rows.into_any()))
}

fn fieldset(form: &FormView, name: &'static str, hint: Option<&'static str>, rows: AnyView) -> impl IntoView + use<> {
    let error = form.choice_error(name);
    view! {
        <fieldset class="field field--choices" id=name>
            <legend class="field__label">{label(form.locale, name)}</legend>
            {hint.map(|hint| view! { <p class="field__hint">{hint}</p> })}
            {rows}
            {error}
        </fieldset>
    }
}
