//! The JSON API for other programs. Thin doors to the same uses as the pages.

use app::assessments::answering::sending::SentSheet;
use app::assessments::answering::store::sending::{Receipt, send};
use app::attendance::model::{Answer as Outcome, Mark};
use app::attendance::snapshot::Snapshot;
use app::attendance::store::{MAX_BATCH, roster};
use app::door::{AppState, Failed, Visit};
use app::error::AppError;
use app::fields::Problem;
use app::ids::{AccountId, OpeningId, WorkshopId};
use axum::extract::{DefaultBodyLimit, Path};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The addresses of the API.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/workshops/{id}/attendance", get(attendance))
        .route("/api/v1/workshops/{id}/attendance/events", post(events).layer(DefaultBodyLimit::max(1 << 20)))
        .route("/api/v1/tests/{opening}", post(sheet).layer(DefaultBodyLimit::max(1 << 20)))
}

/// The roster of a workshop with its half-days and marks.
async fn attendance(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Json<Snapshot>, Failed> {
    Ok(Json(roster(&visit.caller(), id).await?.snapshot(id)))
}

/// A batch of marks; each is read for itself, so that one that is malformed does
/// not keep the others from being kept.
#[derive(Debug, Deserialize)]
struct Batch {
    events: Vec<Value>,
    /// Who made the marks, if the sender knows: a phone on which someone else has
    /// signed in since must not send them as theirs.
    account: Option<AccountId>,
}

/// What became of one event.
#[derive(Debug, Serialize)]
struct Told {
    id: Value,
    outcome: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// Keeps a batch of marks; answers event by event, in their order.
async fn events(visit: Visit, Path(id): Path<WorkshopId>, Json(batch): Json<Batch>) -> Result<Json<Value>, Failed> {
    if batch.events.len() > MAX_BATCH {
        let max = u32::try_from(MAX_BATCH).unwrap_or(u32::MAX);
        return Err(AppError::refused("events", Problem::TooLong { max }).into());
    }
    let caller = visit.caller();
    if batch.account.is_some() && batch.account != caller.actor.account() {
        return Err(AppError::Forbidden.into());
    }
    let read: Vec<Option<Mark>> = batch.events.iter().map(|event| serde_json::from_value(event.clone()).ok()).collect();
    let is_mark: Vec<bool> = read.iter().map(Option::is_some).collect();
    let marks: Vec<Mark> = read.into_iter().flatten().collect();
    let mut answers = visit.state.desk.record(caller, id, marks).await?.into_iter();
    let told: Vec<Told> = batch
        .events
        .iter()
        .zip(is_mark)
        .map(|(event, is_mark)| {
            let id = event.get("id").cloned().unwrap_or_default();
            let answer = if is_mark { answers.next().map(|(_, answer)| answer) } else { None };
            Told::new(id, answer.unwrap_or(Outcome::Malformed))
        })
        .collect();
    Ok(Json(json!({ "answers": told })))
}

impl Told {
    fn new(id: Value, answer: Outcome) -> Self {
        if answer.is_kept() {
            Self { id, outcome: answer.as_str(), reason: None }
        } else {
            Self { id, outcome: "refused", reason: Some(answer.as_str()) }
        }
    }
}

/// Keeps a test as a telephone sends it, or hands it in; sent again, it is known again.
async fn sheet(visit: Visit, Path(id): Path<OpeningId>, Json(sheet): Json<SentSheet>) -> Result<Json<Receipt>, Failed> {
    Ok(Json(send(&visit.caller(), id, &sheet).await?))
}
