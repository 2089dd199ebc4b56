//! All certificates of a workshop or a campaign to download.

use super::downloads::pdf_to_keep;
use crate::seals::sealer;
use crate::sheaves::{Press, SheafError, one_file, write_zip};
use app::certificates::model::Kind;
use app::certificates::store::printing::{Scope, Sheaf, sheaf};
use app::door::{AppState, Failed, Visit};
use app::error::AppError;
use app::fields::Problem;
use app::ids::{CampaignId, WorkshopId};
use app::schema::error::UseError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use serde::Deserialize;
use std::io::{Error, ErrorKind, Write};
use std::sync::Arc;
use tokio::sync::mpsc::{self, Sender};

/// Pieces of an archive that wait for a slow reader.
const PIECES: usize = 8;
/// The size of a piece, in bytes.
const PIECE: usize = 64 * 1024;

/// The addresses of the papers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/workshops/{id}/certificates.zip", get(workshop_zip))
        .route("/workshops/{id}/certificates.pdf", get(workshop_pdf))
        .route("/campaigns/{id}/certificates.zip", get(campaign_zip))
        .route("/campaigns/{id}/certificates.pdf", get(campaign_pdf))
}

/// Which certificates: of a kind, or of both.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct KindQuery {
    kind: String,
}

impl KindQuery {
    fn kind(&self) -> Result<Option<Kind>, UseError> {
        match self.kind.as_str() {
            "" => Ok(None),
            asked => asked.parse().map(Some).map_err(|()| UseError::NotFound),
        }
    }

    fn file(&self, ending: &str) -> String {
        let of_kind = if self.kind.is_empty() { String::new() } else { format!("-{}", self.kind) };
        format!("certificats{of_kind}.{ending}")
    }
}

async fn workshop_zip(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Query(of): Query<KindQuery>,
) -> Result<Response, Failed> {
    zip(&visit, Scope::Workshop(id), &of).await
}

async fn campaign_zip(
    visit: Visit,
    Path(id): Path<CampaignId>,
    Query(of): Query<KindQuery>,
) -> Result<Response, Failed> {
    zip(&visit, Scope::Campaign(id), &of).await
}

async fn workshop_pdf(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Query(of): Query<KindQuery>,
) -> Result<Response, Failed> {
    pdf(&visit, Scope::Workshop(id), &of).await
}

async fn campaign_pdf(
    visit: Visit,
    Path(id): Path<CampaignId>,
    Query(of): Query<KindQuery>,
) -> Result<Response, Failed> {
    pdf(&visit, Scope::Campaign(id), &of).await
}

/// The certificates asked for: there is nothing to download where there is none.
async fn some(visit: &Visit, scope: Scope, of: &KindQuery) -> Result<Sheaf, Failed> {
    let found = sheaf(&visit.caller(), scope, of.kind()?).await?;
    if found.is_empty() { Err(UseError::NotFound.into()) } else { Ok(found) }
}

async fn press(visit: &Visit) -> Result<Press, UseError> {
    let public_url = visit.state.public_url.clone();
    let sealer = Arc::new(sealer(&visit.caller(), &public_url).await?);
    Ok(Press { locale: visit.locale, public_url, sealer })
}

async fn zip(visit: &Visit, scope: Scope, of: &KindQuery) -> Result<Response, Failed> {
    let sheaf = some(visit, scope, of).await?;
    let (pieces, read) = mpsc::channel(PIECES);
    let (caller, press) = (visit.caller(), press(visit).await?);
    let gone = pieces.clone();
    tokio::spawn(async move {
        let to = Pieces { to: pieces, gathered: Vec::with_capacity(PIECE) };
        let written = write_zip(&caller, sheaf, &press, to, |_| ()).await;
        let Err(error) = written else { return };
        log(&error);
        // The answer has begun: cut off, it is no archive, and nobody takes it for one.
        let cut = Error::new(ErrorKind::BrokenPipe, "the archive could not be written");
        let _ = gone.send(Err(cut)).await;
    });
    let body = stream::unfold(read, |mut read| async move { Some((read.recv().await?, read)) });
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", of.file("zip"))),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

async fn pdf(visit: &Visit, scope: Scope, of: &KindQuery) -> Result<Response, Failed> {
    let sheaf = some(visit, scope, of).await?;
    match one_file(&visit.caller(), sheaf, &press(visit).await?, |_| ()).await {
        Ok(bytes) => Ok(pdf_to_keep(bytes, &of.file("pdf"))),
        Err(SheafError::Use(error)) => Err(error.into()),
        Err(SheafError::TooMany) => {
            let max = i32::try_from(crate::sheaves::MOST_PAGES).unwrap_or(i32::MAX);
            Err(AppError::refused("kind", Problem::TooManyLines { max }).into())
        }
        Err(error) => {
            log(&error);
            Err(AppError::Internal { reference: "print".to_owned() }.into())
        }
    }
}

/// Logs why papers could not be written, without the text, which may be a name.
fn log(error: &SheafError) {
    match error {
        SheafError::Io(_) | SheafError::Zip(_) => tracing::debug!("whoever downloaded certificates went away"),
        SheafError::Print { serial, .. } => tracing::error!(%serial, "a certificate could not be printed"),
        SheafError::Use(error) => tracing::error!(%error, "certificates could not be read"),
        SheafError::Panicked | SheafError::TooMany => tracing::error!(%error, "certificates could not be printed"),
    }
}

/// What is written goes to whoever downloads it; it waits while they are slow.
struct Pieces {
    to: Sender<Result<Vec<u8>, Error>>,
    gathered: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.gathered.extend_from_slice(bytes);
        if self.gathered.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.gathered.is_empty() {
            return Ok(());
        }
        let piece = std::mem::replace(&mut self.gathered, Vec::with_capacity(PIECE));
        // The threads that print may wait; where nobody reads any more, this ends them.
        self.to.blocking_send(Ok(piece)).map_err(|_| ErrorKind::BrokenPipe.into())
    }
}
