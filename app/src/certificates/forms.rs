//! Issuing certificates, and looking one up.

use super::pages::standings_sheet;
use super::store::issue;
use crate::code::Code;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::WorkshopId;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

/// Issues certificates to all who qualify and have none.
pub async fn issue_certificates(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    match refusals(issue(&visit.caller(), id).await)? {
        Ok(_) => Ok(see(&format!("/workshops/{id}/certificates"))),
        Err(refused) => standings_sheet(&visit, id, refused).await,
    }
}

/// The query of the form that looks a certificate up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SerialQuery {
    serial: String,
}

/// To the address of the certificate whose serial was typed.
pub async fn look_up(visit: Visit, Query(query): Query<SerialQuery>) -> Response {
    if query.serial.trim().is_empty() {
        return super::pages::verify_form(&visit);
    }
    let typed: String = query.serial.chars().take(40).filter(|c| c.is_alphanumeric()).collect();
    let serial = Code::parse(&query.serial).map_or(typed, String::from);
    see(&format!("/verify/{serial}")).into_response()
}
