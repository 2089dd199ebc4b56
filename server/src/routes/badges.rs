//! Badges, and what is public about them: who signs, and what was revoked.

use app::certificates::badges::credential::credential;
use app::certificates::badges::did::Did;
use app::certificates::badges::jws::{MEDIA_TYPE, Typ, sign};
use app::certificates::badges::status;
use app::certificates::badges::store::{badge, keys, revoked};
use app::certificates::badges::words::award;
use app::code::Code;
use app::door::{AppState, Failed, Visit};
use app::schema::error::UseError;
use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// As long as a verifier keeps a list of which it is told nothing (Bitstring Status List 1.0).
const KEPT: &str = "public, max-age=300";

/// The addresses of badges.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/badges/{serial}", get(one))
        .route("/badges/status/{list}", get(status_list))
        .route("/.well-known/did.json", get(issuer))
        // Where the public address has a path, this stands at its end.
        .route("/did.json", get(issuer))
}

/// A certificate as a signed credential, for its holder or an organiser: a file to keep.
async fn one(visit: Visit, Path(serial): Path<String>, headers: HeaderMap) -> Result<Response, Failed> {
    let serial = Code::parse(&serial).map_err(|_| UseError::NotFound)?;
    let (found, key) = badge(&visit.caller(), &serial).await?;
    let public_url = &visit.state.public_url;
    let unsigned = credential(public_url, &award(visit.locale, found));
    let headers = [
        (CONTENT_TYPE, media_type(&headers).to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"badge-{}.jwt\"", serial.as_str())),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (VARY, ACCEPT.to_string()),
    ];
    Ok((headers, sign(&Did::of(public_url), &key, Typ::Badge, &unsigned)).into_response())
}

/// What a signed credential is (VC-JOSE-COSE), or the plain text that Open Badges 3.0 knows it
/// by, where that is asked for.
fn media_type(headers: &HeaderMap) -> &'static str {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asks = |kind: &str| accepted.split(',').any(|one| one.trim().split(';').next() == Some(kind));
    if asks("text/plain") && !asks(MEDIA_TYPE) { "text/plain; charset=utf-8" } else { MEDIA_TYPE }
}

/// Which places of a list were revoked, signed, for anyone.
async fn status_list(visit: Visit, Path(list): Path<String>) -> Result<Response, Failed> {
    let list = list.parse().map_err(|_| UseError::NotFound)?;
    let (revoked, holds, key) = revoked(&visit.caller(), list).await?;
    let public_url = &visit.state.public_url;
    let unsigned = status::credential(public_url, list, &revoked, holds);
    Ok(public(MEDIA_TYPE, sign(&Did::of(public_url), &key, Typ::Credential, &unsigned)))
}

/// Who signs, and with which keys, for anyone.
async fn issuer(visit: Visit) -> Result<Response, Failed> {
    let keys = keys(&visit.caller()).await?;
    Ok(public("application/did+json", Did::of(&visit.state.public_url).document(&keys).to_string()))
}

/// What verifiers read, also those that run in a page of somebody else's.
fn public(kind: &'static str, body: String) -> Response {
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, KEPT), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    (headers, body).into_response()
}
