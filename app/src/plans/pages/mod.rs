//! The planning page of a campaign: the last plan, the wishes, what is asked.

mod asking;
mod outcome;
mod wishes;
mod words;

pub use words::{new_title, sentence};

use super::model::AskForm;
use super::problem::Names;
use super::store::asking::{Kept, latest};
use super::store::wishing::wishes as wished;
use super::wish::WishForm;
use crate::campaigns;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::ids::CampaignId;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::REFRESH;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// After how many seconds browsers read the page again while a search goes on: no script
/// is loaded for it.
const LOOK_AGAIN: HeaderValue = HeaderValue::from_static("2");

/// What was typed into the forms of the page.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// What is asked; nothing: what was asked last.
    pub ask: Option<AskForm>,
    /// A wish.
    pub wish: WishForm,
}

/// The kind of wish that is to be typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanQuery {
    wish: String,
}

/// The planning page of a campaign.
pub async fn show_plan(visit: Visit, Path(campaign): Path<CampaignId>, Query(query): Query<PlanQuery>) -> Answer {
    let wish = WishForm { kind: query.wish, ..WishForm::default() };
    plan_sheet(&visit, campaign, Typed { wish, ..Typed::default() }, Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn plan_sheet(visit: &Visit, campaign: CampaignId, typed: Typed, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let (ground, kept) = latest(&caller, campaign).await?;
    let wishes = wished(&caller, campaign).await?;
    let curricula: Vec<(String, String)> = campaigns::store::curricula(&caller)
        .await?
        .into_iter()
        .filter(|line| ground.curricula.contains(&line.id.0))
        .map(|line| (line.id.to_string(), format!("{} ({})", line.title, line.version)))
        .collect();
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, plans.title);
    let form = FormView::new(locale, refusals);
    let waits = form.refusals.is_empty() && kept.as_ref().is_some_and(Kept::waits);
    let sheet = Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty());
    let mut response = sheet.send(visit, move || {
        let names = Names::of(&ground);
        let ask = typed
            .ask
            .or_else(|| kept.as_ref().map(|kept| kept.form.clone()))
            .unwrap_or_else(|| AskForm::offered(ground.curricula.first()));
        let open = kept.is_none() || form.refusals.iter().any(|refusal| !refusal.field.starts_with("wish"));
        // While the page is read again and again, there is nothing on it that one would be typing into.
        let forms = (!waits).then(|| {
            view! {
                {wishes::section(&form, campaign, &ground, &typed.wish, &wishes, &names)}
                {asking::section(&form, campaign, &ground, &ask, &curricula, today, open)}
            }
        });
        let shown = kept.as_ref().map(|kept| outcome::section(locale, campaign, &ground, kept, &wishes, &names));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{campaign}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{ground.campaign.title.clone()}<br/>{td_string!(locale, plans.lead)}</p>
            </div>
            {form.summary(move |field| words::label(locale, field).to_owned())}
            {shown}
            {forms}
        }
    });
    if waits {
        response.headers_mut().insert(REFRESH, LOOK_AGAIN);
    }
    Ok(response)
}
