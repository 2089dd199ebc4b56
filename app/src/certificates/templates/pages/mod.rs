//! The templates of a campaign: both kinds as they are in force, and the images they show.

pub mod editor;
mod sections;

use super::store::images::Image;
use super::store::{Shelf, Version, shelf};
use crate::certificates::model::Kind;
use crate::certificates::words::kind_name;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{moment, number};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The templates of a campaign.
pub async fn list_templates(visit: Visit, Path(id): Path<CampaignId>) -> Answer {
    shelf_sheet(&visit, id, "", Vec::new()).await
}

/// The same with what was wrong with an image.
///
/// # Errors
/// Unless the asker organises the campaign.
pub async fn shelf_sheet(visit: &Visit, id: CampaignId, name: &str, refusals: Vec<Refusal>) -> Answer {
    let Shelf { campaign, kinds, images } = shelf(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, templates.title);
    let form = FormView::new(locale, refusals);
    let name = name.to_owned();
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let cards = kinds.into_iter().map(|(kind, version, issued)| card(locale, id, kind, version, issued));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{campaign.title.clone()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, templates.lead)}</p>
            </div>
            {form.summary(move |field| image_label(locale, field))}
            <div class="looks">{cards.collect_view()}</div>
            {image_section(&form, id, images, &name)}
        }
    }))
}

fn image_label(locale: Locale, field: &str) -> String {
    match field {
        "name" => td_string!(locale, templates.image_name),
        _ => td_string!(locale, templates.image),
    }
    .to_owned()
}

/// A kind: how it looks now, since when, and the way to change it.
fn card(locale: Locale, id: CampaignId, kind: Kind, version: Option<Version>, issued: u64) -> impl IntoView {
    let name = kind_name(locale, kind);
    let address = format!("/campaigns/{id}/certificate-templates/{}", kind.as_str());
    let mark = version.as_ref().map(Version::mark).unwrap_or_default();
    let state = version
        .map_or_else(|| td_string!(locale, templates.usual).to_owned(), |version| version_sentence(locale, &version));
    let issued = (issued > 0).then(|| {
        let count = number(locale, i64::try_from(issued).unwrap_or(i64::MAX));
        view! { <p class="muted">{td_string!(locale, templates.issued_with, count = count).to_string()}</p> }
    });
    let alt = td_string!(locale, templates.thumbnail, kind = name).to_string();
    view! {
        <section class="look" aria-labelledby=kind.as_str()>
            <h2 id=kind.as_str()>{name}</h2>
            <a class="look__page" href=address.clone()><img src=format!("{address}/preview.svg?v={mark}") alt=alt loading="lazy"/></a>
            <p>{state}</p>
            {issued}
            <p class="actions"><a class="button button--primary" href=address>{td_string!(locale, templates.edit)}</a></p>
        </section>
    }
}

/// Which version it is, who saved it and when.
fn version_sentence(locale: Locale, version: &Version) -> String {
    let at = moment(locale, version.made_at);
    td_string!(locale, templates.version, number = version.number.to_string(), by = version.by.clone(), at = at)
        .to_string()
}

fn image_section(form: &FormView, id: CampaignId, images: Vec<Image>, name: &str) -> impl IntoView + use<> {
    let locale = form.locale;
    let listed = if images.is_empty() {
        view! { <p class="empty">{td_string!(locale, templates.no_image)}</p> }.into_any()
    } else {
        let images = images.into_iter().map(|image| image_card(locale, id, image));
        view! { <ul class="images">{images.collect_view()}</ul> }.into_any()
    };
    let named = Line::text("name").hint(td_string!(locale, templates.image_name_hint));
    let (file, hint) = (td_string!(locale, templates.image_file), td_string!(locale, templates.image_hint));
    view! {
        <section class="section" aria-labelledby="images">
            <h2 id="images">{td_string!(locale, templates.images)}</h2>
            <p>{td_string!(locale, templates.images_lead)}</p>
            {listed}
            <form class="form" method="post" action=format!("/campaigns/{id}/template-images") enctype="multipart/form-data" novalidate>
                {form.line(named, td_string!(locale, templates.image_name), name)}
                {form.file("image", file, "image/png,image/jpeg", hint, true)}
                <button class="button button--primary">{td_string!(locale, templates.add_image)}</button>
            </form>
        </section>
    }
}

fn image_card(locale: Locale, id: CampaignId, image: Image) -> impl IntoView {
    let address = format!("/campaigns/{id}/template-images/{}", image.id);
    let label = td_string!(locale, templates.remove_image_of, name = image.name.clone()).to_string();
    view! {
        <li class="image">
            <img src=address.clone() alt="" loading="lazy"/>
            <span>{image.name}</span>
            <form method="post" action=format!("{address}/remove")>
                <button class="button button--quiet" aria-label=label>{td_string!(locale, templates.remove_image)}</button>
            </form>
        </li>
    }
}
