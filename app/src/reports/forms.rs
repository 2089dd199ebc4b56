//! What people write in a report.

use super::model::Texts;
use super::pages::{Sent, report_sheet};
use super::store::write;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::WorkshopId;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// The texts, and of each the sign of what its writer had seen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    context: String,
    aims: String,
    method: String,
    difficulties: String,
    recommendations: String,
    seen_context: String,
    seen_aims: String,
    seen_method: String,
    seen_difficulties: String,
    seen_recommendations: String,
}

impl From<ReportForm> for Sent {
    fn from(form: ReportForm) -> Self {
        Self {
            typed: Texts {
                context: form.context,
                aims: form.aims,
                method: form.method,
                difficulties: form.difficulties,
                recommendations: form.recommendations,
            },
            seen: Texts {
                context: form.seen_context,
                aims: form.seen_aims,
                method: form.seen_method,
                difficulties: form.seen_difficulties,
                recommendations: form.seen_recommendations,
            },
        }
    }
}

/// Writes the texts of a report.
pub async fn write_report(visit: Visit, Path(id): Path<WorkshopId>, Form(form): Form<ReportForm>) -> Answer {
    let sent = Sent::from(form);
    match refusals(write(&visit.caller(), id, &sent.seen, &sent.typed).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/report?saved=yes"))),
        Err(refused) => report_sheet(&visit, id, false, Some(sent), refused).await,
    }
}
