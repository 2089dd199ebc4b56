//! Signing in, one's own account, and the accounts of an installation.

use super::model::{AccountForm, MIN_PASSWORD, Role};
use super::store::accounts::{self, AccountLine};
use super::store::sign_in::{SignInLine, list_mine};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, choices};
use crate::ui::format::moment;
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::{Deserialize, Serialize};

/// The fields of the forms for signing in, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    /// The code of an invitation.
    pub code: String,
    /// The login of an account.
    pub login: String,
    /// Its password.
    pub password: String,
    /// Where to go then.
    pub next: String,
}

/// The query of the sign-in page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SignInQuery {
    next: String,
}

/// The page for signing in.
pub async fn sign_in(visit: Visit, Query(query): Query<SignInQuery>) -> Response {
    sign_in_sheet(&visit, &SignInForm { next: query.next, ..SignInForm::default() }, Vec::new())
}

/// The same with what was wrong.
#[must_use]
pub fn sign_in_sheet(visit: &Visit, typed: &SignInForm, refusals: Vec<Refusal>) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, people.sign_in);
    let form = FormView::new(locale, refusals);
    let typed = typed.clone();
    Sheet::new(Place::Home, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            {form.summary(move |field| field_label(locale, field))}
            <div class="columns">
                <section class="card" aria-labelledby="by-code">
                    <h2 id="by-code">{td_string!(locale, people.by_code)}</h2>
                    {code_form(&form, &typed)}
                </section>
                <section class="card" aria-labelledby="by-password">
                    <h2 id="by-password">{td_string!(locale, people.by_password)}</h2>
                    {password_form(&form, &typed)}
                </section>
            </div>
        }
    })
}

/// Signing in with the code of an invitation.
pub fn code_form(form: &FormView, typed: &SignInForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let line = Line::text("code").hint(td_string!(locale, people.code_hint)).autocomplete("one-time-code");
    view! {
        <form class="form" method="post" action="/sign-in" novalidate>
            <input type="hidden" name="next" value=typed.next.clone()/>
            {form.line(line, td_string!(locale, people.code), &typed.code)}
            <button class="button button--primary">{td_string!(locale, people.open_my_page)}</button>
        </form>
    }
}

/// Signing in with login and password.
pub fn password_form(form: &FormView, typed: &SignInForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let password = Line::text("password").kind("password").autocomplete("current-password");
    view! {
        <form class="form" method="post" action="/sign-in" novalidate>
            <input type="hidden" name="next" value=typed.next.clone()/>
            {form.line(Line::text("login").autocomplete("username"), td_string!(locale, people.login), &typed.login)}
            {form.line(password, td_string!(locale, people.password), "")}
            <button class="button button--primary">{td_string!(locale, people.sign_in)}</button>
        </form>
    }
}

/// The one-time page on which the first administrator chooses login and password.
pub async fn setup(visit: Visit, Path(token): Path<String>) -> Answer {
    if !accounts::setup_is_open(&visit.caller(), &token).await? {
        return Err(UseError::NotFound.into());
    }
    Ok(setup_sheet(&visit, &token, &AccountForm::default(), Vec::new()))
}

/// The same with what was wrong.
#[must_use]
pub fn setup_sheet(visit: &Visit, token: &str, typed: &AccountForm, refusals: Vec<Refusal>) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, people.setup);
    let form = FormView::new(locale, refusals);
    let (typed, action) = (typed.clone(), format!("/setup/{token}"));
    Sheet::new(Place::Elsewhere, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, people.setup_lead)}</p>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            <form class="form card" method="post" action=action novalidate>
                {account_fields(&form, &typed)}
                <button class="button button--primary">{td_string!(locale, people.setup_go)}</button>
            </form>
        }
    })
}

fn account_fields(form: &FormView, typed: &AccountForm) -> impl IntoView + use<> {
    let locale = form.locale;
    let login = Line::text("login").hint(td_string!(locale, people.login_hint)).autocomplete("username");
    let name = Line::text("display_name").autocomplete("name");
    view! {
        {form.line(name, td_string!(locale, people.display_name), &typed.display_name)}
        {form.line(login, td_string!(locale, people.login), &typed.login)}
        {form.line(new_password(locale, "password"), td_string!(locale, people.password), "")}
    }
}

fn new_password(locale: Locale, name: &'static str) -> Line {
    debug_assert_eq!(MIN_PASSWORD, 12, "the hint says twelve");
    Line::text(name).kind("password").autocomplete("new-password").hint(td_string!(locale, people.password_hint))
}

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

fn sign_in_row(locale: Locale, line: SignInLine, here: crate::ids::SignInId) -> impl IntoView {
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

/// The accounts of the installation.
pub async fn list_accounts(visit: Visit) -> Answer {
    accounts_sheet(&visit, &AccountForm::default(), Vec::new()).await
}

/// The same with what was wrong with a new one.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn accounts_sheet(visit: &Visit, typed: &AccountForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let lines = accounts::list(&caller).await?;
    let campaigns = choices(accounts::campaigns_to_grant(&caller).await?);
    let locale = visit.locale;
    let me = caller.actor.account();
    let title = td_string!(locale, people.accounts);
    let form = FormView::new(locale, refusals);
    let typed = typed.clone();
    Ok(Sheet::new(Place::Accounts, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let rows = lines.into_iter().map(|line| account_row(locale, line, me)).collect_view();
        let roles = Role::ALL.map(|role| (role.as_str(), role_name(locale, role).to_owned()));
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, people.display_name)}</th>
                        <th scope="col">{td_string!(locale, people.login)}</th>
                        <th scope="col">{td_string!(locale, people.roles)}</th>
                        <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <section class="section" aria-labelledby="new-account">
                <h2 id="new-account">{td_string!(locale, people.new_account)}</h2>
                {form.summary(move |field| field_label(locale, field))}
                <form class="form" method="post" action="/accounts" novalidate>
                    {account_fields(&form, &typed)}
                    {form.radios("role", td_string!(locale, people.role), &typed.role, &roles)}
                    {form.select("campaign", td_string!(locale, people.role_campaign), &typed.campaign, &campaigns)}
                    <button class="button button--primary">{td_string!(locale, people.add_account)}</button>
                </form>
            </section>
        }
    }))
}

fn account_row(locale: Locale, line: AccountLine, me: Option<crate::ids::AccountId>) -> impl IntoView {
    let roles = line
        .roles
        .iter()
        .map(|(role, campaign)| match campaign {
            Some(campaign) => format!("{} ({campaign})", role_name(locale, *role)),
            None => role_name(locale, *role).to_owned(),
        })
        .collect::<Vec<_>>()
        .join(", ");
    let (verb, label) = if line.disabled {
        ("enable", td_string!(locale, people.enable))
    } else {
        ("disable", td_string!(locale, people.disable))
    };
    let action = format!("/accounts/{}/{verb}", line.id);
    let button = (me != Some(line.id)).then(|| {
        view! { <form method="post" action=action><button class="button button--quiet">{label}</button></form> }
    });
    let disabled = line
        .disabled
        .then(|| view! { <span class="badge badge--cancelled">{td_string!(locale, people.disabled)}</span> });
    view! {
        <tr>
            <th scope="row">{line.display_name}" "{disabled}</th>
            <td data-label=td_string!(locale, people.login)>{line.login}</td>
            <td data-label=td_string!(locale, people.roles)>{roles}</td>
            <td class="table__actions">{button}</td>
        </tr>
    }
}

/// What a role is called.
#[must_use]
pub fn role_name(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Administrator => td_string!(locale, people.administrator),
        Role::Organiser => td_string!(locale, people.organiser),
        Role::Trainer => td_string!(locale, people.trainer),
    }
}

/// What a field of these forms is called.
#[must_use]
pub fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "code" => td_string!(locale, people.code),
        "login" => td_string!(locale, people.login),
        "display_name" => td_string!(locale, people.display_name),
        "role" => td_string!(locale, people.role),
        "campaign" => td_string!(locale, people.role_campaign),
        "current" => td_string!(locale, people.current_password),
        "again" => td_string!(locale, people.again),
        "family_name" => td_string!(locale, people.family_name),
        "given_names" => td_string!(locale, people.given_names),
        "sex" => td_string!(locale, people.sex),
        "birth_year" => td_string!(locale, people.birth_year),
        "institution" => td_string!(locale, people.institution),
        "job_title" => td_string!(locale, people.job_title),
        "region" => td_string!(locale, people.region),
        "phone" => td_string!(locale, people.phone),
        "email" => td_string!(locale, people.email),
        "person" => td_string!(locale, people.person),
        _ => td_string!(locale, people.password),
    }
    .to_owned()
}
