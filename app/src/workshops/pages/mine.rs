//! The calendar of someone who trains.

use super::month::months;
use crate::door::{Answer, Visit};
use crate::scheduling::model::Days;
use crate::shell::{Place, Sheet};
use crate::ui::format::range;
use crate::workshops::store::schedule::{Scheduled, mine};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The workshops in which the asker trains, month by month.
pub async fn my_calendar(visit: Visit) -> Answer {
    let caller = visit.caller();
    let found = mine(&caller).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, workshops.calendar);
    Ok(Sheet::new(Place::Home, title).send(&visit, move || {
        let held: Vec<&Scheduled> = found.iter().filter(|one| !one.cancelled && one.days.to >= today).collect();
        let shown = match (held.first(), held.iter().map(|one| one.days.to).max()) {
            (Some(_), Some(to)) => months(locale, today, Days { from: today, to }, &held, &[]),
            _ => view! { <p class="empty">{td_string!(locale, workshops.none_to_come)}</p> }.into_any(),
        };
        let rows = held
            .iter()
            .map(|one| {
                view! {
                    <li class="found">
                        <span class="found__who">
                            <a href=format!("/workshops/{}", one.id)><strong>{one.title.clone()}</strong></a><br/>
                            {range(locale, one.days.from, one.days.to)}" · "{one.venue.clone()}", "{one.city.clone()}<br/>
                            <span class="muted">{one.trainers.join(", ")}</span>
                        </span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/">{td_string!(locale, shell.home)}</a></p>
                <h1>{title}</h1>
            </div>
            <ul class="plain">{rows}</ul>
            {shown}
        }
    }))
}
