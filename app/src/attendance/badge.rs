//! Badges: the short code that stands for someone's enrolment on a sign-in
//! sheet or a badge, to be read by a camera or typed. It names and is no key:
//! whoever knows it still signs in before anything can be marked.

use crate::code::{checked, with_check};
use crate::ids::EnrolmentId;

/// How many symbols come before the check symbol: 25 bits of the enrolment, so
/// that two of a room of 35 share a code once in fifty thousand workshops.
const BODY: usize = 5;

/// What a camera reads before the code, so that the codes of others are told
/// from ours. All its letters are in the small alphabet of QR codes.
const PREFIX: &str = "RELAIS:";

/// The code of an enrolment: five symbols of the random tail of its identifier
/// and a check symbol that finds every single slip.
#[must_use]
pub fn badge_code(enrolment: EnrolmentId) -> String {
    with_check(u64::from_be_bytes(tail(enrolment)), BODY)
}

/// What the QR code of a badge holds.
#[must_use]
pub fn badge_payload(enrolment: EnrolmentId) -> String {
    format!("{PREFIX}{}", badge_code(enrolment))
}

/// The code in what a person typed or a camera read, as [`badge_code`] writes
/// it: any case, with or without separators and prefix, O for 0, I or L for 1.
/// None if it cannot be one.
#[must_use]
pub fn read_badge(text: &str) -> Option<String> {
    let text = text.trim();
    let code = match text.split_at_checked(PREFIX.len()) {
        Some((prefix, code)) if prefix.eq_ignore_ascii_case(PREFIX) => code,
        _ => text,
    };
    checked(code, BODY + 1)
}

/// The last eight bytes of a UUID: in version 7, chance but for two bits at their head.
fn tail(enrolment: EnrolmentId) -> [u8; 8] {
    let bytes = enrolment.0.as_bytes();
    std::array::from_fn(|place| bytes[8 + place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(bits: u128) {
            let enrolment = EnrolmentId(Uuid::from_u128(bits));
            let code = badge_code(enrolment);
            prop_assert_eq!(code.len(), 6);
            prop_assert_eq!(read_badge(&code), Some(code.clone()));
            prop_assert_eq!(read_badge(&badge_payload(enrolment)), Some(code.clone()));
            let sloppy = format!(" relais: {}-{} ", &code[..3], &code[3..]).to_lowercase().replace('0', "o").replace('1', "l");
            prop_assert_eq!(read_badge(&sloppy.replace("re", "RE")), Some(code.clone()));
            prop_assert_eq!(read_badge(&code.replace('1', "i").replace('0', "O")), Some(code));
        }

        #[test]
        fn finds_every_single_slip(bits: u128, place in 0..6usize, other in "[0-9A-HJKMNP-TV-Z]") {
            let mut code = badge_code(EnrolmentId(Uuid::from_u128(bits)));
            prop_assume!(code[place..=place] != other);
            code.replace_range(place..=place, &other);
            prop_assert_eq!(read_badge(&code), None);
        }

        #[test]
        fn never_panics(text: String) {
            let _ = read_badge(&text);
        }
    }

    #[test]
    fn refuses_what_is_no_badge() {
        for text in ["", "RELAIS:", "00000", "0000000", "000001", "https://example.org/000000", "RELAIS:RELAIS:000000"]
        {
            assert_eq!(read_badge(text), None, "{text}");
        }
        assert_eq!(read_badge("000000").as_deref(), Some("000000"));
    }
}
