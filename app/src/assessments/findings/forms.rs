//! What tests say as a spreadsheet.

use super::pages::FindingsQuery;
use super::store::{of_campaign, of_workshop};
use super::writing;
use crate::door::{Answer, Visit, workbook};
use crate::ids::{CampaignId, WorkshopId};
use axum::extract::{Path, Query};

/// Of a campaign.
pub async fn campaign_file(visit: Visit, Path(id): Path<CampaignId>, Query(query): Query<FindingsQuery>) -> Answer {
    let found = of_campaign(&visit.caller(), id, query.curriculum.parse().ok()).await?;
    workbook("resultats.xlsx", writing::workbook(visit.locale, &found.findings))
}

/// Of a workshop.
pub async fn workshop_file(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let found = of_workshop(&visit.caller(), id).await?;
    workbook("resultats.xlsx", writing::workbook(visit.locale, &found))
}
