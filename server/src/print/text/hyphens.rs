//! Where words may be divided.

use crate::print::Locale;
use hypher::{Lang, MAX_INLINE_SIZE};

/// Letters that stay before a hyphen, and after it.
const LEFT: usize = 2;
const RIGHT: usize = 3;
/// Shorter words are not divided.
const SHORTEST: usize = 7;

/// Byte offsets in a word (signs around it included) at which it may be divided.
///
/// Words with capitals after the first letter (acronyms, names in capitals)
/// and words with digits are left whole.
pub fn points(word: &str, language: Locale) -> Vec<usize> {
    let lang = match language {
        Locale::fr => Lang::French,
        Locale::en => Lang::English,
    };
    let mut points = Vec::new();
    for (start, part) in stretches(word) {
        // Longer words would make hypher panic, for it allocates nothing.
        if part.len() > MAX_INLINE_SIZE
            || part.chars().count() < SHORTEST
            || part.chars().skip(1).any(char::is_uppercase)
        {
            continue;
        }
        let mut offset = start;
        for syllable in hypher::hyphenate_bounded(part, lang, LEFT, RIGHT) {
            offset += syllable.len();
            if offset < start + part.len() {
                points.push(offset);
            }
        }
    }
    points
}

/// The stretches of letters in a word: `l’atelier,` has `l` and `atelier`.
fn stretches(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let has_digits = word.chars().any(|sign| sign.is_ascii_digit() || "@/_".contains(sign));
    let mut offset = 0;
    word.split(|sign: char| !sign.is_alphabetic())
        .map(move |part| {
            let start = word[offset..].find(part).map_or(offset, |found| offset + found);
            offset = start + part.len();
            (start, part)
        })
        .filter(move |(_, part)| !has_digits && !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str) -> String {
        let mut out = word.to_owned();
        for point in points(word, Locale::fr).into_iter().rev() {
            out.insert(point, '-');
        }
        out
    }

    #[test]
    fn french_words() {
        assert_eq!(divided("référencement,"), "ré-fé-ren-ce-ment,");
        assert_eq!(divided("l’identification"), "l’iden-ti-fi-ca-tion");
        assert_eq!(divided("COULIBALY"), "COULIBALY");
        assert_eq!(divided("https://relais.example/verifier"), "https://relais.example/verifier");
        assert_eq!(divided("mali"), "mali");
    }

    #[test]
    fn endless_words_are_left_alone() {
        assert!(points(&"anticonstitutionnellement".repeat(9), Locale::fr).is_empty());
    }
}
