//! All that is known of one person, for the organiser: the entry in the register
//! and the workshops with what came of them.

use crate::certificates::store::{MyWorkshop, workshops_of};
use crate::certificates::words::kind_name;
use crate::door::{Answer, Visit, see};
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::pages::{entry_terms, likes_and_merges, shown_photo};
use crate::people::store::duplicates::like;
use crate::people::store::merging::{merged_into, merges_into};
use crate::people::store::photos::has_photo;
use crate::people::store::register::{Seen, find};
use crate::shell::{Place, Sheet};
use crate::ui::format::{date, range};
use crate::workshops::model::Stage;
use crate::workshops::pages::stage_badge;
use axum::extract::Path;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How many entries that may be the same are shown.
const LIKES: usize = 5;

/// The page of one person; of a merged entry, that of the entry it was merged into.
pub async fn dossier(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let caller = visit.caller();
    if let Some(kept) = merged_into(&caller, id).await? {
        return Ok(see(&format!("/people/{kept}")));
    }
    let seen = find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let (entry, whole) = match &seen {
        Seen::Whole(entry) => (entry, true),
        Seen::Least(entry) => (entry, false),
    };
    let (name, erased_on) = (&entry.person.name, entry.erased_on);
    let (mut known, mut photo) = (None, false);
    if whole && erased_on.is_none() {
        let (likes, merges) = (like(&caller, id, LIKES).await?, merges_into(&caller, id).await?);
        known = Some((workshops_of(&caller, id).await?, likes, merges));
        photo = has_photo(&caller, id).await?;
    }
    let title = name.listed();
    Ok(Sheet::new(Place::People, title.clone()).send(&visit, move || {
        let erased = erased_on.map(|day| {
            let said = td_string!(locale, rights.was_erased, day = date(locale, day)).to_string();
            view! { <p class="notice">{said}</p> }
        });
        let actions = whole.then(|| actions(locale, id, erased_on.is_some(), photo));
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people">{td_string!(locale, people.register)}</a></p>
                <h1>{title.clone()}</h1>
            </div>
            {erased}
            {photo.then(|| shown_photo(locale, id, &title))}
            {entry_terms(locale, &seen)}
            {actions}
            {known.map(|(workshops, likes, merges)| view! {
                {workshops_section(locale, today, workshops)}
                {likes_and_merges(locale, id, likes, merges)}
            })}
        }
    }))
}

/// What can be done with an entry that is seen whole; of someone who was erased,
/// only the trail is left to look at.
fn actions(locale: Locale, id: PersonId, erased: bool, photo: bool) -> impl IntoView {
    let photo_words =
        if photo { td_string!(locale, people.change_photo) } else { td_string!(locale, people.add_photo) };
    let there = (!erased).then(|| {
        view! {
            <a class="button" href=format!("/people/{id}/change")>{td_string!(locale, people.change_person)}</a>
            <a class="button" href=format!("/people/{id}/photo")>{photo_words}</a>
            <a class="button" href=format!("/people/{id}/copy.zip")>{td_string!(locale, rights.give_copy)}</a>
            <a class="button button--quiet" href=format!("/people/{id}/erase")>{td_string!(locale, rights.erase)}</a>
        }
    });
    view! {
        <p class="actions">
            {there}
            <a class="button button--quiet" href=format!("/people/{id}/trail")>{td_string!(locale, rights.who_saw)}</a>
        </p>
    }
}

fn workshops_section(locale: Locale, today: NaiveDate, workshops: Vec<MyWorkshop>) -> impl IntoView {
    let empty = workshops.is_empty().then(|| view! { <p class="empty">{td_string!(locale, people.no_workshops)}</p> });
    let rows = workshops.into_iter().map(|line| workshop_row(locale, today, line)).collect_view();
    let table = empty.is_none().then(|| {
        view! {
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                        <th scope="col">{td_string!(locale, workshops.dates)}</th>
                        <th scope="col">{td_string!(locale, attendance.title)}</th>
                        <th scope="col">{td_string!(locale, certificates.title)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
    });
    view! {
        <section class="section" aria-labelledby="workshops">
            <h2 id="workshops">{td_string!(locale, workshops.title)}</h2>
            {empty}
            {table}
        </section>
    }
}

fn workshop_row(locale: Locale, today: NaiveDate, line: MyWorkshop) -> impl IntoView {
    let attended = format!("{} / {}", line.attendance.attended, line.attendance.held);
    let certificates = line.certificates.iter().map(|certificate| {
        let address = format!("/certificates/{}", certificate.serial.as_str());
        view! { <div>{kind_name(locale, certificate.kind)}" "<a href=address>{certificate.serial.to_string()}</a></div> }
    });
    let certificate = certificates.collect_view();
    view! {
        <tr>
            <th scope="row"><a href=format!("/workshops/{}", line.workshop)>{line.title}</a><br/><span class="muted">{line.city}</span></th>
            <td data-label=td_string!(locale, workshops.dates)>{range(locale, line.starts_on, line.ends_on)}" "{stage_badge(locale, Stage::on(today, line.cancelled, line.starts_on, line.ends_on))}</td>
            <td data-label=td_string!(locale, attendance.title)>{attended}</td>
            <td data-label=td_string!(locale, certificates.title)>{certificate}</td>
        </tr>
    }
}
