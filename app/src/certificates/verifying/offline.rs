//! The page that a telephone keeps: it verifies what a QR code states with no network. It
//! carries what that needs: the public keys and what was revoked, as of when it was read.

use super::pages::look_up_form;
use crate::certificates::keys::file::written;
use crate::certificates::keys::store::signing::{load_public_keys, load_revoked};
use crate::certificates::model::Kind;
use crate::certificates::words::kind_name;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::shell::{Bundle, Place, Sheet, data};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde_json::{Value, json};

/// Where the script finds what it begins with.
const SETUP: &str = "setup";

/// The form for verifying a certificate by its number; where scripts run also by its code.
///
/// # Errors
/// If the database fails.
pub async fn verify_form(visit: &Visit) -> Answer {
    let (locale, db) = (visit.locale, visit.state.db.reader());
    let keys: Vec<String> = load_public_keys(db).await?.iter().map(|key| written(&key.to_bytes())).collect();
    let revoked: Vec<String> = load_revoked(db).await?.iter().map(|mark| written(mark)).collect();
    let setup = json!({
        "keys": keys,
        "revoked": revoked,
        "at": visit.caller().now.to_rfc3339(),
        "words": words(locale),
    });
    let title = td_string!(locale, certificates.verify);
    Ok(Sheet::new(Place::Verify, title).with(Bundle::Verify).send(visit, move || {
        view! {
            <section data-part="outcome" tabindex="-1" hidden></section>
            <div class="page-head">
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, certificates.verify_lead)}</p>
            </div>
            {look_up_form(locale)}
            {scan(locale)}
            {data(SETUP, &setup)}
        }
    }))
}

/// Hidden where no script runs.
fn scan(locale: Locale) -> impl IntoView + use<> {
    view! {
        <section class="verify-scan" data-part="scan" hidden>
            <h2>{td_string!(locale, verifying.scan)}</h2>
            <p>{td_string!(locale, verifying.scan_lead)}</p>
            <p class="actions">
                <button class="button" type="button" data-part="begin">{td_string!(locale, verifying.begin)}</button>
                <span role="status" data-part="told"></span>
            </p>
            <video class="scan__video" data-part="video" hidden></video>
            <div class="field">
                <label class="field__label" for="photo">{td_string!(locale, verifying.photo)}</label>
                <input class="field__control" id="photo" type="file" accept="image/*"/>
            </div>
            <p class="muted" data-part="kept"></p>
        </section>
    }
}

fn words(locale: Locale) -> Value {
    json!({
        "begin": td_string!(locale, verifying.begin),
        "end": td_string!(locale, verifying.end),
        "hint": td_string!(locale, verifying.hint),
        "nothing": td_string!(locale, verifying.nothing),
        "failed": td_string!(locale, verifying.failed),
        "kept": td_string!(locale, verifying.kept, date = "{date}").to_string(),
        "insecure": td_string!(locale, verifying.camera_insecure),
        "denied": td_string!(locale, verifying.camera_denied),
        "none": td_string!(locale, verifying.camera_none),
        "unreadable": td_string!(locale, verifying.unreadable),
        "outcomes": {
            "genuine": [td_string!(locale, verifying.genuine), td_string!(locale, verifying.genuine_text)],
            "expired": [td_string!(locale, verifying.expired), td_string!(locale, verifying.expired_here, date = "{date}").to_string()],
            "revoked": [td_string!(locale, certificates.revoked), td_string!(locale, verifying.revoked_here, date = "{date}").to_string()],
            "changed": [td_string!(locale, verifying.changed), td_string!(locale, verifying.changed_text)],
            "unknown-key": [td_string!(locale, verifying.unknown_key), td_string!(locale, verifying.unknown_key_text, key = "{key}").to_string()],
            "not-a-statement": [td_string!(locale, verifying.foreign), td_string!(locale, verifying.foreign_text)],
            "no-statement": [td_string!(locale, verifying.bare), td_string!(locale, verifying.bare_text)],
        },
        "limits": td_string!(locale, verifying.limits, date = "{date}").to_string(),
        "online": td_string!(locale, verifying.online),
        "kinds": { "attendance": kind_name(locale, Kind::Attendance), "trainer": kind_name(locale, Kind::Trainer) },
        "hours_of": td_string!(locale, verifying.hours_of, hours = "{hours}").to_string(),
        "facts": {
            "name": td_string!(locale, certificates.holder),
            "kind": td_string!(locale, verifying.kind),
            "title": td_string!(locale, workshops.workshop),
            "city": td_string!(locale, verifying.city),
            "starts": td_string!(locale, verifying.starts),
            "ends": td_string!(locale, verifying.ends),
            "hours": td_string!(locale, verifying.hours),
            "issued": td_string!(locale, certificates.issued_on),
            "expires": td_string!(locale, verifying.expires),
            "serial": td_string!(locale, certificates.serial),
        },
    })
}
