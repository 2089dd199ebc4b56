//! What people are told unasked, in words.

use super::model::{Filling, Wording};
use super::news::Kind;
use super::store::notices::Notice;
use crate::i18n::Locale;
use crate::ui::format::range;
use leptos_i18n::td_string;

/// A notice in the language of its reader; links lead to this address.
#[must_use]
pub fn notice(public_url: &str, notice: &Notice) -> Wording {
    let locale: Locale = notice.language.parse().unwrap_or_default();
    let (subject, email, sms) = match notice.kind {
        Kind::Invitation => (
            td_string!(locale, messages.offered_subject),
            td_string!(locale, messages.offered_email),
            td_string!(locale, messages.offered_sms),
        ),
        Kind::Promotion => (
            td_string!(locale, messages.promotion_subject),
            td_string!(locale, messages.promotion_email),
            td_string!(locale, messages.promotion_sms),
        ),
        Kind::Change => (
            td_string!(locale, messages.change_subject),
            td_string!(locale, messages.change_email),
            td_string!(locale, messages.change_sms),
        ),
        Kind::Cancellation => (
            td_string!(locale, messages.cancellation_subject),
            td_string!(locale, messages.cancellation_email),
            td_string!(locale, messages.cancellation_sms),
        ),
    };
    let page = format!("{public_url}/sign-in");
    let filling = Filling {
        name: notice.name.to_string(),
        workshop: notice.workshop.clone(),
        place: notice.tells.place.clone(),
        dates: range(locale, notice.tells.starts_on, notice.tells.ends_on),
        link: notice.code.as_ref().map_or(page.clone(), |code| format!("{page}?code={}", code.as_str())),
        code: notice.code.as_ref().map(ToString::to_string).unwrap_or_default(),
    };
    let wording = Wording { subject: subject.to_owned(), email: email.to_owned(), sms: sms.to_owned() };
    wording.filled(&filling)
}
