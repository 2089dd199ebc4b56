//! The certificates of the demonstration: that of trainer for whoever earned it, an attestation
//! for those who only were there; one was issued again after a correction.

use super::DemoError;
use crate::print::undrawn;
use app::certificates::model::Kind;
use app::certificates::store::reissuing::reissue;
use app::certificates::store::standing::standings;
use app::certificates::store::{issue, issue_to};
use app::ids::WorkshopId;
use app::people::caller::Caller;

/// Issues them for a workshop that is over.
///
/// # Errors
/// If a use refuses.
pub(super) async fn issue_all(organiser: &Caller, workshop: WorkshopId) -> Result<(), DemoError> {
    issue(organiser, workshop, Kind::Trainer, undrawn).await?;
    for standing in standings(organiser, workshop).await?.1 {
        let only_there = standing.earned(Kind::Attendance) && standing.certificate(Kind::Trainer).is_none();
        if only_there {
            issue_to(organiser, workshop, standing.participant.enrolment, Kind::Attendance, undrawn).await?;
        }
    }
    Ok(())
}

/// Issues one again in its place: the last of the list.
///
/// # Errors
/// If a use refuses.
pub(super) async fn correct(organiser: &Caller, workshop: WorkshopId) -> Result<(), DemoError> {
    let (_, standings) = standings(organiser, workshop).await?;
    let last = standings.iter().rev().find_map(|standing| standing.certificate(Kind::Trainer));
    if let Some(certificate) = last {
        reissue(organiser, &certificate.serial, None, "Prénom corrigé d’après la carte NINA.", undrawn).await?;
    }
    Ok(())
}
