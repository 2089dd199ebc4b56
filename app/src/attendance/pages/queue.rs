//! Where the queue of a phone that found no network is taken in.

use super::words::said;
use crate::attendance::queue::Told;
use crate::attendance::telling::{SETUP, Word};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::shell::{Bundle, Place, Sheet, data};
use crate::ui::form::FormView;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde_json::json;

/// The form for the file.
pub async fn ask_queue(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    queue_sheet(&visit, id, None, Vec::new()).await
}

/// The same with what became of a file, or what was wrong with it.
pub async fn queue_sheet(visit: &Visit, id: WorkshopId, told: Option<Told>, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Train(workshop.line.campaign, id))?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, attendance.take_in);
    let sheet = Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).with(Bundle::Take);
    Ok(sheet.send(visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{title}</h2>
            {told.map(|told| told_notice(locale, &told))}
            {form.summary(move |_| td_string!(locale, attendance.queue_file).to_owned())}
            <p>{td_string!(locale, attendance.queue_lead)}</p>
            <form class="form" method="post" action=format!("/workshops/{id}/attendance/queue") enctype="multipart/form-data">
                <label class="field" for="file">
                    <span class="field__label">{td_string!(locale, attendance.queue_file)}</span>
                    <input class="field__control" id="file" type="file" name="file" accept="application/json,.json" required/>
                </label>
                <p class="actions"><button class="button button--primary">{td_string!(locale, attendance.queue_take)}</button></p>
            </form>
            {codes(locale)}
        }
    }))
}

/// What became of many marks at once.
pub fn told_notice(locale: Locale, told: &Told) -> impl IntoView + use<> {
    let text = td_string!(
        locale,
        attendance.queue_told,
        kept = told.kept.to_string(),
        known = told.known.to_string(),
        refused = told.not_taken().to_string()
    )
    .to_string();
    let reasons = told
        .refused
        .iter()
        .map(|(why, times)| view! { <li>{said(locale, Word::of_refusal(why))}" : "{times.to_string()}</li> })
        .collect_view();
    view! { <div class="notice" role="status"><p>{text}</p><ul>{reasons}</ul></div> }
}

/// Where the camera reads the codes that the phone shows (`assets/take.js`); hidden where
/// no script runs.
fn codes(locale: Locale) -> impl IntoView + use<> {
    let begin = td_string!(locale, attendance.take_begin);
    let read = td_string!(locale, attendance.take_read, read = "{read}", total = "{total}").to_string();
    let words = json!({
        "begin": begin,
        "end": td_string!(locale, attendance.badge_end),
        "hint": td_string!(locale, attendance.take_hint),
        "read": read,
        "missing": td_string!(locale, attendance.take_missing),
        "damaged": td_string!(locale, attendance.take_damaged),
        "insecure": td_string!(locale, attendance.badge_insecure),
        "denied": td_string!(locale, attendance.take_denied),
        "none": td_string!(locale, attendance.take_none),
    });
    view! {
        <section data-part="take" hidden>
            <h3>{td_string!(locale, attendance.take_codes)}</h3>
            <p>{td_string!(locale, attendance.take_codes_lead)}</p>
            <p class="actions">
                <button class="button" type="button" data-part="begin">{begin}</button>
                <span role="status" data-part="told"></span>
            </p>
            <video class="scan__video" data-part="video" hidden></video>
        </section>
        {data(SETUP, &words)}
    }
}
