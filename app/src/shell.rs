//! The document around every page: head, navigation by role, language, footer.

use crate::door::{Visit, status_of};
use crate::error::AppError;
use crate::i18n::Locale;
use crate::people::access::{Act, Actor, Grant, may};
use axum::body::Body;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use hydration_context::SsrSharedContext;
use leptos::nonce::{provide_nonce, use_nonce};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Serialize;
use std::sync::Arc;

/// The parts of the site that the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first page of whoever is signed in.
    Home,
    /// Workshops.
    Workshops,
    /// The register of people.
    People,
    /// Curricula.
    Curricula,
    /// Accounts of the installation.
    Accounts,
    /// Verification of certificates.
    Verify,
    /// What a trainer takes into the field.
    Field,
    /// One's own account.
    Account,
    /// None of these.
    Elsewhere,
}

/// What runs in the browser: files for each kind of page, so that a phone in the field
/// loads no more than it needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bundle {
    /// Marking, and what a phone keeps.
    Field,
    /// Taking in what another phone shows: a script alone.
    Take,
    /// A test that is answered while the network comes and goes: scripts alone.
    Answer,
    /// What shows a certificate while its template is typed: a script alone.
    Preview,
    /// Verifying what a QR code states: a script alone.
    Verify,
    /// Islands of all other pages.
    Office,
}

impl Bundle {
    /// The name of its files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Take => "take",
            Self::Answer => "answer",
            Self::Preview => "preview",
            Self::Verify => "verify",
            Self::Office => "office",
        }
    }
}

/// The header that says of which version a page's files are.
pub const VERSION_HEADER: HeaderName = HeaderName::from_static("x-relais-version");

/// A page before it is put into the document.
pub struct Sheet {
    /// Its title, also the first heading's text.
    pub title: String,
    /// Where it lies.
    pub place: Place,
    /// What the server thinks of it.
    pub status: StatusCode,
    /// What it loads, if it holds an island: no other page loads a script.
    pub bundle: Option<Bundle>,
    /// After how many seconds it is read again where no script keeps it fresh.
    pub read_again: Option<u32>,
}

impl Sheet {
    /// An ordinary page without script.
    #[must_use]
    pub fn new(place: Place, title: impl Into<String>) -> Self {
        Self { title: title.into(), place, status: StatusCode::OK, bundle: None, read_again: None }
    }

    /// The same for a page that shows what was wrong with a form.
    #[must_use]
    pub fn refused(mut self, refused: bool) -> Self {
        if refused {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// The same with what runs in the browser.
    #[must_use]
    pub fn with(mut self, bundle: Bundle) -> Self {
        self.bundle = Some(bundle);
        self
    }

    /// The same, read again after so many seconds where no script runs: a header would
    /// do it where one does, too, and take the reader's place away.
    #[must_use]
    pub fn read_again_after(mut self, seconds: u32) -> Self {
        self.read_again = Some(seconds);
        self
    }

    /// Renders the whole document; it is complete without script.
    #[must_use]
    pub fn send<V: IntoView + 'static>(self, visit: &Visit, body: impl FnOnce() -> V) -> Response {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let (html, nonce) = owner.with(|| {
            provide_nonce();
            let html = document(visit, &self, body()).to_html();
            (html, use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default())
        });
        owner.unset_with_forced_cleanup();
        let mut response = Response::new(Body::from(format!("<!DOCTYPE html>{html}")));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        // Pages show personal data: no shared cache and no disk may keep them.
        if let Ok(policy) = HeaderValue::from_str(&policy(self.bundle.map(|_| nonce.as_str()))) {
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        if let (Some(_), Ok(version)) = (self.bundle, HeaderValue::from_str(&visit.state.assets_version)) {
            headers.insert(VERSION_HEADER, version);
        }
        response
    }
}

/// What a page tells its browser's half, as data: no browser runs it.
#[must_use]
pub fn data<T: Serialize>(id: &'static str, value: &T) -> impl IntoView + use<T> {
    // Written so, no text in it can end the element.
    let json = serde_json::to_string(value).unwrap_or_default().replace('<', "\\u003c");
    view! { <script id=id type="application/json" nonce=use_nonce() inner_html=json></script> }
}

/// What a page may load. A page without islands may not run any script at all.
fn policy(nonce: Option<&str>) -> String {
    let scripts = match nonce {
        Some(nonce) => {
            format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'")
        }
        None => "script-src 'none'".to_owned(),
    };
    format!(
        "default-src 'none'; {scripts}; style-src 'self'; img-src 'self'; manifest-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

fn document<V: IntoView + 'static>(visit: &Visit, sheet: &Sheet, body: V) -> impl IntoView + use<V> {
    let locale = visit.locale;
    let style = format!("/relais.css?v={}", visit.state.assets_version);
    let scripts = sheet.bundle.map(|bundle| match bundle {
        Bundle::Field => field_scripts(&visit.state.leptos).into_any(),
        Bundle::Take | Bundle::Preview | Bundle::Verify => script(&visit.state.leptos, bundle).into_any(),
        Bundle::Answer => {
            let file = |name: &str| format!("/{}/{name}.js", visit.state.leptos.site_pkg_dir);
            view! {
                <link rel="modulepreload" href=file("sheets")/>
                <link rel="modulepreload" href=file("outbox")/>
                {script(&visit.state.leptos, bundle)}
            }
            .into_any()
        }
        Bundle::Office => {
            let mut options = visit.state.leptos.clone();
            options.output_name = bundle.name().into();
            view! { <HydrationScripts options=options islands=true/> }.into_any()
        }
    });
    let read_again = sheet.read_again.map(|seconds| {
        view! { <noscript><meta http-equiv="refresh" content=seconds.to_string()/></noscript> }
    });
    let title = format!("{} · Relais", sheet.title);
    view! {
        <html lang=locale.to_string()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <title>{title}</title>
                <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                <link rel="stylesheet" href=style/>
                {scripts}
                {read_again}
            </head>
            <body>
                <a class="skip" href="#main">{td_string!(locale, shell.skip)}</a>
                {header(visit, sheet.place)}
                <main id="main" class="main">{body}</main>
                {footer(visit)}
            </body>
        </html>
    }
}

/// A page's script that was written by hand.
fn script(options: &LeptosOptions, bundle: Bundle) -> impl IntoView + use<> {
    let script = format!("/{}/{}.js", options.site_pkg_dir, bundle.name());
    view! { <script type="module" nonce=use_nonce() src=script></script> }
}

/// What begins the browser's half of the pages for the field.
fn field_scripts(options: &LeptosOptions) -> impl IntoView + use<> {
    let file = |rest: &str| format!("/{}/{}{rest}", options.site_pkg_dir, Bundle::Field.name());
    let (script, wasm) = (file(".js"), file("_bg.wasm"));
    let begin = format!("import load, {{ begin }} from {script:?};\nload({{ module_or_path: {wasm:?} }}).then(begin);");
    view! {
        <link rel="manifest" href="/manifest.webmanifest"/>
        <link rel="modulepreload" href=script/>
        <link rel="modulepreload" href=format!("/{}/outbox.js", options.site_pkg_dir)/>
        <link rel="preload" href=wasm r#as="fetch" r#type="application/wasm" crossorigin="anonymous"/>
        <script type="module" nonce=use_nonce() inner_html=begin></script>
    }
}

fn header(visit: &Visit, place: Place) -> impl IntoView + use<> {
    let items = navigation(visit);
    let locale = visit.locale;
    let links = items
        .into_iter()
        .map(|(target, address, label)| {
            let current = (target == place).then_some("page");
            view! { <li><a class="nav__link" href=address aria-current=current>{label}</a></li> }
        })
        .collect_view();
    view! {
        <header class="site-header">
            <a class="wordmark" href="/">
                <img class="wordmark__mark" src="/icon.svg" alt="" width="28" height="28"/>
                "Relais"
            </a>
            <nav class="nav" aria-label=td_string!(locale, shell.navigation)>
                <ul class="nav__list">{links}</ul>
            </nav>
            {language(visit)}
        </header>
    }
}

/// What the navigation offers to whoever visits.
fn navigation(visit: &Visit) -> Vec<(Place, &'static str, &'static str)> {
    let locale = visit.locale;
    let actor = visit.caller().actor;
    let mut items = vec![(Place::Home, "/", td_string!(locale, shell.home))];
    if may(&actor, Act::Work) {
        items.push((Place::Workshops, "/workshops", td_string!(locale, shell.workshops)));
        if !actor.assigned().is_empty() {
            items.push((Place::Field, "/field", td_string!(locale, shell.field)));
        }
        if may(&actor, Act::KeepRegister) {
            items.push((Place::People, "/people", td_string!(locale, shell.people)));
        }
        items.push((Place::Curricula, "/curricula", td_string!(locale, shell.curricula)));
    }
    if matches!(&actor, Actor::Member { grants, .. } if grants.contains(&Grant::Administrator)) {
        items.push((Place::Accounts, "/accounts", td_string!(locale, shell.accounts)));
    }
    if visit.signed_in.is_some() {
        items.push((Place::Account, "/account", td_string!(locale, shell.account)));
    } else {
        items.push((Place::Verify, "/verify", td_string!(locale, shell.verify)));
    }
    items
}

fn language(visit: &Visit) -> impl IntoView + use<> {
    let (other, label) = match visit.locale {
        Locale::fr => ("en", "English"),
        Locale::en => ("fr", "Français"),
    };
    // A form that was posted cannot be asked for again: back to where it began.
    let back = visit.address.clone();
    view! {
        <form class="language" method="post" action="/language">
            <input type="hidden" name="back" value=back/>
            <button class="language__button" name="language" value=other lang=other>{label}</button>
        </form>
    }
}

fn footer(visit: &Visit) -> impl IntoView + use<> {
    let locale = visit.locale;
    let name = visit.signed_in.as_ref().map(|signed_in| {
        let name = signed_in.name.clone();
        view! {
            <form class="site-footer__session" method="post" action="/sign-out">
                <span>{td_string!(locale, shell.signed_in_as)}" "<strong>{name}</strong></span>
                <button class="button button--quiet">{td_string!(locale, shell.sign_out)}</button>
            </form>
        }
    });
    view! {
        <footer class="site-footer">
            {name}
            <p>{td_string!(locale, shell.motto)}</p>
        </footer>
    }
}

/// A failure told as a page: what happened, and what to do next.
#[must_use]
pub fn failure_page(visit: &Visit, error: &AppError) -> Response {
    let locale = visit.locale;
    let (title, advice) = match error {
        AppError::NotFound => {
            (td_string!(locale, shell.not_found), td_string!(locale, shell.not_found_advice).to_owned())
        }
        AppError::Forbidden => {
            (td_string!(locale, shell.forbidden), td_string!(locale, shell.forbidden_advice).to_owned())
        }
        AppError::SignInNeeded => {
            (td_string!(locale, shell.sign_in_needed), td_string!(locale, shell.sign_in_needed_advice).to_owned())
        }
        AppError::Refused { .. } => {
            (td_string!(locale, shell.refused), td_string!(locale, shell.refused_advice).to_owned())
        }
        AppError::Internal { reference } => (
            td_string!(locale, shell.internal),
            td_string!(locale, shell.internal_advice, reference = reference.clone()).to_string(),
        ),
    };
    let mut sheet = Sheet::new(Place::Elsewhere, title);
    sheet.status = status_of(error);
    let signed_in = visit.signed_in.is_some();
    sheet.send(visit, move || {
        let (target, label) = if signed_in {
            ("/", td_string!(locale, shell.to_home))
        } else {
            ("/sign-in", td_string!(locale, shell.to_sign_in))
        };
        view! {
            <div class="message-page">
                <h1>{title}</h1>
                <p>{advice}</p>
                <p><a class="button button--primary" href=target>{label}</a></p>
            </div>
        }
    })
}
