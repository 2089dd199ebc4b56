//! The JSON API for other programs. Thin doors to the same uses as the pages.

use app::attendance::model::{Answer as Outcome, Mark};
use app::attendance::store::{MAX_BATCH, Roster, record, roster};
use app::door::{AppState, Failed, Visit};
use app::error::AppError;
use app::fields::Problem;
use app::ids::WorkshopId;
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
}

/// The roster of a workshop with its half-days and marks.
async fn attendance(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Json<Value>, Failed> {
    let Roster { participants, sessions, marks } = roster(&visit.caller(), id).await?;
    let half_days: Vec<Value> = sessions
        .iter()
        .map(|session| json!({ "id": session.id, "date": session.held_on, "half": session.half }))
        .collect();
    let roster: Vec<Value> = participants
        .iter()
        .map(|participant| {
            let marks: serde_json::Map<String, Value> = sessions
                .iter()
                .filter_map(|session| {
                    let status = marks.get(&(participant.enrolment, session.id))?;
                    Some((session.id.to_string(), json!(status)))
                })
                .collect();
            json!({
                "enrolment": participant.enrolment,
                "family_name": participant.name.family,
                "given_names": participant.name.given,
                "institution": participant.institution,
                "marks": marks,
            })
        })
        .collect();
    Ok(Json(json!({ "workshop": id, "sessions": half_days, "participants": roster })))
}

/// A batch of marks; each is read for itself, so that one that is malformed does
/// not keep the others from being kept.
#[derive(Debug, Deserialize)]
struct Batch {
    events: Vec<Value>,
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
    let read: Vec<Option<Mark>> = batch.events.iter().map(|event| serde_json::from_value(event.clone()).ok()).collect();
    let marks: Vec<Mark> = read.iter().flatten().copied().collect();
    let mut answers = record(&visit.caller(), id, &marks).await?.into_iter();
    let told: Vec<Told> = batch
        .events
        .iter()
        .zip(read)
        .map(|(event, mark)| {
            let id = event.get("id").cloned().unwrap_or_default();
            let answer = mark.and_then(|_| answers.next()).map(|(_, answer)| answer);
            let (outcome, reason) = told(answer);
            Told { id, outcome, reason }
        })
        .collect();
    Ok(Json(json!({ "answers": told })))
}

fn told(answer: Option<Outcome>) -> (&'static str, Option<&'static str>) {
    match answer {
        Some(Outcome::Kept) => ("kept", None),
        Some(Outcome::Known) => ("known", None),
        Some(Outcome::IdentifierUsed) => ("refused", Some("identifier_used")),
        Some(Outcome::NotOfThisWorkshop) => ("refused", Some("not_of_this_workshop")),
        Some(Outcome::NotYet) => ("refused", Some("not_yet")),
        None => ("refused", Some("malformed")),
    }
}
