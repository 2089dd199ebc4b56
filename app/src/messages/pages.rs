//! Who is invited, and inviting others.

use super::model::{Channel, Filling, InviteForm, State};
use super::news::Kind;
use super::store::inviting::{Invitee, invitees};
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::people::model::PersonName;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::{moment, range};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::{Workshop, find};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Who is invited to a workshop, and the wording for those who are not yet.
pub async fn list_invitations(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let typed = offered(visit.locale);
    invitations_sheet(&visit, id, typed, Vec::new()).await
}

/// The wording as it is offered.
fn offered(locale: Locale) -> InviteForm {
    InviteForm {
        subject: td_string!(locale, messages.offered_subject).to_owned(),
        email: td_string!(locale, messages.offered_email).to_owned(),
        sms: td_string!(locale, messages.offered_sms).to_owned(),
    }
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the workshop, or the database fails.
pub async fn invitations_sheet(visit: &Visit, id: WorkshopId, typed: InviteForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let invitees = invitees(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, messages.title), workshop.line.title);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Participants)}
            <h2>{td_string!(locale, messages.title)}</h2>
            <p class="muted">{td_string!(locale, messages.lead)}</p>
            {form.summary(move |field| label(locale, field).to_owned())}
            {body(&form, id, &typed, invitees)}
        }
    }))
}

fn body(form: &FormView, id: WorkshopId, typed: &InviteForm, invitees: Vec<Invitee>) -> AnyView {
    let locale = form.locale;
    if invitees.is_empty() {
        return view! { <p class="empty">{td_string!(locale, workshops.nobody)}</p> }.into_any();
    }
    let not_yet = |one: &&Invitee| one.last.as_ref().is_none_or(|last| !last.state.counts_as_invited());
    let reachable = invitees.iter().filter(not_yet).filter(|one| one.channel.is_some()).count();
    let by_letter = invitees.iter().filter(|one| one.channel.is_none()).count();
    let send = (reachable > 0).then(|| {
        let words = td_string!(locale, messages.invite, n = reachable.to_string()).to_string();
        view! { <button class="button button--primary">{words}</button> }
    });
    let letter = (by_letter > 0)
        .then(|| {
            let words = td_string!(locale, messages.by_letter, n = by_letter.to_string()).to_string();
            view! { <p class="notice">{words}" "<a href=format!("/workshops/{id}/letters")>{td_string!(locale, workshops.write_letters)}</a></p> }
        });
    let rows = invitees.into_iter().map(|one| row(locale, one)).collect_view();
    view! {
        {letter}
        <form class="form form--wide" method="post" action=format!("/workshops/{id}/invitations") novalidate>
            <details class="more" open=!form.refusals.is_empty()>
                <summary>{td_string!(locale, messages.wording)}</summary>
                {form.line(Line::text("subject"), label(locale, "subject"), &typed.subject)}
                {form.area("email", label(locale, "email"), &typed.email, Some(td_string!(locale, messages.blanks)))}
                {form.area("sms", label(locale, "sms"), &typed.sms, Some(td_string!(locale, messages.sms_hint)))}
            </details>
            <p class="actions">{send}</p>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, messages.way)}</th>
                        <th scope="col">{td_string!(locale, messages.state)}</th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </form>
    }
    .into_any()
}

fn row(locale: Locale, one: Invitee) -> impl IntoView {
    let way = one.channel.map_or(td_string!(locale, messages.letter), |channel| channel_name(locale, channel));
    let again = (one.last.is_some() && one.channel.is_some()).then(|| {
        let enrolment = one.enrolment.to_string();
        view! { <button class="button button--quiet" name="again" value=enrolment>{td_string!(locale, messages.again)}</button> }
    });
    let confirmed = one
        .confirmed
        .then(|| view! { " " <span class="badge badge--finished">{td_string!(locale, workshops.confirmed)}</span> });
    let not_yet =
        one.last.is_none().then(|| view! { <span class="muted">{td_string!(locale, messages.not_yet)}</span> });
    let state = one.last.map(|last| {
        let class = match last.state {
            State::Failed | State::Unclear => "badge badge--cancelled",
            State::Delivered => "badge badge--finished",
            _ => "badge",
        };
        let by = format!("{}, {}", kind_name(locale, last.kind), channel_name(locale, last.channel));
        let reason = (!last.reason.is_empty()).then(|| view! { <br/><span class="muted">{last.reason}</span> });
        view! {
            <span class=class>{state_name(locale, last.state)}</span>" "
            <span class="muted">{by}", "{moment(locale, last.at)}</span>
            {reason}
        }
    });
    view! {
        <tr>
            <th scope="row">{one.name.listed()}{confirmed}<br/><span class="muted">{one.institution}</span></th>
            <td data-label=td_string!(locale, messages.way)>{way}</td>
            <td data-label=td_string!(locale, messages.state)>{state}{not_yet}</td>
            <td class="table__actions">{again}</td>
        </tr>
    }
}

fn channel_name(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::Email => td_string!(locale, messages.by_email),
        Channel::Sms => td_string!(locale, messages.by_sms),
    }
}

fn kind_name(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation => td_string!(locale, messages.kind_invitation),
        Kind::Promotion => td_string!(locale, messages.kind_promotion),
        Kind::Change => td_string!(locale, messages.kind_change),
        Kind::Cancellation => td_string!(locale, messages.kind_cancellation),
    }
}

fn state_name(locale: Locale, state: State) -> &'static str {
    match state {
        State::Queued => td_string!(locale, messages.queued),
        State::Sending => td_string!(locale, messages.sending),
        State::Sent => td_string!(locale, messages.sent),
        State::Delivered => td_string!(locale, messages.delivered),
        State::Failed => td_string!(locale, messages.failed),
        State::Unclear => td_string!(locale, messages.unclear),
    }
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "subject" => td_string!(locale, messages.subject),
        "email" => td_string!(locale, messages.email),
        _ => td_string!(locale, messages.sms),
    }
}

/// What stands in the blanks for one person.
pub(super) fn filling(visit: &Visit, workshop: &Workshop, name: &PersonName, code: &Code) -> Filling {
    let line = &workshop.line;
    Filling {
        name: name.to_string(),
        workshop: line.title.clone(),
        place: format!("{}, {}", line.venue, line.city),
        dates: range(visit.locale, line.starts_on, line.ends_on),
        code: code.to_string(),
        link: format!("{}/sign-in?code={}", visit.state.public_url, code.as_str()),
    }
}
