//! What a trainer takes into the field: opened at the office, it fetches everything;
//! out there it is where the application opens without network.

use crate::attendance::islands::{FieldScreen, FieldWords, Prepared};
use crate::attendance::store::field::in_the_field;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::format::range;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The trainer's workshops that are held now, or were or will be soon.
pub async fn field(visit: Visit) -> Answer {
    let workshops = in_the_field(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, attendance.field);
    let sheet = Sheet::new(Place::Field, title);
    let sheet = if workshops.is_empty() { sheet } else { sheet.with(Bundle::Field) };
    Ok(sheet.send(&visit, move || {
        let prepared: Vec<Prepared> = workshops
            .into_iter()
            .map(|line| Prepared {
                id: line.id,
                detail: format!("{}, {} · {}", line.venue, line.city, range(locale, line.starts_on, line.ends_on)),
                title: line.title,
            })
            .collect();
        let body = if prepared.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.field_nothing)}</p> }.into_any()
        } else {
            view! { <FieldScreen workshops=prepared words=words(locale)/> }.into_any()
        };
        view! {
            <div class="page-head"><h1>{title}</h1><p class="lead">{td_string!(locale, attendance.field_lead)}</p></div>
            {body}
        }
    }))
}

fn words(locale: Locale) -> FieldWords {
    FieldWords {
        prepare: td_string!(locale, attendance.prepare).to_owned(),
        preparing: td_string!(locale, attendance.preparing).to_owned(),
        ready: td_string!(locale, attendance.ready).to_owned(),
        not_ready: td_string!(locale, attendance.not_ready).to_owned(),
        exchanged: td_string!(locale, attendance.exchanged).to_owned(),
        never: td_string!(locale, attendance.never_exchanged).to_owned(),
        unsent: td_string!(locale, attendance.unsent).to_owned(),
        refused: td_string!(locale, attendance.refused).to_owned(),
        mark: td_string!(locale, workshops.do_mark).to_owned(),
        send: td_string!(locale, attendance.retry).to_owned(),
        file: td_string!(locale, attendance.save_file).to_owned(),
        unable: td_string!(locale, attendance.unable).to_owned(),
    }
}
