//! Plans and wishes in words.

use crate::i18n::Locale;
use crate::plans::model::Weight;
use crate::plans::problem::Names;
use crate::plans::wish::{Wish, WishKind};
use crate::ui::format::{number, range};
use leptos_i18n::td_string;
use planner::Rule;

/// The title of a workshop that a plan creates.
#[must_use]
pub fn new_title(locale: Locale, city: &str, place: usize) -> String {
    let (city, place) = (city.to_owned(), place.to_string());
    td_string!(locale, plans.new_title, city = city, n = place).to_string()
}

/// Money.
pub(super) fn money(locale: Locale, amount: i64) -> String {
    format!("{}\u{a0}FCFA", number(locale, amount))
}

/// A wish, as one says it.
#[must_use]
pub fn sentence(locale: Locale, wish: &Wish, names: &Names) -> String {
    let name = |id: String| names.name(&id).to_owned();
    match *wish {
        Wish::CityWithin(city, days) => {
            let days = range(locale, days.from, days.to);
            td_string!(locale, plans.says_city_within, city = name(city.to_string()), days = days).to_string()
        }
        Wish::CityNotWithin(city, days) => {
            let days = range(locale, days.from, days.to);
            td_string!(locale, plans.says_city_not_within, city = name(city.to_string()), days = days).to_string()
        }
        Wish::Apart(one, other, days) => {
            let (one, other, n) = (name(one.to_string()), name(other.to_string()), days.to_string());
            td_string!(locale, plans.says_apart, one = one, other = other, n = n).to_string()
        }
        Wish::NotSameWeek(one, other) => {
            let (one, other) = (name(one.to_string()), name(other.to_string()));
            td_string!(locale, plans.says_not_same_week, one = one, other = other).to_string()
        }
        Wish::AtMostPerWeek(most) => {
            td_string!(locale, plans.says_at_most_per_week, n = number(locale, most)).to_string()
        }
        Wish::LeadOf(city, trainer) => {
            let (city, trainer) = (name(city.to_string()), name(trainer.to_string()));
            td_string!(locale, plans.says_lead_of, city = city, trainer = trainer).to_string()
        }
        Wish::TrainerNotWithin(trainer, days) => {
            let days = range(locale, days.from, days.to);
            td_string!(locale, plans.says_trainer_not_within, trainer = name(trainer.to_string()), days = days)
                .to_string()
        }
        Wish::BudgetAtMost(most) => td_string!(locale, plans.says_budget, amount = money(locale, most)).to_string(),
        Wish::TrainersRest(days) => td_string!(locale, plans.says_rest, n = number(locale, days)).to_string(),
    }
}

/// What a kind of wish asks.
pub(super) fn kind_name(locale: Locale, kind: WishKind) -> &'static str {
    match kind {
        WishKind::CityWithin => td_string!(locale, plans.kind_city_within),
        WishKind::CityNotWithin => td_string!(locale, plans.kind_city_not_within),
        WishKind::Apart => td_string!(locale, plans.kind_apart),
        WishKind::NotSameWeek => td_string!(locale, plans.kind_not_same_week),
        WishKind::AtMostPerWeek => td_string!(locale, plans.kind_at_most_per_week),
        WishKind::LeadOf => td_string!(locale, plans.kind_lead_of),
        WishKind::TrainerNotWithin => td_string!(locale, plans.kind_trainer_not_within),
        WishKind::BudgetAtMost => td_string!(locale, plans.kind_budget),
        WishKind::TrainersRest => td_string!(locale, plans.kind_rest),
    }
}

/// What stands against a plan.
pub(super) fn rule_name(locale: Locale, rule: Rule) -> &'static str {
    match rule {
        Rule::TrainerOnce => td_string!(locale, plans.rule_trainer_once),
        Rule::TravelDays => td_string!(locale, plans.rule_travel_days),
        Rule::TrainerLoad => td_string!(locale, plans.rule_trainer_load),
        Rule::TrainerAway => td_string!(locale, plans.rule_trainer_away),
        Rule::Lead => td_string!(locale, plans.rule_lead),
        Rule::VenueOnce => td_string!(locale, plans.rule_venue_once),
        Rule::VenueClosed => td_string!(locale, plans.rule_venue_closed),
        Rule::VenueCapacity => td_string!(locale, plans.rule_venue_capacity),
        Rule::Holidays => td_string!(locale, plans.rule_holidays),
    }
}

/// A weight.
pub(super) fn weight_name(locale: Locale, weight: Weight) -> &'static str {
    match weight {
        Weight::None => td_string!(locale, plans.weighs_nothing),
        Weight::Some => td_string!(locale, plans.weighs_some),
        Weight::Much => td_string!(locale, plans.weighs_much),
    }
}

/// A field of the page.
pub(super) fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "plan" => td_string!(locale, plans.title),
        "curriculum" => td_string!(locale, workshops.curriculum),
        "people" => td_string!(locale, plans.people),
        "home" => td_string!(locale, plans.home),
        "days" => td_string!(locale, plans.days),
        "least" => td_string!(locale, plans.least),
        "most" => td_string!(locale, plans.most),
        "per_diem" => td_string!(locale, plans.per_diem),
        "fare" => td_string!(locale, plans.fare),
        "hire" => td_string!(locale, plans.hire),
        "early" => td_string!(locale, plans.early),
        "even" => td_string!(locale, plans.even),
        "load" => td_string!(locale, plans.load),
        "movable" => td_string!(locale, plans.movable),
        "seconds" => td_string!(locale, plans.seconds),
        "wish_city" => td_string!(locale, scheduling.city),
        "wish_other" => td_string!(locale, plans.other_city),
        "wish_trainer" => td_string!(locale, scheduling.trainer),
        "wish_from" => td_string!(locale, scheduling.away_from),
        "wish_to" => td_string!(locale, scheduling.away_to),
        "wish_amount" => td_string!(locale, plans.amount),
        // What a workshop of the plan broke, in its own words.
        "kind" => td_string!(locale, plans.wishes),
        _ => td_string!(locale, workshops.workshop),
    }
}
