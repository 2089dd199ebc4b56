//! Erasing someone who asks on paper: what exactly will happen, and the name to type.

use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::pages::field_label;
use crate::rights::store::erasure::{Preview, preview};
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::number;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What will happen, before it does.
pub async fn erase(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    erase_sheet(&visit, id, "", Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If no campaign of the asker's works with the person, or the database fails.
pub async fn erase_sheet(visit: &Visit, id: PersonId, typed: &str, refusals: Vec<Refusal>) -> Answer {
    let would = preview(&visit.caller(), id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, rights.erase);
    let form = FormView::new(locale, refusals);
    let typed = typed.to_owned();
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let name = would.name.clone();
        let label = td_string!(locale, rights.type_name, name = name.family.clone()).to_string();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/people/{id}")>{name.family}" "{name.given}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, rights.erase_lead)}</p>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            {what_happens(locale, &would)}
            <form class="form" method="post" action=format!("/people/{id}/erase") novalidate>
                {form.line(Line::text("family_name"), &label, &typed)}
                <button class="button button--primary">{td_string!(locale, rights.erase_go)}</button>
            </form>
        }
    }))
}

/// What erasing would do: what goes, what stays.
pub(super) fn what_happens(locale: Locale, would: &Preview) -> impl IntoView + use<> {
    let count = |value: u64| number(locale, i64::try_from(value).unwrap_or(i64::MAX));
    let given_back = (!would.given_back.is_empty()).then(|| {
        let titles = would.given_back.join(", ");
        view! { <li>{td_string!(locale, rights.will_go_seats, titles = titles).to_string()}</li> }
    });
    let rows = (would.rows > 0).then(|| {
        let rows = count(would.rows as u64);
        view! { <li>{td_string!(locale, rights.will_go_rows, count = rows).to_string()}</li> }
    });
    let certificates = (would.certificates > 0).then(|| {
        let certificates = count(would.certificates);
        view! { <li>{td_string!(locale, rights.will_stay_certificates, count = certificates).to_string()}</li> }
    });
    let counts = td_string!(
        locale,
        rights.will_stay_counts,
        seats = count(would.seats as u64),
        marks = count(would.marks),
        scores = count(would.scores)
    )
    .to_string();
    view! {
        <section class="section" aria-labelledby="goes">
            <h2 id="goes">{td_string!(locale, rights.will_go)}</h2>
            <ul>
                <li>{td_string!(locale, rights.will_go_text)}</li>
                {rows}
                {given_back}
            </ul>
            <h2>{td_string!(locale, rights.will_stay)}</h2>
            <ul>
                <li>{td_string!(locale, rights.will_stay_text)}</li>
                <li>{counts}</li>
                {certificates}
            </ul>
            <p class="notice notice--warning">{td_string!(locale, rights.sheets_stay)}</p>
            <p class="notice notice--warning">{td_string!(locale, rights.backups)}</p>
        </section>
    }
}
