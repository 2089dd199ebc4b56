//! What is wished of a plan.

use super::words::{kind_name, label, sentence};
use crate::ids::{CampaignId, WishId};
use crate::plans::problem::Names;
use crate::plans::wish::{Wish, WishForm, WishKind};
use crate::ui::form::{FormView, Line};
use crate::workshops::store::ground::Ground;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Values and labels to choose from.
type Choices = Vec<(String, String)>;

/// The wishes, each to be given up; and a form for the kind that was chosen.
pub(super) fn section(
    form: &FormView,
    campaign: CampaignId,
    ground: &Ground,
    typed: &WishForm,
    wishes: &[(WishId, Wish)],
    names: &Names,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let rows = wishes
        .iter()
        .map(|(id, wish)| {
            view! {
                <li class="found">
                    <span class="found__who">{sentence(locale, wish, names)}</span>
                    <form method="post" action=format!("/campaigns/{campaign}/wishes/{id}/give-up")>
                        <button class="button button--quiet">{td_string!(locale, plans.give_up)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    let cities: Choices = ground.places.iter().map(|place| (place.id.to_string(), place.name.clone())).collect();
    let trainers: Choices = ground.trainers().iter().map(|one| (one.account.to_string(), one.name.clone())).collect();
    let kinds = WishKind::ALL
        .into_iter()
        .map(|kind| {
            let address = format!("/campaigns/{campaign}/plan?wish={}#new-wish", kind.as_str());
            let current = (typed.kind == kind.as_str()).then_some("true");
            view! { <li><a href=address aria-current=current>{kind_name(locale, kind)}</a></li> }
        })
        .collect_view();
    // One form at a time: the kind that was chosen.
    let chosen = typed.kind.parse().ok().map(|kind: WishKind| {
        view! {
            <form class="form" method="post" action=format!("/campaigns/{campaign}/wishes") novalidate>
                <h4>{kind_name(locale, kind)}</h4>
                <input type="hidden" name="kind" value=kind.as_str()/>
                {fields(form, kind, typed, &cities, &trainers)}
                <button class="button">{td_string!(locale, plans.add_wish)}</button>
            </form>
        }
    });
    let none = wishes.is_empty().then(|| view! { <p class="muted">{td_string!(locale, plans.no_wish)}</p> });
    view! {
        <section class="section" aria-labelledby="wishes">
            <h2 id="wishes">{td_string!(locale, plans.wishes)}</h2>
            <p class="muted">{td_string!(locale, plans.wishes_hint)}</p>
            {none}
            <ul class="plain">{rows}</ul>
            <h3 id="new-wish">{td_string!(locale, plans.new_wish)}</h3>
            <ul class="wish-kinds">{kinds}</ul>
            {chosen}
        </section>
    }
}

/// The fields of one kind, in an order in which one says it.
fn fields(form: &FormView, kind: WishKind, typed: &WishForm, cities: &Choices, trainers: &Choices) -> AnyView {
    let locale = form.locale;
    let city = || form.select("wish_city", label(locale, "wish_city"), &typed.wish_city, cities);
    let other = || form.select("wish_other", label(locale, "wish_other"), &typed.wish_other, cities);
    let trainer = || form.select("wish_trainer", label(locale, "wish_trainer"), &typed.wish_trainer, trainers);
    let amount =
        || form.line(Line::text("wish_amount").kind("number"), label(locale, "wish_amount"), &typed.wish_amount);
    let days = || {
        view! {
            <div class="form__row">
                {form.line(Line::text("wish_from").kind("date"), label(locale, "wish_from"), &typed.wish_from)}
                {form.line(Line::text("wish_to").kind("date"), label(locale, "wish_to"), &typed.wish_to)}
            </div>
        }
    };
    match kind {
        WishKind::CityWithin | WishKind::CityNotWithin => view! { {city()}{days()} }.into_any(),
        WishKind::Apart => view! { {city()}{other()}{amount()} }.into_any(),
        WishKind::NotSameWeek => view! { {city()}{other()} }.into_any(),
        WishKind::LeadOf => view! { {city()}{trainer()} }.into_any(),
        WishKind::TrainerNotWithin => view! { {trainer()}{days()} }.into_any(),
        WishKind::AtMostPerWeek | WishKind::BudgetAtMost | WishKind::TrainersRest => amount(),
    }
}
