//! The files of the browser: style sheet, icon, scripts, the browser's half. They are
//! inside the binary; a development build reads them from the work tree.

use app::door::AppState;
use axum::Router;
use axum::extract::{Path, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// Style sheets and the icon.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../style"]
struct Style;

/// Scripts written by hand.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../app/assets"]
struct Scripts;

/// What the bundler leaves.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site/pkg"]
#[allow_missing = true]
struct Bundle;

/// The style sheets that come first, in this order; the slices' follow by name.
const FIRST: [&str; 6] = ["tokens.css", "base.css", "layout.css", "forms.css", "tables.css", "components.css"];

/// The addresses of the files.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route(
            "/relais.css",
            get(|request: Request| async move {
                answer(request.headers(), style_sheet().into_bytes(), "text/css; charset=utf-8")
            }),
        )
        .route(
            "/icon.svg",
            get(|request: Request| async move { file(request.headers(), Style::get("icon.svg"), "image/svg+xml") }),
        )
        .route("/pkg/{file}", get(bundle))
}

async fn bundle(Path(name): Path<String>, request: Request) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "wasm")) => "application/wasm",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    file(request.headers(), Bundle::get(&name).or_else(|| Scripts::get(&name)), kind)
}

fn file(headers: &HeaderMap, found: Option<rust_embed::EmbeddedFile>, kind: &'static str) -> Response {
    match found {
        Some(file) => answer(headers, file.data.into_owned(), kind),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The bytes, or word that the browser has them already.
fn answer(headers: &HeaderMap, bytes: Vec<u8>, kind: &'static str) -> Response {
    let tag = format!("\"{}\"", fingerprint(&[&bytes]));
    let known =
        headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(&tag));
    let caching = [(CACHE_CONTROL, "public, max-age=0, must-revalidate".to_owned()), (ETAG, tag)];
    if known {
        return (StatusCode::NOT_MODIFIED, caching).into_response();
    }
    (caching, [(CONTENT_TYPE, kind)], bytes).into_response()
}

/// All style sheets as one.
fn style_sheet() -> String {
    let mut slices: Vec<String> = Style::iter()
        .map(|name| name.to_string())
        .filter(|name| name.strip_suffix(".css").is_some() && !FIRST.contains(&name.as_str()))
        .collect();
    slices.sort();
    FIRST
        .iter()
        .map(|name| (*name).to_owned())
        .chain(slices)
        .filter_map(|name| Style::get(&name))
        .map(|file| String::from_utf8_lossy(&file.data).into_owned())
        .collect()
}

/// What stands for the files in addresses: it changes when one of them does.
#[must_use]
pub fn version() -> String {
    let bundle = Bundle::iter().filter_map(|name| Bundle::get(&name));
    let scripts = Scripts::iter().filter_map(|name| Scripts::get(&name));
    let hashes: Vec<u8> = bundle.chain(scripts).flat_map(|file| file.metadata.sha256_hash()).collect();
    fingerprint(&[style_sheet().as_bytes(), &hashes])
}

fn fingerprint(parts: &[&[u8]]) -> String {
    let digest = parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    let first: [u8; 8] = std::array::from_fn(|place| digest[place]);
    format!("{:016x}", u64::from_be_bytes(first))
}
