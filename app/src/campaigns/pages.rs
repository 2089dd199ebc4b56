//! Campaigns and curricula, to read.

use super::editing::store::{coming, may_write};
use super::figures::store::list;
use super::model::CampaignForm;
use super::module::Method;
use super::store::{self, Curriculum, CurriculumLine, Edition};
use super::text::html::{Prose, render};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{CurriculumId, WorkshopId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{date, duration};
use axum::extract::{Path, Query};
use axum::response::Response;
use axum_extra::extract::Form;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The form for a campaign.
pub async fn new_campaign(visit: Visit) -> Answer {
    visit.caller().allow(Act::Administer)?;
    Ok(form_sheet(&visit, &CampaignForm::default(), Vec::new()))
}

/// Adds the campaign.
pub async fn add_campaign(visit: Visit, Form(typed): Form<CampaignForm>) -> Answer {
    visit.caller().allow(Act::Administer)?;
    let result = match typed.read() {
        Ok(new) => refusals(store::add(&visit.caller(), new).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(_) => Ok(see("/")),
        Err(refused) => Ok(form_sheet(&visit, &typed, refused)),
    }
}

fn form_sheet(visit: &Visit, typed: &CampaignForm, refusals: Vec<Refusal>) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, campaigns.new);
    let form = FormView::new(locale, refusals);
    let typed = typed.clone();
    Sheet::new(Place::Home, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let lines_hint = Some(td_string!(locale, campaigns.one_a_line));
        let percent = |name| Line::text(name).kind("number").hint(td_string!(locale, campaigns.percent_hint));
        let label = move |field: &str| field_label(locale, field);
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            {form.summary(label)}
            <form class="form" method="post" action="/campaigns/new" novalidate>
                {form.line(Line::text("title"), &label("title"), &typed.title)}
                {form.line(Line::text("programme"), &label("programme"), &typed.programme)}
                <div class="form__row">
                    {form.line(Line::text("starts_on").kind("date"), &label("starts_on"), &typed.starts_on)}
                    {form.line(Line::text("ends_on").kind("date"), &label("ends_on"), &typed.ends_on)}
                </div>
                {form.area("authority", &label("authority"), &typed.authority, lines_hint)}
                {form.area("partners", &label("partners"), &typed.partners, lines_hint)}
                <div class="form__row">
                    {form.line(percent("required_attendance"), &label("required_attendance"), &typed.required_attendance)}
                    {form.line(percent("required_post_test"), &label("required_post_test"), &typed.required_post_test)}
                </div>
                <button class="button button--primary">{td_string!(locale, campaigns.create)}</button>
            </form>
        }
    })
}

fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "programme" => td_string!(locale, campaigns.programme),
        "partners" => td_string!(locale, campaigns.partners),
        "authority" => td_string!(locale, campaigns.authority),
        "starts_on" => td_string!(locale, campaigns.starts_on),
        "ends_on" => td_string!(locale, campaigns.ends_on),
        "required_attendance" => td_string!(locale, campaigns.required_attendance),
        "required_post_test" => td_string!(locale, campaigns.required_post_test),
        _ => td_string!(locale, campaigns.campaign_title),
    }
    .to_owned()
}

/// The curricula.
pub async fn list_curricula(visit: Visit) -> Answer {
    let lines = store::curricula(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, campaigns.curricula);
    Ok(Sheet::new(Place::Curricula, title).send(&visit, move || {
        let empty =
            lines.is_empty().then(|| view! { <p class="empty">{td_string!(locale, campaigns.no_curriculum)}</p> });
        let cards = lines.into_iter().map(|line| curriculum_card(locale, line)).collect_view();
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            {empty}
            <ul class="cards">{cards}</ul>
        }
    }))
}

fn curriculum_card(locale: Locale, line: CurriculumLine) -> impl IntoView {
    view! {
        <li class="card">
            <h2 class="card__title"><a href=format!("/curricula/{}", line.id)>{line.title}</a></h2>
            <p>{td_string!(locale, campaigns.version)}" "{line.version}</p>
            <p><a class="button" href=format!("/curricula/{}/handout.pdf", line.id)>{td_string!(locale, campaigns.handout)}</a></p>
        </li>
    }
}

/// Which edition is asked for: the newest, unless one is named by its number or by the workshop
/// that is held with it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub struct EditionQuery {
    version: Option<i32>,
    workshop: Option<WorkshopId>,
}

impl EditionQuery {
    /// The curriculum in that edition.
    ///
    /// # Errors
    /// As [`store::edition_of`] and [`store::read_edition`].
    pub async fn read(self, caller: &Caller, id: CurriculumId) -> Result<Curriculum, UseError> {
        let number = match self.workshop {
            Some(workshop) => Some(store::edition_of(caller, id, workshop).await?),
            None => self.version,
        };
        store::read_edition(caller, id, number).await
    }
}

/// What whoever teaches a curriculum sees of it beside its text.
struct Desk {
    editions: Vec<Edition>,
    /// How many drafts wait, for whoever writes it.
    drafts: Option<usize>,
}

/// A curriculum: its modules, to choose from.
pub async fn curriculum(visit: Visit, Path(id): Path<CurriculumId>, Query(query): Query<EditionQuery>) -> Answer {
    let caller = visit.caller();
    let curriculum = query.read(&caller, id).await?;
    let locale = visit.locale;
    let desk = if may(&caller.actor, Act::Work) {
        let drafts = if may_write(&caller, id).await? { Some(coming(&caller, id).await?.drafts.len()) } else { None };
        Some(Desk { editions: store::editions(&caller, id).await?, drafts })
    } else {
        None
    };
    Ok(Sheet::new(Place::Curricula, curriculum.line.title.clone())
        .send(&visit, move || curriculum_view(locale, &curriculum, desk.as_ref())))
}

fn curriculum_view(locale: Locale, curriculum: &Curriculum, desk: Option<&Desk>) -> impl IntoView + use<> {
    let id = curriculum.line.id;
    let query = version_query(curriculum);
    let contents = (1..)
        .zip(&curriculum.modules)
        .map(|(number, module)| {
            let address = format!("/curricula/{id}/modules/{number}{query}");
            view! { <li><a href=address>{module.title.clone()}</a>" "<span class="muted">{duration(module.minutes)}" · "{method_name(locale, module.method)}</span></li> }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href="/curricula">{td_string!(locale, campaigns.curricula)}</a></p>
            <h1>{curriculum.line.title.clone()}</h1>
            <p class="lead">
                {curriculum.programme.clone()}" · "{td_string!(locale, campaigns.version)}" "{curriculum.line.version.clone()}
                " · "{date(locale, curriculum.published_on)}
            </p>
            {older(locale, curriculum)}
            <div class="page-head__actions">{handouts(locale, curriculum, desk.is_some())}{desk.map(|desk| around(locale, id, desk))}</div>
        </div>
        <nav class="contents" aria-label=td_string!(locale, campaigns.contents)><ol>{contents}</ol></nav>
        {desk.map(|desk| editions_view(locale, id, &desk.editions))}
    }
}

/// The papers of a curriculum: both editions for those who teach it.
fn handouts(locale: Locale, curriculum: &Curriculum, works: bool) -> AnyView {
    let id = curriculum.line.id;
    let query = version_query(curriculum);
    if !works {
        let address = format!("/curricula/{id}/handout.pdf{query}");
        return view! { <a class="button button--primary" href=address>{td_string!(locale, campaigns.handout)}</a> }
            .into_any();
    }
    view! {
        <a class="button button--primary" href=paper_address(id, curriculum.edition, "trainers")>
            {td_string!(locale, campaigns.handout_trainers)}
        </a>
        <a class="button" href=paper_address(id, curriculum.edition, "participants")>
            {td_string!(locale, campaigns.handout_participants)}
        </a>
    }
    .into_any()
}

fn paper_address(id: CurriculumId, number: i32, edition: &str) -> String {
    format!("/curricula/{id}/handout.pdf?version={number}&edition={edition}")
}

/// What stands around a curriculum: its questions, and what writes it.
fn around(locale: Locale, id: CurriculumId, desk: &Desk) -> AnyView {
    let writing = desk.drafts.map(|drafts| {
        let waiting =
            (drafts > 0).then(|| td_string!(locale, campaigns.drafts_wait, count = drafts.to_string()).to_string());
        view! {
            <a class="button" href=format!("/curricula/{id}/figures")>{td_string!(locale, campaigns.figures)}</a>
            <a class="button" href=format!("/curricula/{id}/publish")>{td_string!(locale, campaigns.publish)}</a>
            {waiting.map(|said| view! { <p class="muted">{said}</p> })}
        }
    });
    view! { <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.title)}</a>{writing} }
        .into_any()
}

fn editions_view(locale: Locale, id: CurriculumId, editions: &[Edition]) -> AnyView {
    let row = |edition: &Edition| {
        let number = edition.number;
        let note = if edition.note.is_empty() && number == 1 {
            td_string!(locale, campaigns.first_edition).to_owned()
        } else {
            edition.note.clone()
        };
        view! {
            <tr>
                <th scope="row"><a href=format!("/curricula/{id}?version={number}")>{edition.version.clone()}</a></th>
                <td data-label=td_string!(locale, campaigns.column_published)>{date(locale, edition.published_on)}</td>
                <td data-label=td_string!(locale, campaigns.column_by)>{edition.by.clone().unwrap_or_default()}</td>
                <td data-label=td_string!(locale, campaigns.column_changes)>{note}</td>
                <td data-label=td_string!(locale, campaigns.column_print)>
                    <a href=paper_address(id, number, "trainers")>{td_string!(locale, campaigns.trainers)}</a>" · "
                    <a href=paper_address(id, number, "participants")>{td_string!(locale, campaigns.participants)}</a>
                </td>
            </tr>
        }
    };
    let rows = editions.iter().map(row).collect_view();
    view! {
        <h2>{td_string!(locale, campaigns.versions)}</h2>
        <p class="muted">{td_string!(locale, campaigns.versions_lead)}</p>
        <table class="table">
            <thead><tr>
                <th scope="col">{td_string!(locale, campaigns.column_version)}</th>
                <th scope="col">{td_string!(locale, campaigns.column_published)}</th>
                <th scope="col">{td_string!(locale, campaigns.column_by)}</th>
                <th scope="col">{td_string!(locale, campaigns.column_changes)}</th>
                <th scope="col">{td_string!(locale, campaigns.column_print)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// That another edition is the newest, for those who work with it.
fn older(locale: Locale, curriculum: &Curriculum) -> Option<AnyView> {
    let said = td_string!(locale, campaigns.older, version = curriculum.line.version.clone()).to_string();
    (curriculum.for_trainers && curriculum.edition < curriculum.newest).then(|| {
        view! {
            <p class="notice">{said}" "<a href=format!("/curricula/{}", curriculum.line.id)>{td_string!(locale, campaigns.see_newest)}</a></p>
        }
        .into_any()
    })
}

/// What keeps a reader in the edition that they read.
fn version_query(curriculum: &Curriculum) -> String {
    if curriculum.edition == curriculum.newest { String::new() } else { format!("?version={}", curriculum.edition) }
}

/// A module, to read: a page of its own, since a phone loads no more than it reads.
pub async fn module(
    visit: Visit,
    Path((id, number)): Path<(CurriculumId, usize)>,
    Query(query): Query<EditionQuery>,
) -> Answer {
    let caller = visit.caller();
    let curriculum = query.read(&caller, id).await?;
    let place = number.checked_sub(1).filter(|place| *place < curriculum.modules.len()).ok_or(UseError::NotFound)?;
    let known = list(&caller, id).await?;
    let writes = may_write(&caller, id).await?;
    let prose = Prose {
        language: language_of(&curriculum),
        figures: &format!("/curricula/{id}/figures/"),
        known: &known,
        below: 1,
    };
    let text = render(&curriculum.modules[place].body, prose);
    let locale = visit.locale;
    let title = format!("{} · {}", curriculum.modules[place].title, curriculum.line.title);
    Ok(Sheet::new(Place::Curricula, title)
        .send(&visit, move || module_view(locale, &curriculum, (place, text), writes)))
}

fn module_view(
    locale: Locale,
    curriculum: &Curriculum,
    (place, text): (usize, String),
    writes: bool,
) -> impl IntoView + use<> {
    let (id, module, all) = (curriculum.line.id, &curriculum.modules[place], curriculum.modules.len());
    let (number, query) = (place + 1, version_query(curriculum));
    let lead = td_string!(locale, campaigns.module, number = number.to_string(), all = all.to_string()).to_string();
    let step = |to: usize, rel: &'static str, label: &'static str| {
        let address = format!("/curricula/{id}/modules/{to}{query}");
        view! { <a class="button" rel=rel href=address>{label}</a> }
    };
    let previous = (place > 0).then(|| step(place, "prev", td_string!(locale, campaigns.previous)));
    let next = (number < all).then(|| step(number + 1, "next", td_string!(locale, campaigns.next)));
    let edit = writes.then(|| {
        view! { <p><a class="button" href=format!("/curricula/{id}/modules/{number}/edit")>{td_string!(locale, campaigns.edit)}</a></p> }
    });
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href=format!("/curricula/{id}{query}")>{curriculum.line.title.clone()}</a></p>
            <h1 lang=curriculum.language.clone()>{module.title.clone()}</h1>
            <p class="lead">{lead}" · "{duration(module.minutes)}" · "{method_name(locale, module.method)}</p>
            {older(locale, curriculum)}
            {edit}
        </div>
        <div class="prose" lang=curriculum.language.clone() inner_html=text></div>
        <div class="actions">{previous}{next}</div>
    }
}

/// The language of what a curriculum's text is labelled with.
#[must_use]
pub fn language_of(curriculum: &Curriculum) -> Locale {
    if curriculum.language == "en" { Locale::en } else { Locale::fr }
}

/// How a module is taught, in words.
#[must_use]
pub fn method_name(locale: Locale, method: Method) -> &'static str {
    match method {
        Method::Plenary => td_string!(locale, campaigns.plenary),
        Method::GroupWork => td_string!(locale, campaigns.group_work),
        Method::CaseStudy => td_string!(locale, campaigns.case_study),
        Method::RolePlay => td_string!(locale, campaigns.role_play),
        Method::Simulation => td_string!(locale, campaigns.simulation),
    }
}
