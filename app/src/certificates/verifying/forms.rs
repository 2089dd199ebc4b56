//! Looking a certificate up.

use super::offline::verify_form;
use crate::code::Code;
use crate::door::{Answer, Visit, see};
use axum::extract::Query;
use serde::Deserialize;

/// The query of the form that looks a certificate up.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SerialQuery {
    serial: String,
}

/// To the address of the certificate whose serial was typed, or whose address was pasted.
pub async fn look_up(visit: Visit, Query(query): Query<SerialQuery>) -> Answer {
    if query.serial.trim().is_empty() {
        return verify_form(&visit).await;
    }
    let given = statement::address(&query.serial).map_or(query.serial.as_str(), |address| address.serial);
    let typed: String = given.chars().take(40).filter(|c| c.is_alphanumeric()).collect();
    let serial = Code::parse(given).map_or(typed, String::from);
    Ok(see(&format!("/verify/{serial}")))
}
