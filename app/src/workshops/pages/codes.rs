//! Access codes, to print and hand out.

use crate::code::Code;
use crate::door::Visit;
use crate::shell::{Place, Sheet};
use crate::ui::format::date;
use crate::workshops::store::enrolment::Participant;
use crate::workshops::store::reading::Workshop;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// New access codes, to print and hand out: they can be seen only now.
pub fn codes_sheet(visit: &Visit, workshop: &Workshop, slips: Vec<(Participant, Code)>) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, workshops.codes);
    let address = format!("{}/sign-in", visit.state.public_url);
    let (id, workshop_title) = (workshop.line.id, workshop.line.title.clone());
    let begins = date(locale, workshop.line.starts_on);
    Sheet::new(Place::Workshops, title).send(visit, move || {
        let slips = slips
            .into_iter()
            .map(|(participant, code)| {
                view! {
                    <li class="slip">
                        <p class="slip__who">{participant.name.given}" "{participant.name.family}</p>
                        <p class="slip__what">{participant.institution}<br/>{workshop_title.clone()}", "{begins.clone()}</p>
                        <p class="slip__code">{code.to_string()}</p>
                        <p class="slip__where">{address.clone()}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/workshops/{id}/participants")>{td_string!(locale, workshops.participants)}</a></p>
                <h1>{title}</h1>
                <p class="notice notice--warning">{td_string!(locale, workshops.codes_once)}</p>
            </div>
            <ul class="slips">{slips}</ul>
        }
    })
}
