//! `relais verify`: a number, or the PDF that bears it.

use super::{Refused, print_json};
use app::certificates::model::State;
use app::certificates::store::reading::verify_state;
use app::certificates::store::{Certificate, verify};
use app::code::Code;
use app::people::caller::Caller;
use lopdf::{Document, decode_text_string};
use serde_json::json;
use std::path::Path;

pub(super) async fn run(caller: &Caller, what: &str, json: bool) -> Result<(), Refused> {
    let (serial, named) = if Path::new(what).is_file() {
        let title = title_of(Path::new(what))?;
        let serial = title.split_whitespace().find_map(|word| Code::parse(word).ok());
        (serial, Some(title))
    } else {
        (Code::parse(what).ok(), None)
    };
    let found = match &serial {
        Some(serial) => verify(&caller.db, serial).await?,
        None => None,
    };
    let state = match &found {
        Some(certificate) => Some(verify_state(&caller.db, certificate, caller.today()).await?),
        None => None,
    };
    let reason = reason(found.as_ref().zip(state), named.as_deref());
    let shown = serial.map(|serial| serial.to_string());
    let name = found.and_then(|certificate| certificate.holder_name);
    if json {
        print_json(&json!({ "valid": reason.is_none(), "reason": reason, "serial": shown, "name": name }))?;
    } else if reason.is_none() {
        let holder = name.unwrap_or_else(|| "(its holder asked to be erased)".to_owned());
        println!("valid: {} {holder}", shown.unwrap_or_default());
    }
    match reason {
        Some(reason) => Err(Refused(reason.to_owned())),
        None => Ok(()),
    }
}

/// Why it is not valid, if it is not.
fn reason(found: Option<(&Certificate, State)>, title: Option<&str>) -> Option<&'static str> {
    match found {
        None => Some("no certificate bears this number"),
        Some((_, State::Revoked { .. })) => Some("it was revoked"),
        Some((_, State::Replaced { .. })) => Some("it was revoked, and another was issued in its place"),
        Some((_, State::Expired { .. })) => Some("it has expired"),
        Some((certificate, State::InForce | State::ToRenew { .. })) => match (&certificate.holder_name, title) {
            // With the name gone nothing says whether it is the one on the file.
            (None, Some(_)) => Some("its holder asked to be erased: whom it names can no longer be compared"),
            (Some(name), Some(title)) if !title.ends_with(name) => Some("the file names someone other than the holder"),
            _ => None,
        },
    }
}

/// The title that our printer gives a certificate: its kind, number and holder.
fn title_of(file: &Path) -> Result<String, Refused> {
    let document = Document::load(file).map_err(|error| Refused(format!("{}: {error}", file.display())))?;
    let title = document
        .trailer
        .get(b"Info")
        .and_then(|info| document.dereference(info))
        .and_then(|(_, info)| info.as_dict())
        .and_then(|info| info.get(b"Title"))
        .ok()
        .and_then(|title| decode_text_string(title).ok());
    Ok(title.unwrap_or_default())
}
