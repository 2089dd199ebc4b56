//! What the marking screen calls.

use super::model::{Answer, Mark};
use crate::error::AppError;
use crate::ids::{AttendanceEventId, WorkshopId};
use leptos::prelude::*;
use leptos::server_fn::codec::Json;

/// Keeps marks; answers for each. The address is fixed, because a phone may send
/// again what it could not send before an update of the server.
///
/// # Errors
/// For the whole batch: if the asker does not train in this workshop.
#[server(prefix = "/act", endpoint = "mark-attendance", input = Json, output = Json)]
pub async fn mark_attendance(
    workshop: WorkshopId,
    marks: Vec<Mark>,
) -> Result<Vec<(AttendanceEventId, Answer)>, AppError> {
    let visit = expect_context::<crate::door::Visit>();
    let result = super::store::record(&visit.caller(), workshop, &marks).await;
    result.map_err(|error| crate::door::told(&visit, error))
}
