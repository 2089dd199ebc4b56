//! Where a template is edited, beside the page as it will be printed.

use super::sections::{fields_help, heading, look, signatories, texts};
use super::version_sentence;
use crate::certificates::model::Kind;
use crate::certificates::templates::store::Bench;
use crate::certificates::templates::typed::{
    BODIES, CLOSINGS, LEADS, LOGOS, NAMES, OFFICES_EN, OFFICES_FR, SIGNATURES, SPOTS, TITLES, Typed,
};
use crate::certificates::words::kind_name;
use crate::door::Visit;
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::form::FormView;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What the page shows beside the bench.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What stands in the fields.
    pub typed: Typed,
    /// The page as SVG, made by us, if it could be drawn.
    pub drawing: Option<String>,
    /// What is wrong.
    pub refusals: Vec<Refusal>,
    /// Whether it has just been saved.
    pub saved: bool,
}

/// The page.
pub fn editor_sheet(visit: &Visit, id: CampaignId, kind: Kind, bench: Bench, shown: Shown) -> Response {
    let locale = visit.locale;
    let name = kind_name(locale, kind);
    let title = td_string!(locale, templates.edit_title, kind = name).to_string();
    let Shown { typed, drawing, refusals, saved } = shown;
    let form = FormView::new(locale, refusals);
    let sheet = Sheet::new(Place::Workshops, title.clone()).with(Bundle::Preview).refused(!form.refusals.is_empty());
    sheet.send(visit, move || {
        let said = bench.latest.as_ref().map(|version| {
            let told = saved.then(|| {
                let words = td_string!(locale, templates.saved, number = version.number.to_string()).to_string();
                view! { <p class="notice" role="status">{words}</p> }
            });
            let issued = (bench.issued > 0).then(|| {
                td_string!(locale, templates.new_version, number = version.number.to_string()).to_string()
            });
            view! { {told}<p class="muted">{version_sentence(locale, version)}" "{issued}</p> }
        });
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/certificate-templates")>{td_string!(locale, templates.title)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{bench.campaign.title.clone()}<br/>{td_string!(locale, templates.edit_lead)}</p>
                {said}
            </div>
            {form.summary(move |field| label(locale, field))}
            <div class="bench">
                {preview(locale, drawing)}
                {composing(&form, id, kind, &bench, &typed)}
            </div>
        }
    })
}

/// The page as it will be printed; the script puts what is drawn anew into its place.
fn preview(locale: Locale, drawing: Option<String>) -> impl IntoView {
    let missing = drawing.is_none();
    let words = if missing { td_string!(locale, templates.no_preview) } else { "" };
    let drawing = drawing.unwrap_or_default();
    view! {
        <section class="bench__preview" aria-labelledby="preview">
            <h2 id="preview">{td_string!(locale, templates.preview)}</h2>
            <div class="bench__page" data-part="drawing" inner_html=drawing></div>
            <p class="muted">{words}</p>
            <div role="status" data-part="told" data-stale=td_string!(locale, templates.stale)></div>
        </section>
    }
}

fn composing(form: &FormView, id: CampaignId, kind: Kind, bench: &Bench, typed: &Typed) -> impl IntoView + use<> {
    let locale = form.locale;
    let address = format!("/campaigns/{id}/certificate-templates/{}", kind.as_str());
    let sample = [
        ("", td_string!(locale, templates.sample_usual).to_owned()),
        ("long", td_string!(locale, templates.sample_long).to_owned()),
    ];
    let template_error = form.choice_error("template");
    view! {
        <form class="form form--template" id="template" method="post" action=address.clone() data-preview=format!("{address}/preview") novalidate>
            {template_error}
            <input type="hidden" name="seen" value=bench.mark()/>
            {look(form, typed)}
            {texts(form, typed, 0)}
            {texts(form, typed, 1)}
            {fields_help(locale)}
            {heading(form, typed, id, &bench.images)}
            {signatories(form, typed, &bench.images)}
            {form.radios("sample", td_string!(locale, templates.sample), typed.get("sample"), &sample)}
            <div class="form__foot actions">
                <button class="button button--primary">{td_string!(locale, templates.save)}</button>
                <button class="button" formaction=format!("{address}/try")>{td_string!(locale, templates.do_preview)}</button>
                <button class="button" formaction=format!("{address}/sample.pdf")>{td_string!(locale, templates.sample_pdf)}</button>
            </div>
        </form>
    }
}

/// How a field is called.
#[must_use]
pub fn label(locale: Locale, field: &str) -> String {
    let of = |names: &[&str]| names.iter().position(|name| *name == field);
    let in_language = |words: &str, place: usize| {
        let language = if place == 0 {
            td_string!(locale, templates.language_french)
        } else {
            td_string!(locale, templates.language_english)
        };
        format!("{words} ({language})")
    };
    let texts = [
        (&TITLES, td_string!(locale, templates.text_title)),
        (&LEADS, td_string!(locale, templates.text_lead)),
        (&BODIES, td_string!(locale, templates.text_body)),
        (&CLOSINGS, td_string!(locale, templates.text_closing)),
    ];
    if let Some((place, words)) = texts.iter().find_map(|(names, words)| Some((of(*names)?, words))) {
        return in_language(words, place);
    }
    let signs = [
        (&NAMES, td_string!(locale, templates.name)),
        (&OFFICES_FR, td_string!(locale, templates.office_fr)),
        (&OFFICES_EN, td_string!(locale, templates.office_en)),
        (&SIGNATURES, td_string!(locale, templates.signature)),
    ];
    if let Some((place, words)) = signs.iter().find_map(|(names, words)| Some((of(*names)?, words))) {
        let who = td_string!(locale, templates.signatory, number = (place + 1).to_string()).to_string();
        return format!("{who}, {words}");
    }
    if let Some(place) = of(&LOGOS) {
        return td_string!(locale, templates.logo, number = (place + 1).to_string()).to_string();
    }
    if let Some(place) = of(&SPOTS) {
        return td_string!(locale, templates.spot, number = (place + 1).to_string()).to_string();
    }
    match field {
        "language" => td_string!(locale, templates.language),
        "orientation" => td_string!(locale, templates.orientation),
        "frame" => td_string!(locale, templates.frame),
        "colour" => td_string!(locale, templates.colour),
        "valid_months" => td_string!(locale, templates.valid_months),
        "authority" => td_string!(locale, templates.authority),
        "partners" => td_string!(locale, templates.partners),
        "sample" => td_string!(locale, templates.sample),
        _ => td_string!(locale, templates.template),
    }
    .to_owned()
}
