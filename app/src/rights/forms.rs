//! What people ask of their data, what organisers decide, and the files that leave.

use super::pages::{as_csv, correction_sheet, erase_sheet, request_sheet, zipped};
use super::store::{copy, erasure, processing, requests};
use crate::door::{Answer, Failed, Visit, refusals, see};
use crate::error::AppError;
use crate::i18n::Locale;
use crate::ids::{PersonId, RequestId};
use crate::people::model::PersonForm;
use crate::schema::error::UseError;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::Form;
use serde::Deserialize;

/// Proposes other values for one's own entry.
pub async fn propose(visit: Visit, Form(typed): Form<PersonForm>) -> Answer {
    let result = match typed.read() {
        Ok(wanted) => refusals(requests::propose(&visit.caller(), &wanted).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see("/my-data")),
        Err(refused) => correction_sheet(&visit, typed, refused).await,
    }
}

/// Asks that all be erased.
pub async fn ask_erasure(visit: Visit) -> Answer {
    requests::ask_erasure(&visit.caller()).await?;
    Ok(see("/my-data"))
}

/// Takes back what one asked.
pub async fn take_back(visit: Visit, Path(id): Path<RequestId>) -> Answer {
    requests::take_back(&visit.caller(), id).await?;
    Ok(see("/my-data"))
}

/// Does what was asked.
pub async fn accept(visit: Visit, Path(id): Path<RequestId>) -> Answer {
    match refusals(requests::accept(&visit.caller(), id).await)? {
        Ok(()) => Ok(see("/requests")),
        Err(refused) => request_sheet(&visit, id, "", refused).await,
    }
}

/// The form that declines a request.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeclineForm {
    reason: String,
}

/// Declines what was asked, and says why.
pub async fn decline(visit: Visit, Path(id): Path<RequestId>, Form(typed): Form<DeclineForm>) -> Answer {
    match refusals(requests::decline(&visit.caller(), id, &typed.reason).await)? {
        Ok(()) => Ok(see("/requests")),
        Err(refused) => request_sheet(&visit, id, &typed.reason, refused).await,
    }
}

/// The form that erases someone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EraseForm {
    family_name: String,
}

/// Erases someone who asked on paper.
pub async fn erase(visit: Visit, Path(id): Path<PersonId>, Form(typed): Form<EraseForm>) -> Answer {
    match refusals(erasure::erase(&visit.caller(), id, &typed.family_name).await)? {
        Ok(()) => Ok(see(&format!("/people/{id}"))),
        Err(refused) => erase_sheet(&visit, id, &typed.family_name, refused).await,
    }
}

/// A copy of one's own data.
pub async fn my_copy(visit: Visit) -> Answer {
    let id = visit.caller().actor.person().ok_or(UseError::Forbidden)?;
    copy_of(&visit, id).await
}

/// A copy of someone's data, for an organiser whom they asked.
pub async fn person_copy(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    copy_of(&visit, id).await
}

async fn copy_of(visit: &Visit, id: PersonId) -> Answer {
    let copy = copy::copy(&visit.caller(), id).await?;
    let name = match visit.locale {
        Locale::fr => "mes-donnees.zip",
        Locale::en => "my-data.zip",
    };
    file("application/zip", name, zipped(visit.locale, &copy))
}

/// The register of processing, for administrators.
pub async fn processing_register(visit: Visit) -> Answer {
    let counts = processing::processing(&visit.caller()).await?;
    let name = match visit.locale {
        Locale::fr => "registre-des-traitements.csv",
        Locale::en => "processing-register.csv",
    };
    file("text/csv; charset=utf-8", name, as_csv(visit.locale, &counts))
}

fn file<E: std::fmt::Display>(kind: &'static str, name: &str, bytes: Result<Vec<u8>, E>) -> Result<Response, Failed> {
    let bytes = bytes.map_err(|error| {
        tracing::error!(%error, "a file could not be written");
        Failed::from(AppError::Internal { reference: "file".to_owned() })
    })?;
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
