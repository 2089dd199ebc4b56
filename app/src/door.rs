//! The way in over HTTP: who visits, in which language; how a page leaves; how
//! a failure is told. Every page and form of every slice passes here.

use crate::attendance::live::hub::Hub;
use crate::attendance::store::desk::Desk;
use crate::certificates::model::Undrawn;
use crate::certificates::running::Runs;
use crate::error::AppError;
use crate::fields::{Problem, Refusal};
use crate::i18n::Locale;
use crate::people::access::Actor;
use crate::people::caller::Caller;
use crate::people::limits::SignInLimits;
use crate::people::store::sign_in::{SignedIn, resolve};
use crate::schema::db::Db;
use crate::schema::error::UseError;
use crate::shell::failure_page;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_DISPOSITION, CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use chrono::{DateTime, Utc};
use leptos::config::LeptosOptions;
use std::net::SocketAddr;
use std::sync::Arc;

/// The cookie of a sign-in. The prefix makes browsers insist on `Secure`, on the
/// whole host and on no other host (RFC 6265bis, 4.1.3.2).
pub const SIGN_IN_COOKIE: &str = "__Host-relais";
const LANGUAGE_COOKIE: &str = "relais-language";

/// What the doors share.
#[derive(Clone)]
pub struct AppState {
    /// The database.
    pub db: Db,
    /// The clock, read once for each request.
    pub clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Where marks of attendance are taken.
    pub desk: Arc<Desk>,
    /// Attempts to sign in.
    pub limits: Arc<SignInLimits>,
    /// Who listens to the rooms of today.
    pub live: Arc<Hub>,
    /// Certificates that are issued for whole campaigns.
    pub runs: Arc<Runs>,
    /// Finds the letter of a text that no font draws.
    pub undrawn: Undrawn,
    /// What QR codes and links point at, without a slash at the end.
    pub public_url: Arc<str>,
    /// Names of the browser's files.
    pub leptos: LeptosOptions,
    /// Changes with the style sheet and the scripts, so that browsers may keep them.
    pub assets_version: Arc<str>,
}

/// Who visits which address, and in which language.
#[derive(Clone)]
pub struct Visit {
    /// What the doors share.
    pub state: AppState,
    /// Who signed in, if anyone.
    pub signed_in: Option<SignedIn>,
    /// The language of the answer.
    pub locale: Locale,
    /// Path and query asked for.
    pub address: String,
    /// Where it comes from, for rate limits.
    pub remote: String,
    /// What the browser says it is.
    pub device: String,
    /// When it was asked.
    pub now: DateTime<Utc>,
}

impl Visit {
    async fn of(state: &AppState, parts: &Parts) -> Result<Self, UseError> {
        let now = (state.clock)();
        let jar = CookieJar::from_headers(&parts.headers);
        let signed_in = match token(&parts.headers, &jar) {
            Some(token) => resolve(&state.db, &token, now).await?,
            None => None,
        };
        let text = |name| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Self {
            state: state.clone(),
            signed_in,
            locale: jar.get(LANGUAGE_COOKIE).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default(),
            address: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            remote: parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip().to_string())
                .unwrap_or_default(),
            device: text(USER_AGENT).chars().take(200).collect(),
            now,
        })
    }

    /// Who asks, as far as the uses care.
    #[must_use]
    pub fn caller(&self) -> Caller {
        let actor = self.signed_in.as_ref().map_or(Actor::Public, |signed_in| signed_in.actor.clone());
        Caller { db: self.state.db.clone(), actor, now: self.now }
    }

    /// Counts an attempt to sign in as this account or with this code.
    ///
    /// # Errors
    /// [`Problem::TooMany`] at the field.
    pub fn attempt(&self, field: &str, account: &str) -> Result<(), UseError> {
        if self.state.limits.allow(account, &self.remote) {
            Ok(())
        } else {
            Err(UseError::refused(field, Problem::TooMany))
        }
    }
}

fn token(headers: &HeaderMap, jar: &CookieJar) -> Option<String> {
    let bearer = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "))
        .map(str::to_owned);
    bearer.or_else(|| jar.get(SIGN_IN_COOKIE).map(|cookie| cookie.value().to_owned()))
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// A use that failed, on its way out; [`greet`] dresses it for whoever asked.
#[derive(Debug)]
pub struct Failed(AppError);

impl From<UseError> for Failed {
    fn from(error: UseError) -> Self {
        Self(error.into())
    }
}

impl From<AppError> for Failed {
    fn from(error: AppError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = status_of(&self.0).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// The status that says it.
#[must_use]
pub fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::SignInNeeded => StatusCode::UNAUTHORIZED,
        AppError::Forbidden => StatusCode::FORBIDDEN,
        AppError::Internal { .. } => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What a page's handler answers.
pub type Answer = Result<Response, Failed>;

/// Finds out who visits before a request is answered, and dresses what failed
/// after: as a page for people, as a problem document for programs.
pub async fn greet(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visit = match Visit::of(&state, &parts).await {
        Ok(visit) => visit,
        Err(error) => return Failed::from(error).into_response(),
    };
    let for_programs = parts.uri.path().starts_with("/api/");
    let method = parts.method.clone();
    parts.extensions.insert(visit.clone());
    let response = next.run(Request::from_parts(parts, body)).await;
    match failure(&response, &visit) {
        None => response,
        Some(error) if for_programs => problem_document(&error),
        Some(AppError::SignInNeeded) if method == Method::GET => {
            let next: String = form_encode(&visit.address);
            Redirect::to(&format!("/sign-in?next={next}")).into_response()
        }
        Some(error) => failure_page(&visit, &error),
    }
}

/// The failure that a response stands for, if it is one without a body of its own.
fn failure(response: &Response, visit: &Visit) -> Option<AppError> {
    if let Some(error) = response.extensions().get::<AppError>() {
        let anonymous = visit.signed_in.is_none() && *error == AppError::Forbidden;
        return Some(if anonymous { AppError::SignInNeeded } else { error.clone() });
    }
    let plain = response
        .headers()
        .get(CONTENT_TYPE)
        .is_none_or(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/plain")));
    match response.status() {
        // What the extractors refuse: an address or a form that no page of ours sends.
        StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED if plain => {
            Some(AppError::NotFound)
        }
        StatusCode::PAYLOAD_TOO_LARGE | StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::UNPROCESSABLE_ENTITY
            if plain =>
        {
            Some(AppError::refused("body", Problem::NotText))
        }
        _ => None,
    }
}

/// A failure for programs (RFC 9457).
#[must_use]
pub fn problem_document(error: &AppError) -> Response {
    let status = status_of(error);
    let mut document = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "detail": error.to_string(),
    });
    if let AppError::Refused { refusals } = error {
        document["refusals"] = serde_json::to_value(refusals).unwrap_or_default();
    }
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"))];
    (status, kind, document.to_string()).into_response()
}

/// Splits what a form's use refused from other failures: the first is shown in
/// the form again, the second leaves.
///
/// # Errors
/// Any failure that is not a refusal.
pub fn refusals<T>(result: Result<T, UseError>) -> Result<Result<T, Vec<Refusal>>, Failed> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(UseError::Refused(refusals)) => Ok(Err(refusals)),
        Err(error) => Err(error.into()),
    }
}

/// After a form that was carried out: see what came of it.
#[must_use]
pub fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// The cookie of a new sign-in.
#[must_use]
pub fn sign_in_cookie(token: &str) -> Cookie<'static> {
    Cookie::build((SIGN_IN_COOKIE, token.to_owned()))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .permanent()
        .build()
}

/// The cookie that ends a sign-in in the browser.
#[must_use]
pub fn signed_out_cookie() -> Cookie<'static> {
    let mut cookie = sign_in_cookie("");
    cookie.make_removal();
    cookie
}

/// The cookie that remembers the language.
#[must_use]
pub fn language_cookie(locale: Locale) -> Cookie<'static> {
    Cookie::build((LANGUAGE_COOKIE, locale.to_string())).path("/").same_site(SameSite::Lax).permanent().build()
}

/// An address within this site, or the first page: nobody is sent elsewhere.
/// Browsers drop control characters, so that `/\t/evil` would lead out.
#[must_use]
pub fn local_address(asked: &str) -> &str {
    let within =
        asked.starts_with('/') && !asked.starts_with("//") && !asked.contains(|c: char| c == '\\' || c.is_control());
    if within { asked } else { "/" }
}

/// A text within a query, percent-encoded.
#[must_use]
pub fn form_encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A spreadsheet to save, or word that it could not be written.
///
/// # Errors
/// If writing it failed, which is logged.
pub fn workbook<E: std::fmt::Display>(name: &str, bytes: Result<Vec<u8>, E>) -> Answer {
    let bytes = bytes.map_err(|error| {
        tracing::error!(%error, "a workbook could not be written");
        Failed::from(AppError::refused("file", Problem::NotAList))
    })?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
