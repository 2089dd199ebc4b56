//! Papers to download.

use crate::papers;
use crate::print::PrintError;
use app::certificates::store::paper;
use app::code::Code;
use app::door::{AppState, Failed, Visit};
use app::error::AppError;
use app::schema::error::UseError;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The addresses of the papers.
pub fn routes() -> Router<AppState> {
    Router::new().route("/certificates/{file}", get(certificate))
}

/// A certificate, for its holder or an organiser.
async fn certificate(visit: Visit, Path(file): Path<String>) -> Result<Response, Failed> {
    let serial = file.strip_suffix(".pdf").and_then(|serial| Code::parse(serial).ok()).ok_or(UseError::NotFound)?;
    let paper = paper(&visit.caller(), &serial).await?;
    let (locale, public_url) = (visit.locale, visit.state.public_url.clone());
    let bytes = drawn(move || papers::certificate(&paper, locale, &public_url)).await?;
    Ok(pdf(bytes, &format!("attestation-{}.pdf", serial.as_str())))
}

/// Draws a paper away from the threads that serve.
async fn drawn(draw: impl FnOnce() -> Result<Vec<u8>, PrintError> + Send + 'static) -> Result<Vec<u8>, Failed> {
    let failed = |cause: String| {
        tracing::error!(cause, "a paper could not be printed");
        Failed::from(AppError::Internal { reference: "print".to_owned() })
    };
    match tokio::task::spawn_blocking(draw).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(failed(error.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}

fn pdf(bytes: Vec<u8>, name: &str) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
