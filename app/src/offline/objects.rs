//! Objects of JavaScript read as values of ours, and marks written as objects: as the
//! API has them, and as `assets/outbox.js` keeps them. Read by hand, because a parser
//! for every type weighs more than all that reads here; what cannot be read is left out.

use super::{Holding, Kept, Queued};
use crate::attendance::model::{Mark, Status};
use crate::attendance::snapshot::{Attendee, HalfDay, Head, Snapshot};
use crate::ids::SessionId;
use chrono::DateTime;
use std::collections::BTreeMap;
use std::str::FromStr;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Date, Object, Reflect};

/// What an object has by this name.
#[must_use]
pub fn get(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The text that an object has by this name.
#[must_use]
pub fn text(object: &JsValue, name: &str) -> Option<String> {
    get(object, name).as_string()
}

/// The value that the text of this name stands for.
#[must_use]
pub fn parsed<T: FromStr>(object: &JsValue, name: &str) -> Option<T> {
    text(object, name)?.parse().ok()
}

/// What is in a list; nothing, if it is none.
pub fn items(list: &JsValue) -> impl Iterator<Item = JsValue> + use<> {
    let list = list.dyn_ref::<Array>().cloned().unwrap_or_default();
    (0..list.length()).map(move |place| list.get(place))
}

/// What the server told of a workshop. What is agreed is not read: it follows from the
/// heads.
#[must_use]
pub fn snapshot(object: &JsValue) -> Option<Snapshot> {
    Some(Snapshot {
        workshop: parsed(object, "workshop")?,
        sessions: items(&get(object, "sessions")).filter_map(|one| half_day(&one)).collect(),
        participants: items(&get(object, "participants")).filter_map(|one| attendee(&one)).collect(),
    })
}

fn half_day(object: &JsValue) -> Option<HalfDay> {
    Some(HalfDay {
        id: parsed(object, "id")?,
        date: text(object, "date")?,
        half: text(object, "half")?,
        closing: text(object, "closing"),
    })
}

fn attendee(object: &JsValue) -> Option<Attendee> {
    let word = |name| text(object, name).unwrap_or_default();
    Some(Attendee {
        enrolment: parsed(object, "enrolment")?,
        family_name: word("family_name"),
        given_names: word("given_names"),
        institution: word("institution"),
        job_title: word("job_title"),
        marks: BTreeMap::new(),
        heads: heads(&get(object, "heads")),
    })
}

fn heads(object: &JsValue) -> BTreeMap<SessionId, Vec<Head>> {
    let mut found = BTreeMap::new();
    let Some(object) = object.dyn_ref::<Object>() else { return found };
    for name in Object::keys(object).into_iter().filter_map(|name| name.as_string()) {
        if let Ok(session) = name.parse() {
            found.insert(session, items(&get(object, &name)).filter_map(|one| head(&one)).collect());
        }
    }
    found
}

fn head(object: &JsValue) -> Option<Head> {
    Some(Head { id: parsed(object, "id")?, status: status(object)?, minutes: minutes(object) })
}

fn status(object: &JsValue) -> Option<Status> {
    parsed(object, "status")
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "480 at most, or not sound")]
fn minutes(object: &JsValue) -> Option<u16> {
    get(object, "minutes").as_f64().map(|minutes| minutes as u16)
}

/// What a phone keeps of a workshop.
pub(super) fn kept(object: &JsValue) -> Kept {
    Kept {
        snapshot: snapshot(&get(object, "snapshot")),
        exchanged: get(object, "exchanged").as_f64(),
        queue: items(&get(object, "queue")).filter_map(|one| queued(&one)).collect(),
    }
}

fn queued(object: &JsValue) -> Option<Queued> {
    Some(Queued {
        mark: mark(&get(object, "mark"))?,
        kept: get(object, "kept").is_truthy(),
        refused: text(object, "refused"),
    })
}

fn mark(object: &JsValue) -> Option<Mark> {
    let after = get(object, "after");
    let ids = || items(&after).filter_map(|id| id.as_string()?.parse().ok()).collect();
    Some(Mark {
        id: parsed(object, "id")?,
        enrolment: parsed(object, "enrolment")?,
        session: parsed(object, "session")?,
        status: status(object)?,
        minutes: minutes(object),
        after: after.is_truthy().then(ids),
        reason: text(object, "reason"),
        device: parsed(object, "device"),
        device_time: moment(&get(object, "device_time")),
    })
}

#[allow(clippy::cast_possible_truncation, reason = "milliseconds since 1970; 0 if it is no time")]
fn moment(time: &JsValue) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_millis(Date::new(time).get_time() as i64).unwrap_or_default()
}

/// A mark as the API takes it.
pub(super) fn of_mark(mark: &Mark) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: JsValue| Reflect::set(&object, &name.into(), &value).is_ok();
    set("id", mark.id.to_string().into());
    set("enrolment", mark.enrolment.to_string().into());
    set("session", mark.session.to_string().into());
    set("status", mark.status.as_str().into());
    if let Some(minutes) = mark.minutes {
        set("minutes", minutes.into());
    }
    if let Some(after) = &mark.after {
        set("after", after.iter().map(|id| JsValue::from(id.to_string())).collect::<Array>().into());
    }
    if let Some(reason) = &mark.reason {
        set("reason", reason.into());
    }
    if let Some(device) = mark.device {
        set("device", device.to_string().into());
    }
    #[allow(clippy::cast_precision_loss, reason = "milliseconds since 1970")]
    let time = Date::new(&(mark.device_time.timestamp_millis() as f64).into());
    set("device_time", time.to_iso_string().into());
    object.into()
}

/// What a phone holds of a workshop.
pub(super) fn holding(object: &JsValue) -> Option<Holding> {
    Some(Holding {
        workshop: parsed(object, "workshop")?,
        waiting: count(object, "waiting"),
        refused: count(object, "refused"),
        exchanged: get(object, "exchanged").as_f64(),
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn count(object: &JsValue, name: &str) -> usize {
    get(object, name).as_f64().unwrap_or_default() as usize
}
