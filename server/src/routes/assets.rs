//! The files of the browser: style sheet, icon, what runs there. They are inside the
//! binary; a development build reads them from the work tree.

use app::door::AppState;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Style sheets and the icon.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../style"]
struct Style;

/// What the bundler leaves.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../target/site/pkg"]
#[allow_missing = true]
struct Bundle;

/// Scripts written by hand.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../app/assets"]
struct Scripts;

/// The style sheets that come first, in this order; the slices' follow by name.
const FIRST: [&str; 6] = ["tokens.css", "base.css", "layout.css", "forms.css", "tables.css", "components.css"];

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// What no page opens without that is to open without network; what pages for the field
/// need beside it, and what they can do less without; what a test needs; and what verifying does.
const SHARED: [&str; 1] = ["outbox.js"];
const FIELD: [&str; 2] = ["field.js", "field_bg.wasm"];
const USEFUL: [&str; 5] = ["show.js", "series.js", "scan.js", "scanner.js", "scanner_bg.wasm"];
const TESTS: [&str; 2] = ["answer.js", "sheets.js"];
const VERIFY: [&str; 4] = ["verify.js", "scan.js", "statement.js", "statement_bg.wasm"];

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
        .route("/manifest.webmanifest", get(manifest))
        .route("/sw.js", get(service_worker))
        .route("/pkg/{version}/{file}", get(bundle))
}

/// What a phone needs to know to install Relais beside its other applications.
async fn manifest(request: Request) -> Response {
    let manifest = json!({
        "name": "Relais",
        "short_name": "Relais",
        "start_url": "/field",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#322f73",
        "icons": [{ "src": "/icon.svg", "type": "image/svg+xml", "sizes": "any", "purpose": "any" }],
    });
    answer(request.headers(), manifest.to_string().into_bytes(), "application/manifest+json")
}

/// The service worker, with the files of this version before it: their names come
/// from here alone.
async fn service_worker(State(state): State<AppState>, request: Request) -> Response {
    let version = state.assets_version.as_ref();
    let pkg = |names: &[&str]| names.iter().map(|name| format!("/pkg/{version}/{name}")).collect::<Vec<_>>();
    let mut shared = pkg(&SHARED);
    shared.extend([format!("/relais.css?v={version}"), "/icon.svg".to_owned(), "/manifest.webmanifest".to_owned()]);
    let files = json!({ "shared": shared, "field": pkg(&FIELD), "useful": pkg(&USEFUL), "tests": pkg(&TESTS), "verify": pkg(&VERIFY) });
    let text = Scripts::get("sw.js").map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
    let text = text.replace("@VERSION@", version);
    let script = format!("const VERSION = {};\nconst FILES = {files};\n{text}", json!(version));
    answer(request.headers(), script.into_bytes(), JAVASCRIPT)
}

/// A file of this version. Its address is of this version alone, so that browsers
/// need not ask again.
async fn bundle(
    State(state): State<AppState>,
    Path((version, name)): Path<(String, String)>,
    request: Request,
) -> Response {
    let kind = match name.rsplit_once('.') {
        Some((_, "js")) => JAVASCRIPT,
        Some((_, "wasm")) => "application/wasm",
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    if version != *state.assets_version || name == "sw.js" {
        return StatusCode::NOT_FOUND.into_response();
    }
    let packed = Bundle::get(&format!("{name}.br")).filter(|_| takes_brotli(request.headers()));
    let is_packed = packed.is_some();
    let found = packed.or_else(|| Bundle::get(&name)).or_else(|| Scripts::get(&name));
    let mut response = file(request.headers(), found, kind);
    if response.status() == StatusCode::OK {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        if is_packed {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
        }
    }
    response
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| one.trim() == "br")
}

fn file(headers: &HeaderMap, found: Option<EmbeddedFile>, kind: &'static str) -> Response {
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
    let files: Vec<u8> = bundle.chain(scripts).flat_map(|file| file.metadata.sha256_hash()).collect();
    fingerprint(&[style_sheet().as_bytes(), &files])
}

fn fingerprint(parts: &[&[u8]]) -> String {
    let digest = parts.iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    let first: [u8; 8] = std::array::from_fn(|place| digest[place]);
    format!("{:016x}", u64::from_be_bytes(first))
}
