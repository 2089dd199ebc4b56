//! The marking screen as the server makes it: an ordinary form, one row a person, which
//! works before the browser's half has come, and where it never comes. What that
//! (`phone`) looks for here has a name, or is a `data-part`.

use super::{half_day_name, letter, status_name};
use crate::attendance::model::{MAX_MINUTES, MAX_REASON, Standing, Status};
use crate::attendance::store::Roster;
use crate::attendance::store::closing::Closing;
use crate::attendance::telling::{Own, counts, marked};
use crate::i18n::Locale;
use crate::ids::{EnrolmentId, SessionId, WorkshopId};
use crate::workshops::store::enrolment::Participant;
use crate::workshops::store::reading::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What the screen shows.
pub(super) struct Shown<'a> {
    /// In which language.
    pub locale: Locale,
    /// Of which workshop.
    pub workshop: WorkshopId,
    /// The half-day.
    pub session: &'a Session,
    /// Who is enrolled, and what stands.
    pub roster: &'a Roster,
    /// The day.
    pub today: NaiveDate,
}

impl Shown<'_> {
    fn address(&self, rest: &str) -> String {
        format!("/workshops/{}/attendance{rest}", self.workshop)
    }

    fn standings(&self, session: SessionId) -> Vec<Standing> {
        let everyone = self.roster.participants.iter();
        everyone.map(|one| self.roster.ledger.standing(one.enrolment, session)).collect()
    }

    fn is_future(&self) -> bool {
        self.session.held_on > self.today
    }

    fn closing(&self) -> Option<&Closing> {
        self.roster.closings.get(&self.session.id)
    }
}

/// The screen, in its form.
pub(super) fn screen(shown: &Shown) -> impl IntoView + use<> {
    let locale = shown.locale;
    let (is_future, session) = (shown.is_future(), shown.session.id);
    let is_closed = matches!(shown.closing(), Some(Closing::Closed));
    let is_reopened = matches!(shown.closing(), Some(Closing::Reopened));
    let is_locked = is_future || is_closed;
    let rows = shown.roster.participants.iter().map(|one| row(shown, one, is_locked)).collect_view();
    view! {
        <form class="marking" method="post" action=shown.address("") autocomplete="off">
            {half_days(shown)}
            <h2 class="marking__title">{half_day_name(locale, shown.session)}</h2>
            <input type="hidden" name="session" value=session.to_string()/>
            <p class="notice" data-part="not-yet" hidden=!is_future>{td_string!(locale, attendance.not_yet)}</p>
            <p class="notice" data-part="closed" hidden=!is_closed>{td_string!(locale, attendance.closed)}</p>
            <label class="field" data-part="reason" hidden=!is_reopened>
                <span class="field__label">{td_string!(locale, attendance.why_corrected)}</span>
                <input class="field__control" name="reason" maxlength=MAX_REASON.to_string()/>
            </label>
            {bar(shown, is_locked)}
            <div class="marking__scan">{scan(locale, is_locked)}</div>
            <ol class="marking__list">{rows}</ol>
            <p class="actions">
                <button class="button" name="close" value="close" formaction=shown.address("/closing") hidden=is_locked>
                    {td_string!(locale, attendance.close)}
                </button>
                <a class="button" data-part="history" href=shown.address(&format!("/history?session={session}"))>
                    {td_string!(locale, attendance.history)}
                </a>
            </p>
        </form>
    }
}

/// The half-days, each with how many are marked.
fn half_days(shown: &Shown) -> impl IntoView + use<> {
    let link = |session: &Session| {
        let id = session.id;
        let current = (id == shown.session.id).then_some("page");
        view! {
            <li>
                <a class="half-days__link" href=shown.address(&format!("?session={id}")) aria-current=current data-session=id.to_string()>
                    <span>{half_day_name(shown.locale, session)}</span>
                    <span class="half-days__count">{marked(&shown.standings(id))}</span>
                </a>
            </li>
        }
    };
    let links = shown.roster.sessions.iter().map(link).collect_view();
    view! { <nav class="half-days" aria-label=td_string!(shown.locale, attendance.half_days)><ul>{links}</ul></nav> }
}

/// The bar above the rows. Its search, its state and what follows are the phone's.
fn bar(shown: &Shown, is_locked: bool) -> impl IntoView + use<> {
    let locale = shown.locale;
    let search = td_string!(locale, attendance.search);
    let letters = Status::ALL.map(|status| letter(locale, status));
    let counts = counts(&letters, &shown.standings(shown.session.id));
    let sign_in = format!("/sign-in?next={}", shown.address(""));
    view! {
        <div class="marking__bar">
            <button class="button" name="all" value="present" disabled=is_locked>{td_string!(locale, attendance.all_present)}</button>
            <span class="marking__counts">{counts}</span>
            <button class="button button--primary" data-part="save" disabled=is_locked>{td_string!(locale, attendance.save)}</button>
            <input class="field__control marking__search" type="search" placeholder=search aria-label=search autocomplete="off" hidden/>
            <span class="marking__state" role="status"></span>
            <button class="button button--quiet" type="button" data-part="retry" hidden>{td_string!(locale, attendance.retry)}</button>
            <button class="button button--quiet" type="button" data-part="give-up" hidden>{td_string!(locale, attendance.give_up)}</button>
            <a class="button button--quiet" data-part="sign-in" href=sign_in hidden>{td_string!(locale, attendance.sign_in)}</a>
        </div>
    }
}

fn scan(locale: Locale, is_locked: bool) -> impl IntoView + use<> {
    view! {
        <button class="button" type="button" data-part="scan" disabled=is_locked hidden>{td_string!(locale, attendance.badge_begin)}</button>
        <div class="scan" hidden>
            <video class="scan__video" hidden></video>
            <span role="status"></span>
        </div>
    }
}

fn row(shown: &Shown, participant: &Participant, is_locked: bool) -> impl IntoView + use<> {
    let (enrolment, ledger) = (participant.enrolment, &shown.roster.ledger);
    let standing = ledger.standing(enrolment, shown.session.id);
    let own = Own::of(standing);
    let said = own.word().map(|word| super::words::said(shown.locale, word));
    let name = format!("{}\u{a0}{}", participant.name.family, participant.name.given);
    let detail = format!("{}, {}", participant.job_title, participant.institution);
    let keys = Status::ALL.into_iter().map(|status| key(shown.locale, enrolment, standing, status)).collect_view();
    // What the form is sent with: a mark follows those that were seen.
    let seen: Vec<String> = ledger.heads(enrolment, shown.session.id).iter().map(|head| head.id.to_string()).collect();
    view! {
        <li class="marking__row" data-enrolment=enrolment.to_string()>
            <fieldset disabled=is_locked || own == Own::Disputed>
                <legend class="marking__who">
                    <span class="marking__name">{name}</span>
                    <span class="marking__detail">{detail}</span>
                </legend>
                <div class="marking__marks">{keys}</div>
                <div class="marking__more">
                    {minutes(shown.locale, enrolment, standing)}
                    <span class=own.class()>{said}</span>
                </div>
                <input type="hidden" name=format!("seen-{enrolment}") value=seen.join(" ")/>
            </fieldset>
        </li>
    }
}

fn key(locale: Locale, enrolment: EnrolmentId, standing: Standing, status: Status) -> impl IntoView + use<> {
    let (letter, label) = (letter(locale, status), status_name(locale, status));
    let is_chosen = standing.agreed().is_some_and(|said| said.status == status);
    view! {
        <label class=format!("mark mark--{}", status.as_str()) title=label>
            <input type="radio" name=format!("status-{enrolment}") value=status.as_str() data-letter=letter checked=is_chosen/>
            <span aria-hidden="true">{letter}</span>
            <span class="visually-hidden">{label}</span>
        </label>
    }
}

fn minutes(locale: Locale, enrolment: EnrolmentId, standing: Standing) -> impl IntoView + use<> {
    let said = standing.agreed().filter(|said| said.status.has_minutes());
    let minutes = said.and_then(|said| said.minutes).map(|minutes| minutes.to_string()).unwrap_or_default();
    view! {
        <label class="marking__minutes" hidden=said.is_none()>
            <input
                class="field__control"
                type="number"
                inputmode="numeric"
                min="1"
                max=MAX_MINUTES.to_string()
                name=format!("minutes-{enrolment}")
                value=minutes
            />
            " "{td_string!(locale, attendance.minutes)}
        </label>
    }
}
