//! An entry of the register: writing a new one, changing one, and the part of
//! its page that says who it is.

use super::{Lists, age_words, field_label, language_name, person_fields, sex_name};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::model::PersonForm;
use crate::people::store::reach::may_change;
use crate::people::store::register::{Entry, Seen, campaigns, find};
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, choices};
use crate::ui::format::{date, phone};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form for a new entry.
pub async fn new_person(visit: Visit) -> Answer {
    new_sheet(&visit, PersonForm::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn new_sheet(visit: &Visit, typed: PersonForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let campaigns = choices(campaigns(&caller).await?);
    let lists = Lists::read(&caller).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.new_person);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people">{td_string!(locale, people.register)}</a></p>
                <h1>{title}</h1>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            <form class="form" method="post" action="/people/new" novalidate>
                {form.select("campaign", td_string!(locale, people.for_campaign), &typed.campaign, &campaigns)}
                {person_fields(&form, &typed, &lists)}
                <button class="button button--primary">{td_string!(locale, people.add_person)}</button>
            </form>
        }
    }))
}

/// The form that changes an entry.
pub async fn change_person(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let Seen::Whole(entry) = find(&visit.caller(), id).await? else { return Err(UseError::Forbidden.into()) };
    change_sheet(&visit, id, PersonForm::from(&entry.person), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn change_sheet(visit: &Visit, id: PersonId, typed: PersonForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    may_change(&caller, id).await?;
    let lists = Lists::read(&caller).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.change_person);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/people/{id}")>{typed.family_name.clone()}" "{typed.given_names.clone()}</a></p>
                <h1>{title}</h1>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            <form class="form" method="post" action=format!("/people/{id}/change") novalidate>
                {person_fields(&form, &typed, &lists)}
                <button class="button button--primary">{td_string!(locale, people.save)}</button>
            </form>
        }
    }))
}

/// All that an entry says, field by field, each with its label.
#[must_use]
pub fn entry_words(locale: Locale, entry: &Entry) -> Vec<(String, String)> {
    let name = &entry.person.name;
    let named = [("family_name", &name.family), ("given_names", &name.given)];
    let named = named.map(|(field, said)| (field_label(locale, field), said.clone()));
    named.into_iter().chain(terms(locale, entry, true)).collect()
}

/// What an entry says, as a list of terms; where it is another's, the least.
pub fn entry_terms(locale: Locale, seen: &Seen) -> AnyView {
    let (entry, whole) = match seen {
        Seen::Whole(entry) => (entry, true),
        Seen::Least(entry) => (entry, false),
    };
    let terms = terms(locale, entry, whole)
        .into_iter()
        .map(|(term, said)| view! { <div><dt>{term}</dt><dd>{said}</dd></div> })
        .collect_view();
    let least = (!whole).then(|| view! { <p class="notice">{td_string!(locale, people.least_shown)}</p> });
    view! { {least}<dl class="facts">{terms}</dl> }.into_any()
}

fn terms(locale: Locale, entry: &Entry, whole: bool) -> Vec<(String, String)> {
    let person = &entry.person;
    let category = match locale {
        Locale::fr => &entry.category.0,
        Locale::en => &entry.category.1,
    };
    let term = |field: &str, said: String| (field_label(locale, field), said);
    let mut terms = vec![
        term("institution", format!("{} ({category})", entry.institution)),
        term("job_title", person.job_title.clone()),
        term("region", entry.region.clone()),
    ];
    if !whole {
        return terms;
    }
    let languages: Vec<&str> = person.languages.iter().map(|code| language_name(locale, code)).collect();
    let none = || td_string!(locale, people.not_said).to_owned();
    let or_none = |said: Option<String>| said.filter(|said| !said.is_empty()).unwrap_or_else(none);
    terms.extend([
        term("locality", or_none(entry.locality.clone())),
        term("sex", sex_name(locale, person.sex).to_owned()),
        term("birth_year", or_none(person.age.map(|age| age_words(locale, age)))),
        term("phone", or_none(person.phone.as_deref().map(phone))),
        term("email", or_none(person.email.clone())),
        term("languages", or_none(Some(languages.join(", ")))),
        term("accessibility", or_none(Some(person.accessibility.clone()))),
        term("consent", consent_words(locale, entry)),
    ]);
    terms
}

fn consent_words(locale: Locale, entry: &Entry) -> String {
    match &entry.consent {
        Some((wording, given_on)) => {
            let (wording, day) = (wording.clone(), date(locale, *given_on));
            td_string!(locale, people.consent_given, wording = wording, day = day).to_string()
        }
        None => td_string!(locale, people.no_consent).to_owned(),
    }
}
