//! The page of today's rooms, and the board on it, which events bring anew.

use super::islands::{LiveRooms, Words};
use super::model::{Board, Room, Standing};
use super::store::{overdue, rooms_today};
use crate::campaigns::store::find;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::CampaignId;
use crate::shell::{Bundle, Place, Sheet};
use crate::ui::format::{number, time, weekday};
use crate::workshops::pages::half_name;
use axum::extract::Path;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// After how many seconds the page is read again where no script listens.
const READ_AGAIN: u32 = 30;
/// How many half-days of days before are listed: more are counted.
const LISTED: usize = 30;
/// The element into which the board belongs.
const BOARD: &str = "board";

/// The rooms of a campaign today.
pub async fn show_today(visit: Visit, Path(id): Path<CampaignId>) -> Answer {
    let caller = visit.caller();
    let today = rooms_today(&caller, id).await?;
    let board = Board { today, overdue: overdue(&caller, id).await? };
    let campaign = find(&caller, id).await?;
    let (locale, day, now) = (visit.locale, caller.today(), caller.now);
    let title = td_string!(locale, attendance.live);
    Ok(Sheet::new(Place::Workshops, title).with(Bundle::Office).read_again_after(READ_AGAIN).send(&visit, move || {
        let words = Words {
            as_of: td_string!(locale, attendance.live_as_of, time = clock(locale, now)).to_string(),
            live: td_string!(locale, attendance.live_open).to_owned(),
            cut_off: td_string!(locale, attendance.live_cut_off).to_owned(),
        };
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/campaigns/{id}/schedule")>{td_string!(locale, scheduling.schedule)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{campaign.title}<br/>{weekday(locale, day)}</p>
                <div class="page-head__actions">
                    <a class="button" href=format!("/campaigns/{id}/attendance")>{td_string!(locale, attendance.rates)}</a>
                </div>
            </div>
            <LiveRooms events=format!("/campaigns/{id}/today/events") board=BOARD.to_owned() words=words/>
            <div id=BOARD>{board_view(locale, day, &board)}</div>
        }
    }))
}

/// The board alone, as events bring it.
#[must_use]
pub fn fragment(locale: Locale, today: NaiveDate, board: &Board) -> String {
    let owner = Owner::new();
    let html = owner.with(|| board_view(locale, today, board).to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// What the page shows of the rooms.
fn board_view(locale: Locale, today: NaiveDate, board: &Board) -> impl IntoView + use<> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let late = match board.late() {
        0 => td_string!(locale, attendance.live_none_late).to_owned(),
        late => td_string!(locale, attendance.live_late_count, count = number(locale, count(late))).to_string(),
    };
    let rooms = if board.today.is_empty() {
        view! { <p class="empty">{td_string!(locale, attendance.live_no_room)}</p> }.into_any()
    } else {
        let class = if board.late() > 0 { "notice notice--warning" } else { "notice" };
        view! { <p class=class>{late}</p>{rooms_table(locale, &board.today)} }.into_any()
    };
    let past = if board.overdue.is_empty() {
        view! { <p class="muted">{td_string!(locale, attendance.live_nothing_overdue)}</p> }.into_any()
    } else {
        overdue_list(locale, today, &board.overdue)
    };
    view! {
        <section class="section" aria-labelledby="rooms">
            <h2 id="rooms">{td_string!(locale, attendance.live_rooms)}</h2>
            {rooms}
        </section>
        <section class="section" aria-labelledby="overdue">
            <h2 id="overdue">{td_string!(locale, attendance.live_overdue)}</h2>
            {past}
        </section>
    }
}

fn rooms_table(locale: Locale, rooms: &[Room]) -> impl IntoView + use<> {
    let rows = rooms.iter().map(|room| room_row(locale, room)).collect_view();
    view! {
        <table class="table live">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, attendance.live_workshop)}</th>
                    <th scope="col">{td_string!(locale, attendance.live_half_day)}</th>
                    <th scope="col">{td_string!(locale, attendance.live_standing)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, attendance.live_enrolled)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, attendance.live_marked)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, attendance.live_attended)}</th>
                    <th scope="col">{td_string!(locale, attendance.live_received)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, attendance.live_mark)}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn room_row(locale: Locale, room: &Room) -> impl IntoView + use<> {
    let count = |many: usize| number(locale, i64::try_from(many).unwrap_or(i64::MAX));
    let hours = format!("{}\u{2060}–\u{2060}{}", clock(locale, room.hours.from), clock(locale, room.hours.until));
    let received = match room.received_at {
        Some(at) if at.date_naive() == room.held_on => clock(locale, at),
        Some(at) => crate::ui::format::moment(locale, at),
        None => td_string!(locale, attendance.live_none_received).to_owned(),
    };
    view! {
        <tr class=format!("live__room live__room--{}", room.standing.as_str())>
            <th scope="row">
                <a href=format!("/workshops/{}", room.workshop)>{room.title.clone()}</a><br/>
                <span class="muted">{room.venue.clone()}", "{room.city.clone()}</span>
            </th>
            <td data-label=td_string!(locale, attendance.live_half_day)>{half_name(locale, room.half)}<br/><span class="muted">{hours}</span></td>
            <td data-label=td_string!(locale, attendance.live_standing)>{standing_badge(locale, room.standing)}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.live_enrolled)>{count(room.counts.enrolled)}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.live_marked)>{count(room.counts.marked)}</td>
            <td class="numeric" data-label=td_string!(locale, attendance.live_attended)>{count(room.counts.attended)}</td>
            <td data-label=td_string!(locale, attendance.live_received)>{received}</td>
            <td class="table__actions">{mark_link(locale, room)}</td>
        </tr>
    }
}

fn overdue_list(locale: Locale, today: NaiveDate, rooms: &[Room]) -> AnyView {
    let count = |many: usize| number(locale, i64::try_from(many).unwrap_or(i64::MAX));
    let rows = rooms
        .iter()
        .take(LISTED)
        .map(|room| {
            let (lacking, enrolled) = (count(room.counts.lacking()), count(room.counts.enrolled));
            let said = td_string!(locale, attendance.live_lacking, count = lacking, all = enrolled).to_string();
            let day = if today.pred_opt() == Some(room.held_on) {
                td_string!(locale, attendance.live_yesterday).to_owned()
            } else {
                weekday(locale, room.held_on)
            };
            view! {
                <li class="found">
                    <span class="found__who">
                        <strong>{room.title.clone()}</strong>", "{room.city.clone()}<br/>
                        {day}", "{half_name(locale, room.half)}" · "{said}
                    </span>
                    {mark_link(locale, room)}
                </li>
            }
        })
        .collect_view();
    let more = rooms.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| {
        view! { <p class="muted">{td_string!(locale, attendance.live_more, count = count(more)).to_string()}</p> }
    });
    view! {
        <p class="muted">{td_string!(locale, attendance.live_overdue_lead)}</p>
        <ul class="plain">{rows}</ul>
        {more}
    }
    .into_any()
}

/// Where the half-day is marked. Which one it is is said to those who hear only the link.
fn mark_link(locale: Locale, room: &Room) -> impl IntoView + use<> {
    let address = format!("/workshops/{}/attendance?session={}", room.workshop, room.session);
    let which = format!(" : {}, {}, {}", room.city, weekday(locale, room.held_on), half_name(locale, room.half));
    view! { <a class="button" href=address>{td_string!(locale, attendance.live_mark)}<span class="visually-hidden">{which}</span></a> }
}

fn standing_badge(locale: Locale, standing: Standing) -> impl IntoView + use<> {
    let words = match standing {
        Standing::Late => td_string!(locale, attendance.live_late),
        Standing::NotBegun => td_string!(locale, attendance.live_not_begun),
        Standing::Nothing => td_string!(locale, attendance.live_nothing),
        Standing::Partly => td_string!(locale, attendance.live_partly),
        Standing::Complete => td_string!(locale, attendance.live_complete),
        Standing::Nobody => td_string!(locale, attendance.live_nobody),
    };
    view! { <span class=format!("badge badge--{}", standing.as_str())>{words}</span> }
}

/// The time of day.
fn clock(locale: Locale, at: DateTime<Utc>) -> String {
    time(locale, i32::try_from(at.hour() * 60 + at.minute()).unwrap_or_default())
}
