//! One's own account: password, and where one is signed in.

use super::{field_label, new_password};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::SignInId;
use crate::people::store::sign_in::{SignInLine, list_mine};
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::moment;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// One's own account: password, and where one is signed in.
pub async fn account(visit: Visit) -> Answer {
    account_sheet(&visit, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If nobody is signed in, or the database fails.
pub async fn account_sheet(visit: &Visit, refusals: Vec<Refusal>) -> Answer {
    let lines = list_mine(&visit.caller()).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.account);
    let signed_in = visit.signed_in.clone().ok_or(UseError::Forbidden)?;
    let form = FormView::new(locale, refusals);
    let has_password = signed_in.actor.account().is_some();
    Ok(Sheet::new(Place::Account, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let rows = lines.into_iter().map(|line| sign_in_row(locale, line, signed_in.id)).collect_view();
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{signed_in.name}</p>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            <section class="section" aria-labelledby="signed-in">
                <h2 id="signed-in">{td_string!(locale, people.sign_ins)}</h2>
                <p>{td_string!(locale, people.sign_ins_lead)}</p>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, people.device)}</th>
                            <th scope="col">{td_string!(locale, people.since)}</th>
                            <th scope="col">{td_string!(locale, people.last_seen)}</th>
                            <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </section>
            {has_password.then(|| password_section(&form))}
        }
    }))
}

fn sign_in_row(locale: Locale, line: SignInLine, here: SignInId) -> impl IntoView {
    let action = format!("/account/sign-ins/{}/end", line.id);
    let this = (line.id == here)
        .then(|| view! { <span class="badge badge--running">{td_string!(locale, people.this_one)}</span> });
    view! {
        <tr>
            <th scope="row">{line.device}" "{this}</th>
            <td data-label=td_string!(locale, people.since)>{moment(locale, line.created_at)}</td>
            <td data-label=td_string!(locale, people.last_seen)>{moment(locale, line.last_seen_at)}</td>
            <td class="table__actions">
                <form method="post" action=action>
                    <button class="button button--quiet">{td_string!(locale, people.end)}</button>
                </form>
            </td>
        </tr>
    }
}

fn password_section(form: &FormView) -> impl IntoView + use<> {
    let locale = form.locale;
    let current = Line::text("current").kind("password").autocomplete("current-password");
    let again = Line::text("again").kind("password").autocomplete("new-password");
    view! {
        <section class="section" aria-labelledby="change-password">
            <h2 id="change-password">{td_string!(locale, people.change_password)}</h2>
            <form class="form" method="post" action="/account/password" novalidate>
                {form.line(current, td_string!(locale, people.current_password), "")}
                {form.line(new_password(locale, "password"), td_string!(locale, people.new_password), "")}
                {form.line(again, td_string!(locale, people.again), "")}
                <button class="button button--primary">{td_string!(locale, people.change_password)}</button>
            </form>
        </section>
    }
}
