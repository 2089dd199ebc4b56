//! A list of marks beside what stands, for who trains there.

use super::model::{Change, Known, Reading, Row, change, read};
use crate::attendance::model::{Mark, Said};
use crate::attendance::store::closing::Closing;
use crate::attendance::store::{Roster, roster};
use crate::fields::Problem;
use crate::ids::{AttendanceEventId, EnrolmentId, SessionId, WorkshopId};
use crate::imports::sheet::SheetRow;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::workshops::store::reading::{Session, campaign_of};

/// A list that was read, with what it would change.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its half-days, in the order of its columns.
    pub sessions: Vec<Session>,
    /// Headings of columns that are not looked at.
    pub ignored: Vec<String>,
    /// Its rows, each with what each of its cells would change.
    pub rows: Vec<(Row, Vec<Change>)>,
    /// The marks that taking it in would make, each following what stood when it was read.
    pub marks: Vec<Mark>,
    /// Whether some are of half-days that were opened again: they need a reason.
    pub needs_reason: bool,
}

/// Reads a list beside what stands. Nothing is changed.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`]; [`Problem::NoMarks`] if the grid
/// holds none.
pub async fn preview(caller: &Caller, workshop: WorkshopId, grid: &[SheetRow]) -> Result<Preview, UseError> {
    let roster = may_mark(caller, workshop).await?;
    let people: Vec<Known> = roster
        .participants
        .iter()
        .map(|participant| Known { enrolment: participant.enrolment, name: participant.name.clone() })
        .collect();
    let reading = read(grid, &people, &roster.sessions);
    let reading = reading.ok_or_else(|| UseError::refused("file", Problem::NoMarks))?;
    Ok(judge(caller, &roster, reading))
}

/// Who is enrolled and what stands, for who may mark there: to fill a list in.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn may_mark(caller: &Caller, workshop: WorkshopId) -> Result<Roster, UseError> {
    let campaign = campaign_of(caller.db.reader(), workshop).await?;
    caller.allow(Act::Train(campaign, workshop))?;
    roster(caller, workshop).await
}

fn judge(caller: &Caller, roster: &Roster, reading: Reading) -> Preview {
    let of = |id: &SessionId| roster.sessions.iter().find(|session| session.id == *id).cloned();
    let sessions: Vec<Session> = reading.sessions.iter().filter_map(of).collect();
    let mut preview =
        Preview { sessions, ignored: reading.ignored, rows: Vec::new(), marks: Vec::new(), needs_reason: false };
    for row in reading.rows {
        let Ok(enrolment) = row.who else {
            preview.rows.push((row, Vec::new()));
            continue;
        };
        let mut changes = Vec::with_capacity(row.cells.len());
        for (cell, session) in row.cells.iter().zip(&preview.sessions) {
            let stands = roster.ledger.standing(enrolment, session.id);
            let closing = roster.closings.get(&session.id);
            let is_closed = closing == Some(&Closing::Closed);
            let found = change(cell, stands, is_closed, session.held_on > caller.today());
            if let Change::New(said) | Change::Other { said, .. } = found {
                preview.needs_reason |= closing == Some(&Closing::Reopened);
                preview.marks.push(mark(caller, roster, enrolment, session.id, said));
            }
            changes.push(found);
        }
        preview.rows.push((row, changes));
    }
    preview
}

fn mark(caller: &Caller, roster: &Roster, enrolment: EnrolmentId, session: SessionId, said: Said) -> Mark {
    Mark {
        id: AttendanceEventId(caller.new_id()),
        enrolment,
        session,
        status: said.status,
        minutes: said.minutes,
        after: Some(roster.ledger.heads(enrolment, session).iter().map(|head| head.id).collect()),
        reason: None,
        device: None,
        device_time: caller.now,
    }
}

impl Preview {
    /// How many cells are new, say something else than what stands, or say the same.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |of: fn(&Change) -> bool| self.changes().filter(|change| of(change)).count();
        (
            count(|change| matches!(change, Change::New(_))),
            count(|change| matches!(change, Change::Other { .. })),
            count(|change| matches!(change, Change::Same(_))),
        )
    }

    /// How many rows and cells are not taken.
    #[must_use]
    pub fn refused(&self) -> usize {
        let cells = self.changes().filter(|change| matches!(change, Change::Refused(_))).count();
        cells + self.rows.iter().filter(|(row, _)| row.who.is_err()).count()
    }

    fn changes(&self) -> impl Iterator<Item = &Change> {
        self.rows.iter().flat_map(|(_, changes)| changes)
    }
}
