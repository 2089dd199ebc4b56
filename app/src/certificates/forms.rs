//! Issuing certificates.

use super::pages::standings_sheet;
use super::store::issue;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::WorkshopId;
use axum::extract::Path;

/// Issues certificates to all who qualify and have none.
pub async fn issue_certificates(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    match refusals(issue(&visit.caller(), id).await)? {
        Ok(_) => Ok(see(&format!("/workshops/{id}/certificates"))),
        Err(refused) => standings_sheet(&visit, id, refused).await,
    }
}
