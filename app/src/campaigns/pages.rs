//! Campaigns and curricula, to read.

use super::model::CampaignForm;
use super::module::Method;
use super::store::{self, Curriculum, CurriculumLine};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::people::access::{Act, may};
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{date, duration};
use axum::extract::Path;
use axum::response::Response;
use axum_extra::extract::Form;
use leptos::prelude::*;
use leptos_i18n::td_string;

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

/// A curriculum: its modules, to choose from.
pub async fn curriculum(visit: Visit, Path(id): Path<CurriculumId>) -> Answer {
    let caller = visit.caller();
    let curriculum = store::read_curriculum(&caller, id).await?;
    let (locale, works) = (visit.locale, may(&caller.actor, Act::Work));
    Ok(Sheet::new(Place::Curricula, curriculum.line.title.clone())
        .send(&visit, move || curriculum_view(locale, &curriculum, works)))
}

fn curriculum_view(locale: Locale, curriculum: &Curriculum, works: bool) -> impl IntoView + use<> {
    let id = curriculum.line.id;
    let contents = (1..)
        .zip(&curriculum.modules)
        .map(|(number, module)| {
            let address = format!("/curricula/{id}/modules/{number}");
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
            <div class="page-head__actions">
                <a class="button button--primary" href=format!("/curricula/{id}/handout.pdf")>
                    {td_string!(locale, campaigns.handout)}
                </a>
                {works.then(|| view! { <a class="button" href=format!("/curricula/{id}/questions")>{td_string!(locale, bank.title)}</a> })}
            </div>
        </div>
        <nav class="contents" aria-label=td_string!(locale, campaigns.contents)><ol>{contents}</ol></nav>
    }
}

/// A module, to read: a page of its own, since a phone loads no more than it reads.
pub async fn module(visit: Visit, Path((id, number)): Path<(CurriculumId, usize)>) -> Answer {
    let curriculum = store::read_curriculum(&visit.caller(), id).await?;
    let place = number.checked_sub(1).filter(|place| *place < curriculum.modules.len()).ok_or(UseError::NotFound)?;
    let locale = visit.locale;
    let title = format!("{} · {}", curriculum.modules[place].title, curriculum.line.title);
    Ok(Sheet::new(Place::Curricula, title).send(&visit, move || module_view(locale, &curriculum, place)))
}

fn module_view(locale: Locale, curriculum: &Curriculum, place: usize) -> impl IntoView + use<> {
    let (id, module, all) = (curriculum.line.id, &curriculum.modules[place], curriculum.modules.len());
    let number = place + 1;
    let lead = td_string!(locale, campaigns.module, number = number.to_string(), all = all.to_string()).to_string();
    let step = |to: usize, rel: &'static str, label: &'static str| {
        let address = format!("/curricula/{id}/modules/{to}");
        view! { <a class="button" rel=rel href=address>{label}</a> }
    };
    let previous = (place > 0).then(|| step(place, "prev", td_string!(locale, campaigns.previous)));
    let next = (number < all).then(|| step(number + 1, "next", td_string!(locale, campaigns.next)));
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href=format!("/curricula/{id}")>{curriculum.line.title.clone()}</a></p>
            <h1 lang=curriculum.language.clone()>{module.title.clone()}</h1>
            <p class="lead">{lead}" · "{duration(module.minutes)}" · "{method_name(locale, module.method)}</p>
        </div>
        <div class="prose" lang=curriculum.language.clone() inner_html=markdown(&module.body)></div>
        <div class="actions">{previous}{next}</div>
    }
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

/// Markdown as HTML: raw HTML in it is shown as text, links lead only to the web,
/// and its first headings leave the page's title alone.
fn markdown(text: &str) -> String {
    use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
    let lower = |level| match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H2,
        other => other,
    };
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|event| match event {
        Event::Html(raw) | Event::InlineHtml(raw) => Some(Event::Text(raw)),
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: lower(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(lower(level)))),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let web = ["https://", "http://", "#"].iter().any(|scheme| dest_url.starts_with(scheme));
            let dest_url = if web { dest_url } else { "#".into() };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    // A wide table scrolls by itself, and by keyboard too.
    out.replace("<table>", r#"<div class="scroll" tabindex="0"><table>"#).replace("</table>", "</table></div>")
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn markdown_cannot_bring_script_in() {
        let html = markdown(
            "## Objectifs\n\n<script>alert(1)</script>\n\n[lien](javascript:alert(1)) ![image](http://e.org/i.png)",
        );
        let expected =
            "<h2>Objectifs</h2>\n&lt;script&gt;alert(1)&lt;/script&gt;\n<p><a href=\"#\">lien</a> image</p>\n";
        assert_eq!(html, expected);
    }
}
