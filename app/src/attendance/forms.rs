//! The marking screen sent as a form, where there is no script.

use super::model::{Mark, Status};
use super::store::{record, roster};
use crate::door::{Answer, Visit, see};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::schema::error::UseError;
use axum::extract::Path;
use axum_extra::extract::Form;

/// Keeps what the form changes. "All present" marks those without a mark.
pub async fn mark_half_day(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    let known = roster(&caller, id).await?;
    let value = |name: &str| typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let session: SessionId = value("session").and_then(|text| text.parse().ok()).ok_or(UseError::NotFound)?;
    let all_present = value("all").is_some();
    let wanted = |enrolment: EnrolmentId| {
        let chosen = value(&format!("status-{enrolment}")).and_then(|text| text.parse::<Status>().ok());
        let before = known.marks.get(&(enrolment, session)).copied();
        let chosen = chosen.or((all_present && before.is_none()).then_some(Status::Present));
        chosen.filter(|chosen| Some(*chosen) != before)
    };
    let marks: Vec<Mark> = known
        .participants
        .iter()
        .filter_map(|participant| {
            let status = wanted(participant.enrolment)?;
            let id = AttendanceEventId(caller.new_id());
            Some(Mark { id, enrolment: participant.enrolment, session, status, device_time: caller.now })
        })
        .collect();
    record(&caller, id, &marks).await?;
    Ok(see(&format!("/workshops/{id}/attendance?session={session}")))
}
