//! Issuing certificates, and taking them back.

use super::model::Kind;
use super::pages::changing::{reissue_sheet, revoke_sheet};
use super::pages::{Shown, standings_sheet};
use super::store::reissuing::reissue;
use super::store::revoking::revoke;
use super::store::{issue, issue_to};
use crate::code::Code;
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::{CampaignId, EnrolmentId, WorkshopId};
use crate::schema::error::UseError;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Of which kind certificates are issued: that of trainer, unless it is said.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KindForm {
    kind: Option<Kind>,
}

impl KindForm {
    fn kind(&self) -> Kind {
        self.kind.unwrap_or(Kind::Trainer)
    }
}

/// Issues certificates to all in a workshop who earned one and have none.
pub async fn issue_certificates(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<KindForm>) -> Answer {
    match refusals(issue(&visit.caller(), id, typed.kind(), visit.state.undrawn).await)? {
        Ok(_) => Ok(see(&format!("/workshops/{id}/certificates"))),
        Err(refused) => standings_sheet(&visit, id, Shown::default(), refused).await,
    }
}

/// Issues a certificate to one.
pub async fn issue_certificate(
    visit: Visit,
    Path((id, seat)): Path<(WorkshopId, EnrolmentId)>,
    Form(typed): Form<KindForm>,
) -> Answer {
    match refusals(issue_to(&visit.caller(), id, seat, typed.kind(), visit.state.undrawn).await)? {
        Ok(certificate) => Ok(see(&format!("/certificates/{}", certificate.serial.as_str()))),
        Err(refused) => standings_sheet(&visit, id, Shown::default(), refused).await,
    }
}

/// Begins to issue certificates for a whole campaign.
pub async fn issue_campaign(visit: Visit, Path(id): Path<CampaignId>, Form(typed): Form<KindForm>) -> Answer {
    visit.state.runs.begin(&visit.caller(), id, typed.kind(), visit.state.undrawn).await?;
    Ok(see(&format!("/campaigns/{id}/certificates")))
}

/// Why a certificate is revoked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReasonForm {
    reason: String,
    shown: String,
}

/// Revokes a certificate.
pub async fn send_revoke(visit: Visit, Path(serial): Path<String>, Form(typed): Form<ReasonForm>) -> Answer {
    let code = Code::parse(&serial).map_err(|_| UseError::NotFound)?;
    match refusals(revoke(&visit.caller(), &code, &typed.reason).await)? {
        Ok(_) => Ok(see(&format!("/certificates/{}", code.as_str()))),
        Err(refused) => revoke_sheet(&visit, &serial, &typed.reason, refused).await,
    }
}

/// Issues another certificate in the place of this one.
pub async fn send_reissue(visit: Visit, Path(serial): Path<String>, Form(typed): Form<ReasonForm>) -> Answer {
    let code = Code::parse(&serial).map_err(|_| UseError::NotFound)?;
    let shown = Some(typed.shown.as_str());
    match refusals(reissue(&visit.caller(), &code, shown, &typed.reason, visit.state.undrawn).await)? {
        Ok(issued) => Ok(see(&format!("/certificates/{}", issued.serial.as_str()))),
        Err(refused) => reissue_sheet(&visit, &serial, &typed.reason, refused).await,
    }
}
