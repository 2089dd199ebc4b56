//! Bytes as text, in what QR codes write densely and addresses allow.
//!
//! QR's alphanumeric mode has 45 characters, five and a half bits each. All but the
//! space and the percent sign may stand in a fragment (RFC 3986): 43 are left. As in
//! Base45 (RFC 9285), two bytes are three characters and a last single byte is two, the
//! least significant first: the last character is never beyond the 36th, so that a text
//! ends in a letter or digit and no program takes its end for the end of a sentence.

const ALPHABET: &[u8; 43] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-./:";

/// Bytes as text.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let mut value = pair.iter().fold(0, |value, byte| value * 256 + usize::from(*byte));
        for _ in 0..=pair.len() {
            text.push(char::from(ALPHABET[value % 43]));
            value /= 43;
        }
    }
    text
}

/// What [`encode`] made that text of; nothing where it made none.
#[must_use]
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let mut value = 0;
        for character in group.iter().rev() {
            value = value * 43 + ALPHABET.iter().position(|known| known == character)?;
        }
        match group.len() {
            3 => bytes.extend(u16::try_from(value).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(value).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(bytes: Vec<u8>) {
            let text = encode(&bytes);
            prop_assert_eq!(decode(&text), Some(bytes));
            prop_assert!(text.chars().last().is_none_or(|last| last.is_ascii_alphanumeric()));
        }

        #[test]
        fn one_text_for_the_same_bytes(text in "[0-9A-Z$*+./:-]{0,12}") {
            if let Some(bytes) = decode(&text) {
                prop_assert_eq!(encode(&bytes), text);
            }
        }

        #[test]
        fn never_panics(text: String) {
            let _ = decode(&text);
        }
    }
}
