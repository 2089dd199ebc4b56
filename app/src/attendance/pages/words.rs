//! The words that the browser's half of the pages for the field says.

use crate::attendance::telling::Word;
use crate::i18n::Locale;
use leptos_i18n::td_string;

/// All of them, as such a page carries them.
pub(super) fn words(locale: Locale) -> Vec<&'static str> {
    Word::ALL.into_iter().map(|word| said(locale, word)).collect()
}

/// What is said for this, in the reader's language.
pub(super) fn said(locale: Locale, word: Word) -> &'static str {
    match word {
        Word::Saved => td_string!(locale, attendance.saved),
        Word::Sending => td_string!(locale, attendance.sending),
        Word::Unsent => td_string!(locale, attendance.unsent),
        Word::Exchanged => td_string!(locale, attendance.exchanged),
        Word::NeverExchanged => td_string!(locale, attendance.never_exchanged),
        Word::SignedOut => td_string!(locale, attendance.signed_out),
        Word::Forbidden => td_string!(locale, attendance.forbidden),
        Word::Failed => td_string!(locale, attendance.failed),
        Word::Offline => td_string!(locale, attendance.offline),
        Word::Refused => td_string!(locale, attendance.refused),
        Word::Unwritten => td_string!(locale, attendance.unwritten),
        Word::OwnKept => td_string!(locale, attendance.own_kept),
        Word::OwnWaiting => td_string!(locale, attendance.own_waiting),
        Word::OwnDisputed => td_string!(locale, attendance.own_disputed),
        Word::RefusedIdentifier => td_string!(locale, attendance.refused_identifier),
        Word::RefusedForeign => td_string!(locale, attendance.refused_foreign),
        Word::RefusedNotYet => td_string!(locale, attendance.refused_not_yet),
        Word::RefusedClosed => td_string!(locale, attendance.refused_closed),
        Word::RefusedReason => td_string!(locale, attendance.refused_reason),
        Word::RefusedMalformed => td_string!(locale, attendance.refused_malformed),
        Word::BadgeBegin => td_string!(locale, attendance.badge_begin),
        Word::BadgeEnd => td_string!(locale, attendance.badge_end),
        Word::BadgeHint => td_string!(locale, attendance.badge_hint),
        Word::BadgeMarked => td_string!(locale, attendance.badge_marked),
        Word::BadgeKnown => td_string!(locale, attendance.badge_known),
        Word::BadgeUnknown => td_string!(locale, attendance.badge_unknown),
        Word::BadgeInsecure => td_string!(locale, attendance.badge_insecure),
        Word::BadgeDenied => td_string!(locale, attendance.badge_denied),
        Word::BadgeNone => td_string!(locale, attendance.badge_none),
        Word::Preparing => td_string!(locale, attendance.preparing),
        Word::Ready => td_string!(locale, attendance.ready),
        Word::NotReady => td_string!(locale, attendance.not_ready),
        Word::Unable => td_string!(locale, attendance.unable),
        Word::CodesUnable => td_string!(locale, attendance.codes_unable),
    }
}
