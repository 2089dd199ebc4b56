//! The accounts of an installation, and its first one.

use super::{field_label, new_password};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::AccountId;
use crate::people::model::{AccountForm, Role};
use crate::people::store::accounts::{self, AccountLine};
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, choices};
use axum::extract::Path;
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;

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
            <p class="actions">
                <a class="button" href="/audit">{td_string!(locale, rights.audit)}</a>
                <a class="button" href="/processing-register.csv">{td_string!(locale, rights.processing_register)}</a>
            </p>
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

fn account_row(locale: Locale, line: AccountLine, me: Option<AccountId>) -> impl IntoView {
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
