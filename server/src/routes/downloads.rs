//! Papers to download.

use crate::papers;
use crate::print::PrintError;
use app::attendance::store::roster;
use app::campaigns::store::{self as campaigns, read_curriculum};
use app::certificates::store::paper;
use app::code::Code;
use app::door::{AppState, Failed, Visit};
use app::error::AppError;
use app::ids::{CurriculumId, WorkshopId};
use app::schema::error::UseError;
use app::workshops::store::reading::find;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The addresses of the papers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/certificates/{file}", get(certificate))
        .route("/curricula/{id}/handout.pdf", get(handout))
        .route("/workshops/{id}/attendance-sheet.pdf", get(attendance_sheet))
}

/// A certificate, for its holder or an organiser.
async fn certificate(visit: Visit, Path(file): Path<String>) -> Result<Response, Failed> {
    let serial = file.strip_suffix(".pdf").and_then(|serial| Code::parse(serial).ok()).ok_or(UseError::NotFound)?;
    let paper = paper(&visit.caller(), &serial).await?;
    let (locale, public_url) = (visit.locale, visit.state.public_url.clone());
    let bytes = drawn(move || papers::certificate(&paper, locale, &public_url)).await?;
    Ok(pdf(bytes, &format!("attestation-{}.pdf", serial.as_str())))
}

/// The handout of a curriculum, for those who teach it or are taught it.
async fn handout(visit: Visit, Path(id): Path<CurriculumId>) -> Result<Response, Failed> {
    let curriculum = read_curriculum(&visit.caller(), id).await?;
    let name = format!("support-{}.pdf", curriculum.line.version.replace(|c: char| !c.is_ascii_alphanumeric(), "-"));
    let bytes = drawn(move || papers::handout(curriculum)).await?;
    Ok(pdf(bytes, &name))
}

/// The sheets to sign, a day each, for trainers and organisers.
async fn attendance_sheet(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Response, Failed> {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let roster = roster(&caller, id).await?;
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let locale = visit.locale;
    let bytes = drawn(move || papers::attendance_sheet(&workshop, &roster, &campaign, locale)).await?;
    Ok(pdf(bytes, "feuille-emargement.pdf"))
}

/// Draws a paper away from the threads that serve.
async fn drawn(draw: impl FnOnce() -> Result<Vec<u8>, PrintError> + Send + 'static) -> Result<Vec<u8>, Failed> {
    let failed = |cause: &str| {
        tracing::error!(cause, "a paper could not be printed");
        Failed::from(AppError::Internal { reference: "print".to_owned() })
    };
    match tokio::task::spawn_blocking(draw).await {
        Ok(Ok(bytes)) => Ok(bytes),
        // The error quotes the text, which may be a name: only its kind is logged.
        Ok(Err(PrintError::MissingGlyph { character, .. })) => Err(failed(&format!("no glyph for {character:?}"))),
        Ok(Err(PrintError::TooLong { what, .. })) => Err(failed(&format!("{what} is too long"))),
        Ok(Err(_)) => Err(failed("the document could not be written")),
        Err(_) => Err(failed("the printer panicked")),
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
