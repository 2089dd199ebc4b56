//! Signing in, with a code or a password.

use super::field_label;
use crate::code::Code;
use crate::door::Visit;
use crate::fields::Refusal;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use axum::extract::Query;
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
    /// The code, where the page is reached by the square on a letter.
    code: String,
}

/// The page for signing in. With a code in its address there is only a button to
/// press: the address alone signs nobody in, for it may be opened by whatever
/// looks ahead at links.
pub async fn sign_in(visit: Visit, Query(query): Query<SignInQuery>) -> Response {
    let typed = SignInForm { next: query.next, code: query.code, ..SignInForm::default() };
    if typed.code.trim().is_empty() { sign_in_sheet(&visit, &typed, Vec::new()) } else { code_sheet(&visit, typed) }
}

fn code_sheet(visit: &Visit, mut typed: SignInForm) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, people.my_page);
    if let Ok(code) = Code::parse(&typed.code) {
        typed.code = code.to_string();
    }
    Sheet::new(Place::Home, title).send(visit, move || {
        let form = FormView::new(locale, Vec::new());
        view! {
            <div class="page-head"><h1>{title}</h1></div>
            <section class="card">
                <p>{td_string!(locale, people.code_is_there)}</p>
                {code_form(&form, &typed)}
            </section>
            <p><a href="/sign-in">{td_string!(locale, people.sign_in_otherwise)}</a></p>
        }
    })
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
