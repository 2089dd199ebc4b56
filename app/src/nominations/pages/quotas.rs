//! The gauges of seats and quotas, and setting quotas.

use super::label;
use crate::i18n::Locale;
use crate::ids::{CategoryId, RegionId, WorkshopId};
use crate::nominations::islands::{Gauge, Gauges, Words};
use crate::nominations::model::{Bounds, QuotaForm, Share};
use crate::nominations::store::quotas::{Quota, ShareName};
use crate::people::model::Sex;
use crate::people::pages::sex_name;
use crate::ui::form::{FormView, Line};
use crate::workshops::store::reading::Workshop;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The seats and the quotas, with those who have a seat.
pub(super) fn gauges(locale: Locale, workshop: &Workshop, quotas: &[Quota]) -> impl IntoView + use<> {
    let seats = Gauge {
        label: td_string!(locale, workshops.seats).to_owned(),
        seated: i32::try_from(workshop.line.enrolled).unwrap_or(i32::MAX),
        bounds: Bounds { at_least: None, at_most: Some(workshop.line.capacity) },
    };
    let of_quotas = quotas.iter().map(|quota| Gauge {
        label: share_name(locale, quota.share, &quota.name),
        seated: quota.seated,
        bounds: quota.bounds,
    });
    let gauges = std::iter::once(seats).chain(of_quotas).collect();
    view! {
        <section class="section" aria-labelledby="gauges">
            <h2 id="gauges">{td_string!(locale, nominations.gauges)}</h2>
            <Gauges gauges=gauges words=words(locale)/>
        </section>
    }
}

fn words(locale: Locale) -> Words {
    let n = "{n}";
    Words {
        short: td_string!(locale, nominations.short, n = n).to_string(),
        room: td_string!(locale, nominations.room, n = n).to_string(),
        met: td_string!(locale, nominations.met).to_owned(),
        over: td_string!(locale, nominations.over, n = n).to_string(),
        at_least: td_string!(locale, nominations.at_least_n, n = n).to_string(),
        at_most: td_string!(locale, nominations.at_most_n, n = n).to_string(),
        ticked: td_string!(locale, nominations.ticked, n = n).to_string(),
    }
}

fn share_name(locale: Locale, share: Share, name: &ShareName) -> String {
    match (share, name) {
        (Share::Sex(sex), _) => sex_of_many(locale, sex).to_owned(),
        (_, ShareName::Plain(name)) => name.clone(),
        (_, ShareName::Both(french, english)) => if locale == Locale::fr { french } else { english }.clone(),
        (_, ShareName::Sex) => String::new(),
    }
}

fn sex_of_many(locale: Locale, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => td_string!(locale, nominations.women),
        Sex::Male => td_string!(locale, nominations.men),
        Sex::Unstated => sex_name(locale, sex),
    }
}

/// What a quota may be set for, by kind: the kind's name, then values and names.
pub(super) type Shares = Vec<(&'static str, Vec<(String, String)>)>;

/// All there is to choose from.
pub(super) fn shares(
    locale: Locale,
    institutions: &[(String, String)],
    regions: Vec<(RegionId, String)>,
    categories: Vec<(CategoryId, String, String)>,
) -> Shares {
    let sexes = [Sex::Female, Sex::Male];
    let sexes = sexes.map(|sex| (Share::Sex(sex).to_string(), sex_of_many(locale, sex).to_owned()));
    let regions = regions.into_iter().map(|(id, name)| (Share::Region(id).to_string(), name));
    let categories = categories.into_iter().map(|(id, french, english)| {
        (Share::Category(id).to_string(), if locale == Locale::fr { french } else { english })
    });
    let institutions = institutions.iter().map(|(id, name)| (format!("institution:{id}"), name.clone()));
    vec![
        (td_string!(locale, people.sex), sexes.to_vec()),
        (td_string!(locale, people.region), regions.collect()),
        (td_string!(locale, nominations.category), categories.collect()),
        (td_string!(locale, people.institution), institutions.collect()),
    ]
}

/// The form for a quota, and those there are to be taken away.
pub(super) fn section(
    form: &FormView,
    id: WorkshopId,
    typed: &QuotaForm,
    quotas: &[Quota],
    shares: &Shares,
) -> impl IntoView + use<> {
    let locale = form.locale;
    let open = ["share", "at_least", "at_most"].iter().any(|field| form.refusals.iter().any(|it| it.field == *field));
    let set = quotas
        .iter()
        .map(|quota| {
            view! {
                <li class="found">
                    <span class="found__who">{share_name(locale, quota.share, &quota.name)}</span>
                    <form method="post" action=format!("/workshops/{id}/quotas/{}/remove", quota.id)>
                        <button class="button button--quiet">{td_string!(locale, nominations.remove_quota)}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="quotas">
            <h2 id="quotas">{td_string!(locale, nominations.quotas)}</h2>
            <p class="muted">{td_string!(locale, nominations.quotas_hint)}</p>
            <ul class="plain">{set}</ul>
            <details class="more" open=open>
                <summary>{td_string!(locale, nominations.set_quota)}</summary>
                <form class="form" method="post" action=format!("/workshops/{id}/quotas") novalidate>
                    {form.grouped_select("share", &label(locale, "share"), &typed.share, shares)}
                    <div class="form__row">
                        {form.line(Line::text("at_least").kind("number").optional(), &label(locale, "at_least"), &typed.at_least)}
                        {form.line(Line::text("at_most").kind("number").optional(), &label(locale, "at_most"), &typed.at_most)}
                    </div>
                    <button class="button">{td_string!(locale, nominations.do_set_quota)}</button>
                </form>
            </details>
        </section>
    }
}
