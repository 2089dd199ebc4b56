//! Signed sheets as they are sent, and taken out.

use super::model::{MAX_BYTES, SignedSheet};
use super::pages::{ScansQuery, remove_sheet, scans_sheet};
use super::store;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{ScanId, WorkshopId};
use crate::parts::Parts;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use serde::Deserialize;

/// Keeps a sheet.
pub async fn send_scan(visit: Visit, Path(id): Path<WorkshopId>, sent: Multipart) -> Answer {
    let parts = Parts::read(sent, "file").await;
    let session = parts.text("session").to_owned();
    let query = ScansQuery::of(&session);
    if parts.cut_short {
        let refused = Refusal::new("file", Problem::file_too_large(MAX_BYTES));
        return scans_sheet(&visit, id, query, vec![refused]).await;
    }
    let mut fields = Fields::default();
    let chosen = fields.choice("session", &session);
    let sheet = SignedSheet::read(&parts.file_name, parts.bytes).map_err(|problem| fields.refuse("file", problem)).ok();
    let result = match fields.accept(chosen.zip(sheet)) {
        Ok((session, sheet)) => refusals(store::keep(&visit.caller(), id, session, sheet).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(received) => {
            let what = if received.known { "known" } else { "kept" };
            Ok(see(&format!("/workshops/{id}/attendance/scans?session={session}&{what}={}", received.id)))
        }
        Err(refused) => scans_sheet(&visit, id, query, refused).await,
    }
}

/// Why a sheet is taken out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    reason: String,
}

/// Takes a sheet out.
pub async fn remove_scan(
    visit: Visit,
    Path((id, scan)): Path<(WorkshopId, ScanId)>,
    Form(typed): Form<RemoveForm>,
) -> Answer {
    match refusals(store::remove(&visit.caller(), id, scan, &typed.reason).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/attendance/scans"))),
        Err(refused) => remove_sheet(&visit, id, scan, &typed.reason, refused).await,
    }
}
