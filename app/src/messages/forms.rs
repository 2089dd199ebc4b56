//! What people send about messages.

use super::model::InviteForm;
use super::pages::{filling, invitations_sheet};
use super::store::inviting::{Whom, invite};
use crate::door::{Answer, Visit, refusals, see};
use crate::ids::WorkshopId;
use crate::workshops::store::reading::find;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// The wording, and whom to invite: all who are not yet, or one once more.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SendForm {
    again: String,
    subject: String,
    email: String,
    sms: String,
}

/// Writes invitations.
pub async fn send_invitations(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<SendForm>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let whom = typed.again.parse().map_or(Whom::NotYet, Whom::Again);
    let form = InviteForm { subject: typed.subject, email: typed.email, sms: typed.sms };
    let result = match form.read() {
        Ok(wording) => {
            let fill_in = |name: &_, code: &_| filling(&visit, &workshop, name, code);
            refusals(invite(&caller, id, whom, &wording, fill_in).await)?.map(drop)
        }
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/invitations"))),
        Err(refused) => invitations_sheet(&visit, id, form, refused).await,
    }
}
