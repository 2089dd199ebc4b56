//! Who is to come to a workshop: named, chosen against quotas, replaced.

mod choosing;
mod links;
mod nominate;
mod quotas;
mod substitute;

pub use links::link_sheet;
pub use nominate::{NominateForm, nominate, nominate_sheet};
pub use substitute::{substitute, substitute_sheet};

use super::model::{Choice, LinkForm, QuotaForm};
use super::store::choosing::{Nominee, nominees};
use super::store::links::links;
use super::store::naming::lists;
use super::store::quotas::{Quota, categories, quotas};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::people::pages::field_label as person_label;
use crate::people::store::places::{institutions, regions};
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::form::{FormView, choices};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The query of the page: whom to show.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoiceQuery {
    /// One of [`Choice`], or nothing for those still open.
    pub choice: String,
}

impl ChoiceQuery {
    fn shown(&self) -> Choice {
        Choice::ALL.into_iter().find(|choice| choice.as_str() == self.choice).unwrap_or(Choice::Open)
    }
}

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A quota.
    pub quota: QuotaForm,
    /// A link; `None` offers one.
    pub link: Option<LinkForm>,
}

/// Those who were named for a workshop, the quotas, and how others are named.
pub async fn list_nominations(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<ChoiceQuery>) -> Answer {
    nominations_sheet(&visit, id, &query, Typed::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the workshop, or the database fails.
pub async fn nominations_sheet(
    visit: &Visit,
    id: WorkshopId,
    query: &ChoiceQuery,
    typed: Typed,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let (quotas, nominees, links) =
        (quotas(&caller, id).await?, nominees(&caller, id).await?, links(&caller, id).await?);
    let lists = lists(&caller, workshop.line.campaign).await?;
    let institutions = choices(institutions(&caller).await?);
    let regions = regions(&caller).await?;
    let categories = categories(&caller).await?;
    let (locale, today, shown) = (visit.locale, caller.today(), query.shown());
    let link = typed.link.unwrap_or_else(|| LinkForm::offered(today, workshop.line.starts_on));
    let title = format!("{} · {}", td_string!(locale, nominations.title), workshop.line.title);
    let form = FormView::new(locale, refusals);
    let sheet = Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty());
    // Ticking makes the gauges move only where there is something to tick.
    let sheet =
        if nominees.iter().any(|nominee| nominee.choice == Choice::Open) { sheet.with(Bundle::Office) } else { sheet };
    Ok(sheet.send(visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Nominations)}
            {form.summary(move |field| label(locale, field))}
            {quotas::gauges(locale, &workshop, &quotas)}
            {choosing::section(locale, id, shown, &quotas, nominees)}
            {quotas::section(&form, id, &typed.quota, &quotas, &quotas::shares(locale, &institutions, regions, categories))}
            {links::section(&form, id, &link, &institutions, links, today <= workshop.line.ends_on)}
            {links::list_section(&form, id, lists)}
        }
    }))
}

/// The gauges towards which someone counts, as the boxes say it: the seats first,
/// then the quotas in their order.
fn counted_by(nominee: &Nominee, quotas: &[Quota]) -> String {
    let places = (1..).zip(quotas).filter(|(_, quota)| quota.share.counts(nominee.traits));
    let places = std::iter::once(0).chain(places.map(|(place, _)| place));
    places.map(|place: usize| place.to_string()).collect::<Vec<_>>().join(" ")
}

/// What a field of these forms is called.
fn label(locale: Locale, field: &str) -> String {
    match field {
        "share" => td_string!(locale, nominations.share).to_owned(),
        "at_least" => td_string!(locale, nominations.at_least).to_owned(),
        "at_most" => td_string!(locale, nominations.at_most).to_owned(),
        "places" | "link" => td_string!(locale, nominations.places).to_owned(),
        "open_until" => td_string!(locale, nominations.open_until).to_owned(),
        "nominated_by" => td_string!(locale, nominations.nominated_by).to_owned(),
        "nominee" => td_string!(locale, nominations.nominees).to_owned(),
        "list" => td_string!(locale, nominations.list).to_owned(),
        "reason" => td_string!(locale, nominations.reason).to_owned(),
        "person" => td_string!(locale, nominations.replacement).to_owned(),
        other => person_label(locale, other),
    }
}
