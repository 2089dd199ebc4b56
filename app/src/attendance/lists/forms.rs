//! Lists of marks as they are sent, and taken in.

use super::pages::{list_sheet, preview_sheet};
use super::store::{may_mark, preview};
use super::writing;
use crate::attendance::model::MAX_REASON;
use crate::attendance::queue::{self, Told};
use crate::attendance::store::{MAX_BATCH, record};
use crate::door::{Answer, Visit, refusals, workbook};
use crate::fields::{Problem, Refusal};
use crate::ids::WorkshopId;
use crate::imports::forms::problem;
use crate::imports::sheet::{MAX_BYTES, grid};
use crate::parts::Parts;
use axum::extract::{Multipart, Path};
use axum_extra::extract::Form;
use serde::Deserialize;

/// The list to fill in.
pub async fn empty_list(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let roster = may_mark(&visit.caller(), id).await?;
    workbook("pointages.xlsx", writing::list(visit.locale, &roster))
}

/// Reads a list, a file or pasted cells, and shows what it would change.
pub async fn send_list(visit: Visit, Path(id): Path<WorkshopId>, sent: Multipart) -> Answer {
    let parts = Parts::read(sent, "file").await;
    let pasted = parts.text("pasted");
    let (field, read) = match parts.bytes.as_slice() {
        [] => ("pasted", pasted.as_bytes()),
        bytes => ("file", bytes),
    };
    let refused = |field, problem| list_sheet(&visit, id, pasted, None, vec![Refusal::new(field, problem)]);
    if parts.cut_short {
        return refused("file", Problem::file_too_large(MAX_BYTES)).await;
    }
    if read.is_empty() {
        return refused("file", Problem::Required).await;
    }
    let cells = match grid(read) {
        Ok(cells) => cells,
        Err(error) => return refused(field, problem(error)).await,
    };
    match refusals(preview(&visit.caller(), id, &cells).await)? {
        Ok(preview) => preview_sheet(&visit, id, preview, Vec::new()).await,
        Err(mut refused) => {
            for refusal in &mut refused {
                field.clone_into(&mut refusal.field);
            }
            list_sheet(&visit, id, pasted, None, refused).await
        }
    }
}

/// The marks that were shown, and why half-days that were opened again change.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TakeForm {
    marks: String,
    reason: String,
}

/// Takes in the marks that were shown. Sent twice, they are kept once.
pub async fn take_list(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<TakeForm>) -> Answer {
    let caller = visit.caller();
    if typed.reason.chars().count() > MAX_REASON {
        let max = u32::try_from(MAX_REASON).unwrap_or(u32::MAX);
        return list_sheet(&visit, id, "", None, vec![Refusal::new("reason", Problem::TooLong { max })]).await;
    }
    let Some(mut read) = queue::read(typed.marks.as_bytes()) else {
        return list_sheet(&visit, id, "", None, vec![Refusal::new("file", Problem::Outdated)]).await;
    };
    for mark in &mut read.marks {
        mark.reason = Some(typed.reason.clone()).filter(|reason| !reason.trim().is_empty());
    }
    let mut told = Told { unread: read.unread, ..Told::default() };
    for batch in read.marks.chunks(MAX_BATCH) {
        for (_, answer) in record(&caller, id, batch).await? {
            told.count(answer);
        }
    }
    list_sheet(&visit, id, "", Some(told), Vec::new()).await
}
