//! Images that people send for templates.

use super::image::{MAX_BYTES, redraw};
use super::pages::shelf_sheet;
use super::store::images::remove_image as let_go;
use super::store::images::{MAX_NAME, add_image, picture};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Fields;
use crate::ids::CampaignId;
use crate::parts::Parts;
use crate::people::access::Act;
use crate::people::picture::received;
use axum::extract::{Multipart, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use uuid::Uuid;

/// Keeps an image.
pub async fn send_image(visit: Visit, Path(id): Path<CampaignId>, sent: Multipart) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(id))?;
    let parts = Parts::read(sent, "image").await;
    let typed = parts.text("name").to_owned();
    let mut fields = Fields::default();
    let name = fields.line("name", &typed, MAX_NAME);
    let png = received(parts, MAX_BYTES, redraw).await.map_err(|problem| fields.refuse("image", problem)).ok();
    let kept = match fields.accept(png) {
        Ok(png) => refusals(add_image(&caller, id, &name, png).await)?,
        Err(refused) => Err(refused),
    };
    match kept {
        Ok(_) => Ok(see(&format!("/campaigns/{id}/certificate-templates#images"))),
        Err(refused) => shelf_sheet(&visit, id, &typed, refused).await,
    }
}

/// An image itself. Under its address it never changes.
pub async fn show_image(visit: Visit, Path((id, image)): Path<(CampaignId, Uuid)>) -> Answer {
    let png = picture(&visit.caller(), id, image).await?;
    let headers = [(CONTENT_TYPE, "image/png"), (CACHE_CONTROL, "private, max-age=3600")];
    Ok((headers, png).into_response())
}

/// Lets an image go.
pub async fn remove_image(visit: Visit, Path((id, image)): Path<(CampaignId, Uuid)>) -> Answer {
    match refusals(let_go(&visit.caller(), id, image).await)? {
        Ok(()) => Ok(see(&format!("/campaigns/{id}/certificate-templates#images"))),
        Err(refused) => shelf_sheet(&visit, id, "", refused).await,
    }
}
