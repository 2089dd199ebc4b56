//! The parts of the form of a template.

use super::editor::label;
use crate::certificates::templates::model::{Colour, Frame, Language, Orientation, Spot};
use crate::certificates::templates::store::images::Image;
use crate::certificates::templates::typed::{
    BODIES, CLOSINGS, LEADS, LOGOS, NAMES, OFFICES_EN, OFFICES_FR, SIGNATURES, SPOTS, TITLES, Typed,
};
use crate::certificates::templates::wording::Field;
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::ui::form::{FormView, Line};
use leptos::prelude::*;
use leptos_i18n::td_string;

type Options = Vec<(String, String)>;

fn options<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, words: impl Fn(T) -> &'static str) -> Options {
    all.iter().map(|one| (key(*one).to_owned(), words(*one).to_owned())).collect()
}

/// How the page looks.
pub fn look(form: &FormView, typed: &Typed) -> impl IntoView + use<> {
    let locale = form.locale;
    let languages = options(Language::ALL, Language::as_str, |one| match one {
        Language::French => td_string!(locale, templates.language_french),
        Language::English => td_string!(locale, templates.language_english),
        Language::Both => td_string!(locale, templates.language_both),
    });
    let orientations = options(Orientation::ALL, Orientation::as_str, |one| match one {
        Orientation::Landscape => td_string!(locale, templates.orientation_landscape),
        Orientation::Portrait => td_string!(locale, templates.orientation_portrait),
    });
    let frames = options(Frame::ALL, Frame::as_str, |one| match one {
        Frame::Woven => td_string!(locale, templates.frame_woven),
        Frame::Rules => td_string!(locale, templates.frame_rules),
        Frame::None => td_string!(locale, templates.frame_none),
    });
    let colours = options(Colour::ALL, Colour::as_str, |one| match one {
        Colour::Green => td_string!(locale, templates.colour_green),
        Colour::Blue => td_string!(locale, templates.colour_blue),
        Colour::Burgundy => td_string!(locale, templates.colour_burgundy),
        Colour::Brown => td_string!(locale, templates.colour_brown),
        Colour::Slate => td_string!(locale, templates.colour_slate),
    });
    let modules = [("yes".to_owned(), td_string!(locale, templates.modules_listed).to_owned())];
    let chosen = [typed.get("modules").to_owned()];
    let months =
        Line::text("valid_months").kind("number").optional().hint(td_string!(locale, templates.valid_months_hint));
    let select =
        |name: &'static str, options: &Options| form.select(name, &label(locale, name), typed.get(name), options);
    view! {
        <fieldset class="part">
            <legend class="part__title">{td_string!(locale, templates.look)}</legend>
            <div class="form__row">{select("language", &languages)}{select("orientation", &orientations)}</div>
            <div class="form__row">{select("frame", &frames)}{select("colour", &colours)}</div>
            {form.checkboxes("modules", td_string!(locale, templates.modules), &chosen, &modules)}
            {form.line(months, td_string!(locale, templates.valid_months), typed.get("valid_months"))}
        </fieldset>
    }
}

/// The texts in a language: the first is French.
pub fn texts(form: &FormView, typed: &Typed, place: usize) -> impl IntoView + use<> {
    let locale = form.locale;
    let (legend, spoken) = match place {
        0 => (td_string!(locale, templates.french), typed.get("language") != "english"),
        _ => (td_string!(locale, templates.english), ["english", "both"].contains(&typed.get("language"))),
    };
    let refused = [TITLES, LEADS, BODIES, CLOSINGS]
        .iter()
        .any(|names| form.refusals.iter().any(|refusal| refusal.field == names[place]));
    let line = |name: &'static str, words: &str, line: Line| form.line(line, words, typed.get(name));
    let is_open = spoken || refused;
    let title = Line { required: spoken, ..Line::text(TITLES[place]) };
    view! {
        <details class="part more" open=is_open>
            <summary>{legend}</summary>
            <p class="muted">{td_string!(locale, templates.unspoken)}</p>
            <div class="form">
                {line(TITLES[place], td_string!(locale, templates.text_title), title)}
                {line(LEADS[place], td_string!(locale, templates.text_lead), Line::text(LEADS[place]).optional())}
                {form.area(BODIES[place], td_string!(locale, templates.text_body), typed.get(BODIES[place]), None)}
                {line(CLOSINGS[place], td_string!(locale, templates.text_closing), Line::text(CLOSINGS[place]).optional())}
            </div>
        </details>
    }
}

/// What may stand in braces, and what it prints.
pub fn fields_help(locale: Locale) -> impl IntoView {
    let rows = Field::ALL.map(|field| {
        let words = match field {
            Field::Holder => td_string!(locale, templates.field_holder),
            Field::Workshop => td_string!(locale, templates.field_workshop),
            Field::City => td_string!(locale, templates.field_city),
            Field::Dates => td_string!(locale, templates.field_dates),
            Field::Hours => td_string!(locale, templates.field_hours),
            Field::Campaign => td_string!(locale, templates.field_campaign),
            Field::IssuedOn => td_string!(locale, templates.field_issued_on),
            Field::ExpiresOn => td_string!(locale, templates.field_expires_on),
            Field::LeadTrainer => td_string!(locale, templates.field_lead_trainer),
            Field::Organiser => td_string!(locale, templates.field_organiser),
            Field::Serial => td_string!(locale, templates.field_serial),
        };
        view! { <div><dt><code>{format!("{{{}}}", field.as_str())}</code></dt><dd>{words}</dd></div> }
    });
    view! {
        <details class="part more">
            <summary>{td_string!(locale, templates.fields)}</summary>
            <p>{td_string!(locale, templates.fields_lead)}</p>
            <dl class="facts">{rows.collect_view()}</dl>
        </details>
    }
}

fn image_options(images: &[Image]) -> Options {
    images.iter().map(|image| (image.id.to_string(), image.name.clone())).collect()
}

/// Who issues it, and logos.
pub fn heading(form: &FormView, typed: &Typed, id: CampaignId, images: &[Image]) -> impl IntoView + use<> {
    let locale = form.locale;
    let images = image_options(images);
    let spots = options(Spot::ALL, Spot::as_str, |one| match one {
        Spot::State => td_string!(locale, templates.spot_state),
        Spot::Head => td_string!(locale, templates.spot_head),
        Spot::Partners => td_string!(locale, templates.spot_partners),
    });
    let filled = LOGOS.iter().rposition(|name| !typed.get(name).is_empty()).map_or(0, |last| last + 1);
    // One more than there are: kept or tried, the page comes back with another.
    let rows: Vec<_> = LOGOS
        .into_iter()
        .zip(SPOTS)
        .take(if images.is_empty() { filled } else { filled + 1 })
        .map(|(logo, spot)| {
            let at = if typed.get(spot).is_empty() { "state" } else { typed.get(spot) };
            view! {
                <div class="form__row">
                    {form.optional_select(logo, &label(locale, logo), typed.get(logo), &images)}
                    {form.select(spot, &label(locale, spot), at, &spots)}
                </div>
            }
        })
        .collect();
    let (authority, partners) =
        (td_string!(locale, templates.authority_hint), td_string!(locale, templates.partners_hint));
    view! {
        <fieldset class="part">
            <legend class="part__title">{td_string!(locale, templates.heading)}</legend>
            {form.area("authority", td_string!(locale, templates.authority), typed.get("authority"), Some(authority))}
            {form.area("partners", td_string!(locale, templates.partners), typed.get("partners"), Some(partners))}
            <p class="muted">
                {td_string!(locale, templates.logos_lead)}" "
                <a href=format!("/campaigns/{id}/certificate-templates#images")>{td_string!(locale, templates.logos_elsewhere)}</a>
            </p>
            {rows}
        </fieldset>
    }
}

/// Who signs.
pub fn signatories(form: &FormView, typed: &Typed, images: &[Image]) -> impl IntoView + use<> {
    let locale = form.locale;
    let images = image_options(images);
    let is_empty = |place: usize| {
        [NAMES, OFFICES_FR, OFFICES_EN, SIGNATURES].iter().all(|names| typed.get(names[place]).is_empty())
    };
    let filled = (0..NAMES.len()).rposition(|place| !is_empty(place)).map_or(0, |last| last + 1);
    let rows: Vec<_> = (0..NAMES.len().min(filled + 1))
        .map(|place| {
            let who = td_string!(locale, templates.signatory, number = (place + 1).to_string()).to_string();
            let line = |name: &'static str, words: &str| form.line(Line::text(name).optional(), words, typed.get(name));
            let name = Line::text(NAMES[place]).optional().hint(td_string!(locale, templates.name_hint));
            let signature = (!images.is_empty()).then(|| {
                let words = td_string!(locale, templates.signature);
                form.optional_select(SIGNATURES[place], words, typed.get(SIGNATURES[place]), &images)
            });
            view! {
                <fieldset class="part part--inner">
                    <legend class="field__label">{who}</legend>
                    <div class="form">
                        {form.line(name, td_string!(locale, templates.name), typed.get(NAMES[place]))}
                        <div class="form__row">
                            {line(OFFICES_FR[place], td_string!(locale, templates.office_fr))}
                            {line(OFFICES_EN[place], td_string!(locale, templates.office_en))}
                        </div>
                        {signature}
                    </div>
                </fieldset>
            }
        })
        .collect();
    view! {
        <fieldset class="part">
            <legend class="part__title">{td_string!(locale, templates.signatories)}</legend>
            <p class="muted">{td_string!(locale, templates.signatories_lead)}</p>
            {rows}
        </fieldset>
    }
}
