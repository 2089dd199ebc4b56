//! The photo of someone: seen, sent and let go.

use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::store::photos::{has_photo, photo};
use crate::people::store::reach::may_change;
use crate::people::store::register::load_entry;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The photo itself.
pub async fn portrait(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let jpeg = photo(&visit.caller(), id).await?;
    Ok(([(CONTENT_TYPE, "image/jpeg")], jpeg).into_response())
}

/// The form that adds a photo, or changes the one there is.
pub async fn change_photo(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    photo_sheet(&visit, id, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// Unless a campaign of the asker's works with the person, or if the database fails.
pub async fn photo_sheet(visit: &Visit, id: PersonId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    may_change(&caller, id).await?;
    let there = has_photo(&caller, id).await?;
    let name = load_entry(caller.db.reader(), id).await?.person.name.listed();
    let locale = visit.locale;
    let title = if there { td_string!(locale, people.change_photo) } else { td_string!(locale, people.add_photo) };
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let (file, hint) = (td_string!(locale, people.photo_file), td_string!(locale, people.photo_file_hint));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/people/{id}")>{name.clone()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, people.photo_least)}</p>
            </div>
            {form.summary(move |_| file.to_owned())}
            {there.then(|| shown_photo(locale, id, &name))}
            <form class="form" method="post" action=format!("/people/{id}/photo") enctype="multipart/form-data" novalidate>
                {form.file("photo", file, "image/jpeg,image/png,image/webp", hint, true)}
                <button class="button button--primary">{td_string!(locale, people.send_photo)}</button>
            </form>
        }
    }))
}

/// A photo that is there, and the button by which it goes.
pub fn shown_photo(locale: Locale, id: PersonId, name: &str) -> impl IntoView + use<> {
    let says = td_string!(locale, people.photo_of, name = name.to_owned()).to_string();
    view! {
        <div class="portrait">
            <img class="portrait__photo" src=format!("/people/{id}/photo.jpg") alt=says width="160" height="160"/>
            <form method="post" action=format!("/people/{id}/photo/remove")>
                <button class="button button--quiet">{td_string!(locale, people.remove_photo)}</button>
            </form>
        </div>
    }
}
