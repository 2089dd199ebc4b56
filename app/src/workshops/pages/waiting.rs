//! Who has no seat: those who wait for one, and those who gave theirs back or up.

use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::ui::format::moment;
use crate::workshops::model::seats_pass_on;
use crate::workshops::store::reading::Workshop;
use crate::workshops::store::substitution::Substitution;
use crate::workshops::store::waiting::Seatless;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Those who have no seat.
#[derive(Debug, Default)]
pub(super) struct Seatlessness {
    /// Who waits, the longest first.
    pub(super) waiting: Vec<Seatless>,
    /// Who declined, the latest first.
    pub(super) declined: Vec<Seatless>,
    /// Who came in whose place, the latest first.
    pub(super) substitutions: Vec<Substitution>,
}

pub(super) fn seatless_sections(
    locale: Locale,
    workshop: &Workshop,
    today: NaiveDate,
    seatless: Seatlessness,
) -> impl IntoView + use<> {
    let id = workshop.line.id;
    let rule = if seats_pass_on(today, workshop.line.starts_on) {
        td_string!(locale, workshops.seats_pass_on)
    } else {
        td_string!(locale, workshops.seats_stay)
    };
    let waiting = (!seatless.waiting.is_empty()).then(|| {
        let caption = td_string!(locale, workshops.waiting);
        view! {
            <section class="section" aria-labelledby="waiting">
                <h2 id="waiting">{caption}</h2>
                <p class="muted">{rule}</p>
                {seatless_table(locale, td_string!(locale, workshops.waiting_since), seatless.waiting, Some(id))}
            </section>
        }
    });
    let declined = (!seatless.declined.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="declined">
                <h2 id="declined">{td_string!(locale, workshops.declined)}</h2>
                {seatless_table(locale, td_string!(locale, workshops.declined_at), seatless.declined, None)}
            </section>
        }
    });
    let substitutions = (!seatless.substitutions.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby="substitutions">
                <h2 id="substitutions">{td_string!(locale, workshops.substitutions)}</h2>
                {substitution_table(locale, seatless.substitutions)}
            </section>
        }
    });
    view! { {waiting}{declined}{substitutions} }
}

fn substitution_table(locale: Locale, substitutions: Vec<Substitution>) -> impl IntoView {
    let rows = substitutions
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row">{one.given_up.to_string()}</th>
                    <td data-label=td_string!(locale, workshops.taken)>{one.taken.to_string()}</td>
                    <td data-label=td_string!(locale, workshops.substituted_at)>{moment(locale, one.at)}</td>
                    <td data-label=td_string!(locale, workshops.reason)>{one.reason}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, workshops.given_up)}</th>
                    <th scope="col">{td_string!(locale, workshops.taken)}</th>
                    <th scope="col">{td_string!(locale, workshops.substituted_at)}</th>
                    <th scope="col">{td_string!(locale, workshops.reason)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// Those people; each may be taken off the waiting list of this workshop, if it is one.
fn seatless_table(
    locale: Locale,
    since: &'static str,
    people: Vec<Seatless>,
    waiting_for: Option<WorkshopId>,
) -> impl IntoView {
    let rows = (1..)
        .zip(people)
        .map(|(place, one)| {
            let leave = waiting_for.map(|id| {
                view! {
                    <form method="post" action=format!("/workshops/{id}/waiting/{}/leave", one.person)>
                        <button class="button button--quiet">{td_string!(locale, workshops.stop_waiting)}</button>
                    </form>
                }
            });
            view! {
                <tr>
                    <td class="numeric">{place}</td>
                    <th scope="row"><a href=format!("/people/{}", one.person)>{one.name.family}" "{one.name.given}</a></th>
                    <td data-label=td_string!(locale, people.institution)>{one.institution}<br/><span class="muted">{one.job_title}</span></td>
                    <td data-label=since>{moment(locale, one.since)}</td>
                    <td class="table__actions">{leave}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col" class="numeric">"N°"</th>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    <th scope="col">{td_string!(locale, people.institution)}</th>
                    <th scope="col">{since}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
