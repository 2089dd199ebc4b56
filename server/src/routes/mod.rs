//! Everything that answers over HTTP, joined.

pub mod api;
pub mod assets;
pub mod badges;
pub mod calendar;
pub mod certificates;
pub mod curricula;
pub mod downloads;
pub mod sheaves;
pub mod templates;

use app::door::{AppState, greet};
use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;

/// The whole of Relais over HTTP.
pub fn router(state: AppState) -> Router {
    let header =
        |name: HeaderName, value| SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value));
    let people_and_programs = app::routes::routes()
        .merge(curricula::routes())
        .merge(downloads::routes())
        .merge(templates::routes())
        .merge(sheaves::routes())
        .merge(badges::routes())
        .merge(calendar::routes())
        .merge(api::routes())
        .merge(certificates::routes())
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(from_fn_with_state(state.clone(), greet))
        // Leptos' server functions have no protection of their own, by design.
        .layer(CsrfLayer::new())
        // Names and marks are nobody's but who asked; what may be kept says so itself.
        .layer(header(CACHE_CONTROL, "no-store"));
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .merge(assets::routes())
        .merge(people_and_programs)
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "same-origin"))
        .layer(header(HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(), microphone=()"))
        // A quick level: pages are made anew each time.
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(CatchPanicLayer::new())
        .with_state(state)
}

/// Whether the database answers.
async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.db.reader().ping().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer"),
    }
}
