//! Changing the timetable of a workshop, by buttons and by dragging.

use super::timetable::{activity_name, half_name};
use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{time, weekday};
use crate::workshops::arranging::{Arranged, Line, Warning, out_of_order};
use crate::workshops::edits::LONGEST;
use crate::workshops::islands::Dragging;
use crate::workshops::store::arranging::{Arrangement, arrangement};
use crate::workshops::store::reading;
use crate::workshops::timetable::Activity;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form through which what was dragged is sent.
const MOVE: &str = "move";

/// The timetable of a workshop, to be changed.
pub async fn edit_timetable(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    edit_sheet(&visit, id, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not train in the workshop nor organises it, or the database fails.
pub async fn edit_sheet(visit: &Visit, id: WorkshopId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let found = arrangement(&caller, id).await?;
    let workshop = reading::find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, workshops.edit_timetable), workshop.line.title);
    let form = FormView::new(locale, refusals);
    let address = format!("/workshops/{id}/timetable");
    let sheet = Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).with(Bundle::Office);
    Ok(sheet.send(visit, move || {
        let early = out_of_order(&found.half_days, &found.needs);
        let early = early.iter().map(|warning| view! { <li>{told(locale, *warning, &found)}</li> }).collect_view();
        let half_days = found.half_days.iter().map(|one| half_day(locale, &address, one, &found)).collect_view();
        view! {
            {head(locale, &workshop, today, Tab::Timetable)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <p class="muted">{td_string!(locale, workshops.edit_hint)}</p>
            <div class="actions"><a class="button" href=address.clone()>{td_string!(locale, workshops.edit_done)}</a></div>
            <ul class="warnings">{early}</ul>
            <form id=MOVE method="post" action=address.clone() hidden>
                <input type="hidden" name="edit" value="move"/>
                <input type="hidden" name="line"/>
                <input type="hidden" name="session"/>
                <input type="hidden" name="place"/>
            </form>
            <Dragging form=MOVE.to_owned()/>
            <div class="timetable">{half_days}</div>
        }
    }))
}

fn half_day(locale: Locale, address: &str, one: &Arranged, found: &Arrangement) -> impl IntoView + use<> {
    let session = one.session.to_string();
    let place = format!("h-{session}");
    let lines = one.lines.iter().map(|each| line(locale, address, each, found)).collect_view();
    let warnings =
        one.warnings().into_iter().map(|warning| view! { <li>{told(locale, warning, found)}</li> }).collect_view();
    let name = format!("{} · {}", weekday(locale, one.held_on), half_name(locale, one.half));
    let begins = format!("{:02}:{:02}", one.begins() / 60, one.begins() % 60);
    let modules = found.modules.iter().map(|(id, title)| {
        view! { <option value=id.to_string()>{title.clone()}</option> }
    });
    let moments = Activity::MOMENTS.map(|activity| {
        view! { <option value=activity.as_str()>{activity_name(locale, activity)}</option> }
    });
    view! {
        <section class="half-day half-day--edit" data-session=session.clone() id=place tabindex="-1">
            <h2 class="half-day__title">{name}</h2>
            <ul class="warnings">{warnings}</ul>
            <form class="slot__form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="session" value=session.clone()/>
                <label class="slot__field">
                    {td_string!(locale, workshops.begins)}
                    <input class="field__control" type="time" name="begins" value=begins/>
                </label>
                <button class="button button--quiet" name="edit" value="begin">{td_string!(locale, workshops.set)}</button>
            </form>
            <ol class="half-day__items">{lines}</ol>
            <details class="more">
                <summary>{td_string!(locale, workshops.add_line)}</summary>
                <form class="slot__form" method="post" action=address.to_owned() novalidate>
                    <input type="hidden" name="session" value=session.clone()/>
                    <label class="slot__field slot__field--wide">
                        {td_string!(locale, workshops.what)}
                        <select class="field__control" name="what">
                            <optgroup label=td_string!(locale, workshops.moments)>{moments.collect_view()}</optgroup>
                            <optgroup label=td_string!(locale, workshops.modules)>{modules.collect_view()}</optgroup>
                        </select>
                    </label>
                    {minutes(locale, td_string!(locale, workshops.minutes).to_owned(), 30)}
                    <button class="button" name="edit" value="add">{td_string!(locale, workshops.add)}</button>
                </form>
            </details>
        </section>
    }
}

fn line(locale: Locale, address: &str, one: &Line, found: &Arrangement) -> impl IntoView + use<> {
    let (id, what) = (one.id.to_string(), what(locale, one, found));
    let place = format!("l-{id}");
    let class = if one.item.module.is_some() { "slot slot--edit slot--module" } else { "slot slot--edit" };
    let action = |edit: &'static str, sign: &'static str, words: String| {
        view! { <button class="button button--quiet slot__button" name="edit" value=edit aria-label=words.clone() title=words>{sign}</button> }
    };
    let up = td_string!(locale, workshops.move_up, what = what.clone()).to_string();
    let down = td_string!(locale, workshops.move_down, what = what.clone()).to_string();
    let remove = td_string!(locale, workshops.remove_line, what = what.clone()).to_string();
    let set = td_string!(locale, workshops.set_minutes, what = what.clone()).to_string();
    view! {
        <li class=class draggable="true" data-line=id.clone() id=place tabindex="-1">
            <span class="slot__time">{time(locale, one.item.starts_at)}</span>
            <span class="slot__what">{what}</span>
            <form class="slot__form" method="post" action=address.to_owned() novalidate>
                <input type="hidden" name="line" value=id.clone()/>
                {minutes(locale, set.clone(), one.item.minutes)}
                {action("last", "✓", set)}
                {action("up", "↑", up)}
                {action("down", "↓", down)}
                {action("remove", "✕", remove)}
            </form>
        </li>
    }
}

fn minutes(locale: Locale, label: String, value: i32) -> impl IntoView + use<> {
    view! {
        <label class="slot__field">
            <input class="field__control slot__minutes" type="number" name="minutes" min="5" max=LONGEST step="5" value=value aria-label=label/>
            <span aria-hidden="true">{td_string!(locale, workshops.min)}</span>
        </label>
    }
}

fn what(locale: Locale, one: &Line, found: &Arrangement) -> String {
    let title = one.item.module.and_then(|id| found.modules.iter().find(|(module, _)| *module == id));
    title.map_or_else(|| activity_name(locale, one.item.activity).to_owned(), |(_, title)| title.clone())
}

fn told(locale: Locale, warning: Warning, found: &Arrangement) -> String {
    match warning {
        Warning::Late => td_string!(locale, workshops.warn_late).to_owned(),
        Warning::Prayer => td_string!(locale, workshops.warn_prayer).to_owned(),
        Warning::NoBreak => td_string!(locale, workshops.warn_no_break).to_owned(),
        Warning::OutOfOrder(id) => {
            let title = found.modules.iter().find(|(module, _)| *module == id).map(|(_, title)| title.clone());
            td_string!(locale, workshops.warn_order, what = title.unwrap_or_default()).to_string()
        }
    }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "minutes" => td_string!(locale, workshops.minutes),
        "begins" => td_string!(locale, workshops.begins),
        "what" => td_string!(locale, workshops.what),
        _ => td_string!(locale, workshops.timetable),
    }
}
