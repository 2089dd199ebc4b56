//! The marks of the demonstration: of every half-day that is over, with a slip put
//! right; workshops that are over are closed.

use super::DemoError;
use super::cast::CastMember;
use super::conduct::marks;
use app::attendance::model::{Mark, Status};
use app::attendance::store::closing::close;
use app::attendance::store::{record, roster};
use app::ids::{AttendanceEventId, EnrolmentId, WorkshopId};
use app::people::caller::Caller;
use app::workshops::store::reading::Session;
use app::workshops::timetable::Half;
use chrono::Timelike;

/// Minutes by which the bus is late, as first said and as put right.
const LATE: [u16; 2] = [20, 10];

/// Marks the half-days that are over.
pub(super) async fn attend(
    trainer: &Caller,
    id: WorkshopId,
    enrolled: &[(EnrolmentId, &CastMember<'_>)],
) -> Result<(), DemoError> {
    let sessions = roster(trainer, id).await?.sessions;
    let mut batch = Vec::new();
    for (enrolment, member) in enrolled {
        for (session, status) in sessions.iter().zip(marks(member, sessions.len())) {
            if is_over(session, trainer) {
                batch.push(mark(trainer, *enrolment, session, status, LATE[0]));
            }
        }
    }
    record(trainer, id, &batch).await?;
    if let Some(late) = batch.iter().find(|mark| mark.status == Status::Late) {
        let id_of = AttendanceEventId(trainer.new_id());
        record(trainer, id, &[Mark { id: id_of, minutes: Some(LATE[1]), ..late.clone() }]).await?;
    }
    if sessions.iter().all(|session| is_over(session, trainer)) {
        for session in &sessions {
            close(trainer, id, session.id).await?;
        }
    }
    Ok(())
}

fn mark(trainer: &Caller, enrolment: EnrolmentId, session: &Session, status: Status, minutes: u16) -> Mark {
    Mark {
        id: AttendanceEventId(trainer.new_id()),
        enrolment,
        session: session.id,
        status,
        minutes: status.has_minutes().then_some(minutes),
        after: None,
        reason: None,
        device: None,
        device_time: trainer.now,
    }
}

/// Whether a half-day is over: of the day itself, the morning is at 13:00.
pub(super) fn is_over(session: &Session, caller: &Caller) -> bool {
    let today = caller.today();
    let noon_passed = caller.now.hour() >= 13;
    session.held_on < today || session.held_on == today && session.half == Half::Morning && noon_passed
}
