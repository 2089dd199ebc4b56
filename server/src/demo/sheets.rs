//! A signed sheet of the demonstration: of the first half-day of the first
//! workshop, with signatures drawn by a program.

use super::DemoError;
use app::attendance::scans::model::SignedSheet;
use app::attendance::scans::store::keep;
use app::ids::CampaignId;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::reading::{find, of_campaign};

/// The sheet, as a telephone photographs it.
const SIGNED: &[u8] = include_bytes!("../../assets/demo/signed-sheet.jpg");

/// Keeps it as the trainer of that workshop.
///
/// # Errors
/// If a use refuses.
pub async fn load(trainer: &Caller, organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    let first = *of_campaign(organiser, campaign).await?.first().ok_or(UseError::NotFound)?;
    let session = find(trainer, first).await?.sessions.first().ok_or(UseError::NotFound)?.id;
    let sheet = SignedSheet::read("emargement-premier-matin.jpg", SIGNED.to_vec())
        .map_err(|problem| UseError::refused("file", problem))?;
    keep(trainer, first, session, sheet).await?;
    Ok(())
}
