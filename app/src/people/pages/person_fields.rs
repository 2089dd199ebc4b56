//! The fields of a person, wherever one is written down.

use super::field_label;
use crate::i18n::Locale;
use crate::ids::InstitutionId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{Age, AgeBand, CONSENT_WORDING, LANGUAGES, PersonForm, Sex};
use crate::people::store::places;
use crate::schema::error::UseError;
use crate::ui::form::{FormView, Line, choices};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What the fields offer to choose from.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    institutions: Vec<(String, String)>,
    regions: Vec<(String, String)>,
    localities: Vec<(String, String)>,
}

impl Lists {
    /// Reads them.
    ///
    /// # Errors
    /// If the database fails or the asker is nobody.
    pub async fn read(caller: &Caller) -> Result<Self, UseError> {
        caller.allow(Act::Choose)?;
        Self::around(caller, choices(places::institutions(caller).await?)).await
    }

    /// The same for someone without an account who names people of one institution.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of_institution(caller: &Caller, id: InstitutionId, name: &str) -> Result<Self, UseError> {
        Self::around(caller, vec![(id.to_string(), name.to_owned())]).await
    }

    async fn around(caller: &Caller, institutions: Vec<(String, String)>) -> Result<Self, UseError> {
        let db = caller.db.reader();
        let localities = places::load_localities(db).await?;
        Ok(Self {
            institutions,
            regions: choices(places::load_regions(db).await?),
            localities: localities
                .into_iter()
                .map(|(_, id, pcode, name)| (id.to_string(), format!("{name} ({pcode})")))
                .collect(),
        })
    }
}

/// All fields.
pub fn person_fields(form: &FormView, typed: &PersonForm, lists: &Lists) -> impl IntoView + use<> {
    view! {
        {identity_fields(form, typed, lists)}
        {consent(form, typed)}
    }
}

/// The fields but for consent, which nobody gives for another; what most people do
/// not have to say is folded away, unless something stands there.
pub fn identity_fields(form: &FormView, typed: &PersonForm, lists: &Lists) -> impl IntoView + use<> {
    let locale = form.locale;
    let label = move |field: &str| field_label(locale, field);
    let sexes = Sex::ALL.map(|sex| (sex.as_str(), sex_name(locale, sex).to_owned()));
    let birth_year = Line::text("birth_year").optional().hint(td_string!(locale, people.birth_year_hint));
    view! {
        <div class="form__row">
            {form.line(Line::text("family_name"), &label("family_name"), &typed.family_name)}
            {form.line(Line::text("given_names"), &label("given_names"), &typed.given_names)}
        </div>
        {form.radios("sex", &label("sex"), &typed.sex, &sexes)}
        {form.select("institution", &label("institution"), &typed.institution, &lists.institutions)}
        <div class="form__row">
            {form.line(Line::text("job_title"), &label("job_title"), &typed.job_title)}
            {form.select("region", &label("region"), &typed.region, &lists.regions)}
        </div>
        <div class="form__row">
            {form.line(Line::text("phone").kind("tel").optional(), &label("phone"), &typed.phone)}
            {form.line(birth_year, &label("birth_year"), &typed.birth_year)}
        </div>
        {more_fields(form, typed, lists)}
    }
}

fn more_fields(form: &FormView, typed: &PersonForm, lists: &Lists) -> impl IntoView + use<> {
    let locale = form.locale;
    let label = move |field: &str| field_label(locale, field);
    let folded = ["age_band", "locality", "email", "accessibility"];
    let said =
        [&typed.age_band, &typed.locality, &typed.email, &typed.accessibility].iter().any(|text| !text.is_empty());
    let refused = form.refusals.iter().any(|refusal| folded.contains(&refusal.field.as_str()));
    let open = said || refused || !typed.languages.is_empty();
    let bands: Vec<(String, String)> =
        AgeBand::ALL.iter().map(|band| (band.as_str().to_owned(), band_name(locale, *band).to_owned())).collect();
    let languages: Vec<(String, String)> =
        LANGUAGES.iter().map(|code| ((*code).to_owned(), language_name(locale, code).to_owned())).collect();
    let accessibility = Line::text("accessibility").optional().hint(td_string!(locale, people.accessibility_hint));
    view! {
        <details class="more" open=open>
            <summary>{td_string!(locale, people.more_fields)}</summary>
            <div class="form__row">
                {form.optional_select("locality", &label("locality"), &typed.locality, &lists.localities)}
                {form.optional_select("age_band", &label("age_band"), &typed.age_band, &bands)}
            </div>
            {form.line(Line::text("email").kind("email").optional(), &label("email"), &typed.email)}
            {form.checkboxes("languages", &label("languages"), &typed.languages, &languages)}
            {form.line(accessibility, &label("accessibility"), &typed.accessibility)}
        </details>
    }
}

fn consent(form: &FormView, typed: &PersonForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let checked = typed.consent == CONSENT_WORDING;
    view! {
        <fieldset class="field field--choices">
            <legend class="field__label">{td_string!(locale, people.consent)}</legend>
            <label class="choice choice--text">
                <input type="checkbox" name="consent" value=CONSENT_WORDING checked=checked/>
                <span>{td_string!(locale, people.consent_wording_2026_11)}</span>
            </label>
        </fieldset>
    }
}

/// What a sex is called.
#[must_use]
pub fn sex_name(locale: Locale, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => td_string!(locale, people.female),
        Sex::Male => td_string!(locale, people.male),
        Sex::Unstated => td_string!(locale, people.unstated),
    }
}

fn band_name(locale: Locale, band: AgeBand) -> &'static str {
    match band {
        AgeBand::Under25 => td_string!(locale, people.under_25),
        AgeBand::From25To34 => td_string!(locale, people.from_25_to_34),
        AgeBand::From35To44 => td_string!(locale, people.from_35_to_44),
        AgeBand::From45To54 => td_string!(locale, people.from_45_to_54),
        AgeBand::Over54 => td_string!(locale, people.over_54),
    }
}

/// An age in words.
#[must_use]
pub fn age_words(locale: Locale, age: Age) -> String {
    match age {
        Age::Born { year, about: false } => year.to_string(),
        Age::Born { year, about: true } => td_string!(locale, people.born_about, year = year.to_string()).to_string(),
        Age::Band(band) => band_name(locale, band).to_owned(),
    }
}

/// What a language of [`LANGUAGES`] is called.
#[must_use]
pub fn language_name(locale: Locale, code: &str) -> &'static str {
    match code {
        "fr" => td_string!(locale, people.lang_fr),
        "bm" => td_string!(locale, people.lang_bm),
        "ff" => td_string!(locale, people.lang_ff),
        "ses" => td_string!(locale, people.lang_ses),
        "taq" => td_string!(locale, people.lang_taq),
        "snk" => td_string!(locale, people.lang_snk),
        "dts" => td_string!(locale, people.lang_dts),
        "myk" => td_string!(locale, people.lang_myk),
        "shz" => td_string!(locale, people.lang_shz),
        "mey" => td_string!(locale, people.lang_mey),
        "mwk" => td_string!(locale, people.lang_mwk),
        "kao" => td_string!(locale, people.lang_kao),
        "bmq" => td_string!(locale, people.lang_bmq),
        "bze" => td_string!(locale, people.lang_bze),
        "ar" => td_string!(locale, people.lang_ar),
        _ => td_string!(locale, people.lang_en),
    }
}
