//! Workshops, to read: the list, one of them, its timetable, its participants.

mod arranging;
mod calendar;
mod codes;
mod form;
mod letters;
mod list;
mod mine;
mod month;
mod overview;
mod participants;
mod schedule;
mod timetable;
mod waiting;

pub use arranging::{edit_sheet, edit_timetable};
pub use calendar::{calendar_name, calendar_section, link_sheet};
pub use codes::codes_sheet;
pub use form::{change_workshop, form_sheet, new_workshop};
pub use letters::{letters, letters_sheet};
pub use list::{list, table};
pub use mine::my_calendar;
pub use overview::{ask_cancel, cancel_sheet, overview};
pub use participants::{list_participants, participants_sheet};
pub use schedule::show_schedule;
pub use timetable::{activity_name, half_name, timetable};

use super::model::Stage;
use super::store::reading::Workshop;
use crate::i18n::Locale;
use crate::ui::format::range;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The pages of one workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What it is.
    Overview,
    /// Its half-days.
    Timetable,
    /// Who was named, for the organiser.
    Nominations,
    /// Who is enrolled.
    Participants,
    /// Who was there.
    Attendance,
    /// What they scored.
    Scores,
    /// Who is certified.
    Certificates,
}

impl Tab {
    const ALL: [Self; 7] = [
        Self::Overview,
        Self::Timetable,
        Self::Nominations,
        Self::Participants,
        Self::Attendance,
        Self::Scores,
        Self::Certificates,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Timetable => "/timetable",
            Self::Nominations => "/nominations",
            Self::Participants => "/participants",
            Self::Attendance => "/attendance",
            Self::Scores => "/scores",
            Self::Certificates => "/certificates",
        }
    }

    fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Overview => td_string!(locale, workshops.overview),
            Self::Timetable => td_string!(locale, workshops.timetable),
            Self::Nominations => td_string!(locale, nominations.title),
            Self::Participants => td_string!(locale, workshops.participants),
            Self::Attendance => td_string!(locale, attendance.title),
            Self::Scores => td_string!(locale, assessments.title),
            Self::Certificates => td_string!(locale, certificates.title),
        }
    }
}

/// The head of every page of a workshop: title, place, dates, tabs.
pub fn head(locale: Locale, workshop: &Workshop, today: chrono::NaiveDate, tab: Tab) -> impl IntoView + use<> {
    let line = &workshop.line;
    let tabs = Tab::ALL
        .into_iter()
        .filter(|each| *each != Tab::Nominations || workshop.may_organise)
        .map(|each| {
            let address = format!("/workshops/{}{}", line.id, each.path());
            let current = (each == tab).then_some("page");
            view! { <li><a class="tabs__link" href=address aria-current=current>{each.label(locale)}</a></li> }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href="/workshops">{td_string!(locale, workshops.title)}</a></p>
            <h1>{line.title.clone()}</h1>
            <p class="lead">
                {stage_badge(locale, line.stage(today))}" "
                {line.city.clone()}" · "{range(locale, line.starts_on, line.ends_on)}
            </p>
        </div>
        <nav class="tabs" aria-label=td_string!(locale, workshops.pages)><ul class="tabs__list">{tabs}</ul></nav>
    }
}

/// A stage as a badge.
pub fn stage_badge(locale: Locale, stage: Stage) -> impl IntoView + use<> {
    view! { <span class=format!("badge badge--{}", stage.as_str())>{stage_name(locale, stage)}</span> }
}

fn stage_name(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => td_string!(locale, workshops.planned),
        Stage::Running => td_string!(locale, workshops.running),
        Stage::Finished => td_string!(locale, workshops.finished),
        Stage::Cancelled => td_string!(locale, workshops.cancelled),
    }
}
