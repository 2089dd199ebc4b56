//! Images that people send for templates.

use super::image::{MAX_BYTES, redraw};
use super::pages::shelf_sheet;
use super::store::images::remove_image as let_go;
use super::store::images::{MAX_NAME, add_image, picture};
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::CampaignId;
use crate::parts::Parts;
use crate::people::access::Act;
use crate::people::picture::PictureError;
use axum::extract::{Multipart, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use uuid::Uuid;

/// Keeps an image.
pub async fn send_image(visit: Visit, Path(id): Path<CampaignId>, sent: Multipart) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(id))?;
    let too_large = || Refusal::new("image", Problem::file_too_large(MAX_BYTES));
    let parts = Parts::read(sent, "image").await;
    let typed = parts.text("name").to_owned();
    if parts.cut_short {
        return shelf_sheet(&visit, id, &typed, vec![too_large()]).await;
    }
    let mut fields = Fields::default();
    let name = fields.line("name", &typed, MAX_NAME);
    if parts.bytes.is_empty() {
        fields.refuse("image", Problem::Required);
    }
    if let Err(refused) = fields.accept(Some(())) {
        return shelf_sheet(&visit, id, &typed, refused).await;
    }
    // Unpacking a picture takes long enough to hold up others.
    let refused = match tokio::task::spawn_blocking(move || redraw(&parts.bytes)).await {
        Ok(Ok(png)) => match refusals(add_image(&caller, id, &name, png).await)? {
            Ok(_) => return Ok(see(&format!("/campaigns/{id}/certificate-templates#images"))),
            Err(refused) => refused,
        },
        Ok(Err(PictureError::TooLarge)) => vec![too_large()],
        Ok(Err(PictureError::NotAPicture(_))) | Err(_) => vec![Refusal::new("image", Problem::NotAPhoto)],
    };
    shelf_sheet(&visit, id, &typed, refused).await
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
