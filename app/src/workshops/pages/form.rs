//! The form for a workshop: a new one, or one that changes.

use crate::campaigns;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{CampaignId, WorkshopId};
use crate::people::store::places;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, choices, suggestions};
use crate::ui::format::range;
use crate::workshops::model::WorkshopForm;
use crate::workshops::store::changing::as_form;
use crate::workshops::store::planning::trainers_to_choose;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form for a workshop.
pub async fn new_workshop(visit: Visit, Path(campaign): Path<CampaignId>) -> Answer {
    form_sheet(&visit, campaign, None, WorkshopForm::default(), Vec::new()).await
}

/// The form that changes a workshop.
pub async fn change_workshop(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let (campaign, typed) = as_form(&visit.caller(), id).await?;
    form_sheet(&visit, campaign, Some(id), typed, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn form_sheet(
    visit: &Visit,
    campaign: CampaignId,
    changed: Option<WorkshopId>,
    typed: WorkshopForm,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let trainers = choices(trainers_to_choose(&caller, campaign).await?);
    let frame = campaigns::store::find(&caller, campaign).await?;
    let cities = choices(places::cities(&caller).await?);
    let mut venues: Vec<String> = campaigns::store::venues(&caller).await?.into_iter().map(|(_, name)| name).collect();
    venues.dedup();
    let curricula: Vec<(String, String)> = campaigns::store::curricula(&caller)
        .await?
        .into_iter()
        .map(|line| (line.id.to_string(), format!("{} ({})", line.title, line.version)))
        .collect();
    let locale = visit.locale;
    let (title, button, action, back) = match changed {
        None => (
            td_string!(locale, workshops.new),
            td_string!(locale, workshops.create),
            format!("/campaigns/{campaign}/workshops/new"),
            ("/workshops".to_owned(), td_string!(locale, workshops.title).to_owned()),
        ),
        Some(id) => (
            td_string!(locale, workshops.change),
            td_string!(locale, workshops.do_change),
            format!("/workshops/{id}/change"),
            (format!("/workshops/{id}"), typed.title.clone()),
        ),
    };
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let label = move |field: &str| field_label(locale, field);
        let window = td_string!(locale, workshops.window, window = range(locale, frame.starts_on, frame.ends_on)).to_string();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=back.0>{back.1}</a></p>
                <h1>{title}</h1>
                <p class="lead">{frame.title}<br/>{window}</p>
            </div>
            {form.summary(label)}
            <form class="form" method="post" action=action novalidate>
                {form.line(Line::text("title"), &label("title"), &typed.title)}
                <div class="form__row">
                    {form.select("city", &label("city"), &typed.city, &cities)}
                    {form.line(Line::text("venue").list("venues").hint(td_string!(locale, workshops.venue_hint)), &label("venue"), &typed.venue)}
                    {suggestions("venues", &venues)}
                </div>
                <div class="form__row">
                    {form.line(Line::text("starts_on").kind("date"), &label("starts_on"), &typed.starts_on)}
                    {form.line(Line::text("ends_on").kind("date"), &label("ends_on"), &typed.ends_on)}
                </div>
                {form.select("curriculum", &label("curriculum"), &typed.curriculum, &curricula)}
                {form.line(Line::text("capacity").kind("number").hint(td_string!(locale, workshops.capacity_hint)), &label("capacity"), &typed.capacity)}
                {form.select("lead", &label("lead"), &typed.lead, &trainers)}
                {form.checkboxes("trainers", &label("trainers"), &typed.trainers, &trainers)}
                {changed.map(|_| view! { <p class="muted">{td_string!(locale, workshops.change_hint)}</p> })}
                <button class="button button--primary">{button}</button>
            </form>
        }
    }))
}

fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "city" => td_string!(locale, workshops.city),
        "venue" => td_string!(locale, workshops.venue),
        "starts_on" => td_string!(locale, workshops.starts_on),
        "ends_on" => td_string!(locale, workshops.ends_on),
        "curriculum" => td_string!(locale, workshops.curriculum),
        "capacity" => td_string!(locale, workshops.capacity),
        "lead" => td_string!(locale, workshops.lead),
        "trainers" => td_string!(locale, workshops.trainers),
        _ => td_string!(locale, workshops.workshop_title),
    }
    .to_owned()
}
