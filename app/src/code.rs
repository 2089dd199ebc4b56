//! Codes that people read aloud, copy by hand and type on a small keyboard:
//! access codes and the serials of certificates. Badges (`attendance::badge`) have
//! shorter ones, by the same arithmetic.
//!
//! Twelve symbols of Crockford's base 32 (no I, L, O or U), in three groups of
//! four. The last symbol is a check by the Luhn algorithm modulo 32: it finds
//! every single wrong symbol and nearly every swap of neighbours. The other
//! eleven are 55 random bits, which cannot be guessed through a rate limit.

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;

/// A code in its canonical form, without separators.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Code(String);

/// What was typed is not a code: wrong length, a foreign symbol, or a slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a code")]
pub struct NotACode;

impl Code {
    /// The code made of 55 of these random bits.
    #[must_use]
    pub fn from_random(bits: u64) -> Self {
        Self(with_check(bits, LENGTH - 1))
    }

    /// Reads a code as people type it: any case, with or without separators,
    /// O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`NotACode`] if it cannot be one.
    pub fn parse(text: &str) -> Result<Self, NotACode> {
        checked(text, LENGTH).map(Self).ok_or(NotACode)
    }

    /// The canonical form, as stored and as in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In three groups of four, for people.
impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

/// That many symbols made of the lowest of these bits, and their check symbol.
pub(crate) fn with_check(mut bits: u64, body: usize) -> String {
    let mut symbols = Vec::with_capacity(body + 1);
    for _ in 0..body {
        symbols.push((bits % 32) as u8);
        bits /= 32;
    }
    symbols.push(check_symbol(&symbols));
    written(&symbols)
}

/// What was typed, in its canonical form; None if it is not of that length,
/// holds a foreign symbol, or its check symbol is wrong.
pub(crate) fn checked(text: &str, length: usize) -> Option<String> {
    let mut symbols = Vec::with_capacity(length);
    for character in text.chars() {
        let character = match character.to_ascii_uppercase() {
            ' ' | '-' | '\u{a0}' | '\u{202f}' | '‑' | '–' => continue,
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let symbol = ALPHABET.iter().position(|known| char::from(*known) == character)?;
        if symbols.len() == length {
            return None;
        }
        symbols.push(u8::try_from(symbol).ok()?);
    }
    let (check, body) = symbols.split_last()?;
    (symbols.len() == length && check_symbol(body) == *check).then(|| written(&symbols))
}

fn written(symbols: &[u8]) -> String {
    symbols.iter().map(|symbol| char::from(ALPHABET[usize::from(*symbol)])).collect()
}

/// The Luhn check symbol in base 32.
fn check_symbol(body: &[u8]) -> u8 {
    let sum: u32 = body
        .iter()
        .rev()
        .enumerate()
        .map(|(place, symbol)| {
            let weighted = u32::from(*symbol) * if place % 2 == 0 { 2 } else { 1 };
            weighted / 32 + weighted % 32
        })
        .sum();
    ((32 - sum % 32) % 32) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_back_what_it_wrote(bits: u64) {
            let code = Code::from_random(bits);
            prop_assert_eq!(Code::parse(&code.to_string()), Ok(code.clone()));
            prop_assert_eq!(Code::parse(&code.to_string().to_lowercase().replace('0', "o")), Ok(code));
        }

        #[test]
        fn finds_every_single_slip(bits: u64, place in 0..LENGTH, other in 0..32usize) {
            let code = Code::from_random(bits);
            let mut symbols = code.as_str().as_bytes().to_vec();
            prop_assume!(symbols[place] != ALPHABET[other]);
            symbols[place] = ALPHABET[other];
            let typed = String::from_utf8(symbols).expect("ASCII");
            prop_assert_eq!(Code::parse(&typed), Err(NotACode));
        }

        #[test]
        fn never_panics(text: String) {
            let _ = Code::parse(&text);
        }
    }

    #[test]
    fn refuses_what_is_no_code() {
        for text in ["", "0000", "<script>", "0000-0000-0001", "0000-0000-0000-0000"] {
            assert_eq!(Code::parse(text), Err(NotACode), "{text}");
        }
    }
}
