//! What only the browser has: clock, chance, letters without accents, the address.

use crate::ids::AttendanceEventId;
use chrono::{DateTime, Utc};
use uuid::Builder;
use wasm_bindgen::JsValue;
use web_sys::js_sys::{Date, JsString};
use web_sys::window;

const DAY: f64 = 86_400_000.0;

/// A fresh identifier and the device's time.
pub fn stamp() -> (AttendanceEventId, DateTime<Utc>) {
    let millis = now();
    let id = Builder::from_unix_timestamp_millis(millis, &random()).into_uuid();
    (
        AttendanceEventId(id),
        DateTime::from_timestamp_millis(i64::try_from(millis).unwrap_or_default()).unwrap_or_default(),
    )
}

/// The day, so many days from now, as 2022-10-26.
pub fn day(ahead: f64) -> String {
    let date = Date::new(&(Date::now() + ahead * DAY).into());
    String::from(date.to_iso_string()).chars().take(10).collect()
}

/// A moment as people read it on this phone: the time of day, and before it the day
/// if that is not today.
pub fn moment(millis: f64) -> String {
    let (then, now) = (Date::new(&millis.into()), Date::new(&Date::now().into()));
    let time = format!("{:02}:{:02}", then.get_hours(), then.get_minutes());
    if (then.get_date(), then.get_month(), then.get_full_year())
        == (now.get_date(), now.get_month(), now.get_full_year())
    {
        return time;
    }
    format!("{:02}/{:02} {time}", then.get_date(), then.get_month() + 1)
}

/// What the address says of this name: a service worker gives the same page for all.
pub fn asked(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// Makes this the page's address, so that it is read again where it stands.
pub fn stand_at(address: &str) {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(address));
    }
}

/// Small letters without accents, so that "toure" finds Touré.
pub fn plain(text: &str) -> String {
    let apart = String::from(JsString::from(text).normalize("NFD").to_lower_case());
    apart.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect()
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970: exact in a double until the year 287396"
)]
fn now() -> u64 {
    Date::now() as u64
}

fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if let Some(crypto) = window().and_then(|window| window.crypto().ok()) {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes
}
