//! The audit trail, one's own data, and what people ask for, to read.

mod copy;
mod erase;
mod my_data;
mod processing;
mod requests;
mod trail;
mod words;

pub use copy::zipped;
pub use erase::{erase, erase_sheet};
pub use my_data::{correction, correction_sheet, my_data};
pub use processing::as_csv;
pub use requests::{list_requests, request, request_sheet};
pub use trail::{audit, person_trail};
pub use words::VERBS;

use super::model::{Outcome, RequestKind};
use super::store::requests::Request;
use crate::i18n::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;

fn kind_name(locale: Locale, kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Correction => td_string!(locale, rights.kind_correction),
        RequestKind::Erasure => td_string!(locale, rights.kind_erasure),
    }
}

/// What became of a request, as a badge.
fn state(locale: Locale, request: &Request) -> impl IntoView + use<> {
    let (class, said) = match request.closed {
        None => ("badge badge--running", td_string!(locale, rights.undecided)),
        Some((Outcome::Accepted, _)) => ("badge badge--finished", td_string!(locale, rights.accepted)),
        Some((Outcome::Declined, _)) => ("badge badge--absent", td_string!(locale, rights.declined)),
        Some((Outcome::Withdrawn, _)) => ("badge", td_string!(locale, rights.withdrawn)),
    };
    view! { <span class=class>{said}</span> }
}
