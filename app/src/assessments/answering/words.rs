//! What the page of a test tells its script (`assets/answer.js`): whose it is, how it
//! stands, and the words for what only a telephone knows.

use super::store::sitting::Paper;
use crate::fields::Problem;
use crate::i18n::Locale;
use crate::ids::OpeningId;
use crate::shell::data;
use crate::ui::problems::sentence;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde_json::{Value, json};

/// The places in which the script says how it stands, and what it begins with.
pub fn phone(locale: Locale, id: OpeningId, found: &Paper, now: DateTime<Utc>) -> impl IntoView + use<> {
    let setup = json!({
        "opening": id,
        "person": found.person,
        // By the server's clock, as all that the telephone compares it with.
        "at": now,
        "sent": found.sent,
        "words": words(locale),
    });
    let sign_in = format!("/sign-in?next=/tests/{id}");
    view! {
        <p class="test__told" role="status" data-part="told"></p>
        <a class="button" href=sign_in data-part="sign-in" hidden>{td_string!(locale, people.sign_in)}</a>
        {data("setup", &setup)}
    }
}

fn words(locale: Locale) -> Value {
    let missing = td_string!(locale, tests.phone_missing, numbers = "{numbers}").to_string();
    let received = td_string!(locale, tests.phone_received, at = "{at}").to_string();
    let question = td_string!(locale, tests.question, number = "{number}").to_string();
    json!({
        "typed": td_string!(locale, tests.phone_typed),
        "saved": td_string!(locale, tests.phone_saved),
        "waiting": td_string!(locale, tests.phone_waiting),
        "received": received,
        "done": td_string!(locale, tests.phone_done),
        "late": td_string!(locale, tests.phone_late),
        "missing": missing,
        "anyway": td_string!(locale, tests.hand_in_anyway),
        "question": question,
        "ready": td_string!(locale, tests.phone_ready),
        "offline": td_string!(locale, tests.phone_offline),
        "signed_out": td_string!(locale, tests.phone_signed_out),
        "forbidden": td_string!(locale, tests.phone_forbidden),
        "failed": td_string!(locale, tests.phone_failed),
        "refused": td_string!(locale, tests.phone_refused),
        "not_found": td_string!(locale, tests.phone_not_found),
        "unwritten": td_string!(locale, tests.phone_unwritten),
        "not_an_order": sentence(locale, &Problem::NotAnOrder),
        "test_closed": sentence(locale, &Problem::TestClosed),
        "handed_in": sentence(locale, &Problem::HandedIn),
        "saved_elsewhere": sentence(locale, &Problem::SavedElsewhere),
        "taken": td_string!(locale, tests.phone_taken),
    })
}
