//! Certificates for other programs: issuing, listing, revoking, reissuing. Issuing again what
//! is issued changes nothing, so that a request may be sent twice.

use app::certificates::model::Kind;
use app::certificates::store::reissuing::reissue;
use app::certificates::store::revoking::revoke;
use app::certificates::store::standing::standings;
use app::certificates::store::{Certificate, issue, issue_to};
use app::code::Code;
use app::door::{AppState, Failed, Visit};
use app::ids::{EnrolmentId, WorkshopId};
use app::people::access::Act;
use app::schema::error::UseError;
use app::workshops::store::reading::campaign_of;
use axum::extract::Path;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

/// The addresses of the API.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/api/v1/workshops/{id}/certificates", get(list).post(issue_some))
        .route("/api/v1/certificates/{serial}/revoke", post(take_back))
        .route("/api/v1/certificates/{serial}/reissue", post(replace))
}

/// What is to be issued.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    /// That of trainer, unless it is said.
    kind: Option<Kind>,
    /// To one; nothing: to all who earned it.
    enrolment: Option<EnrolmentId>,
}

/// Why a certificate is revoked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Why {
    reason: String,
}

fn told(certificate: &Certificate) -> Value {
    json!({
        "serial": certificate.serial,
        "kind": certificate.kind,
        "enrolment": certificate.enrolment,
        "holder_name": certificate.holder_name,
        "title": certificate.title,
        "city": certificate.city,
        "starts_on": certificate.starts_on,
        "ends_on": certificate.ends_on,
        "hours": certificate.hours,
        "issued_at": certificate.issued_at,
        "expires_on": certificate.expires_on,
        "revoked_at": certificate.revoked_at,
    })
}

/// All certificates that were issued in a workshop, and who is due one, for its organisers.
async fn list(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Json<Value>, Failed> {
    let caller = visit.caller();
    caller.allow(Act::Organise(campaign_of(caller.db.reader(), id).await?))?;
    let (_, standings) = standings(&caller, id).await?;
    let certificates: Vec<Value> = standings.iter().flat_map(|one| &one.certificates).map(told).collect();
    let due = |kind| -> Vec<EnrolmentId> {
        standings.iter().filter(|one| one.is_due(kind)).map(|one| one.participant.enrolment).collect()
    };
    let due = json!({ "trainer": due(Kind::Trainer), "attendance": due(Kind::Attendance) });
    Ok(Json(json!({ "certificates": certificates, "due": due })))
}

/// Issues certificates to all in a workshop who earned one, or to one of them.
async fn issue_some(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Json(wanted): Json<Wanted>,
) -> Result<Json<Value>, Failed> {
    let (caller, undrawn) = (visit.caller(), visit.state.undrawn);
    let kind = wanted.kind.unwrap_or(Kind::Trainer);
    let issued = match wanted.enrolment {
        Some(seat) => vec![issue_to(&caller, id, seat, kind, undrawn).await?],
        None => issue(&caller, id, kind, undrawn).await?,
    };
    Ok(Json(json!({ "issued": issued.iter().map(told).collect::<Vec<_>>() })))
}

async fn take_back(visit: Visit, Path(serial): Path<String>, Json(why): Json<Why>) -> Result<Json<Value>, Failed> {
    let serial = Code::parse(&serial).map_err(|_| UseError::NotFound)?;
    Ok(Json(told(&revoke(&visit.caller(), &serial, &why.reason).await?)))
}

async fn replace(visit: Visit, Path(serial): Path<String>, Json(why): Json<Why>) -> Result<Json<Value>, Failed> {
    let serial = Code::parse(&serial).map_err(|_| UseError::NotFound)?;
    let issued = reissue(&visit.caller(), &serial, None, &why.reason, visit.state.undrawn).await?;
    Ok(Json(told(&issued)))
}
