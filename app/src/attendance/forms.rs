//! What people send about attendance: a half-day marked where there is no script, its
//! closing, a dispute settled, a phone's queue brought as a file.

use super::model::{Ledger, Mark, Said, Standing, Status};
use super::pages::{history_sheet, marking_sheet, queue_sheet};
use super::queue::{self, MAX_BYTES};
use super::store::closing::{close, reopen};
use super::store::history::settle;
use super::store::{record, roster};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Problem, Refusal};
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::parts::Parts;
use crate::schema::error::UseError;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use serde::Deserialize;

/// Keeps what the form changes. "All present" marks those without a mark.
pub async fn mark_half_day(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Form(typed): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    let known = roster(&caller, id).await?;
    let typed = Typed(typed);
    let session: SessionId = typed.value("session").and_then(|text| text.parse().ok()).ok_or(UseError::NotFound)?;
    let marks: Vec<Mark> = known
        .participants
        .iter()
        .filter_map(|participant| {
            let enrolment = participant.enrolment;
            let (said, after) = typed.change(&known.ledger, enrolment, session)?;
            Some(Mark {
                id: AttendanceEventId(caller.new_id()),
                enrolment,
                session,
                status: said.status,
                minutes: said.minutes,
                after,
                reason: typed.value("reason").map(ToOwned::to_owned),
                device: None,
                device_time: caller.now,
            })
        })
        .collect();
    let answers = record(&caller, id, &marks).await?;
    match answers.iter().find_map(|(_, answer)| answer.problem()) {
        None => Ok(see(&format!("/workshops/{id}/attendance?session={session}"))),
        Some(problem) => marking_sheet(&visit, id, Some(session), vec![Refusal::new("session", problem)]).await,
    }
}

/// The form of the marking screen as it was sent.
struct Typed(Vec<(String, String)>);

impl Typed {
    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// What the form says of someone that it did not say when it was made, and the
    /// marks that stood there then.
    fn change(
        &self,
        ledger: &Ledger,
        enrolment: EnrolmentId,
        session: SessionId,
    ) -> Option<(Said, Option<Vec<AttendanceEventId>>)> {
        let seen: Option<Vec<AttendanceEventId>> = self
            .value(&format!("seen-{enrolment}"))
            .map(|seen| seen.split_whitespace().filter_map(|id| id.parse().ok()).collect());
        let before = match &seen {
            Some(seen) => ledger.standing_of(enrolment, session, seen),
            None => ledger.standing(enrolment, session),
        };
        let status = self.value(&format!("status-{enrolment}")).and_then(|text| text.parse::<Status>().ok());
        let rest_present = self.value("all").is_some() && before == Standing::Unmarked;
        let status = status.or(rest_present.then_some(Status::Present))?;
        let minutes = self.value(&format!("minutes-{enrolment}")).and_then(|text| text.trim().parse().ok());
        let said = Said { status, minutes: minutes.filter(|_| status.has_minutes()) };
        (before.agreed() != Some(said)).then_some((said, seen))
    }
}

/// Closes a half-day or opens it again.
#[derive(Debug, Deserialize)]
pub struct ClosingForm {
    session: SessionId,
    #[serde(default)]
    reopen: String,
    #[serde(default)]
    reason: String,
}

/// Closes a half-day, or opens it again.
pub async fn turn_half_day(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<ClosingForm>) -> Answer {
    let (caller, session) = (visit.caller(), typed.session);
    if typed.reopen.is_empty() {
        return match refusals(close(&caller, id, session).await)? {
            Ok(()) => Ok(see(&format!("/workshops/{id}/attendance?session={session}"))),
            Err(refused) => marking_sheet(&visit, id, Some(session), refused).await,
        };
    }
    match refusals(reopen(&caller, id, session, &typed.reason).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/attendance?session={session}"))),
        Err(refused) => history_sheet(&visit, id, Some(session), refused).await,
    }
}

/// Which mark of a dispute is right.
#[derive(Debug, Deserialize)]
pub struct SettleForm {
    session: SessionId,
    enrolment: EnrolmentId,
    right: AttendanceEventId,
    #[serde(default)]
    reason: String,
}

/// Settles a dispute.
pub async fn settle_dispute(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<SettleForm>) -> Answer {
    let SettleForm { session, enrolment, right, reason } = typed;
    match refusals(settle(&visit.caller(), id, enrolment, session, right, &reason).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/attendance/history?session={session}"))),
        Err(refused) => history_sheet(&visit, id, Some(session), refused).await,
    }
}

/// Takes in a phone's queue, brought as a file.
pub async fn take_queue(visit: Visit, Path(id): Path<WorkshopId>, sent: Multipart) -> Answer {
    let Parts { bytes, cut_short, .. } = Parts::read(sent, "file").await;
    if cut_short {
        return queue_sheet(&visit, id, None, vec![Refusal::new("file", Problem::file_too_large(MAX_BYTES))]).await;
    }
    let Some(marks) = queue::read(&bytes) else {
        let problem = if bytes.is_empty() { Problem::Required } else { Problem::NotAQueue };
        return queue_sheet(&visit, id, None, vec![Refusal::new("file", problem)]).await;
    };
    let caller = visit.caller();
    let mut told = queue::Told { unread: marks.unread, ..queue::Told::default() };
    for batch in marks.marks.chunks(super::store::MAX_BATCH) {
        for (_, answer) in record(&caller, id, batch).await? {
            told.count(answer);
        }
    }
    queue_sheet(&visit, id, Some(told), Vec::new()).await
}
