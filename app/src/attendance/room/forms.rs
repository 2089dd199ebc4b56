//! What people send about the room's code.

use super::model::RoomCode;
use super::pages::{Here, here_sheet};
use super::store;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::Problem;
use crate::ids::WorkshopId;
use crate::schema::error::UseError;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Whether people may mark themselves.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RoomForm {
    allow: String,
}

/// Allows the room's code, or ends it.
pub async fn turn_room_code(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<RoomForm>) -> Answer {
    let caller = visit.caller();
    if typed.allow.is_empty() {
        store::end(&caller, id).await?;
    } else {
        store::allow(&caller, id).await?;
    }
    Ok(see(&format!("/workshops/{id}/attendance/room")))
}

/// Marks whoever sends it.
pub async fn arrive(visit: Visit, Form(typed): Form<Here>) -> Answer {
    let caller = visit.caller();
    let who = caller.actor.person().map(|person| person.to_string()).unwrap_or_default();
    let result = match (visit.attempt("code", &format!("room {who}")), RoomCode::parse(&typed.code)) {
        (Err(error), _) => Err(error),
        (Ok(()), None) => Err(UseError::refused("code", Problem::NotARoomCode)),
        (Ok(()), Some(code)) => store::arrive(&caller, &code).await,
    };
    match refusals(result)? {
        Ok((session, _)) => Ok(see(&format!("/here?marked={session}"))),
        Err(refused) => here_sheet(&visit, typed, refused).await,
    }
}
