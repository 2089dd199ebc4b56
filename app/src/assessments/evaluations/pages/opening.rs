//! The evaluations of a workshop: opened, closed for good, and to be opened.

use crate::assessments::evaluations::model::occasion::Offer;
use crate::assessments::evaluations::store::opening::{Held, Opened, held};
use crate::assessments::evaluations::words::{evaluation_name, occasion_name, of_seats};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{date, moment, weekday};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The evaluations of a workshop.
pub async fn show_held(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    held_sheet(&visit, id, Vec::new()).await
}

/// The same with why one was not opened or closed.
///
/// # Errors
/// As [`held`].
pub async fn held_sheet(visit: &Visit, id: WorkshopId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let Held { opened, offers, seats } = held(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = format!("{} · {}", td_string!(locale, evaluations.title), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let may_train = workshop.may_train;
        let none = opened.is_empty().then(|| view! { <p class="empty">{td_string!(locale, evaluations.none)}</p> });
        let cards = opened.iter().map(|one| card(locale, id, one, seats, may_train)).collect_view();
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            {form.summary(move |field| label(locale, field).to_owned())}
            <h2>{td_string!(locale, evaluations.title)}</h2>
            <p>{td_string!(locale, evaluations.lead)}</p>
            {none}
            <ul class="cards">{cards}</ul>
            {(may_train && !offers.is_empty()).then(|| to_open(locale, id, &offers))}
        }
    }))
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "held_on" => td_string!(locale, evaluations.which_day),
        _ => td_string!(locale, evaluations.title),
    }
}

fn card(locale: Locale, id: WorkshopId, one: &Opened, seats: u64, may_train: bool) -> impl IntoView + use<> {
    let (count, seats) = of_seats(locale, one.answered, seats);
    let (said, next) = if let Some(at) = one.closed_at {
        let at = moment(locale, at);
        let said = td_string!(locale, evaluations.closed_since, at = at, count = count, seats = seats).to_string();
        let address = format!("/workshops/{id}/evaluations/{}", one.id);
        let link = view! {
            <p class="actions"><a class="button" href=address>{td_string!(locale, evaluations.see_results)}</a></p>
        };
        (said, link.into_any())
    } else {
        let at = moment(locale, one.opened_at);
        let said = td_string!(locale, evaluations.open_since, at = at, count = count, seats = seats).to_string();
        (said, may_train.then(|| closing(locale, id, one)).into_any())
    };
    view! {
        <li class="card">
            <h3 class="card__title">{evaluation_name(locale, one.occasion, one.held_on)}</h3>
            <p>{said}</p>
            {next}
        </li>
    }
}

/// What closing means, before it is done.
fn closing(locale: Locale, id: WorkshopId, one: &Opened) -> impl IntoView + use<> {
    view! {
        <details class="more">
            <summary>{td_string!(locale, evaluations.close)}</summary>
            <p>{td_string!(locale, evaluations.close_what)}</p>
            <form class="actions" method="post" action=format!("/workshops/{id}/evaluations")>
                <input type="hidden" name="close" value=one.id.to_string()/>
                <button class="button">{td_string!(locale, evaluations.close_send)}</button>
            </form>
        </details>
    }
}

/// What may be opened today, and from when the rest.
fn to_open(locale: Locale, id: WorkshopId, offers: &[Offer]) -> impl IntoView + use<> {
    let forms = offers.iter().map(|offer| offered(locale, id, offer)).collect_view();
    view! {
        <section class="section" aria-labelledby="to-open">
            <h2 id="to-open">{td_string!(locale, evaluations.to_open)}</h2>
            <p>{td_string!(locale, evaluations.to_open_lead)}</p>
            {forms}
        </section>
    }
}

fn offered(locale: Locale, id: WorkshopId, offer: &Offer) -> impl IntoView + use<> {
    let name = occasion_name(locale, offer.occasion);
    let from = offer.from.map(|day| {
        let said = td_string!(locale, evaluations.from, day = date(locale, day)).to_string();
        view! { <p class="muted">{said}</p> }
    });
    let days = match offer.days.as_slice() {
        [] => None,
        [day] => Some(view! { <input type="hidden" name="held_on" value=day.to_string()/> }.into_any()),
        // The last is the nearest.
        days => {
            let options = days.iter().rev().map(|day| {
                view! { <option value=day.to_string()>{weekday(locale, *day)}</option> }
            });
            let label = format!("{name}, {}", td_string!(locale, evaluations.which_day));
            let choice = view! {
                <select class="field__control" name="held_on" aria-label=label>{options.collect_view()}</select>
            };
            Some(choice.into_any())
        }
    };
    let form = days.map(|days| {
        view! {
            <form class="actions" method="post" action=format!("/workshops/{id}/evaluations")>
                <input type="hidden" name="occasion" value=offer.occasion.as_str()/>
                {days}
                <button class="button" aria-label=format!("{}, {name}", td_string!(locale, evaluations.open))>{td_string!(locale, evaluations.open)}</button>
            </form>
        }
    });
    view! { <h3>{name}</h3>{form}{from} }
}
