//! The public keys, for anyone who verifies.

use super::file::{KeyEntry, KeyFile};
use super::store::signing::load_public_keys;
use crate::door::{Failed, Visit};
use axum::Json;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse, Response};

/// The public keys of statements, the newest first, as JSON Web Keys.
pub async fn public_keys(visit: Visit) -> Result<Response, Failed> {
    let keys = load_public_keys(visit.state.db.reader()).await?;
    let file = KeyFile { keys: keys.iter().map(KeyEntry::public).collect() };
    let headers = [(CACHE_CONTROL, "public, max-age=600"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    Ok((headers, Json(file)).into_response())
}
